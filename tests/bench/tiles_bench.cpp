// Vector tiles of towns of 1,000, 10,000 and 100,000 cells with a building each: loading them into the index, and encoding the
// busiest tile that the studio asks for (zoom 14: all layers, some 6 km2) without and with the cells' full detail (zoom 16).
#include "engine/core/random.h"
#include "gis/write/plan_file.h"
#include "viewer/server/plan_layers.h"
#include "viewer/server/tile_index.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace wangge::viewer {
namespace {

using core::Position;

constexpr double step = 45;  // metres: 490 buildings a km2
constexpr int pieces = 6;    // vertices along one side of a cell

Position vertex(int x, int y) {
  core::Stream luck(core::Seed(1), 0, "vertex", static_cast<std::uint64_t>(y) * 100000 + static_cast<std::uint64_t>(x));
  return {540000 + (x + luck.uniform()) * step / pieces, 5220000 + (y + luck.uniform()) * step / pieces};
}

gis::MultiPolygon block(int x, int y, int wide) {
  gis::Ring ring;
  const int n = wide * pieces;
  for (int i = 0; i < n; ++i) ring.push_back(vertex(x * pieces + i, y * pieces));
  for (int i = 0; i < n; ++i) ring.push_back(vertex(x * pieces + n, y * pieces + i));
  for (int i = 0; i < n; ++i) ring.push_back(vertex(x * pieces + n - i, y * pieces + n));
  for (int i = 0; i < n; ++i) ring.push_back(vertex(x * pieces, y * pieces + n - i));
  ring.push_back(ring.front());
  return {{.outer = std::move(ring), .holes = {}}};
}

gis::PlanFile town(int cells) {
  const int side = static_cast<int>(std::lround(std::sqrt(cells)));
  constexpr int grid_side = 8;
  gis::PlanFile plan;
  plan.reference.epsg = 32632;
  for (int y = 0; y + grid_side <= side; y += grid_side) {
    for (int x = 0; x + grid_side <= side; x += grid_side) {
      gis::PlanFile::Grid grid;
      grid.code = std::to_string(1000 * y + x);
      grid.shape = block(x, y, grid_side);
      grid.label = vertex((x + 4) * pieces, (y + 4) * pieces);
      plan.grids.push_back(std::move(grid));
    }
  }
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      gis::PlanFile::Cell cell;
      cell.grid = std::to_string(1000 * (y / grid_side * grid_side) + x / grid_side * grid_side);
      cell.shape = block(x, y, 1);
      const Position at = vertex(x * pieces + 2, y * pieces + 2);
      gis::PlanFile::Building building;
      building.grid = cell.grid;
      building.use = "residential";
      building.households = x % 9;
      building.shape = {{.outer = {at, {at.x + 14, at.y}, {at.x + 14, at.y + 11}, {at.x, at.y + 11}, at}, .holes = {}}};
      plan.cells.push_back(std::move(cell));
      plan.buildings.push_back(std::move(building));
    }
  }
  return plan;
}

const TileIndex& index_of(int cells) {
  static std::map<int, TileIndex> known;
  const auto found = known.find(cells);
  if (found != known.end()) return found->second;
  return known.emplace(cells, TileIndex(plan_layers(town(cells), core::Threads(1)))).first->second;
}

void load(benchmark::State& state) {
  const gis::PlanFile plan = town(static_cast<int>(state.range(0)));
  std::size_t vertices = 0;
  for (auto _ : state) {
    const TileIndex index(plan_layers(plan, core::Threads(1)));
    vertices = 0;
    for (const TileLayer& layer : index.layers()) vertices += layer.points.size();
  }
  state.counters["cells"] = static_cast<double>(plan.cells.size());
  state.counters["vertices"] = static_cast<double>(vertices);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(vertices));
}
BENCHMARK(load)->Arg(1000)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);

/// The tile of a zoom that holds the middle of the town.
void encode(benchmark::State& state, int zoom) {
  const TileIndex& index = index_of(static_cast<int>(state.range(0)));
  const TileLayer& grids = index.layers()[3];
  const WorldPoint first = grids.features.front().box.low;
  const WorldPoint last = grids.features.back().box.high;
  const auto middle = [&](std::uint32_t a, std::uint32_t b) { return (a / 2 + b / 2) >> (32U - static_cast<unsigned>(zoom)); };
  const TileAddress busy{zoom, middle(first.x, last.x), middle(first.y, last.y)};
  std::size_t bytes = 0;
  for (auto _ : state) {
    const std::string made = index.encode(busy);
    bytes = made.size();
    benchmark::DoNotOptimize(made.data());
  }
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK_CAPTURE(encode, zoom_12, 12)->Arg(1000)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, zoom_14, 14)->Arg(1000)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, zoom_16, 16)->Arg(1000)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace wangge::viewer
