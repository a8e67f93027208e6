#include "engine/network/hierarchy/lane_search.h"

#include "engine/network/hierarchy/sweep.h"

#include <algorithm>

namespace wangge::network {

template <std::size_t width>
void LaneSearch<width>::climb_from(std::span<const Ends> sources) {
  assert(sources.size() <= width);
  for (const Ends& ends : sources) {
    for (const NodeTime& end : ends) {
      if (end.node.valid()) open_.add(metric_->place(end.node));
    }
  }
  above_.clear();
  open_.drain([&](std::uint32_t place) {
    position_[place] = static_cast<std::uint32_t>(above_.size());
    above_.push_back(place);
    for (const Link& link : metric_->up()[place]) open_.add(link.place);
  });
  climbed_.assign(above_.size(), Lanes<width>{});
  for (std::size_t lane = 0; lane < sources.size(); ++lane) {
    for (const NodeTime& end : sources[lane]) {
      if (!end.node.valid()) continue;
      std::uint32_t& label = climbed_[position_[metric_->place(end.node)]].at[lane];
      label = std::max(label, ~end.time);
    }
  }
  climb(metric_->up(), above_, position_.data(), climbed_.data());
}

template <std::size_t width>
void LaneSearch<width>::reach_all(std::span<const Ends> sources) {
  climb_from(sources);
  if (labels_.size() < metric_->size()) labels_.resize(metric_->size());
  for (std::size_t i = 0; i < above_.size(); ++i) labels_[above_[i]] = climbed_[i];
  seeded_.assign(above_.rbegin(), above_.rend());
  descend(metric_->down(), seeded_, labels_.data());
}

template <std::size_t width>
std::span<const Lanes<width>> LaneSearch<width>::reach(std::span<const Ends> sources, const TargetPart& part) {
  climb_from(sources);
  if (labels_.size() < part.down().size()) labels_.resize(part.down().size());
  seeded_.clear();
  for (std::size_t i = above_.size(); i-- > 0;) {
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
