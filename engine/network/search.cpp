#include "engine/network/search.h"

#include <algorithm>
#include <utility>

namespace wangge::network {

void Search::start(Mode mode) {
  out_ = &graph_->out[static_cast<std::size_t>(mode)];
  if (touched_.size() > label_.size() / 4) {
    std::fill(label_.begin(), label_.end(), none);
  } else {
    for (const NodeId node : touched_) label_[node] = none;
  }
  touched_.clear();
  heap_.clear();
}

SearchPool::Lease SearchPool::take() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!idle_.empty()) {
      auto search = std::move(idle_.back());
      idle_.pop_back();
      return {*this, std::move(search)};
    }
  }
  return {*this, std::make_unique<Search>(*graph_)};
}

void SearchPool::give_back(std::unique_ptr<Search> search) {
  const std::lock_guard<std::mutex> lock(mutex_);
  idle_.push_back(std::move(search));
}

}  // namespace wangge::network
