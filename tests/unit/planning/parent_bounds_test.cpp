#include "tests/unit/planning/proposals.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

namespace wangge::planning {
namespace {

/// All partitions of a small graph into connected parts, by brute force.
void each_partition(const SearchGraph& graph, std::uint32_t parts,
                    const std::function<void(const std::vector<std::uint32_t>&)>& use) {
  std::vector<std::uint32_t> labels(graph.size(), 0);
  const auto connected = [&] {
    for (std::uint32_t part = 0; part < parts; ++part) {
      std::vector<SearchGraph::Node> members;
      for (SearchGraph::Node node = 0; node < graph.size(); ++node) {
        if (labels[node] == part) members.push_back(node);
      }
      if (members.empty()) return false;
      std::vector<SearchGraph::Node> open{members.front()};
      std::vector<std::uint8_t> seen(graph.size(), 0);
      seen[members.front()] = 1;
      for (std::size_t next = 0; next < open.size(); ++next) {
        for (const auto& arc : graph.out(open[next])) {
          if (!arc.connects || seen[arc.to] != 0 || labels[arc.to] != part) continue;
          seen[arc.to] = 1;
          open.push_back(arc.to);
        }
      }
      if (open.size() != members.size()) return false;
    }
    return true;
  };
  for (;;) {
    if (connected()) use(labels);
    std::size_t node = 0;
    while (node < labels.size() && ++labels[node] == parts) labels[node++] = 0;
    if (node == labels.size()) return;
  }
}

/// In range no grid could part the ends of the row (two cells hang by less than the minimum); grids of two cells are even.
TEST(ParentBounds, StandOnCellsWhereTheNumberOfGridsLeavesTheRange) {
  const auto land = ascii_territory({.households = {"1111111111"}, .parents = {}, .unit = 10, .barriers = {}});
  ProposeInputs inputs = inputs_for({30, 40});
  inputs.wishes.counts.resize(land.areas.size());
  inputs.wishes.counts[AreaId(1)] = CountRange{5, 5};
  const Proposal proposal = proposed(land, inputs);
  ASSERT_FALSE(proposal.plans.empty());
  const ParentReport& report = proposal.plans.front().parents.front();
  ASSERT_EQ(report.grids, 5U);
  EXPECT_EQ(report.bound_scope, BoundScope::own_sizes);
  EXPECT_NEAR(report.evenness.bound, 0, 1e-9) << report.evenness.text.en;
  EXPECT_NEAR(report.border_bound, 400, 1e-3) << "four borders of 100 m, wherever they run";
  const Proposal usual = proposed(land, inputs_for({30, 40}));
  EXPECT_EQ(usual.plans.front().parents.front().bound_scope, BoundScope::in_range);
}

TEST(ParentBounds, ABoundAboveTheValueIsAnError) {
  EXPECT_EQ(checked_bound<double>(2, 3, 1e-9), 2);
  EXPECT_EQ(checked_bound<double>(3 + 1e-10, 3, 1e-9), 3);
  EXPECT_THROW((void)checked_bound<double>(3.1, 3, 1e-9), std::logic_error);
}

/// Numbers of grids that fit and that do not, with and without compounds: `checked_bound` throws where a bound is false.
TEST(ParentBounds, AreBelowEveryPlanOfRandomTowns) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const auto land = ascii_territory(random_town({.areas_across = 2, .areas_down = 1, .side = 6}, seed));
    for (const std::int64_t grids : {2, 5, 9}) {
      ProposeInputs inputs = inputs_for({60, 120});
      inputs.rules.effort = 20;
      inputs.wishes.whole_compounds = seed % 2 == 0;
      inputs.wishes.counts.resize(land.areas.size());
      inputs.wishes.counts[AreaId(1)] = inputs.wishes.counts[AreaId(2)] = CountRange{grids, grids};
      EXPECT_NO_THROW((void)proposed(land, inputs, seed)) << "seed " << seed << ", " << grids << " grids";
    }
  }
}

TEST(ParentBounds, AreNeverAboveTheBestOfAllPartitions) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const auto land = ascii_territory(random_town({.areas_across = 1, .areas_down = 1, .side = 3, .empty_share = 0}, seed));
    PlanningRules rules;
    rules.households = {1, 1000};
    const std::vector<Parcel> parcels = make_parcels(land, rules, {}, {}, {});
    for (const std::uint32_t parts : {2U, 3U}) {
      double border = 1e30;
      double deviation = 1e30;
      const Parcel& parcel = parcels.front();
      each_partition(parcel.graph, parts, [&](const std::vector<std::uint32_t>& labels) {
        const AimTerms terms = terms_of(parcel, land, rules, {}, {parts, labels}, 0);
        border = std::min(border, terms[at(AimTerm::border)]);
        deviation = std::min(deviation, terms[at(AimTerm::deviation_max)]);
      });
      const double border_least = border_bound(parcel, rules.households, parts, {}).metres;
      EXPECT_LE(border_least, border + 1e-9) << "seed " << seed;
      EXPECT_GT(border_least, 0) << "seed " << seed;
      EXPECT_LE(heavy_bound(parcel, parts, parcel.table.work / static_cast<double>(parts)).deviation, deviation + 1e-9)
          << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace wangge::planning
