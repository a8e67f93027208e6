#include "gis/town/block_fill.h"

#include "gis/town/plots/fills.h"
#include "gis/town/plots/lone_houses.h"
#include "gis/town/plots/street_front.h"

#include <algorithm>

namespace wangge::town {

namespace {

void fill_by_use(plot::Site& site) {
  switch (site.ground.use) {
    case LandUse::compound:
      return plot::fill_compounds(site);
    case LandUse::open_estate:
      return plot::fill_open_estate(site);
    case LandUse::lanes:
      return plot::fill_lanes(site);
    case LandUse::urban_village:
      return plot::fill_urban_village(site);
    case LandUse::village:
      return plot::fill_village(site);
    case LandUse::commerce:
      return plot::fill_commerce(site);
    case LandUse::industry:
      return plot::fill_industry(site);
    case LandUse::school:
      return plot::fill_school(site);
    case LandUse::hospital:
      return plot::fill_hospital(site);
    case LandUse::market:
      return plot::fill_market(site);
    case LandUse::civic:
      return plot::fill_civic(site);
    case LandUse::park:
      return plot::fill_park(site);
    case LandUse::farmland:
      plot::fill_market_front(site);
      return plot::fill_farmland(site);
    case LandUse::hills:
      return plot::fill_market_front(site);
    case LandUse::water:
    case LandUse::railway:
      return;
  }
}

territory::BuildingUse use_of_front(LandUse use) {
  switch (use) {
    case LandUse::commerce:
    case LandUse::market:
      return territory::BuildingUse::commercial;
    case LandUse::industry:
      return territory::BuildingUse::industrial;
    default:
      return territory::BuildingUse::civic;
  }
}

/// On a sliver no yard finds room: what the block is for stands along its streets.
void fill_front(plot::Site& site) {
  const LandUse use = site.ground.use;
  const bool built_on = use == LandUse::commerce || use == LandUse::market || use == LandUse::industry ||
                        use == LandUse::school || use == LandUse::hospital || use == LandUse::civic;
  if (!built_on || !site.fill.buildings.empty()) return;
  const auto road = [&](std::size_t edge) {
    const auto found = site.class_of(static_cast<plot::Side>(edge));
    return found && *found >= network::LineClass::service && *found <= network::LineClass::primary;
  };
  const plot::Front front{.setback = 2, .depth_low = 9, .depth_high = 13, .width_low = 12, .width_high = 40, .gap = 8};
  plot::build_front(site, front, road, [&](Building& building, double) {
    building.use = use_of_front(use);
    building.floors = building.floors_min = building.floors_max = static_cast<std::uint16_t>(2 + site.luck.below(3));
    building.built = static_cast<std::int16_t>(std::min(site.ground.year, 1995 + static_cast<int>(site.luck.below(25))));
  });
}

bool lived_in(const Building& building) { return building.dwellings_per_floor > 0; }

/// Homes outside estates that no way comes near are not kept: nobody could reach them. Estates see to their own.
void drop_unreached(plot::Site& site) {
  constexpr double reach = 55;  // metres from the middle of the building
  const Ring& ring = site.ground.ring;
  const auto near_street = [&](Position at) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      if (!site.ground.line_class[i] || !network::is_road(*site.ground.line_class[i])) continue;
      if (plot::distance_to_segment(at, ring[i], ring[(i + 1) % ring.size()]) <= reach) return true;
    }
    return false;
  };
  std::erase_if(site.fill.buildings, [&](const Building& building) {
    if (!lived_in(building) || building.compound.valid()) return false;
    const Position middle = plot::centroid({building.footprint.data(), building.footprint.size() - 1});
    return !near_street(middle) && site.ways.distance(middle) > reach;
  });
}

/// Raises or lowers all houses together so that the block has about the flats it shall have.
void aim_floors(BlockFill& fill, double wanted) {
  double flats = 0;
  for (const Building& building : fill.buildings) flats += building.floors * static_cast<double>(building.dwellings_per_floor);
  for (Building& building : fill.buildings) {
    if (!lived_in(building)) continue;
    const double floors = wanted > 0 ? std::round(building.floors * wanted / flats) : building.floors;
    building.floors = static_cast<std::uint16_t>(
        std::clamp(floors, static_cast<double>(building.floors_min), static_cast<double>(building.floors_max)));
    building.dwellings = dwellings_on(building.floors, building.dwellings_per_floor);
  }
}

}  // namespace

BlockFill fill_block(const BlockGround& ground, const TownSpec& spec) {
  plot::Site site(ground, spec);
  fill_by_use(site);
  fill_front(site);
  site.ways.drop_loose();
  drop_unreached(site);
  aim_floors(site.fill, ground.households / spec.occupied);
  plot::release_lone_houses(site.fill);
  const std::vector<std::uint32_t> renamed = site.ways.write(site.fill);
  for (Compound& compound : site.fill.compounds) {
    for (Gate& gate : compound.gates) gate.vertex = VertexId(renamed[gate.vertex.value()]);
  }
  return std::move(site.fill);
}

}  // namespace wangge::town
