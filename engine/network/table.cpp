#include "engine/network/table.h"

#include "engine/core/parallel.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace wangge::network {
namespace {

/// The goals on every edge, found by the edge.
class GoalsByEdge {
 public:
  explicit GoalsByEdge(std::span<const Spot> to) {
    for (std::uint32_t i = 0; i < to.size(); ++i) {
      if (to[i].valid()) goals_.emplace_back(to[i].edge, i);
    }
    std::sort(goals_.begin(), goals_.end());
  }
  [[nodiscard]] std::span<const std::pair<EdgeId, std::uint32_t>> on(EdgeId edge) const {
    const auto [begin, end] = std::equal_range(goals_.begin(), goals_.end(), std::pair(edge, 0U),
                                               [](const auto& a, const auto& b) { return a.first < b.first; });
    return {begin, end};
  }

 private:
  std::vector<std::pair<EdgeId, std::uint32_t>> goals_;
};

void offer_direct(const Spot& start, std::span<const Spot> to, const GoalsByEdge& goals, std::span<TravelTime> row) {
  if (!start.valid()) return;
  for (const auto& [edge, goal] : goals.on(start.edge)) row[goal] = std::min(row[goal], direct_time(start, to[goal]));
}

struct Extent {
  double west = std::numeric_limits<double>::infinity(), south = west, east = -west, north = -west;

  void add(Position place) {
    west = std::min(west, place.x);
    south = std::min(south, place.y);
    east = std::max(east, place.x);
    north = std::max(north, place.y);
  }
  [[nodiscard]] double diagonal() const { return west > east ? 0 : std::hypot(east - west, north - south); }
};

/// Within what time all ways between spots that are near one another should lie: one and a half times the way across the box
/// around them, and the walks to their doors. Nothing where they are so wide apart that a limit would spare little.
std::optional<std::uint32_t> likely_limit(const RoadGraph& graph, const NetworkScale& scale, std::span<const Spot> from,
                                          std::span<const Spot> to) {
  constexpr double near = 0.25;  // of the network's diagonal
  constexpr double spare = 20'000;
  Extent extent;
  std::uint32_t leg = 0;
  for (const auto& spots : {from, to}) {
    for (const Spot& spot : spots) {
      if (!spot.valid()) continue;
      extent.add(graph.nodes[graph.tail[spot.edge]]);
      leg = std::max(leg, spot.leg);
    }
  }
  if (!(extent.diagonal() < near * scale.diagonal)) return std::nullopt;
  const double limit = 1.5 * extent.diagonal() * scale.millis_a_metre + 2.0 * leg + spare;
  return limit < Metric::none ? std::optional(static_cast<std::uint32_t>(limit)) : std::nullopt;
}

bool all_within(std::span<const TravelTime> table, std::span<const Spot> from, std::span<const Spot> to, std::uint32_t limit) {
  for (std::size_t row = 0; row < from.size(); ++row) {
    if (!from[row].valid()) continue;
    for (std::size_t i = 0; i < to.size(); ++i) {
      if (table[row * to.size() + i].ms > limit && to[i].valid()) return false;
    }
  }
  return true;
}

/// Collects what is reached of one edge and merges what overlaps.
struct EdgeReach {
  double length = 0;
  EdgeTime whole;  ///< ms
  std::vector<std::pair<double, double>> parts;

  [[nodiscard]] double metres(std::uint64_t ms, std::uint32_t over_all) const {
    return ms >= over_all ? length : length * (static_cast<double>(ms) / static_cast<double>(over_all));
  }
  void forward_from(double offset, std::uint64_t left) {
    parts.emplace_back(offset, std::min(length, offset + metres(left, whole.forward)));
  }
  void backward_from(double offset, std::uint64_t left) {
    parts.emplace_back(std::max(0.0, offset - metres(left, whole.backward)), offset);
  }

  void flush(EdgeId edge, std::vector<ReachedPiece>& pieces) {
    std::sort(parts.begin(), parts.end());
    const std::size_t first = pieces.size();
    for (const auto& [from, to] : parts) {
      if (pieces.size() > first && from <= pieces.back().to.value) {
        pieces.back().to = Metres(std::max(pieces.back().to.value, to));
      } else {
        pieces.push_back({edge, Metres(from), Metres(to)});
      }
    }
    parts.clear();
  }
};

}  // namespace

TravelTime narrow(std::uint64_t ms) { return ms < TravelTime::none ? TravelTime{static_cast<std::uint32_t>(ms)} : TravelTime{}; }

TravelTime direct_time(const Spot& from, const Spot& to) {
  const std::uint64_t along = along_edge(from, to);
  return along == no_way ? TravelTime{} : narrow(along + from.leg + to.leg);
}

NetworkScale network_scale(const RoadGraph& graph, Mode mode) {
  Extent extent;
  for (const Position node : graph.nodes) extent.add(node);
  double metres = 0;
  double millis = 0;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (!graph.is_main(mode, edge)) continue;
    metres += graph.length[edge].value;
    millis += static_cast<double>(graph.time_of(mode, edge).value);
  }
  return {extent.diagonal(), metres > 0 ? millis / metres : 0};
}

std::vector<TravelTime> make_table(const RoadGraph& graph, const NetworkScale& scale, const Router& router,
                                   std::span<const Spot> from, std::span<const Spot> to, Threads threads) {
  std::vector<Ends> starts(from.size());
  std::vector<Ends> goals(to.size());
  std::transform(from.begin(), from.end(), starts.begin(), departures);
  std::transform(to.begin(), to.end(), goals.begin(), arrivals);
  const GoalsByEdge by_edge(to);
  const auto table_within = [&](std::uint32_t limit) {
    std::vector<TravelTime> table = router.table(starts, goals, threads, limit);
    for (std::size_t row = 0; row < from.size(); ++row)
      offer_direct(from[row], to, by_edge, std::span(table).subspan(row * to.size(), to.size()));
    return table;
  };
  if (const std::optional<std::uint32_t> limit = likely_limit(graph, scale, from, to)) {
    std::vector<TravelTime> table = table_within(*limit);
    if (all_within(table, from, to, *limit)) return table;
  }
  return table_within(Metric::none);
}

std::vector<ReachedPiece> reached_pieces(const RoadGraph& graph, const Router::One& search, Mode mode, const Spot& start,
                                         std::uint64_t limit) {
  std::vector<ReachedPiece> pieces;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    const Direction direction = graph.direction(mode, edge);
    if (direction == Direction::closed || graph.is_passage(edge)) continue;
    EdgeReach reach{graph.length[edge].value, graph.time[static_cast<std::size_t>(mode)][edge], {}};
    const std::uint32_t at_tail = search.label(0, graph.enter(mode, edge, true));
    const std::uint32_t at_head = search.label(0, graph.enter(mode, edge, false));
    if (allows_forward(direction) && at_tail <= limit && at_tail != Metric::none) reach.forward_from(0, limit - at_tail);
    if (allows_backward(direction) && at_head <= limit && at_head != Metric::none)
      reach.backward_from(reach.length, limit - at_head);
    if (edge == start.edge && start.leg <= limit) {
      const double offset = reach.metres(start.at.forward, start.whole.forward);
      if (start.forward) reach.forward_from(offset, limit - start.leg);
      if (start.backward) reach.backward_from(offset, limit - start.leg);
    }
    reach.flush(edge, pieces);
  }
  return pieces;
}

}  // namespace wangge::network
