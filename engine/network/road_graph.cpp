#include "engine/network/road_graph.h"

#include "engine/network/components.h"
#include "engine/network/passages.h"
#include "engine/network/slope.h"
#include "engine/network/turns/expand_junctions.h"
#include "engine/network/turns/turn_paths.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

namespace wangge::network {
namespace {

/// What makes two points of different lines one node: the source's id, or the place to the centimetre.
struct NodeKey {
  bool by_place = false;
  std::int64_t first = 0;
  std::int64_t second = 0;
  friend auto operator<=>(const NodeKey&, const NodeKey&) = default;
};

struct Vertex {
  NodeKey key;
  Position position;
  Metres ground{0};
};

NodeKey key_of(const RoadLine& line, std::size_t point) {
  if (!line.nodes.empty()) return {false, line.nodes[point], 0};
  const Position& at = line.points[point];
  return {true, std::llround(at.x * 100.0), std::llround(at.y * 100.0)};
}

/// All lines one after the other, without repeated points; a line of fewer than two distinct points is empty.
struct Vertices {
  std::vector<Vertex> all;
  std::vector<std::uint32_t> first;  ///< by line, and one more

  explicit Vertices(std::span<const RoadLine> lines) {
    first.reserve(lines.size() + 1);
    first.push_back(0);
    for (const RoadLine& line : lines) {
      assert(line.nodes.empty() || line.nodes.size() == line.points.size());
      assert(line.heights.empty() || line.heights.size() == line.points.size());
      const std::size_t begin = all.size();
      for (std::size_t i = 0; i < line.points.size(); ++i) {
        const NodeKey key = key_of(line, i);
        if (all.size() > begin && all.back().key == key) continue;
        all.push_back({key, line.points[i], line.heights.empty() ? Metres(0) : line.heights[i]});
      }
      if (all.size() - begin < 2) all.resize(begin);
      first.push_back(static_cast<std::uint32_t>(all.size()));
    }
  }
};

/// The node of every vertex: valid where lines meet or end or a barrier stands (ids rising), numbered in order of first
/// appearance.
std::vector<NodeId> junctions(const Vertices& vertices, std::span<const std::int64_t> barriers, RoadGraph& graph) {
  std::vector<std::uint32_t> order(vertices.all.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(vertices.all[a].key, a) < std::tie(vertices.all[b].key, b);
  });
  std::vector<std::uint32_t> leader(order.size());  // the first vertex with the same key
  std::vector<std::uint8_t> is_node(order.size(), 0);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool repeats = i > 0 && vertices.all[order[i]].key == vertices.all[order[i - 1]].key;
    leader[order[i]] = repeats ? leader[order[i - 1]] : order[i];
    const NodeKey& key = vertices.all[order[i]].key;
    const bool barred = !key.by_place && std::binary_search(barriers.begin(), barriers.end(), key.first);
    if (repeats || barred) is_node[leader[order[i]]] = 1;
  }
  for (std::size_t line = 0; line + 1 < vertices.first.size(); ++line) {
    if (vertices.first[line] == vertices.first[line + 1]) continue;
    is_node[leader[vertices.first[line]]] = 1;
    is_node[leader[vertices.first[line + 1] - 1]] = 1;
  }
  std::vector<NodeId> node(order.size());
  for (std::size_t vertex = 0; vertex < node.size(); ++vertex) {
    if (is_node[leader[vertex]] == 0) continue;
    node[vertex] = node[leader[vertex]];
    if (leader[vertex] != vertex) continue;
    node[vertex] = graph.nodes.push_back(vertices.all[vertex].position);
    graph.node_source.push_back(vertices.all[vertex].key.by_place ? 0 : vertices.all[vertex].key.first);
  }
  return node;
}

Access usable(const RoadLine& line, const Speeds& speeds) {
  Access access = line.access;
  if (line.crossing) return access;  // who may board need not walk or drive there
  for (std::size_t m = 0; m < mode_count; ++m) {
    if (!(speeds.of(static_cast<Mode>(m), line.line_class).value > 0)) access[m] = Direction::closed;
  }
  return access;
}

/// Points of all edges, and the ground under them.
struct Shapes {
  std::vector<std::pair<EdgeId, ShapePoint>> points;
  std::vector<std::pair<EdgeId, Metres>> ground;

  void add(EdgeId edge, const ShapePoint& point, Metres height) {
    points.emplace_back(edge, point);
    ground.emplace_back(edge, height);
  }
};

/// What each metre of a ferry takes; nothing for a road.
double crossing_ms_a_metre(const RoadLine& line, std::span<const Vertex> vertices) {
  if (!line.crossing) return 0;
  Metres length{0};
  for (std::size_t i = 1; i < vertices.size(); ++i) length += core::distance(vertices[i - 1].position, vertices[i].position);
  return length.value > 0 ? static_cast<double>(line.crossing->value) / length.value : 0;
}

/// Cuts one line at its nodes.
void add_edges(RoadGraph& graph, Shapes& shapes, const RoadLine& line, std::uint32_t line_index, std::span<const Vertex> vertices,
               std::span<const NodeId> nodes, const Speeds& speeds) {
  const Access access = usable(line, speeds);
  const double ferry = crossing_ms_a_metre(line, vertices);
  std::size_t begin = 0;
  for (std::size_t end = 1; end < vertices.size(); ++end) {
    if (!nodes[end].valid()) continue;
    const EdgeId edge = graph.tail.push_back(nodes[begin]);
    graph.head.push_back(nodes[end]);
    graph.line_class.push_back(line.line_class);
    graph.line.push_back(line_index);
    graph.doors.push_back(line.doors ? 1 : 0);
    unsigned local = 0;
    for (std::size_t m = 0; m < mode_count; ++m) local |= line.local[m] ? 1U << m : 0U;
    graph.local.push_back(static_cast<std::uint8_t>(local));
    Metres offset{0};
    for (std::size_t i = begin; i <= end; ++i) {
      if (i > begin) offset += core::distance(vertices[i - 1].position, vertices[i].position);
      shapes.add(edge, {vertices[i].position, offset}, vertices[i].ground);
    }
    graph.length.push_back(offset);
    const Millis crossing(line.crossing ? std::max<std::int64_t>(1, std::llround(ferry * offset.value)) : 0);
    graph.crossing.push_back(crossing);
    graph.access.push_back(access);
    begin = end;
  }
}

void set_times(RoadGraph& graph, const Speeds& speeds) {
  for (std::size_t m = 0; m < mode_count; ++m) {
    const Mode mode = static_cast<Mode>(m);
    graph.time[m] = Column<EdgeId, EdgeTime>(graph.edge_count());
    for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
      if (graph.access[edge][m] == Direction::closed) continue;
      const auto time = edge_time(graph, mode, edge, speeds.of(mode, graph.line_class[edge]));
      if (!time) graph.access[edge][m] = Direction::closed;
      graph.time[m][edge] = time.value_or(EdgeTime{});
    }
  }
}

std::uint32_t key_of(EdgeId edge, bool forward) { return 2 * edge.value() + (forward ? 0U : 1U); }

NodeId state_or(const std::vector<std::pair<std::uint32_t, NodeId>>& states, std::uint32_t key, NodeId otherwise) {
  const auto found = std::lower_bound(states.begin(), states.end(), key,
                                      [](const auto& entry, std::uint32_t wanted) { return entry.first < wanted; });
  return found != states.end() && found->first == key ? found->second : otherwise;
}

}  // namespace

Millis time_for(Metres length, core::KilometresPerHour speed) {
  assert(speed.value > 0);
  const double time = length.value * 3600.0 / speed.value + 0.5;
  return time < static_cast<double>(too_long.value) ? Millis(static_cast<std::int64_t>(time)) : too_long;
}

std::optional<EdgeTime> edge_time(const RoadGraph& graph, Mode mode, EdgeId edge, core::KilometresPerHour speed) {
  const auto& slope = graph.slope[static_cast<std::size_t>(mode)];
  const SlopeFactor factor = slope.empty() ? SlopeFactor{} : slope[edge];
  const Millis forward = time_over(graph.length[edge] * static_cast<double>(factor.forward), graph.crossing[edge], speed);
  const Millis backward = time_over(graph.length[edge] * static_cast<double>(factor.backward), graph.crossing[edge], speed);
  if (forward >= too_long || backward >= too_long) return std::nullopt;
  return EdgeTime{static_cast<std::uint32_t>(forward.value), static_cast<std::uint32_t>(backward.value)};
}

NodeId RoadGraph::enter(Mode mode, EdgeId edge, bool forward) const {
  const NodeId end = forward ? tail[edge] : head[edge];
  return state_or(turns[static_cast<std::size_t>(mode)].enter, key_of(edge, forward), end);
}

NodeId RoadGraph::leave(Mode mode, EdgeId edge, bool forward) const {
  const NodeId end = forward ? head[edge] : tail[edge];
  return state_or(turns[static_cast<std::size_t>(mode)].leave, key_of(edge, forward), end);
}

NodeId RoadGraph::start(Mode mode, NodeId node) const {
  return state_or(turns[static_cast<std::size_t>(mode)].start, node.value(), node);
}

Position RoadGraph::position(EdgeId edge, Metres offset) const {
  const auto points = shape[edge];
  const auto after =
      std::find_if(points.begin() + 1, points.end() - 1, [&](const ShapePoint& point) { return point.offset >= offset; });
  const ShapePoint& to = *after;
  const ShapePoint& from = *(after - 1);
  const double span = to.offset.value - from.offset.value;
  const double share = span > 0 ? std::clamp((offset.value - from.offset.value) / span, 0.0, 1.0) : 0.0;
  return {from.position.x + share * (to.position.x - from.position.x),
          from.position.y + share * (to.position.y - from.position.y)};
}

RoadGraph build_road_graph(std::span<const RoadLine> lines, const Speeds& speeds, std::span<const TurnRestriction> restrictions,
                           std::span<const NodeBarrier> barriers) {
  RoadGraph graph;
  const Vertices vertices(lines);
  const std::vector<NodeId> nodes = junctions(vertices, barred_nodes(barriers), graph);
  Shapes shapes;
  for (std::uint32_t line = 0; line < lines.size(); ++line) {
    const std::size_t first = vertices.first[line];
    const std::size_t count = vertices.first[line + 1] - first;
    add_edges(graph, shapes, lines[line], line, std::span(vertices.all).subspan(first, count),
              std::span(nodes).subspan(first, count), speeds);
  }
  for (const auto& [edge, position] : lay_passages(graph, barriers)) {
    for (int end = 0; end < 2; ++end) shapes.add(edge, {position, Metres(0)}, Metres(0));
  }
  graph.shape = core::Csr<EdgeId, ShapePoint>::build(graph.edge_count(), shapes.points);
  graph.slope = slope_factors(graph, lines, core::Csr<EdgeId, Metres>::build(graph.edge_count(), shapes.ground));
  set_times(graph, speeds);
  lay_arcs(graph);
  find_components(graph);
  TurnPaths paths = turn_paths(graph, lines, restrictions);
  graph.unused_turns = std::move(paths.unused);
  expand_junctions(graph, paths);
  return graph;
}

}  // namespace wangge::network
