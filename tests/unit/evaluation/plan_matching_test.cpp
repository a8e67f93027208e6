#include "engine/evaluation/plan_matching.h"

#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace wangge::evaluation {
namespace {

/// Two plans over the same cells, drawn one above the other: letters are grids, digits households. A grid's code is "1" and its
/// letter; where it is upper case, its area is "2".
ComparedPlans drawn(const std::string& before, const std::string& after, const std::string& households) {
  ComparedPlans plans;
  std::map<char, OldGridId> olds;
  std::map<char, NewGridId> news;
  std::map<std::pair<OldGridId, NewGridId>, Holdings> sums;
  const auto parent = [](char letter) { return std::string(letter >= 'A' && letter <= 'Z' ? "2" : "1"); };
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!olds.contains(before[i]))
      olds[before[i]] = plans.before.push_back({parent(before[i]) + before[i], parent(before[i]), {}});
    if (!news.contains(after[i])) news[after[i]] = plans.after.push_back({parent(after[i]) + after[i], parent(after[i]), {}});
    const std::int64_t count = households[i] - '0';
    const Holdings held{1, count, 3 * count, count > 0 ? 1 : 0, core::SquareMetres(100)};
    plans.before[olds[before[i]]].held += held;
    plans.after[news[after[i]]].held += held;
    sums[{olds[before[i]], news[after[i]]}] += held;
  }
  for (const auto& [pair, held] : sums) plans.transfers.push_back({pair.first, pair.second, held});
  return plans;
}

std::string told(const ComparedPlans& plans) {
  std::string text;
  const PlanMatching matching = match_plans(plans);
  for (const CodeStep& step : matching.history) {
    text += (step.before.valid() ? plans.before[step.before].code : "-") + ">" +
            (step.after.valid() ? plans.after[step.after].code : "-") + " " + name(step.fate) + (step.voided ? " void" : "") +
            (step.reused ? " reused" : "") + "; ";
  }
  return text;
}

TEST(PlanMatching, OfACaseByHand) {
  // One house of 3 goes from a to b, one of 2 from b to c.
  const ComparedPlans plans = drawn("aaaabbbbcccc",  //
                                    "aaabbbbccccc",  //
                                    "111311125555");
  const PlanMatching matching = match_plans(plans);
  EXPECT_EQ(matching.changed.households, 5);
  EXPECT_EQ(matching.changed.residents, 15);
  EXPECT_EQ(matching.changed.cells, 2);
  EXPECT_EQ(matching.changed.buildings, 2);
  EXPECT_DOUBLE_EQ(matching.changed.area.value, 200);
  EXPECT_EQ(matching.common.households, 31);
  EXPECT_EQ(told(plans), "1a>1a kept; 1b>1b kept; 1c>1c kept; ");
  ASSERT_EQ(matching.parents.size(), 1U);
  EXPECT_EQ(matching.parents[0].out.households, 5);
  EXPECT_EQ(matching.parents[0].in.households, 5);
  EXPECT_EQ(matching.parents[0].grids_before, 3);
}

TEST(PlanMatching, CallsMergedSplitRenamedAndVoid) {
  EXPECT_EQ(told(drawn("aabb", "aaaa", "1211")), "1a>1a kept; 1b>1a merged void; ");
  EXPECT_EQ(told(drawn("aaaa", "aabb", "1211")), "1a>1a kept; 1a>1b split; ");
  EXPECT_EQ(told(drawn("aabb", "xxbb", "1111")), "1a>1x renamed void; 1b>1b kept; ");
}

TEST(PlanMatching, CallsDissolvedAndNewWhereNothingHoldsHalf) {
  // d is spread over a, b and c in equal parts; e takes one of each.
  const ComparedPlans spread = drawn("aaabbbcccddd", "aaabbbcccabc", "999999999111");
  EXPECT_EQ(told(spread), "1a>1a kept; 1b>1b kept; 1c>1c kept; 1d>- dissolved void; ");
  const ComparedPlans gathered = drawn("aaaabbbbcccc", "aaaebbbeccce", "999199919991");
  EXPECT_EQ(told(gathered), "1a>1a kept; 1b>1b kept; 1c>1c kept; ->1e new; ");
}

TEST(PlanMatching, DoesNotCallASliverAGridThatGoesOn) {
  // x and y are matched by the one house that nobody else claims: a ninth of either.
  const ComparedPlans plans = drawn("aabbxxx", "aybyaby", "8484441");
  EXPECT_EQ(told(plans), "1a>1a kept; 1b>1b kept; 1x>- dissolved void; ->1y new; ");
  EXPECT_EQ(match_plans(plans).changed.households, 16);
}

TEST(PlanMatching, SaysWhenACodeNamesOtherLand) {
  // The codes of two grids change places.
  EXPECT_EQ(told(drawn("aabb", "bbaa", "1111")), "1a>1b renamed reused; 1b>1a renamed reused; ");
}

TEST(PlanMatching, MatchesLandWithoutHouseholdsByArea) {
  EXPECT_EQ(told(drawn("aabbbb", "aaaabb", "110000")), "1a>1a kept; 1b>1b kept; ");
}

TEST(PlanMatching, CountsWhoComesUnderAnotherArea) {
  const PlanMatching matching = match_plans(drawn("aaaBBB", "aaBBBB", "124111"));
  EXPECT_EQ(matching.changed.households, 4);
  EXPECT_EQ(matching.changed_parent.households, 4);
  ASSERT_EQ(matching.parents.size(), 2U);
  EXPECT_EQ(matching.parents[0].out.households, 4);
  EXPECT_EQ(matching.parents[0].in.households, 0);
  EXPECT_EQ(matching.parents[1].in.households, 4);
}

TEST(PlanMatching, OfAPlanWithItselfIsAllZero) {
  const ComparedPlans plans = drawn("aabbccdd", "aabbccdd", "12345678");
  const PlanMatching matching = match_plans(plans);
  EXPECT_EQ(matching.changed, Holdings{});
  EXPECT_EQ(matching.only_before, Holdings{});
  for (const CodeStep& step : matching.history) EXPECT_EQ(step.fate, Fate::kept);
  for (const ParentChange& parent : matching.parents) EXPECT_EQ(parent.out, Holdings{});
}

/// The same two plans with their places changed.
ComparedPlans swapped(const ComparedPlans& plans) {
  ComparedPlans other;
  for (const ComparedGrid& grid : plans.after) other.before.push_back(grid);
  for (const ComparedGrid& grid : plans.before) other.after.push_back(grid);
  for (const Transfer& transfer : plans.transfers) {
    other.transfers.push_back({transfer.to.valid() ? OldGridId(transfer.to.value()) : OldGridId(),
                               transfer.from.valid() ? NewGridId(transfer.from.value()) : NewGridId(), transfer.held});
  }
  return other;
}

TEST(PlanMatching, TransposesWhenThePlansChangePlaces) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    core::Stream luck(core::Seed(seed), 0, "plans", 0);
    std::string before;
    std::string after;
    std::string households;
    for (int cell = 0; cell < 24; ++cell) {
      before += static_cast<char>('a' + luck.below(5));
      after += static_cast<char>('a' + luck.below(6));
      households += static_cast<char>('0' + luck.below(3));
    }
    const ComparedPlans plans = drawn(before, after, households);
    const PlanMatching there = match_plans(plans);
    const PlanMatching back = match_plans(swapped(plans));
    EXPECT_EQ(there.changed, back.changed);
    for (const OldGridId old : core::ids<OldGridId>(plans.before.size())) {
      const NewGridId fresh = there.new_of[old];
      const OldGridId again = back.old_of[NewGridId(old.value())];
      ASSERT_EQ(fresh.valid(), again.valid());
      if (fresh.valid()) {
        EXPECT_EQ(fresh.value(), again.value());
      }
    }
    const auto count = [](const PlanMatching& matching, Fate fate) {
      return std::count_if(matching.history.begin(), matching.history.end(), [&](const auto& step) { return step.fate == fate; });
    };
    EXPECT_EQ(count(there, Fate::kept), count(back, Fate::kept));
    EXPECT_EQ(count(there, Fate::merged), count(back, Fate::split));
    EXPECT_EQ(count(there, Fate::dissolved), count(back, Fate::created));
  }
}

}  // namespace
}  // namespace wangge::evaluation
