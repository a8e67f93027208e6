#include "viewer/server/grid_tones.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>
#include <utility>

namespace wangge::viewer {
namespace {

struct Edge {
  double ax, ay, bx, by;
  std::size_t grid;

  [[nodiscard]] auto ends() const { return std::tie(ax, ay, bx, by); }
};

void collect(std::vector<Edge>& edges, const gis::Ring& ring, std::size_t grid) {
  for (std::size_t i = 1; i < ring.size(); ++i) {
    core::Position a = ring[i - 1];
    core::Position b = ring[i];
    if (std::tie(b.x, b.y) < std::tie(a.x, a.y)) std::swap(a, b);
    edges.push_back({a.x, a.y, b.x, b.y, grid});
  }
}

std::vector<std::vector<std::size_t>> neighbours(const std::vector<gis::PlanFile::Grid>& grids) {
  std::vector<Edge> edges;
  for (std::size_t g = 0; g < grids.size(); ++g) {
    for (const gis::Polygon& polygon : grids[g].shape) {
      collect(edges, polygon.outer, g);
      for (const gis::Ring& hole : polygon.holes) collect(edges, hole, g);
    }
  }
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
    return std::tuple_cat(a.ends(), std::tie(a.grid)) < std::tuple_cat(b.ends(), std::tie(b.grid));
  });
  std::vector<std::vector<std::size_t>> result(grids.size());
  for (std::size_t i = 1; i < edges.size(); ++i) {
    if (edges[i].ends() != edges[i - 1].ends() || edges[i].grid == edges[i - 1].grid) continue;
    result[edges[i].grid].push_back(edges[i - 1].grid);
    result[edges[i - 1].grid].push_back(edges[i].grid);
  }
  return result;
}

}  // namespace

std::vector<std::uint8_t> grid_tones(const std::vector<gis::PlanFile::Grid>& grids) {
  constexpr std::uint8_t none = tone_count;
  const auto near = neighbours(grids);
  std::vector<std::uint8_t> tones(grids.size(), none);
  std::array<std::size_t, tone_count> uses{};
  for (std::size_t g = 0; g < grids.size(); ++g) {
    std::array<bool, tone_count + 1> taken{};
    for (const std::size_t other : near[g]) taken[tones[other]] = true;
    std::size_t best = 0;
    for (std::size_t tone = 1; tone < tone_count; ++tone) {
      if (std::pair(taken[tone], uses[tone]) < std::pair(taken[best], uses[best])) best = tone;
    }
    tones[g] = static_cast<std::uint8_t>(best);
    ++uses[best];
  }
  return tones;
}

}  // namespace wangge::viewer
