#include "engine/planning/part_flood.h"

#include <algorithm>
#include <limits>

namespace wangge::planning {

void PartFlood::start(const SearchGraph& graph, const std::vector<std::uint32_t>& labels, Node node) {
  first_stamp_ += static_cast<std::uint32_t>(fronts_.size());
  if (first_stamp_ > std::numeric_limits<std::uint32_t>::max() - graph.size()) {
    std::fill(stamp_.begin(), stamp_.end(), 0);
    first_stamp_ = 1;
  }
  fronts_.clear();
  for (const SearchGraph::Arc& arc : graph.out(node)) {
    if (!arc.connects || labels[arc.to] != labels[node]) continue;
    const auto front = static_cast<std::uint32_t>(fronts_.size());
    fronts_.push_back({.head = arc.to, .tail = arc.to, .length = 1, .met = front, .open = 1});
    stamp_[arc.to] = first_stamp_ + front;
  }
}

std::uint32_t PartFlood::root(std::uint32_t front) const {
  while (fronts_[front].met != front) front = fronts_[front].met;
  return front;
}

void PartFlood::push(std::uint32_t front, Node node) {
  Front& own = fronts_[front];
  stamp_[node] = first_stamp_ + front;
  if (own.length++ == 0) {
    own.head = node;
  } else {
    next_[own.tail] = node;
  }
  own.tail = node;
}

bool PartFlood::holds_without(const SearchGraph& graph, const std::vector<std::uint32_t>& labels, Node node) {
  start(graph, labels, node);
  std::size_t apart = fronts_.size();
  for (std::uint32_t front = 0; apart > 1; front = front + 1 < fronts_.size() ? front + 1 : 0) {
    if (fronts_[front].length == 0) continue;
    const Node at = fronts_[front].head;
    fronts_[front].head = next_[at];
    --fronts_[front].length;
    for (const SearchGraph::Arc& arc : graph.out(at)) {
      if (!arc.connects || labels[arc.to] != labels[node] || arc.to == node) continue;
      if (stamp_[arc.to] < first_stamp_) {
        push(front, arc.to);
        continue;
      }
      const std::uint32_t here = root(front);
      const std::uint32_t there = root(stamp_[arc.to] - first_stamp_);
      if (here == there) continue;
      fronts_[there].met = here;
      fronts_[here].open += fronts_[there].open;
      if (--apart == 1) return true;
    }
    if (fronts_[front].length == 0 && --fronts_[root(front)].open == 0) return false;
  }
  return true;
}

}  // namespace wangge::planning
