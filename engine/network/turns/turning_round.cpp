#include "engine/network/turns/turning_round.h"

#include <algorithm>
#include <set>
#include <utility>

namespace wangge::network {
namespace {

/// The road ends of one mode at every node, each as the course that leads away from it, whether or not that is allowed.
class RoadEnds {
 public:
  RoadEnds(const RoadGraph& graph, std::size_t mode) : graph_(graph), mode_(mode) {
    std::vector<std::pair<NodeId, Course>> ends;
    for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
      if (graph.access[edge][mode] == Direction::closed) continue;
      ends.emplace_back(graph.tail[edge], course(edge, true));
      ends.emplace_back(graph.head[edge], course(edge, false));
    }
    away_ = core::Csr<NodeId, Course>::build(graph.node_count(), ends);
  }

  [[nodiscard]] std::span<const Course> away_from(NodeId node) const { return away_[node]; }
  [[nodiscard]] bool is_mid_road(NodeId node) const { return away_[node].size() == 2; }
  [[nodiscard]] bool allows(Course at) const { return may_take(graph_, mode_, at); }

 private:
  const RoadGraph& graph_;
  std::size_t mode_;
  core::Csr<NodeId, Course> away_;
};

/// Nodes in mid-road from which a node with a rule is met without passing a junction.
std::vector<NodeId> near_rules(const RoadGraph& graph, const RoadEnds& ends, std::span<const std::vector<Course>> forbidden) {
  Column<NodeId, std::uint8_t> seen(graph.node_count(), 0);
  std::vector<NodeId> open;
  const auto visit = [&](NodeId node) {
    if (seen[node] != 0) return;
    seen[node] = 1;
    open.push_back(node);
  };
  for (const std::vector<Course>& run : forbidden) {
    for (std::size_t i = 0; i + 1 < run.size(); ++i) visit(end_of(graph, run[i]));
  }
  for (std::size_t i = 0; i < open.size(); ++i) {
    for (const Course at : ends.away_from(open[i])) {
      if (ends.is_mid_road(end_of(graph, at))) visit(end_of(graph, at));
    }
  }
  std::erase_if(open, [&](NodeId node) { return !ends.is_mid_road(node); });
  std::sort(open.begin(), open.end());
  return open;
}

}  // namespace

std::vector<std::vector<Course>> turns_in_mid_road(const RoadGraph& graph, Mode mode,
                                                   std::span<const std::vector<Course>> forbidden) {
  std::vector<std::vector<Course>> turns;
  if (forbidden.empty()) return turns;
  const RoadEnds ends(graph, static_cast<std::size_t>(mode));
  const std::set<std::vector<Course>> known(forbidden.begin(), forbidden.end());
  for (const NodeId node : near_rules(graph, ends, forbidden)) {
    const auto away = ends.away_from(node);
    for (std::size_t i = 0; i < 2; ++i) {
      const Course in = back(away[i]);
      const Course on = away[1 - i];
      if (!ends.allows(in) || !ends.allows(away[i]) || !ends.allows(on) || known.contains({in, on})) continue;
      turns.push_back({in, away[i]});
    }
  }
  return turns;
}

}  // namespace wangge::network
