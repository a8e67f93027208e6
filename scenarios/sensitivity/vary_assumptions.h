#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/evaluation/evaluation.h"
#include "engine/planning/plan.h"
#include "scenarios/compare/figure_pairs.h"
#include "scenarios/run/pipeline.h"
#include "scenarios/scenario.h"
#include "scenarios/schema/assumptions.h"

#include <optional>
#include <string>
#include <vector>

/// Each assumption of a scenario at its low and at its high value alone: which of them the result hangs on (one-at-a-time
/// sensitivity analysis; Saltelli et al. 2008, "Global Sensitivity Analysis", 1.2; the chart: Howard 1988, "Decision analysis").
namespace wangge::scenarios {

/// What one run came to, held against the base: `pair` is base before, this after, with the paired interval of the difference;
/// nothing after where the run does not have the figure (nobody asked anything in a short horizon).
struct VariedEnd {
  std::string setting;
  FigurePair pair;

  /// Whether the interval of the difference leaves out 0.
  [[nodiscard]] bool told_apart() const { return pair.verdict == FigureVerdict::different; }
};

struct VariedAssumption {
  std::string name;
  core::Text title;
  std::string key;
  std::string source;
  VariedEnd low;
  VariedEnd high;

  /// From the least to the largest of base, low and high; nothing where one of them has no figure.
  [[nodiscard]] std::optional<double> swing() const;
};

struct VariedRun {
  std::string figure;  ///< as in metrics.json
  std::string name;    ///< of its centre: figure.value or figure.mean; as `figure` where the base has none
  std::string unit{};
  int replications = 0;
  double horizon_days = 0;
  bool own_base = false;       ///< the base is not the run beside it, but the same with other replications or another horizon
  std::optional<Figure> base;  ///< nothing: the base does not have the figure, and nothing was varied
  std::vector<VariedAssumption> assumptions;  ///< the largest swing first, those without one last
  std::vector<Assumption> beside_log{};       ///< not varied: a log is replayed, which leaves their keys unused
  core::Findings findings{};  ///< "assumption.unused_beside_log", "assumption.no_figure", "assumption.no_base_figure"

  /// Whether there is something to draw.
  [[nodiscard]] bool has_chart() const { return base.has_value() && !assumptions.empty(); }
};

/// By falling swing, those without one last; equal ones as they came.
void sort_by_swing(std::vector<VariedAssumption>& assumptions);

/// What two values of a figure are to each other under the same luck, replication by replication; `varied`: nothing where that
/// run does not have it.
[[nodiscard]] FigurePair held_against(const std::string& name, const Figure& base, const std::optional<Figure>& varied,
                                      core::Seed seed, int replications);

/// Simulates every assumption at both ends with the cells and borders of `plan`: posts are placed anew by their rules; where the
/// key bears on roads or people, those are built anew. All runs have the seed, the replications and the warm-up of the base.
/// `scenario`: as it was run (with its made town); `evaluation`: what came of it. The same for any number of threads.
/// A run without the figure is a finding, and so is an assumption that a log leaves unused; where the base has no figure no
/// assumption is simulated. Throws Error(usage) where the key changes the cells.
[[nodiscard]] VariedRun vary_assumptions(const Sensitivity& sensitivity, const Scenario& scenario, const Town& town,
                                         const planning::Plan& plan, const evaluation::Evaluation& evaluation,
                                         core::Threads threads, core::Progress& progress);

}  // namespace wangge::scenarios
