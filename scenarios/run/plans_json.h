#pragma once

#include "scenarios/redraw/repartition_step.h"
#include "scenarios/run/metrics_json.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/proposal_step.h"

#include <optional>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// What plans.json is made of.
struct PlansSource {
  const Scenario& scenario;
  const territory::Territory& territory;
  const ProposalBuild& build;
  const std::optional<planning::PlanEnsemble>& ensemble;
  const std::optional<RedrawnLevel>& redrawn;
  const core::Findings& findings;
  std::vector<std::string> attribution;
  std::vector<InputFile> inputs;
};

/// plans.json: every plan with its figures, its parents with bounds and gaps, what it breaks and why; the reference plan; how the
/// search ended. Keys sorted, numbers rounded to six significant digits, nothing from the clock.
[[nodiscard]] std::string plans_json(const PlansSource& source);

}  // namespace wangge::scenarios
