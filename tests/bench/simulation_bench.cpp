// How fast is the simulation? Two questions: the bare waiting line, and the whole life of requests in a town.

#include "engine/core/csr.h"
#include "engine/evaluation/evaluation.h"
#include "engine/queueing/queue.h"
#include "engine/simulation/simulator.h"

#include <cmath>
#include <cstdint>
#include <memory>
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

/// The same with its measures.
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
