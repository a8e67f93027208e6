#pragma once

#include "engine/core/estimate.h"
#include "engine/evaluation/evaluation.h"
#include "engine/evaluation/theory/theory.h"

#include <optional>
#include <string_view>
#include <vector>

/// Formulas and simulation side by side.
namespace wangge::evaluation {

struct Beside {
  std::string_view figure;  ///< utilisation, way_minutes, arrive_minutes, within_target_share
  double theory = 0;
  double simulated = 0;
  std::optional<core::Estimate::Interval> ci95;  ///< of the simulated one
};

/// The figures that both have. Of units: those of the run, with their intervals; ways as arrivals less acceptances. O(samples).
[[nodiscard]] std::vector<Beside> units_beside(const Theory& theory, const Evaluation& evaluation);
/// Of grids: over the grids for which the model has figures. O(grids).
[[nodiscard]] std::vector<Beside> grids_beside(const Theory& theory, const SimulationResult& result);

/// What the simulation found of one grid's requests on shift and of its own workers.
struct GridFound {
  std::optional<double> utilisation;
  std::optional<double> within_share;
  std::optional<double> arrive_minutes;  ///< where arriving is what is promised
};
[[nodiscard]] GridFound found_in(const GridTally& tally, const Promise& promise);

}  // namespace wangge::evaluation
