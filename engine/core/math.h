#pragma once

/// Elementary functions with the same bits on every compiler and machine: only + - * / and square root on IEEE doubles and
/// integer operations, no call into the platform's libm. Use them wherever a result ends in an output or steers a choice.
/// Measured against the platform's functions: exp, log and pow within 2 units in the last place, sin, cos and atan2 within
/// 4e-16 of the value or of 1, whichever is larger. None of them throws.
///
///   const double gap = -core::log(luck.uniform_open()) * mean;
namespace wangge::core {

/// e^x by reduction to |r| <= ln 2 / 2 and a Taylor polynomial. Infinity above 709.78, 0 below -745.14.
[[nodiscard]] double exp(double x);

/// The natural logarithm, by log m = 2 artanh((m - 1) / (m + 1)). -infinity at 0. Precondition: x >= 0.
[[nodiscard]] double log(double x);

/// base^exponent, with the logarithm carried in two doubles (Dekker 1971). Precondition: base >= 0.
[[nodiscard]] double pow(double base, double exponent);

/// Of an angle in radians: reduced by multiples of pi / 2 held in three parts (Cody and Waite 1980), then Taylor polynomials.
/// Precondition: |x| <= 1e6.
[[nodiscard]] double sin(double x);
[[nodiscard]] double cos(double x);

/// The angle of (x, y) in -pi … pi, 0 at the origin. By the series of the arc tangent after two reductions.
[[nodiscard]] double atan2(double y, double x);

/// The z with P(Z <= z) = p for a standard normal Z; relative error about 1e-16. Precondition: 0 < p < 1.
/// Wichura 1988, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37.
[[nodiscard]] double inverse_normal(double p);

/// The t with P(|T| <= t) = share for Student's distribution with `degrees` degrees of freedom. O(degrees).
/// Abramowitz and Stegun 26.7.3 and 26.7.4 inverted by bisection; 26.7.5 above 2,000 degrees.
/// Preconditions: degrees >= 1, 0 < share < 1.
///
///   student_t(9, 0.95)  // 2.262
[[nodiscard]] double student_t(int degrees, double share);

}  // namespace wangge::core
