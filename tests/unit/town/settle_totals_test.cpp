#include "engine/core/error.h"
#include "gis/town/people/names.h"
#include "gis/town/people/totals.h"
#include "gis/town/people/whole_shares.h"

#include <numeric>
#include <set>

#include <gtest/gtest.h>

namespace wangge::town {
namespace {

/// A county of `towns` towns with `below` areas each, every other one rural.
Column<AreaId, Area> county(int towns, int below) {
  Column<AreaId, Area> areas;
  Area top;
  top.code = "4510";
  top.name = "县";
  const AreaId county = areas.push_back(top);
  for (int t = 0; t < towns; ++t) {
    Area town;
    town.level = 1;
    town.code = "45100" + std::to_string(t);
    town.name = "镇" + std::to_string(t);
    town.parent = county;
    const AreaId own = areas.push_back(town);
    for (int k = 0; k < below; ++k) {
      Area area = town;
      area.level = 2;
      area.code += std::to_string(k);
      area.name = "村" + std::to_string(k);
      area.parent = own;
      area.kind = k % 2 == 0 ? AreaKind::urban : AreaKind::rural;
      areas.push_back(area);
    }
  }
  return areas;
}

std::string refusal(Column<AreaId, Area> areas, const Column<AreaId, GivenTotals>& given) {
  try {
    complete_totals(areas, given, TotalsRules(), core::Seed(1));
  } catch (const core::Error& error) {
    return error.message().en;
  }
  return {};
}

TEST(BoundedShares, SplitsByHand) {
  using Whole = std::vector<std::int64_t>;
  EXPECT_EQ(bounded_shares(10, std::vector<double>{1, 1, 8}, {{}, {5, 5, 5}}), (Whole{3, 2, 5}));
  EXPECT_EQ(bounded_shares(7, std::vector<double>{5, 3, 1}, {}), (Whole{4, 2, 1}));
  EXPECT_EQ(bounded_shares(4, std::vector<double>{0, 1}, {{}, {9, 3}}), (Whole{1, 3}));  // a weight of 0 takes what is left
  EXPECT_EQ(bounded_shares(6, std::vector<double>{1, 9}, {{3, 0}, {}}), (Whole{3, 3}));
}

TEST(BoundedShares, KeepTotalAndBoundsOverSeeds) {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    SCOPED_TRACE(seed);
    core::Stream luck(core::Seed(seed), 0, "shares", 0);
    const std::size_t count = 1 + luck.below(50);
    std::vector<double> weights(count);
    ShareBounds bounds{std::vector<std::int64_t>(count), std::vector<std::int64_t>(count)};
    for (std::size_t i = 0; i < count; ++i) {
      weights[i] = luck.below(4) == 0 ? 0 : luck.uniform() * 100;
      bounds.low[i] = luck.below(5);
      bounds.high[i] = bounds.low[i] + luck.below(20);
    }
    const auto least = std::accumulate(bounds.low.begin(), bounds.low.end(), std::int64_t{0});
    const auto most = std::accumulate(bounds.high.begin(), bounds.high.end(), std::int64_t{0});
    const std::int64_t total = least + luck.below(static_cast<std::uint32_t>(most - least + 1));
    for (const auto& shares : {bounded_shares(total, weights, bounds), lucky_shares(total, weights, bounds, luck)}) {
      EXPECT_EQ(std::accumulate(shares.begin(), shares.end(), std::int64_t{0}), total);
      for (std::size_t i = 0; i < count; ++i) {
        EXPECT_GE(shares[i], bounds.low[i]);
        EXPECT_LE(shares[i], bounds.high[i]);
      }
    }
  }
}

TEST(BoundedShares, LuckySharesHaveTheRightMean) {
  const std::vector<double> weights{1, 2, 7};
  std::array<double, 3> mean{};
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "mean", 0);
    const auto shares = lucky_shares(4, weights, {}, luck);
    for (std::size_t i = 0; i < 3; ++i) mean[i] += static_cast<double>(shares[i]) / 4000;
  }
  EXPECT_NEAR(mean[0], 0.4, 0.03);
  EXPECT_NEAR(mean[1], 0.8, 0.03);
  EXPECT_NEAR(mean[2], 2.8, 0.03);
}

TEST(CompleteTotals, MeetsTheTopAndAddsUpOverSeeds) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed);
    Column<AreaId, Area> areas = county(6, 9);
    Column<AreaId, GivenTotals> given(areas.size());
    given[AreaId(0)].households = 162000;
    given[AreaId(0)].residents = 472086;
    given[AreaId(0)].enterprises = 515;
    given[AreaId(0)].organisations = 75;
    complete_totals(areas, given, TotalsRules(), core::Seed(seed));  // checks all sums itself
    EXPECT_EQ(areas[AreaId(0)].totals.households, 162000);
    EXPECT_EQ(areas[AreaId(0)].totals.residents, 472086);
    EXPECT_EQ(areas[AreaId(0)].totals.enterprises, 515);
    EXPECT_EQ(areas[AreaId(0)].totals.organisations, 75);
    std::int64_t least = 162000, most = 0;
    for (const Area& area : areas) {
      if (area.level != 2) continue;
      least = std::min(least, area.totals.households);
      most = std::max(most, area.totals.households);
    }
    EXPECT_GT(least, 0);
    EXPECT_GT(most, 3 * least);  // sizes are unlike
  }
}

TEST(CompleteTotals, KeepsWhatIsGivenAnywhere) {
  Column<AreaId, Area> areas = county(2, 3);
  Column<AreaId, GivenTotals> given(areas.size());
  given[AreaId(0)].residents = 30000;
  given[AreaId(3)].residents = 4001;  // a lowest area
  given[AreaId(3)].households = 1500;
  given[AreaId(3)].ages[0] = 777;        // the other ages follow
  given[AreaId(5)].party_members = 321;  // the second town
  given[AreaId(6)].in_need = 0;
  complete_totals(areas, given, TotalsRules(), core::Seed(3));
  EXPECT_EQ(areas[AreaId(0)].totals.residents, 30000);
  EXPECT_EQ(areas[AreaId(3)].totals.residents, 4001);
  EXPECT_EQ(areas[AreaId(3)].totals.households, 1500);
  EXPECT_EQ(areas[AreaId(3)].totals.ages[0], 777);
  EXPECT_EQ(areas[AreaId(5)].totals.party_members, 321);
  EXPECT_EQ(areas[AreaId(6)].totals.in_need, 0);
}

TEST(CompleteTotals, RefusesContradictionsWithBothNumbers) {
  const Column<AreaId, Area> areas = county(2, 2);
  const auto given_at = [&](auto set) {
    Column<AreaId, GivenTotals> given(areas.size());
    set(given);
    return refusal(areas, given);
  };
  const auto has = [](const std::string& text, const std::vector<std::string>& parts) {
    for (const std::string& part : parts) EXPECT_NE(text.find(part), std::string::npos) << part << " in: " << text;
  };
  has(given_at([](auto& g) {
        g[AreaId(0)].households = 1000;
        g[AreaId(1)].households = 700;
        g[AreaId(4)].households = 400;
      }),
      {"县 (4510)", "1000", "1100"});
  has(given_at([](auto& g) {
        g[AreaId(0)].residents = 1000;
        g[AreaId(0)].ages = {200, 500, 200, 50};
      }),
      {"ages", "950", "1000"});
  has(given_at([](auto& g) {
        g[AreaId(0)].residents = 1000;
        g[AreaId(0)].households = 1200;
      }),
      {"1000", "1200"});
  has(given_at([](auto& g) {
        g[AreaId(0)].residents = 1000;
        g[AreaId(0)].party_members = 990;
      }),
      {"party members", "990"});
  has(given_at([](auto& g) {
        g[AreaId(0)].households = 1000;
        g[AreaId(1)].households = 1001;
      }),
      {"1000", "1001"});
  has(given_at([](auto&) {}), {"no area states households or residents"});
}

TEST(MadeNames, DoNotRepeatAndAreTheSameAgain) {
  for (const NameKind kind : {NameKind::community, NameKind::hamlet, NameKind::compound, NameKind::enterprise}) {
    const auto made = [&] {
      core::Stream luck(core::Seed(9), 0, "names", static_cast<std::uint64_t>(kind));
      FreshNames names;
      std::vector<std::string> all;
      for (int i = 0; i < 3000; ++i) all.push_back(names.fresh(kind, luck));
      return all;
    };
    const auto all = made();
    EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size());
    EXPECT_EQ(all, made());
  }
}

TEST(MadeNames, SayNumbersInChinese) {
  EXPECT_EQ(chinese_number(7), "七");
  EXPECT_EQ(chinese_number(10), "十");
  EXPECT_EQ(chinese_number(12), "十二");
  EXPECT_EQ(chinese_number(20), "二十");
  EXPECT_EQ(chinese_number(105), "一百零五");
  EXPECT_EQ(chinese_number(2030), "二千零三十");
}

}  // namespace
}  // namespace wangge::town
