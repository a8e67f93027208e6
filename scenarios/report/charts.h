#pragma once

#include "engine/core/text.h"
#include "gis/map/canvas.h"

#include <optional>
#include <string>
#include <vector>

/// Charts as inline SVG: axes with units, two colours that people with any colour sight can tell apart, both languages.
namespace wangge::scenarios::report {

struct HistogramChart {
  struct Bar {
    double from = 0;
    double to = 0;
    double share = 0;  ///< 0..1
  };
  std::vector<Bar> bars;         ///< rising, touching
  std::optional<Bar> open;       ///< everything from `from` on: stands apart at the right, labelled "≥ from"; `to` is not read
  std::optional<double> target;  ///< minutes; bars beyond it take the second colour
  core::Text x_title;
  core::Text y_title;
};
[[nodiscard]] std::string draw_histogram(const std::string& prefix, const HistogramChart& chart);

struct CurveChart {
  std::vector<std::pair<double, double>> points;  ///< x, share 0..1; rising
  std::optional<double> target;
  core::Text x_title;
  core::Text y_title;
};
[[nodiscard]] std::string draw_curve(const std::string& prefix, const CurveChart& chart);

struct HourChart {
  std::vector<double> bars;                 ///< one an hour
  std::vector<std::optional<double>> line;  ///< one an hour; below the bars on an axis of its own
  bool shares = false;                      ///< the line holds shares 0..1
  std::optional<double> target;             ///< of the line
  core::Text bar_title;
  core::Text line_title;
};
[[nodiscard]] std::string draw_hours(const std::string& prefix, const HourChart& chart);

struct RankChart {
  struct Row {
    core::Text label;
    double share = 0;  ///< 0..1
  };
  std::vector<Row> rows;       ///< in the order drawn
  std::optional<double> line;  ///< a mark across all rows, e.g. the mean
  core::Text line_title;
  core::Text x_title;
};
[[nodiscard]] std::string draw_ranking(const std::string& prefix, const RankChart& chart);

/// Bars from 0 to 100 %, one a row, each cut into the same parts; the parts' names stand below with their colours.
struct StackChart {
  struct Part {
    core::Text name;
    gis::map::Colour colour;
  };
  struct Row {
    core::Text label;
    std::vector<double> shares;  ///< 0..1, by part; together 1
  };
  std::vector<Part> parts;
  std::vector<Row> rows;
  core::Text x_title;
};
[[nodiscard]] std::string draw_stack(const std::string& prefix, const StackChart& chart);

}  // namespace wangge::scenarios::report
