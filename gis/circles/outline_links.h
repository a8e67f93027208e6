#pragma once

#include "gis/circles/tile_grid.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::gis::circles {

/// A piece of outline through one lattice square, from lattice edge to lattice edge.
struct OutlineLink {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};

/// The links of one shape by the edge they start from, of which no two start from the same; each is handed out once. Hashed,
/// with linear probing: at most 32 bytes a link. To be used again for the next shape.
///
///   links.fill(of_shape);   while ((edge = links.take(edge)) != OutlineLinks::none) …
class OutlineLinks {
 public:
  static constexpr std::uint32_t none = TileGrid::none;

  void fill(std::span<const OutlineLink> links) {
    bits_ = std::bit_width(std::max<std::size_t>(links.size(), 8)) + 1;
    slots_.assign(std::size_t{1} << bits_, {none, none});
    for (const OutlineLink& link : links) slots_[slot(link.from)] = link;
  }
  /// Where the link from this edge leads; `none` where there is none, or it is taken.
  [[nodiscard]] std::uint32_t take(std::uint32_t from) {
    std::uint32_t& to = slots_[slot(from)].to;
    const std::uint32_t found = to;
    to = none;
    return found;
  }

 private:
  /// Of the link from this edge, or the empty one in which it would stand.
  [[nodiscard]] std::size_t slot(std::uint32_t from) const {
    constexpr std::uint64_t golden = 0x9E3779B97F4A7C15U;
    std::size_t at = static_cast<std::size_t>((from * golden) >> (64 - bits_));
    while (slots_[at].from != from && slots_[at].from != none) at = (at + 1) & (slots_.size() - 1);
    return at;
  }

  int bits_ = 0;
  std::vector<OutlineLink> slots_;
};

}  // namespace wangge::gis::circles
