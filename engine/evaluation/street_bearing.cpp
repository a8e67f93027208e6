#include "engine/evaluation/street_bearing.h"

#include "engine/core/math.h"

namespace wangge::evaluation {
namespace {

/// Tangents of 5, 15 ... 85 degrees: where a quadrant passes from bin to bin, without an arc tangent of the platform.
constexpr std::array<double, 9> tangents = {
    0.08748866352592401, 0.26794919243112270, 0.46630765815499858, 0.70020753820970978, 1.0,
    1.4281480067421146,  2.1445069205095586,  3.7320508075688773,  11.430052302761343};

}  // namespace

std::size_t BearingTally::bin_of(double east, double north) {
  std::size_t quadrant = 0;
  double sine = east;
  double cosine = north;
  if (east > 0 && north <= 0) {
    quadrant = 1;
    sine = -north;
    cosine = east;
  } else if (east <= 0 && north < 0) {
    quadrant = 2;
    sine = -east;
    cosine = -north;
  } else if (east < 0 && north >= 0) {
    quadrant = 3;
    sine = north;
    cosine = -east;
  }
  std::size_t step = 0;
  while (step < tangents.size() && sine >= cosine * tangents[step]) ++step;
  return (quadrant * tangents.size() + step) % bins;
}

void BearingTally::add(core::Position from, core::Position to, double weight) {
  const double east = to.x - from.x;
  const double north = to.y - from.y;
  if (east == 0 && north == 0) return;
  const std::size_t bin = bin_of(east, north);
  weight_[bin] += weight;
  weight_[(bin + bins / 2) % bins] += weight;
  total_ += 2 * weight;
}

double BearingTally::entropy() const {
  double sum = 0;
  for (const double weight : weight_) {
    if (weight > 0) sum -= weight / total_ * core::log(weight / total_);
  }
  return sum;
}

double BearingTally::order() const {
  const double grid = core::log(4);
  const double disorder = (entropy() - grid) / (core::log(static_cast<double>(bins)) - grid);
  return 1 - disorder * disorder;
}

}  // namespace wangge::evaluation
