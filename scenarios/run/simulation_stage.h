#pragma once

#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/evaluation/effective_circle.h"
#include "engine/evaluation/evaluation.h"
#include "engine/evaluation/theory/theory.h"
#include "engine/planning/plan.h"
#include "gis/write/plan_file.h"
#include "scenarios/run/pipeline.h"
#include "scenarios/run/town_stages.h"
#include "scenarios/run/trace_file.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/effective_step.h"
#include "scenarios/steps/simulation_step.h"
#include "scenarios/steps/travel_step.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace wangge::scenarios {

/// Step 6, and the figures of step 7 that come from it.
struct Simulation {
  SimulationStep step;
  evaluation::SimulationResult result;
  evaluation::EffectiveCircle circle;
  std::optional<EffectiveFigures> effective;  ///< absent: nobody works
  std::vector<gis::PlanFile::EffectiveCircle> effective_land;
  std::optional<TraceFile> trace;  ///< absent: not asked for
  evaluation::Theory theory;
};

/// Simulates the plan, or with `replay` tells everything anew from that file of events. `land`, of the circles, is let go once
/// the effective circle is drawn on it. Throws what the steps throw, and what trace_file.h throws for a file that is no trace or
/// whose inputs have changed.
[[nodiscard]] Simulation simulate_plan(const Scenario& scenario, const Town& town, const planning::Plan& plan,
                                       const siting::Posts& posts, std::shared_ptr<const gis::CircleLand> land,
                                       const std::optional<std::filesystem::path>& replay, core::Threads threads,
                                       core::Progress& progress);

}  // namespace wangge::scenarios
