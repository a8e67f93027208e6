#include "gis/circles/tile_grid.h"

#include <cmath>

namespace wangge::gis::circles {
namespace {

std::int64_t floor_of(double value) { return static_cast<std::int64_t>(std::floor(value)); }

std::int64_t floor_divided(std::int64_t value, std::int64_t by) { return value >= 0 ? value / by : -((-value + by - 1) / by); }

}  // namespace

TileGrid::TileGrid(std::span<const Box> boxes, core::Metres spacing) : spacing_(spacing.value) {
  if (boxes.empty()) return;
  constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();
  struct Range {
    std::int64_t west = far, south = far, east = -far, north = -far;
  };
  std::vector<Range> ranges;
  Range all;
  const auto tile_of = [&](double coordinate) { return floor_divided(floor_of(coordinate / spacing_), side); };
  for (const Box& box : boxes) {
    const Range range{tile_of(box.low.x), tile_of(box.low.y), tile_of(box.high.x), tile_of(box.high.y)};
    all = {std::min(all.west, range.west), std::min(all.south, range.south), std::max(all.east, range.east),
           std::max(all.north, range.north)};
    ranges.push_back(range);
  }
  low_column_ = all.west * side;
  low_row_ = all.south * side;
  tile_columns_ = all.east - all.west + 1;
  tile_rows_ = all.north - all.south + 1;
  directory_.assign(static_cast<std::size_t>(tile_columns_ * tile_rows_), none);
  for (const Range& range : ranges) {
    for (std::int64_t y = range.south; y <= range.north; ++y) {
      for (std::int64_t x = range.west; x <= range.east; ++x)
        directory_[static_cast<std::size_t>((y - all.south) * tile_columns_ + x - all.west)] = 0;
    }
  }
  for (std::size_t i = 0; i < directory_.size(); ++i) {
    if (directory_[i] == none) continue;
    directory_[i] = static_cast<std::uint32_t>(tiles_.size());
    tiles_.push_back({static_cast<std::int64_t>(i) % tile_columns_ * side, static_cast<std::int64_t>(i) / tile_columns_ * side});
  }
}

std::int64_t TileGrid::column_of(double x) const { return floor_of(x / spacing_) - low_column_; }
std::int64_t TileGrid::row_of(double y) const { return floor_of(y / spacing_) - low_row_; }

}  // namespace wangge::gis::circles
