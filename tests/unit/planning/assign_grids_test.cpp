#include "gis/build/assign_grids.h"

#include "tests/support/ascii_cells.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace wangge::gis {
namespace {

using planning::GivenGridId;
using territory::CellId;

MultiPolygon box(double west, double south, double east, double north) {
  return {{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {}}};
}

AreaFeature grid(const char* code, MultiPolygon shape) {
  AreaFeature feature;
  feature.source_id = code;
  feature.code = code;
  feature.name = code;
  feature.shape = std::move(shape);
  return feature;
}

/// Cells of 100 m in one row; the building stands in the middle.
class AssignGrids : public ::testing::Test {
 protected:
  GridAssignment assign(const std::vector<AreaFeature>& grids) {
    return assign_grids(
        grids, land,
        [&](CellId cell) {
          const core::Position middle = land.cells.centroid[cell];
          return box(middle.x - 50, middle.y - 50, middle.x + 50, middle.y + 50);
        },
        core::Threads(2));
  }
  GivenGridId of(const GridAssignment& assignment, std::size_t cell) { return assignment.plan.grid_of_cell[CellId(cell)]; }

  territory::Territory land = testing::ascii_territory({.households = {"2030"}, .parents = {}, .unit = 1, .barriers = {}});
};

TEST_F(AssignGrids, FollowsOutlinesThatFollowCells) {
  const auto found = assign({grid("A1", box(0, -100, 200, 0)), grid("A2", box(200, -100, 400, 0))});
  EXPECT_EQ(of(found, 0), GivenGridId(0));
  EXPECT_EQ(of(found, 1), GivenGridId(0));
  EXPECT_EQ(of(found, 2), GivenGridId(1));
  EXPECT_EQ(of(found, 3), GivenGridId(1));
  EXPECT_TRUE(found.findings.all().empty());
  EXPECT_DOUBLE_EQ(found.disagreement.value, 0);
}

TEST_F(AssignGrids, LetsABuildingAcrossAGivenBoundaryFollowTheLandOfItsCell) {
  // Most of the footprint lies in the third cell, but the building's point stands beyond the cell's outline, in A1.
  land.buildings.position[territory::BuildingId(1)] = {190, -50};
  const auto found = assign({grid("A1", box(0, -100, 200, 0)), grid("A2", box(200, -100, 400, 0))});
  EXPECT_EQ(of(found, 2), GivenGridId(1));
  EXPECT_EQ(found.disagreement_households, 0);
}

TEST_F(AssignGrids, GivesACellToWhereItsHouseholdsLiveNotToTheLargerPart) {
  // The line leaves 80 of the third cell's 100 m to A1, but its building stands at 255.
  land.buildings.position[territory::BuildingId(1)] = {290, -50};
  const auto found = assign({grid("A1", box(0, -100, 280, 0)), grid("A2", box(280, -100, 400, 0))});
  EXPECT_EQ(of(found, 2), GivenGridId(1));
  EXPECT_NEAR(found.disagreement.value, 8000, 1e-6);
  EXPECT_EQ(found.disagreement_households, 0);
  ASSERT_EQ(found.findings.count("grid.disagreement"), 1U);
  EXPECT_EQ(found.findings.all()[0].message.en,
            "the outline of grid A1 cuts 1 cells: 8000 m2 and 0 households go with their whole cell to a neighbouring grid");
}

TEST_F(AssignGrids, GivesAnEmptyCellToTheLargerPart) {
  const auto found = assign({grid("A1", box(0, -100, 140, 0)), grid("A2", box(140, -100, 400, 0))});
  EXPECT_EQ(of(found, 1), GivenGridId(1));
  EXPECT_NEAR(found.disagreement.value, 4000, 1e-6);
}

TEST_F(AssignGrids, CountsTheHouseholdsThatChangeSides) {
  // A second building of the third cell, with one household, on the other side of the line.
  auto& buildings = land.buildings;
  buildings.position.push_back({205, -50});
  buildings.households.push_back(1);
  land.buildings_of_cell[CellId(2)].push_back(territory::BuildingId(2));
  const auto found = assign({grid("A1", box(0, -100, 210, 0)), grid("A2", box(210, -100, 400, 0))});
  EXPECT_EQ(of(found, 2), GivenGridId(1));
  EXPECT_EQ(found.disagreement_households, 1);
}

TEST_F(AssignGrids, LeavesCellsOutsideAllGridsWithoutOne) {
  const auto found = assign({grid("A1", box(0, -100, 230, 0))});
  EXPECT_FALSE(of(found, 2).valid());
  EXPECT_FALSE(of(found, 3).valid());
}

TEST_F(AssignGrids, ReportsAGridWithoutUsableShape) {
  const MultiPolygon bow = {{{{0, 0}, {100, 100}, {100, 0}, {0, 100}, {0, 0}}, {}}};
  const auto found = assign({grid("A1", {}), grid("A2", bow), grid("A3", box(0, -100, 400, 0))});
  EXPECT_EQ(found.findings.count("grid.shape"), 2U);
  EXPECT_EQ(of(found, 0), GivenGridId(2));
}

/// 300 cells, more than a thread takes in a row, under outlines that cut every second one of them.
TEST(AssignGridsOfManyCells, AnswersTheSameForAnyNumberOfThreads) {
  std::string row;
  for (int i = 0; i < 300; ++i) row += static_cast<char>('0' + i % 7);
  const territory::Territory land = testing::ascii_territory({.households = {row}, .parents = {}, .unit = 1, .barriers = {}});
  std::vector<std::string> codes;
  for (int i = 0; i < 120; ++i) codes.push_back("A" + std::to_string(i));
  std::vector<AreaFeature> grids;
  for (int i = 0; i < 120; ++i) grids.push_back(grid(codes[i].c_str(), box(250 * i, -100, 250 * (i + 1), 0)));
  const auto answer = [&](int threads) {
    return assign_grids(
        grids, land,
        [&](CellId cell) {
          const core::Position middle = land.cells.centroid[cell];
          return box(middle.x - 50, middle.y - 50, middle.x + 50, middle.y + 50);
        },
        core::Threads(threads));
  };
  const GridAssignment one = answer(1);
  EXPECT_GT(one.findings.all().size(), 20U);
  EXPECT_EQ(one.plan.grid_of_cell[CellId(299)], GivenGridId(119));
  for (const int threads : {2, 3, 7}) {
    const GridAssignment more = answer(threads);
    EXPECT_EQ(more.plan.grid_of_cell.values(), one.plan.grid_of_cell.values()) << threads;
    EXPECT_EQ(more.disagreement, one.disagreement) << threads;
    ASSERT_EQ(more.findings.all().size(), one.findings.all().size()) << threads;
    for (std::size_t i = 0; i < one.findings.all().size(); ++i)
      EXPECT_EQ(more.findings.all()[i].message.en, one.findings.all()[i].message.en) << threads;
  }
}

}  // namespace
}  // namespace wangge::gis
