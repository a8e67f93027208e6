#include "gis/cells/lattice.h"

#include "engine/core/error.h"

#include <cmath>

#include <fmt/format.h>

namespace wangge::gis::cells {

Lattice Lattice::over(const Box& extent) {
  const double width = std::max(extent.high.x - extent.low.x, extent.high.y - extent.low.y);
  if (!std::isfinite(width) || width > 1.0e6) {
    throw core::Error(core::ErrorCode::input,
                      {.zh = fmt::format("区域范围宽 {:.0f} km，超出 1000 km：请检查坐标与坐标系", width / 1000),
                       .en = fmt::format("the areas span {:.0f} km, more than 1,000 km: check coordinates and reference system",
                                         width / 1000)});
  }
  const Position centre{std::floor((extent.low.x + extent.high.x) / 2), std::floor((extent.low.y + extent.high.y) / 2)};
  return Lattice(centre, width <= 1.2e5 ? 0x1p-13 : 0x1p-10);
}

std::optional<LatticePoint> Lattice::point(Position place) const {
  const double x = std::floor((place.x - centre_.x) / unit_ + 0.5);
  const double y = std::floor((place.y - centre_.y) / unit_ + 0.5);
  if (!(std::abs(x) <= lattice_limit && std::abs(y) <= lattice_limit)) return std::nullopt;
  return LatticePoint{static_cast<std::int32_t>(x), static_cast<std::int32_t>(y)};
}

Position Lattice::position(LatticePoint point) const { return {centre_.x + point.x * unit_, centre_.y + point.y * unit_}; }

std::int64_t Lattice::doubled_area(core::SquareMetres area) const {
  return static_cast<std::int64_t>(area.value * 2 / (unit_ * unit_));
}

}  // namespace wangge::gis::cells
