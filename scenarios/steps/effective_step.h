#pragma once

#include "engine/evaluation/effective_circle.h"
#include "engine/territory/territory.h"

#include <optional>
#include <string>
#include <vector>

/// The effective circle in figures: who can expect a worker in time who may be busy.
namespace wangge::scenarios {

/// Sums over buildings of what lives there times the probability to be reached in time.
struct EffectiveTally {
  double households = 0;  ///< expected to be reached
  double residents = 0;
  double households_of = 0;  ///< of so many
  double residents_of = 0;

  [[nodiscard]] std::optional<double> households_share() const;
  [[nodiscard]] std::optional<double> residents_share() const;
};

struct EffectiveFigures {
  EffectiveTally on_shift;  ///< where anybody of the own grid is ever on shift; who lives elsewhere counts as not reached
  EffectiveTally any_time;  ///< of a request at any moment
  std::optional<double> requests_share;  ///< on shift, by requests as they arise, as the simulation counts them
  struct Grid {
    std::string code;
    std::optional<double> households_share;  ///< on shift
  };
  std::vector<Grid> by_grid;  ///< by code
};

/// People of cells without a known building are not in it. O(buildings).
[[nodiscard]] EffectiveFigures effective_figures(const simulation::SimulationInputs& inputs,
                                                 const evaluation::EffectiveCircle& circle,
                                                 const territory::Buildings& buildings);

}  // namespace wangge::scenarios
