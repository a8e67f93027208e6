#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace wangge::routing {

/// Times from every stop to every other, in milliseconds or any other whole unit, by rows; the way back may take another time.
/// Plain numbers, for speed.
///
///   WayTable table(3, {0, 4, 9, 4, 0, 5, 9, 5, 0});   table.time(0, 2)   // 9
class WayTable {
 public:
  using Stop = std::uint32_t;

  /// Preconditions: size squared times, each from 0 to 2^40; at most 2^15 stops. Those from a stop to itself are not looked at.
  WayTable(std::size_t size, std::vector<std::int64_t> times) : size_(size), times_(std::move(times)) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::int64_t time(Stop from, Stop to) const { return times_[from * size_ + to]; }

 private:
  std::size_t size_;
  std::vector<std::int64_t> times_;
};

}  // namespace wangge::routing
