#pragma once

#include "engine/core/findings.h"
#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/network/access.h"
#include "engine/network/road_graph.h"
#include "engine/territory/territory.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace wangge::network {

using core::Threads;
using territory::BuildingId;

/// A travel time in a column: milliseconds, or unreachable. Orders with unreachable last.
struct TravelTime {
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t ms = none;

  [[nodiscard]] constexpr bool reachable() const { return ms != none; }
  /// Precondition: reachable().
  [[nodiscard]] constexpr Millis value() const { return Millis(ms); }
  friend constexpr auto operator<=>(const TravelTime&, const TravelTime&) = default;
};

/// A part of an edge that was reached, in offsets from its tail.
struct ReachedPiece {
  EdgeId edge;
  Metres from{0};
  Metres to{0};
};

/// Exact shortest times on the road network, by mode. A time runs from door to door: on foot to the road, along roads,
/// on foot to the door; it always leads by the road, also between a building and itself. Times are sums of whole
/// milliseconds, so every question about the same pair gets the same answer.
///
/// Immutable and safe to use from several threads; searches reuse a pool of workspaces. Dijkstra's algorithm on a
/// 4-ary heap: one search costs O(arcs log nodes), about 1 ms per 10,000 nodes.
///
///   const Travel travel(build_road_graph(lines, speeds), speeds, territory.buildings.position, Metres(300), threads);
///   const auto times = travel.to_buildings(Mode::ebike, post.access, core::minutes(15));
class Travel {
 public:
  /// Finds the access points of all buildings. O(buildings).
  Travel(RoadGraph graph, const Speeds& speeds, Column<BuildingId, Position> buildings, Metres access_limit, Threads threads);
  Travel(Travel&&) noexcept;
  Travel& operator=(Travel&&) noexcept;
  ~Travel();

  [[nodiscard]] const RoadGraph& graph() const;
  [[nodiscard]] std::size_t building_count() const;

  /// Nothing where there is no way, or one of the points is invalid. Stops as soon as the answer is certain.
  [[nodiscard]] std::optional<Millis> time(Mode mode, const AccessPoint& from, const AccessPoint& to) const;
  /// Times to all buildings; those above the limit count as unreachable.
  [[nodiscard]] Column<BuildingId, TravelTime> to_buildings(Mode mode, const AccessPoint& from,
                                                            std::optional<Millis> limit = {}) const;
  /// Row-major, a row for each of `from`. Each search stops when all of `to` are reached. Same result for any threads.
  [[nodiscard]] std::vector<TravelTime> table(Mode mode, std::span<const AccessPoint> from, std::span<const AccessPoint> to,
                                              Threads threads) const;
  /// All pieces of road within `limit` of a point (its own way to the road included), by rising edge.
  [[nodiscard]] std::vector<ReachedPiece> reach(Mode mode, const AccessPoint& from, Millis limit) const;

  /// The access point of any place, within the same limit as the buildings'.
  [[nodiscard]] AccessPoint access(Mode mode, Position place) const;
  [[nodiscard]] const AccessPoint& access(Mode mode, BuildingId building) const;
  /// Buildings without a road of the mode within the limit, rising.
  [[nodiscard]] const std::vector<BuildingId>& unreachable(Mode mode) const;

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

/// What a run should know: no roads at all ("road.none"), roads cut off from the main network ("road.disconnected", one
/// a mode), buildings that cannot be reached ("building.unreachable", one a building, with its place).
[[nodiscard]] core::Findings travel_findings(const Travel& travel, std::span<const RoadLine> lines,
                                             const territory::Buildings& buildings, Metres access_limit);

}  // namespace wangge::network
