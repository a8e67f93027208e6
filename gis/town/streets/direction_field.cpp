#include "gis/town/streets/direction_field.h"

#include "engine/core/math.h"

#include <algorithm>
#include <cmath>

namespace wangge::town::streets {
namespace {

/// 1 at the place itself, 1/2 at `reach`, falling as the fourth power beyond.
double fading(double distance, double reach) {
  if (reach <= 0) return 1;
  const double share = distance / reach;
  return 1 / (1 + share * share * share * share);
}

/// (cos 2t, sin 2t) of the direction t of a unit vector.
Position doubled(Position direction) {
  return {direction.x * direction.x - direction.y * direction.y, 2 * direction.x * direction.y};
}

/// The same for all four arms of a cross.
Position fourfold(Position direction) { return doubled(doubled(direction)); }

/// The direction of half the angle, without an angle.
Position halved(Position direction) {
  return {std::sqrt(std::max(0.0, (1 + direction.x) / 2)),
          (direction.y < 0 ? -1 : 1) * std::sqrt(std::max(0.0, (1 - direction.x) / 2))};
}

Position line_cross(const LineBasis& basis, Position place) {
  double best = basis.reach * 3;
  Position direction{0, 0};
  for (std::size_t i = 0; i + 1 < basis.line.size(); ++i) {
    if (surely_beyond(best, place, basis.line[i], basis.line[i + 1])) continue;
    const double away = distance_to_segment(place, basis.line[i], basis.line[i + 1]);
    if (away >= best) continue;
    best = away;
    direction = unit(basis.line[i + 1] - basis.line[i]);
  }
  return fourfold(direction) * (basis.weight * fading(best, basis.reach) * (length(direction) > 0 ? 1 : 0));
}

Position cross_at(const FieldPlan& plan, const Noise& noise, Position place) {
  Position sum;
  for (const GridBasis& basis : plan.grids) {
    const double weight = basis.weight * fading(length(place - basis.centre), basis.reach);
    sum = sum + Position{core::cos(4 * basis.angle), core::sin(4 * basis.angle)} * weight;
  }
  for (const RadialBasis& basis : plan.radials) {
    const Position out = place - basis.centre;
    if (length(out) < 1) continue;
    sum = sum + fourfold(unit(out)) * (basis.weight * fading(length(out), basis.reach));
  }
  for (const LineBasis& basis : plan.lines) sum = sum + line_cross(basis, place);
  const Turning& turning = plan.turning;
  const double core = turning.reach > 0 ? fading(length(place - turning.centre), turning.reach) : 0;
  const double turn = 4 * (turning.angle * core * noise.rough(place, turning.wavelength, 2) +
                           turning.everywhere * noise.rough(place, turning.wavelength * 6, 2));
  const double cosine = core::cos(turn);
  const double sine = core::sin(turn);
  const Position turned{sum.x * cosine - sum.y * sine, sum.x * sine + sum.y * cosine};
  const double size = length(turned);
  return size > 1e-9 ? turned * (1 / size) : Position{1, 0};
}

}  // namespace

DirectionField::DirectionField(const FieldPlan& plan, const Noise& noise, const Box& box, double cell)
    : low_(box.low),
      cell_(cell),
      columns_(static_cast<std::size_t>((box.high.x - box.low.x) / cell) + 2),
      rows_(static_cast<std::size_t>((box.high.y - box.low.y) / cell) + 2),
      samples_(columns_ * rows_) {
  for (std::size_t row = 0; row < rows_; ++row) {
    for (std::size_t column = 0; column < columns_; ++column) {
      const Position place = low_ + Position{cell * static_cast<double>(column), cell * static_cast<double>(row)};
      const Position arm = cross_at(plan, noise, place);
      samples_[row * columns_ + column] = {static_cast<float>(arm.x), static_cast<float>(arm.y)};
    }
  }
}

Position DirectionField::along(Position place, Position heading) const {
  const double u = std::clamp((place.x - low_.x) / cell_, 0.0, static_cast<double>(columns_ - 1) - 1e-6);
  const double v = std::clamp((place.y - low_.y) / cell_, 0.0, static_cast<double>(rows_ - 1) - 1e-6);
  const auto column = static_cast<std::size_t>(u);
  const auto row = static_cast<std::size_t>(v);
  const double s = u - static_cast<double>(column);
  const double t = v - static_cast<double>(row);
  const Cross* below = &samples_[row * columns_ + column];
  const Cross* above = below + columns_;
  const double a = (1 - t) * ((1 - s) * below[0].a + s * below[1].a) + t * ((1 - s) * above[0].a + s * above[1].a);
  const double b = (1 - t) * ((1 - s) * below[0].b + s * below[1].b) + t * ((1 - s) * above[0].b + s * above[1].b);
  const double size = std::sqrt(a * a + b * b);
  const Position axis = size > 0 ? halved(halved({a / size, b / size})) : Position{1, 0};
  const double forward = dot(axis, heading);
  const double sideways = dot(left_of(axis), heading);
  if (std::abs(forward) >= std::abs(sideways)) return axis * (forward < 0 ? -1.0 : 1.0);
  return left_of(axis) * (sideways < 0 ? -1.0 : 1.0);
}

}  // namespace wangge::town::streets
