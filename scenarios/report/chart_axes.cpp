#include "scenarios/report/chart_axes.h"

#include <fmt/format.h>

#include <cmath>

namespace wangge::scenarios::report {

using gis::map::Align;
using gis::map::Canvas;
using gis::map::Cap;
using gis::map::Colour;
using gis::map::Point;
using gis::map::Stroke;
using gis::map::TextStyle;

TextStyle axis_style() { return {.size = 12, .bold = false, .italic = false, .colour = {0x55525c}}; }
TextStyle title_style() { return {.size = 12.5, .bold = false, .italic = false, .colour = {0x2a2a2e}}; }

void say(Canvas& canvas, Point at, const core::Text& words, const TextStyle& style, Align align) {
  if (words.zh == words.en) {
    canvas.text(at, words.en, style, align);
    return;
  }
  canvas.begin_group("", "zh");
  canvas.text(at, words.zh, style, align);
  canvas.end_group();
  canvas.begin_group("", "en");
  canvas.text(at, words.en, style, align);
  canvas.end_group();
}

Stroke target_stroke() { return {.colour = target_colour, .width = 1.6, .dashes = {5, 4}, .cap = Cap::butt}; }

std::vector<double> round_ticks(double top, int wanted) {
  if (!(top > 0)) return {0, 1};
  double power = 1;
  while (power * 10 * wanted <= top) power *= 10;
  while (power * wanted > top) power /= 10;
  double step = power * 10;
  for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
    if (factor * power * wanted >= top) {
      step = factor * power;
      break;
    }
  }
  std::vector<double> ticks;
  const int steps = static_cast<int>(std::ceil(top / step - 1e-9));
  for (int i = 0; i <= steps; ++i) ticks.push_back(step * i);
  return ticks;
}

std::string tick_text(double value, double step) {
  const double part = step - std::floor(step);
  return fmt::format("{:.{}f}", value, part < 1e-9 ? 0 : std::abs(part * 10 - std::round(part * 10)) < 1e-6 ? 1 : 2);
}

void ChartAxes::y_axis(const core::Text& title, bool shares) {
  const std::vector<double> ticks = round_ticks(y_to_ * (shares ? 100 : 1), 5);
  for (const double tick : ticks) {
    const double value = shares ? tick / 100 : tick;
    if (value > y_to_ * (1 + 1e-9)) continue;
    canvas_.stroke({{{{plot_.low.x, y(value)}, {plot_.high.x, y(value)}}, false}},
                   {.colour = {tick == 0 ? 0x8a868f : 0xe6e2e6U}, .width = 1});
    canvas_.text({plot_.low.x - 7, y(value) + 4}, tick_text(tick, ticks[1]) + (shares ? " %" : ""), axis_style(), Align::right);
  }
  say(canvas_, {plot_.low.x - 44, plot_.low.y - 26}, title, title_style(), Align::left);
}

void ChartAxes::x_axis(const core::Text& title, const std::vector<double>& ticks) {
  const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
  for (const double tick : ticks) {
    if (tick > x_to_ * (1 + 1e-9)) continue;
    canvas_.stroke({{{{x(tick), plot_.high.y}, {x(tick), plot_.high.y + 4}}, false}}, {.colour = {0x8a868f}, .width = 1});
    canvas_.text({x(tick), plot_.high.y + 18}, tick_text(tick, step), axis_style(), Align::centre);
  }
  say(canvas_, {plot_.high.x, plot_.high.y + 38}, title, title_style(), Align::right);
}

void ChartAxes::x_target(double value, const core::Text& words) {
  if (value > x_to_) return;
  canvas_.stroke({{{{x(value), plot_.low.y - 4}, {x(value), plot_.high.y}}, false}}, target_stroke());
  TextStyle style = title_style();
  style.colour = target_colour;
  const Align align = x(value) > plot_.high.x - 60 ? Align::right : x(value) < plot_.low.x + 60 ? Align::left : Align::centre;
  say(canvas_, {x(value), plot_.low.y - 8}, words, style, align);
}

void ChartAxes::y_target(double value, const core::Text& words) {
  if (value > y_to_) return;
  canvas_.stroke({{{{plot_.low.x, y(value)}, {plot_.high.x, y(value)}}, false}}, target_stroke());
  TextStyle style = title_style();
  style.colour = target_colour;
  say(canvas_, {plot_.high.x, plot_.low.y - 8}, words, style, Align::right);
}

void ChartAxes::box(double x0, double x1, double height, Colour colour) {
  if (height <= 0) return;
  canvas_.fill(gis::map::outline({{x(x0), y(height)}, {x(x1), plot_.high.y}}), colour);
}

}  // namespace wangge::scenarios::report
