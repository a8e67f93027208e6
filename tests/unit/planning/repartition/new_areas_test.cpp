#include "engine/planning/repartition/new_areas.h"

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/planning/repartition/area_codes.h"
#include "engine/planning/repartition/heirs.h"
#include "tests/support/ascii_cells.h"
#include "tests/support/random_cells.h"
#include "tests/support/random_pieces.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

namespace wangge::planning {
namespace {

using territory::Territory;
using testing::ascii_territory;

std::vector<std::vector<CellId>> single_cells(const Territory& land) {
  std::vector<std::vector<CellId>> atoms;
  for (const CellId cell : core::ids<CellId>(land.cells.size())) atoms.push_back({cell});
  return atoms;
}

RepartitionRules rules_for(const Territory& land, std::uint32_t into, SizeRange size) {
  return {.level = land.lowest_level(), .into = into, .size = size, .unit = PeopleUnit::households, .effort = 500, .attempts = 4};
}

/// What holds of any repartition: the same cells and people, nested codes that are unique, connected areas where the test's are.
void expect_sound(const Territory& before, const Repartition& drawn, std::uint32_t into) {
  const Territory& after = drawn.territory;
  after.check_invariants();
  ASSERT_EQ(drawn.areas.size(), into);
  ASSERT_EQ(after.cells.size(), before.cells.size());
  std::set<std::string> codes(after.areas.code.begin(), after.areas.code.end());
  EXPECT_EQ(codes.size(), after.areas.size()) << "codes are unique";
  for (const AreaId area : core::ids<AreaId>(after.areas.size())) {
    EXPECT_FALSE(after.cells_of_area[area].empty() && after.areas.level[area] == after.lowest_level());
    if (after.areas.parent[area].valid()) {
      EXPECT_LT(after.areas.parent[area], area) << "parents before children";
    }
  }
  std::int64_t households = 0;
  std::int64_t stay = 0;
  for (const AreaChange& change : drawn.changes) {
    households += change.households;
    if (change.heir) stay += change.households;
  }
  EXPECT_EQ(households, std::accumulate(before.cells.households.begin(), before.cells.households.end(), std::int64_t{0}));
  EXPECT_EQ(drawn.moved, households - stay);
  EXPECT_LE(drawn.least_moved, drawn.moved);
}

TEST(Heirs, FindTheGreatestSum) {
  // By hand: 0 -> 1 (8) and 1 -> 0 (9) keep 17; the greedy 0 -> 0 (10) would keep 10 + 1.
  const auto found = heirs({{10, 8, 0}, {9, 1, 0}}, 3);
  EXPECT_EQ(found[0], 1U);
  EXPECT_EQ(found[1], 0U);
  const auto fewer = heirs({{5}, {7}, {0}}, 1);
  EXPECT_FALSE(fewer[0]);
  EXPECT_EQ(fewer[1], 0U);
  EXPECT_FALSE(fewer[2]);
  const auto nothing = heirs({{0, 0}, {0, 5}}, 2);
  EXPECT_FALSE(nothing[0]) << "nobody of it is in the part that is left";
  EXPECT_EQ(nothing[1], 1U);
}

TEST(AreaCodes, GoOnFromTheGreatestNumber) {
  Territory land = ascii_territory({.households = {"1234"}, .parents = {"AABB"}});
  land.areas.code = core::Column<AreaId, std::string>(std::vector<std::string>{"X", "X03", "X01"});
  AreaCodes codes(land);
  EXPECT_EQ(codes.next({AreaId(1), AreaId(2)}), "X04") << "whatever their order";
  EXPECT_EQ(codes.next({AreaId(1), AreaId(2)}), "X05") << "none twice";
}

TEST(Heirs, EqualBruteForce) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    core::Stream luck(core::Seed(seed), 0, "heirs", 0);
    const std::uint32_t groups = 1 + luck.below(5);
    const std::uint32_t parts = 1 + luck.below(5);
    std::vector<std::vector<std::int64_t>> kept(groups, std::vector<std::int64_t>(parts, 0));
    for (auto& row : kept) {
      for (auto& entry : row) entry = luck.below(20);
    }
    const auto found = heirs(kept, parts);
    std::int64_t sum = 0;
    std::set<std::uint32_t> used;
    for (std::uint32_t group = 0; group < groups; ++group) {
      if (!found[group]) continue;
      EXPECT_TRUE(used.insert(*found[group]).second);
      sum += kept[group][*found[group]];
    }
    std::int64_t best = 0;
    std::vector<std::uint32_t> order(std::max(groups, parts));
    std::iota(order.begin(), order.end(), 0U);
    do {
      std::int64_t own = 0;
      for (std::uint32_t group = 0; group < groups; ++group) own += order[group] < parts ? kept[group][order[group]] : 0;
      best = std::max(best, own);
    } while (std::next_permutation(order.begin(), order.end()));
    EXPECT_EQ(sum, best);
  }
}

TEST(Apportion, GivesOneEachAndThenByWeight) {
  EXPECT_EQ(apportion({100, 100, 400}, 6), (std::vector<std::uint32_t>{1, 1, 4}));
  EXPECT_EQ(apportion({5, 90}, 2), (std::vector<std::uint32_t>{1, 1}));
  EXPECT_EQ(apportion({5, 90, 20}, 2), (std::vector<std::uint32_t>{0, 1, 1}));
  EXPECT_EQ(apportion({7}, 3), (std::vector<std::uint32_t>{3}));
  EXPECT_EQ(apportion({100, 100, 400}, 6, {9, 9, 2}), (std::vector<std::uint32_t>{2, 2, 2}));
  EXPECT_EQ(apportion({0, 0}, 4), (std::vector<std::uint32_t>{3, 1}));
}

TEST(Repartition, DividesTheAreaThatGrewAndLeavesTheOther) {
  // A has 40 households, B has 20; three areas of 20.
  const Territory land = ascii_territory({.households = {"555555555555"}, .parents = {"AAAAAAAABBBB"}});
  const Repartition drawn = repartition(land, single_cells(land), rules_for(land, 3, {20, 20}), core::Seed(1));
  expect_sound(land, drawn, 3);
  EXPECT_EQ(drawn.excess, 0);
  EXPECT_EQ(drawn.moved, 20);
  EXPECT_EQ(drawn.least_moved, 20) << "A may keep 20 of 40";
  const Territory& after = drawn.territory;
  for (const NewArea& area : drawn.areas) EXPECT_EQ(after.areas.households[area.area], 20);
  std::set<std::string> codes;
  for (const NewArea& area : drawn.areas) codes.insert(after.areas.code[area.area]);
  EXPECT_TRUE(codes.contains("A") && codes.contains("B")) << "both keep a successor";
  EXPECT_DOUBLE_EQ(after.cells.outer_border[CellId(0)].value, 300);
  double outer = 0;
  for (const CellId cell : core::ids<CellId>(after.cells.size())) outer += after.cells.outer_border[cell].value;
  EXPECT_DOUBLE_EQ(outer, 3 * 1000) << "three rows of four cells";
}

TEST(Repartition, MergesWhereFewerAreWanted) {
  const Territory land = ascii_territory({.households = {"123456"}, .parents = {"AABBCC"}});
  const Repartition drawn = repartition(land, single_cells(land), rules_for(land, 2, {5, 16}), core::Seed(1));
  expect_sound(land, drawn, 2);
  EXPECT_EQ(drawn.ended.size(), 1U);
  EXPECT_EQ(drawn.moved, 3) << "the smallest joins its neighbour";
}

TEST(Repartition, NumbersNewAreasUnderTheAreaAbove) {
  Territory land = ascii_territory({.households = {"999999999"}, .parents = {"AAAAAABBB"}});
  land.areas.code = core::Column<AreaId, std::string>(std::vector<std::string>{"440203", "440203001", "440203007"});
  land.areas.name = core::Column<AreaId, std::string>(std::vector<std::string>{"区", "花城社区", "East"});
  const Repartition drawn = repartition(land, single_cells(land), rules_for(land, 4, {18, 27}), core::Seed(1));
  expect_sound(land, drawn, 4);
  std::map<std::string, std::string> names;
  for (const NewArea& area : drawn.areas) names[drawn.territory.areas.code[area.area]] = drawn.territory.areas.name[area.area];
  ASSERT_TRUE(names.contains("440203008") && names.contains("440203009")) << "after the greatest number that was";
  for (const auto& [code, name] : names) {
    if (code != "440203008") continue;
    EXPECT_TRUE(name == "花城社区（二）" || name == "East (2)") << name;
  }
}

TEST(Repartition, AtomsStayWhole) {
  const Territory land = ascii_territory(testing::random_town({.areas_across = 3, .areas_down = 1, .side = 12}, 5));
  // Blocks of 3 x 3 cells, 12 across.
  std::map<std::uint32_t, std::vector<CellId>> blocks;
  for (const CellId cell : core::ids<CellId>(land.cells.size()))
    blocks[cell.value() / 36 / 3 * 12 + cell.value() % 36 / 3].push_back(cell);
  std::vector<std::vector<CellId>> atoms;
  for (auto& [block, cells] : blocks) atoms.push_back(cells);
  const std::int64_t total = land.areas.households[AreaId(0)];
  const Repartition drawn = repartition(land, atoms, rules_for(land, 7, {total / 9, total / 5}), core::Seed(3));
  expect_sound(land, drawn, 7);
  EXPECT_EQ(drawn.excess, 0);
  for (const auto& cells : atoms) {
    for (const CellId cell : cells) EXPECT_EQ(drawn.territory.cells.parent[cell], drawn.territory.cells.parent[cells.front()]);
  }
  for (const NewArea& area : drawn.areas) {
    for (const CellId cell : drawn.territory.cells_of_area[area.area])
      EXPECT_EQ(drawn.territory.cells.part[cell], 0U) << "one piece";
  }
}

/// Deployment E: 205,600 people in 11 communities become 19 of about 10,000; today's grids are of uneven size.
TEST(Repartition, ElevenCommunitiesBecomeNineteen) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Territory land = ascii_territory(
        testing::random_town({.areas_across = 11, .areas_down = 1, .side = 14, .unit = 10, .empty_share = 4}, seed));
    land.areas.code[AreaId(0)] = "0";  // one of the eleven is D
    const auto atoms = testing::random_pieces(land, 7, seed);
    const std::int64_t people = land.areas.residents[AreaId(0)];
    RepartitionRules rules = rules_for(land, 19, {people / 19 * 85 / 100, people / 19 * 115 / 100});
    rules.unit = PeopleUnit::residents;
    const Repartition drawn = repartition(land, atoms, rules, core::Seed(seed));
    expect_sound(land, drawn, 19);
    EXPECT_EQ(drawn.excess, 0);
    EXPECT_LE(static_cast<double>(drawn.moved), 1.25 * static_cast<double>(drawn.least_moved))
        << drawn.moved << " households move, at least " << drawn.least_moved;
  }
}

/// Borders between the areas of the level, in metres.
double borders(const Territory& land) {
  double sum = 0;
  for (const CellId cell : core::ids<CellId>(land.cells.size())) {
    for (const territory::Neighbour& other : land.cells.neighbours[cell])
      sum += land.cells.parent[cell] != land.cells.parent[other.cell] ? other.border.value / 2 : 0;
  }
  return sum;
}

TEST(Repartition, StraightensBordersAtThePriceThatIsAllowed) {
  double before = 0;
  double after = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto land = ascii_territory(testing::random_town({.areas_across = 3, .areas_down = 1, .side = 16}, seed));
    const std::int64_t all = std::accumulate(land.cells.households.begin(), land.cells.households.end(), std::int64_t{0});
    RepartitionRules rules = rules_for(land, 5, {all / 5 * 9 / 10, all / 5 * 11 / 10});
    const Repartition ragged = repartition(land, single_cells(land), rules, core::Seed(seed));
    rules.smooth = 0.05;
    const Repartition straight = repartition(land, single_cells(land), rules, core::Seed(seed));
    expect_sound(land, straight, 5);
    EXPECT_LE(straight.excess, ragged.excess) << "seed " << seed;
    EXPECT_LE(straight.moved, ragged.moved + all / 20) << "seed " << seed;
    EXPECT_EQ(straight.least_moved, ragged.least_moved) << "seed " << seed;
    before += borders(ragged.territory);
    after += borders(straight.territory);
  }
  EXPECT_LT(after, 0.9 * before);
}

TEST(Repartition, SaysWhyAnAreaIsOutOfRange) {
  // 6 + 6 | 6 + 2 is as near as two connected areas come to 9-11.
  const Territory four = ascii_territory({.households = {"6662"}, .parents = {"AAAA"}});
  const Repartition proven = repartition(four, single_cells(four), rules_for(four, 2, {9, 11}), core::Seed(1));
  EXPECT_EQ(proven.excess, 2);
  for (const NewArea& area : proven.areas) {
    ASSERT_TRUE(area.off);
    EXPECT_TRUE(area.off->proven);
    EXPECT_NE(area.off->reason.en.find("all ways to join 4 pieces to 2 connected areas"), std::string::npos)
        << area.off->reason.en;
    EXPECT_NE(area.off->reason.en.find("at least 2 households"), std::string::npos) << area.off->reason.en;
  }
  const Territory giant = ascii_territory({.households = {"5*55"}, .parents = {"AAAA"}});
  const Repartition alone = repartition(giant, single_cells(giant), rules_for(giant, 2, {5, 60}), core::Seed(1));
  const auto large =
      std::find_if(alone.areas.begin(), alone.areas.end(), [](const NewArea& area) { return area.off.has_value(); });
  ASSERT_NE(large, alone.areas.end());
  EXPECT_NE(large->off->reason.en.find("one of its pieces alone has 100"), std::string::npos) << large->off->reason.en;
}

TEST(Repartition, RefusesWhatCannotBe) {
  const Territory land = ascii_territory({.households = {"12"}, .parents = {"AB"}});
  EXPECT_THROW((void)repartition(land, single_cells(land), rules_for(land, 3, {1, 2}), core::Seed(1)), core::Error);
}

TEST(Repartition, IsTheSameForTheSameSeed) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Territory land = ascii_territory(testing::random_town({.areas_across = 3, .areas_down = 1, .side = 9}, seed));
    const std::int64_t mean = land.areas.households[AreaId(0)] / 5;
    const auto rules = rules_for(land, 5, {mean * 8 / 10, mean * 12 / 10});
    const Repartition a = repartition(land, single_cells(land), rules, core::Seed(seed));
    const Repartition b = repartition(land, single_cells(land), rules, core::Seed(seed));
    expect_sound(land, a, 5);
    EXPECT_EQ(a.excess, 0);
    EXPECT_EQ(a.territory.cells.parent, b.territory.cells.parent);
  }
}

/// A level above the lowest: its areas are drawn from whole areas below.
TEST(Repartition, DrawsAHigherLevelFromWholeAreasBelow) {
  Territory land = ascii_territory({.households = {"22222222"}, .parents = {"AABBCCDD"}});
  // District, then two towns of two communities each.
  land.levels = {{"district"}, {"town"}, {"community"}};
  territory::Areas areas;
  const auto add = [&](std::size_t level, const std::string& code, AreaId parent, std::int64_t households) {
    areas.level.push_back(territory::LevelId(level));
    areas.code.push_back(code);
    areas.name.push_back("Area " + code);
    areas.parent.push_back(parent);
    areas.area.push_back(core::SquareMetres(static_cast<double>(households) * 5000));
    areas.households.push_back(households);
    areas.residents.push_back(3 * households);
  };
  add(0, "1", AreaId(), 16);
  add(1, "11", AreaId(0), 8);
  add(1, "12", AreaId(0), 8);
  for (const auto& [code, parent] :
       std::vector<std::pair<std::string, std::size_t>>{{"111", 1}, {"112", 1}, {"121", 2}, {"122", 2}})
    add(2, code, AreaId(parent), 4);
  land.areas = areas;
  land.cells_of_area = core::Column<AreaId, std::vector<CellId>>(7);
  std::vector<std::vector<CellId>> atoms(4);
  for (const CellId cell : core::ids<CellId>(8)) {
    land.cells.parent[cell] = AreaId(3 + cell.value() / 2);
    land.cells_of_area[AreaId(3 + cell.value() / 2)].push_back(cell);
    atoms[cell.value() / 2].push_back(cell);
  }
  RepartitionRules rules = rules_for(land, 4, {4, 4});
  rules.level = territory::LevelId(1);
  const Repartition drawn = repartition(land, atoms, rules, core::Seed(1));
  expect_sound(land, drawn, 4);
  std::set<std::string> codes(drawn.territory.areas.code.begin(), drawn.territory.areas.code.end());
  EXPECT_TRUE(codes.contains("13") && codes.contains("14")) << "new towns";
  EXPECT_TRUE(codes.contains("131") && codes.contains("141")) << "their communities are coded under them";
}

}  // namespace
}  // namespace wangge::planning
