#include "scenarios/report/charts.h"

#include "gis/map/text_ruler.h"
#include "scenarios/report/chart_axes.h"
#include "scenarios/report/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wangge::scenarios::report {
namespace {

using gis::map::Align;
using gis::map::Point;
using gis::map::SvgCanvas;

core::Text target_label(double target) {
  return {.zh = fmt::format("目标 {:g} 分钟", target), .en = fmt::format("target {:g} min", target)};
}

core::Text plain(const core::Text& a, const core::Text& b) { return {.zh = a.zh + "：" + b.zh, .en = a.en + ": " + b.en}; }

}  // namespace

std::string draw_histogram(const std::string& prefix, const HistogramChart& chart) {
  constexpr double height = 316;
  constexpr double open_width = 44;
  SvgCanvas canvas(prefix, chart_width, height);
  double top = chart.open ? chart.open->share : 0;
  double right = chart.open ? chart.open->from : 1;
  for (const HistogramChart::Bar& bar : chart.bars) {
    top = std::max(top, bar.share);
    if (bar.share > 0) right = std::max(right, bar.to);
  }
  if (chart.target && !chart.open) right = std::max(right, *chart.target * 1.25);
  const double high = round_ticks(std::max(top, 0.001) * 100, 5).back() / 100;
  const double edge = chart_width - 14;
  ChartAxes axes(canvas, {{62, 50}, {edge - (chart.open ? open_width + 14 : 0), height - 50}}, 0, right, high);
  axes.y_axis(chart.y_title, true);
  const auto colour = [&](double from) { return chart.target && from >= *chart.target - 1e-9 ? beyond_colour : within_colour; };
  for (const HistogramChart::Bar& bar : chart.bars) {
    const double gap = (bar.to - bar.from) * 0.06;
    axes.box(bar.from + gap, bar.to - gap, bar.share, colour(bar.from));
  }
  if (chart.open) {
    const gis::map::Rect bar{{edge - open_width, axes.y(chart.open->share)}, {edge, axes.y(0)}};
    canvas.fill(gis::map::outline(bar), colour(chart.open->from));
    canvas.text({bar.centre().x, axes.y(0) + 18}, fmt::format("≥ {:g}", chart.open->from), axis_style(), Align::centre);
    canvas.text({bar.centre().x, bar.low.y - 5}, percent(chart.open->share), axis_style(), Align::centre);
  }
  axes.x_axis(chart.x_title, round_ticks(right, 10));
  if (chart.target) axes.x_target(*chart.target, target_label(*chart.target));
  return canvas.finish(plain(chart.y_title, chart.x_title).en);
}

std::string draw_curve(const std::string& prefix, const CurveChart& chart) {
  constexpr double height = 286;
  SvgCanvas canvas(prefix, chart_width, height);
  const double right = std::max(chart.points.empty() ? 1.0 : chart.points.back().first, chart.target.value_or(0) * 1.25);
  ChartAxes axes(canvas, {{62, 50}, {chart_width - 14, height - 50}}, 0, right, 1);
  axes.y_axis(chart.y_title, true);
  axes.x_axis(chart.x_title, round_ticks(right, 10));
  gis::map::Trace trace;
  for (const auto& [x, share] : chart.points) trace.points.push_back({axes.x(x), axes.y(share)});
  if (!chart.points.empty()) trace.points.push_back({axes.x(right), axes.y(chart.points.back().second)});
  canvas.stroke({trace}, {.colour = within_colour, .width = 2.2});
  if (chart.target) axes.x_target(*chart.target, target_label(*chart.target));
  return canvas.finish(plain(chart.y_title, chart.x_title).en);
}

std::string draw_hours(const std::string& prefix, const HourChart& chart) {
  constexpr double height = 440;
  SvgCanvas canvas(prefix, chart_width, height);
  const double hours = std::max(1.0, static_cast<double>(chart.bars.size()));
  const double most = chart.bars.empty() ? 1 : *std::max_element(chart.bars.begin(), chart.bars.end());
  ChartAxes upper(canvas, {{62, 40}, {chart_width - 14, 176}}, 0, hours, round_ticks(most, 4).back());
  upper.y_axis(chart.bar_title, false);
  for (std::size_t i = 0; i < chart.bars.size(); ++i) {
    upper.box(static_cast<double>(i) + 0.1, static_cast<double>(i) + 0.9, chart.bars[i], within_colour);
  }
  double slowest = chart.shares ? 1 : chart.target.value_or(1) * 1.1;
  for (const std::optional<double>& value : chart.line) slowest = std::max(slowest, value.value_or(0));
  ChartAxes lower(canvas, {{62, 248}, {chart_width - 14, height - 50}}, 0, hours,
                  chart.shares ? 1 : round_ticks(slowest, 4).back());
  lower.y_axis(chart.line_title, chart.shares);
  gis::map::Path path(1);
  for (std::size_t i = 0; i < chart.line.size(); ++i) {
    if (!chart.line[i]) {
      path.emplace_back();
      continue;
    }
    path.back().points.push_back({lower.x(static_cast<double>(i) + 0.5), lower.y(*chart.line[i])});
  }
  canvas.stroke(path, {.colour = beyond_colour, .width = 2.2});
  for (const gis::map::Trace& trace : path) {
    for (const Point& p : trace.points) canvas.disc(p, 3, beyond_colour);
  }
  std::vector<double> ticks;
  for (int i = 0; i <= static_cast<int>(hours); i += 3) ticks.push_back(i);
  lower.x_axis({.zh = "一天中的时刻（时）", .en = "hour of the day"}, ticks);
  if (chart.target) lower.y_target(*chart.target, target_label(*chart.target));
  return canvas.finish(plain(chart.bar_title, chart.line_title).en);
}

std::string draw_ranking(const std::string& prefix, const RankChart& chart) {
  constexpr double row = 19;
  const double height = 46 + row * static_cast<double>(chart.rows.size()) + 44;
  SvgCanvas canvas(prefix, chart_width, height);
  const gis::map::TextRuler ruler;
  double label = 60;
  double most = chart.line.value_or(0);
  for (const RankChart::Row& each : chart.rows) {
    label = std::max({label, ruler.width(each.label.zh, axis_style()), ruler.width(each.label.en, axis_style())});
    most = std::max(most, each.share);
  }
  label = std::min(label, 240.0);
  const double bottom = height - 44;
  const std::vector<double> ticks = round_ticks(std::max(most, 0.01) * 100, 6);
  const auto x = [&](double share) { return label + 14 + share * 100 / ticks.back() * (chart_width - label - 14 - 64); };
  for (const double tick : ticks) {
    canvas.stroke({{{{x(tick / 100), 40}, {x(tick / 100), bottom}}, false}},
                  {.colour = {tick == 0 ? 0x8a868f : 0xe6e2e6U}, .width = 1});
    canvas.text({x(tick / 100), bottom + 16}, tick_text(tick, ticks[1]) + " %", axis_style(), Align::centre);
  }
  for (std::size_t i = 0; i < chart.rows.size(); ++i) {
    const double top = 44 + row * static_cast<double>(i);
    const core::Text& words = chart.rows[i].label;
    say(canvas, {label + 6, top + 12.5},
        {.zh = ruler.fit(words.zh, axis_style(), label), .en = ruler.fit(words.en, axis_style(), label)}, axis_style(),
        Align::right);
    if (chart.rows[i].share > 0)
      canvas.fill(gis::map::outline({{x(0), top + 2}, {x(chart.rows[i].share), top + row - 3}}), within_colour);
  }
  if (chart.line) {
    canvas.stroke({{{{x(*chart.line), 34}, {x(*chart.line), bottom}}, false}}, target_stroke());
    gis::map::TextStyle style = title_style();
    style.colour = target_colour;
    say(canvas, {x(*chart.line), 28},
        {.zh = chart.line_title.zh + " " + percent(*chart.line), .en = chart.line_title.en + " " + percent(*chart.line)}, style,
        x(*chart.line) > chart_width - 120 ? Align::right : Align::centre);
  }
  gis::map::TextStyle values = axis_style();
  values.halo = 3;
  for (std::size_t i = 0; i < chart.rows.size(); ++i) {
    const std::string value = percent(chart.rows[i].share);
    double at = x(chart.rows[i].share) + 6;
    const double end = at + ruler.width(value, values);
    if (chart.line && at - 4 < x(*chart.line) && x(*chart.line) < end + 4) at = x(*chart.line) + 5;  // clear of the line
    canvas.text({at, 44 + row * static_cast<double>(i) + 12.5}, value, values, Align::left);
  }
  say(canvas, {chart_width - 14, bottom + 36}, chart.x_title, title_style(), Align::right);
  return canvas.finish(chart.x_title.en);
}

}  // namespace wangge::scenarios::report
