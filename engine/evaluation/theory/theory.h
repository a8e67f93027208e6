#pragma once

#include "engine/core/text.h"
#include "engine/core/units.h"
#include "engine/evaluation/measures.h"
#include "engine/simulation/loop/simulator.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What formulas expect of the simulated staff and demand, to stand beside what the simulation finds.
namespace wangge::evaluation {

/// Of requests ordered while a responder of their own grid is on shift.
struct TheoryFigures {
  double requests_per_week = 0;
  std::optional<double> utilisation;       ///< busy share of the time on shift
  std::optional<double> wait_probability;  ///< nobody who may be sent is free
  std::optional<double> way_minutes;       ///< from acceptance to the household's door
  std::optional<double> arrive_minutes;    ///< from the order
  std::optional<double> within_share;      ///< the promised response in time; nothing where it is the resolution
};

struct TheoryModel {
  TheoryFigures total;  ///< over the grids that have figures
  std::array<TheoryFigures, 24> by_hour;
  Column<GridId, std::optional<TheoryFigures>> by_grid;  ///< nothing: nobody works there, or the load has no steady state
};

/// A way in which the scenario is other than the formulas assume, and thus a reason for a difference.
struct TheoryGap {
  std::string_view what;  ///< a name for machines: off_shift, breaks…
  core::Text text;
};

struct Theory {
  std::optional<TheoryModel> grids;  ///< each grid's own workers as one line of their own
  std::size_t overloaded_grids = 0;  ///< of `grids`, without figures: at some hour more is ordered than they can do
  std::size_t shared_grids = 0;      ///< likewise: their workers serve other grids too
  core::Text no_grids;               ///< why there is no such model; empty where there is
  std::optional<TheoryModel> units;  ///< all responders together
  bool exact = true;  ///< `units`: the exact hypercube, in one line or lists of one, and whoever are equally near are so to all;
                      ///< else an approximation
  bool calls_repeat = false;  ///< `units`: lists end and name several, so that their lines are approximate
  bool ties = false;          ///< `units`: some are equally near, and take turns
  bool mean_load = false;     ///< `units`: one mean load for all hours with the same shifts, as there are many responders
  core::Text no_units;        ///< why there is no such model; empty where there is
  std::vector<TheoryGap> gaps;
};

/// Two models, each as if the load of every hour of the day (and set of shifts on) lasted for ever, weighted by what is ordered
/// then. Orders outside shifts wait for the next one in the simulation; here they are spread evenly over the hours on duty of
/// whoever serves them.
///
/// Grids: M/G/c with the grid's c workers on shift. A visit keeps a worker for s = acceptance + way from the post + stairs +
/// help + handling, offered load a = rate s; a request waits with Erlang's chance C(c, a), then for an exponential time of mean
/// s / (c - a) (1 + cv^2) / 2: exact for M/M/c, in the mean for M/G/1 (Pollaczek, Khinchine), else Lee and Longton's (1959).
///
/// Units: Larson's hypercube, exact up to 12 responders on shift, else approximate_hypercube. Each household's list is that by
/// which the policy sends; those who are equally near take turns in the simulation, here they share its requests nearly evenly.
/// Mean busy times differ by unit and follow from whom each serves (a fixed point: Jarvis 1985). Where every list names
/// everybody, who finds all busy waits in one line. Where lists end (own grid and neighbours), there is no formula for their
/// lines; calls that find their list busy are counted as repeated until they are served (Cohen 1957), which is exact for one
/// responder alone; their wait drains at the rate sum of mu (1 - busy) over the list.
///
/// No figures, but why: a policy that is no fixed list; a log in place of rates; nobody works; nothing is ordered; no steady
/// state; above 4,096 responders. Up to `most_by_hour` responders each hour is solved, beyond one mean load for each set of
/// shifts that are on. The same for any number of threads. O(buildings * responders who may come * 12) for lists,
/// some 10 solutions of the hypercube an hour.
///
/// `warmed_up`: the simulation beside it does not count its start.
///
///   const Theory theory = theory_of(simulator, promise, threads);   theory.units->total.utilisation
[[nodiscard]] Theory theory_of(const simulation::Simulator& simulator, const Promise& promise, core::Threads threads,
                               bool warmed_up = false);

}  // namespace wangge::evaluation
