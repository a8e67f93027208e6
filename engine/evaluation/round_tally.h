#pragma once

#include "engine/core/estimate.h"
#include "engine/core/findings.h"
#include "engine/core/units.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/simulator.h"
#include "engine/simulation/rounds/beats.h"
#include "engine/simulation/rounds/outcomes.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// How scheduled work went: planned visits by how they ended, and how soon a sweep had met every household.
namespace wangge::evaluation {

/// Planned visits of one replication.
struct VisitTally {
  std::array<std::int64_t, simulation::visit_end_count> ends{};  ///< by simulation::VisitEnd
  std::int64_t calls = 0;

  void add(const VisitTally& other);
  [[nodiscard]] std::int64_t planned() const;
  [[nodiscard]] std::int64_t operator[](simulation::VisitEnd end) const { return ends[static_cast<std::size_t>(end)]; }
};

/// The shares of households at which the completion of a sweep is told.
inline constexpr std::array<int, 4> milestones = {50, 90, 95, 100};

/// Of one replication: of turns and windows that begin when counting has begun.
struct RoundTallies {
  core::Millis counted_from{0};
  simulation::Column<simulation::DutyId, VisitTally> by_duty;
  simulation::Column<simulation::DutyId, simulation::RoundOutcomes::Walked> walked;
  simulation::Column<simulation::GridId, VisitTally> by_grid;  ///< of all duties
  /// Households of a sweep that were met within so many hours from its start: by hours, growing; empty for other duties.
  simulation::Column<simulation::DutyId, std::vector<std::int64_t>> met_within;
  /// ms from the start of a sweep until the milestones; nothing where they are not reached.
  simulation::Column<simulation::DutyId, std::array<std::optional<std::int64_t>, milestones.size()>> reached;
};

/// Turns that begin before Trace::counted_from are left out. Nothing where there are no duties. O(planned visits + duties x
/// buildings).
[[nodiscard]] RoundTallies tally_rounds(const simulation::SimulationInputs& inputs, const simulation::Trace& trace);

/// A duty over all replications.
struct DutyFigures {
  struct Milestone {
    int percent = 0;
    int replications = 0;                 ///< that got there
    std::optional<core::Estimate> hours;  ///< from the start, of those
  };
  struct CurvePoint {
    std::int64_t hours = 0;
    core::Estimate share;  ///< of the households
  };
  std::string name;
  simulation::Duty::Kind kind = simulation::Duty::Kind::visits;
  std::size_t responders = 0;
  std::size_t rounds = 0;             ///< a grid (or a part of it) each
  std::optional<double> way_minutes;  ///< of all rounds as planned, post to post
  std::optional<double> bound_minutes;
  std::int64_t members = 0;                                                       ///< households, or people of a group, to visit
  double planned = 0;                                                             ///< visits a replication
  double calls = 0;                                                               ///< likewise
  std::array<std::optional<core::Estimate>, simulation::visit_end_count> shares;  ///< of the planned
  /// Of a patrol: each street to patrol once a pass.
  struct Streets {
    double passes_planned = 0;  ///< a replication, like the next five
    double passes = 0;
    double metres_planned = 0;
    double metres_cut_off = 0;   ///< of these, where no way leads
    double metres_unmanned = 0;  ///< of these, of grids that have nobody of the kind
    double metres = 0;
    std::optional<core::Estimate> metres_share;
    std::size_t grids_without = 0;                  ///< that have somebody of the kind, and no street to patrol
    std::optional<core::Metres> metres_left_out{};  ///< of roads of the grids that no pass has; absent: not asked
  };
  /// Of posts: all places together, those included that nobody is for.
  struct Posts {
    std::size_t places = 0;
    std::size_t unfilled = 0;
    double hours_planned = 0;  ///< a replication
    double hours = 0;
    std::optional<core::Estimate> manned_share;
  };
  std::optional<Streets> streets;
  std::optional<Posts> posts;
  std::vector<Milestone> milestones;  ///< of a sweep
  std::vector<CurvePoint> curve;      ///< of a sweep: hours in which somebody was met, in any replication
};

/// In the order of the duties. `replications`: not empty.
[[nodiscard]] std::vector<DutyFigures> duty_figures(const simulation::SimulationInputs& inputs, const simulation::Beats& beats,
                                                    std::span<const RoundTallies* const> replications);

/// "simulation.duty_in_warm_up": duties that have turns, none of which begins at `counted_from` or later.
[[nodiscard]] core::Findings uncounted_duties(const simulation::SimulationInputs& inputs, core::Millis counted_from);

}  // namespace wangge::evaluation
