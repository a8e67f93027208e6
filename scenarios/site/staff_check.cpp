#include "scenarios/site/staff_check.h"

#include "engine/core/parallel.h"
#include "engine/evaluation/counting.h"
#include "engine/evaluation/measures.h"
#include "engine/simulation/loop/simulator.h"
#include "engine/simulation/road_travel.h"
#include "scenarios/steps/simulation_step.h"
#include "scenarios/steps/staff_step.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace wangge::scenarios {
namespace {

using simulation::GridId;
using simulation::SimulationInputs;

using Shares = core::Column<GridId, std::optional<core::Estimate>>;

constexpr double hours_a_week = 7 * 24;

/// Requests a year by the post that serves them.
using Load = std::map<std::uint32_t, double>;

/// The post of each of some workers: whoever comes next stands where a worker has most requests (highest averages).
std::vector<std::uint32_t> posts_of(const Load& load, int workers) {
  std::map<std::uint32_t, int> placed;
  std::vector<std::uint32_t> posts;
  while (!load.empty() && static_cast<int>(posts.size()) < workers) {
    const auto best = std::max_element(load.begin(), load.end(), [&](const auto& a, const auto& b) {
      return a.second * (placed[b.first] + 1) < b.second * (placed[a.first] + 1);
    });
    ++placed[best->first];
    posts.push_back(best->first);
  }
  return posts;
}

bool holds(const std::optional<core::Estimate>& share, double value) {
  return !share || (share->ci95->low <= value && value <= share->ci95->high);
}

class Check {
 public:
  Check(StaffPlan staff, const Scenario& scenario, const TravelBuild& travel, core::Threads threads, core::Progress& progress)
      : staff_(std::move(staff)), scenario_(scenario), travel_(travel), threads_(threads), progress_(progress) {
    promise_ = promise_of(scenario);
    promise_.within = scenario.siting->staff_within;
    promise_.kinds = {};
  }

  CheckedStaff run(const planning::Plan& plan, const DoorList& doors, const PostService& service) {
    inputs_ = inputs_without_staff(scenario_, plan.territory(), plan, doors.ground);
    inputs_.kinds.resize(scenario_.requests.size());  // the formula sizes for what residents order
    for (GridStaff& row : staff_.grids) row_of_[row.code] = &row;
    employ(plan, doors, service);
    const Shares shares = simulate();
    core::Findings findings = evaluation::warm_up_findings(counting_);
    staff_.check = StaffCheck{.replications = scenario_.siting->staff_replications,
                              .days = core::in_hours(inputs_.horizon - counting_.from) / 24};
    compare(shares);
    find_causes();
    return {std::move(staff_), std::move(findings)};
  }

 private:
  void employ(const planning::Plan& plan, const DoorList& doors, const PostService& service) {
    const ResponderSpec& worker = scenario_.responders.front();
    add_responder_kinds(inputs_, scenario_);
    const simulation::ShiftsId shifts = inputs_.shifts.push_back(simulation::WeeklyShifts::parse(worker.shifts));
    std::map<std::string, Load> loads;
    for (const DoorId door : core::ids<DoorId>(doors.doors.size())) {
      if (service.post[door] == SiteChoice::nobody) continue;
      loads[plan.code(plan.grid_of(doors.doors[door].cell))][service.post[door]] += doors.requests[door];
    }
    core::Column<simulation::ResponderId, simulation::Start> starts;
    for (const GridId grid : core::ids<GridId>(inputs_.grids.size())) {
      for (const std::uint32_t post : posts_of(loads[inputs_.grids[grid]], workers_in(grid))) {
        inputs_.responders.grid.push_back(grid);
        inputs_.responders.shifts.push_back(shifts);
        inputs_.responders.kind.push_back(simulation::ResponderKindId(0));
        starts.push_back({service.posts[post].access, worker.mode});
      }
    }
    inputs_.travel =
        std::make_shared<simulation::RoadTravel>(day_travel(scenario_, travel_, threads_), inputs_, starts, threads_);
  }

  [[nodiscard]] int workers_in(GridId grid) const {
    const auto row = row_of_.find(inputs_.grids[grid]);
    if (row == row_of_.end()) return scenario_.responders.front().count_at(grid.value());
    return row->second->need ? row->second->need->workers : row->second->now;
  }

  /// Shares in time of the requests on duty.
  [[nodiscard]] Shares simulate() {
    const simulation::Simulator simulator(inputs_);
    const auto count = static_cast<std::size_t>(scenario_.siting->staff_replications);
    std::vector<core::Column<GridId, evaluation::Tally>> counted(count);
    counting_ = evaluation::counting_of(scenario_.simulation.replications.warm_up, promise_, inputs_.horizon,
                                        [&] { return simulator.run(scenario_.seed, 0, simulation::KeepLog::no, &progress_); });
    progress_.begin("simulate", count);
    core::parallel_for(threads_, count, [&](std::size_t i) {
      progress_.check();
      const simulation::Trace trace =
          simulator.run(scenario_.seed, static_cast<std::uint32_t>(i), simulation::KeepLog::no, &progress_, counting_.from);
      counted[i] = evaluation::measure(inputs_, trace, promise_).within_shift_by_grid;
      progress_.advance(1);
    });
    progress_.end();
    Shares shares;
    requests_.clear();
    for (const GridId grid : core::ids<GridId>(inputs_.grids.size())) {
      std::vector<evaluation::Tally> tallies;
      double decided = 0;
      for (const auto& replication : counted) {
        tallies.push_back(replication[grid]);
        decided += static_cast<double>(replication[grid].decided);
      }
      shares.push_back(evaluation::kept_share(tallies));
      requests_.push_back(decided / static_cast<double>(count));
    }
    return shares;
  }

  void compare(const Shares& shares) {
    for (const GridId grid : core::ids<GridId>(shares.size())) {
      const auto row = row_of_.find(inputs_.grids[grid]);
      if (row == row_of_.end() || !row->second->need || !shares[grid]) continue;
      SimulatedStaff found{.share = *shares[grid], .requests = requests_[grid.value()], .cause = std::nullopt};
      found.below = found.share.ci95->high < scenario_.siting->staff_share;
      found.contradicts = !holds(shares[grid], row->second->need->within_share);
      ++staff_.check->grids;
      staff_.check->contradicted += found.contradicts ? 1 : 0;
      staff_.check->below += found.below ? 1 : 0;
      row->second->simulated = found;
    }
  }

  void find_causes() {
    if (inputs_.policy != "own grid only") {
      inputs_.policy = "own grid only";
      explain(StaffCause::neighbours);
    }
    spread_evenly();
    explain(StaffCause::shifts);
    forget_laws();
    explain(StaffCause::handling);
    for (GridStaff& row : staff_.grids) {
      if (unexplained(row)) row.simulated->cause = StaffCause::travel;
    }
  }

  [[nodiscard]] static bool unexplained(const GridStaff& row) {
    return row.simulated && row.simulated->contradicts && !row.simulated->cause;
  }

  void explain(StaffCause cause) {
    if (std::none_of(staff_.grids.begin(), staff_.grids.end(), unexplained)) return;
    const Shares shares = simulate();
    for (const GridId grid : core::ids<GridId>(shares.size())) {
      const auto row = row_of_.find(inputs_.grids[grid]);
      if (row == row_of_.end() || !unexplained(*row->second)) continue;
      if (holds(shares[grid], row->second->need->within_share)) row->second->simulated->cause = cause;
    }
  }

  /// As the formula has it: a duty without end, and as many requests in each of its hours.
  void spread_evenly() {
    inputs_.surges.clear();
    for (simulation::WeeklyShifts& shifts : inputs_.shifts)
      shifts = simulation::WeeklyShifts::parse(std::vector<std::string>{"daily 00:00-24:00"});
    for (simulation::RequestKind& kind : inputs_.kinds) {
      kind.hour_weight.fill(1);
      kind.weekday_weight.fill(1);
      kind.weekend_hour_weight.reset();
      kind.season_weight.clear();
      kind.holiday_weight.reset();
      kind.busy_days = 0;
      for (double& rate : kind.per_year) rate *= hours_a_week / staff_.duty_hours_a_week;
    }
  }

  void forget_laws() {
    using Kind = simulation::DurationLaw::Kind;
    inputs_.accept.kind = Kind::constant;
    for (simulation::RequestKind& kind : inputs_.kinds)
      kind.handle = {.kind = Kind::exponential, .mean = core::minutes(staff_.handle_minutes)};
  }

  StaffPlan staff_;
  const Scenario& scenario_;
  const TravelBuild& travel_;
  core::Threads threads_;
  core::Progress& progress_;
  evaluation::Promise promise_;
  SimulationInputs inputs_;
  std::map<std::string, GridStaff*> row_of_;
  std::vector<double> requests_;   ///< of the last simulation, by grid
  evaluation::Counting counting_;  ///< of the last simulation
};

}  // namespace

CheckedStaff checked_staff(StaffPlan staff, const Scenario& scenario, const planning::Plan& plan, const DoorList& doors,
                           const PostService& service, const TravelBuild& travel, core::Threads threads,
                           core::Progress& progress) {
  return Check(std::move(staff), scenario, travel, threads, progress).run(plan, doors, service);
}

}  // namespace wangge::scenarios
