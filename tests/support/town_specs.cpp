#include "tests/support/town_specs.h"

#include "gis/town/people/totals.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace wangge::town {
namespace {

class SpecMaker {
 public:
  SpecMaker(Form form, std::uint64_t seed, double area_km2) {
    spec_.form = form;
    spec_.seed = core::Seed(seed);
    spec_.area_km2 = area_km2;
    spec_.partitions = {"grids_even", "grids_uneven", "police_beats", "unit_grids", "emergency_zones"};
  }

  AreaId add(int level, AreaId parent, AreaKind kind) {
    Area area;
    area.level = static_cast<std::uint8_t>(level);
    area.code = parent.valid() ? fmt::format("{}{:03}", spec_.areas[parent].code, spec_.areas.size()) : "990000";
    area.name = fmt::format("area {}", area.code);
    area.parent = parent;
    area.kind = kind;
    return spec_.areas.push_back(std::move(area));
  }

  TownSpec with(std::vector<std::string> levels, std::int64_t households) {
    spec_.level_names = std::move(levels);
    core::Column<AreaId, GivenTotals> given(spec_.areas.size());
    given[AreaId(0)].households = households;
    complete_totals(spec_.areas, given, {}, spec_.seed);
    return std::move(spec_);
  }

 private:
  TownSpec spec_;
};

TownSpec two_levels(Form form, std::uint64_t seed, std::int64_t households, double area_km2, int communities) {
  SpecMaker maker(form, seed, area_km2);
  const AreaId top = maker.add(0, {}, AreaKind::urban);
  for (int i = 0; i < communities; ++i) maker.add(1, top, AreaKind::urban);
  return maker.with({"street", "community"}, households);
}

template <class Rows, class Same>
bool same_rows(const Rows& one, const Rows& other, Same same) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(), same);
}

bool same_shapes(const MultiPolygon& one, const MultiPolygon& other) {
  return same_rows(one, other,
                   [](const Polygon& a, const Polygon& b) { return std::tie(a.outer, a.holes) == std::tie(b.outer, b.holes); });
}

auto facts(const Line& line) {
  return std::tie(line.vertices, line.line_class, line.access, line.width_m, line.bridge, line.tunnel, line.slope, line.name,
                  line.block);
}
auto facts(const TurnRestriction& turn) { return std::tie(turn.from, turn.via, turn.to); }
auto facts(const Block& block) {
  return std::tie(block.ring, block.line_of_edge, block.use, block.fabric, block.region, block.area);
}
auto facts(const Hamlet& hamlet) { return std::tie(hamlet.name, hamlet.blocks, hamlet.town_centre); }
auto facts(const Gate& gate) { return std::tie(gate.at, gate.vertex); }
auto facts(const Building& b) {
  return std::tie(b.footprint, b.block, b.compound, b.use, b.floors, b.floors_min, b.floors_max, b.dwellings_per_floor,
                  b.dwellings, b.households, b.residents, b.in_need, b.party_members, b.built, b.drawn, b.removed);
}
auto facts(const Area& area) {
  return std::tie(area.level, area.code, area.name, area.parent, area.kind, area.totals, area.organisations_stated);
}
auto facts(const Household& household) { return std::tie(household.building, household.persons); }
auto facts(const Establishment& firm) { return std::tie(firm.building, firm.at, firm.name, firm.kind, firm.employees); }
auto facts(const Post& post) { return std::tie(post.at, post.building, post.area, post.kind, post.name); }

template <class Rows>
bool same(const Rows& one, const Rows& other) {
  return same_rows(one, other, [](const auto& a, const auto& b) { return facts(a) == facts(b); });
}

bool same_compounds(const Column<CompoundId, Compound>& one, const Column<CompoundId, Compound>& other) {
  return same_rows(one, other, [](const Compound& a, const Compound& b) {
    return std::tie(a.name, a.block, a.wall, a.walled, a.management) ==
               std::tie(b.name, b.block, b.wall, b.walled, b.management) &&
           same(a.gates, b.gates);
  });
}

bool same_partitions(const std::vector<Partition>& one, const std::vector<Partition>& other) {
  return same_rows(one, other, [](const Partition& a, const Partition& b) {
    return std::tie(a.name, a.codes, a.names, a.area) == std::tie(b.name, b.codes, b.names, b.area) &&
           same_rows(a.shapes, b.shapes, same_shapes);
  });
}

}  // namespace

TownSpec quarter_spec(std::uint64_t seed, std::int64_t households, double area_km2, int communities) {
  return two_levels(Form::quarter, seed, households, area_km2, communities);
}

TownSpec city_spec(std::uint64_t seed, std::int64_t households, double area_km2, int communities) {
  return two_levels(Form::city, seed, households, area_km2, communities);
}

TownSpec county_spec(std::uint64_t seed, std::int64_t households, double area_km2, int communities, int towns) {
  SpecMaker maker(Form::county, seed, area_km2);
  const AreaId county = maker.add(0, {}, AreaKind::urban);
  std::vector<AreaId> seats;
  for (int town = 0; town < towns; ++town) seats.push_back(maker.add(1, county, AreaKind::urban));
  for (int town = 0; town < towns; ++town) {
    const int count = communities / towns;
    const int urban = town == 0 ? count * 3 / 4 : town == 1 ? 1 : 0;
    for (int i = 0; i < count; ++i)
      maker.add(2, seats[static_cast<std::size_t>(town)], i < urban ? AreaKind::urban : AreaKind::rural);
  }
  return maker.with({"county", "town", "community"}, households);
}

std::vector<std::string> differing_columns(const Town& one, const Town& other) {
  std::vector<std::string> names;
  const auto note = [&](const char* name, bool equal) {
    if (!equal) names.emplace_back(name);
  };
  note("stage_year", one.stage_year == other.stage_year);
  note("land_factor", one.land_factor == other.land_factor);
  note("level_names", one.level_names == other.level_names);
  note("outline", one.outline == other.outline);
  note("vertices", one.vertices == other.vertices);
  note("lines", same(one.lines, other.lines));
  note("restrictions", same(one.restrictions, other.restrictions));
  note("waters", same_shapes(one.waters, other.waters));
  note("blocks", same(one.blocks, other.blocks));
  note("hamlets", same(one.hamlets, other.hamlets));
  note("compounds", same_compounds(one.compounds, other.compounds));
  note("buildings", same(one.buildings, other.buildings));
  note("areas", same(one.areas, other.areas));
  note("households", same(one.households, other.households));
  note("persons", one.persons == other.persons);
  note("building_numbers", one.building_numbers == other.building_numbers);
  note("compound_numbers", one.compound_numbers == other.compound_numbers);
  note("enterprises", same(one.enterprises, other.enterprises));
  note("organisations", same(one.organisations, other.organisations));
  note("posts", same(one.posts, other.posts));
  note("partitions", same_partitions(one.partitions, other.partitions));
  return names;
}

}  // namespace wangge::town
