#include "engine/planning/make_plan.h"
#include "gis/build/build_territory.h"
#include "tests/support/random_villages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

/// Villages amid fields: no field may tie so many of them to one grid that none can be drawn.
namespace wangge {
namespace {

using territory::CellId;
using territory::Territory;

Territory countryside(std::uint64_t seed) {
  core::SilentProgress silent;
  gis::BuildRules rules;
  rules.level_names = {"village"};
  return gis::build_territory(testing::RandomVillages(seed, {}).layers, rules, core::Threads(1), silent).territory;
}

/// Cells with buildings that hang together without those that have none, by their first cell; itself for a cell without.
std::vector<std::size_t> find_pockets(const Territory& land) {
  std::vector<std::size_t> pocket(land.cells.size());
  for (std::size_t cell = 0; cell < pocket.size(); ++cell) pocket[cell] = cell;
  const auto find = [&](std::size_t cell) {
    while (pocket[cell] != cell) cell = pocket[cell];
    return cell;
  };
  for (const CellId cell : core::ids<CellId>(land.cells.size())) {
    for (const territory::Neighbour& other : land.cells.neighbours[cell]) {
      if (land.cells.parent[cell] != land.cells.parent[other.cell]) continue;
      if (land.buildings_of_cell[cell].empty() || land.buildings_of_cell[other.cell].empty()) continue;
      const auto [low, high] = std::minmax({find(cell.value()), find(other.cell.value())});
      pocket[high] = low;
    }
  }
  for (std::size_t& first : pocket) first = find(first);
  return pocket;
}

TEST(OpenLand, IsCutWhereSeveralVillagesTouchIt) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Territory land = countryside(seed);
    const std::vector<std::size_t> pocket = find_pockets(land);
    std::size_t pieces = 0;
    for (const CellId cell : core::ids<CellId>(land.cells.size())) {
      if (!land.buildings_of_cell[cell].empty()) continue;
      ++pieces;
      std::set<std::size_t> villages;
      for (const territory::Neighbour& other : land.cells.neighbours[cell]) {
        const bool farm = land.buildings_of_cell[other.cell].size() == 1;
        if (land.cells.parent[cell] != land.cells.parent[other.cell] || land.buildings_of_cell[other.cell].empty()) continue;
        if (!farm) villages.insert(pocket[other.cell.value()]);
      }
      EXPECT_LE(villages.size(), 1U) << "seed " << seed << ", cell " << cell.value();
    }
    EXPECT_GT(pieces, 15U) << "seed " << seed;
  }
}

TEST(OpenLand, LetsEveryGridOfVillagesBeInRange) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Territory land = countryside(seed);
    planning::PlanningInputs inputs;
    inputs.rules.households = {60, 120};
    inputs.rules.effort = 50;
    core::SilentProgress silent;
    const planning::Plan plan = planning::make_plan(land, inputs, core::Seed(seed), core::Threads(1), silent);
    for (const planning::GridId grid : plan.grids()) {
      const planning::Verdict verdict = plan.verdict(grid);
      EXPECT_TRUE(verdict.valid) << "seed " << seed << ", " << plan.code(grid) << ": " << verdict.reason.en;
    }
  }
}

}  // namespace
}  // namespace wangge
