#include "gis/circles/circles.h"
#include "tests/support/made_ground.h"
#include "tests/support/town_specs.h"

#include <benchmark/benchmark.h>

#include <map>
#include <memory>
#include <utility>

/// Circles of 15 minutes by e-bike in made towns: exact figures and shapes of every post and of all together, one thread. The
/// arguments are households of the town and posts; the hierarchy is prepared beforehand, the land is made in the first of the
/// benchmarks and given in the others.
namespace wangge::gis {
namespace {

struct Ground {
  testing::MadeGround made;
  network::Travel travel;
  CircleLand land;

  explicit Ground(const town::Town& town)
      : made(town),
        travel(made.travel(testing::street_speeds(), core::Threads(2))),
        land(travel, network::Mode::ebike, made.territory, made.shapes, {}) {
    static_cast<void>(travel.reach(network::Mode::ebike, travel.access(network::Mode::ebike, territory::BuildingId(0)), {}));
  }
};

using MakeSpec = town::TownSpec (*)(std::int64_t households);
town::TownSpec city(std::int64_t households) {
  return town::city_spec(1, households, 0, static_cast<int>(households / 8000) + 2);
}
town::TownSpec county(std::int64_t households) {
  return town::county_spec(1, households, 0, static_cast<int>(households / 4000) + 8, 3);
}

const Ground& ground(MakeSpec make, std::int64_t households) {
  static std::map<std::pair<MakeSpec, std::int64_t>, std::unique_ptr<const Ground>> grounds;
  auto& entry = grounds[{make, households}];
  if (!entry) {
    core::SilentProgress progress;
    entry = std::make_unique<const Ground>(town::make_town(make(households), core::Threads(2), progress));
  }
  return *entry;
}

void make_land(benchmark::State& state, MakeSpec make) {
  const Ground& town = ground(make, state.range(0));
  std::size_t nodes = 0;
  for (auto _ : state) {
    const CircleLand land(town.travel, network::Mode::ebike, town.made.territory, town.made.shapes, {});
    nodes = land.owners.grid().node_count();
  }
  state.counters["buildings"] = static_cast<double>(town.made.footprints.size());
  state.counters["nodes"] = static_cast<double>(nodes);
}

void draw_circles(benchmark::State& state, MakeSpec make) {
  const Ground& town = ground(make, state.range(0));
  const siting::Posts posts = town.made.posts(town.travel, static_cast<std::size_t>(state.range(1)));
  const core::Millis limit = core::minutes(15);
  Circles circles;
  for (auto _ : state)
    circles = response_circles(town.travel, posts, town.land, {.rings = {limit}, .of_post = {limit}}, core::Threads(1));
  double vertices = 0;
  double buildings = 0;
  for (const PlanFile::Circle& circle : circles.rows) {
    for (const Polygon& polygon : circle.shape) {
      vertices += static_cast<double>(polygon.outer.size());
      for (const Ring& hole : polygon.holes) vertices += static_cast<double>(hole.size());
    }
  }
  for (const auto& tallies : circles.reach.by_post) buildings += static_cast<double>(tallies[0].buildings);
  const auto rows = static_cast<double>(circles.rows.size());
  state.counters["buildings"] = static_cast<double>(town.made.footprints.size());
  state.counters["reached_a_post"] = buildings / rows;
  state.counters["vertices_a_post"] = vertices / rows;
}

BENCHMARK_CAPTURE(make_land, city, &city)->Arg(100000)->Arg(870000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(draw_circles, city, &city)
    ->Args({100000, 100})
    ->Args({100000, 1000})
    ->Args({870000, 2435})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_land, county, &county)->Arg(200000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(draw_circles, county, &county)->Args({200000, 2435})->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace wangge::gis
