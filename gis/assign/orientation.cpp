#include "gis/assign/orientation.h"

#include <cmath>
#include <limits>

#include <boost/multiprecision/cpp_int.hpp>

namespace wangge::gis {
namespace {

int exact_orientation(core::Position a, core::Position b, core::Position c) {
  using Rational = boost::multiprecision::cpp_rational;
  const Rational left = (Rational(a.x) - Rational(c.x)) * (Rational(b.y) - Rational(c.y));
  const Rational right = (Rational(a.y) - Rational(c.y)) * (Rational(b.x) - Rational(c.x));
  return left.compare(right);
}

}  // namespace

int orientation(core::Position a, core::Position b, core::Position c) {
  const double left = (a.x - c.x) * (b.y - c.y);
  const double right = (a.y - c.y) * (b.x - c.x);
  const double difference = left - right;
  // Shewchuk 1997, "Adaptive precision floating-point arithmetic": the error of `difference` is below (3 + 16 u) u (|left| +
  // |right|).
  constexpr double unit = std::numeric_limits<double>::epsilon() / 2;
  const double bound = (3 + 16 * unit) * unit * (std::abs(left) + std::abs(right));
  if (difference > bound) return 1;
  if (-difference > bound) return -1;
  const int sign = exact_orientation(a, b, c);
  return (sign > 0) - (sign < 0);
}

}  // namespace wangge::gis
