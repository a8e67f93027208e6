#include "gis/map/map_view.h"

#include "gis/map/scale_bar.h"

#include <algorithm>
#include <limits>

namespace wangge::gis::map {
namespace {

void stretch(Box& box, Position p) {
  box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y)};
  box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y)};
}

void stretch(Box& box, const MultiPolygon& shape) {
  for (const Polygon& polygon : shape) {
    for (const Position& p : polygon.outer) stretch(box, p);
  }
}

}  // namespace

Box extent(const PlanFile& plan) {
  constexpr double far = std::numeric_limits<double>::max();
  Box box{{far, far}, {-far, -far}};
  for (const PlanFile::Level& level : plan.levels) stretch(box, level.shape);
  for (const PlanFile::Grid& grid : plan.grids) stretch(box, grid.shape);
  if (box.low.x > box.high.x) {
    for (const PlanFile::Building& building : plan.buildings) stretch(box, building.shape);
  }
  if (box.low.x > box.high.x) return {plan.reference.origin, {plan.reference.origin.x + 1000, plan.reference.origin.y + 1000}};
  return box;
}

double fitting_scale(const Box& ground, const Rect& frame, double margin_mm) {
  const double wide = (ground.high.x - ground.low.x) * 1000 / std::max(1.0, frame.width() - 2 * margin_mm);
  const double high = (ground.high.y - ground.low.y) * 1000 / std::max(1.0, frame.height() - 2 * margin_mm);
  return std::max({wide, high, 100.0});
}

MapView round_view(const Box& ground, const Rect& frame, double margin_mm) {
  return {.frame = frame,
          .centre = {(ground.low.x + ground.high.x) / 2, (ground.low.y + ground.high.y) / 2},
          .denominator = round_scale(fitting_scale(ground, frame, margin_mm))};
}

}  // namespace wangge::gis::map
