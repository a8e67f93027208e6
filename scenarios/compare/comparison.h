#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/evaluation/plan_matching.h"
#include "gis/compare/common_land.h"
#include "scenarios/compare/figure_pairs.h"
#include "scenarios/compare/plan_source.h"
#include "scenarios/compare/setting_pairs.h"

#include <filesystem>
#include <vector>

namespace wangge::scenarios {

/// Two plans or runs held against each other.
struct Comparison {
  PlanSource before;
  PlanSource after;
  gis::CommonLand land;
  evaluation::PlanMatching matching;
  std::vector<FigurePair> figures;
  std::vector<SettingPair> settings;  ///< of the scenarios of two runs
  core::Findings findings;            ///< those of the land included

  /// Every transfer between two grids that are not matched, the one with most households first, then by area, then by codes.
  [[nodiscard]] std::vector<evaluation::Transfer> moves() const;
  [[nodiscard]] std::int64_t count(evaluation::Fate fate) const;
  /// No land changed hands and no code changed.
  [[nodiscard]] bool same_plans() const;
  /// The plans are the same, and no figure differs.
  [[nodiscard]] bool identical() const;
  [[nodiscard]] const std::string& old_code(evaluation::OldGridId grid) const { return land.plans.before[grid].code; }
  [[nodiscard]] const std::string& new_code(evaluation::NewGridId grid) const { return land.plans.after[grid].code; }
};

/// Reads both and compares them. Throws Error(input or usage) as read_plan_source and gis::common_land do.
///
///   const Comparison comparison = compare_plans("runs/today", "runs/proposal", progress);
[[nodiscard]] Comparison compare_plans(const std::filesystem::path& before, const std::filesystem::path& after,
                                       core::Progress& progress);

}  // namespace wangge::scenarios
