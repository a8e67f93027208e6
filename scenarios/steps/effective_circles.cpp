#include "scenarios/steps/effective_circles.h"

#include "gis/circles/circles.h"
#include "scenarios/steps/nearest_building.h"

#include <cstdint>
#include <utility>

namespace wangge::scenarios {
namespace {

using territory::BuildingId;

/// Of each place of the land, the building whose probability it takes.
std::vector<BuildingId> speakers(const territory::Buildings& buildings, const network::RoadGraph& graph,
                                 const gis::CircleLand& land) {
  const NearestBuilding nearest(buildings.position);
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
