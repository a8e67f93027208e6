#pragma once

#include "engine/evaluation/planar_shape.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wangge::evaluation {

/// How far it is from a shape to the nearest of many outlines. Square buckets list the pieces of all outlines; a query looks
/// around the shape in growing boxes. Immutable, for several threads. O(pieces) to build, O(pieces near the shape) a query.
///
///   OutlineIndex streets(lines);   streets.nearest(footprint, Metres(2000))
class OutlineIndex {
 public:
  /// One entry an item: its polylines or rings. Items may be empty.
  explicit OutlineIndex(std::span<const std::vector<Ring>> items);

  /// From any of the lines of `shape` to the nearest item other than `except`: 0 where they touch or cross; nothing where none
  /// lies within `limit`.
  [[nodiscard]] std::optional<core::Metres> nearest(std::span<const Ring> shape, core::Metres limit,
                                                    std::optional<std::uint32_t> except = std::nullopt) const;
  /// From a place.
  [[nodiscard]] std::optional<core::Metres> nearest(Position place, core::Metres limit) const;

 private:
  struct Piece {
    Position a;
    Position b;
    std::uint32_t item = 0;
  };
  struct Reach {
    std::int64_t low_column, high_column, low_row, high_row;
  };

  struct Nearest {
    double distance;
    bool found;
    void take(std::span<const Ring> shape, Position a, Position b);
  };

  void choose_buckets();
  void fill_buckets();
  void look(const Reach& where, std::span<const Ring> shape, std::optional<std::uint32_t> except, Nearest& nearest) const;
  [[nodiscard]] Reach reach(Position low, Position high) const;

  std::vector<Piece> pieces_;
  Position low_;
  double side_ = 1;  ///< of a bucket, metres
  std::int64_t columns_ = 1;
  std::int64_t rows_ = 1;
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> entries_;
};

/// From a closed segment to another [m]: 0 where they meet.
[[nodiscard]] double segment_distance(Position a, Position b, Position c, Position d);

}  // namespace wangge::evaluation
