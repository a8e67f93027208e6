#pragma once

#include "engine/core/csr.h"
#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/network/node_barrier.h"
#include "engine/network/road_class.h"
#include "engine/network/turns/turn_restriction.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace wangge::network {

using core::Column;
using core::Metres;
using core::Millis;
using core::Position;

using NodeId = core::Id<struct NodeTag>;
using EdgeId = core::Id<struct EdgeTag>;

/// Hours of a day: bit h is the hour from h to h + 1, and bit 24 stands for "no hour is asked".
using HourSet = std::uint32_t;
inline constexpr HourSet no_hour = HourSet{1} << 24U;

/// One road as a reader gives it: two or more points, all finite.
struct RoadLine {
  std::string source_id;
  std::vector<Position> points;
  std::vector<std::int64_t> nodes;  ///< the source's node ids, one a point; empty: points that coincide are one node
  LineClass line_class = LineClass::residential;
  Access access{};  ///< all closed: a closed road
  /// Of a ferry: how long it takes over all of the line, waiting included, whatever the speed of the mode.
  std::optional<Millis> crossing{};
  std::vector<Metres> heights{};                   ///< of the ground, one a point; empty: the line is taken as level
  bool off_ground = false;                         ///< a bridge or tunnel: between its ends the ground says nothing
  bool doors = true;                               ///< false: no door opens onto it (a motorway, a tunnel)
  std::array<bool, mode_count> local{};            ///< no way of the mode leads through: it begins or ends on such roads
  std::array<HourSet, mode_count> closed_hours{};  ///< when the mode may not use it although `access` lets it
};

/// Speed by mode and line class; 0 means that the mode may not use the class.
struct Speeds {
  std::array<std::array<core::KilometresPerHour, line_class_count>, mode_count> on{};
  core::KilometresPerHour off_road{4.5};  ///< on foot between a road and a door

  [[nodiscard]] core::KilometresPerHour of(Mode mode, LineClass line_class) const {
    return on[static_cast<std::size_t>(mode)][static_cast<std::size_t>(line_class)];
  }
};

/// Nobody takes 24 days over one edge or to one door: what would take this long is closed, so that times fit into 32 bits.
inline constexpr Millis too_long{std::int64_t{1} << 31};

/// The time to cover a length, rounded to the millisecond, at most `too_long`. Precondition: speed > 0.
[[nodiscard]] Millis time_for(Metres length, core::KilometresPerHour speed);
/// The time over an edge for a mode that may use it: a ferry takes its own.
[[nodiscard]] inline Millis time_over(Metres length, Millis crossing, core::KilometresPerHour speed) {
  return crossing.value > 0 ? crossing : time_for(length, speed);
}

/// Milliseconds over a whole edge, each way.
struct EdgeTime {
  std::uint32_t forward = 0;
  std::uint32_t backward = 0;

  [[nodiscard]] constexpr std::uint32_t along(bool is_forward) const { return is_forward ? forward : backward; }
  friend bool operator==(const EdgeTime&, const EdgeTime&) = default;
};

/// How many times as long as on the level a mode takes over an edge, each way.
struct SlopeFactor {
  float forward = 1;
  float backward = 1;
};

struct ShapePoint {
  Position position;
  Metres offset;  ///< along the edge, from its tail
};

/// One way out of a node for one mode.
struct Arc {
  NodeId head;
  std::uint32_t time = 0;  ///< ms over the whole edge
  EdgeId edge;             ///< invalid: from state to state of one junction, in no time
  bool forward = true;     ///< along the edge from its tail to its head
};

/// How the roads of one mode hang together.
struct Components {
  std::size_t count = 0;          ///< strongly connected components that hold an edge end of this mode
  std::size_t edges = 0;          ///< edges the mode may use
  std::size_t edges_outside = 0;  ///< of these, edges outside the largest component
  Metres length_outside{0};
  EdgeId example;  ///< the longest edge outside; invalid: none
};

/// Where turns are restricted, or roads open to local traffic alone begin, a junction is several nodes for a mode: how it was
/// entered decides how it may be left. The node
/// itself still stands for having arrived, from wherever; the others are numbered behind all nodes. Sorted by key; what is not
/// here is an end of the edge.
struct TurnStates {
  std::vector<std::pair<std::uint32_t, NodeId>> enter;  ///< by 2 x edge (+ 1: backward): where a way along it begins
  std::vector<std::pair<std::uint32_t, NodeId>> leave;  ///< likewise: where a way along it ends
  std::vector<std::pair<std::uint32_t, NodeId>> start;  ///< by node: where a way that begins there begins
};

/// The road network: nodes are junctions and line ends, an edge runs from junction to junction along its polyline.
/// Built once, then read by everyone. Directed use of an edge is a matter of mode: `out` holds only what a mode may do.
///
///   const RoadGraph graph = build_road_graph(lines, speeds);   graph.out_of(Mode::car, node)
struct RoadGraph {
  Column<NodeId, Position> nodes;
  Column<NodeId, std::int64_t> node_source;  ///< the source's id; 0 where the source has none

  Column<EdgeId, NodeId> tail;
  Column<EdgeId, NodeId> head;
  Column<EdgeId, Metres> length;
  Column<EdgeId, LineClass> line_class;
  Column<EdgeId, Access> access;        ///< closed where the speed is 0
  Column<EdgeId, std::uint32_t> line;   ///< index of the RoadLine it is a piece of
  Column<EdgeId, std::uint8_t> doors;   ///< 1: a door may open onto it
  Column<EdgeId, std::uint8_t> local;   ///< by mode a bit: no way leads through
  Column<EdgeId, Millis> crossing;      ///< 0: a road; else the piece's share of a ferry's time
  core::Csr<EdgeId, ShapePoint> shape;  ///< two or more points, the first at the tail, the last at the head

  std::array<Column<EdgeId, SlopeFactor>, mode_count> slope;     ///< empty: no slope changes the mode's times
  std::array<Column<EdgeId, EdgeTime>, mode_count> time;         ///< 0 where closed
  std::array<core::Csr<NodeId, Arc>, mode_count> out;            ///< by rising edge id
  std::array<Column<EdgeId, std::uint8_t>, mode_count> in_main;  ///< 1: usable and in the mode's largest component
  std::array<Components, mode_count> components;

  std::array<TurnStates, mode_count> turns;
  std::vector<std::string> unused_turns;  ///< source ids of turn restrictions whose lines do not meet as they say
  std::vector<NodeId> state_node;         ///< of each state beyond the nodes, the junction it belongs to

  [[nodiscard]] std::size_t node_count() const { return nodes.size(); }
  /// Nodes and the further states of junctions: what searches run on.
  [[nodiscard]] std::size_t state_count() const { return nodes.size() + state_node.size(); }
  [[nodiscard]] NodeId junction(NodeId state) const {
    return state.value() < nodes.size() ? state : state_node[state.value() - nodes.size()];
  }
  /// The state from which a mode goes along an edge; its label is the time of arrival at that end, turns considered.
  [[nodiscard]] NodeId enter(Mode mode, EdgeId edge, bool forward) const;
  /// The state in which a mode is when it has gone along an edge.
  [[nodiscard]] NodeId leave(Mode mode, EdgeId edge, bool forward) const;
  /// The state in which a way that begins at a node begins.
  [[nodiscard]] NodeId start(Mode mode, NodeId node) const;
  [[nodiscard]] std::size_t edge_count() const { return tail.size(); }
  [[nodiscard]] std::span<const Arc> out_of(Mode mode, NodeId node) const { return out[static_cast<std::size_t>(mode)][node]; }
  [[nodiscard]] Direction direction(Mode mode, EdgeId edge) const { return access[edge][static_cast<std::size_t>(mode)]; }
  [[nodiscard]] bool is_main(Mode mode, EdgeId edge) const { return in_main[static_cast<std::size_t>(mode)][edge] != 0; }
  [[nodiscard]] Millis time_of(Mode mode, EdgeId edge, bool forward = true) const {
    return Millis(time[static_cast<std::size_t>(mode)][edge].along(forward));
  }
  [[nodiscard]] bool is_local(Mode mode, EdgeId edge) const { return ((local[edge] >> static_cast<unsigned>(mode)) & 1U) != 0; }
  /// An edge without length leads through a barrier: nobody lives on it.
  [[nodiscard]] bool is_passage(EdgeId edge) const { return !(length[edge].value > 0); }
  /// The place at an offset, clamped to the edge. O(log points).
  [[nodiscard]] Position position(EdgeId edge, Metres offset) const;
};

/// Splits lines at the nodes they share, keeps every line (closed ones too, so that ids do not depend on what is closed),
/// drops repeated points and lines of one point. Lines without node ids meet where their points round to the same
/// centimetre. The largest strongly connected component of a mode is the one with most nodes, turn restrictions aside; nobody
/// is bound by these on foot, whatever they say. Barriers part the road at their node for the modes they stop (node_barrier.h).
/// Ways lead through no local road (turns/through_traffic.h).
/// Where lines have heights, slopes change the times on foot and by e-bike (slope.h). O(points log points).
[[nodiscard]] RoadGraph build_road_graph(std::span<const RoadLine> lines, const Speeds& speeds,
                                         std::span<const TurnRestriction> restrictions = {},
                                         std::span<const NodeBarrier> barriers = {});

/// What an edge takes each way at some speed of the mode on the level; a ferry takes its own. Nothing where either way is too
/// long. Precondition: speed > 0, or a ferry.
[[nodiscard]] std::optional<EdgeTime> edge_time(const RoadGraph& graph, Mode mode, EdgeId edge, core::KilometresPerHour speed);

[[nodiscard]] constexpr bool allows_forward(Direction direction) {
  return direction == Direction::forward || direction == Direction::both;
}
[[nodiscard]] constexpr bool allows_backward(Direction direction) {
  return direction == Direction::backward || direction == Direction::both;
}

}  // namespace wangge::network
