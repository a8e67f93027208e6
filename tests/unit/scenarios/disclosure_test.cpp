#include "scenarios/run/disclosure.h"

#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace wangge::scenarios {
namespace {

using Codes = std::set<std::string>;

TEST(Disclosure, PublishesEverythingWhereNothingIsSmall) {
  EXPECT_EQ(hidden_counts({{"A", "", 100, 50}, {"A1", "A", 60, 30}, {"A2", "A", 40, 20}}).codes, Codes{});
}

TEST(Disclosure, HidesASmallCountAndASecondOneThatWouldGiveItAway) {
  EXPECT_EQ(hidden_counts({{"A", "", 103, 51}, {"A1", "A", 60, 30}, {"A2", "A", 40, 15}, {"A3", "A", 3, 6}}).codes,
            (Codes{"A2", "A3"}));
}

TEST(Disclosure, HidesTheParentOfAnOnlyChild) {
  const Codes hidden = hidden_counts({{"T", "", 203, 90},
                                      {"A", "T", 3, 1},
                                      {"A1", "A", 3, 1},
                                      {"B", "T", 200, 89},
                                      {"B1", "B", 120, 50},
                                      {"B2", "B", 80, 39}})
                           .codes;
  EXPECT_EQ(hidden, (Codes{"A", "A1", "B", "B2"}));
}

TEST(Disclosure, HiddenOnesTogetherHaveAtLeastFive) {
  EXPECT_EQ(hidden_counts({{"A", "", 63, 30}, {"A1", "A", 60, 30}, {"A2", "A", 2, 1}, {"A3", "A", 1, 1}}).codes,
            (Codes{"A1", "A2", "A3"}));
}

TEST(Disclosure, AreasWithoutParentAreHeldAgainstTheTotalOfTheTerritory) {
  const Hidden two = hidden_counts({{"A", "", 60, 30}, {"B", "", 50, 25}, {"C", "", 3, 1}});
  EXPECT_EQ(two.codes, (Codes{"B", "C"}));
  EXPECT_FALSE(two.total);
  const Hidden all = hidden_counts({{"A", "", 3, 2}});
  EXPECT_EQ(all.codes, (Codes{"A"}));
  EXPECT_TRUE(all.total);
}

TEST(Disclosure, HiddenOnesTogetherHaveAtLeastFiveHouseholds) {
  EXPECT_EQ(hidden_counts({{"A", "", 90, 34}, {"A1", "A", 60, 29}, {"A2", "A", 20, 3}, {"A3", "A", 10, 1}}).codes,
            (Codes{"A1", "A2", "A3"}));
}

TEST(Disclosure, HidesASharePairThatTellsAFewAndASecondOne) {
  const std::vector<CoveredArea> areas = {{{"A", "", 300, 150}, {"A", "", 278, 138}},
                                          {{"A1", "A", 100, 50}, {"A1", "A", 97, 48}},  // 3 residents without
                                          {{"A2", "A", 100, 50}, {"A2", "A", 91, 45}},
                                          {{"A3", "A", 100, 50}, {"A3", "A", 90, 45}}};
  const Hidden hidden = hidden_shares(areas, {});
  EXPECT_EQ(hidden.codes, (Codes{"A1", "A3"}));
  EXPECT_FALSE(hidden.total);
}

TEST(Disclosure, AllOrNoneWithinTellsNoSmallShare) {
  const std::vector<CoveredArea> areas = {{{"A", "", 200, 100}, {"A", "", 100, 50}},
                                          {{"A1", "A", 100, 50}, {"A1", "A", 100, 50}},
                                          {{"A2", "A", 100, 50}, {"A2", "A", 0, 0}}};
  EXPECT_EQ(hidden_shares(areas, {}).codes, Codes{});
}

TEST(Disclosure, ATotalThatTellsAFewIsHiddenWithAllThatAddUpToIt) {
  const Hidden hidden = hidden_shares({{{"A", "", 200, 100}, {"A", "", 197, 98}}}, {});
  EXPECT_EQ(hidden.codes, (Codes{"A"}));
  EXPECT_TRUE(hidden.total);
}

TEST(Disclosure, FewHouseholdsAreSmallToo) {
  EXPECT_EQ(hidden_counts({{"A", "", 120, 44}, {"A1", "A", 60, 30}, {"A2", "A", 50, 10}, {"A3", "A", 10, 4}}).codes,
            (Codes{"A2", "A3"}));
}

/// The rank of a matrix by elimination.
std::size_t rank(std::vector<std::vector<double>> rows) {
  std::size_t done = 0;
  for (std::size_t column = 0; !rows.empty() && column < rows[0].size() && done < rows.size(); ++column) {
    std::size_t pivot = done;
    for (std::size_t i = done; i < rows.size(); ++i) {
      if (std::abs(rows[i][column]) > std::abs(rows[pivot][column])) pivot = i;
    }
    if (std::abs(rows[pivot][column]) < 1e-9) continue;
    std::swap(rows[pivot], rows[done]);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i == done) continue;
      const double factor = rows[i][column] / rows[done][column];
      for (std::size_t j = column; j < rows[i].size(); ++j) rows[i][j] -= factor * rows[done][j];
    }
    ++done;
  }
  return done;
}

/// Whether the sums that a reader knows fix the hidden count `which`: adding it as a further equation adds no rank.
bool is_fixed(const std::vector<CountedArea>& areas, const Codes& hidden, const std::string& which) {
  std::map<std::string, std::size_t> column;
  for (const std::string& code : hidden) column.emplace(code, column.size());
  std::vector<std::vector<double>> rows;
  for (const CountedArea& parent : areas) {
    std::vector<double> row(column.size(), 0);
    bool has_child = false;
    for (const CountedArea& child : areas) {
      if (child.parent != parent.code) continue;
      has_child = true;
      if (hidden.count(child.code) > 0) row[column[child.code]] += 1;
    }
    if (!has_child) continue;
    if (hidden.count(parent.code) > 0) row[column[parent.code]] -= 1;
    rows.push_back(row);
  }
  const std::size_t before = rank(rows);
  std::vector<double> alone(column.size(), 0);
  alone[column[which]] = 1;
  rows.push_back(alone);
  return rank(rows) == before;
}

TEST(Disclosure, NoHiddenCountFollowsFromThePublishedOnesOnRandomTrees) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "disclosure", 0);
    std::vector<CountedArea> areas = {{"T", "", 0, 0}};
    const std::uint32_t towns = 2 + luck.below(3);
    for (std::uint32_t t = 0; t < towns; ++t) {
      const std::string town = "T" + std::to_string(t);
      areas.push_back({town, "T", 0, 0});
      const std::size_t at = areas.size() - 1;
      const std::uint32_t grids = 1 + luck.below(5);
      for (std::uint32_t g = 0; g < grids; ++g) {
        const std::int64_t people = luck.below(4) == 0 ? luck.below(5) : 5 + luck.below(90);
        areas.push_back({town + std::to_string(g), town, people, people});
        areas[at].residents += people;
        areas[at].households += people;
      }
      areas[0].residents += areas[at].residents;
      areas[0].households += areas[at].households;
    }
    const Codes hidden = hidden_counts(areas).codes;
    for (const CountedArea& area : areas) {
      if (area.residents >= smallest_count) continue;
      ASSERT_TRUE(hidden.count(area.code) > 0) << "seed " << seed << " " << area.code;
      const bool known = area.code != "T" && is_fixed(areas, hidden, area.code);
      EXPECT_FALSE(known) << "seed " << seed << " " << area.code;
    }
  }
}

TEST(Disclosure, FindsADifferenceOfTwoExportsThatIsASmallCount) {
  const std::vector<PublishedCount> first = {{"G1", 100, 100, {"a", "b", "c"}}, {"G2", 80, 80, {"d"}}};
  const std::vector<PublishedCount> second = {{"H1", 97, 97, {"a", "b"}}, {"H2", 83, 83, {"c", "d"}}};
  const std::vector<Revealed> revealed = revealed_by_both(first, second);
  ASSERT_EQ(revealed.size(), 2u);
  EXPECT_EQ(revealed[0].first, "G1");
  EXPECT_EQ(revealed[0].second, "H1");
  EXPECT_EQ(revealed[0].difference, 3);
}

TEST(Disclosure, FindsADifferenceOfAFewHouseholds) {
  const std::vector<Revealed> revealed = revealed_by_both({{"G1", 100, 40, {"a", "b"}}}, {{"H1", 90, 38, {"a"}}});
  ASSERT_EQ(revealed.size(), 1u);
  EXPECT_EQ(revealed[0].difference, 2);
}

TEST(Disclosure, LetsEqualAndWellApartExportsPass) {
  const std::vector<PublishedCount> first = {{"G1", 100, 100, {"a", "b", "c"}}, {"G2", 80, 80, {"d"}}};
  EXPECT_TRUE(revealed_by_both(first, first).empty());
  EXPECT_TRUE(revealed_by_both(first, {{"H1", 60, 60, {"a", "b"}}, {"H2", 120, 120, {"c", "d"}}}).empty());
  EXPECT_TRUE(revealed_by_both(first, {{"H1", 99, 99, {"x", "y"}}}).empty()) << "counts over other buildings say nothing";
}

}  // namespace
}  // namespace wangge::scenarios
