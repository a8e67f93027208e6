#include "gis/town/growth/ever_built.h"

#include "gis/town/growth/former_blocks.h"
#include "gis/town/growth/growth_order.h"
#include "gis/town/join_fills.h"
#include "gis/town/settle.h"

#include <cstdint>
#include <utility>

namespace wangge::town {
namespace {

/// A building that was dated before keeps the year drawn for it.
void set_years(Building& building, const GrowthOrder::Years& years) {
  building.drawn = static_cast<std::int16_t>(drawn_year(building));
  building.built = static_cast<std::int16_t>(years.built);
  if (years.removed) building.removed = static_cast<std::int16_t>(*years.removed);
}

}  // namespace

EverBuilt ever_built(const Town& today, const TownSpec& spec, core::Threads threads, const core::Progress& progress) {
  EverBuilt ever{today, today.lines.size(), today.buildings.size(), {}};
  if (!spec.stages.empty()) {
    for (FormerBlock& former : former_blocks(today, spec, threads, progress)) {
      ever.renewals.push_back(former.renewal);
      join_fill(ever.town, former.renewal.block, std::move(former.fill));
    }
  }
  const Column<BuildingId, GrowthOrder::Years> years = GrowthOrder(ever.town, spec, ever.renewals).years();
  for (const BuildingId id : core::ids<BuildingId>(years.size())) set_years(ever.town.buildings[id], years[id]);
  return ever;
}

void date_buildings(Town& town, const TownSpec& spec, core::Threads threads, const core::Progress& progress) {
  const EverBuilt ever = ever_built(town, spec, threads, progress);
  for (const BuildingId id : core::ids<BuildingId>(town.buildings.size())) {
    town.buildings[id].drawn = ever.town.buildings[id].drawn;
    town.buildings[id].built = ever.town.buildings[id].built;
  }
}

}  // namespace wangge::town
