#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/territory/controlled_rounding.h"
#include "engine/territory/population.h"
#include "engine/territory/proportional_fitting.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

namespace wangge::territory {
namespace {

using Whole = std::vector<std::int64_t>;

std::vector<Margin> margins_of(const Whole& rows, const Whole& columns) {
  return {{"row", {0}, {rows.begin(), rows.end()}}, {"column", {1}, {columns.begin(), columns.end()}}};
}

TEST(ProportionalFitting, KeepsIndependenceByHand) {
  // A flat seed gives row x column / total.
  const std::vector<double> cells = fitted_cells(
      fit_proportionally(std::vector<double>(4, 1.0), std::vector<std::size_t>{2, 2}, margins_of({30, 70}, {40, 60})));
  EXPECT_NEAR(cells[0], 12, 1e-9);
  EXPECT_NEAR(cells[1], 18, 1e-9);
  EXPECT_NEAR(cells[2], 28, 1e-9);
  EXPECT_NEAR(cells[3], 42, 1e-9);
}

TEST(ProportionalFitting, KeepsOddsRatiosAndZeros) {
  const std::vector<double> seed{1, 2, 3, 4, 0, 6};
  const Fit fit = fit_proportionally(seed, std::vector<std::size_t>{2, 3}, margins_of({50, 50}, {30, 20, 50}));
  ASSERT_FALSE(fit.contradiction);
  EXPECT_EQ(fit.cells[4], 0);
  EXPECT_NEAR(fit.cells[0] * fit.cells[5] / (fit.cells[2] * fit.cells[3]), 1.0 * 6 / (3 * 4), 1e-6);
  EXPECT_NEAR(fit.cells[0] + fit.cells[1] + fit.cells[2], 50, 1e-6);
  EXPECT_NEAR(fit.cells[1], 20, 1e-6);
}

TEST(ProportionalFitting, MeetsPairMarginsOfThreeAxes) {
  core::Stream luck(core::Seed(5), 0, "fit", 0);
  const std::vector<std::size_t> shape{3, 4, 2};
  std::vector<double> truth(24);
  for (double& cell : truth) cell = 1 + luck.uniform();
  Margin ab{"ab", {0, 1}, std::vector<double>(12, 0.0)};
  Margin bc{"bc", {1, 2}, std::vector<double>(8, 0.0)};
  for (std::size_t i = 0; i < 24; ++i) {
    ab.totals[i / 2] += truth[i];
    bc.totals[i % 8] += truth[i];
  }
  const std::vector<double> cells =
      fitted_cells(fit_proportionally(std::vector<double>(24, 1.0), shape, std::vector<Margin>{ab, bc}));
  for (std::size_t i = 0; i < 12; ++i) EXPECT_NEAR(cells[2 * i] + cells[2 * i + 1], ab.totals[i], 1e-6);
  for (std::size_t i = 0; i < 8; ++i) EXPECT_NEAR(cells[i] + cells[i + 8] + cells[i + 16], bc.totals[i], 1e-6);
}

TEST(ProportionalFitting, FindsContradictions) {
  const std::vector<std::size_t> shape{2, 2};
  const std::vector<double> flat(4, 1.0);
  EXPECT_TRUE(fit_proportionally(flat, shape, margins_of({1, 2}, {2, 2})).contradiction);
  EXPECT_TRUE(fit_proportionally(std::vector<double>{0, 0, 1, 1}, shape, margins_of({1, 2}, {1, 2})).contradiction);
  // Row 0 can only fill column 0, which is too small for it.
  const Fit blocked = fit_proportionally(std::vector<double>{1, 0, 1, 1}, shape, margins_of({5, 5}, {3, 7}));
  ASSERT_TRUE(blocked.contradiction);
  EXPECT_NE(blocked.contradiction->en.find("'"), std::string::npos);
  EXPECT_THROW((void)fitted_cells(blocked), core::Error);
}

TEST(ControlledRounding, RoundsByHand) {
  const Whole cells = round_table(std::vector<double>{0.5, 0.5, 0.5, 0.5}, Whole{1, 1}, Whole{1, 1});
  EXPECT_EQ(cells[0] + cells[1], 1);
  EXPECT_EQ(cells[0] + cells[2], 1);
  EXPECT_EQ(cells[0], cells[3]);
}

/// A random table with whole margins, some cells zero, and its fit.
struct RandomTable {
  Whole rows;
  Whole columns;
  std::vector<double> cells;
};

RandomTable random_table(core::Stream& luck, double zero_share) {
  const std::size_t height = 1 + luck.below(40);
  const std::size_t width = 1 + luck.below(14);
  RandomTable table{Whole(height, 0), Whole(width, 0), std::vector<double>(height * width)};
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const bool zero = luck.uniform() < zero_share;
    const std::int64_t count = zero ? 0 : luck.below(1 + luck.below(60));
    table.rows[i / width] += count;
    table.columns[i % width] += count;
    table.cells[i] = zero ? 0 : 0.05 + luck.uniform();
  }
  return table;
}

TEST(ControlledRounding, KeepsMarginsAndNeighbourhoodOverSeeds) {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE(seed);
    core::Stream luck(core::Seed(seed), 0, "rounding", 0);
    const RandomTable table = random_table(luck, 0.0);
    const std::size_t width = table.columns.size();
    const std::vector<double> fitted = fitted_cells(fit_proportionally(
        table.cells, std::vector<std::size_t>{table.rows.size(), width}, margins_of(table.rows, table.columns)));
    const Whole whole = round_table(fitted, table.rows, table.columns);
    Whole rows(table.rows.size(), 0);
    Whole columns(width, 0);
    for (std::size_t i = 0; i < whole.size(); ++i) {
      rows[i / width] += whole[i];
      columns[i % width] += whole[i];
      EXPECT_LT(std::abs(static_cast<double>(whole[i]) - fitted[i]), 1 + 1e-4);
      EXPECT_GE(whole[i], 0);
    }
    EXPECT_EQ(rows, table.rows);
    EXPECT_EQ(columns, table.columns);
  }
}

TEST(ControlledRounding, KeepsZerosAndMarginsOfTablesThatAreNotFittedOverSeeds) {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE(seed);
    core::Stream luck(core::Seed(seed), 0, "rough rounding", 0);
    const RandomTable table = random_table(luck, 0.4);
    const std::size_t width = table.columns.size();
    const Whole whole = round_table(table.cells, table.rows, table.columns);
    Whole rows(table.rows.size(), 0);
    Whole columns(width, 0);
    for (std::size_t i = 0; i < whole.size(); ++i) {
      rows[i / width] += whole[i];
      columns[i % width] += whole[i];
      EXPECT_TRUE(table.cells[i] > 0 || whole[i] == 0);
      EXPECT_GE(whole[i], 0);
    }
    EXPECT_EQ(rows, table.rows);
    EXPECT_EQ(columns, table.columns);
  }
}

TEST(ControlledRounding, RefusesWhatZerosForbid) {
  EXPECT_THROW((void)round_table(std::vector<double>{1, 0, 1, 1}, Whole{5, 5}, Whole{3, 7}), core::Error);
  EXPECT_THROW((void)round_table(std::vector<double>{0, 0, 1, 1}, Whole{1, 5}, Whole{3, 3}), core::Error);
}

TEST(ControlledRounding, KeepsThreeMarginsOverSeeds) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(seed);
    core::Stream luck(core::Seed(seed), 0, "three", 0);
    const std::array<std::size_t, 3> shape{1 + luck.below(6), 1 + luck.below(5), 1 + luck.below(4)};
    const std::int64_t total = luck.below(5000);
    std::array<Whole, 3> margins;
    std::vector<Margin> wanted;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      std::vector<double> weights(shape[axis]);
      for (double& weight : weights) weight = 0.1 + luck.uniform();
      margins[axis] = largest_remainder(total, weights);
      wanted.push_back({"axis", {axis}, {margins[axis].begin(), margins[axis].end()}});
    }
    std::vector<double> cells(shape[0] * shape[1] * shape[2]);
    for (double& cell : cells) cell = 0.05 + luck.uniform();
    const Whole whole = round_table(fitted_cells(fit_proportionally(cells, shape, wanted)), margins);
    std::array<Whole, 3> sums{Whole(shape[0], 0), Whole(shape[1], 0), Whole(shape[2], 0)};
    for (std::size_t i = 0; i < whole.size(); ++i) {
      sums[0][i / (shape[1] * shape[2])] += whole[i];
      sums[1][i / shape[2] % shape[1]] += whole[i];
      sums[2][i % shape[2]] += whole[i];
    }
    EXPECT_EQ(sums, margins);
  }
}

}  // namespace
}  // namespace wangge::territory
