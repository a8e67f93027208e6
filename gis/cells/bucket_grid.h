#pragma once

#include "gis/cells/lattice_point.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::gis::cells {

/// Square buckets over the extent of some segments, about one bucket a segment; each bucket lists the segments that come within
/// one lattice unit of it. O(n) to build for segments of ordinary length.
class BucketGrid {
 public:
  explicit BucketGrid(std::span<const Segment> segments);

  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_); }
  [[nodiscard]] std::span<const std::uint32_t> operator[](std::size_t bucket) const {
    return {entries_.data() + first_[bucket], entries_.data() + first_[bucket + 1]};
  }
  [[nodiscard]] std::int32_t column_of(std::int64_t x) const { return clamped((x - low_.x) >> shift_, columns_); }
  [[nodiscard]] std::int32_t row_of(std::int64_t y) const { return clamped((y - low_.y) >> shift_, rows_); }
  [[nodiscard]] std::size_t bucket(std::int32_t column, std::int32_t row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
  }
  [[nodiscard]] std::size_t bucket_of(LatticePoint p) const { return bucket(column_of(p.x), row_of(p.y)); }
  /// The lowest y of a row.
  [[nodiscard]] std::int64_t bottom_of(std::int32_t row) const { return low_.y + (std::int64_t{row} << shift_); }

 private:
  [[nodiscard]] static std::int32_t clamped(std::int64_t index, std::int32_t size) {
    return index < 0 ? 0 : index >= size ? size - 1 : static_cast<std::int32_t>(index);
  }

  LatticePoint low_;
  std::int32_t shift_ = 0;
  std::int32_t columns_ = 1;
  std::int32_t rows_ = 1;
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> entries_;
};

/// The buckets within one lattice unit of a segment, each once.
///
///   for (BucketWalk walk(grid, segment); walk.valid(); walk.next()) use(grid[walk.bucket()]);
class BucketWalk {
 public:
  BucketWalk(const BucketGrid& grid, const Segment& segment);

  [[nodiscard]] bool valid() const { return row_ <= last_row_; }
  [[nodiscard]] std::size_t bucket() const { return grid_->bucket(column_, row_); }
  void next() {
    if (++column_ <= last_column_) return;
    if (++row_ <= last_row_) enter_row();
  }

 private:
  void enter_row();

  const BucketGrid* grid_;
  Segment segment_;
  std::int32_t row_;
  std::int32_t last_row_;
  std::int32_t column_ = 0;
  std::int32_t last_column_ = 0;
};

}  // namespace wangge::gis::cells
