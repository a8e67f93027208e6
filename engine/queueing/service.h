#pragma once

#include "engine/core/distributions.h"
#include "engine/core/random.h"

#include <cmath>
#include <cstdint>

/// Laws of service times. Each draws a whole time and what an observer at a random moment sees still to come of one under way
/// (the equilibrium law: density P(S > x) / mean), with which a system starts in its steady state.
namespace wangge::queueing {

struct ServiceLaw {
  enum class Kind : std::uint8_t { exponential, deterministic, lognormal, hyperexponential };
  Kind kind = Kind::exponential;
  double cv = 1;  ///< coefficient of variation of lognormal (>= 0) and hyperexponential (>= 1)
};
/// 1 for exponential, 0 for deterministic, else the law's own.
[[nodiscard]] double variation(const ServiceLaw& law);

class ExponentialService {
 public:
  explicit ExponentialService(double mean) : mean_(mean) {}
  [[nodiscard]] double draw(core::Stream& luck) const { return core::exponential(luck, mean_); }
  [[nodiscard]] double rest(core::Stream& luck) const { return draw(luck); }

 private:
  double mean_ = 1;
};

class DeterministicService {
 public:
  explicit DeterministicService(double mean) : mean_(mean) {}
  [[nodiscard]] double draw(core::Stream& /*luck*/) const { return mean_; }
  [[nodiscard]] double rest(core::Stream& luck) const { return mean_ * luck.uniform(); }

 private:
  double mean_ = 1;
};

/// Whoever looks sees a time in proportion to its length, which is lognormal again with a mean 1 + cv^2 times as large, and any
/// moment of it.
class LognormalService {
 public:
  LognormalService(double mean, double cv) : whole_(mean, cv), seen_(mean * (1 + cv * cv), cv) {}
  [[nodiscard]] double draw(core::Stream& luck) const { return whole_.draw(luck); }
  [[nodiscard]] double rest(core::Stream& luck) const { return luck.uniform() * seen_.draw(luck); }

 private:
  core::Lognormal whole_;
  core::Lognormal seen_;
};

/// With balanced means both phases take half of the time, so either is seen with chance 1/2.
class HyperexponentialService {
 public:
  HyperexponentialService(double mean, double cv) : whole_(mean, cv) {
    const double lean = std::sqrt((cv * cv - 1) / (cv * cv + 1));
    first_mean_ = mean / (1 + lean);
    second_mean_ = mean / (1 - lean);
  }
  [[nodiscard]] double draw(core::Stream& luck) const { return whole_.draw(luck); }
  [[nodiscard]] double rest(core::Stream& luck) const {
    const bool first = luck.uniform() < 0.5;
    return core::exponential(luck, first ? first_mean_ : second_mean_);
  }

 private:
  core::Hyperexponential whole_;
  double first_mean_ = 1;
  double second_mean_ = 1;
};

}  // namespace wangge::queueing
