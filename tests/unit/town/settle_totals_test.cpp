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

TEST(CompleteTotals, GiveTheWholeTheSharesAskedForOverSeeds) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed);
    Column<AreaId, Area> areas = county(4, 5);
    Column<AreaId, GivenTotals> given(areas.size());
    given[AreaId(0)].households = 3000 + static_cast<std::int64_t>(seed);
    TotalsRules rules;
    rules.residences = {0.74, 0.12, 0.14};
    rules.ages = {0.2, 0.6, 0.15, 0.05};
    rules.asked.residences = {false, true, false};
    rules.asked.ages = {true, true, true, true};
    rules.party_members = 0.09;
    rules.asked.party_members = true;
    complete_totals(areas, given, rules, core::Seed(seed));
    const Totals& whole = areas[AreaId(0)].totals;
    const auto people = static_cast<double>(whole.residents);
    EXPECT_NEAR(static_cast<double>(whole.residences[1]), 0.12 * people, 1);
    for (std::size_t i = 0; i < age_count; ++i) EXPECT_NEAR(static_cast<double>(whole.ages[i]), rules.ages[i] * people, 1);
    EXPECT_NEAR(static_cast<double>(whole.party_members), 0.09 * people, 1);
    double least = 1;
    double most = 0;
    for (const Area& area : areas) {
      const double share = static_cast<double>(area.totals.residences[1]) / static_cast<double>(area.totals.residents);
      least = std::min(least, share);
      most = std::max(most, share);
    }
    EXPECT_LT(2 * least, most);  // single areas lean
  }
}

TEST(CompleteTotals, KeepCountsBesideSharesAskedFor) {
  Column<AreaId, Area> areas = county(2, 3);
  Column<AreaId, GivenTotals> given(areas.size());
  given[AreaId(0)].residents = 10001;
  given[AreaId(0)].residences[0] = 7000;
  given[AreaId(3)].residences[2] = 200;
  TotalsRules rules;
  rules.residences = {0.74, 0.12, 0.14};
  rules.asked.residences = {false, true, false};
  complete_totals(areas, given, rules, core::Seed(3));
  EXPECT_EQ(areas[AreaId(0)].totals.residences, (std::array<std::int64_t, 3>{7000, 1200, 1801}));
  EXPECT_EQ(areas[AreaId(3)].totals.residences[2], 200);
}

TEST(CompleteTotals, RefuseSharesThatCannotBe) {
  const Column<AreaId, Area> areas = county(2, 2);
  const auto refusal_of = [&](auto set) {
    Column<AreaId, GivenTotals> given(areas.size());
    given[AreaId(0)].residents = 1000;
    TotalsRules rules;
    set(rules, given);
    Column<AreaId, Area> own = areas;
    try {
      complete_totals(own, given, rules, core::Seed(1));
    } catch (const core::Error& error) {
      EXPECT_EQ(error.code(), core::ErrorCode::input);
      return error.message().en;
    }
    return std::string();
  };
  const std::string party = refusal_of([](TotalsRules& rules, auto&) {
    rules.party_members = 0.9;
    rules.asked.party_members = true;
  });
  EXPECT_NE(party.find("asked to have 900 party members, which can only be 0 to 820"), std::string::npos) << party;
  const std::string firms = refusal_of([](TotalsRules& rules, auto&) {
    rules.enterprises = 1.5;
    rules.asked.enterprises = true;
  });
  EXPECT_NE(firms.find("asked to have 1500 enterprises, which can only be 0 to 1000"), std::string::npos) << firms;
  EXPECT_NE(refusal_of([](TotalsRules&, auto& given) { given[AreaId(0)].enterprises = 1001; }).find("0 to 1000"),
            std::string::npos);
  const std::string floating = refusal_of([](TotalsRules& rules, auto& given) {
    rules.asked.residences[1] = true;
    given[AreaId(1)].residents = 500;
    given[AreaId(1)].residences[1] = 250;
  });
  EXPECT_NE(floating.find("120, less than some of the areas below it state: 250"), std::string::npos) << floating;
}

TEST(MadeNames, DoNotRepeatAndAreTheSameAgain) {
  for (const NameKind kind : {NameKind::community, NameKind::village, NameKind::compound, NameKind::shop, NameKind::party_body}) {
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

TEST(MadeNames, NeedNoNumberForTwoThousandCommunitiesOverSeeds) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    SCOPED_TRACE(seed);
    core::Stream luck(core::Seed(seed), 0, "names", 0);
    FreshNames names;
    for (int i = 0; i < 2000; ++i) {
      const std::string name = names.fresh(NameKind::community, luck);
      EXPECT_NE(name.rfind("第", 0), 0U) << name;
      EXPECT_LE(name.size(), std::string("月亮湾社区").size()) << name;
    }
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
