#pragma once

#include "engine/core/findings.h"
#include "engine/evaluation/evaluation.h"
#include "engine/evaluation/plan_measures.h"
#include "engine/evaluation/theory/theory.h"
#include "engine/network/travel.h"
#include "engine/planning/aims/aim.h"
#include "engine/siting/coverage.h"
#include "engine/siting/posts.h"
#include "engine/territory/territory.h"
#include "scenarios/redraw/repartition_step.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/circle_step.h"
#include "scenarios/steps/effective_step.h"
#include "scenarios/steps/element_step.h"
#include "scenarios/steps/responder_circles.h"

#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {

/// The static circle with what it was drawn from.
struct CoverageFigures {
  const siting::Coverage& coverage;
  const core::Column<siting::ZoneId, siting::Zone>& grids;  ///< the zones it was measured over
  const siting::Posts& posts;
  siting::CoverageRules rules;
  const CircleBuild& circles;
  const EffectiveFigures* effective = nullptr;   ///< null: nothing was simulated, or nobody works
  const ResponderCircles* responders = nullptr;  ///< null: not asked for
  const std::vector<gis::PlanFile::EffectiveCircle>* effective_circles = nullptr;
};

struct InputFile {
  std::string path;
  std::string sha256;
};

/// What metrics.json is made of. A pointer that is null: that step was not taken, and its figures are absent.
struct MetricsSource {
  std::string version;  ///< of the program
  std::string scenario_hash;
  const Scenario& scenario;
  const territory::Territory& territory;
  const network::Travel* travel = nullptr;
  const evaluation::PlanMeasures* plan = nullptr;
  const planning::AimValues* aims = nullptr;            ///< of the plan
  const std::vector<ElementTally>* elements = nullptr;  ///< of the plan's grids
  const RedrawnLevel* redrawn = nullptr;                ///< by a section [repartition]
  const CoverageFigures* coverage = nullptr;
  const evaluation::SimulationResult* simulation = nullptr;
  const evaluation::Theory* theory = nullptr;  ///< beside `simulation`
  const core::Findings& findings;
  std::vector<std::string> attribution;
  std::vector<InputFile> inputs;
};

/// metrics.json (metrics.schema.json describes it): keys sorted, minutes, metres, shares 0 … 1, numbers that are not counts
/// rounded to six significant digits so that every compiler writes the same bytes. A figure that was not computed is absent.
///
///   write_file(folder / "metrics.json", metrics_json(source));
[[nodiscard]] std::string metrics_json(const MetricsSource& source);

/// metrics.csv from the text of metrics.json: a line a number, `figure,value,unit,ci_low,ci_high`; items of lists are named
/// by what tells them apart (`simulation.by_grid[LI0101001].utilisation`). Throws Error(input) when the text is not JSON.
[[nodiscard]] std::string metrics_csv(std::string_view metrics);

/// The text of metrics.schema.json as built in.
[[nodiscard]] std::string_view metrics_schema();

}  // namespace wangge::scenarios
