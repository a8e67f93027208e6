#pragma once

#include "engine/planning/exact/weighted_graph.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace wangge::planning {

/// Above every size.
constexpr std::int64_t unlimited_size = std::numeric_limits<std::int64_t>::max();

/// What a plan of a weighted graph must be: `parts` connected parts, each of weight `min` to `max` and, where the nodes have
/// sizes, of size `min_size` to `max_size`.
struct PartRange {
  std::uint32_t parts = 1;
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::int64_t min_size = 0;
  std::int64_t max_size = unlimited_size;

  [[nodiscard]] bool limits_size() const { return min_size > 0 || max_size < unlimited_size; }
};

/// The range with the maximum lowered to the graph's whole weight. Throws Error(input) where there is no part, a minimum is
/// below 0 or above its maximum, sizes are limited and the nodes have none, or the graph's weight or size times the parts exceeds
/// 62 bits.
[[nodiscard]] PartRange checked_range(const WeightedGraph& graph, const PartRange& range);

/// Whether the parts are as many as asked for, connected and in range. O(nodes + edges).
[[nodiscard]] bool is_plan(const WeightedGraph& graph, std::span<const std::uint32_t> part, const PartRange& range);

/// One node taken in a frontier order. The frontier is the list of nodes taken that have neighbours to come; a slot is a
/// position in it.
struct FrontierStep {
  struct Earlier {
    std::uint32_t slot = 0;  ///< on the frontier before the step
    std::int64_t weight = 1;
  };

  WeightedGraph::Node node = 0;
  std::int64_t weight = 0;
  std::int64_t size = 0;            ///< where the graph has sizes
  std::vector<Earlier> earlier;     ///< the node's neighbours on the frontier
  std::vector<std::uint32_t> kept;  ///< slots before the step that stay, in order; the node itself comes behind them
  bool stays = false;               ///< whether the node has neighbours to come
  std::uint32_t width_before = 0;
  std::uint32_t width_after = 0;
  std::int64_t rest = 0;                 ///< weight of the nodes to come after the step
  std::int64_t rest_size = 0;            ///< and their size
  std::vector<std::int64_t> link_after;  ///< width_after squared: least weight of nodes to come that join two slots; may be empty
};

constexpr std::int64_t no_link = std::numeric_limits<std::int64_t>::max();

/// The steps of a frontier order (Kawahara, Inoue, Iwashita, Minato 2017, "Frontier-based search for enumerating all constrained
/// subgraphs with compressed representation"), without links. O(nodes x width + edges).
///
///   std::vector<FrontierStep> steps = frontier_steps(graph, frontier_order(graph));
[[nodiscard]] std::vector<FrontierStep> frontier_steps(const WeightedGraph& graph, std::span<const WeightedGraph::Node> order);

/// The steps with their links. O(nodes x width x edges log nodes).
[[nodiscard]] std::vector<FrontierStep> with_links(const WeightedGraph& graph, std::vector<FrontierStep> steps);

/// The widest frontier of the steps.
[[nodiscard]] std::uint32_t frontier_width(std::span<const FrontierStep> steps);

}  // namespace wangge::planning
