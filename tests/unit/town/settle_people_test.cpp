#include "engine/core/error.h"
#include "gis/town/people/household_sizes.h"
#include "gis/town/people/village_homes.h"
#include "gis/town/people/work_kinds.h"
#include "gis/town/settle.h"
#include "tests/support/block_town.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::town {
namespace {

void expect_totals(const Town& town) {
  const Column<AreaId, Totals> counted = counted_totals(town);
  for (const AreaId area : core::ids<AreaId>(town.areas.size())) {
    EXPECT_TRUE(counted[area] == town.areas[area].totals) << town.areas[area].code;
  }
}

TEST(HouseholdSizes, SumExactlyOverSeeds) {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    SCOPED_TRACE(seed);
    core::Stream luck(core::Seed(seed), 0, "sizes", 0);
    const std::int64_t households = luck.below(200);
    const std::int64_t persons = households + luck.below(static_cast<std::uint32_t>(7 * households + 1));
    const auto sizes = household_sizes(households, persons, luck);
    EXPECT_EQ(sizes.size(), static_cast<std::size_t>(households));
    EXPECT_EQ(std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}), persons);
    for (const std::uint8_t size : sizes) EXPECT_TRUE(size >= 1 && size <= largest_household);
  }
}

TEST(HouseholdSizes, FollowTheCensusAtItsMean) {
  core::Stream luck(core::Seed(1), 0, "sizes", 0);
  const auto sizes = household_sizes(100000, 260000, luck);
  std::array<int, 9> count{};
  for (const std::uint8_t size : sizes) ++count[size];
  EXPECT_NEAR(count[1], 25000, 1500);
  EXPECT_NEAR(count[2], 30000, 1500);
  EXPECT_NEAR(count[3], 21000, 1500);
}

TEST(HouseholdSizes, LawHasTheMeanThatIsAskedFor) {
  for (double mean = 1; mean <= 8; mean += 0.07) {
    const auto law = household_law(mean);
    double sum = 0, own = 0;
    for (std::size_t k = 0; k < law.size(); ++k) {
      sum += law[k];
      own += law[k] * static_cast<double>(k + 1);
    }
    EXPECT_NEAR(sum, 1, 1e-12);
    EXPECT_NEAR(own, mean, 1e-9);
  }
}

TEST(HouseholdSizes, DealtToBuildingsAreTheSameSizesAndFollowTheirKind) {
  core::Stream luck(core::Seed(1), 0, "sizes", 0);
  const auto sizes = household_sizes(300000, 786000, luck);
  const std::vector<Homestead> homesteads{{100000, 0.85}, {0, 2.0}, {100000, 1.0}, {100000, 1.15}};
  auto dealt = dealt_sizes(sizes, homesteads, luck);
  const auto mean = [&dealt](std::ptrdiff_t from) {
    return std::accumulate(dealt.begin() + from, dealt.begin() + from + 100000, 0.0) / 100000;
  };
  EXPECT_NEAR(mean(0) / mean(100000), 0.85, 0.02);
  EXPECT_NEAR(mean(200000) / mean(100000), 1.15, 0.02);
  EXPECT_GT(std::count(dealt.begin(), dealt.begin() + 100000, 8), 0);
  EXPECT_GT(std::count(dealt.begin() + 200000, dealt.end(), 1), 10000);
  auto all = sizes;
  std::sort(all.begin(), all.end());
  std::sort(dealt.begin(), dealt.end());
  EXPECT_EQ(all, dealt);
}

TEST(SettlePeople, MeetsEveryTotalAtEveryLevelOverSeeds) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(seed);
    BlockTown made = block_town(BlockTownRules(), core::Seed(seed));
    settle_all(made, core::Threads(1));
    expect_totals(made.town);
    Column<BuildingId, std::int64_t> grown(made.town.buildings.size(), 0);
    Column<BuildingId, std::int64_t> homes(made.town.buildings.size(), 0);
    Column<BuildingId, std::int64_t> persons(made.town.buildings.size(), 0);
    std::size_t person = 0;
    BuildingId last(0);
    for (const Household& household : made.town.households) {
      EXPECT_LE(last, household.building);
      last = household.building;
      ++homes[household.building];
      persons[household.building] += household.persons;
      for (std::size_t k = 0; k < household.persons; ++k) {
        const std::size_t age = made.town.persons[person++] % age_count;
        grown[household.building] += age > 0 ? 1 : 0;
        EXPECT_FALSE(k == 0 && age == 0) << "a child heads a household";
      }
    }
    for (const BuildingId building : core::ids<BuildingId>(homes.size())) {
      const Building& own = made.town.buildings[building];
      EXPECT_EQ(homes[building], own.households);
      EXPECT_EQ(persons[building], own.residents);
      EXPECT_LE(own.households, own.dwellings);
      EXPECT_LE(own.in_need, own.residents);
      EXPECT_LE(own.party_members, grown[building]);
    }
  }
}

TEST(SettlePeople, IsTheSameForAnyThreads) {
  BlockTown one = block_town(BlockTownRules(), core::Seed(4));
  BlockTown two = block_town(BlockTownRules(), core::Seed(4));
  settle_all(one, core::Threads(1));
  settle_all(two, core::Threads(2));
  EXPECT_EQ(one.town.persons, two.town.persons);
  for (const BlockId block : core::ids<BlockId>(one.town.blocks.size())) {
    EXPECT_EQ(one.town.blocks[block].area, two.town.blocks[block].area);
  }
}

/// The share of one residence or age among the persons of the blocks of one use.
double share_in(const Town& town, LandUse use, bool (*is)(std::uint8_t)) {
  double all = 0, those = 0;
  std::size_t person = 0;
  for (const Household& household : town.households) {
    for (std::size_t k = 0; k < household.persons; ++k, ++person) {
      if (town.blocks[town.buildings[household.building].block].use != use) continue;
      all += 1;
      those += is(town.persons[person]) ? 1 : 0;
    }
  }
  return those / all;
}

TEST(SettlePeople, PutsRentersInUrbanVillagesAndTheOldInLanes) {
  BlockTown made = block_town({.columns = 16, .rows = 12}, core::Seed(2));
  settle_all(made, core::Threads(1));
  const auto not_settled = [](std::uint8_t person) { return person >= age_count; };
  const auto old = [](std::uint8_t person) { return person % age_count >= 2; };
  EXPECT_GT(share_in(made.town, LandUse::urban_village, not_settled), 1.5 * share_in(made.town, LandUse::lanes, not_settled));
  EXPECT_GT(share_in(made.town, LandUse::lanes, old), 1.5 * share_in(made.town, LandUse::urban_village, old));
}

TEST(SettlePeople, LetsChildrenHeadHouseholdsOnlyWhereTheyMust) {
  BlockTown made = block_town({.columns = 2, .rows = 2, .towns = {1}}, core::Seed(1));
  const auto all = [](Area& area) {
    area.totals.residents = area.totals.households + 10;
    area.totals.ages = {20, area.totals.residents - 20, 0, 0};
    area.totals.residences = {area.totals.residents, 0, 0};
    area.totals.party_members = area.totals.in_need = 0;
  };
  for (Area& area : made.town.areas) all(area);
  settle_all(made, core::Threads(1));
  expect_totals(made.town);
}

TEST(FitDwellings, LeavesTheAimedVacancy) {
  BlockTown made = block_town({.households = 9000}, core::Seed(3));
  settle_all(made, core::Threads(1));
  for (const AreaId area : core::ids<AreaId>(made.town.areas.size())) {
    if (made.town.areas[area].level != 2) continue;
    double dwellings = 0;
    for (const Building& building : made.town.buildings) {
      if (made.town.blocks[building.block].area == area) dwellings += building.dwellings;
      EXPECT_TRUE(building.floors >= building.floors_min && building.floors <= building.floors_max);
    }
    const auto households = static_cast<double>(made.town.areas[area].totals.households);
    EXPECT_NEAR(households / dwellings, 0.88, 0.07);
  }
}

TEST(FitDwellings, SaysWhatIsTooMuch) {
  BlockTown made = block_town({.households = 60000}, core::Seed(3));
  try {
    settle_all(made, core::Threads(2));
    FAIL() << "60,000 households fit where they cannot";
  } catch (const core::Error& error) {
    EXPECT_NE(error.message().en.find("households, but the"), std::string::npos) << error.message().en;
  }
}

TEST(SettleWork, GivesEachAreaItsPostAndNamesThatDoNotRepeat) {
  BlockTown made = block_town({.columns = 14, .rows = 10}, core::Seed(5));
  settle_all(made, core::Threads(1));
  ASSERT_EQ(made.town.posts.size(), made.town.areas.size());
  std::set<BuildingId> buildings;
  for (const AreaId area : core::ids<AreaId>(made.town.areas.size())) {
    const Post& post = made.town.posts[area.value()];
    EXPECT_EQ(post.area, area);
    EXPECT_EQ(post.kind, made.town.areas[area].level == 0   ? "centre"
                         : made.town.areas[area].level == 1 ? "sub-centre"
                                                            : "station");
    EXPECT_TRUE(buildings.insert(post.building).second);
    AreaId own = made.town.blocks[made.town.buildings[post.building].block].area;
    while (own.valid() && own != area) own = made.town.areas[own].parent;
    EXPECT_EQ(own, area) << "the post stands outside its area";
  }
  std::set<std::string> names;
  for (const Establishment& one : made.town.enterprises) EXPECT_TRUE(names.insert(one.name).second) << one.name;
  EXPECT_GT(names.size(), 100U);
}

TEST(SettleWork, NamesAndStaffsEnterprisesAfterTheirKindsOverSeeds) {
  std::uint16_t largest = 0;
  std::size_t small = 0;
  std::size_t all = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(seed);
    BlockTown made = block_town({.columns = 14, .rows = 10}, core::Seed(seed));
    settle_all(made, core::Threads(1));
    const auto has = [](const Establishment& one, const char* part) { return one.name.find(part) != std::string::npos; };
    for (const Establishment& one : made.town.enterprises) {
      EXPECT_EQ(one.kind == "catering", has(one, "餐饮") || has(one, "粉") || has(one, "火锅") || has(one, "烧烤") ||
                                            has(one, "小吃") || has(one, "快餐") || has(one, "点") || has(one, "海鲜") ||
                                            has(one, "菜") || has(one, "卤味") || has(one, "饺子"))
          << one.name << " is " << one.kind;
      if (has(one, "商店") || has(one, "超市")) {
        EXPECT_EQ(one.kind, "retail") << one.name;
      }
      if (has(one, "服务部")) {
        EXPECT_EQ(one.kind, "services") << one.name;
      }
      EXPECT_TRUE(one.employees >= 1 && one.employees <= 3000) << one.employees;
      largest = std::max(largest, one.employees);
      small += one.employees < 10 ? 1 : 0;
      ++all;
    }
    for (const Establishment& one : made.town.organisations) {
      EXPECT_EQ(one.kind == "party organisation", has(one, "党支部") || has(one, "党总支")) << one.name << " is " << one.kind;
      EXPECT_EQ(one.employees, 0);
    }
  }
  EXPECT_GT(small, all / 2);  // most are small
  EXPECT_GT(largest, 100);    // a few are large
}

TEST(VillageBounds, KeepVillagesWithinTwentyAndAHundredAndFiftyWhileTheyCan) {
  const std::vector<Settlement> settlements{{false, {}}, {true, {}}, {true, {}}};
  const std::vector<std::int64_t> most{500, 300, 60};
  const ShareBounds usual = village_bounds(400, settlements, most);
  EXPECT_EQ(usual.low, (std::vector<std::int64_t>{0, 20, 20}));
  EXPECT_EQ(usual.high, (std::vector<std::int64_t>{500, 150, 60}));
  // More than the other houses and villages of 150 hold: villages grow.
  EXPECT_EQ(village_bounds(800, settlements, most).high, most);
  // Fewer than two villages of twenty: none has to have so many.
  EXPECT_EQ(village_bounds(30, settlements, most).low, (std::vector<std::int64_t>{0, 0, 0}));
}

TEST(WorkKinds, FollowTheUseOfBlockAndBuilding) {
  using territory::BuildingUse;
  core::Stream luck(core::Seed(3), 0, "kinds", 0);
  const auto main_word = [](LandUse block, BuildingUse building, double floor_m2) {
    const auto main = main_organisation({block, building, 3, floor_m2});
    return main ? std::string(main->word) : std::string();
  };
  EXPECT_EQ(main_word(LandUse::school, BuildingUse::civic, 900), "school");
  EXPECT_EQ(main_word(LandUse::hospital, BuildingUse::civic, 9000), "hospital");
  EXPECT_EQ(main_word(LandUse::hospital, BuildingUse::civic, 900), "clinic");
  EXPECT_EQ(main_word(LandUse::market, BuildingUse::commercial, 900), "market office");
  EXPECT_EQ(main_word(LandUse::civic, BuildingUse::civic, 900), "government");
  EXPECT_EQ(main_word(LandUse::compound, BuildingUse::civic, 900), "kindergarten");
  EXPECT_EQ(main_word(LandUse::compound, BuildingUse::residential, 900), "");
  std::map<std::string, int> works;
  std::map<std::string, int> street;
  for (int i = 0; i < 1000; ++i) {
    ++works[std::string(enterprise_kind({LandUse::industry, BuildingUse::industrial, 1, 4000}, luck).word)];
    ++street[std::string(enterprise_kind({LandUse::lanes, BuildingUse::mixed, 2, 150}, luck).word)];
  }
  EXPECT_NEAR(works["manufacturing"], 700, 60);
  EXPECT_NEAR(works["logistics"], 200, 50);
  EXPECT_EQ(street["manufacturing"] + street["logistics"], 0);
  EXPECT_GT(street["retail"] + street["catering"], 700);
  EXPECT_GT(enterprise_pull({LandUse::industry, BuildingUse::industrial, 1, 4000}),
            enterprise_pull({LandUse::compound, BuildingUse::residential, 6, 4000}));
}

TEST(TownAt, HoldsFewerPeopleInFewerBuildingsExactly) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    SCOPED_TRACE(seed);
    BlockTown made = block_town({.columns = 12, .rows = 10, .towns = {4, 3}}, core::Seed(seed));
    settle_all(made, core::Threads(1));
    made.spec.renewal = 0;
    made.spec.stages = {{2010, 0.585}};
    const Town earlier = town_at(made.town, made.spec, made.spec.stages.front(), core::Threads(1));
    expect_totals(earlier);
    EXPECT_LT(earlier.buildings.size(), made.town.buildings.size());
    const auto then = static_cast<double>(earlier.areas[AreaId(0)].totals.households);
    const auto now = static_cast<double>(made.town.areas[AreaId(0)].totals.households);
    EXPECT_NEAR(then, 0.585 * now, 1);
    EXPECT_EQ(earlier.posts.size(), made.town.areas.size());
  }
}

}  // namespace
}  // namespace wangge::town
