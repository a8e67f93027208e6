#include "gis/map/text_ruler.h"
#include "scenarios/report/chart_axes.h"
#include "scenarios/report/charts.h"
#include "scenarios/report/figures.h"

#include <fmt/format.h>

#include <algorithm>

namespace wangge::scenarios::report {
namespace {

using gis::map::Align;
using gis::map::Rect;
using gis::map::SvgCanvas;

constexpr double bar_top = 30;
constexpr double row_height = 40;
constexpr double key_height = 21;
constexpr std::size_t keys_in_line = 2;

core::Text fitted(const gis::map::TextRuler& ruler, const core::Text& words, double room) {
  return {.zh = ruler.fit(words.zh, axis_style(), room), .en = ruler.fit(words.en, axis_style(), room)};
}

/// White on dark, dark on light.
gis::map::TextStyle on(gis::map::Colour colour) {
  gis::map::TextStyle style = axis_style();
  const auto part = [&](int shift) { return static_cast<int>((colour.rgb >> shift) & 0xffU); };
  if (299 * part(16) + 587 * part(8) + 114 * part(0) < 150'000) style.colour = {0xffffff};
  return style;
}

void draw_keys(SvgCanvas& canvas, const gis::map::TextRuler& ruler, const StackChart& chart, double top) {
  constexpr double width = (chart_width - 28) / keys_in_line;
  for (std::size_t i = 0; i < chart.parts.size(); ++i) {
    const double x = 14 + width * static_cast<double>(i % keys_in_line);
    const double y = top + key_height * static_cast<double>(i / keys_in_line);
    canvas.fill(gis::map::outline(Rect{{x, y}, {x + 16, y + 13}}), chart.parts[i].colour);
    say(canvas, {x + 24, y + 11}, fitted(ruler, chart.parts[i].name, width - 34), axis_style(), Align::left);
  }
}

}  // namespace

std::string draw_stack(const std::string& prefix, const StackChart& chart) {
  const double bottom = bar_top + row_height * static_cast<double>(chart.rows.size());
  const std::size_t lines = (chart.parts.size() + keys_in_line - 1) / keys_in_line;
  SvgCanvas canvas(prefix, chart_width, bottom + 52 + key_height * static_cast<double>(lines));
  const gis::map::TextRuler ruler;
  double label = 60;
  for (const StackChart::Row& row : chart.rows)
    label = std::max({label, ruler.width(row.label.zh, axis_style()), ruler.width(row.label.en, axis_style())});
  label = std::min(label, 200.0);
  const double left = label + 20;
  const auto x = [&](double share) { return left + share * (chart_width - left - 26); };
  for (int tick = 0; tick <= 100; tick += 20) {
    canvas.stroke({{{{x(tick / 100.0), bar_top - 6}, {x(tick / 100.0), bottom}}, false}}, {.colour = {0xe6e2e6U}, .width = 1});
    canvas.text({x(tick / 100.0), bottom + 16}, fmt::format("{} %", tick), axis_style(), Align::centre);
  }
  for (std::size_t i = 0; i < chart.rows.size(); ++i) {
    const double top = bar_top + row_height * static_cast<double>(i);
    say(canvas, {label + 10, top + 20}, fitted(ruler, chart.rows[i].label, label), axis_style(), Align::right);
    double from = 0;
    for (std::size_t part = 0; part < chart.parts.size(); ++part) {
      const double share = chart.rows[i].shares[part];
      if (share <= 0) continue;
      canvas.fill(gis::map::outline(Rect{{x(from), top + 3}, {x(from + share), top + row_height - 9}}), chart.parts[part].colour);
      const std::string words = share > 0.99 && share < 1 ? "> 99 %" : fmt::format("{:.0f} %", share * 100);
      if (ruler.width(words, axis_style()) + 6 < x(share) - x(0))
        canvas.text({(x(from) + x(from + share)) / 2, top + 21}, words, on(chart.parts[part].colour), Align::centre);
      from += share;
    }
  }
  say(canvas, {chart_width - 14, bar_top - 14}, chart.x_title, title_style(), Align::right);
  draw_keys(canvas, ruler, chart, bottom + 34);
  return canvas.finish(chart.x_title.en);
}

}  // namespace wangge::scenarios::report
