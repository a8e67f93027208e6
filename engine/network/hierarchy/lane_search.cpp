#include "engine/network/hierarchy/lane_search.h"

#include "engine/network/hierarchy/sweep.h"

#include <algorithm>
#include <utility>

namespace wangge::network {

/// Links that lead too far end here.
constexpr std::uint32_t nowhere = 0;

template <std::size_t width>
void LaneSearch<width>::gather_all(std::span<const Ends> sources) {
  for (const Ends& ends : sources) {
    for (const NodeTime& end : ends) {
      if (end.node.valid()) open_.add(metric_->place(end.node));
    }
  }
  open_.drain([&](std::uint32_t place) {
    position_[place] = static_cast<std::uint32_t>(above_.size());
    above_.push_back(place);
    for (const Link& link : metric_->up()[place]) open_.add(link.place);
  });
}

/// What is too far from all sources is left out; a place that a nearer link leads to is met later and then gets its position.
template <std::size_t width>
void LaneSearch<width>::gather_within(std::span<const Ends> sources, std::uint32_t limit) {
  nearest_.resize(metric_->size(), Metric::none);
  const auto open = [&](std::uint32_t place, std::uint32_t time) {
    if (time > limit) {
      position_[place] = nowhere;
      return;
    }
    nearest_[place] = std::min(nearest_[place], time);
    open_.add(place);
  };
  for (const Ends& ends : sources) {
    for (const NodeTime& end : ends) {
      if (end.node.valid()) open(metric_->place(end.node), end.time);
    }
  }
  open_.drain([&](std::uint32_t place) {
    position_[place] = static_cast<std::uint32_t>(above_.size());
    above_.push_back(place);
    const std::uint32_t here = std::exchange(nearest_[place], Metric::none);
    for (const Link& link : metric_->up()[place]) open(link.place, sum(here, link.time));
  });
}

template <std::size_t width>
void LaneSearch<width>::climb_from(std::span<const Ends> sources, std::uint32_t limit) {
  assert(sources.size() <= width);
  above_.assign(1, Metric::none);
  if (limit == Metric::none) {
    gather_all(sources);
  } else {
    gather_within(sources, limit);
  }
  climbed_.assign(above_.size(), Lanes<width>{});
  for (std::size_t lane = 0; lane < sources.size(); ++lane) {
    for (const NodeTime& end : sources[lane]) {
      if (!end.node.valid()) continue;
      std::uint32_t& label = climbed_[position_[metric_->place(end.node)]].at[lane];
      label = std::max(label, ~end.time);
    }
  }
  climb(metric_->up(), std::span(above_).subspan(1), position_.data(), climbed_.data());
}

template <std::size_t width>
void LaneSearch<width>::reach_all(std::span<const Ends> sources) {
  climb_from(sources, Metric::none);
  if (labels_.size() < metric_->size()) labels_.resize(metric_->size());
  for (std::size_t i = 1; i < above_.size(); ++i) labels_[above_[i]] = climbed_[i];
  seeded_.assign(above_.rbegin(), above_.rend() - 1);
  descend(metric_->down(), seeded_, labels_.data());
}

template <std::size_t width>
std::span<const Lanes<width>> LaneSearch<width>::reach(std::span<const Ends> sources, const TargetPart& part,
                                                       std::uint32_t limit) {
  climb_from(sources, limit);
  if (labels_.size() < part.down().size()) labels_.resize(part.down().size());
  seeded_.clear();
  for (std::size_t i = above_.size(); i-- > 1;) {
    const std::uint32_t local = part.local(above_[i]);
    if (local == Metric::none) continue;
    labels_[local] = climbed_[i];
    seeded_.push_back(local);
  }
  descend(part.down(), seeded_, labels_.data());
  times_.resize(part.landings().size());
  if (part.down().size() == 0) {
    for (Lanes<width>& times : times_) times.at.fill(Metric::none);
  } else {
    land(part.landings(), labels_.data(), times_.data());
  }
  return times_;
}

template class LaneSearch<1>;
template class LaneSearch<16>;

}  // namespace wangge::network
