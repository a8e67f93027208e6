#include "engine/statistics/special.h"

#include "engine/core/math.h"

#include <cassert>
#include <cmath>

namespace wangge::statistics {
namespace {

/// P(a, x) by its series; for x < a + 1.
double lower_share(double a, double x) {
  double term = 1 / a;
  double sum = term;
  for (int i = 1; i < 10'000 && term > sum * 1e-17; ++i) {
    term *= x / (a + i);
    sum += term;
  }
  return sum * core::exp(a * core::log(x) - x - log_gamma(a));
}

/// Q(a, x) by its continued fraction after Lentz; for x >= a + 1.
double upper_share(double a, double x) {
  constexpr double tiny = 1e-300;
  double b = x + 1 - a;
  double c = 1 / tiny;
  double d = 1 / b;
  double fraction = d;
  for (int i = 1; i < 10'000; ++i) {
    const double factor = -i * (i - a);
    b += 2;
    d = factor * d + b;
    if (std::abs(d) < tiny) d = tiny;
    c = b + factor / c;
    if (std::abs(c) < tiny) c = tiny;
    d = 1 / d;
    const double step = d * c;
    fraction *= step;
    if (std::abs(step - 1) < 1e-16) break;
  }
  return fraction * core::exp(a * core::log(x) - x - log_gamma(a));
}

}  // namespace

double log_gamma(double x) {
  assert(x > 0);
  double product = 1;
  while (x < 12) {
    product *= x;
    x += 1;
  }
  const double y = 1 / (x * x);
  const double series = (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y * (1.0 / 1188))))) / x;
  constexpr double log_of_root_of_tau = 0.918938533204672741780;
  return (x - 0.5) * core::log(x) - x + log_of_root_of_tau + series - core::log(product);
}

double chi_square_tail(double x, double degrees) {
  assert(degrees > 0 && x >= 0);
  const double a = degrees / 2;
  const double half = x / 2;
  if (!(half > 0)) return 1;
  return half < a + 1 ? 1 - lower_share(a, half) : upper_share(a, half);
}

}  // namespace wangge::statistics
