#pragma once

#include "engine/core/random.h"

#include <cstdint>

/// Random quantities with the same bits on every compiler (the standard library's are not specified bit for bit). Every
/// function draws from the stream it is given; unless said otherwise it takes exactly one 64-bit draw.
///
///   core::Stream luck(seed, replication, "handle", request);   double length = core::exponential(luck, mean);
namespace wangge::core {

/// Precondition: mean >= 0.
[[nodiscard]] double exponential(Stream& luck, double mean);

/// Standard normal, by inversion.
[[nodiscard]] double normal(Stream& luck);

/// A lognormal law named by what people can state: its mean and its coefficient of variation.
class Lognormal {
 public:
  /// Preconditions: mean > 0, cv >= 0. With cv = 0 every draw is the mean.
  Lognormal(double mean, double cv);
  [[nodiscard]] double draw(Stream& luck) const;

 private:
  double location_ = 0;
  double scale_ = 0;
};

/// A mixture of two exponentials with balanced means: the usual law for a coefficient of variation above 1.
/// Two draws. (Whitt 1982, "Approximating a point process by a renewal process", Operations Research 30.)
class Hyperexponential {
 public:
  /// Preconditions: mean > 0, cv >= 1.
  Hyperexponential(double mean, double cv);
  [[nodiscard]] double draw(Stream& luck) const;

 private:
  double first_share_ = 0;
  double first_mean_ = 0;
  double second_mean_ = 0;
};

/// Gamma with the given mean and coefficient of variation; a random number of draws.
/// Marsaglia and Tsang 2000, "A simple method for generating gamma variables". Preconditions: mean > 0, cv > 0.
[[nodiscard]] double gamma(Stream& luck, double mean, double cv);

/// The number of events of a Poisson process with the given mean, by inversion in pieces of mean 16 at most.
/// O(mean); one draw a piece. Precondition: mean >= 0.
[[nodiscard]] std::uint64_t poisson(Stream& luck, double mean);

}  // namespace wangge::core
