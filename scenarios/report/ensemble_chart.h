#pragma once

#include "engine/core/text.h"
#include "gis/map/canvas.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace wangge::scenarios::report {

/// Strips of histograms, one below the other: how an aim is spread over plans drawn at random, with marks where known plans lie.
/// The better end of every strip is on the right.
struct EnsembleChart {
  struct Mark {
    double value = 0;
    double worse = 0;  ///< share of the drawn plans that are worse
  };
  struct Row {
    core::Text title;
    core::Text unit;
    int digits = 1;
    bool more_is_better = false;
    double low = 0;  ///< the least and the greatest value drawn, between which the bins lie
    double high = 0;
    std::array<double, 5> quantiles{};  ///< at 2.5, 25, 50, 75 and 97.5 %
    std::vector<double> bins;           ///< shares of the drawn plans
    std::optional<Mark> reference;
    std::vector<std::optional<Mark>> plans;  ///< by rank
  };
  core::Text reference;  ///< what the reference is called: "Today"
  std::vector<Row> rows;
};

inline constexpr double ensemble_chart_width = 1000;
[[nodiscard]] double ensemble_chart_height(const EnsembleChart& chart);

/// In pixels of a drawing `ensemble_chart_width` wide, from its top left corner.
void paint_ensemble(gis::map::Canvas& canvas, const EnsembleChart& chart);

[[nodiscard]] std::string draw_ensemble(const std::string& prefix, const EnsembleChart& chart);

}  // namespace wangge::scenarios::report
