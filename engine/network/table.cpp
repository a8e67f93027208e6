#include "engine/network/table.h"

#include "engine/core/parallel.h"

#include <algorithm>
#include <cassert>
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

std::vector<TravelTime> make_table(const Router& router, std::span<const Spot> from, std::span<const Spot> to, Threads threads) {
  std::vector<Ends> starts(from.size());
  std::vector<Ends> goals(to.size());
  std::transform(from.begin(), from.end(), starts.begin(), departures);
  std::transform(to.begin(), to.end(), goals.begin(), arrivals);
  std::vector<TravelTime> table = router.table(starts, goals, threads);
  const GoalsByEdge by_edge(to);
  for (std::size_t row = 0; row < from.size(); ++row) {
    offer_direct(from[row], to, by_edge, std::span(table).subspan(row * to.size(), to.size()));
  }
  return table;
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
