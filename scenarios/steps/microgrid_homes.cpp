#include "scenarios/steps/microgrid_homes.h"

#include <vector>

namespace wangge::scenarios {
namespace {

using territory::BuildingId;

/// The house nearest to the middle of all households.
std::optional<BuildingId> middle(const territory::Buildings& all, const std::vector<BuildingId>& houses) {
  double x = 0;
  double y = 0;
  double weight = 0;
  for (const BuildingId house : houses) {
    const double own = all.households[house] + 1e-3;  // where nobody lives houses count alike
    x += own * all.position[house].x;
    y += own * all.position[house].y;
    weight += own;
  }
  std::optional<BuildingId> best;
  double least = 0;
  for (const BuildingId house : houses) {
    const double far = core::distance(all.position[house], {x / weight, y / weight}).value;
    if (best && far >= least) continue;
    best = house;
    least = far;
  }
  return best;
}

}  // namespace

MicrogridHomes microgrid_homes(const Scenario& scenario, const planning::Plan& plan, core::Threads threads) {
  const MicrogridSpec& spec = *scenario.microgrids;
  MicrogridHomes homes{
      .drawn = planning::draw_microgrids(
          plan, {.count = spec.count, .households = spec.households, .captains = spec.captains, .code_digits = spec.code_digits},
          scenario.seed, threads),
      .home = {}};
  const territory::Buildings& buildings = plan.territory().buildings;
  core::Column<planning::MicrogridId, std::vector<BuildingId>> houses(homes.drawn.all.size());
  for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
    const planning::MicrogridId part = homes.drawn.microgrid_of_cell[buildings.cell[building]];
    if (part.valid()) houses[part].push_back(building);
  }
  for (const std::vector<BuildingId>& some : houses) homes.home.push_back(middle(buildings, some));
  return homes;
}

siting::Posts home_posts(const MicrogridHomes& homes, const planning::Plan& plan, const ServiceZones& zones,
                         const network::Travel& travel) {
  const territory::Buildings& buildings = plan.territory().buildings;
  siting::Posts posts;
  for (const planning::MicrogridId id : core::ids<planning::MicrogridId>(homes.drawn.all.size())) {
    const std::optional<BuildingId> home = homes.home[id];
    if (!home) continue;
    const planning::Microgrid& microgrid = homes.drawn.all[id.value()];
    siting::Post post{.name = microgrid.code,
                      .kind = "home",
                      .level = "grid",
                      .parent = plan.code(microgrid.grid),
                      .zone = zones.of_grid[microgrid.grid],
                      .position = buildings.position[*home],
                      .access = {},
                      .home = *home};
    for (std::size_t m = 0; m < network::mode_count; ++m) post.access[m] = travel.access(static_cast<network::Mode>(m), *home);
    posts.push_back(std::move(post));
  }
  return posts;
}

}  // namespace wangge::scenarios
