#include "gis/town/block_fill.h"

#include "gis/town/plots/fills.h"

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
      return plot::fill_farmland(site);
    case LandUse::water:
    case LandUse::railway:
    case LandUse::hills:
      return;
  }
}

bool lived_in(const Building& building) { return building.dwellings_per_floor > 0; }

/// The ways that serve each estate: those inside its wall.
std::vector<std::vector<plot::InnerWays::Piece>> ways_of_estates(const plot::Site& site) {
  std::vector<std::vector<plot::InnerWays::Piece>> of(site.fill.compounds.size());
  for (const plot::InnerWays::Piece& piece : site.ways.pieces()) {
    const Position middle = plot::between(site.ways.at(piece.from), site.ways.at(piece.to), 0.5);
    for (std::size_t i = 0; i < of.size(); ++i) {
      const Ring& wall = site.fill.compounds[i].wall;
      if (plot::contains({wall.data(), wall.size() - 1}, middle)) of[i].push_back(piece);
    }
  }
  return of;
}

/// Homes that no way comes near are not kept: nobody could reach them.
void drop_unreached(plot::Site& site) {
  constexpr double reach = 55;  // metres from the middle of the building
  const auto near = [&](const std::vector<plot::InnerWays::Piece>& pieces, Position at) {
    return std::any_of(pieces.begin(), pieces.end(), [&](const plot::InnerWays::Piece& piece) {
      return plot::distance_to_segment(at, site.ways.at(piece.from), site.ways.at(piece.to)) <= reach;
    });
  };
  const Ring& ring = site.ground.ring;
  const auto near_street = [&](Position at) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      if (!site.ground.line_class[i] || !network::is_road(*site.ground.line_class[i])) continue;
      if (plot::distance_to_segment(at, ring[i], ring[(i + 1) % ring.size()]) <= reach) return true;
    }
    return false;
  };
  const std::vector<std::vector<plot::InnerWays::Piece>> of_estate = ways_of_estates(site);
  std::erase_if(site.fill.buildings, [&](const Building& building) {
    if (!lived_in(building)) return false;
    const std::span<const Position> corners(building.footprint.data(), building.footprint.size() - 1);
    const Position middle = plot::centroid(corners);
    if (building.compound.valid()) return !near(of_estate[building.compound.value()], middle);
    return !near_street(middle) && !near(site.ways.pieces(), middle);
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

/// Estates without a home are only land.
void drop_empty_compounds(BlockFill& fill) {
  std::vector<char> used(fill.compounds.size(), 0);
  for (const Building& building : fill.buildings) {
    if (building.compound.valid() && lived_in(building)) used[building.compound.value()] = 1;
  }
  std::vector<CompoundId> renamed(fill.compounds.size());
  std::vector<Compound> kept;
  for (std::size_t i = 0; i < fill.compounds.size(); ++i) {
    if (used[i] == 0) continue;
    renamed[i] = CompoundId(kept.size());
    kept.push_back(std::move(fill.compounds[i]));
  }
  for (Building& building : fill.buildings) {
    if (building.compound.valid()) building.compound = renamed[building.compound.value()];
  }
  fill.compounds = std::move(kept);
}

}  // namespace

BlockFill fill_block(const BlockGround& ground, const TownSpec& spec) {
  plot::Site site(ground, spec);
  fill_by_use(site);
  site.ways.drop_loose();
  drop_unreached(site);
  drop_empty_compounds(site.fill);
  aim_floors(site.fill, ground.households / spec.occupied);
  const std::vector<std::uint32_t> renamed = site.ways.write(site.fill);
  for (Compound& compound : site.fill.compounds) {
    for (Gate& gate : compound.gates) gate.vertex = VertexId(renamed[gate.vertex.value()]);
  }
  return std::move(site.fill);
}

}  // namespace wangge::town
