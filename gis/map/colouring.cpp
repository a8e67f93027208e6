#include "gis/map/colouring.h"

#include <algorithm>
#include <limits>
#include <queue>
#include <set>
#include <tuple>

namespace wangge::gis::map {
namespace {

constexpr std::uint32_t uncoloured = std::numeric_limits<std::uint32_t>::max();

/// The allowed colour used least so far; a new one where none is allowed.
std::uint32_t choose(const std::set<std::uint32_t>& taken, const std::vector<std::size_t>& used, std::uint32_t colours) {
  std::uint32_t best = uncoloured;
  for (std::uint32_t c = 0; c < colours; ++c) {
    if (!taken.contains(c) && (best == uncoloured || used[c] < used[best])) best = c;
  }
  if (best != uncoloured) return best;
  best = colours;
  while (taken.contains(best)) ++best;
  return best;
}

}  // namespace

std::vector<std::uint32_t> colour_areas(std::size_t areas, std::span<const std::pair<std::uint32_t, std::uint32_t>> neighbours,
                                        std::uint32_t colours) {
  std::vector<std::vector<std::uint32_t>> adjacent(areas);
  for (const auto& [a, b] : neighbours) {
    adjacent[a].push_back(b);
    adjacent[b].push_back(a);
  }
  std::vector<std::uint32_t> colour(areas, uncoloured);
  std::vector<std::set<std::uint32_t>> taken(areas);
  std::vector<std::size_t> used(colours, 0);
  // (colours seen, degree, lowest index): stale entries are skipped when they come up.
  using Entry = std::tuple<std::size_t, std::size_t, std::size_t>;
  std::priority_queue<Entry> open;
  for (std::size_t i = 0; i < areas; ++i) open.emplace(0, adjacent[i].size(), areas - i);
  while (!open.empty()) {
    const auto [seen, degree, key] = open.top();
    open.pop();
    const std::size_t area = areas - key;
    if (colour[area] != uncoloured || seen != taken[area].size()) continue;
    colour[area] = choose(taken[area], used, colours);
    if (colour[area] < colours) ++used[colour[area]];
    for (const std::uint32_t other : adjacent[area]) {
      if (taken[other].insert(colour[area]).second) open.emplace(taken[other].size(), adjacent[other].size(), areas - other);
    }
  }
  return colour;
}

}  // namespace wangge::gis::map
