#include "gis/cells/bucket_grid.h"

#include <algorithm>
#include <cmath>

namespace wangge::gis::cells {

BucketGrid::BucketGrid(std::span<const Segment> segments) {
  LatticePoint high;
  if (!segments.empty()) low_ = high = segments.front().a;
  for (const Segment& s : segments) {
    low_ = {std::min({low_.x, s.a.x, s.b.x}), std::min({low_.y, s.a.y, s.b.y})};
    high = {std::max({high.x, s.a.x, s.b.x}), std::max({high.y, s.a.y, s.b.y})};
  }
  const std::int64_t width = std::int64_t{high.x} - low_.x;
  const std::int64_t height = std::int64_t{high.y} - low_.y;
  const std::int64_t wanted = static_cast<std::int64_t>(2 * segments.size()) + 16;
  while (((width >> shift_) + 1) * ((height >> shift_) + 1) > wanted) ++shift_;
  columns_ = static_cast<std::int32_t>((width >> shift_) + 1);
  rows_ = static_cast<std::int32_t>((height >> shift_) + 1);

  first_.assign(size() + 1, 0);
  for (const Segment& s : segments) {
    for (BucketWalk walk(*this, s); walk.valid(); walk.next()) ++first_[walk.bucket() + 1];
  }
  for (std::size_t i = 0; i < size(); ++i) first_[i + 1] += first_[i];
  entries_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t i = 0; i < segments.size(); ++i) {
    for (BucketWalk walk(*this, segments[i]); walk.valid(); walk.next()) entries_[next[walk.bucket()]++] = i;
  }
}

BucketWalk::BucketWalk(const BucketGrid& grid, const Segment& segment)
    : grid_(&grid),
      segment_(segment.a.y <= segment.b.y ? segment : Segment{segment.b, segment.a}),
      row_(grid.row_of(std::int64_t{segment_.a.y} - 1)),
      last_row_(grid.row_of(std::int64_t{segment_.b.y} + 1)) {
  enter_row();
}

void BucketWalk::enter_row() {
  const std::int64_t left = std::int64_t{std::min(segment_.a.x, segment_.b.x)} - 1;
  const std::int64_t right = std::int64_t{std::max(segment_.a.x, segment_.b.x)} + 1;
  column_ = grid_->column_of(left);
  last_column_ = grid_->column_of(right);
  if (column_ == last_column_ || segment_.a.y == segment_.b.y) return;
  // Only the columns that the segment passes within this row; two units of margin cover the rounding of this estimate.
  const double slope = (static_cast<double>(segment_.b.x) - segment_.a.x) / (static_cast<double>(segment_.b.y) - segment_.a.y);
  const double low = std::max(static_cast<double>(grid_->bottom_of(row_)) - 2, static_cast<double>(segment_.a.y));
  const double high = std::min(static_cast<double>(grid_->bottom_of(row_ + 1)) + 2, static_cast<double>(segment_.b.y));
  const double x_low = segment_.a.x + slope * (low - segment_.a.y);
  const double x_high = segment_.a.x + slope * (high - segment_.a.y);
  const auto from = static_cast<std::int64_t>(std::floor(std::min(x_low, x_high))) - 2;
  const auto to = static_cast<std::int64_t>(std::ceil(std::max(x_low, x_high))) + 2;
  column_ = grid_->column_of(std::max(left, from));
  last_column_ = std::max(column_, grid_->column_of(std::min(right, to)));
}

}  // namespace wangge::gis::cells
