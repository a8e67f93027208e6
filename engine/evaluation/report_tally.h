#pragma once

#include "engine/core/estimate.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/simulator.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// How departments that were whistled for reported.
namespace wangge::evaluation {

/// Sums over some calls: one department in one whistle. Decided: the deadline and its grace have passed within the horizon, so
/// that the last whistles do not look better than they are.
struct ReportTally {
  std::int64_t calls = 0;
  std::int64_t decided = 0;
  std::int64_t matters = 0;  ///< requests of the decided, however many departments they call and however often
  std::int64_t in_time = 0;  ///< of the decided, like the next two
  std::int64_t late = 0;     ///< after the deadline, within the grace
  std::int64_t missed = 0;
  std::int64_t report_sum = 0;  ///< ms from the whistle, over those of the decided that reported

  void add(const ReportTally& other);
};

struct ReportTallies {
  std::int64_t whistles = 0;
  core::Column<simulation::DepartmentId, ReportTally> by_department;  ///< empty: no kind whistles
  core::Column<simulation::KindId, ReportTally> by_kind;
};

/// Empty where no kind whistles. O(reports log reports).
[[nodiscard]] ReportTallies tally_reports(const simulation::SimulationInputs& inputs, const simulation::Trace& trace);

/// Counts are means of a replication.
struct ReportFigures {
  std::string name;  ///< of the department or kind; empty: all together
  double calls = 0;
  double decided = 0;
  double matters = 0;
  std::optional<core::Estimate> in_time_share;
  std::optional<core::Estimate> late_share;
  std::optional<core::Estimate> missed_share;
  std::optional<core::Estimate> report_minutes;
};

struct WhistleFigures {
  core::Estimate whistles;  ///< of a replication
  ReportFigures all;
  std::vector<ReportFigures> by_department;  ///< that a whistle may call, in their order
  std::vector<ReportFigures> by_kind;        ///< that whistle, in their order
};

/// Nothing where no kind whistles. O(replications * (departments + kinds)).
[[nodiscard]] std::optional<WhistleFigures> whistle_figures(const simulation::SimulationInputs& inputs,
                                                            std::span<const ReportTallies* const> replications);

}  // namespace wangge::evaluation
