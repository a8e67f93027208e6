#pragma once

#include "engine/core/text.h"
#include "engine/core/units.h"
#include "engine/planning/plan.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace wangge::evaluation {

/// A rule which plans may break and a grid does, with the reason.
struct PlanViolation {
  std::string grid;  ///< code
  int rule = 5;      ///< 4 connected, 5 sized, 7 staffed
  core::Text reason;
  std::int64_t households = 0;
  bool excused = false;  ///< by arithmetic or a lock; a grid is where all that it breaks is
};

/// The object `plan` of metrics.json, member by member; shares 0..1, lengths in metres.
struct PlanMeasures {
  std::size_t grids = 0;
  struct Households {
    std::int64_t min = 0;
    double median = 0;
    std::int64_t max = 0;
  } households;
  /// |work of a grid / mean of its parent's grids - 1|, over grids of parents with two or more (dedicated ones left out); and the
  /// Gini coefficient of work over all grids.
  struct Balance {
    double deviation_median = 0;
    double deviation_max = 0;
    double gini = 0;
  } balance;
  struct Compactness {
    double mean = 0;
    double min = 0;
  } compactness;
  /// Borders between grids of one parent, each once, by barrier class.
  std::array<core::Metres, territory::barrier_class_count> border{};
  std::size_t valid = 0;
  std::size_t invalid = 0;                ///< excused ones included
  std::vector<PlanViolation> violations;  ///< by code, then rule: one for each rule that a grid breaks
  std::size_t excused = 0;
};

/// O(grids log grids + parts).
///
///   PlanMeasures measures = measure_plan(plan);
[[nodiscard]] PlanMeasures measure_plan(const planning::Plan& plan);

}  // namespace wangge::evaluation
