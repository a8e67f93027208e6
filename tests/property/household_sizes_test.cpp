#include "gis/town/people/household_sizes.h"
#include "gis/town/make_town.h"
#include "gis/town/people/plane_shapes.h"
#include "gis/town/settle.h"
#include "tests/support/town_specs.h"

#include <array>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

/// Households of made towns have the sizes of the census tilted to the mean of their area, whatever house they live in.
namespace wangge::town {
namespace {

using Shares = std::array<double, largest_household>;

/// Households by size, and how many of each size the laws of their areas lead one to expect.
struct Sizes {
  Shares found{};
  Shares expected{};

  void add(const Household& household, const Shares& law) {
    found[household.persons - 1U] += 1;
    for (std::size_t k = 0; k < law.size(); ++k) expected[k] += law[k];
  }
  [[nodiscard]] double count() const { return std::accumulate(found.begin(), found.end(), 0.0); }
  void expect_near(double tolerance) const {
    for (std::size_t k = 0; k < found.size(); ++k)
      EXPECT_NEAR(found[k] / count(), expected[k] / count(), tolerance) << "households of " << k + 1;
  }
};

struct Found {
  Sizes all;
  Sizes alone;  ///< with no other household in the house
};

void add_to(Found& found, const Town& town) {
  Column<AreaId, Shares> laws(town.areas.size(), Shares{});
  for (const AreaId area : core::ids<AreaId>(town.areas.size())) {
    const Totals& totals = town.areas[area].totals;
    if (totals.households > 0)
      laws[area] = household_law(static_cast<double>(totals.residents) / static_cast<double>(totals.households));
  }
  for (const Household& household : town.households) {
    const Building& building = town.buildings[household.building];
    const Shares& law = laws[town.blocks[building.block].area];
    found.all.add(household, law);
    if (building.households == 1) found.alone.add(household, law);
  }
}

Town made(const TownSpec& spec) {
  core::SilentProgress progress;
  return make_town(spec, core::Threads(2), progress);
}

TEST(HouseholdsOfTowns, HaveTheSizesOfTheCensusInACounty) {
  Found found;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) add_to(found, made(county_spec(seed, 3600, 160, 12, 3)));
  ASSERT_GT(found.alone.count(), 4000);
  found.all.expect_near(0.012);
  found.alone.expect_near(0.025);
}

TEST(HouseholdsOfTowns, HaveTheSizesOfTheCensusInAQuarter) {
  Found found;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) add_to(found, made(quarter_spec(seed, 3000, 0.45, 4)));
  ASSERT_GT(found.alone.count(), 400);
  found.all.expect_near(0.012);
  found.alone.expect_near(0.06);  // few, and in lanes and villages in the city, where households are smaller
}

TEST(HouseholdsOfTowns, HaveTheSizesOfTheCensusAtAnEarlierDate) {
  TownSpec spec = county_spec(3, 3600, 160, 12, 3);
  const Stage stage{.year = 2000, .share = 0.5};
  spec.stages = {stage};
  Found found;
  add_to(found, town_at(made(spec), spec, stage, core::Threads(2)));
  found.all.expect_near(0.03);
  found.alone.expect_near(0.05);
}

TEST(HouseholdsOfTowns, AreLargerInLargerHouses) {
  double persons[2]{}, households[2]{};
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const Town town = made(county_spec(seed, 3600, 160, 12, 3));
    for (const Household& household : town.households) {
      const Building& building = town.buildings[household.building];
      if (building.dwellings != 1 || town.blocks[building.block].use != LandUse::village) continue;
      const std::size_t large = std::abs(signed_area(building.footprint)) * building.floors > 200 ? 1 : 0;
      persons[large] += household.persons;
      households[large] += 1;
    }
  }
  ASSERT_GT(households[0], 500);
  ASSERT_GT(households[1], 500);
  EXPECT_GT(persons[1] / households[1], 1.05 * persons[0] / households[0]);
}

}  // namespace
}  // namespace wangge::town
