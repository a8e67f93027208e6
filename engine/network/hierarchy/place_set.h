#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wangge::network {

/// A set of places as bits, emptied from the highest down while lower ones may still be added: what a search from low in a
/// hierarchy to its top will meet, in order and without a queue.
class PlaceSet {
 public:
  explicit PlaceSet(std::size_t places) : words_(places / 64 + 1, 0) {}

  void add(std::uint32_t place) {
    words_[place / 64] |= std::uint64_t{1} << (place % 64);
    end_ = std::max(end_, std::size_t{place / 64} + 1);
  }
  /// Calls visit(place) from the highest place to the lowest; it may add lower places. O(highest / 64 + places).
  template <class Visit>
  void drain(Visit&& visit) {
    for (std::size_t i = end_; i-- > 0;) {
      while (words_[i] != 0) {
        const int bit = 63 - std::countl_zero(words_[i]);
        words_[i] ^= std::uint64_t{1} << bit;
        visit(static_cast<std::uint32_t>(64 * i) + static_cast<std::uint32_t>(bit));
      }
    }
    end_ = 0;
  }

 private:
  std::vector<std::uint64_t> words_;
  std::size_t end_ = 0;  ///< no bit is set from this word on
};

}  // namespace wangge::network
