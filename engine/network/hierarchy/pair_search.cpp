#include "engine/network/hierarchy/pair_search.h"

#include "engine/network/hierarchy/lanes.h"
#include "engine/network/hierarchy/unpack.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace wangge::network {

/// Both ends' ways to the top, merged, from the lowest in the hierarchy.
template <class Visit>
void PairSearch::visit_ways_up(const Ends& ends, Visit&& visit) const {
  std::array<std::uint32_t, 2> at{Metric::none, Metric::none};
  for (std::size_t e = 0; e < ends.size(); ++e) {
    if (ends[e].node.valid()) at[e] = metric_->place(ends[e].node);
  }
  if (at[0] == at[1]) at[1] = Metric::none;
  while (at[0] != Metric::none || at[1] != Metric::none) {
    // The higher number is the lower in the hierarchy; `none` counts as past the top.
    const bool second = at[0] == Metric::none || (at[1] != Metric::none && at[1] > at[0]);
    std::uint32_t& next = at[second ? 1 : 0];
    visit(next);
    next = metric_->parent(next);
    if (at[0] == at[1]) at[1] = Metric::none;
  }
}

void PairSearch::climb(const SearchGraph& graph, const Ends& ends, std::vector<std::uint32_t>& labels) {
  for (const NodeTime& end : ends) {
    if (!end.node.valid()) continue;
    std::uint32_t& label = labels[metric_->place(end.node)];
    label = std::min(label, end.time);
  }
  visit_ways_up(ends, [&](std::uint32_t place) {
    const std::uint32_t label = labels[place];
    if (label == Metric::none) return;
    for (const Link& link : graph[place]) labels[link.place] = std::min(labels[link.place], sum(label, link.time));
  });
}

PairSearch::Meeting PairSearch::meet(const Ends& from, const Ends& to) {
  climb(metric_->up(), from, from_source_);
  climb(metric_->down(), to, to_goal_);
  Meeting best;
  visit_ways_up(from, [&](std::uint32_t place) {
    const std::uint32_t time = sum(from_source_[place], to_goal_[place]);
    if (time < best.time) best = {time, place};
  });
  return best;
}

void PairSearch::forget(const Ends& from, const Ends& to) {
  visit_ways_up(from, [&](std::uint32_t place) { from_source_[place] = Metric::none; });
  visit_ways_up(to, [&](std::uint32_t place) { to_goal_[place] = Metric::none; });
}

std::uint32_t PairSearch::time(const Ends& from, const Ends& to) {
  const Meeting meeting = meet(from, to);
  forget(from, to);
  return meeting.time;
}

PairSearch::Trace PairSearch::trace(const SearchGraph& graph, const Ends& ends, const std::vector<std::uint32_t>& labels,
                                    std::uint32_t meeting) const {
  std::vector<std::uint32_t> visited;
  visit_ways_up(ends, [&](std::uint32_t place) { visited.push_back(place); });
  Trace found{{meeting}, 0};
  const auto starts_here = [&](std::uint32_t place) {
    for (std::size_t e = 0; e < ends.size(); ++e) {
      if (!ends[e].node.valid() || metric_->place(ends[e].node) != place || ends[e].time != labels[place]) continue;
      found.end = e;
      return true;
    }
    return false;
  };
  const auto leads_to = [&](std::uint32_t from, std::uint32_t to) {
    return std::any_of(graph[from].begin(), graph[from].end(), [&](const Link& link) {
      return link.place == to && labels[from] != Metric::none && sum(labels[from], link.time) == labels[to];
    });
  };
  std::size_t i = visited.size();
  while (!starts_here(found.places.back())) {
    assert(i > 0);
    const std::uint32_t candidate = visited[--i];
    if (leads_to(candidate, found.places.back())) found.places.push_back(candidate);
  }
  return found;
}

NodePath PairSearch::path(const RoadGraph& graph, const Ends& from, const Ends& to) {
  NodePath path;
  const Meeting meeting = meet(from, to);
  path.time = meeting.time;
  if (meeting.time != Metric::none) {
    Trace out = trace(metric_->up(), from, from_source_, meeting.place);
    const Trace in = trace(metric_->down(), to, to_goal_, meeting.place);
    path.from = out.end;
    path.to = in.end;
    std::reverse(out.places.begin(), out.places.end());
    out.places.insert(out.places.end(), in.places.begin() + 1, in.places.end());
    for (std::size_t i = 0; i + 1 < out.places.size(); ++i) {
      append_link(*metric_, graph, metric_->node(out.places[i]), metric_->node(out.places[i + 1]), path.steps);
    }
  }
  forget(from, to);
  return path;
}

}  // namespace wangge::network
