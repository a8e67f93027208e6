#pragma once

#include "engine/core/units.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace wangge::scenarios {

/// What `wangge lab partition` is asked.
struct PartitionQuestion {
  std::filesystem::path graph;  ///< a .graph file
  std::uint32_t parts = 2;
  std::int64_t min = 0;  ///< weight of a part
  std::int64_t max = 0;
  std::uint64_t states = 30'000'000;         ///< that a proof may look at
  std::uint64_t search_work = 50'000'000;    ///< of the heuristic search
  std::optional<double> seconds;             ///< of the clock: only ends the work early
  core::Seed seed{1};                        ///< of the heuristic search
  std::optional<std::filesystem::path> out;  ///< gets the part of each node, one a line
};

/// `wangge lab partition`: the fewest cut edges with connected parts in range. A short proof from nothing comes first; where it
/// is not enough, the bounds for any graph, the heuristic search, and a proof with what was found. Answers as JSON: cut_edges
/// (null: no plan found), lower_bound, feasible (whether a plan was found), seconds and cpu_seconds (of the process), stopped_by
/// (proof: the plan is optimal; infeasible: there is proven to be none; work; seconds), work (states of proofs and units of the
/// search), deviation (largest, of a part's weight from the mean; null without a plan) and deviation_bound (of any plan's). All
/// but the seconds depend on the question alone, unless the clock ends the work. Throws Error as read_graph_file, prove_cut and
/// search_parts do, Error(environment) where `out` cannot be written.
///
///   lab_partition({.graph = "IA_county.graph", .parts = 4, .min = 757781, .max = 765396})
[[nodiscard]] std::string lab_partition(const PartitionQuestion& question);

}  // namespace wangge::scenarios
