#include "engine/simulation/house_times.h"

#include "engine/core/parallel.h"
#include "engine/core/random.h"
#include "tests/support/ascii_map.h"
#include "tests/support/random_streets.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using network::Mode;
constexpr std::array modes = {Mode::walk, Mode::ebike, Mode::car};

/// Four grids in a row over random streets, one-way ones and cut-off doors among them. Speeds change in the hours from seven to
/// nine for e-bikes and cars, and every fifth street is closed to cars at eight.
///
///   G0 | G1 | G2 | G3
class Row {
 public:
  explicit Row(std::uint64_t seed) : streets_(seed, 12, 64) {
    for (std::size_t i = 0; i < streets_.lines.size(); i += 5) streets_.lines[i].closed_hours[2] = 1U << 8U;
    const network::Speeds speeds = testing::easy_speeds();
    travel_ =
        std::make_unique<network::Travel>(network::build_road_graph(streets_.lines, speeds), speeds,
                                          Column<BuildingId, core::Position>(streets_.doors), core::Metres(60), core::Threads(1));
    DayTravel::Factors factors{};
    for (auto& mode : factors) mode.fill(1);
    for (const std::size_t hour : {7U, 8U}) factors[1][hour] = factors[2][hour] = 0.5;
    DayTravel::Closures closures;
    for (std::size_t hour = 0; hour < 24; ++hour)
      closures[2][hour] = network::closed_in(travel_->graph(), streets_.lines, static_cast<int>(hour));
    day_ = std::make_unique<DayTravel>(*travel_, network::Conditions{}, factors, closures, core::Threads(1));
    for (const core::Position door : streets_.doors) {
      const auto grid = static_cast<std::size_t>((door.x + 50) / 300);
      grids_.push_back(grids_.size() % 17 == 0 ? GridId() : GridId(grid));
    }
    const std::vector<std::pair<GridId, GridId>> borders = {{GridId(0), GridId(1)}, {GridId(1), GridId(0)},
                                                            {GridId(1), GridId(2)}, {GridId(2), GridId(1)},
                                                            {GridId(2), GridId(3)}, {GridId(3), GridId(2)}};
    neighbours_ = core::Csr<GridId, GridId>::build(4, borders);
  }

  [[nodiscard]] const DayTravel& day() const { return *day_; }
  [[nodiscard]] const Column<BuildingId, GridId>& grids() const { return grids_; }
  [[nodiscard]] const core::Csr<GridId, GridId>& neighbours() const { return neighbours_; }
  [[nodiscard]] std::int64_t pairs(GridId from, GridId to) const { return count(from) * count(to); }
  /// In all tables of a mode and profile, of grids at most so many borders away.
  [[nodiscard]] std::int64_t all_pairs(int most_borders) const {
    std::int64_t total = 0;
    for (int from = 0; from < 4; ++from) {
      for (int to = 0; to < 4; ++to) {
        if (std::abs(from - to) <= most_borders)
          total += pairs(GridId(static_cast<std::size_t>(from)), GridId(static_cast<std::size_t>(to)));
      }
    }
    return total;
  }
  [[nodiscard]] BuildingId first_of(GridId grid) const {
    for (const BuildingId building : core::ids<BuildingId>(grids_.size())) {
      if (grids_[building] == grid) return building;
    }
    return {};
  }

 private:
  [[nodiscard]] std::int64_t count(GridId grid) const { return std::count(grids_.begin(), grids_.end(), grid); }

  testing::RandomStreets streets_;
  std::unique_ptr<network::Travel> travel_;
  std::unique_ptr<DayTravel> day_;
  Column<BuildingId, GridId> grids_;
  core::Csr<GridId, GridId> neighbours_;
};

using Answers = std::vector<std::optional<core::Millis>>;

/// The road network's own, for every pair of buildings by every mode and profile.
Answers truth(const Row& row) {
  Answers answers;
  for (const Mode mode : modes) {
    for (std::size_t profile = 0; profile < row.day().profiles(mode); ++profile) {
      const network::Travel& travel = row.day().of_profile(mode, profile);
      for (const BuildingId from : core::ids<BuildingId>(row.grids().size())) {
        for (const BuildingId to : core::ids<BuildingId>(row.grids().size()))
          answers.push_back(travel.time(mode, travel.access(mode, from), travel.access(mode, to)));
      }
    }
  }
  return answers;
}

/// Asked by several threads, in an order of its own.
int wrong_answers(const Row& row, const HouseTimes& times, const Answers& truth, core::Threads threads) {
  std::atomic<int> wrong{0};
  const std::size_t buildings = row.grids().size();
  std::size_t before = 0;
  for (const Mode mode : modes) {
    for (std::size_t profile = 0; profile < row.day().profiles(mode); ++profile) {
      core::parallel_for(threads, buildings, [&](std::size_t i) {
        const BuildingId from(i * 7 % buildings);
        for (const BuildingId to : core::ids<BuildingId>(buildings)) {
          const auto found = times.time(row.day(), mode, profile, from, to);
          if (found != truth[before + from.value() * buildings + to.value()]) ++wrong;
        }
      });
      before += buildings * buildings;
    }
  }
  return wrong;
}

// No room, room for some tables, room for all; tables made at the first question, or after some.
TEST(HouseTimes, AnswerAsTheRoadNetworkDoesWhateverTheRoom) {
  for (const std::uint64_t seed : {1U, 2U}) {
    const Row row(seed);
    ASSERT_EQ(row.day().profiles(Mode::walk), 1U);
    ASSERT_EQ(row.day().profiles(Mode::ebike), 2U);
    ASSERT_EQ(row.day().profiles(Mode::car), 3U);
    const Answers answers = truth(row);
    ASSERT_GT(std::count(answers.begin(), answers.end(), std::nullopt), 100) << "doors off any road";
    const std::int64_t all = 6 * row.all_pairs(2);
    for (const std::int64_t room : {std::int64_t{0}, std::int64_t{2500}, all}) {
      for (const std::size_t pairs_a_search : {20U, 1'000'000U}) {
        for (const int threads : {1, 2, 4}) {
          SCOPED_TRACE(::testing::Message() << "seed " << seed << ", room " << room << ", a search " << pairs_a_search
                                            << " pairs, " << threads << " threads");
          const HouseTimes times(row.grids(), row.neighbours(), {pairs_a_search, room});
          EXPECT_EQ(wrong_answers(row, times, answers, core::Threads(threads)), 0);
          EXPECT_EQ(wrong_answers(row, times, answers, core::Threads(threads)), 0);
          EXPECT_LE(times.pairs(), room);
          EXPECT_EQ(times.pairs() > 0, room > 0);
          EXPECT_EQ(times.pairs() == all, room == all);
        }
      }
    }
  }
}

// Of four grids in a row 0 and 2 are two borders apart, 0 and 3 further. A table of the own grid and its neighbours comes before
// all that of others: with room for those alone nothing is kept for ways over two borders, though they are asked for first.
TEST(HouseTimes, KeepRoomForTheOwnGridAndItsNeighbours) {
  const Row row(1);
  const auto ask = [&](const HouseTimes& times, std::size_t from, std::size_t to) {
    static_cast<void>(times.time(row.day(), Mode::walk, 0, row.first_of(GridId(from)), row.first_of(GridId(to))));
    return times.pairs();
  };
  const HouseTimes scarce(row.grids(), row.neighbours(), {1'000'000, row.all_pairs(1)});
  EXPECT_EQ(ask(scarce, 0, 2), 0);
  EXPECT_EQ(ask(scarce, 0, 3), 0);
  const std::int64_t first = row.pairs(GridId(0), GridId(0)) + row.pairs(GridId(0), GridId(1));
  EXPECT_EQ(ask(scarce, 0, 1), first);
  EXPECT_EQ(ask(scarce, 0, 0), first);
  for (std::size_t grid = 1; grid < 4; ++grid) ask(scarce, grid, grid);
  EXPECT_EQ(scarce.pairs(), row.all_pairs(1));

  const HouseTimes ample(row.grids(), row.neighbours(), {1'000'000, row.all_pairs(1) + row.pairs(GridId(0), GridId(2))});
  EXPECT_EQ(ask(ample, 0, 2), row.pairs(GridId(0), GridId(2)));
  EXPECT_EQ(ask(ample, 3, 1), ample.pairs()) << "no room for a second one";
  EXPECT_EQ(ask(ample, 0, 0), first + row.pairs(GridId(0), GridId(2)));
}

// A table of p pairs is made at the question after p / (pairs a search).
TEST(HouseTimes, MakeATableOnceSearchesHaveCostAsMuch) {
  const Row row(1);
  const BuildingId from = row.first_of(GridId(0));
  const std::int64_t pairs = row.pairs(GridId(0), GridId(0)) + row.pairs(GridId(0), GridId(1));
  const HouseTimes times(row.grids(), row.neighbours(), {static_cast<std::size_t>(pairs / 3), std::int64_t{1} << 20U});
  for (int i = 0; i < 3; ++i) {
    static_cast<void>(times.time(row.day(), Mode::walk, 0, from, from));
    EXPECT_EQ(times.pairs(), 0) << i;
  }
  static_cast<void>(times.time(row.day(), Mode::walk, 0, from, from));
  EXPECT_EQ(times.pairs(), pairs);
}

// A grid that borders on 70 others brings none of them two borders near to one another, and has a table of all.
TEST(HouseTimes, LeadNoTableOverAGridThatBordersOnAll) {
  const testing::RoadMap map(R"(
    A-h-B
  )");
  const auto lines = map.roads({{"AB", {}}});
  const network::Speeds speeds = testing::easy_speeds();
  const std::vector<core::Position> doors(71, map['h']);
  const network::Travel travel(network::build_road_graph(lines, speeds), speeds, Column<BuildingId, core::Position>(doors),
                               core::Metres(60), core::Threads(1));
  const DayTravel day(travel);
  Column<BuildingId, GridId> grids;
  std::vector<std::pair<GridId, GridId>> borders;
  for (std::size_t i = 0; i < 71; ++i) {
    grids.push_back(GridId(i));
    if (i > 0) borders.insert(borders.end(), {{GridId(0), GridId(i)}, {GridId(i), GridId(0)}});
  }
  const HouseTimes times(grids, core::Csr<GridId, GridId>::build(71, borders), {1'000'000, 1'000'000});
  EXPECT_EQ(times.time(day, Mode::walk, 0, BuildingId(5), BuildingId(70)), core::Millis(0));
  EXPECT_EQ(times.pairs(), 0);
  EXPECT_EQ(times.time(day, Mode::walk, 0, BuildingId(0), BuildingId(70)), core::Millis(0));
  EXPECT_EQ(times.pairs(), 71);
  EXPECT_EQ(times.time(day, Mode::walk, 0, BuildingId(5), BuildingId(5)), core::Millis(0));
  EXPECT_EQ(times.pairs(), 71 + 2);
}

}  // namespace
}  // namespace wangge::simulation
