#pragma once

#include "engine/core/estimate.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/simulator.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// What departments hand down to grids, what the admission list refuses them, and what of the workers' time it takes.
namespace wangge::evaluation {

/// Sums over the matters of departments of one kind.
struct AdmissionTally {
  std::int64_t handed_down = 0;
  std::int64_t refused = 0;  ///< not on the list: gone back
  std::int64_t done = 0;     ///< of those handed down: resolved by the end
  std::int64_t busy = 0;     ///< ms of responders on them, within shifts

  void add(const AdmissionTally& other);
};

struct AdmissionTallies {
  core::Column<simulation::KindId, AdmissionTally> by_kind;  ///< empty: no department has matters
  std::int64_t on_shift = 0;                                 ///< ms of all responders
};

/// Matters from the moment on from which is counted. O(requests).
[[nodiscard]] AdmissionTallies tally_admission(const simulation::SimulationInputs& inputs, const simulation::Trace& trace);

/// Counts are means of a replication.
struct AdmissionFigures {
  double handed_down = 0;
  double refused = 0;
  double done = 0;
  std::optional<core::Estimate> done_share;    ///< of those handed down
  std::optional<core::Estimate> worker_share;  ///< of the time on shift of all responders
};

struct MatterFigures {
  simulation::KindId kind;
  bool admitted = true;
  AdmissionFigures figures;
};

struct DepartmentAdmission {
  std::string department;
  AdmissionFigures all;
  std::vector<MatterFigures> by_kind;
};

struct Admission {
  AdmissionFigures all;
  std::vector<DepartmentAdmission> by_department;  ///< that have matters, in their order
};

/// Nothing where no department has matters. O(replications * kinds).
[[nodiscard]] std::optional<Admission> admission_figures(const simulation::SimulationInputs& inputs,
                                                         std::span<const AdmissionTallies* const> replications);

}  // namespace wangge::evaluation
