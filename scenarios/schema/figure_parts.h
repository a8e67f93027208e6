#pragma once

#include "engine/core/text.h"
#include "scenarios/schema/metrics_registry.h"

#include <optional>
#include <string>
#include <string_view>

/// Names in metrics.csv that are a part of a registered figure: its mean, a quantile, one class of border, one hour.
namespace wangge::scenarios {

/// A path without what stands in brackets: "coverage.by_grid[101].minutes_mean" is "coverage.by_grid.minutes_mean".
[[nodiscard]] std::string without_brackets(std::string_view path);

struct FigurePart {
  const MetricSpec* figure = nullptr;  ///< the nearest registered figure above it
  const MetricSpec* twin = nullptr;    ///< the same figure over all requests, for one of simulation.within_shift; else null
  core::Text meaning{};                ///< of the last word of the path
  std::string unit{};
};

/// Nothing where no figure stands above the path or its last word is unknown. O(figures).
///
///   figure_part("simulation.response_minutes.p90")->figure->path == "simulation.response_minutes"
[[nodiscard]] std::optional<FigurePart> figure_part(std::string_view path);

/// The unit of a figure or of a part of one; empty: a count or unknown.
[[nodiscard]] std::string unit_of_figure(std::string_view path);

}  // namespace wangge::scenarios
