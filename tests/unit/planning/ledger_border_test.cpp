// A thing on the border of two cells is in one of them for the plan's work and for the audit of its elements alike.
#include "gis/assign/point_locator.h"
#include "gis/build/build_territory.h"
#include "scenarios/steps/element_step.h"
#include "scenarios/steps/planning_step.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/gis_cells/drawn_town.h"

#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace wangge::scenarios {
namespace {

using core::Position;
using territory::CellId;

/// Four houses between streets that run aslant.
gis::TerritoryBuild aslant(gis::Layers& layers) {
  layers = gis::town::drawn({
      "............",  //
      ".aa......bb.",  //
      ".aa......bb.",  //
      "............",  //
      "............",  //
      ".cc......dd.",  //
      ".cc......dd.",  //
      "............",  //
  });
  for (gis::BuildingFeature& building : layers.buildings) building.households = 3;
  layers.lines.push_back(gis::town::line({{0, 33.3333}, {120, 47.1234}}));
  layers.lines.push_back(gis::town::line({{52.2222, 0}, {67.7777, 80}}));
  layers.reference.epsg = 4547;
  gis::BuildRules rules;
  rules.level_names = {"community"};
  core::SilentProgress silent;
  return gis::build_territory(layers, rules, core::Threads(1), silent);
}

/// Sources are read to a tenth of a millimetre.
double as_read(double metres) { return std::round(metres * 10'000) / 10'000; }

/// Places within a tenth of a millimetre of a border that a look at each cell's outline alone puts
/// elsewhere.
std::vector<Position> doubtful_places(const gis::TerritoryBuild& built) {
  std::vector<gis::MultiPolygon> outlines;
  for (const CellId cell : core::ids<CellId>(built.territory.cells.size())) outlines.push_back(built.coverage.polygon(cell));
  const gis::PointLocator locator(outlines);
  std::vector<Position> places;
  for (const gis::MultiPolygon& outline : outlines) {
    const gis::Ring& ring = outline.front().outer;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      for (int part = 1; part < 100; ++part) {
        const double t = part / 100.0;
        const Position place{as_read(ring[i].x + t * (ring[i + 1].x - ring[i].x)),
                             as_read(ring[i].y + t * (ring[i + 1].y - ring[i].y))};
        const auto cell = built.coverage.cell_at(place);
        const gis::PolygonId home = locator.locate(place);
        if (cell && home.valid() && home.value() != cell->value()) places.push_back(place);
      }
    }
  }
  return places;
}

TEST(LedgerBorder, CountsAThingOnABorderInOneCellForWorkAndAudit) {
  gis::Layers layers;
  const gis::TerritoryBuild built = aslant(layers);
  const territory::Territory& land = built.territory;
  ASSERT_GE(land.cells.size(), 4U);
  const std::vector<Position> places = doubtful_places(built);
  ASSERT_FALSE(places.empty()) << "the test has nothing to tell";
  const test::TemporaryFolder folder;
  std::ofstream table(folder / "enterprises.csv");
  table << "x,y\n";
  for (const Position place : places) table << fmt::format("{:.4f},{:.4f}\n", place.x, place.y);
  table.close();

  Scenario scenario;
  scenario.planning.households_min = 0;
  scenario.planning.households_max = 100;
  scenario.planning.measure.households = 0;
  scenario.planning.measure.enterprises = 1;
  LedgerSpec& ledger = scenario.ledgers.emplace_back();
  ledger.kind = "enterprises";
  ledger.source.path = (folder / "enterprises.csv").string();
  ledger.source.reference = "EPSG:4547";
  for (const CellId cell : core::ids<CellId>(land.cells.size())) {
    gis::AreaFeature& grid = layers.grids.emplace_back();
    grid.code = fmt::format("A{:02}", cell.value());
    grid.shape = built.coverage.polygon(cell);
  }
  core::SilentProgress silent;
  const CellGround ground = cell_ground(built.coverage);
  const PlanBuild made = build_plan(scenario, layers, land, ground, nullptr, core::Threads(1), silent);
  core::Findings told;
  const std::vector<LocatedLedger> located = locate_ledgers(scenario, layers, land, ground.at, silent, told);
  ASSERT_EQ(located.size(), 1U);
  double counted = 0;
  for (const CellId cell : core::ids<CellId>(land.cells.size())) {
    const planning::GridId grid = made.plan.grid_of(cell);
    ASSERT_EQ(made.plan.cells_of(grid).size(), 1U) << "a grid for each cell";
    EXPECT_DOUBLE_EQ(made.plan.tally(grid).work, located[0].of_cell[cell]) << "cell " << cell.value();
    counted += located[0].of_cell[cell];
  }
  EXPECT_DOUBLE_EQ(counted, static_cast<double>(places.size()));
}

}  // namespace
}  // namespace wangge::scenarios
