#include "engine/network/turns/turn_paths.h"

#include "engine/network/turns/turning_round.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace wangge::network {
namespace {

/// Two places of one node differ by less: rounding of what a file holds.
constexpr double same_place = 0.05;
constexpr auto on_foot = static_cast<std::size_t>(Mode::walk);

class Placing {
 public:
  Placing(const RoadGraph& graph, std::span<const RoadLine> lines, std::span<const TurnRestriction> restrictions)
      : graph_(graph), courses_from_(graph.node_count()) {
    std::set<std::string_view> named;
    for (const TurnRestriction& turn : restrictions) {
      named.insert(turn.from);
      named.insert(turn.to);
      named.insert(turn.via.begin(), turn.via.end());
    }
    for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
      courses_from_[graph.tail[edge]].push_back(course(edge, true));
      courses_from_[graph.head[edge]].push_back(course(edge, false));
      if (const auto found = named.find(lines[graph.line[edge]].source_id); found != named.end()) edges_[*found].push_back(edge);
    }
  }

  /// From, what lies between, to; nothing where the lines do not meet so, or in several ways.
  [[nodiscard]] std::optional<std::vector<Course>> path(const TurnRestriction& turn) const {
    return turn.via.empty() ? over_node(turn) : over_lines(turn);
  }
  [[nodiscard]] const std::vector<Course>& from(NodeId node) const { return courses_from_[node]; }

 private:
  [[nodiscard]] std::vector<EdgeId> edges(const std::string& line) const {
    const auto found = edges_.find(line);
    return found == edges_.end() ? std::vector<EdgeId>() : found->second;
  }
  [[nodiscard]] std::vector<Course> courses(const std::string& line) const {
    std::vector<Course> both;
    for (const EdgeId edge : edges(line)) {
      both.push_back(course(edge, true));
      both.push_back(course(edge, false));
    }
    return both;
  }
  [[nodiscard]] bool is_via(const TurnRestriction& turn, NodeId node) const {
    if (turn.via_node) return graph_.node_source[node] == *turn.via_node;
    return turn.via_place && core::distance(graph_.nodes[node], *turn.via_place).value < same_place;
  }

  [[nodiscard]] std::optional<std::vector<Course>> over_node(const TurnRestriction& turn) const {
    std::vector<Course> in;
    std::vector<Course> out;
    for (const Course at : courses(turn.from)) {
      if (is_via(turn, end_of(graph_, at)) && !graph_.is_passage(edge_of(at))) in.push_back(at);
    }
    for (const Course at : courses(turn.to)) {
      if (is_via(turn, begin_of(graph_, at)) && !graph_.is_passage(edge_of(at))) out.push_back(at);
    }
    if (in.size() != 1 || out.size() != 1 || end_of(graph_, in[0]) != begin_of(graph_, out[0])) return std::nullopt;
    return std::vector<Course>{in[0], out[0]};
  }

  /// Every simple walk over all edges of the lines between, from an end of `from` to an end of `to`; there must be one.
  [[nodiscard]] std::optional<std::vector<Course>> over_lines(const TurnRestriction& turn) const {
    std::vector<Course> between;
    for (const std::string& line : turn.via) {
      const auto more = courses(line);
      if (more.empty()) return std::nullopt;
      between.insert(between.end(), more.begin(), more.end());
    }
    std::vector<std::vector<Course>> found;
    for (const Course in : courses(turn.from)) {
      if (const auto walk = walk_on(in, between)) {
        for (const Course out : courses(turn.to)) {
          if (begin_of(graph_, out) != end_of(graph_, walk->back())) continue;
          found.push_back(*walk);
          found.back().push_back(out);
        }
      }
    }
    if (found.size() != 1) return std::nullopt;
    return found.front();
  }

  /// `in`, then all edges between one after the other; nothing where they do not form one chain from there.
  [[nodiscard]] std::optional<std::vector<Course>> walk_on(Course in, std::span<const Course> between) const {
    std::vector<Course> walk{in};
    std::set<EdgeId> used{edge_of(in)};
    for (std::size_t left = between.size() / 2; left > 0; --left) {
      const NodeId at = end_of(graph_, walk.back());
      const auto next = std::find_if(between.begin(), between.end(), [&](Course candidate) {
        return begin_of(graph_, candidate) == at && !used.contains(edge_of(candidate));
      });
      if (next == between.end()) return std::nullopt;
      used.insert(edge_of(*next));
      walk.push_back(*next);
    }
    return walk;
  }

  const RoadGraph& graph_;
  Column<NodeId, std::vector<Course>> courses_from_;
  std::map<std::string_view, std::vector<EdgeId>> edges_;
};

}  // namespace

TurnPaths turn_paths(const RoadGraph& graph, std::span<const RoadLine> lines, std::span<const TurnRestriction> restrictions) {
  TurnPaths paths;
  if (restrictions.empty()) return paths;
  const Placing placing(graph, lines, restrictions);
  for (const TurnRestriction& turn : restrictions) {
    const auto path = placing.path(turn);
    if (!path) {
      paths.unused.push_back(turn.source_id);
      continue;
    }
    for (std::size_t mode = 0; mode < mode_count; ++mode) {
      const auto passable = [&](Course at) { return may_take(graph, mode, at); };
      if (mode == on_foot || !turn.binds[mode] || !std::all_of(path->begin(), path->end(), passable)) continue;
      if (!turn.only) {
        paths.forbidden[mode].push_back(*path);
        continue;
      }
      for (const Course other : placing.from(begin_of(graph, path->back()))) {
        if (other == path->back() || !passable(other)) continue;
        paths.forbidden[mode].push_back(*path);
        paths.forbidden[mode].back().back() = other;
      }
    }
  }
  for (std::size_t mode = 0; mode < mode_count; ++mode) {
    for (auto& run : turns_in_mid_road(graph, static_cast<Mode>(mode), paths.forbidden[mode])) {
      paths.forbidden[mode].push_back(std::move(run));
    }
  }
  return paths;
}

}  // namespace wangge::network
