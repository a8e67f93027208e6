#pragma once

#include "engine/core/findings.h"
#include "engine/planning/plan.h"
#include "engine/siting/coverage.h"
#include "engine/siting/posts.h"
#include "scenarios/run/pipeline.h"
#include "scenarios/run/stages.h"
#include "scenarios/steps/circle_step.h"
#include "scenarios/steps/responder_circles.h"
#include "scenarios/steps/travel_step.h"

#include <filesystem>
#include <memory>
#include <vector>

/// The steps that runs, checks and proposals have in common.
namespace wangge::scenarios {

/// Before step 2: a town in place of sources is made and written where the run may read it.
[[nodiscard]] Scenario with_town(const Scenario& scenario, const std::filesystem::path& folder, core::Threads threads,
                                 core::Progress& progress, Stages& stages);

/// Steps 2 to 4. An audit: see read_scenario_layers.
[[nodiscard]] std::unique_ptr<const Town> build_town(const Scenario& scenario, core::Threads threads, core::Progress& progress,
                                                     Stages& stages, bool audit = false);

/// Everything found in the input on the way.
[[nodiscard]] core::Findings findings_of(const Scenario& scenario, const Town& town, core::Threads threads);

/// Posts and the circle around them.
struct Siting {
  ServiceZones zones;
  siting::PlacedPosts placed;
  siting::Coverage coverage;
  CircleBuild circles;
  ResponderCircles responders;  ///< their rows stand behind those of `circles`
};

/// Posts and circles for a plan.
[[nodiscard]] Siting site(const Scenario& scenario, const Town& town, const planning::Plan& plan, core::Threads threads);

}  // namespace wangge::scenarios
