#include "gis/map/canvas.h"

#include <fmt/format.h>

#include <cmath>

namespace wangge::gis::map {

Colour mix(Colour under, Colour over, double share) {
  std::uint32_t mixed = 0;
  for (const int shift : {16, 8, 0}) {
    const double a = (under.rgb >> shift) & 0xffU;
    const double b = (over.rgb >> shift) & 0xffU;
    mixed |= static_cast<std::uint32_t>(std::lround(a + (b - a) * share)) << shift;
  }
  return {mixed};
}

std::string hex(Colour colour) { return fmt::format("#{:06x}", colour.rgb & 0xffffffU); }

Path outline(const Rect& rect) { return {{{rect.low, {rect.high.x, rect.low.y}, rect.high, {rect.low.x, rect.high.y}}, true}}; }

}  // namespace wangge::gis::map
