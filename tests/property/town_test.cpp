#include "gis/town/people/block_outlines.h"
#include "gis/town/people/campuses.h"
#include "gis/town/settle.h"
#include "tests/support/made_town.h"
#include "tests/support/town_specs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <gtest/gtest.h>

/// What every made town promises, over seeds: held against an audit that shares nothing with the generator.
namespace wangge::town {
namespace {

constexpr std::uint64_t seeds = 20;

using Edge = std::array<double, 4>;

/// How often each directed edge occurs in the rings of the shapes.
std::map<Edge, int> edges_of(const std::vector<MultiPolygon>& shapes) {
  std::map<Edge, int> edges;
  const auto add = [&edges](const Ring& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) ++edges[{ring[i].x, ring[i].y, ring[i + 1].x, ring[i + 1].y}];
  };
  for (const MultiPolygon& shape : shapes) {
    for (const Polygon& polygon : shape) {
      add(polygon.outer);
      for (const Ring& hole : polygon.holes) add(hole);
    }
  }
  return edges;
}

/// The shapes share every inner edge in opposite directions, what is left is as long as the outline, and their areas sum to it.
/// A vertex that a shape adds on the outline may be `off` metres from it: a whole millimetre is the nearest that it can be.
void expect_tiling(const std::vector<MultiPolygon>& shapes, const Town& town, double off = 0) {
  double area = 0;
  for (const MultiPolygon& shape : shapes) {
    EXPECT_GT(area_of(shape), 0);
    area += area_of(shape);
  }
  double open = 0;
  const std::map<Edge, int> edges = edges_of(shapes);
  for (const auto& [edge, count] : edges) {
    EXPECT_EQ(count, 1) << "an edge lies twice in the same direction at " << edge[0] << " " << edge[1];
    if (edges.count({edge[2], edge[3], edge[0], edge[1]}) == 0)
      open += core::distance({edge[0], edge[1]}, {edge[2], edge[3]}).value;
  }
  double around = 0;
  for (std::size_t i = 0; i + 1 < town.outline.size(); ++i) around += core::distance(town.outline[i], town.outline[i + 1]).value;
  EXPECT_NEAR(area, area_of(town.outline), 1e-9 * area + off * around);
  EXPECT_NEAR(open, around, 1e-9 * around) << "edges with a shape on one side only";
}

void expect_levels_nest(const Town& town) {
  const Column<AreaId, MultiPolygon> outlines = area_outlines(town);
  Column<AreaId, double> below(town.areas.size(), 0.0);
  for (const AreaId id : core::ids<AreaId>(town.areas.size())) {
    if (town.areas[id].parent.valid()) below[town.areas[id].parent] += area_of(outlines[id]);
  }
  for (std::size_t level = 0; level < town.level_names.size(); ++level) {
    SCOPED_TRACE(town.level_names[level]);
    std::vector<MultiPolygon> shapes;
    for (const AreaId id : core::ids<AreaId>(town.areas.size())) {
      if (town.areas[id].level != level) continue;
      shapes.push_back(outlines[id]);
      if (level + 1 == town.level_names.size()) continue;
      EXPECT_NEAR(below[id], area_of(outlines[id]), 1e-9 * below[id]);
    }
    expect_tiling(shapes, town);
  }
}

void expect_partitions(const Town& town, const TownSpec& spec) {
  ASSERT_EQ(town.partitions.size(), spec.partitions.size());
  for (const Partition& partition : town.partitions) {
    SCOPED_TRACE(partition.name);
    EXPECT_FALSE(partition.shapes.empty());
    expect_tiling(partition.shapes, town, 0.001);
  }
}

/// Natural villages have 20 to 150 households, but for the only one of a rural area that has fewer itself; hardly anybody on the
/// land of villages lives outside of them.
void expect_villages(const Town& town) {
  Column<BlockId, std::int64_t> households(town.blocks.size(), 0);
  for (const Building& building : town.buildings) households[building.block] += building.households;
  Column<BlockId, std::uint8_t> in_village(town.blocks.size(), 0);
  for (const Hamlet& hamlet : town.hamlets) {
    ASSERT_FALSE(hamlet.blocks.empty());
    const AreaId area = town.blocks[hamlet.blocks.front()].area;
    std::int64_t own = 0;
    for (const BlockId block : hamlet.blocks) {
      EXPECT_EQ(town.blocks[block].area, area);
      EXPECT_EQ(in_village[block], 0) << "a block of two villages";
      in_village[block] = 1;
      own += households[block];
    }
    if (hamlet.town_centre) continue;
    EXPECT_GE(own, std::min<std::int64_t>(20, town.areas[area].totals.households)) << hamlet.name;
    EXPECT_LE(own, 150) << hamlet.name;
  }
  std::int64_t all = 0;
  std::int64_t scattered = 0;
  for (const BlockId block : core::ids<BlockId>(town.blocks.size())) {
    if (town.blocks[block].use != LandUse::village) continue;
    all += households[block];
    scattered += in_village[block] == 0 ? households[block] : 0;
  }
  EXPECT_LE(scattered, all / 12);
}

/// Estates have 2 to 40 buildings, two of them with homes; those with a wall have a gate.
void expect_estates(const Town& town) {
  Column<CompoundId, int> buildings(town.compounds.size(), 0);
  Column<CompoundId, int> homes(town.compounds.size(), 0);
  for (const Building& building : town.buildings) {
    if (!building.compound.valid()) continue;
    ++buildings[building.compound];
    homes[building.compound] += building.dwellings > 0 ? 1 : 0;
  }
  for (const CompoundId id : core::ids<CompoundId>(town.compounds.size())) {
    EXPECT_GE(homes[id], 2) << town.compounds[id].name;
    EXPECT_LE(buildings[id], 40) << town.compounds[id].name;
    EXPECT_EQ(town.compounds[id].gates.empty(), !town.compounds[id].walled) << town.compounds[id].name;
  }
}

/// What each kind of establishment must stand in; kinds that may be anywhere are not named.
void expect_work_at_its_place(const Town& town) {
  using territory::BuildingUse;
  const auto block = [&town](const Establishment& one) { return town.blocks[town.buildings[one.building].block].use; };
  const auto use = [&town](const Establishment& one) { return town.buildings[one.building].use; };
  for (const Establishment& one : town.organisations) {
    const bool of_estate = block(one) == LandUse::compound || block(one) == LandUse::open_estate;
    const std::map<std::string, bool> right{
        {"school", block(one) == LandUse::school},
        {"hospital", block(one) == LandUse::hospital},
        {"clinic", block(one) == LandUse::hospital},
        {"market office", block(one) == LandUse::market},
        {"government", block(one) == LandUse::civic},
        {"public institution", block(one) == LandUse::civic || block(one) == LandUse::park},
        {"service centre", block(one) == LandUse::civic || (block(one) == LandUse::village && use(one) == BuildingUse::civic)},
        {"kindergarten", of_estate && use(one) == BuildingUse::civic}};
    const auto rule = right.find(one.kind);
    EXPECT_TRUE(rule == right.end() || rule->second) << one.name << " (" << one.kind << ") on land for " << name(block(one));
  }
  for (const Establishment& one : town.enterprises) {
    const bool made_here = use(one) == BuildingUse::industrial || use(one) == BuildingUse::agricultural;
    if (one.kind == "manufacturing") {
      EXPECT_TRUE(made_here) << one.name;
    }
    if (one.kind == "logistics") {
      EXPECT_EQ(block(one), LandUse::industry) << one.name;
    }
    if (made_here) {
      EXPECT_TRUE(one.kind == "manufacturing" || one.kind == "logistics" || one.kind == "trade") << one.name;
    }
    if (block(one) == LandUse::market) {
      EXPECT_TRUE(one.kind == "trade" || one.kind == "retail" || one.kind == "catering") << one.name;
    }
  }
}

/// Each school, hospital, market and seat of government holds one, where there are as many organisations.
void expect_campuses_in_use(const Town& town, const TownSpec& spec) {
  if (town.organisations.size() < campuses(town, spec.year).size()) return;
  EXPECT_EQ(words(audit_campuses(town, spec.year)), "");
}

void expect_all(const TownSpec& spec, bool threads) {
  const Town town = made(spec, 1);
  expect_sound(town);
  expect_campuses_in_use(town, spec);
  expect_villages(town);
  expect_estates(town);
  expect_work_at_its_place(town);
  expect_levels_nest(town);
  expect_partitions(town, spec);
  if (!threads) return;
  EXPECT_EQ(differing_columns(town, made(spec, 2)), std::vector<std::string>{});
}

TEST(MadeTown, QuartersKeepEveryPromise) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(fmt::format("quarter, seed {}", seed));
    expect_all(quarter_spec(seed, 3000, 0.45, 4), true);
  }
}

TEST(MadeTown, CitiesKeepEveryPromise) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(fmt::format("city, seed {}", seed));
    expect_all(city_spec(seed, 6000, 3, 5), true);
  }
}

TEST(MadeTown, CountiesKeepEveryPromise) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(fmt::format("county, seed {}", seed));
    expect_all(county_spec(seed, 3000, 130, 8), seed % 4 == 1);
  }
}

TEST(MadeTown, QuartersFindLandOfTheirOwn) {
  for (const std::int64_t households : {1, 20, 300, 1000}) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      SCOPED_TRACE(fmt::format("{} households, seed {}", households, seed));
      expect_sound(made(quarter_spec(seed, households, 0, households < 100 ? 1 : 2), 2));
    }
  }
}

TEST(MadeTown, SmallQuartersOnLandOfTheirOwnKeepEveryPromise) {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE(fmt::format("quarter, seed {}", seed));
    const Town town = made(quarter_spec(seed, 1500, 0, 4), 2);
    EXPECT_EQ(words(audit_streets(town)), "");
    EXPECT_EQ(words(audit_buildings(town)), "");
  }
}

/// How often each area has a block of this use.
Column<AreaId, int> blocks_of(const Town& town, LandUse use) {
  Column<AreaId, int> count(town.areas.size(), 0);
  for (const Block& block : town.blocks) {
    if (block.use != use) continue;
    for (AreaId area = block.area; area.valid(); area = town.areas[area].parent) ++count[area];
  }
  return count;
}

TEST(MadeTown, EveryTownOfACountyHasACentre) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE(fmt::format("county, seed {}", seed));
    const Town town = made(county_spec(seed, 3600, 160, 12, 3), 2);
    expect_sound(town);
    expect_villages(town);
    for (const LandUse use : {LandUse::civic, LandUse::school, LandUse::lanes}) {
      const Column<AreaId, int> count = blocks_of(town, use);
      for (const AreaId area : core::ids<AreaId>(town.areas.size())) {
        // Built-up towns share their land out by numbers of residents; the centre of a town of villages is whole.
        if (town.areas[area].name != "area 990000003") continue;
        EXPECT_GT(count[area], 0) << name(use);
      }
    }
    int shops = 0;
    for (const Building& building : town.buildings) {
      const AreaId area = town.blocks[building.block].area;
      shops += building.use == territory::BuildingUse::mixed && town.areas[area].parent == AreaId(3) ? 1 : 0;
    }
    EXPECT_GT(shops, 10);
  }
}

TEST(MadeTown, NaturalVillagesHaveNamesAndOneHallToAVillage) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE(fmt::format("county, seed {}", seed));
    const Town town = made(county_spec(seed, 3600, 160, 12, 3), 2);
    std::map<AreaId, std::map<std::string, int>> names;
    for (const Hamlet& hamlet : town.hamlets) {
      EXPECT_FALSE(hamlet.name.empty());
      EXPECT_EQ(++names[town.blocks[hamlet.blocks.front()].area][hamlet.name], 1) << hamlet.name;
    }
    Column<AreaId, int> halls(town.areas.size(), 0);
    for (const Building& building : town.buildings) {
      const Block& block = town.blocks[building.block];
      if (block.use == LandUse::village && building.use == territory::BuildingUse::civic) ++halls[block.area];
    }
    const Column<AreaId, int> villages = blocks_of(town, LandUse::village);
    for (const AreaId area : core::ids<AreaId>(town.areas.size())) {
      if (town.areas[area].kind != AreaKind::rural || villages[area] == 0) continue;
      EXPECT_EQ(halls[area], 1) << town.areas[area].name;
    }
  }
}

TEST(MadeTown, AVillageOfFewHouseholdsIsOneNaturalVillage) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    SCOPED_TRACE(fmt::format("county, seed {}", seed));
    const Town town = made(county_spec(seed, 220, 60, 8), 2);
    expect_sound(town);
    expect_villages(town);
    int small = 0;
    for (const Hamlet& hamlet : town.hamlets)
      small += town.areas[town.blocks[hamlet.blocks.front()].area].totals.households < 20 ? 1 : 0;
    EXPECT_GT(small, 0) << "no area is small enough to show it";
  }
}

TEST(MadeTown, TownsOnLandOfTheirOwnHoldTheirAreas) {
  int widened = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    for (const TownSpec& spec : {quarter_spec(seed, 1500, 0, 4), city_spec(seed, 6000, 0, 8)}) {
      const Town town = made(spec, 2);
      EXPECT_EQ(words(audit_people(town)), "");
      widened += town.land_factor > 1 ? 1 : 0;
    }
  }
  EXPECT_LE(widened, 4) << "the first estimate of the land is too small too often";
}

TEST(MadeTown, GrowsThroughSoundStages) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    TownSpec spec = quarter_spec(seed, 3000, 0.45, 4);
    spec.stages = {{1995, 0.35}, {2010, 0.7}};
    const Town today = made(spec, 2);
    std::size_t persons = 0;
    for (const Stage& stage : spec.stages) {
      SCOPED_TRACE(stage.year);
      const Town then = town_at(today, spec, stage, core::Threads(1));
      EXPECT_EQ(words(audit_people(then)), "");
      EXPECT_EQ(then.areas[AreaId(0)].totals.households, std::llround(3000 * stage.share));
      EXPECT_GT(then.persons.size(), persons);
      for (const Building& building : then.buildings) EXPECT_LE(building.built, stage.year);
      expect_levels_nest(then);
      expect_partitions(then, spec);
      EXPECT_EQ(differing_columns(then, town_at(today, spec, stage, core::Threads(2))), std::vector<std::string>{});
      persons = then.persons.size();
    }
    EXPECT_GT(today.persons.size(), persons);
  }
}

}  // namespace
}  // namespace wangge::town
