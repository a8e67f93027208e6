#pragma once

#include "engine/network/road_graph.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wangge::network {

/// A road that some modes may not use, in either direction.
struct ClosedTo {
  EdgeId edge;
  std::uint8_t modes = 0;  ///< by mode a bit

  friend bool operator==(const ClosedTo&, const ClosedTo&) = default;
};

/// What may change of a road network from one question to the next: roads that are closed, and how fast each mode is now in
/// comparison with its usual speeds. Ferries, and walks between road and door, stay as they are.
struct Conditions {
  std::vector<EdgeId> closed;  ///< to everybody, both ways; any order
  std::array<double, mode_count> speed = {1, 1, 1};
  std::vector<ClosedTo> closed_to{};  ///< any order

  friend bool operator==(const Conditions&, const Conditions&) = default;
};

/// The roads of some source ids.
struct NamedRoads {
  std::vector<EdgeId> edges;  ///< rising
  Metres length{0};
  std::vector<std::string> unknown;  ///< ids that no line has, in the order of asking
};

/// O(edges + ids log ids).
[[nodiscard]] NamedRoads named_roads(const RoadGraph& graph, std::span<const RoadLine> lines, std::span<const std::string> ids);

/// The roads that are closed to somebody in an hour of the day (RoadLine::closed_hours), or where no hour is asked; by rising
/// edge.
[[nodiscard]] std::vector<ClosedTo> closed_in(const RoadGraph& graph, std::span<const RoadLine> lines, std::optional<int> hour);

/// Speeds on roads, each times its mode's factor. Precondition: factors > 0.
[[nodiscard]] Speeds changed(const Speeds& speeds, const std::array<double, mode_count>& factor);

/// The same network under other conditions: nodes, edges and states keep their numbers, turn rules stand as they are; times,
/// access, arcs and the largest components are those of a network built anew with these roads closed and at these speeds.
/// `speeds` are those that `open` was built with. O(edges + arcs).
[[nodiscard]] RoadGraph under(const RoadGraph& open, const Speeds& speeds, const Conditions& conditions);

}  // namespace wangge::network
