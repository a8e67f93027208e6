#include "engine/network/hierarchy/target_part.h"

#include "engine/network/hierarchy/lanes.h"

#include <algorithm>
#include <utility>

namespace wangge::network {

void TargetPart::gather_all(std::span<const Ends> targets) {
  for (const Ends& ends : targets) {
    for (const NodeTime& end : ends) {
      if (end.node.valid()) wanted_.add(metric_->place(end.node));
    }
  }
  wanted_.drain([&](std::uint32_t place) {
    place_.push_back(place);
    for (const Link& link : metric_->down()[place]) wanted_.add(link.place);
  });
}

void TargetPart::gather_within(std::span<const Ends> targets, std::uint32_t limit) {
  nearest_.resize(metric_->size(), Metric::none);
  const auto want = [&](std::uint32_t place, std::uint32_t time) {
    if (time > limit) return;
    nearest_[place] = std::min(nearest_[place], time);
    wanted_.add(place);
  };
  for (const Ends& ends : targets) {
    for (const NodeTime& end : ends) {
      if (end.node.valid()) want(metric_->place(end.node), end.time);
    }
  }
  wanted_.drain([&](std::uint32_t place) {
    place_.push_back(place);
    const std::uint32_t here = std::exchange(nearest_[place], Metric::none);
    for (const Link& link : metric_->down()[place]) want(link.place, sum(here, link.time));
  });
}

void TargetPart::select(std::span<const Ends> targets, std::uint32_t limit) {
  place_.clear();
  if (limit == Metric::none) {
    gather_all(targets);
  } else {
    gather_within(targets, limit);
  }
  std::reverse(place_.begin(), place_.end());
  for (std::uint32_t i = 0; i < place_.size(); ++i) local_[place_[i]] = i;

  down_.first.assign(1, 0);
  down_.links.clear();
  for (const std::uint32_t place : place_) {
    for (const Link& link : metric_->down()[place]) {
      const std::uint32_t above = local(link.place);
      if (above != Metric::none) down_.links.push_back({above, link.time});
    }
    down_.first.push_back(static_cast<std::uint32_t>(down_.links.size()));
  }
  landings_.assign(targets.size(), {});
  for (std::size_t i = 0; i < targets.size(); ++i) {
    for (std::size_t e = 0; e < targets[i].size(); ++e) {
      const NodeTime& end = targets[i][e];
      const std::uint32_t at = end.node.valid() ? local(metric_->place(end.node)) : Metric::none;
      if (at != Metric::none) landings_[i][e] = {at, end.time};
    }
  }
}

}  // namespace wangge::network
