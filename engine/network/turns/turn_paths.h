#pragma once

#include "engine/network/road_graph.h"
#include "engine/network/turns/turn_restriction.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace wangge::network {

/// An edge taken in one direction: 2 x edge, and 1 more for backward.
using Course = std::uint32_t;
[[nodiscard]] constexpr Course course(EdgeId edge, bool forward) { return 2 * edge.value() + (forward ? 0U : 1U); }
[[nodiscard]] inline EdgeId edge_of(Course course) { return EdgeId(course / 2); }
[[nodiscard]] constexpr bool is_forward(Course course) { return course % 2 == 0; }
[[nodiscard]] inline NodeId begin_of(const RoadGraph& graph, Course course) {
  return is_forward(course) ? graph.tail[edge_of(course)] : graph.head[edge_of(course)];
}
[[nodiscard]] inline NodeId end_of(const RoadGraph& graph, Course course) {
  return is_forward(course) ? graph.head[edge_of(course)] : graph.tail[edge_of(course)];
}

[[nodiscard]] inline bool may_take(const RoadGraph& graph, std::size_t mode, Course course) {
  const Direction direction = graph.access[edge_of(course)][mode];
  return is_forward(course) ? allows_forward(direction) : allows_backward(direction);
}
[[nodiscard]] constexpr Course back(Course course) { return course ^ 1U; }

/// Restrictions as they lie on the graph: runs of two or more courses that a mode must not take one after the other.
struct TurnPaths {
  std::array<std::vector<std::vector<Course>>, mode_count> forbidden;
  std::vector<std::string> unused;  ///< source ids of restrictions whose lines do not meet as they say, or not only once
};

/// `only` becomes the ban of every other way out. A restriction over further lines holds for who comes by `from` and passes them
/// all. Where a mode is restricted at all, nobody of it turns round in mid-road to get the better of a restriction
/// (turning_round.h). O(edges + restrictions x lines of one).
[[nodiscard]] TurnPaths turn_paths(const RoadGraph& graph, std::span<const RoadLine> lines,
                                   std::span<const TurnRestriction> restrictions);

}  // namespace wangge::network
