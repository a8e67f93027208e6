#pragma once

#include "engine/core/findings.h"
#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/network/access.h"
#include "engine/network/conditions.h"
#include "engine/network/road_graph.h"
#include "engine/network/route.h"
#include "engine/network/travel_time.h"
#include "engine/territory/territory.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace wangge::network {

using core::Threads;
using territory::BuildingId;

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
/// Immutable and safe to use from several threads; searches reuse their workspaces. All answers come from a customisable
/// contraction hierarchy (hierarchy/skeleton.h), made when a mode is first asked about: once 5 microseconds a node, and less than
/// 1 microsecond a node for each mode.
///
///   const Travel travel(build_road_graph(lines, speeds), speeds, territory.buildings.position, Metres(300), threads);
///   const auto times = travel.to_buildings(Mode::ebike, post.access, core::minutes(15));
class Travel {
 public:
  /// Finds the access points of all buildings; the way from a door to its road crosses no obstacle and no
  /// wall but by a gate. O(buildings).
  Travel(RoadGraph graph, const Speeds& speeds, Column<BuildingId, Position> buildings, Metres access_limit, Threads threads,
         Surroundings around = {});
  Travel(Travel&&) noexcept;
  Travel& operator=(Travel&&) noexcept;
  ~Travel();

  /// The same town with some roads closed or at other speeds; conditions do not add up. The order and contraction of the
  /// hierarchy are shared, its times are made anew when a mode is first asked about, so a question of this kind costs tens of
  /// milliseconds; doors on roads that are cut off now look for another road. Thread-safe.
  [[nodiscard]] Travel under(const Conditions& conditions, Threads threads) const;

  [[nodiscard]] const RoadGraph& graph() const;
  [[nodiscard]] const Surroundings& surroundings() const;
  [[nodiscard]] std::size_t building_count() const;

  /// Nothing where there is no way, or one of the points is invalid. Some microseconds.
  [[nodiscard]] std::optional<Millis> time(Mode mode, const AccessPoint& from, const AccessPoint& to) const;
  /// The same with the way itself.
  [[nodiscard]] std::optional<Route> route(Mode mode, const AccessPoint& from, const AccessPoint& to) const;
  /// Times to all buildings; those above the limit count as unreachable. O(nodes + buildings).
  [[nodiscard]] Column<BuildingId, TravelTime> to_buildings(Mode mode, const AccessPoint& from,
                                                            std::optional<Millis> limit = {}) const;
  /// Row-major, a row for each of `from`. Sixteen sources at a time over the part of the network that leads to `to`. Same
  /// result for any threads.
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
  explicit Travel(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

/// What a run should know: no roads at all ("road.none"), roads cut off from the main network ("road.disconnected", one
/// a mode), turn restrictions that fit nowhere ("road.turn_unused"), how many buildings are reached over a wall without a gate
/// ("building.walled_in"), buildings that cannot be reached ("building.unreachable",
/// one a building, with its place).
[[nodiscard]] core::Findings travel_findings(const Travel& travel, std::span<const RoadLine> lines,
                                             const territory::Buildings& buildings, Metres access_limit);

}  // namespace wangge::network
