#include "engine/core/distributions.h"

#include "engine/core/math.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace wangge::core {
namespace {

std::uint64_t poisson_piece(Stream& luck, double mean) {
  double term = exp(-mean);
  double reached = term;
  const double level = luck.uniform();
  std::uint64_t count = 0;
  while (reached <= level && term > 0) {
    ++count;
    term *= mean / static_cast<double>(count);
    reached += term;
  }
  return count;
}

/// Gamma with the given shape >= 1 and scale 1.
double gamma_of_shape(Stream& luck, double shape) {
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  while (true) {
    const double z = normal(luck);
    const double root = 1 + c * z;
    if (root <= 0) continue;
    const double v = root * root * root;
    if (log(luck.uniform_open()) < 0.5 * z * z + d - d * v + d * log(v)) return d * v;
  }
}

}  // namespace

double exponential(Stream& luck, double mean) { return -log(luck.uniform_open()) * mean; }

double normal(Stream& luck) { return inverse_normal(luck.uniform_open()); }

Lognormal::Lognormal(double mean, double cv) {
  assert(mean > 0 && cv >= 0);
  const double variance = log(1 + cv * cv);
  location_ = log(mean) - variance / 2;
  scale_ = std::sqrt(variance);
}

double Lognormal::draw(Stream& luck) const { return exp(location_ + scale_ * normal(luck)); }

Hyperexponential::Hyperexponential(double mean, double cv) {
  assert(mean > 0 && cv >= 1);
  const double square = cv * cv;
  first_share_ = (1 + std::sqrt((square - 1) / (square + 1))) / 2;
  first_mean_ = mean / (2 * first_share_);
  second_mean_ = mean / (2 * (1 - first_share_));
}

double Hyperexponential::draw(Stream& luck) const {
  const bool first = luck.uniform() < first_share_;
  return exponential(luck, first ? first_mean_ : second_mean_);
}

double gamma(Stream& luck, double mean, double cv) {
  assert(mean > 0 && cv > 0);
  const double shape = 1 / (cv * cv);
  if (shape >= 1) return gamma_of_shape(luck, shape) * mean / shape;
  const double boosted = gamma_of_shape(luck, shape + 1);
  return boosted * pow(luck.uniform_open(), 1 / shape) * mean / shape;
}

std::uint64_t poisson(Stream& luck, double mean) {
  assert(mean >= 0);
  constexpr double piece = 16;
  std::uint64_t count = 0;
  for (double left = mean; left > 0; left -= piece) count += poisson_piece(luck, std::min(left, piece));
  return count;
}

}  // namespace wangge::core
