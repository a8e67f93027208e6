#include "engine/core/math.h"

#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>

namespace wangge::core {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double ln2_high = 0x1.62e42feep-1;       // 33 bits: a product with a small integer is exact
constexpr double ln2_low = 0x1.a39ef35793c76p-33;  // the next 53 bits
constexpr double per_ln2 = 0x1.71547652b82fep+0;
constexpr double pi = 0x1.921fb54442d18p+1;
constexpr double sqrt_half = 0x1.6a09e667f3bcdp-1;

/// An unevaluated sum: high + low, |low| <= half a unit in the last place of high.
struct Pair {
  double high = 0;
  double low = 0;
};

/// Exact for any a, b (Knuth).
Pair sum(double a, double b) {
  const double high = a + b;
  const double part = high - a;
  return {high, (a - (high - part)) + (b - part)};
}

/// Exact barring overflow (Dekker, with Veltkamp's split); no fused multiply-add, so that every machine agrees.
Pair product(double a, double b) {
  constexpr double splitter = 134217729.0;  // 2^27 + 1
  const double high = a * b;
  const double a_scaled = splitter * a;
  const double a_high = a_scaled - (a_scaled - a);
  const double a_low = a - a_high;
  const double b_scaled = splitter * b;
  const double b_high = b_scaled - (b_scaled - b);
  const double b_low = b - b_high;
  return {high, ((a_high * b_high - high) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

double power_of_two(int exponent) { return std::bit_cast<double>(static_cast<std::uint64_t>(1023 + exponent) << 52U); }

/// value * 2^exponent with one rounding at most; exponent within -1100 … 1100.
double scaled(double value, int exponent) {
  if (exponent > 1023) return value * power_of_two(1023) * power_of_two(exponent - 1023);
  if (exponent < -1021) return value * power_of_two(exponent + 100) * power_of_two(-100);
  return value * power_of_two(exponent);
}

/// e^(x + correction), |correction| tiny.
double exp_of_sum(double x, double correction) {
  if (!(x < 709.8)) return x != x ? x : infinity;
  if (x < -745.2) return 0;
  const double turns = x * per_ln2;
  const int k = static_cast<int>(turns < 0 ? turns - 0.5 : turns + 0.5);
  const double high = x - k * ln2_high;
  const double low = k * ln2_low - correction;
  const double r = high - low;
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double a = 1.0 / 2 + r * (1.0 / 6);
  const double b = 1.0 / 24 + r * (1.0 / 120);
  const double c = 1.0 / 720 + r * (1.0 / 5040);
  const double d = 1.0 / 40320 + r * (1.0 / 362880);
  const double e = 1.0 / 3628800 + r * (1.0 / 39916800);
  const double f = 1.0 / 479001600 + r * (1.0 / 6227020800);
  const double tail = r2 * ((a + r2 * b) + r4 * ((c + r2 * d) + r4 * (e + r2 * f)));
  return scaled(1.0 + (high + (tail - low)), k);
}

/// x = 2^exponent * (1 + fraction), with 1 + fraction in [sqrt(1/2), sqrt(2)). Precondition: 0 < x < infinity.
struct Split {
  int exponent = 0;
  double fraction = 0;
};

Split split(double x) {
  int exponent = 0;
  if (x < 0x1p-1022) {
    x *= 0x1p54;
    exponent = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t shifted = bits - std::bit_cast<std::uint64_t>(sqrt_half);
  const int k = static_cast<int>(static_cast<std::int64_t>(shifted) >> 52);
  const double m = std::bit_cast<double>(bits - (static_cast<std::uint64_t>(static_cast<std::int64_t>(k)) << 52U));
  return {exponent + k, m - 1.0};
}

/// 2/5 + 2/7 z + 2/9 z^2 + …, the series of artanh after its first two terms.
double artanh_tail(double z) {
  const double z2 = z * z;
  const double z4 = z2 * z2;
  return ((2.0 / 5 + z * (2.0 / 7)) + z2 * (2.0 / 9 + z * (2.0 / 11))) +
         z4 * ((2.0 / 13 + z * (2.0 / 15)) + z2 * (2.0 / 17 + z * (2.0 / 19)) + z4 * (2.0 / 21 + z * (2.0 / 23)));
}

/// log x as two doubles, relative error about 2^-65. Precondition: 0 < x < infinity.
Pair log_pair(double x) {
  const auto [k, f] = split(x);
  const Pair divisor = sum(2.0, f);
  const double s = f / divisor.high;
  const Pair back = product(s, divisor.high);
  const double s_low = ((f - back.high) - back.low - s * divisor.low) / divisor.high;
  Pair z = product(s, s);
  z.low += 2 * s * s_low;
  Pair cube = product(z.high, s);
  cube.low += z.high * s_low + z.low * s;
  Pair factor = sum(2.0 / 3, z.high * artanh_tail(z.high));
  factor.low += 0x1.5555555555555p-55;  // the rest of 2/3
  Pair rest = product(cube.high, factor.high);
  rest.low += cube.high * factor.low + cube.low * factor.high;
  const Pair first = sum(k * ln2_high, 2 * s);
  const Pair second = sum(first.high, rest.high);
  const double low = first.low + second.low + 2 * s_low + rest.low + k * ln2_low;
  return sum(second.high, low);
}

double arctangent(double x) {
  // Halving the angle three times leaves |x| < 0.2.
  for (int i = 0; i < 3; ++i) x = x / (1 + std::sqrt(1 + x * x));
  const double z = x * x;
  double series = 0;
  for (int i = 14; i >= 0; --i) series = 1.0 / (2 * i + 1) - z * series;
  return 8 * x * series;
}

/// P(|T| <= t) for a whole number of degrees of freedom.
double student_share(int degrees, double t) {
  const double cos2 = degrees / (degrees + t * t);
  const double sine = t / std::sqrt(degrees + t * t);
  const bool odd = degrees % 2 == 1;
  double term = odd ? sine * std::sqrt(cos2) : sine;
  double total = 0;
  for (int i = odd ? 2 : 1; i < degrees; i += 2) {
    total += term;
    term *= cos2 * i / (i + 1);
  }
  return odd ? 2 / pi * (arctangent(t / std::sqrt(static_cast<double>(degrees))) + total) : total;
}

template <std::size_t size>
double polynomial(const std::array<double, size>& coefficients, double x) {
  double value = 0;
  for (std::size_t i = size; i-- > 0;) value = value * x + coefficients[i];
  return value;
}

/// sin and cos of r, |r| <= pi / 4.
double sine_near_zero(double r) {
  const double s = r * r;
  double sum_of_terms = 0;
  for (int n = 19; n >= 3; n -= 2) sum_of_terms = s / (n * (n - 1)) * (1 - sum_of_terms);
  return r - r * sum_of_terms;
}

double cosine_near_zero(double r) {
  const double s = r * r;
  double sum_of_terms = 0;
  for (int n = 20; n >= 2; n -= 2) sum_of_terms = s / (n * (n - 1)) * (1 - sum_of_terms);
  return 1 - sum_of_terms;
}

/// x = quarter * pi / 2 + rest, |rest| <= pi / 4 within rounding.
struct Quarter {
  int quarter = 0;  ///< modulo 4
  double rest = 0;
};

Quarter quarter_of(double x) {
  constexpr double first = 0x1.921fb544p+0;  // 33 bits: a product with a count below 2^20 is exact
  constexpr double second = 0x1.0b4611a6p-34;
  constexpr double third = 0x1.3198a2e037073p-69;
  const double turns = x / (pi / 2);
  const auto count = static_cast<std::int64_t>(turns < 0 ? turns - 0.5 : turns + 0.5);
  const auto n = static_cast<double>(count);
  return {static_cast<int>(count & 3), ((x - n * first) - n * second) - n * third};
}

/// The arc tangent of z, 0 <= z <= 1.
double arc_tangent(double z) {
  constexpr double tan_of_eighth = 0x1.a827999fcef32p-2;  // tan(pi / 8)
  const bool folded = z > tan_of_eighth;
  const double t = folded ? (z - 1) / (z + 1) : z;
  const double s = t * t;
  double series = 0;
  for (int n = 45; n >= 3; n -= 2) series = s * (1.0 / n - series);
  const double angle = t - t * series;
  return folded ? pi / 4 + angle : angle;
}

}  // namespace

double sin(double x) {
  const Quarter at = quarter_of(x);
  const double size = at.quarter % 2 == 0 ? sine_near_zero(at.rest) : cosine_near_zero(at.rest);
  return at.quarter < 2 ? size : -size;
}

double cos(double x) {
  const Quarter at = quarter_of(x);
  const double size = at.quarter % 2 == 0 ? cosine_near_zero(at.rest) : sine_near_zero(at.rest);
  return at.quarter == 1 || at.quarter == 2 ? -size : size;
}

double atan2(double y, double x) {
  const double width = x < 0 ? -x : x;
  const double height = y < 0 ? -y : y;
  if (width == 0 && height == 0) return 0;
  const double acute = height <= width ? arc_tangent(height / width) : pi / 2 - arc_tangent(width / height);
  const double upper = x < 0 ? pi - acute : acute;
  return y < 0 ? -upper : upper;
}

double exp(double x) { return exp_of_sum(x, 0); }

double log(double x) {
  if (!(x > 0)) return x == 0 ? -infinity : std::numeric_limits<double>::quiet_NaN();
  if (x == infinity) return x;
  const auto [k, f] = split(x);
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double half_square = 0.5 * f * f;
  const double rest = z * (2.0 / 3 + z * artanh_tail(z));
  return k * ln2_high - ((half_square - (s * (half_square + rest) + k * ln2_low)) - f);
}

double pow(double base, double exponent) {
  if (exponent == 0 || base == 1) return 1;
  if (base == 0) return exponent > 0 ? 0 : infinity;
  if (base == infinity) return exponent > 0 ? infinity : 0;
  const Pair logarithm = log_pair(base);
  const double size = exponent * logarithm.high;
  if (!(size < 710 && size > -746)) return exp(size);
  const Pair scaled_log = product(exponent, logarithm.high);
  return exp_of_sum(scaled_log.high, scaled_log.low + exponent * logarithm.low);
}

double inverse_normal(double p) {
  assert(p > 0 && p < 1);
  constexpr std::array<double, 8> a = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                                       1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                       3.3430575583588128105e+4, 2.5090809287301226727e+3};
  constexpr std::array<double, 8> b = {1.0,
                                       4.2313330701600911252e+1,
                                       6.8718700749205790830e+2,
                                       5.3941960214247511077e+3,
                                       2.1213794301586595867e+4,
                                       3.9307895800092710610e+4,
                                       2.8729085735721942674e+4,
                                       5.2264952788528545610e+3};
  constexpr std::array<double, 8> c = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                                       3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                       2.27238449892691845833e-2, 7.74545014278341407640e-4};
  constexpr std::array<double, 8> d = {1.0,
                                       2.05319162663775882187e0,
                                       1.67638483018380384940e0,
                                       6.89767334985100004550e-1,
                                       1.48103976427480074590e-1,
                                       1.51986665636164571966e-2,
                                       5.47593808499534494600e-4,
                                       1.05075007164441684324e-9};
  constexpr std::array<double, 8> e = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                                       2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                       2.71155556874348757815e-5, 2.01033439929228813265e-7};
  constexpr std::array<double, 8> f = {1.0,
                                       5.99832206555887937690e-1,
                                       1.36929880922735805310e-1,
                                       1.48753612908506148525e-2,
                                       7.86869131145613259100e-4,
                                       1.84631831751005468180e-5,
                                       1.42151175831644588870e-7,
                                       2.04426310338993978564e-15};
  const double q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  const double r = std::sqrt(-log(q < 0 ? p : 1 - p));
  const double size = r <= 5 ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6) : polynomial(e, r - 5) / polynomial(f, r - 5);
  return q < 0 ? -size : size;
}

double student_t(int degrees, double share) {
  assert(degrees >= 1 && share > 0 && share < 1);
  if (degrees > 2000) {
    const double z = inverse_normal(0.5 + share / 2);
    const double z2 = z * z;
    return z + z * (z2 + 1) / (4.0 * degrees) + z * (5 * z2 * z2 + 16 * z2 + 3) / (96.0 * degrees * degrees);
  }
  double low = 0;
  double high = 1;
  while (student_share(degrees, high) < share) high *= 2;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (student_share(degrees, middle) < share ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace wangge::core
