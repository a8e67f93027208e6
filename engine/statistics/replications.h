#pragma once

#include <optional>
#include <span>

namespace wangge::statistics {

/// How well a mean shall be known: a half-width of its 95 % interval.
struct Precision {
  double half_width = 0.02;
  bool relative = true;  ///< a share of the mean; false: in the mean's own unit
};

/// How many replications to make.
struct ReplicationRule {
  int at_least = 10;                 ///< >= 1; >= 2 where `until` is given
  int at_most = 10;                  ///< >= at_least
  std::optional<Precision> until{};  ///< absent: `at_least` replications
};

/// Whether Student's interval of the samples is as narrow as wanted. Relative: half-width over mean at most g / (1 + g), so that
/// the error against the true mean, not the estimated one, is at most the share g (Law 2015, "Simulation Modeling and Analysis",
/// 9.4.1). Absolute: half-width at most the one wanted. False for fewer than two samples, and for a relative precision of a mean
/// of 0 unless all samples are 0.
[[nodiscard]] bool precise_enough(std::span<const double> samples, const Precision& wanted);

/// How many of the first samples the rule takes: from `at_least` on, the first count that is precise enough, looked at one by
/// one in their order; `at_most`, or all there are, where none is. O(samples).
///
///   const std::optional<int> count = first_precise(means, rule);   // the same however many threads made the samples
[[nodiscard]] std::optional<int> first_precise(std::span<const double> samples, const ReplicationRule& rule);

}  // namespace wangge::statistics
