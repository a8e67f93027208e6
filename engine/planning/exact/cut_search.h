#pragma once

#include "engine/planning/exact/frontier_walk.h"
#include "engine/planning/exact/part_tables.h"
#include "engine/planning/exact/prove_cut.h"
#include "engine/planning/exact/state_table.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wangge::planning {

/// One pass of the search for a least cut (see prove_cut): through all layers, for plans that cut at most so much.
///
///   CutSearch search(steps, range, tables, limits);   auto answer = search.run(40);
class CutSearch {
 public:
  enum class Stop { done, states, limit, deadline };
  struct Answer {
    Stop stopped = Stop::done;                ///< `states`: this run's own; `limit`: those of all runs, or memory
    std::vector<std::uint32_t> part_of_step;  ///< of each step's node; empty: no plan cuts so little
    std::int64_t lower_bound = 0;             ///< of every plan's cut
  };

  /// Precondition: tables filled. Holds references.
  CutSearch(std::span<const FrontierStep> steps, const PartRange& range, const PartTables& tables, const ProofLimits& limits);

  /// The least cut among plans that cut at most `most`, unless this run takes more states than allowed.
  [[nodiscard]] Answer run(std::int64_t most, std::uint64_t states);
  /// States of all runs.
  [[nodiscard]] std::uint64_t work() const { return work_; }

 private:
  struct Origin {
    std::uint32_t state = 0;  ///< in the layer before
    std::uint32_t choice = 0;
  };
  struct Layer {
    StateTable states;
    std::vector<std::int64_t> cuts;
  };

  [[nodiscard]] Stop expand(Layer& next, const Layer& layer, std::size_t step, std::int64_t most);
  [[nodiscard]] std::int64_t ticks_ahead(std::size_t steps) const;
  [[nodiscard]] Stop stop(const Layer& layer, const Layer& next) const;
  [[nodiscard]] std::vector<std::uint32_t> parts_of_best();

  std::span<const FrontierStep> steps_;
  PartRange range_;
  const PartTables* tables_;
  ProofLimits limits_;
  FrontierWalk walk_;
  std::vector<std::vector<Origin>> origins_;  ///< of the states after each step
  std::uint64_t origin_count_ = 0;            ///< states of this run
  std::uint64_t allowed_ = 0;
  std::uint64_t work_ = 0;
};

}  // namespace wangge::planning
