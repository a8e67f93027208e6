#pragma once

#include "engine/core/text.h"
#include "gis/map/svg_canvas.h"

#include <optional>
#include <string>
#include <vector>

/// The parts that all charts share. Units are pixels of a 720 wide drawing.
namespace wangge::scenarios::report {

inline constexpr double chart_width = 720;
inline constexpr gis::map::Colour within_colour{0x2b6ea3};
inline constexpr gis::map::Colour beyond_colour{0xd9822b};
inline constexpr gis::map::Colour target_colour{0x8c1c2e};

/// Rising round values from 0 to at least `top`, about `wanted` of them.
[[nodiscard]] std::vector<double> round_ticks(double top, int wanted);
/// A tick as short as its step allows.
[[nodiscard]] std::string tick_text(double value, double step);

class ChartAxes {
 public:
  /// `x_to` and `y_to` are the values at the right and the top; both axes begin at `x_from` and 0.
  ChartAxes(gis::map::Canvas& canvas, const gis::map::Rect& plot, double x_from, double x_to, double y_to)
      : canvas_(canvas), plot_(plot), x_from_(x_from), x_to_(x_to), y_to_(y_to) {}

  [[nodiscard]] double x(double value) const { return plot_.low.x + (value - x_from_) / (x_to_ - x_from_) * plot_.width(); }
  [[nodiscard]] double y(double value) const { return plot_.high.y - value / y_to_ * plot_.height(); }
  /// Grid lines with values at the left; shares as percent.
  void y_axis(const core::Text& title, bool shares);
  void x_axis(const core::Text& title, const std::vector<double>& ticks);
  /// A dashed line across the plot; its words stand above the plot, where no data is.
  void x_target(double value, const core::Text& words);
  void y_target(double value, const core::Text& words);
  void box(double x0, double x1, double height, gis::map::Colour colour);

 private:
  gis::map::Canvas& canvas_;
  gis::map::Rect plot_;
  double x_from_;
  double x_to_;
  double y_to_;
};

/// Text in both languages at one place.
void say(gis::map::Canvas& canvas, gis::map::Point at, const core::Text& words, const gis::map::TextStyle& style,
         gis::map::Align align);

[[nodiscard]] gis::map::Stroke target_stroke();
[[nodiscard]] gis::map::TextStyle axis_style();
[[nodiscard]] gis::map::TextStyle title_style();

}  // namespace wangge::scenarios::report
