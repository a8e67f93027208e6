#include "engine/evaluation/effective_circle.h"

#include "engine/core/parallel.h"
#include "engine/evaluation/standing_town.h"
#include "engine/simulation/dispatch/policy.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace wangge::evaluation {
namespace {

using core::Millis;
using simulation::BuildingId;
using simulation::RequestId;
using simulation::ResponderId;
using simulation::ShiftsId;
using simulation::SimulationInputs;
using simulation::Simulator;

/// Moments of the week that are alike: the same shifts are on, at the same hour where it matters.
struct Moment {
  Millis hour{0};
  std::vector<std::uint8_t> on;  ///< by ShiftsId
  double weight = 0;             ///< share of the requests; all moments together 1
};

/// Requests of all kinds by day and hour of the week; alike at all hours where there are none.
std::array<double, 7 * 24> requests_by_hour(const SimulationInputs& inputs) {
  std::array<double, 7 * 24> requests{};
  double all = 0;
  for (const simulation::RequestKind& kind : inputs.kinds) {
    double yearly = 0;
    for (const double rate : kind.per_year) yearly += rate;
    if (!(yearly > 0)) continue;
    all += yearly;
    const std::array<double, 7 * 24> profile = simulation::week_profile(kind);
    for (std::size_t i = 0; i < requests.size(); ++i) requests[i] += yearly * profile[i] / static_cast<double>(profile.size());
  }
  for (double& hour : requests) hour = all > 0 ? hour / all : 1.0 / static_cast<double>(requests.size());
  return requests;
}

/// Shifts begin and end at whole minutes.
std::vector<Moment> moments_of_week(const SimulationInputs& inputs) {
  constexpr std::int64_t minute = 60'000;
  const bool by_hour = inputs.travel != nullptr && !inputs.travel->same_all_day();
  const std::array<double, 7 * 24> requests = requests_by_hour(inputs);
  std::map<std::pair<std::int64_t, std::vector<std::uint8_t>>, double> weights;
  for (std::size_t hour = 0; hour < requests.size(); ++hour) {
    for (std::int64_t part = 0; part < 60; ++part) {
      const Millis time(static_cast<std::int64_t>(hour) * simulation::hour_length.value + part * minute);
      std::vector<std::uint8_t> on;
      for (const simulation::WeeklyShifts& shifts : inputs.shifts) on.push_back(shifts.on(time) ? 1 : 0);
      const std::int64_t departure = by_hour ? static_cast<std::int64_t>(hour % 24) * simulation::hour_length.value : 0;
      weights[{departure, std::move(on)}] += requests[hour] / 60;
    }
  }
  std::vector<Moment> moments;
  for (const auto& [key, weight] : weights) moments.push_back({Millis(key.first), key.second, weight});
  return moments;
}

/// Of one building.
struct InTime {
  std::optional<double> on_shift;
  double any_time = 0;
};

class Reckoning {
 public:
  Reckoning(const Simulator& simulator, const std::vector<Moment>& moments, const Column<ResponderId, double>& busy,
            Millis within)
      : simulator_(simulator), moments_(moments), busy_(busy), within_(within) {
    for (const Moment& moment : moments_) towns_.emplace_back(simulator_, moment.on, moment.hour);
  }

  [[nodiscard]] InTime reckon(BuildingId building) {
    const GridId grid = simulator_.inputs().grid_of_building[building];
    InTime found;
    if (!grid.valid()) return found;
    double on_shift = 0;
    double shift = 0;
    for (std::size_t i = 0; i < moments_.size(); ++i) {
      const double part = moments_[i].weight * in_time(towns_[i], grid, building);
      found.any_time += part;
      const auto own = simulator_.own(grid);
      if (std::none_of(own.begin(), own.end(), [&](ResponderId id) { return towns_[i].on_shift(id); })) continue;
      on_shift += part;
      shift += moments_[i].weight;
    }
    if (shift > 0) found.on_shift = on_shift / shift;
    return found;
  }

 private:
  [[nodiscard]] double in_time(StandingTown& town, GridId grid, BuildingId building) const {
    const SimulationInputs& inputs = simulator_.inputs();
    constexpr double hardly_ever = 1e-12;
    double all_busy = 1;
    double share = 0;
    town.free_all();
    while (all_busy > hardly_ever) {
      const simulation::Choice next = simulator_.policy().choose(town, {.request = {}, .grid = grid, .building = building});
      if (next.how != simulation::Choice::How::send) break;
      const Millis way = *town.time_to(next.responder, building) + inputs.entry[building];
      const double present = town.kind_of(next.responder).present;
      const double busy = present < 1 ? 1 - present * (1 - busy_[next.responder]) : busy_[next.responder];
      share += all_busy * (1 - busy) * simulation::share_within(inputs.accept, within_ - way);
      all_busy *= busy;
      town.take(next.responder);
    }
    return share;
  }

  const Simulator& simulator_;
  const std::vector<Moment>& moments_;
  const Column<ResponderId, double>& busy_;
  Millis within_;
  std::vector<StandingTown> towns_;  ///< beside moments_
};

}  // namespace

Column<ResponderId, double> busy_shares(const Column<ResponderId, WorkTally>& work) {
  Column<ResponderId, double> busy;
  for (const WorkTally& one : work)
    busy.push_back(one.on_shift > 0 ? static_cast<double>(one.busy) / static_cast<double>(one.on_shift) : 0);
  return busy;
}

EffectiveCircle effective_circle(const Simulator& simulator, const Column<ResponderId, double>& busy, Millis within,
                                 core::Threads threads) {
  const std::size_t buildings = simulator.inputs().grid_of_building.size();
  EffectiveCircle circle{.on_shift = Column<BuildingId, std::optional<double>>(buildings),
                         .any_time = Column<BuildingId, double>(buildings, 0)};
  const std::vector<Moment> moments = moments_of_week(simulator.inputs());
  constexpr std::size_t block = 1024;
  core::parallel_for(threads, (buildings + block - 1) / block, [&](std::size_t i) {
    Reckoning reckoning(simulator, moments, busy, within);
    for (std::size_t b = i * block; b < std::min(buildings, (i + 1) * block); ++b) {
      const InTime found = reckoning.reckon(BuildingId(b));
      circle.on_shift[BuildingId(b)] = found.on_shift;
      circle.any_time[BuildingId(b)] = found.any_time;
    }
  });
  return circle;
}

}  // namespace wangge::evaluation
