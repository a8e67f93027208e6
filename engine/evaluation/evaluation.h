#pragma once

#include "engine/core/estimate.h"
#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/evaluation/measures.h"
#include "engine/evaluation/replications.h"
#include "engine/evaluation/round_tally.h"
#include "engine/evaluation/sharper.h"
#include "engine/simulation/loop/simulator.h"

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Figures of a simulated plan, with their uncertainty. A figure that was not computed is absent, never zero.
namespace wangge::evaluation {

using core::Estimate;

/// Minutes from the order, of the requests that got the response by the end (see Evaluation::unanswered_share). Mean and interval
/// over replications; quantiles over the requests of all replications.
struct ResponseFigures {
  /// Of the requests of all replications together, with its 95 % interval (see quantile_interval).
  struct Quantile {
    double value = 0;
    std::optional<Estimate::Interval> ci95;
  };
  double answered = 0;                     ///< requests that got it by the end: mean of a replication
  std::optional<double> unanswered_share;  ///< of the requests: they are in none of these figures
  Estimate mean;
  Quantile p50;
  Quantile p90;
  Quantile p99;
};

/// Figures of all requests, or of those ordered while a responder of the grid was on shift.
struct PartFigures {
  Estimate requests;  ///< a replication
  std::array<std::optional<ResponseFigures>, response_count> responses;
  std::optional<Estimate> within_target_share;  ///< of the requests of which it is known
};

struct HistogramBin {
  double from = 0;           ///< minutes
  std::optional<double> to;  ///< absent: without end
  double share = 0;          ///< of the requests that got the promised response
};

/// How the lives of some requests went, pooled over replications; shares that cannot differ from 0 are absent.
struct LifeFigures {
  std::array<std::optional<double>, response_count> means;  ///< minutes from the order until each response, of those that got it
  std::array<std::optional<double>, response_count> unanswered_shares;  ///< of the requests: those that did not, by the end
  std::array<std::optional<double>, life_figure_count> shares;
  std::optional<double> stars_mean;
};

/// Figures of some requests, pooled over replications.
struct SliceFigures {
  double requests = 0;                  ///< mean of a replication
  std::optional<double> response_mean;  ///< minutes, of the promised response
  std::optional<double> within_target_share;
  std::optional<double> helped_share;  ///< of the dispatched: by a responder of another grid
  LifeFigures life;
};

struct GridFigures {
  std::string code;
  SliceFigures requests;
  std::optional<double> utilisation;
  std::optional<double> rounds_share{};       ///< of the time on shift: on scheduled work
  std::optional<double> visits_planned{};     ///< a replication
  std::optional<double> visits_done_share{};  ///< of these
};

/// Of the grids of a community together.
struct CommunityFigures {
  std::string code;
  SliceFigures requests;
  std::optional<Estimate> within_target_share;
  std::optional<double> utilisation;  ///< of all responders who serve it alone, be it one of its grids or several
};

struct KindFigures {
  std::string kind;
  SliceFigures requests;
  std::array<std::optional<ResponseFigures>, response_count> responses;
};

/// A level of the chains of escalation.
struct LevelFigures {
  std::string level;
  double requests = 0;                  ///< that it had, mean of a replication
  std::optional<double> share;          ///< of all requests
  std::optional<double> settled_share;  ///< of those that it had
};

struct TeamFigures {
  std::string team;
  std::size_t responders = 0;
  double resolved = 0;  ///< mean of a replication, like the next two
  double rated = 0;
  double late = 0;
  std::optional<double> stars_mean;
  double points = 0;  ///< mean of a replication
};

/// What is simulated at the start of a replication and not counted. Counts are means of a replication.
struct WarmUpFigures {
  double days = 0;
  bool detected = false;        ///< false: given
  std::optional<bool> settled;  ///< of a detected one; false: the best cut is at half of replication 0, too short to tell
  double requests = 0;          ///< ordered in it
  std::array<double, simulation::final_count> finals{};  ///< of these, by simulation::Final
};

/// The object `simulation` of metrics.json, member by member.
struct Evaluation {
  /// Why there are so many replications.
  struct Stopping {
    Replications wanted;
    bool reached = true;  ///< false: `at_most` of them are not enough
  };
  int replications = 0;
  std::optional<Stopping> stopping;  ///< absent: so many were asked for
  double horizon_days = 0;
  std::optional<WarmUpFigures> warm_up;  ///< absent: all is counted
  Promise promise;
  PartFigures all;
  PartFigures within_shift;
  std::optional<double> within_shift_share;  ///< of the requests
  double requests_per_day = 0;
  std::optional<Estimate> utilisation;       ///< busy share of the time on shift
  std::optional<Estimate> utilisation_gini;  ///< Gini's coefficient of the busy shares of those who were on shift
  std::optional<Estimate> rounds_share;      ///< of the time on shift: on scheduled work; absent: there is none
  /// Of those who are no volunteers, where there are some of both.
  std::optional<Estimate> utilisation_of_workers;
  std::optional<Estimate> rounds_share_of_workers;
  std::vector<DutyFigures> duties;                       ///< in their order; set by whoever knows the rounds
  std::vector<DutyTimeFigures> duty_time;                ///< of the kinds that somebody is of
  std::optional<WhistleFigures> whistles;                ///< absent: no kind whistles for departments
  std::optional<Admission> admission;                    ///< absent: no department hands matters down
  std::vector<OfficeLevelFigures> offices;               ///< of the levels that have desks
  std::optional<Estimate> way_hours;                     ///< a replication, all responders
  std::optional<Estimate> distance_metres;               ///< the same ways; set by whoever knows the roads
  std::optional<Estimate> break_minutes;                 ///< taken, a replication, all responders; absent: nobody has breaks
  std::optional<Estimate> break_lost_minutes;            ///< due within shifts that ended before they were taken
  std::optional<double> overtime_hours;                  ///< a replication, all responders
  Estimate backlog;                                      ///< requests open at the end, of the warm-up too
  std::array<double, simulation::final_count> finals{};  ///< mean counts, by simulation::Final
  std::array<std::optional<Estimate>, life_figure_count> life;
  std::optional<Estimate> on_the_spot_share;  ///< absent: none can be handed over or assisted
  std::optional<Estimate> stars_mean;
  std::vector<LevelFigures> escalated;        ///< from below
  std::vector<TeamFigures> teams;             ///< by their codes; empty: nobody rates
  std::optional<std::size_t> teams_withheld;  ///< of fewer people than PointRules::least_team; absent: nobody rates
  std::optional<double> unanswered_share;     ///< of the requests: the promised response did not come by the end
  std::optional<double> helped_share;
  std::vector<HistogramBin> histogram;     ///< empty: no response
  std::array<SliceFigures, 24> by_hour{};  ///< of the order
  std::vector<KindFigures> by_kind;
  std::vector<GridFigures> by_grid;
  std::vector<CommunityFigures> by_community;  ///< by their codes
};

/// What replications say of the lives of requests, into an evaluation whose slices are there. For `evaluate` alone.
void evaluate_lives(Evaluation& evaluation, const simulation::SimulationInputs& inputs, std::span<const Measures> replications);

/// Minutes of one response, as a replication has it; nothing where no request got it.
[[nodiscard]] std::optional<ResponseFigures> response_figures(std::span<const ResponseTally* const> replications);

/// Puts replications together; means are over replications that have the figure, intervals are Student's at 95 %. Depends on
/// the order of the span only. O(replications * (grids + steps of the distributions)). Precondition: at least one.
[[nodiscard]] Evaluation evaluate(const simulation::SimulationInputs& inputs, std::span<const Measures> replications,
                                  const Promise& promise, core::Millis counted_from = core::Millis(0));

/// Of one grid, all replications together.
struct GridTally {
  Tally on_shift;  ///< requests ordered while a responder of the grid was on shift
  WorkTally work;  ///< of those who serve it alone
};

struct SimulationResult {
  Evaluation evaluation;
  simulation::Trace first;                          ///< replication 0, with its full log
  Column<simulation::ResponderId, WorkTally> work;  ///< of all replications together
  Column<GridId, GridTally> grids;
  std::optional<Steadiness> steadiness;
  std::optional<Controlled> controlled;
  core::Findings findings;
};

/// Who gets to see the traces of a simulation: each replication with its full log, from several threads, in no order; some more
/// than are evaluated where the rule says so.
struct TraceKeeper {
  bool all = false;  ///< false: replication 0 alone
  std::function<void(std::size_t, const simulation::Trace&)> keep{};
};

/// Runs replications 0, 1, 2 … in parallel and evaluates as many of the first as the rule takes (statistics::first_precise), so
/// that the result is the same for any number of threads; those that ran beyond are not looked at. Where a replication lacks the
/// watched figure, for want of any response, `at_most` are made. Only the figures of a replication are kept, except for the
/// first. Precondition: at_least >= 1.
///
///   SimulationResult result = simulate_and_evaluate(simulator, promise, exactly(20), seed, threads, progress);
[[nodiscard]] SimulationResult simulate_and_evaluate(const simulation::Simulator& simulator, const Promise& promise,
                                                     const Replications& wanted, core::Seed seed, core::Threads threads,
                                                     core::Progress& progress, const TraceKeeper& keeper = {});

/// The same from traces that are there: `told` gives the trace of a replication, with hours from a moment on (asked from several
/// threads). `complete`: these
/// are all that the rule took, and not the first of them.
[[nodiscard]] SimulationResult evaluate_traces(const simulation::Simulator& simulator, const Promise& promise,
                                               const Replications& wanted, bool complete, std::size_t count,
                                               const std::function<simulation::Trace(std::size_t, core::Millis)>& told,
                                               core::Threads threads, core::Progress& progress);

/// A quantile's 95 % interval from requests that depend on each other within a replication: the shares of requests up to the
/// quantile, as they differ between replications, bound the share (ratio estimate, Cochran 1977, 6.19; Woodruff 1952,
/// "Confidence intervals for medians and other position measures"), and the pooled distribution is read at both ends; never
/// narrower than order statistics of as many independent requests (statistics::quantile_ranks). Nothing for one replication or
/// where the requests are too few for the tail. O(steps of the distributions).
[[nodiscard]] std::optional<Estimate::Interval> quantile_interval(std::span<const DurationCounts* const> replications,
                                                                  const DurationCounts& pooled, double share);

/// What a reader of the figures must know: no responder, no request, grids that nobody serves, responders never on shift,
/// demand that nobody can reach.
[[nodiscard]] core::Findings simulation_findings(const simulation::Simulator& simulator);

}  // namespace wangge::evaluation
