#include "scenarios/steps/post_duty_step.h"

#include "engine/core/csr.h"
#include "engine/core/parallel.h"
#include "engine/simulation/loop/rank.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <utility>

namespace wangge::scenarios {
namespace {

using simulation::BuildingId;
using simulation::GridId;
using simulation::ResponderId;
using simulation::SimulationInputs;

constexpr core::Metres nearby{150};

/// The nearest building of a grid, up to 150 m away.
class NearBuilding {
 public:
  NearBuilding(const SimulationInputs& inputs, const territory::Buildings& buildings) : buildings_(buildings) {
    for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
      if (inputs.grid_of_building[building].valid()) squares_[square(buildings.position[building])].push_back(building);
    }
  }

  [[nodiscard]] BuildingId to(core::Position place) const {
    BuildingId best;
    double least = nearby.value;
    const auto [column, row] = square(place);
    for (std::int64_t x = column - 1; x <= column + 1; ++x) {
      for (std::int64_t y = row - 1; y <= row + 1; ++y) {
        const auto found = squares_.find({x, y});
        if (found == squares_.end()) continue;
        for (const BuildingId building : found->second) {
          const double away = core::distance(buildings_.position[building], place).value;
          if (away > least || (away == least && best.valid() && best < building)) continue;
          least = away;
          best = building;
        }
      }
    }
    return best;
  }

 private:
  [[nodiscard]] static std::pair<std::int64_t, std::int64_t> square(core::Position place) {
    return {static_cast<std::int64_t>(std::floor(place.x / nearby.value)),
            static_cast<std::int64_t>(std::floor(place.y / nearby.value))};
  }

  const territory::Buildings& buildings_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<BuildingId>> squares_;
};

/// 0: the mode may not use it.
std::int64_t time_over(const network::RoadGraph& graph, network::Mode mode, network::EdgeId edge) {
  const network::EdgeTime time = graph.time[static_cast<std::size_t>(mode)][edge];
  if (graph.crossing[edge].value > 0) return 0;
  if (time.forward == 0 || time.backward == 0) return std::max(time.forward, time.backward);
  return (std::int64_t{time.forward} + time.backward) / 2;
}

/// A street with the building by which somebody on it is taken to be.
struct Street {
  network::EdgeId edge;
  BuildingId near;
};

simulation::Streets streets_of(const std::vector<Street>& own, const std::vector<Street>& around, const NearBuilding& near,
                               const network::RoadGraph& graph, network::Mode mode) {
  simulation::Streets streets;
  std::map<network::NodeId, std::uint32_t> corners;
  const auto corner = [&](network::NodeId node) {
    const auto [found, made] = corners.try_emplace(node, static_cast<std::uint32_t>(corners.size()));
    if (made) streets.near_corner.push_back(near.to(graph.nodes[node]));
    return found->second;
  };
  for (const bool required : {true, false}) {
    for (const Street& street : required ? own : around) {
      const std::uint32_t a = corner(graph.tail[street.edge]);
      const std::uint32_t b = corner(graph.head[street.edge]);
      streets.pieces.push_back({a, b, time_over(graph, mode, street.edge), required});
      streets.length_cm.push_back(static_cast<std::uint32_t>(std::llround(graph.length[street.edge].value * 100)));
      streets.near.push_back(street.near);
    }
  }
  streets.corners = static_cast<std::uint32_t>(corners.size());
  return streets;
}

BuildingId nearest_of_all(const SimulationInputs& inputs, const territory::Buildings& buildings, core::Position place) {
  BuildingId best;
  double least = std::numeric_limits<double>::infinity();
  for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
    const double away = core::distance(buildings.position[building], place).value;
    if (!inputs.grid_of_building[building].valid() || away >= least) continue;
    least = away;
    best = building;
  }
  return best;
}

bool serves(const SimulationInputs& inputs, ResponderId who, GridId grid) {
  if (inputs.responders.serves.size() == 0) return inputs.responders.grid[who] == grid;
  const auto grids = inputs.responders.serves[who];
  return std::binary_search(grids.begin(), grids.end(), grid);
}

/// Each place takes so many of those who serve its grid, by rank, who are at none yet.
void hold(SimulationInputs& inputs, simulation::Duty& duty, const std::vector<BuildingId>& places, std::uint32_t staff) {
  const std::vector<ResponderId> by_rank = simulation::responders_by_rank(inputs);
  for (const BuildingId place : places) {
    std::uint32_t wanted = staff;
    for (const ResponderId who : by_rank) {
      if (wanted == 0) break;
      const bool of_kind = inputs.responders.kind.empty() || inputs.responders.kind[who] == duty.by;
      if (!place.valid() || !of_kind || duty.places[who].valid() || !serves(inputs, who, inputs.grid_of_building[place]))
        continue;
      duty.places[who] = place;
      --wanted;
    }
    duty.unfilled += wanted;
  }
}

using BuildingsOfGrid = core::Csr<GridId, BuildingId>;

BuildingsOfGrid buildings_of_grids(const SimulationInputs& inputs) {
  std::vector<std::pair<GridId, BuildingId>> pairs;
  for (const BuildingId building : core::ids<BuildingId>(inputs.grid_of_building.size())) {
    const GridId grid = inputs.grid_of_building[building];
    if (grid.valid()) pairs.emplace_back(grid, building);
  }
  return BuildingsOfGrid::build(inputs.grids.size(), pairs);
}

/// The building of its grids that is reached first from the responder's post, the lowest of several.
BuildingId beside_post(const SimulationInputs& inputs, const BuildingsOfGrid& buildings, ResponderId who) {
  BuildingId best;
  core::Millis least(0);
  const GridId own = inputs.responders.grid[who];
  const std::span<const GridId> grids =
      inputs.responders.serves.size() == 0 ? std::span(&own, own.valid() ? 1 : 0) : inputs.responders.serves[who];
  for (const GridId grid : grids) {
    for (const BuildingId building : buildings[grid]) {
      const auto way = inputs.travel->from_post(who, building, core::Millis(0));
      if (!way || (best.valid() && std::pair(*way, building) >= std::pair(least, best))) continue;
      best = building;
      least = *way;
    }
  }
  return best;
}

}  // namespace

core::Column<GridId, simulation::Streets> streets_of_grids(const SimulationInputs& inputs, const territory::Territory& territory,
                                                           const network::RoadGraph& graph, network::Mode mode) {
  const NearBuilding near(inputs, territory.buildings);
  core::Column<GridId, std::vector<Street>> of_grid(inputs.grids.size());
  for (const network::EdgeId edge : core::ids<network::EdgeId>(graph.edge_count())) {
    if (time_over(graph, mode, edge) == 0 || graph.is_passage(edge)) continue;
    const BuildingId building = near.to(graph.position(edge, core::Metres(graph.length[edge].value / 2)));
    if (building.valid()) of_grid[inputs.grid_of_building[building]].push_back({edge, building});
  }
  core::Column<GridId, simulation::Streets> streets;
  for (const GridId grid : core::ids<GridId>(inputs.grids.size())) {
    std::vector<Street> around;
    for (const GridId other : inputs.neighbours[grid]) around.insert(around.end(), of_grid[other].begin(), of_grid[other].end());
    std::sort(around.begin(), around.end(), [](const Street& a, const Street& b) { return a.edge < b.edge; });
    streets.push_back(streets_of(of_grid[grid], around, near, graph, mode));
  }
  return streets;
}

void add_streets_and_places(SimulationInputs& inputs, const Scenario& scenario, const territory::Territory& territory,
                            const siting::Posts& posts, const TravelBuild& travel, const DemandGround& ground,
                            core::Threads threads) {
  using Kind = DutySpec::Kind;
  std::optional<BuildingsOfGrid> of_grids;
  for (std::size_t i = 0; i < scenario.duties.size(); ++i) {
    const DutySpec& spec = scenario.duties[i];
    simulation::Duty& duty = inputs.duties[simulation::DutyId(i)];
    if (spec.kind == Kind::patrol)
      duty.streets = streets_of_grids(inputs, territory, travel.travel.graph(), scenario.responders[spec.by].mode);
    if (spec.kind != Kind::checkpoint && spec.kind != Kind::consult) continue;
    duty.places.resize(inputs.responders.size());
    if (spec.kind == Kind::consult) {
      if (!of_grids) of_grids = buildings_of_grids(inputs);
      core::parallel_for(threads, inputs.responders.size(), [&](std::size_t number) {
        const ResponderId who(number);
        const bool of_kind = inputs.responders.kind.empty() || inputs.responders.kind[who] == duty.by;
        if (of_kind) duty.places[who] = beside_post(inputs, *of_grids, who);
      });
      continue;
    }
    std::vector<BuildingId> places;
    if (spec.gates) {
      places = ground.gates[i];
    } else {
      for (const siting::Post& post : posts) {
        if (post.kind == spec.at) places.push_back(nearest_of_all(inputs, territory.buildings, post.position));
      }
    }
    hold(inputs, duty, places, spec.staff);
  }
}

}  // namespace wangge::scenarios
