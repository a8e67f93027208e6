#include "engine/network/search.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace wangge::network {

void QuaternaryHeap::push(std::uint64_t key) {
  std::size_t hole = keys_.size();
  keys_.push_back(key);
  while (hole > 0) {
    const std::size_t parent = (hole - 1) / 4;
    if (keys_[parent] <= key) break;
    keys_[hole] = keys_[parent];
    hole = parent;
  }
  keys_[hole] = key;
}

std::uint64_t QuaternaryHeap::pop() {
  assert(!keys_.empty());
  const std::uint64_t least = keys_.front();
  const std::uint64_t last = keys_.back();
  keys_.pop_back();
  if (keys_.empty()) return least;
  std::size_t hole = 0;
  for (;;) {
    const std::size_t first = 4 * hole + 1;
    if (first >= keys_.size()) break;
    const auto begin = keys_.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = keys_.begin() + static_cast<std::ptrdiff_t>(std::min(first + 4, keys_.size()));
    const auto child = std::min_element(begin, end);
    if (*child >= last) break;
    keys_[hole] = *child;
    hole = static_cast<std::size_t>(child - keys_.begin());
  }
  keys_[hole] = last;
  return least;
}

void Search::start(Mode mode) {
  mode_ = mode;
  for (const NodeId node : touched_) label_[node] = none;
  touched_.clear();
  heap_.clear();
}

void Search::offer(NodeId node, std::uint64_t time) {
  std::uint32_t& label = label_[node];
  if (time >= label) return;  // also a time that does not fit: the label is at most `none`
  if (label == none) touched_.push_back(node);
  label = static_cast<std::uint32_t>(time);
  heap_.push(time << 32U | node.value());
}

std::optional<Search::Settled> Search::next() {
  while (!heap_.empty()) {
    const std::uint64_t key = heap_.pop();
    const NodeId node(key & 0xffffffffU);
    const auto time = static_cast<std::uint32_t>(key >> 32U);
    if (time != label_[node]) continue;  // an older, worse offer
    for (const Arc& arc : graph_->out_of(mode_, node)) offer(arc.head, std::uint64_t{time} + arc.time);
    return Settled{node, time};
  }
  return std::nullopt;
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
