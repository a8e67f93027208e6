#include "engine/network/dijkstra.h"

#include <algorithm>

namespace wangge::network {

void start_search(Search& search, Mode mode, const Ends& from) {
  search.start(mode);
  for (const NodeTime& end : from) {
    if (end.node.valid()) search.seed(end.node, end.time);
  }
}

TravelTime dijkstra_time(Search& search, Mode mode, const Ends& from, const Ends& to) {
  start_search(search, mode, from);
  std::uint64_t best = TravelTime::none;
  while (const auto settled = search.next()) {
    if (settled->time >= best) break;
    for (const NodeTime& end : to) {
      if (end.node == settled->node) best = std::min(best, std::uint64_t{settled->time} + end.time);
    }
  }
  return {static_cast<std::uint32_t>(best)};
}

}  // namespace wangge::network
