#pragma once

#include "engine/planning/ensemble/plan_ensemble.h"
#include "scenarios/scenario.h"

#include <nlohmann/json.hpp>

#include <string>

namespace wangge::scenarios {

/// The object `ensemble` of plans.json: how plans were drawn, for each aim its quantiles, bins, convergence and where the
/// reference and the offered plans lie, the same for each parent with a choice.
[[nodiscard]] nlohmann::json ensemble_json(const planning::PlanEnsemble& ensemble, const Scenario& scenario,
                                           const territory::Territory& territory);

/// A row a drawn plan of the whole territory: chain, number, and each aim. The figures as ensemble.csv has them.
[[nodiscard]] std::string ensemble_csv(const planning::PlanEnsemble& ensemble);

}  // namespace wangge::scenarios
