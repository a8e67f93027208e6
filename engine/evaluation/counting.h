#pragma once

#include "engine/core/findings.h"
#include "engine/core/units.h"
#include "engine/evaluation/evaluation.h"
#include "engine/evaluation/replications.h"

#include <functional>
#include <optional>
#include <span>

namespace wangge::evaluation {

/// From when on the figures of a replication count, and how that was found.
struct Counting {
  core::Millis from{0};
  WarmUpRule rule{};
  std::optional<bool> settled{};  ///< of a detected warm-up; nothing: too few requests were answered to find one
};

/// `replication_0`: made where it is needed, all of it counted. Cost: that of the replication, where the rule detects.
[[nodiscard]] Counting counting_of(const WarmUpRule& rule, const Promise& promise, core::Millis horizon,
                                   const std::function<simulation::Trace()>& replication_0);

/// Nothing where the rule has no warm-up. Precondition: at least one replication.
[[nodiscard]] std::optional<WarmUpFigures> warm_up_figures(const Counting& counting, std::span<const Measures> replications);

/// A warm-up that could not be found, or behind which nothing has settled.
[[nodiscard]] core::Findings warm_up_findings(const Counting& counting);

}  // namespace wangge::evaluation
