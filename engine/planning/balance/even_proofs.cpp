#include "engine/planning/balance/even_proofs.h"

#include "engine/planning/exact/heavy_groups.h"

#include <utility>

namespace wangge::planning {

CutProof EvenProofs::within(std::int64_t deviation, const ProofLimits& limits) {
  const PartRange window = range_within(work_.graph, work_.range(sizes_), deviation);
  CutProof proof;
  proof.status = ProofStatus::infeasible;
  if (window.min > window.max) return proof;
  if (steps_.empty()) steps_ = proof_steps(work_.graph);
  return prove_cut(work_.graph, steps_, window, {}, limits);
}

CutProof EvenProofs::in_range(const ProofLimits& limits) const { return prove_cut(by_sizes(), size_range(), {}, limits); }

bool EvenProofs::no_groups_in_range() const { return heavy_groups(by_sizes(), size_range()).none; }

WeightedGraph EvenProofs::by_sizes() const {
  WeightedGraph sizes = work_.graph;
  if (!work_.by_size) sizes.node_weights = std::move(sizes.node_sizes);
  sizes.node_sizes.clear();
  return sizes;
}

}  // namespace wangge::planning
