#pragma once

#include "engine/evaluation/effective_circle.h"
#include "engine/planning/plan.h"
#include "engine/siting/coverage.h"
#include "engine/siting/posts.h"
#include "gis/build/build_territory.h"
#include "gis/layers.h"
#include "gis/write/plan_file.h"
#include "scenarios/steps/plan_record.h"

#include <vector>

namespace wangge::scenarios {

struct PlanRowInputs {
  const gis::Layers& layers;
  const gis::TerritoryBuild& built;
  const planning::Plan& plan;
  const siting::Posts& posts;
  const siting::Coverage& coverage;
  std::vector<gis::PlanFile::Circle> circles;
  std::vector<gis::PlanFile::CircleChange> circle_changes;
  PlanRecord record{};
  bool synthetic = false;
  const evaluation::EffectiveCircle* effective = nullptr;  ///< null: nothing was simulated
};

/// Step 8, first half: all rows of plan.gpkg. Levels, grids and cells are dissolved from the same cells, so they share their
/// vertices. Grids by code, levels from the top down by code, cells and buildings by id. O(rows log rows + vertices).
[[nodiscard]] gis::PlanFile plan_rows(PlanRowInputs inputs, core::Threads threads);

}  // namespace wangge::scenarios
