#pragma once

#include "engine/planning/balance/even_bound.h"
#include "engine/planning/exact/frontier.h"
#include "engine/planning/exact/prove_cut.h"
#include "engine/planning/planning_rules.h"

#include <cstdint>
#include <vector>

namespace wangge::planning {

/// Questions about all partitions of a graph into parts with sizes in a range, answered by going through them: by evenness of the
/// work and the range of sizes at once, or by the range alone. Holds a reference to the work.
///
///   EvenProofs proofs(work, {500, 1000});   if (proofs.within(work.most(0.1), limits).status == ProofStatus::infeasible) …
class EvenProofs {
 public:
  EvenProofs(const WholeWork& work, const SizeRange& sizes) : work_(work), sizes_(sizes) {}

  /// Parts in range that deviate by at most so many whole numbers. As `prove_cut`; the steps are made once.
  [[nodiscard]] CutProof within(std::int64_t deviation, const ProofLimits& limits);
  /// Parts in range, however uneven: whether there are any does not hang on their work. As `prove_cut`.
  [[nodiscard]] CutProof in_range(const ProofLimits& limits) const;
  /// Proven: however the large nodes are shared out, the parts are not all in range. As `heavy_groups`.
  [[nodiscard]] bool no_groups_in_range() const;

 private:
  [[nodiscard]] WeightedGraph by_sizes() const;
  [[nodiscard]] PartRange size_range() const { return {.parts = work_.parts, .min = sizes_.least, .max = sizes_.most}; }

  const WholeWork& work_;
  SizeRange sizes_;
  std::vector<FrontierStep> steps_;
};

}  // namespace wangge::planning
