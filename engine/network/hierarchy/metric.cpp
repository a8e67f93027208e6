#include "engine/network/hierarchy/metric.h"

#include "engine/network/hierarchy/lanes.h"

#include <algorithm>
#include <utility>

namespace wangge::network {

Metric::Metric(const Skeleton& skeleton, Mode mode, Column<EdgeId, EdgeTime> times)
    : skeleton_(&skeleton), mode_(mode), top_(static_cast<std::uint32_t>(skeleton.size()) - 1), edge_time_(std::move(times)) {
  take_times();
  relax_lower_triangles();
  const std::vector<Both> shortest = relax_upper_triangles();
  up_ = keep(shortest, 0);
  down_ = keep(shortest, 1);
}

void Metric::take_times() {
  times_.assign(skeleton_->arc_count(), {});
  for (const Skeleton::Slot& slot : skeleton_->slots(mode_)) {
    std::uint32_t& time = times_[slot.at / 2].way[slot.at % 2];
    time = std::min(time, edge_time(slot.edge, slot.forward));
  }
}

/// For every triangle low - middle - high, from the lowest: the arc middle - high may lead by way of low, whose arcs are final.
void Metric::relax_lower_triangles() {
  const auto first = skeleton_->first();
  const auto heads = skeleton_->heads();
  const auto tails = skeleton_->tails();
  std::vector<std::uint32_t> arc_to(skeleton_->size());
  Both* const times = times_.data();
  for (std::uint32_t middle = 0; middle < skeleton_->size(); ++middle) {
    for (std::uint32_t arc = first[middle]; arc < first[middle + 1]; ++arc) arc_to[heads[arc]] = arc;
    for (const std::uint32_t below : skeleton_->from_below(middle)) {
      const auto [to_middle, to_low] = times[below].way;
      if (to_middle == none && to_low == none) continue;
      const std::uint32_t end = first[tails[below] + 1];
      for (std::uint32_t beyond = below + 1; beyond < end; ++beyond) {
        Both& across = times[arc_to[heads[beyond]]];
        across.way[0] = std::min(across.way[0], sum(to_low, times[beyond].way[0]));
        across.way[1] = std::min(across.way[1], sum(times[beyond].way[1], to_middle));
      }
    }
  }
}

/// For every triangle low - middle - high, from the highest: the arc middle - high is final and offers each of the other two a
/// way over the third.
std::vector<Metric::Both> Metric::relax_upper_triangles() const {
  const auto first = skeleton_->first();
  const auto heads = skeleton_->heads();
  const auto tails = skeleton_->tails();
  std::vector<std::uint32_t> arc_to(skeleton_->size());
  std::vector<Both> shortest = times_;
  Both* const times = shortest.data();
  for (auto middle = static_cast<std::uint32_t>(skeleton_->size()); middle-- > 0;) {
    for (std::uint32_t arc = first[middle]; arc < first[middle + 1]; ++arc) arc_to[heads[arc]] = arc;
    for (const std::uint32_t below : skeleton_->from_below(middle)) {
      auto [to_middle, to_low] = times[below].way;
      const std::uint32_t end = first[tails[below] + 1];
      for (std::uint32_t beyond = below + 1; beyond < end; ++beyond) {
        const auto [to_high, from_high] = times[arc_to[heads[beyond]]].way;
        Both& other = times[beyond];
        other.way[0] = std::min(other.way[0], sum(to_middle, to_high));
        other.way[1] = std::min(other.way[1], sum(from_high, to_low));
        to_middle = std::min(to_middle, sum(other.way[0], from_high));
        to_low = std::min(to_low, sum(to_high, other.way[1]));
      }
      times[below].way = {to_middle, to_low};
    }
  }
  return shortest;
}

SearchGraph Metric::keep(const std::vector<Both>& shortest, std::uint32_t way) const {
  const auto first = skeleton_->first();
  const auto heads = skeleton_->heads();
  SearchGraph graph;
  graph.first.reserve(skeleton_->size() + 1);
  for (auto rank = static_cast<std::uint32_t>(skeleton_->size()); rank-- > 0;) {
    for (std::uint32_t arc = first[rank + 1]; arc-- > first[rank];) {
      const std::uint32_t time = times_[arc].way[way];
      if (time != none && time == shortest[arc].way[way]) graph.links.push_back({top_ - heads[arc], time});
    }
    graph.first.push_back(static_cast<std::uint32_t>(graph.links.size()));
  }
  return graph;
}

}  // namespace wangge::network
