#pragma once

#include "engine/core/csr.h"
#include "engine/simulation/loop/simulator.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Towns small enough to reckon through by hand, on a plane where everybody moves in straight lines.
namespace wangge::testing {

using core::Millis;
using core::Position;
using simulation::BuildingId;
using simulation::GridId;
using simulation::KindId;
using simulation::RequestId;
using simulation::ResponderId;

[[nodiscard]] inline Millis seconds(double count) { return Millis(std::llround(count * 1000)); }

/// Straight lines at one metre a second; a place east of x = 1000 cannot be reached.
class PlaneTravel final : public simulation::TravelTimes {
 public:
  std::vector<Position> posts;  ///< by responder
  std::vector<Position> buildings;
  std::int64_t home_factor = 1;  ///< how many times as long the way home takes as the way out

  [[nodiscard]] std::optional<Millis> from_post(ResponderId responder, BuildingId to, Millis /*departure*/) const override {
    return way(posts[responder.value()], buildings[to.value()]);
  }
  [[nodiscard]] std::optional<Millis> to_post(ResponderId responder, BuildingId from, Millis departure) const override {
    const std::optional<Millis> out = from_post(responder, from, departure);
    return out ? std::optional(*out * home_factor) : std::nullopt;
  }
  [[nodiscard]] std::optional<Millis> between(ResponderId /*responder*/, BuildingId from, BuildingId to,
                                              Millis /*departure*/) const override {
    return way(buildings[from.value()], buildings[to.value()]);
  }

 private:
  [[nodiscard]] static std::optional<Millis> way(Position from, Position to) {
    if (from.x > 1000 || to.x > 1000) return std::nullopt;
    return seconds(core::distance(from, to).value);
  }
};

class SmallTown {
 public:
  explicit SmallTown(std::size_t grids, double days = 1) {
    inputs.horizon = Millis(std::llround(days * 86'400'000));
    for (std::size_t i = 0; i < grids; ++i) inputs.grids.push_back("G" + std::to_string(i));
  }

  BuildingId building(std::size_t grid, Position place, Millis entry = Millis(0)) {
    travel_.buildings.push_back(place);
    inputs.entry.push_back(entry);
    return inputs.grid_of_building.push_back(GridId(grid));
  }
  ResponderId responder(std::size_t grid, Position post, const std::vector<std::string>& shifts = {"daily 00:00-24:00"}) {
    travel_.posts.push_back(post);
    inputs.responders.shifts.push_back(inputs.shifts.push_back(simulation::WeeklyShifts::parse(shifts)));
    return inputs.responders.grid.push_back(GridId(grid));
  }
  KindId kind(const std::string& name, double per_year_and_building, simulation::DurationLaw handle) {
    simulation::RequestKind kind{.name = name, .per_year = {}, .hour_weight = {}, .weekday_weight = {}, .handle = handle};
    kind.per_year.resize(inputs.entry.size(), per_year_and_building);
    kind.hour_weight.fill(1);
    kind.weekday_weight.fill(1);
    return inputs.kinds.push_back(std::move(kind));
  }
  /// Visits to one household in each building, by everybody.
  simulation::Duty& duty(const std::string& name, const std::vector<std::string>& when, simulation::DurationLaw takes) {
    simulation::Duty made;
    made.name = name;
    made.by = simulation::ResponderKindId(0);
    made.when = simulation::Recurrence::parse(when);
    made.takes = takes;
    made.households.resize(inputs.entry.size(), 1);
    return inputs.duties[inputs.duties.push_back(std::move(made))];
  }
  void slow_way_home(std::int64_t factor) { travel_.home_factor = factor; }
  void neighbours(std::size_t a, std::size_t b) {
    borders_.emplace_back(GridId(a), GridId(b));
    borders_.emplace_back(GridId(b), GridId(a));
  }
  [[nodiscard]] simulation::SimulationInputs finished() {
    std::sort(borders_.begin(), borders_.end());
    inputs.neighbours = core::Csr<GridId, GridId>::build(inputs.grids.size(), borders_);
    inputs.travel = std::make_shared<PlaneTravel>(travel_);
    return inputs;
  }
  [[nodiscard]] const PlaneTravel& travel() const { return travel_; }

  simulation::SimulationInputs inputs;

 private:
  PlaneTravel travel_;
  std::vector<std::pair<GridId, GridId>> borders_;
};

/// Those of a kind serve the grid after their own too; `numbered`: the number that a grid shall have.
template <class Number>
void serve_next(simulation::SimulationInputs& inputs, simulation::ResponderKindId kind, const Number& numbered) {
  std::vector<std::pair<ResponderId, GridId>> pairs;
  for (const ResponderId id : core::ids<ResponderId>(inputs.responders.size())) {
    const GridId own = inputs.responders.grid[id];
    std::vector<GridId> served = {numbered(own)};
    if (inputs.responders.kind[id] == kind && own.value() + 1 < inputs.grids.size())
      served.push_back(numbered(GridId(own.value() + 1)));
    std::sort(served.begin(), served.end());
    for (const GridId grid : served) pairs.emplace_back(id, grid);
  }
  inputs.responders.serves = core::Csr<ResponderId, GridId>::build(inputs.responders.size(), pairs);
}

/// Requests of kind 0 at given seconds and buildings, for Simulator::replay.
[[nodiscard]] inline simulation::Requests orders(const std::vector<std::pair<double, std::size_t>>& list) {
  simulation::Requests requests;
  for (const auto& [second, building] : list) {
    requests.number.push_back(static_cast<std::uint32_t>(requests.size()));
    requests.opened.push_back(seconds(second));
    requests.kind.push_back(KindId(0));
    requests.building.push_back(BuildingId(building));
  }
  return requests;
}

[[nodiscard]] inline simulation::DurationLaw constant(double count_of_seconds) {
  return {.kind = simulation::DurationLaw::Kind::constant, .mean = seconds(count_of_seconds)};
}
[[nodiscard]] inline simulation::DurationLaw exponential(double mean_seconds) {
  return {.kind = simulation::DurationLaw::Kind::exponential, .mean = seconds(mean_seconds)};
}

/// "390 arrived r0 w0", one a line: seconds, event, request, responder; of scheduled work the duty (d0), the visit (v0) or
/// the centimetres walked; of whistles the department (p0).
[[nodiscard]] inline std::string story(const simulation::EventLog& log) {
  std::string text;
  std::size_t rounds = 0;
  for (std::size_t i = 0; i < log.size(); ++i) {
    std::string time = std::to_string(static_cast<double>(log.time[i].value) / 1000);
    time.erase(time.find_last_not_of('0') + 1);
    if (time.back() == '.') time.pop_back();
    text += time + ' ' + std::string(simulation::name(log.kind[i]));
    if (log.request[i].valid()) text += " r" + std::to_string(log.request[i].value());
    if (log.responder[i].valid()) text += " w" + std::to_string(log.responder[i].value());
    if (simulation::of_departments(log.kind[i])) text += " p" + std::to_string(log.about[rounds++]);
    if (simulation::of_rounds(log.kind[i])) {
      const bool length = log.kind[i] == simulation::EventKind::street_walked;
      text += (length ? " " : simulation::about_duty(log.kind[i]) ? " d" : " v") + std::to_string(log.about[rounds++]);
    }
    text += '\n';
  }
  return text;
}

}  // namespace wangge::testing
