#include "engine/network/passages.h"

#include <algorithm>
#include <array>
#include <map>

namespace wangge::network {
namespace {

using Stops = std::array<bool, mode_count>;

/// What stands on a node: two barriers there stop whom either stops.
std::map<std::int64_t, Stops> stops_by_node(std::span<const NodeBarrier> barriers) {
  std::map<std::int64_t, Stops> stops;
  for (const NodeBarrier& barrier : barriers) {
    if (std::none_of(barrier.stops.begin(), barrier.stops.end(), [](bool stopped) { return stopped; })) continue;
    Stops& all = stops[barrier.node];
    for (std::size_t m = 0; m < mode_count; ++m) all[m] = all[m] || barrier.stops[m];
  }
  return stops;
}

struct RoadEnd {
  NodeId node;
  EdgeId edge;
  bool at_head = false;
};

/// The ends of roads at barred nodes, by rising node, then edge.
std::vector<RoadEnd> ends_at(const RoadGraph& graph, const std::map<std::int64_t, Stops>& stops) {
  std::vector<RoadEnd> ends;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (stops.contains(graph.node_source[graph.tail[edge]])) ends.push_back({graph.tail[edge], edge, false});
    if (stops.contains(graph.node_source[graph.head[edge]])) ends.push_back({graph.head[edge], edge, true});
  }
  std::stable_sort(ends.begin(), ends.end(), [](const RoadEnd& a, const RoadEnd& b) { return a.node < b.node; });
  return ends;
}

/// Takes a road end away from its node, and lays the passage back.
EdgeId part(RoadGraph& graph, const RoadEnd& end, const Stops& stops) {
  const Position place = graph.nodes[end.node];
  const std::int64_t source = graph.node_source[end.node];
  const NodeId own = graph.nodes.push_back(place);
  graph.node_source.push_back(source);
  (end.at_head ? graph.head : graph.tail)[end.edge] = own;
  const EdgeId passage = graph.tail.push_back(own);
  graph.head.push_back(end.node);
  const LineClass line_class = graph.line_class[end.edge];
  const std::uint32_t line = graph.line[end.edge];
  Access access = graph.access[end.edge];
  for (std::size_t m = 0; m < mode_count; ++m) {
    if (access[m] != Direction::closed) access[m] = stops[m] ? Direction::closed : Direction::both;
  }
  graph.line_class.push_back(line_class);
  graph.line.push_back(line);
  graph.doors.push_back(0);
  graph.local.push_back(std::uint8_t{graph.local[end.edge]});
  graph.length.push_back(Metres(0));
  graph.crossing.push_back(Millis(0));
  graph.access.push_back(access);
  return passage;
}

}  // namespace

std::vector<std::int64_t> barred_nodes(std::span<const NodeBarrier> barriers) {
  std::vector<std::int64_t> nodes;
  for (const auto& [node, stops] : stops_by_node(barriers)) nodes.push_back(node);
  return nodes;
}

std::vector<std::pair<EdgeId, Position>> lay_passages(RoadGraph& graph, std::span<const NodeBarrier> barriers) {
  std::vector<std::pair<EdgeId, Position>> passages;
  const std::map<std::int64_t, Stops> stops = stops_by_node(barriers);
  if (stops.empty()) return passages;
  const std::vector<RoadEnd> ends = ends_at(graph, stops);
  for (std::size_t first = 0; first < ends.size();) {
    std::size_t last = first;
    while (last < ends.size() && ends[last].node == ends[first].node) ++last;
    std::vector<RoadEnd> parted;
    for (std::size_t i = first; i < last; ++i) {
      if (graph.crossing[ends[i].edge].value == 0) parted.push_back(ends[i]);
    }
    if (last - first == 1) parted.clear();
    if (last - first == 2 && parted.size() == 2) parted.pop_back();
    for (const RoadEnd& end : parted) {
      const Position place = graph.nodes[end.node];
      passages.emplace_back(part(graph, end, stops.at(graph.node_source[end.node])), place);
    }
    first = last;
  }
  return passages;
}

}  // namespace wangge::network
