#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace wangge::network {

/// The sum of two times, `none` (all bits set) where it does not fit: none + anything = none.
[[nodiscard]] constexpr std::uint32_t sum(std::uint32_t a, std::uint32_t b) {
  const std::uint32_t room = ~b;
  return (a < room ? a : room) + b;
}

/// Times or labels of several searches at one node, one search a lane; 16 lanes are one cache line.
template <std::size_t width>
struct Lanes {
  alignas(width * sizeof(std::uint32_t)) std::array<std::uint32_t, width> at;
};

}  // namespace wangge::network
