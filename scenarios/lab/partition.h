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
  std::uint64_t states = 30'000'000;         ///< that the proof may look at
  std::optional<std::filesystem::path> out;  ///< gets the part of each node, one a line
};

/// `wangge lab partition`: the fewest cut edges with connected parts in range, as JSON: cut_edges (null: no plan found),
/// lower_bound, feasible (whether a plan was found), seconds, stopped_by (proof: the plan is optimal; infeasible: there is
/// proven to be none; work: a limit), work. All but `seconds` depend on the question alone.
/// Throws Error as read_graph_file and prove_cut do, Error(environment) where `out` cannot be written.
///
///   lab_partition({.graph = "IA_county.graph", .parts = 4, .min = 757781, .max = 765396})
[[nodiscard]] std::string lab_partition(const PartitionQuestion& question);

}  // namespace wangge::scenarios
