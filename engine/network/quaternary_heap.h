#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wangge::network {

/// A heap of 64-bit keys, least first, four children a node: flatter than a binary heap and kinder to the cache.
/// Equal keys are alike, so the order of removal is a matter of the keys alone.
///
///   heap.push(time << 32U | node);   const std::uint64_t next = heap.pop();
class QuaternaryHeap {
 public:
  [[nodiscard]] bool empty() const { return keys_.empty(); }
  void clear() { keys_.clear(); }
  void push(std::uint64_t key) {
    keys_.push_back(key);
    rise(keys_.size() - 1, key);
  }
  /// Removes and returns the least. Precondition: not empty.
  std::uint64_t pop() {
    assert(!keys_.empty());
    const std::uint64_t least = keys_.front();
    const std::uint64_t last = keys_.back();
    keys_.pop_back();
    if (!keys_.empty()) rise(lowest_hole(), last);
    return least;
  }

 private:
  /// Leads the hole at the top all the way down: the last key belongs near the bottom, from where it rises a little.
  /// The least of four is found by arithmetic, which keeps the branches predictable.
  std::size_t lowest_hole() {
    std::uint64_t* const keys = keys_.data();
    const std::size_t size = keys_.size();
    std::size_t hole = 0;
    std::size_t first = 1;
    for (; first + 4 <= size; first = 4 * hole + 1) {
      const std::uint64_t a = keys[first];
      const std::uint64_t b = keys[first + 1];
      const std::uint64_t c = keys[first + 2];
      const std::uint64_t d = keys[first + 3];
      const std::uint64_t left = b < a ? b : a;
      const std::uint64_t right = d < c ? d : c;
      const std::size_t at_left = first + static_cast<std::size_t>(b < a);
      const std::size_t at_right = first + 2 + static_cast<std::size_t>(d < c);
      keys[hole] = right < left ? right : left;
      hole = right < left ? at_right : at_left;
    }
    if (first >= size) return hole;
    const auto child = static_cast<std::size_t>(std::min_element(keys + first, keys + size) - keys);
    keys[hole] = keys[child];
    return child;
  }
  /// Moves a hole up to where the key belongs and puts it there.
  void rise(std::size_t hole, std::uint64_t key) {
    std::uint64_t* const keys = keys_.data();
    while (hole > 0) {
      const std::size_t parent = (hole - 1) / 4;
      if (keys[parent] <= key) break;
      keys[hole] = keys[parent];
      hole = parent;
    }
    keys[hole] = key;
  }

  std::vector<std::uint64_t> keys_;
};

}  // namespace wangge::network
