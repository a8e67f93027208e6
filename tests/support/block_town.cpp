#include "tests/support/block_town.h"

#include "gis/town/people/totals.h"
#include "gis/town/settle.h"

#include <string>
#include <utility>

namespace wangge::town {
namespace {

class Board {
 public:
  explicit Board(const BlockTownRules& rules) : rules_(rules) {}

  Town made() {
    for (int y = 0; y <= rules_.rows; ++y) {
      for (int x = 0; x <= rules_.columns; ++x) town_.vertices.push_back({x * rules_.side_m, y * rules_.side_m});
    }
    for (int y = 0; y <= rules_.rows; ++y) {
      for (int x = 0; x < rules_.columns; ++x) add_line(at(x, y), at(x + 1, y), y);
    }
    for (int y = 0; y < rules_.rows; ++y) {
      for (int x = 0; x <= rules_.columns; ++x) add_line(at(x, y), at(x, y + 1), x);
    }
    for (int y = 0; y < rules_.rows; ++y) {
      for (int x = 0; x < rules_.columns; ++x) add_block(x, y);
    }
    const double width = rules_.columns * rules_.side_m;
    const double height = rules_.rows * rules_.side_m;
    town_.outline = {{0, 0}, {width, 0}, {width, height}, {0, height}, {0, 0}};
    return std::move(town_);
  }

 private:
  [[nodiscard]] VertexId at(int x, int y) const { return VertexId(static_cast<std::size_t>(y * (rules_.columns + 1) + x)); }
  [[nodiscard]] LineId along(int x, int y) const { return LineId(static_cast<std::size_t>(y * rules_.columns + x)); }
  [[nodiscard]] LineId up(int x, int y) const {
    return LineId(static_cast<std::size_t>((rules_.rows + 1) * rules_.columns + y * (rules_.columns + 1) + x));
  }

  void add_line(VertexId from, VertexId to, int street) {
    Line line;
    line.vertices = {from, to};
    line.line_class = street % rules_.main_road_every == 0 ? network::LineClass::primary : network::LineClass::residential;
    town_.lines.push_back(line);
  }

  void add_block(int x, int y) {
    Block block;
    block.ring = {at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1)};
    block.line_of_edge = {along(x, y), up(x + 1, y), along(x, y + 1), up(x, y)};
    constexpr LandUse uses[] = {LandUse::compound, LandUse::lanes,    LandUse::urban_village, LandUse::open_estate,
                                LandUse::compound, LandUse::commerce, LandUse::civic};
    block.use = x == rules_.river_column ? LandUse::water : uses[(x * 3 + y * 5) % 7];
    const BlockId id = town_.blocks.push_back(block);
    if (block.use != LandUse::water) add_buildings(id, x * rules_.side_m, y * rules_.side_m);
  }

  void add_buildings(BlockId block, double x0, double y0) {
    const double pitch = (rules_.side_m - 20) / rules_.buildings_a_side;
    for (int i = 0; i < rules_.buildings_a_side * rules_.buildings_a_side; ++i) {
      const double x = x0 + 10 + pitch * (i % rules_.buildings_a_side) + 4;
      const double y = y0 + 10 + pitch * (i / rules_.buildings_a_side) + 4;
      const double size = pitch - 8;
      Building building;
      building.footprint = {{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}, {x, y}};
      building.block = block;
      building.floors = static_cast<std::uint16_t>(rules_.floors);
      building.floors_min = 3;
      building.floors_max = 18;
      const LandUse use = town_.blocks[block].use;
      building.use = use == LandUse::civic      ? territory::BuildingUse::civic
                     : use == LandUse::commerce ? territory::BuildingUse::mixed
                                                : territory::BuildingUse::residential;
      building.dwellings_per_floor = use == LandUse::civic ? 0 : rules_.flats_a_floor;
      building.dwellings = static_cast<std::uint16_t>(static_cast<float>(building.floors) * building.dwellings_per_floor);
      building.built = static_cast<std::int16_t>(1985 + 5 * (block.value() % 8));
      town_.buildings.push_back(building);
    }
  }

  const BlockTownRules& rules_;
  Town town_;
};

AreaId add_area(Column<AreaId, Area>& areas, int level, std::string code, std::string name, AreaId parent) {
  Area area;
  area.level = static_cast<std::uint8_t>(level);
  area.code = std::move(code);
  area.name = std::move(name);
  area.parent = parent;
  return areas.push_back(area);
}

std::string digits(int number) { return (number < 10 ? "00" : "0") + std::to_string(number); }

void count_person(std::uint8_t person, Totals& own) {
  ++own.residents;
  ++own.ages[person % age_count];
  ++own.residences[person / age_count];
}

}  // namespace

BlockTown block_town(const BlockTownRules& rules, core::Seed seed) {
  BlockTown made;
  made.town = Board(rules).made();
  made.spec.seed = seed;
  made.spec.occupied = rules.occupied;
  made.spec.level_names = {"district", "town", "community"};
  const AreaId district = add_area(made.spec.areas, 0, "451002", "测试区", AreaId());
  std::vector<AreaId> towns;
  for (std::size_t i = 0; i < rules.towns.size(); ++i) {
    const std::string code = "451002" + digits(static_cast<int>(i) + 1);
    towns.push_back(add_area(made.spec.areas, 1, code, "第" + std::to_string(i + 1) + "街道", district));
  }
  for (std::size_t i = 0; i < towns.size(); ++i) {
    for (int k = 1; k <= rules.towns[i]; ++k) {
      add_area(made.spec.areas, 2, made.spec.areas[towns[i]].code + digits(k), "社区" + std::to_string(k), towns[i]);
    }
  }
  std::int64_t dwellings = 0;
  for (const Building& building : made.town.buildings) dwellings += building.dwellings;
  Column<AreaId, GivenTotals> given(made.spec.areas.size());
  given[district].households =
      rules.households != 0 ? rules.households : static_cast<std::int64_t>(static_cast<double>(dwellings) * rules.occupied);
  complete_totals(made.spec.areas, given, TotalsRules(), seed);
  made.town.areas = made.spec.areas;
  made.town.level_names = made.spec.level_names;
  made.regions.push_back({RegionKind::urban, district, {}});
  return made;
}

void settle_all(BlockTown& made, core::Threads threads) {
  grow_areas(made.town, made.spec, made.regions, threads);
  fit_dwellings(made.town, made.spec, threads);
  settle_people(made.town, made.spec, threads);
  settle_work(made.town, made.spec);
  draw_partitions(made.town, made.spec, threads);
}

Column<AreaId, Totals> counted_totals(const Town& town) {
  Column<AreaId, Totals> counted(town.areas.size());
  const auto to_all = [&](BuildingId building, auto add) {
    for (AreaId area = town.blocks[town.buildings[building].block].area; area.valid(); area = town.areas[area].parent)
      add(counted[area]);
  };
  std::size_t person = 0;
  for (const Household& household : town.households) {
    to_all(household.building, [&](Totals& own) {
      ++own.households;
      for (std::size_t k = 0; k < household.persons; ++k) count_person(town.persons[person + k], own);
    });
    person += household.persons;
  }
  for (const BuildingId building : core::ids<BuildingId>(town.buildings.size())) {
    to_all(building, [&](Totals& own) {
      own.in_need += town.buildings[building].in_need;
      own.party_members += town.buildings[building].party_members;
    });
  }
  for (const Establishment& one : town.enterprises) to_all(one.building, [](Totals& own) { ++own.enterprises; });
  for (const Establishment& one : town.organisations) to_all(one.building, [](Totals& own) { ++own.organisations; });
  return counted;
}

}  // namespace wangge::town
