#include "scenarios/report/plans_charts.h"

#include "scenarios/report/chart_axes.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace wangge::scenarios::report {
namespace {

using gis::map::Align;
using gis::map::Colour;
using gis::map::Point;
using gis::map::SvgCanvas;

constexpr double width = 1000;
constexpr double height = 470;
constexpr double top = 136;
constexpr double bottom = 400;
constexpr double left = 70;
constexpr double right = 930;
constexpr Colour reference_colour{0x77737d};
/// Widths of a sign of a title, which is bold.
constexpr double chinese_sign = 13;
constexpr double english_sign = 7;

/// Okabe and Ito's colours, told apart with any colour sight; the darkest for the best plan.
constexpr std::array<Colour, 7> colours = {Colour{0x0072b2}, Colour{0xd55e00}, Colour{0x009e73}, Colour{0xcc79a7},
                                           Colour{0xe69f00}, Colour{0x56b4e9}, Colour{0x8a6d3b}};

/// Chinese titles break after so many signs, English ones at blanks near so many letters.
std::vector<std::string> chinese_lines(const std::string& words, std::size_t most) {
  std::vector<std::string> lines(1);
  std::size_t signs = 0;
  for (std::size_t i = 0; i < words.size();) {
    const auto lead = static_cast<unsigned char>(words[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (signs == most) {
      lines.emplace_back();
      signs = 0;
    }
    lines.back() += words.substr(i, length);
    ++signs;
    i += length;
  }
  return lines;
}

std::vector<std::string> english_lines(const std::string& words, std::size_t most) {
  std::vector<std::string> lines(1);
  std::string_view rest = words;
  while (!rest.empty()) {
    const std::size_t blank = std::min(rest.find(' '), rest.size());
    const std::string word(rest.substr(0, blank));
    if (!lines.back().empty() && lines.back().size() + 1 + word.size() > most) lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
    rest.remove_prefix(std::min(rest.size(), blank + 1));
  }
  return lines;
}

/// Signs that fit between two axes.
std::size_t signs_within(double step, double sign_width) {
  constexpr double gap = 8;
  return static_cast<std::size_t>(std::clamp((step - gap) / sign_width, 4.0, 16.0));
}

void title(gis::map::Canvas& canvas, double x, double step, const TradeoffChart::Axis& axis, std::size_t number) {
  gis::map::TextStyle style = axis_style();
  style.bold = true;
  const auto draw = [&](std::string_view language, std::vector<std::string> lines, const std::string& unit) {
    if (!unit.empty()) lines.push_back(language == "zh" ? "（" + unit + "）" : "(" + unit + ")");
    canvas.begin_group("axis" + std::to_string(number), language);
    double y = top - 24 - 15 * static_cast<double>(lines.size() - 1);
    for (const std::string& line : lines) {
      canvas.text({x, y}, line, style, Align::centre);
      y += 15;
    }
    canvas.end_group();
  };
  draw("zh", chinese_lines(axis.title.zh, signs_within(step, chinese_sign)), axis.unit.zh);
  draw("en", english_lines(axis.title.en, signs_within(step, english_sign)), axis.unit.en);
}

}  // namespace

Colour plan_colour(std::size_t plan) { return colours[plan % colours.size()]; }

std::string draw_tradeoffs(const std::string& prefix, const TradeoffChart& chart) {
  SvgCanvas canvas(prefix, width, height);
  const double step = chart.axes.size() > 1 ? (right - left) / static_cast<double>(chart.axes.size() - 1) : 0.0;
  const auto x_of = [&](std::size_t axis) { return left + step * static_cast<double>(axis); };
  for (std::size_t i = 0; i < chart.axes.size(); ++i) {
    canvas.stroke({{{{x_of(i), top}, {x_of(i), bottom}}, false}}, {.colour = Colour{0xb9b4be}, .width = 1});
    title(canvas, x_of(i), chart.axes.size() > 1 ? step : width, chart.axes[i], i);
    canvas.text({x_of(i), top - 6}, chart.axes[i].best, axis_style(), Align::centre);
    canvas.text({x_of(i), bottom + 16}, chart.axes[i].worst, axis_style(), Align::centre);
  }
  double legend = left - 40;
  for (std::size_t pass = 0; pass < 2; ++pass) {
    std::size_t plan = 0;
    for (const TradeoffChart::Line& line : chart.lines) {
      const Colour colour = line.reference ? reference_colour : plan_colour(plan);
      plan += line.reference ? 0 : 1;
      if (line.reference != (pass == 0)) continue;
      gis::map::Path path;
      for (std::size_t i = 0; i < line.height.size(); ++i) {
        if (!line.height[i]) {
          path.emplace_back();
          continue;
        }
        if (path.empty()) path.emplace_back();
        path.back().points.push_back({x_of(i), bottom - *line.height[i] * (bottom - top)});
      }
      std::erase_if(path, [](const gis::map::Trace& trace) { return trace.points.empty(); });
      gis::map::Stroke pen{.colour = colour, .width = line.reference ? 2.0 : 2.6};
      if (line.reference) pen.dashes = {7, 5};
      canvas.stroke(path, pen);
      for (const gis::map::Trace& trace : path) {
        for (const Point point : trace.points) canvas.disc(point, 3.6, colour);
      }
      canvas.stroke({{{{legend, height - 22}, {legend + 30, height - 22}}, false}}, pen);
      gis::map::TextStyle style = axis_style();
      style.colour = Colour{0x2a2a2e};
      say(canvas, {legend + 36, height - 18}, line.label, style, Align::left);
      legend += 140;
    }
  }
  return canvas.finish("Trade-offs between the plans, the better end of each axis on top");
}

}  // namespace wangge::scenarios::report
