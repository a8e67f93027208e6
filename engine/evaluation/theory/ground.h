#pragma once

#include "engine/core/units.h"
#include "engine/evaluation/theory/theory.h"
#include "engine/simulation/loop/simulator.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

/// What both models of theory_of stand on. Times are minutes.
namespace wangge::evaluation {

/// Parts of the week that are alike: the same hour of the day with the same shifts on.
struct Phase {
  std::size_t hour = 0;
  std::size_t place = 0;       ///< of `TheoryGround::places`
  double length = 0;           ///< hours a week
  std::vector<double> weight;  ///< by kind: its rate over that of the mean hour
};

/// Who is on shift, at which speeds of travel.
struct Place {
  core::Millis departure{0};
  std::vector<std::uint8_t> on;  ///< by ShiftsId
};

/// How long a visit of a kind keeps a responder, the way aside.
struct VisitTime {
  double mean = 0;
  double variance = 0;
  double visits = 1;  ///< of a request, with those after it was reopened
  double before = 0;  ///< from the order until somebody is looked for
};

class TheoryGround {
 public:
  /// `by_hour` false: one phase for each place.
  TheoryGround(const simulation::Simulator& simulator, const Promise& promise, bool by_hour);

  /// By kind, what is ordered in phases in which nobody is there, spread over the others, as weights; nothing where nobody ever
  /// is.
  [[nodiscard]] std::optional<std::vector<double>> put_off(std::span<const std::uint8_t> there) const;
  /// The chance that a request whose way, with whatever else goes before the promised response, takes so long is answered in
  /// time. Precondition: promises().
  [[nodiscard]] double in_time(double way) const;
  /// The same behind a wait that is exponential with this mean.
  [[nodiscard]] double in_time_after(double way, double mean_wait) const;
  [[nodiscard]] bool promises() const { return promise_.target != Response::resolve; }
  [[nodiscard]] bool way_counts() const { return promise_.target == Response::arrive; }

  const simulation::Simulator& simulator;
  const simulation::SimulationInputs& inputs;
  std::vector<Phase> phases;
  std::vector<Place> places;
  std::vector<VisitTime> visits;  ///< by kind
  double accept = 0;
  double accept_variance = 0;
  double before = 0;  ///< mean of all requests

 private:
  [[nodiscard]] double ready_within(core::Millis limit) const;
  void add_phases(bool by_hour);
  void add_visits();

  Promise promise_;
  std::vector<std::pair<core::Millis, double>> before_;  ///< of the kinds, with their shares of all requests
  core::Millis step_{0};                                 ///< 0: `ready_` is not used
  std::vector<double> ready_;                            ///< chance to be accepted by each step
};

/// Sums from which figures are made.
struct TheorySums {
  double requests = 0;  ///< weights: a week's
  double waiting = 0;
  double way = 0;
  double arrive = 0;
  double within = 0;
  double on_shift = 0;  ///< hours a week
  double busy = 0;

  void add(const TheorySums& other);
  [[nodiscard]] TheoryFigures figures(bool promises) const;
};

/// Mean and variance of a law, minutes.
[[nodiscard]] std::pair<double, double> moments_of(const simulation::DurationLaw& law);
/// Requests a minute of a building.
[[nodiscard]] inline double per_minute(const simulation::RequestKind& kind, simulation::BuildingId building) {
  return kind.per_year[building] / (365.0 * 24 * 60);
}
[[nodiscard]] inline double minutes_of(core::Millis time) { return static_cast<double>(time.value) / 60'000; }

/// The two models. `grid_model` also counts grids without figures.
void grid_model(Theory& theory, const TheoryGround& ground, core::Threads threads);
void unit_model(Theory& theory, const TheoryGround& ground, core::Threads threads);
/// Responders are few enough for every hour to be solved.
[[nodiscard]] bool takes_hours(const simulation::Simulator& simulator);
[[nodiscard]] std::vector<TheoryGap> theory_gaps(const simulation::Simulator& simulator, const Promise& promise,
                                                 const Theory& theory, bool warmed_up);

}  // namespace wangge::evaluation
