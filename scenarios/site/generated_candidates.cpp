#include "scenarios/site/candidate_list.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using territory::BuildingId;
using territory::CellId;

/// Most households first, then by id: the order in which places are taken.
std::vector<SiteOption> at_buildings(const CandidateGround& ground) {
  const territory::Buildings& buildings = ground.built.territory.buildings;
  std::vector<BuildingId> order;
  for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
    if (buildings.use[building] == territory::BuildingUse::minor) continue;
    if (ground.travel.by_which_posts_stand().access(ground.scenario.siting->mode, building).valid()) order.push_back(building);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](BuildingId a, BuildingId b) { return buildings.households[a] > buildings.households[b]; });
  std::vector<SiteOption> options;
  for (const BuildingId building : order) {
    options.push_back({.name = buildings.source_id[building], .position = buildings.position[building]});
  }
  return options;
}

/// Most roads first, then by id; junctions alone, within the area.
std::vector<SiteOption> at_junctions(const CandidateGround& ground) {
  const network::RoadGraph& graph = ground.travel.by_which_posts_stand().graph();
  const network::Mode mode = ground.scenario.siting->mode;
  core::Column<network::NodeId, std::uint32_t> roads(graph.node_count(), 0);
  for (const network::EdgeId edge : core::ids<network::EdgeId>(graph.edge_count())) {
    if (!graph.is_main(mode, edge)) continue;
    ++roads[graph.tail[edge]];
    ++roads[graph.head[edge]];
  }
  std::vector<network::NodeId> order;
  for (const network::NodeId node : core::ids<network::NodeId>(graph.node_count())) {
    if (roads[node] >= 3) order.push_back(node);
  }
  std::stable_sort(order.begin(), order.end(), [&](network::NodeId a, network::NodeId b) { return roads[a] > roads[b]; });
  std::vector<core::Position> places;
  for (const network::NodeId node : order) places.push_back(graph.nodes[node]);
  const std::vector<CellId> cells = ground.cells.find(places, core::Threads(1));
  std::vector<SiteOption> options;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (!cells[i].valid()) continue;
    const std::int64_t source = graph.node_source[order[i]];
    options.push_back({.name = source != 0 ? fmt::format("node/{}", source) : fmt::format("junction {}", order[i].value()),
                       .position = places[i]});
  }
  return options;
}

struct Members {
  std::vector<BuildingId> buildings;
  double weight = 0;
  double x = 0;
  double y = 0;
};

/// The building of each compound that is nearest to the middle of its households; the largest compounds first.
std::vector<SiteOption> at_compounds(const CandidateGround& ground) {
  const territory::Territory& territory = ground.built.territory;
  core::Column<territory::CompoundId, Members> members(territory.compounds.size());
  for (const BuildingId building : core::ids<BuildingId>(territory.buildings.size())) {
    const territory::CompoundId compound = territory.cells.compound[territory.buildings.cell[building]];
    if (!compound.valid() || !ground.travel.by_which_posts_stand().access(ground.scenario.siting->mode, building).valid())
      continue;
    Members& own = members[compound];
    const double weight = territory.buildings.households[building];
    own.buildings.push_back(building);
    own.weight += weight;
    own.x += weight * territory.buildings.position[building].x;
    own.y += weight * territory.buildings.position[building].y;
  }
  std::vector<territory::CompoundId> order;
  for (const auto compound : core::ids<territory::CompoundId>(members.size())) {
    if (!members[compound].buildings.empty()) order.push_back(compound);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](territory::CompoundId a, territory::CompoundId b) { return members[a].weight > members[b].weight; });
  std::vector<SiteOption> options;
  for (const territory::CompoundId compound : order) {
    const Members& own = members[compound];
    const core::Position first = territory.buildings.position[own.buildings.front()];
    const core::Position middle = own.weight > 0 ? core::Position{own.x / own.weight, own.y / own.weight} : first;
    BuildingId nearest = own.buildings.front();
    for (const BuildingId building : own.buildings) {
      const auto away = [&](BuildingId one) { return core::distance(territory.buildings.position[one], middle); };
      if (away(building) < away(nearest)) nearest = building;
    }
    options.push_back({.name = territory.compounds[compound], .position = territory.buildings.position[nearest]});
  }
  return options;
}

}  // namespace

std::vector<SiteOption> spaced(std::vector<SiteOption> options, core::Metres spacing) {
  if (!(spacing.value > 0)) return options;
  using Square = std::pair<std::int64_t, std::int64_t>;
  const auto square = [&](core::Position place) {
    return Square{static_cast<std::int64_t>(std::floor(place.x / spacing.value)),
                  static_cast<std::int64_t>(std::floor(place.y / spacing.value))};
  };
  std::map<Square, std::vector<core::Position>> taken;
  const auto free = [&](core::Position place) {
    const auto [column, row] = square(place);
    for (std::int64_t x = column - 1; x <= column + 1; ++x) {
      for (std::int64_t y = row - 1; y <= row + 1; ++y) {
        const auto there = taken.find({x, y});
        if (there == taken.end()) continue;
        for (const core::Position other : there->second) {
          if (core::distance(place, other) < spacing) return false;
        }
      }
    }
    return true;
  };
  std::vector<SiteOption> kept;
  for (SiteOption& option : options) {
    if (!free(option.position)) continue;
    taken[square(option.position)].push_back(option.position);
    kept.push_back(std::move(option));
  }
  return kept;
}

std::vector<SiteOption> generated_candidates(const CandidateGround& ground) {
  const CandidateSpec& spec = ground.scenario.siting->candidates;
  std::vector<SiteOption> options = spec.generate == "compounds"    ? at_compounds(ground)
                                    : spec.generate == "road nodes" ? at_junctions(ground)
                                                                    : at_buildings(ground);
  return spaced(std::move(options), spec.spacing);
}

}  // namespace wangge::scenarios
