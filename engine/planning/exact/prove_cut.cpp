#include "engine/planning/exact/prove_cut.h"

#include "engine/core/error.h"
#include "engine/planning/exact/cut_search.h"
#include "engine/planning/exact/part_prices.h"
#include "engine/planning/exact/part_tables.h"
#include "engine/planning/exact/vertex_order.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace wangge::planning {
namespace {

constexpr std::uint64_t few_states = 2'000;
constexpr std::uint64_t too_far = 16;  ///< times the states of the pass before
constexpr std::size_t most_nodes = 4096;

/// The parts renamed by the first node of each.
std::vector<std::uint32_t> in_order(std::vector<std::uint32_t> part) {
  std::vector<std::uint32_t> names(part.size(), static_cast<std::uint32_t>(part.size()));
  std::uint32_t next = 0;
  for (std::uint32_t& own : part) {
    if (names[own] == part.size()) names[own] = next++;
    own = names[own];
  }
  return part;
}

/// The search for one graph, its range checked.
class Proof {
 public:
  Proof(const WeightedGraph& graph, const PartRange& range, const ProofLimits& limits)
      : graph_(graph), limits_(limits), range_(range), edges_(total_edge_weight(graph)) {}

  CutProof run(std::span<const std::uint32_t> incumbent) {
    CutProof proof;
    if (!incumbent.empty()) {
      proof.plan = in_order({incumbent.begin(), incumbent.end()});
      proof.cut = cut_of(graph_, incumbent);
    }
    const std::int64_t heaviest = *std::max_element(graph_.node_weights.begin(), graph_.node_weights.end());
    if (heaviest > range_.max || range_.parts > graph_.size()) {
      proof.status = ProofStatus::infeasible;
      return proof;
    }
    if (graph_.size() > most_nodes) return proof;
    steps_ = frontier_steps(graph_, frontier_order(graph_));
    proof.width = frontier_width(steps_);
    const std::int64_t hint = std::max<std::int64_t>(1, incumbent.empty() ? edges_ / 2 : proof.cut);
    const std::optional<PartTables> tables = priced_tables(steps_, range_, hint, limits_.bytes / 2);
    if (!tables) return proof;
    proof.lower_bound = std::max<std::int64_t>(0, tables->cut_of_ticks(tables->root()));
    if (!incumbent.empty()) proof.lower_bound = std::min(proof.lower_bound, proof.cut);
    steps_ = with_links(graph_, std::move(steps_));
    raise(proof, *tables);
    return proof;
  }

 private:
  /// Searches for cuts ever larger, until a plan is found, the incumbent's is reached, or no cut can be larger. States grow
  /// exponentially with the cut allowed: the step is such that a pass costs some times the one before, and a pass that costs
  /// far more has stepped too far and is taken back.
  void raise(CutProof& proof, const PartTables& tables) const {
    CutSearch search(steps_, range_, tables, limits_);
    const std::int64_t end = proof.plan.empty() ? edges_ : proof.cut - 1;
    std::int64_t step = std::max<std::int64_t>(1, proof.lower_bound / 64);
    std::uint64_t last = few_states;
    while (proof.lower_bound <= end) {
      const std::int64_t most = std::min(end, proof.lower_bound + step - 1);
      const std::uint64_t before = search.work();
      const CutSearch::Answer answer = search.run(most, step > 1 ? last * too_far : limits_.states);
      proof.work = search.work();
      if (answer.stopped == CutSearch::Stop::limit) return;
      if (answer.stopped == CutSearch::Stop::states) {
        step = std::max<std::int64_t>(1, step / 4);
        continue;
      }
      proof.lower_bound = answer.lower_bound;
      if (!answer.part_of_step.empty()) return keep(proof, answer);
      const std::uint64_t states = std::max(few_states, search.work() - before);
      if (states < 2 * last) step *= 2;
      if (states > 4 * last) step = std::max<std::int64_t>(1, step / 2);
      last = states;
    }
    proof.lower_bound = proof.plan.empty() ? 0 : proof.cut;
    proof.status = proof.plan.empty() ? ProofStatus::infeasible : ProofStatus::proven;
  }

  void keep(CutProof& proof, const CutSearch::Answer& answer) const {
    std::vector<std::uint32_t> plan(graph_.size());
    for (std::size_t i = 0; i < steps_.size(); ++i) plan[steps_[i].node] = answer.part_of_step[i];
    proof.plan = in_order(std::move(plan));
    proof.cut = answer.lower_bound;
    proof.status = ProofStatus::proven;
  }

  const WeightedGraph& graph_;
  ProofLimits limits_;
  PartRange range_;
  std::vector<FrontierStep> steps_;
  std::int64_t edges_;
};

}  // namespace

CutProof prove_cut(const WeightedGraph& graph, const PartRange& asked, std::span<const std::uint32_t> incumbent,
                   const ProofLimits& limits) {
  const PartRange range = checked_range(graph, asked);
  if (!incumbent.empty() && !is_plan(graph, incumbent, range.parts, range.min, range.max)) {
    throw core::Error(
        core::ErrorCode::input,
        {.zh = "作为上界的方案不满足份数、连通或权重范围",
         .en = "the plan given as an upper bound breaks the number of parts, their connection or their range of weight"});
  }
  if (total_edge_weight(graph) > most_edge_weight) {
    throw core::Error(
        core::ErrorCode::input,
        {.zh = fmt::format("边的总权重 {}：割的证明最多允许 {}", total_edge_weight(graph), most_edge_weight),
         .en = fmt::format("the edges weigh {} in all; a proof takes at most {}", total_edge_weight(graph), most_edge_weight)});
  }
  return Proof(graph, range, limits).run(incumbent);
}

}  // namespace wangge::planning
