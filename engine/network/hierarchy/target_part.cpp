#include "engine/network/hierarchy/target_part.h"

#include <algorithm>

namespace wangge::network {

void TargetPart::select(std::span<const Ends> targets) {
  for (const Ends& ends : targets) {
    for (const NodeTime& end : ends) {
      if (end.node.valid()) wanted_.add(metric_->place(end.node));
    }
  }
  place_.clear();
  wanted_.drain([&](std::uint32_t place) {
    place_.push_back(place);
    for (const Link& link : metric_->down()[place]) wanted_.add(link.place);
  });
  std::reverse(place_.begin(), place_.end());
  for (std::uint32_t i = 0; i < place_.size(); ++i) local_[place_[i]] = i;

  down_.first.assign(1, 0);
  down_.links.clear();
  for (const std::uint32_t place : place_) {
    for (const Link& link : metric_->down()[place]) down_.links.push_back({local_[link.place], link.time});
    down_.first.push_back(static_cast<std::uint32_t>(down_.links.size()));
  }
  landings_.assign(targets.size(), {});
  for (std::size_t i = 0; i < targets.size(); ++i) {
    for (std::size_t e = 0; e < targets[i].size(); ++e) {
      const NodeTime& end = targets[i][e];
      if (end.node.valid()) landings_[i][e] = {local_[metric_->place(end.node)], end.time};
    }
  }
}

}  // namespace wangge::network
