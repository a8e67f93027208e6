#include "engine/network/conditions.h"

#include "engine/network/components.h"

#include <cassert>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace wangge::network {
namespace {

/// Closes what is closed, and gives the rest its times.
void set_times(RoadGraph& graph, const Speeds& speeds, const Conditions& conditions) {
  Column<EdgeId, std::uint8_t> closed(graph.edge_count(), 0);
  for (const EdgeId edge : conditions.closed) closed[edge] = 0xff;
  for (const ClosedTo& road : conditions.closed_to) closed[road.edge] = static_cast<std::uint8_t>(closed[road.edge] | road.modes);
  for (std::size_t m = 0; m < mode_count; ++m) {
    for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
      if (graph.access[edge][m] == Direction::closed) continue;
      const Mode mode = static_cast<Mode>(m);
      std::optional<EdgeTime> time;
      if (((closed[edge] >> m) & 1U) == 0) time = edge_time(graph, mode, edge, speeds.of(mode, graph.line_class[edge]));
      if (!time) graph.access[edge][m] = Direction::closed;
      graph.time[m][edge] = time.value_or(EdgeTime{});
    }
  }
}

/// The arcs of the open network that are left, from state to state.
core::Csr<NodeId, Arc> arcs_left(const RoadGraph& graph, const core::Csr<NodeId, Arc>& open, std::size_t mode) {
  std::vector<std::pair<NodeId, Arc>> left;
  left.reserve(open.entry_count());
  for (const NodeId node : core::ids<NodeId>(open.size())) {
    for (Arc arc : open[node]) {
      if (arc.edge.valid()) {
        if (graph.access[arc.edge][mode] == Direction::closed) continue;
        arc.time = graph.time[mode][arc.edge].along(arc.forward);
      }
      left.emplace_back(node, arc);
    }
  }
  return core::Csr<NodeId, Arc>::build(open.size(), left);
}

}  // namespace

NamedRoads named_roads(const RoadGraph& graph, std::span<const RoadLine> lines, std::span<const std::string> ids) {
  std::map<std::string_view, bool> found;
  for (const std::string& id : ids) found.emplace(id, false);
  NamedRoads roads;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    const auto entry = found.find(lines[graph.line[edge]].source_id);
    if (entry == found.end()) continue;
    entry->second = true;
    roads.edges.push_back(edge);
    roads.length += graph.length[edge];
  }
  for (const std::string& id : ids) {
    if (!found[id]) roads.unknown.push_back(id);
  }
  return roads;
}

std::vector<ClosedTo> closed_in(const RoadGraph& graph, std::span<const RoadLine> lines, std::optional<int> hour) {
  const HourSet asked = hour ? HourSet{1} << static_cast<unsigned>(*hour) : no_hour;
  std::vector<ClosedTo> closed;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    const RoadLine& line = lines[graph.line[edge]];
    unsigned modes = 0;
    for (std::size_t m = 0; m < mode_count; ++m) modes |= (line.closed_hours[m] & asked) != 0 ? 1U << m : 0U;
    if (modes != 0) closed.push_back({edge, static_cast<std::uint8_t>(modes)});
  }
  return closed;
}

Speeds changed(const Speeds& speeds, const std::array<double, mode_count>& factor) {
  Speeds now = speeds;
  for (std::size_t m = 0; m < mode_count; ++m) {
    assert(factor[m] > 0);
    for (core::KilometresPerHour& speed : now.on[m]) speed = speed * factor[m];
  }
  return now;
}

RoadGraph under(const RoadGraph& open, const Speeds& speeds, const Conditions& conditions) {
  RoadGraph graph = open;
  set_times(graph, changed(speeds, conditions.speed), conditions);
  lay_arcs(graph);
  find_components(graph);
  for (std::size_t m = 0; m < mode_count; ++m) graph.out[m] = arcs_left(graph, open.out[m], m);
  return graph;
}

}  // namespace wangge::network
