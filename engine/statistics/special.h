#pragma once

/// Functions of probability theory that the platform's library computes with bits of its own.
namespace wangge::statistics {

/// The logarithm of the gamma function; relative error below 1e-13 away from 1 and 2, absolute below 1e-13 near them.
/// Precondition: x > 0. Stirling's series from 12 on, the recurrence below.
[[nodiscard]] double log_gamma(double x);

/// P(X > x) of a chi-square law with `degrees` degrees of freedom. Preconditions: degrees > 0, x >= 0.
/// Series and continued fraction of the incomplete gamma function (Abramowitz and Stegun 6.5.29 and 6.5.31).
[[nodiscard]] double chi_square_tail(double x, double degrees);

}  // namespace wangge::statistics
