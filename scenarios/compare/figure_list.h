#pragma once

#include "engine/core/estimate.h"
#include "engine/planning/aims/aim.h"
#include "gis/write/plan_file.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace wangge::scenarios {

/// Which way of a figure serves the people.
enum class Better : std::uint8_t { neither, less, more };

struct Figure {
  double value = 0;
  std::optional<core::Estimate::Interval> ci95;
  std::vector<double> samples;  ///< one a replication; empty: the file does not tell
  Better better = Better::neither;
};

/// By the names of metrics.csv: "plan.households.median", "coverage.by_area[101].households_share".
using Figures = std::map<std::string, Figure>;

/// Every number of metrics.json but those that describe the input, and those of single grids, hours and buildings. What a later
/// program writes appears by its name; `"better": "less"` or `"more"` beside a `value` says which way is better.
[[nodiscard]] Figures figures_of(const nlohmann::json& metrics);

/// What follows from the plan alone, under the names of metrics.json where it has them; besides plan.border.length,
/// plan.compounds and plan.compounds_cut. Aims are those of table `plan_aims`; of a file without it, those that grids and cells
/// tell: deviations, border, compactness and compounds. O(n log n).
[[nodiscard]] Figures plan_tallies(const gis::PlanFile& plan);

/// The sense of a figure by its name; `neither` where it is unknown.
[[nodiscard]] Better better_of(const std::string& name);

/// The aim that a figure is: "border" of plan.aims.border; null for another figure.
[[nodiscard]] const planning::AimFigureSpec* aim_named(std::string_view name);

}  // namespace wangge::scenarios
