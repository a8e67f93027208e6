#include "scenarios/steps/effective_circles.h"

#include "gis/circles/circles.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

namespace wangge::scenarios {
namespace {

using territory::BuildingId;

/// The building nearest to a place, ties to the lower id.
class NearestBuilding {
 public:
  explicit NearestBuilding(const territory::Buildings& buildings) : buildings_(buildings) {
    for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
      const Square at = square(buildings.position[building]);
      squares_[at].push_back(building);
      low_ = {std::min(low_.first, at.first), std::min(low_.second, at.second)};
      high_ = {std::max(high_.first, at.first), std::max(high_.second, at.second)};
    }
  }

  /// Precondition: there is a building.
  [[nodiscard]] BuildingId to(core::Position place) const {
    const Square centre = square(place);
    const std::int64_t farthest = std::max({std::abs(centre.first - low_.first), std::abs(centre.first - high_.first),
                                            std::abs(centre.second - low_.second), std::abs(centre.second - high_.second)});
    Found best;
    for (std::int64_t away = 0; away <= farthest; ++away) {
      if (best.building.valid() && best.distance <= static_cast<double>(away - 1) * side) break;
      for (std::int64_t x = centre.first - away; x <= centre.first + away; ++x) {
        const bool side_column = x == centre.first - away || x == centre.first + away;
        const std::int64_t step = side_column || away == 0 ? 1 : 2 * away;
        for (std::int64_t y = centre.second - away; y <= centre.second + away; y += step) look({x, y}, place, best);
      }
    }
    return best.building;
  }

 private:
  using Square = std::pair<std::int64_t, std::int64_t>;
  struct Found {
    BuildingId building;
    double distance = 0;
  };
  static constexpr double side = 64;  // [m]

  static Square square(core::Position place) {
    return {static_cast<std::int64_t>(std::floor(place.x / side)), static_cast<std::int64_t>(std::floor(place.y / side))};
  }

  void look(Square at, core::Position place, Found& best) const {
    const auto there = squares_.find(at);
    if (there == squares_.end()) return;
    for (const BuildingId building : there->second) {
      const double distance = core::distance(buildings_.position[building], place).value;
      if (!best.building.valid() || distance < best.distance || (distance == best.distance && building < best.building))
        best = {building, distance};
    }
  }

  const territory::Buildings& buildings_;
  std::map<Square, std::vector<BuildingId>> squares_;
  Square low_{0, 0};
  Square high_{0, 0};
};

/// Of each place of the land, the building whose probability it takes.
std::vector<BuildingId> speakers(const territory::Buildings& buildings, const network::RoadGraph& graph,
                                 const gis::CircleLand& land) {
  const NearestBuilding nearest(buildings);
  std::vector<BuildingId> of;
  for (std::size_t i = 0; i < land.places.size(); ++i) {
    if (i < buildings.size()) {
      of.emplace_back(i);
      continue;
    }
    const network::AccessPoint& access = land.places[i].access;
    of.push_back(access.valid() ? nearest.to(graph.position(access.edge, access.offset)) : BuildingId());
  }
  return of;
}

}  // namespace

std::vector<gis::PlanFile::EffectiveCircle> effective_circles(const Scenario& scenario, const territory::Buildings& buildings,
                                                              const network::RoadGraph& graph, const gis::CircleLand& land,
                                                              const evaluation::EffectiveCircle& circle) {
  std::vector<gis::PlanFile::EffectiveCircle> rows;
  if (buildings.size() == 0 || scenario.coverage.effective.empty()) return rows;
  const std::vector<BuildingId> of = speakers(buildings, graph, land);
  for (const double share : scenario.coverage.effective) {
    gis::PlanFile::EffectiveCircle row{.share = share, .minutes = core::in_minutes(scenario.target_time), .shape = {}};
    std::vector<std::uint32_t> places;
    for (std::uint32_t i = 0; i < of.size(); ++i) {
      if (!of[i].valid() || !circle.on_shift[of[i]] || *circle.on_shift[of[i]] < share) continue;
      places.push_back(i);
      if (i >= buildings.size()) continue;
      row.buildings += 1;
      row.households += buildings.households[of[i]];
      row.residents += buildings.residents[of[i]];
    }
    if (row.buildings == 0) continue;
    row.shape = gis::land_of_places(land, places);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace wangge::scenarios
