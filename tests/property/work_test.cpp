#include "gis/town/people/campuses.h"
#include "tests/support/made_town.h"
#include "tests/support/town_specs.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

/// Enterprises and organisations of made towns, over seeds.
namespace wangge::town {
namespace {

TEST(MadeWork, AFewEnterprisesEmployMostPeople) {
  std::vector<int> employees;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    for (const Establishment& one : made(quarter_spec(seed, 10000, 0, 4), 2).enterprises) employees.push_back(one.employees);
  }
  std::sort(employees.begin(), employees.end());
  const auto tenth = static_cast<std::ptrdiff_t>(employees.size() / 10);
  const int all = std::accumulate(employees.begin(), employees.end(), 0);
  EXPECT_GE(employees.front(), 1);
  EXPECT_LE(employees[employees.size() / 2], 3);
  EXPECT_GT(employees.back(), 100);
  EXPECT_GT(std::accumulate(employees.end() - tenth, employees.end(), 0), all / 2);
}

TEST(MadeWork, EachSchoolHospitalAndMarketIsOneWhereOrganisationsSuffice) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE(fmt::format("quarter, seed {}", seed));
    TownSpec spec = quarter_spec(seed, 10000, 0, 4);
    for (Area& area : spec.areas) area.totals.organisations *= 20;
    const Town town = made(spec, 2);
    Column<BlockId, std::map<std::string, int>> kinds(town.blocks.size());
    for (const Establishment& one : town.organisations) {
      const BlockId block = town.buildings[one.building].block;
      const int number = ++kinds[block][one.kind];
      if (one.kind == "school" || one.kind == "hospital" || one.kind == "market office") {
        EXPECT_EQ(number, 1) << one.name;
      }
    }
    const std::map<LandUse, std::string> main{{LandUse::school, "school"}, {LandUse::market, "market office"}};
    Column<BlockId, std::uint8_t> has_house(town.blocks.size(), 0);
    for (const Building& building : town.buildings) {
      const bool market = town.blocks[building.block].use == LandUse::market;
      if (building.use == (market ? territory::BuildingUse::commercial : territory::BuildingUse::civic))
        has_house[building.block] = 1;
    }
    int places = 0;
    int named = 0;
    for (const BlockId block : core::ids<BlockId>(town.blocks.size())) {
      const auto kind = main.find(town.blocks[block].use);
      if (kind == main.end() || has_house[block] == 0) continue;
      ++places;
      named += kinds[block].contains(kind->second) ? 1 : 0;
    }
    EXPECT_EQ(named, places);
    double works = 0;
    double made_in_works = 0;
    for (const Building& building : town.buildings)
      works += building.use == territory::BuildingUse::industrial ? area_of(building.footprint) * building.floors : 0;
    for (const Establishment& one : town.enterprises) made_in_works += one.kind == "manufacturing" ? 1 : 0;
    if (works > 8000) {
      EXPECT_GT(made_in_works, works / 20000) << works << " m2 of works";
    }
  }
}

TEST(MadeWork, EveryCampusHoldsItsOrganisationWhereTheWholeHasEnough) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(fmt::format("quarter, seed {}", seed));
    const TownSpec spec = quarter_spec(seed, 10000, 0, 6);
    const Town town = made(spec, 2);
    ASSERT_GE(town.organisations.size(), campuses(town, spec.year).size());
    EXPECT_EQ(words(audit_campuses(town, spec.year)), "");
    EXPECT_EQ(words(audit_people(town)), "");
    EXPECT_EQ(town.areas[AreaId(0)].totals.organisations, spec.areas[AreaId(0)].totals.organisations);
  }
}

TEST(MadeWork, OrganisationsThatAreStatedStay) {
  std::size_t unused = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE(fmt::format("quarter, seed {}", seed));
    TownSpec spec = quarter_spec(seed, 10000, 0, 6);
    for (Area& area : spec.areas) area.organisations_stated = true;
    const AreaId poorer(1);
    const AreaId richer(2);
    spec.areas[richer].totals.organisations += spec.areas[poorer].totals.organisations;
    spec.areas[poorer].totals.organisations = 0;
    const Town town = made(spec, 2);
    for (const AreaId area : core::ids<AreaId>(town.areas.size()))
      EXPECT_EQ(town.areas[area].totals.organisations, spec.areas[area].totals.organisations);
    EXPECT_EQ(words(audit_people(town)), "");
    for (const Campus& campus : campuses(town, spec.year)) unused += campus.in_use ? 0 : 1;
  }
  EXPECT_GT(unused, 0U) << "no campus lies where nothing is stated for it";
}

}  // namespace
}  // namespace wangge::town
