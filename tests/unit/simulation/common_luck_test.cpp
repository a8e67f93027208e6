#include "engine/core/parallel.h"
#include "engine/core/random.h"
#include "engine/statistics/paired.h"
#include "tests/unit/simulation/small_town.h"

#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using core::Position;
using testing::SmallTown;

constexpr std::size_t columns = 5;
constexpr std::size_t rows = 6;
constexpr std::size_t grids = columns * rows;

std::vector<std::size_t> as_drawn() {
  std::vector<std::size_t> numbers(grids);
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  return numbers;
}

/// Thirty grids of 200 m, five in a row, with twelve houses and a worker each, about a third of the time at work. The post of
/// grid 12 stands in its middle, or in a corner. `number`: of grids, and of workers; houses keep theirs. Who is not at work at
/// night is absent one day in twenty.
SimulationInputs thirty_grids(Position post_of_12, const std::vector<std::size_t>& number, bool at_night = true) {
  SmallTown town(grids, 14);
  core::Stream luck(core::Seed(30), 0, "houses", 0);
  std::vector<Position> post(grids);
  for (std::size_t grid = 0; grid < grids; ++grid) {
    const Position corner{200.0 * static_cast<double>(grid % columns), 200.0 * static_cast<double>(grid / columns)};
    town.inputs.grids[GridId(number[grid])] = "G" + std::to_string(grid);
    for (int house = 0; house < 12; ++house)
      town.building(number[grid], {corner.x + 200 * luck.uniform(), corner.y + 200 * luck.uniform()});
    const Position within = grid == 12 ? post_of_12 : Position{100, 100};
    post[grid] = {corner.x + within.x, corner.y + within.y};
    if (grid % columns > 0) town.neighbours(number[grid], number[grid - 1]);
    if (grid >= columns) town.neighbours(number[grid], number[grid - columns]);
  }
  std::vector<std::size_t> grid_of(grids);
  for (std::size_t grid = 0; grid < grids; ++grid) grid_of[number[grid]] = grid;
  for (std::size_t worker = 0; worker < grids; ++worker)
    town.responder(worker, post[grid_of[worker]], {at_night ? "daily 00:00-24:00" : "daily 06:00-22:00"});
  town.kind("visit", 365.0 * 24 / 2 / 12, {.kind = DurationLaw::Kind::lognormal, .mean = testing::seconds(2400), .cv = 0.8});
  town.inputs.accept = testing::exponential(120);
  town.inputs.responder_kinds.push_back({.name = "worker", .present = at_night ? 1 : 0.95});
  town.inputs.responders.kind.resize(grids, ResponderKindId(0));
  return town.finished();
}

/// Minutes from order to door, by replication.
std::vector<double> mean_responses(const SimulationInputs& inputs, core::Seed seed, std::uint32_t first) {
  const Simulator simulator(inputs);
  std::vector<double> means(200);
  core::parallel_for(core::Threads(2), means.size(), [&](std::size_t i) {
    const Trace trace = simulator.run(seed, first + static_cast<std::uint32_t>(i), KeepLog::no);
    double sum = 0;
    double count = 0;
    for (const RequestId request : core::ids<RequestId>(trace.requests.size())) {
      if (trace.outcomes.arrived[request] == never) continue;
      sum += static_cast<double>((trace.outcomes.arrived[request] - trace.requests.opened[request]).value) / 60'000;
      ++count;
    }
    means[i] = sum / count;
  });
  return means;
}

constexpr Position middle{100, 100};
constexpr Position corner{5, 195};

TEST(CommonLuck, TellsPlansApartTwentyTimesAsSharply) {
  const std::vector<double> first = mean_responses(thirty_grids(middle, as_drawn()), core::Seed(1), 0);
  const std::vector<double> second = mean_responses(thirty_grids(corner, as_drawn()), core::Seed(1), 0);
  const auto paired = statistics::compare_pairs(first, second);
  ASSERT_TRUE(paired && paired->variance_ratio && paired->difference.ci95);
  RecordProperty("variance_ratio", std::to_string(*paired->variance_ratio));
  EXPECT_GE(*paired->variance_ratio, 20);
  EXPECT_GT(paired->difference.ci95->low, 0) << "ways are longer from a corner";

  const std::vector<double> other = mean_responses(thirty_grids(corner, as_drawn()), core::Seed(1), 1000);
  const auto independent = statistics::compare_pairs(first, other);
  ASSERT_TRUE(independent && independent->variance_ratio);
  EXPECT_LT(*independent->variance_ratio, 1.5) << "other luck";
  EXPECT_GT(*independent->variance_ratio, 0.67);
}

TEST(CommonLuck, FindsNoDifferenceBetweenRenumberedPlans) {
  std::vector<std::size_t> number = as_drawn();
  core::Stream luck(core::Seed(2), 0, "numbers", 0);
  for (std::size_t i = grids; i > 1; --i) std::swap(number[i - 1], number[luck.below(static_cast<std::uint32_t>(i))]);
  EXPECT_NE(number, as_drawn());
  const std::vector<double> before = mean_responses(thirty_grids(corner, as_drawn(), false), core::Seed(1), 0);
  EXPECT_EQ(before, mean_responses(thirty_grids(corner, as_drawn(), false), core::Seed(1), 0));
  EXPECT_EQ(before, mean_responses(thirty_grids(corner, number, false), core::Seed(1), 0));
}

/// Two grids with a worker each, and a mediator of the whole town whose post stands in grid `post`; everybody is away one day in
/// two.
SimulationInputs with_mediator(std::size_t post) {
  SmallTown town(2, 30);
  for (std::size_t grid = 0; grid < 2; ++grid) {
    town.building(grid, {100, 100.0 * static_cast<double>(grid)});
    town.responder(grid, {0, 0}, {"daily 06:00-22:00"});
  }
  town.responder(post, {0, 0}, {"daily 06:00-22:00"});
  town.kind("visit", 365.0 * 6, testing::exponential(3600));
  auto& people = town.inputs.responders;
  town.inputs.responder_kinds.push_back({.name = "worker", .present = 0.5});
  town.inputs.responder_kinds.push_back({.name = "mediator", .scope = 2, .present = 0.5});
  people.kind = core::Column<ResponderId, ResponderKindId>(3, ResponderKindId(0));
  people.kind[ResponderId(2)] = ResponderKindId(1);
  people.area = core::Column<ResponderId, std::string>(3, "");
  people.area[ResponderId(2)] = "T";
  const std::vector<std::pair<ResponderId, GridId>> served = {
      {ResponderId(0), GridId(0)}, {ResponderId(1), GridId(1)}, {ResponderId(2), GridId(0)}, {ResponderId(2), GridId(1)}};
  people.serves = core::Csr<ResponderId, GridId>::build(3, served);
  return town.finished();
}

TEST(CommonLuck, OfPeopleOfAnAreaDoesNotGoByWhereTheirPostStands) {
  const std::vector<double> here = mean_responses(with_mediator(0), core::Seed(1), 0);
  EXPECT_EQ(here, mean_responses(with_mediator(1), core::Seed(1), 0));
  EXPECT_NE(here, mean_responses(with_mediator(0), core::Seed(1), 1000));
}

// Every event of sixteen replications, handed out in order and shuffled, to as many threads as the machine has and more.
TEST(CommonLuck, GivesTheSameEventsForAnyThreadsAndOrder) {
  const Simulator simulator(thirty_grids(middle, as_drawn()));
  const auto digest = [&](std::size_t i) {
    return simulator.run(core::Seed(1), static_cast<std::uint32_t>(i), KeepLog::yes).log.digest();
  };
  std::vector<std::string> expected;
  for (std::size_t i = 0; i < 16; ++i) expected.push_back(digest(i));
  EXPECT_NE(expected[0], expected[1]);
  for (const int threads : {1, 2, 3, 4, 8}) {
    std::vector<std::string> digests(expected.size());
    core::parallel_for(core::Threads(threads), digests.size(), [&](std::size_t turn) {
      const std::size_t i = turn * 7 % digests.size();
      digests[i] = digest(i);
    });
    EXPECT_EQ(digests, expected) << threads << " threads";
  }
}

}  // namespace
}  // namespace wangge::simulation
