#include "engine/territory/population.h"

#include "engine/core/error.h"
#include "engine/core/random.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

namespace wangge::territory {
namespace {

TEST(LargestRemainder, SplitsByHand) {
  EXPECT_EQ(largest_remainder(10, std::vector<double>{1, 1, 1}), (std::vector<std::int64_t>{4, 3, 3}));
  EXPECT_EQ(largest_remainder(7, std::vector<double>{5, 3, 1}), (std::vector<std::int64_t>{4, 2, 1}));  // quotas 3.89 2.33 0.78
  EXPECT_EQ(largest_remainder(5, std::vector<double>{0, 2, 0}), (std::vector<std::int64_t>{0, 5, 0}));
}

TEST(LargestRemainder, KeepsTheTotalAndTheQuotaOverSeeds) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(seed);
    core::Stream luck(core::Seed(seed), 0, "largest remainder", 0);
    std::vector<double> weights(1 + luck.below(60));
    for (double& weight : weights) weight = luck.below(4) == 0 ? 0.0 : luck.uniform() * 1000;
    weights[0] += 1;
    const std::int64_t total = luck.below(100000);
    const auto shares = largest_remainder(total, weights);
    EXPECT_EQ(std::accumulate(shares.begin(), shares.end(), std::int64_t{0}), total);
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const double quota = static_cast<double>(total) * weights[i] / sum;
      EXPECT_LT(std::abs(static_cast<double>(shares[i]) - quota), 1.0 + 1e-6);
      EXPECT_TRUE(weights[i] > 0 || shares[i] == 0);
    }
  }
}

/// One district of two communities; community a has cells 0-1, b cell 2; one building a cell.
struct Town {
  Territory territory;
  PopulationRules rules;
  Column<AreaId, GivenTotals> totals{3};
  Column<BuildingId, GivenPopulation> given{3};

  Town() {
    Territory& t = territory;
    t.levels = {{"district"}, {"community"}};
    t.areas.level = Column<AreaId, LevelId>(std::vector{LevelId(0), LevelId(1), LevelId(1)});
    t.areas.code = Column<AreaId, std::string>(std::vector<std::string>{"1", "101", "102"});
    t.areas.name = Column<AreaId, std::string>(std::vector<std::string>{"D", "A", "B"});
    t.areas.parent = Column<AreaId, AreaId>(std::vector{AreaId(), AreaId(0), AreaId(0)});
    t.areas.area.resize(3);
    t.areas.households.resize(3);
    t.areas.residents.resize(3);
    t.cells.area = Column<CellId, SquareMetres>(3, SquareMetres(100));
    t.cells.parent = Column<CellId, AreaId>(std::vector{AreaId(1), AreaId(1), AreaId(2)});
    t.cells.households.resize(3);
    t.cells.residents.resize(3);
    t.cells.derived.resize(3);
    t.cells.neighbours = core::Csr<CellId, Neighbour>::build(3, {});
    t.buildings.cell = Column<BuildingId, CellId>(std::vector{CellId(0), CellId(1), CellId(2)});
    t.buildings.use = Column<BuildingId, BuildingUse>(3, BuildingUse::residential);
    t.buildings.footprint =
        Column<BuildingId, SquareMetres>(std::vector{SquareMetres(100), SquareMetres(300), SquareMetres(200)});
    t.buildings.floors = Column<BuildingId, float>(3, 1.0F);
    t.buildings.households.resize(3);
    t.buildings.residents.resize(3);
    t.buildings.population_source.resize(3);
    t.buildings_of_cell.resize(3);
    for (std::size_t i = 0; i < 3; ++i) t.buildings_of_cell[CellId(i)] = {BuildingId(i)};
    t.cells_of_area.resize(3);
    t.cells_of_area[AreaId(1)] = {CellId(0), CellId(1)};
    t.cells_of_area[AreaId(2)] = {CellId(2)};
  }
  core::Findings spread() {
    auto findings = spread_population(territory, {rules, totals, given});
    territory.check_invariants();
    return findings;
  }
};

TEST(Population, MeetsAGivenTotalExactlyByFloorArea) {
  Town town;
  town.totals[AreaId(1)] = {.households = 40, .residents = 101};
  town.totals[AreaId(2)] = {.households = std::nullopt, .residents = 29};
  const auto findings = town.spread();
  EXPECT_EQ(town.territory.buildings.households.values(), (std::vector<std::int32_t>{10, 30, 10}));
  EXPECT_EQ(town.territory.buildings.residents.values(), (std::vector<std::int32_t>{25, 76, 29}));  // 25.25 and 75.75
  EXPECT_EQ(town.territory.areas.residents[AreaId(0)], 130);
  EXPECT_EQ(town.territory.buildings.population_source[BuildingId(0)], PopulationSource::modelled);
  EXPECT_TRUE(findings.all().empty());
}

TEST(Population, NotesTheAreasWhoseHouseholdsFollowFromFloorArea) {
  Town town;
  town.rules.floor_area_per_household_m2 = 50;
  town.totals[AreaId(1)] = {.households = 40, .residents = 101};
  const auto findings = town.spread();
  EXPECT_EQ(town.territory.areas.households[AreaId(2)], 4);  // 200 m2
  ASSERT_EQ(findings.count("population.modelled_without_total"), 1U);
  EXPECT_EQ(findings.all()[0].severity, core::Severity::note);
  EXPECT_NE(findings.all()[0].message.en.find("1 area(s) of level 'community' have no given total"), std::string::npos);
  EXPECT_NE(findings.all()[0].message.en.find("50 m2"), std::string::npos);
}

TEST(Population, KeepsGivenBuildingsAndSpreadsTheRest) {
  Town town;
  town.totals[AreaId(1)] = {.households = 40, .residents = 100};
  town.given[BuildingId(1)] = {.households = 35, .residents = 90};
  (void)town.spread();
  EXPECT_EQ(town.territory.buildings.households[BuildingId(0)], 5);
  EXPECT_EQ(town.territory.buildings.residents[BuildingId(0)], 10);
  EXPECT_EQ(town.territory.buildings.population_source[BuildingId(1)], PopulationSource::given);
}

TEST(Population, RefusesBuildingsThatExceedTheTotalOfTheirArea) {
  Town town;
  town.totals[AreaId(1)] = {.households = 30, .residents = 80};
  town.given[BuildingId(1)] = {.households = 35, .residents = 90};
  EXPECT_THROW((void)town.spread(), core::Error);
}

TEST(Population, RefusesAShareThatDoesNotFitIntoABuilding) {
  Town town;
  town.territory.buildings.source_id = Column<BuildingId, std::string>(std::vector<std::string>{"way/1", "way/2", "way/3"});
  town.totals[AreaId(2)] = {.households = 2'000'000'000, .residents = std::nullopt};  // 5.8 thousand million residents
  try {
    (void)town.spread();
    FAIL() << "the residents of one building wrapped";
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::input);
    EXPECT_NE(error.message().en.find("building way/3 would hold 5800000000"), std::string::npos) << error.message().en;
  }
}

TEST(Population, SpreadsAHigherTotalOverChildrenThatStateNone) {
  Town town;
  town.totals[AreaId(0)] = {.households = 60, .residents = 180};
  (void)town.spread();
  EXPECT_EQ(town.territory.areas.households.values(), (std::vector<std::int64_t>{60, 40, 20}));
  EXPECT_EQ(town.territory.areas.residents[AreaId(0)], 180);
}

TEST(Population, ReportsAHigherTotalThatTheLowerOnesContradict) {
  Town town;
  town.totals[AreaId(0)] = {.households = std::nullopt, .residents = 500};
  town.totals[AreaId(1)] = {.households = std::nullopt, .residents = 100};
  town.totals[AreaId(2)] = {.households = std::nullopt, .residents = 50};
  const auto findings = town.spread();
  ASSERT_EQ(findings.count("population.totals"), 1U);
  EXPECT_NE(findings.all()[0].message.en.find("states 500 residents, the areas below it sum to 150"), std::string::npos);
  EXPECT_EQ(town.territory.areas.residents[AreaId(0)], 150);
}

TEST(Population, RefusesChildrenThatExceedTheirParentWhileOneIsLeft) {
  Town town;
  town.totals[AreaId(0)] = {.households = std::nullopt, .residents = 80};
  town.totals[AreaId(1)] = {.households = std::nullopt, .residents = 100};
  EXPECT_THROW((void)town.spread(), core::Error);
}

TEST(Population, LetsCellsBearPeopleWhereNoHomeIsKnown) {
  Town town;
  town.territory.buildings.use = Column<BuildingId, BuildingUse>(3, BuildingUse::industrial);
  town.totals[AreaId(1)] = {.households = 10, .residents = 25};
  (void)town.spread();
  EXPECT_EQ(town.territory.cells.derived[CellId(0)], 1);
  EXPECT_EQ(town.territory.cells.households[CellId(0)] + town.territory.cells.households[CellId(1)], 10);
}

TEST(Population, ModelsFromFloorAreaWhereNothingIsGiven) {
  Town town;
  town.rules.floor_area_per_household_m2 = 100;
  (void)town.spread();
  EXPECT_EQ(town.territory.areas.households[AreaId(0)], 6);
  EXPECT_EQ(town.territory.areas.residents[AreaId(1)], 12);  // 4 households x 2.9 = 11.6
}

}  // namespace
}  // namespace wangge::territory
