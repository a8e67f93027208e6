// How fast is the simulation? Three questions: the bare waiting line, the life of requests in a town where ways cost nothing to
// look up, and the full life of requests in towns with a road network. Items are events, seconds are CPU seconds.

#include "engine/core/csr.h"
#include "engine/core/parallel.h"
#include "engine/evaluation/evaluation.h"
#include "engine/network/road_graph.h"
#include "engine/network/travel.h"
#include "engine/queueing/queue.h"
#include "engine/simulation/loop/simulator.h"
#include "engine/simulation/road_travel.h"
#include "tests/support/ascii_map.h"
#include "tests/support/random_streets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

namespace {

using wangge::core::Millis;
using wangge::simulation::BuildingId;
using wangge::simulation::DurationLaw;
using wangge::simulation::GridId;
using wangge::simulation::KeepLog;
using wangge::simulation::RequestKind;
using wangge::simulation::ResponderId;
using wangge::simulation::SimulationInputs;
using wangge::simulation::Simulator;
using wangge::simulation::Trace;
using wangge::simulation::TravelTimes;
using wangge::simulation::WeeklyShifts;

/// The plane at 4 m/s: what remains is the simulator itself.
class PlaneTravel final : public TravelTimes {
 public:
  std::vector<wangge::core::Position> posts;
  std::vector<wangge::core::Position> buildings;
  [[nodiscard]] std::optional<Millis> from_post(ResponderId responder, BuildingId to, Millis) const override {
    return Millis(static_cast<std::int64_t>(distance(posts[responder.value()], buildings[to.value()]).value * 250));
  }
  [[nodiscard]] std::optional<Millis> to_post(ResponderId responder, BuildingId from, Millis departure) const override {
    return from_post(responder, from, departure);
  }
  [[nodiscard]] std::optional<Millis> between(ResponderId, BuildingId from, BuildingId to, Millis) const override {
    return Millis(static_cast<std::int64_t>(distance(buildings[from.value()], buildings[to.value()]).value * 250));
  }
};

/// side x side grids of 500 m with 40 buildings and one worker each, 411 requests a grid and year (a million on 2,435 grids).
SimulationInputs town(std::uint32_t side, double days) {
  SimulationInputs inputs;
  inputs.horizon = Millis(static_cast<std::int64_t>(days * 86'400'000));
  auto travel = std::make_shared<PlaneTravel>();
  const auto shifts =
      inputs.shifts.push_back(WeeklyShifts::parse(std::vector<std::string>{"mon-fri 08:00-12:00", "mon-fri 14:00-18:00"}));
  std::vector<std::pair<GridId, GridId>> borders;
  wangge::core::Stream luck(wangge::core::Seed(1), 0, "bench town", 0);
  for (std::uint32_t i = 0; i < side * side; ++i) {
    const GridId grid = inputs.grids.push_back("G" + std::to_string(i));
    const double x = 500.0 * (i % side);
    const double y = 500.0 * (i / side);
    for (int b = 0; b < 40; ++b) {
      inputs.grid_of_building.push_back(grid);
      inputs.entry.push_back(Millis(30'000));
      travel->buildings.push_back({x + 500 * luck.uniform(), y + 500 * luck.uniform()});
    }
    inputs.responders.grid.push_back(grid);
    inputs.responders.shifts.push_back(shifts);
    travel->posts.push_back({x + 250, y + 250});
    for (const auto& [dx, dy] : {std::pair{-1, 0}, {0, -1}, {0, 1}, {1, 0}}) {
      const int column = static_cast<int>(i % side) + dx;
      const int row = static_cast<int>(i / side) + dy;
      if (column < 0 || row < 0 || column >= static_cast<int>(side) || row >= static_cast<int>(side)) continue;
      borders.emplace_back(grid, GridId(static_cast<std::size_t>(row) * side + static_cast<std::size_t>(column)));
    }
  }
  inputs.neighbours = wangge::core::Csr<GridId, GridId>::build(inputs.grids.size(), borders);
  RequestKind kind{.name = "visit",
                   .per_year = {},
                   .hour_weight = {},
                   .weekday_weight = {},
                   .handle = {.kind = DurationLaw::Kind::lognormal, .mean = Millis(1'200'000), .cv = 0.8}};
  kind.per_year.resize(inputs.entry.size(), 411.0 / 40);
  for (std::size_t hour = 0; hour < 24; ++hour) kind.hour_weight[hour] = hour >= 7 && hour < 22 ? 5 : 1;
  kind.weekday_weight.fill(1);
  inputs.kinds.push_back(std::move(kind));
  inputs.accept = {.kind = DurationLaw::Kind::exponential, .mean = Millis(120'000)};
  inputs.travel = std::move(travel);
  return inputs;
}

/// Range: side of the square of grids. A year; 49 x 49 grids are Youjiang's 2,435, near enough.
void year_of_requests(benchmark::State& state) {
  const Simulator simulator(town(static_cast<std::uint32_t>(state.range(0)), 365));
  std::uint64_t events = 0;
  std::uint64_t requests = 0;
  std::uint32_t replication = 0;
  for (auto _ : state) {
    const Trace trace = simulator.run(wangge::core::Seed(1), replication++, KeepLog::no);
    events += trace.events;
    requests += trace.requests.size();
  }
  state.counters["events/s"] = benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate);
  state.counters["requests"] = static_cast<double>(requests) / static_cast<double>(state.iterations());
}
BENCHMARK(year_of_requests)->Arg(6)->Arg(16)->Arg(49)->Unit(benchmark::kMillisecond);

/// side x side square grids of 500 m on a made road network with a corner every 100 m, 40 buildings each; `people` workers in
/// all, first one for each grid, all at the building in its middle or so.
SimulationInputs road_town(std::uint32_t side, std::size_t people, double days, double requests_a_grid_and_year,
                           const std::vector<std::string>& shifts) {
  using wangge::network::Mode;
  static std::map<std::uint32_t, std::shared_ptr<const wangge::network::Travel>> networks;
  auto& network = networks[side];
  const wangge::testing::RandomStreets streets(1, side * 5, side * side * 40);
  if (!network) {
    const auto speeds = wangge::testing::easy_speeds();
    network =
        std::make_shared<const wangge::network::Travel>(wangge::network::build_road_graph(streets.lines, speeds), speeds,
                                                        wangge::core::Column<BuildingId, wangge::core::Position>(streets.doors),
                                                        wangge::core::Metres(300), wangge::core::Threads(1));
  }
  SimulationInputs inputs = town(side, days);
  inputs.grid_of_building = {};
  wangge::core::Column<GridId, BuildingId> middle(inputs.grids.size());
  for (const wangge::core::Position door : streets.doors) {
    const auto cell = [&](double along) { return std::min(side - 1, static_cast<std::uint32_t>((along + 50) / 500)); };
    const GridId grid(cell(door.y) * side + cell(door.x));
    const BuildingId building = inputs.grid_of_building.push_back(grid);
    if (!middle[grid].valid() && std::abs(std::fmod(door.x + 50, 500) - 250) + std::abs(std::fmod(door.y + 50, 500) - 250) < 200)
      middle[grid] = building;
  }
  const auto roster = inputs.shifts.push_back(WeeklyShifts::parse(shifts));
  inputs.responders = {};
  wangge::core::Column<ResponderId, wangge::simulation::Start> starts;
  for (std::size_t i = 0; i < people; ++i) {
    const GridId grid(i % inputs.grids.size());
    inputs.responders.grid.push_back(grid);
    inputs.responders.shifts.push_back(roster);
    const BuildingId post = middle[grid].valid() ? middle[grid] : BuildingId(0);
    starts.push_back({network->access(Mode::ebike, post), Mode::ebike});
  }
  auto& kind = inputs.kinds[wangge::simulation::KindId(0)];
  for (double& rate : kind.per_year) rate = requests_a_grid_and_year / 40;
  kind.life.feed_back = DurationLaw{.kind = DurationLaw::Kind::exponential, .mean = Millis(86'400'000)};
  inputs.travel = std::make_shared<wangge::simulation::RoadTravel>(wangge::simulation::DayTravel(*network), inputs, starts,
                                                                   wangge::core::Threads(1));
  return inputs;
}

void replications(benchmark::State& state, const Simulator& simulator) {
  std::uint64_t events = 0;
  std::uint64_t requests = 0;
  std::uint32_t replication = 0;
  static_cast<void>(simulator.run(wangge::core::Seed(1), 1000, KeepLog::no));  // the ways that are looked up once and kept
  for (auto _ : state) {
    const Trace trace = simulator.run(wangge::core::Seed(1), replication++, KeepLog::no);
    events += trace.events;
    requests += trace.requests.size();
  }
  state.counters["events/s"] = benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate);
  state.counters["requests"] = static_cast<double>(requests) / static_cast<double>(state.iterations());
}

/// Range: side of the square of grids (32: 1,024 grids), five workers each round the clock, about 40 % of the time at work; 28
/// days.
void full_loop_over_roads(benchmark::State& state) {
  const auto side = static_cast<std::uint32_t>(state.range(0));
  const Simulator simulator(road_town(side, std::size_t{side} * side * 5, 28, 35'000, {"daily 00:00-24:00"}));
  replications(state, simulator);
}
BENCHMARK(full_loop_over_roads)->Arg(8)->Arg(16)->Arg(32)->Unit(benchmark::kMillisecond);

/// Range: threads. Eight replications of 256 grids as a run shares them out: wall time, and the CPU time of all threads.
void full_loop_by_threads(benchmark::State& state) {
  const Simulator simulator(road_town(16, std::size_t{16} * 16 * 5, 28, 35'000, {"daily 00:00-24:00"}));
  const wangge::core::Threads threads(static_cast<int>(state.range(0)));
  static_cast<void>(simulator.run(wangge::core::Seed(1), 1000, KeepLog::no));
  for (auto _ : state) {
    std::array<std::uint64_t, 8> events{};
    wangge::core::parallel_for(threads, events.size(), [&](std::size_t i) {
      events[i] = simulator.run(wangge::core::Seed(1), static_cast<std::uint32_t>(i), KeepLog::no).events;
    });
    benchmark::DoNotOptimize(events);
  }
}
BENCHMARK(full_loop_by_threads)->Arg(1)->Arg(2)->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);

/// A year of Youjiang: 49 x 49 grids for 2,435, 2,843 workers in office hours, about a million requests of seven events each.
void year_over_roads(benchmark::State& state) {
  const Simulator simulator(road_town(49, 2843, 365, 416, {"mon-fri 08:00-12:00", "mon-fri 14:00-18:00"}));
  replications(state, simulator);
}
BENCHMARK(year_over_roads)->Unit(benchmark::kMillisecond);

/// Its first replication alone, which searches ways and makes the tables of those that are asked for most.
void first_year_over_roads(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    const Simulator simulator(road_town(49, 2843, 365, 416, {"mon-fri 08:00-12:00", "mon-fri 14:00-18:00"}));
    state.ResumeTiming();
    benchmark::DoNotOptimize(simulator.run(wangge::core::Seed(1), 1000, KeepLog::no).events);
  }
}
BENCHMARK(first_year_over_roads)->Iterations(1)->Unit(benchmark::kMillisecond);

/// A year without roads, with its measures.
void year_with_measures(benchmark::State& state) {
  const Simulator simulator(town(static_cast<std::uint32_t>(state.range(0)), 365));
  for (auto _ : state) {
    const Trace trace = simulator.run(wangge::core::Seed(1), 0, KeepLog::no);
    benchmark::DoNotOptimize(wangge::evaluation::measure(simulator.inputs(), trace, {}));
  }
}
BENCHMARK(year_with_measures)->Arg(6)->Arg(16)->Arg(49)->Unit(benchmark::kMillisecond);

/// Range: servers, at load 0.9.
void bare_queue(benchmark::State& state) {
  const auto servers = static_cast<int>(state.range(0));
  std::uint64_t events = 0;
  for (auto _ : state) {
    events +=
        wangge::queueing::run_queue({.arrival_rate = 0.9 * servers, .service_rate = 1, .servers = servers, .service = {}}).events;
  }
  state.counters["events/s"] = benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate);
}
BENCHMARK(bare_queue)->Arg(1)->Arg(10)->Arg(100)->Unit(benchmark::kMillisecond);

}  // namespace
