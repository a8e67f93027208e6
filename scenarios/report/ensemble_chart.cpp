#include "scenarios/report/ensemble_chart.h"

#include "scenarios/report/chart_axes.h"
#include "scenarios/report/figures.h"
#include "scenarios/report/plans_charts.h"

#include <fmt/format.h>

#include <algorithm>

namespace wangge::scenarios::report {
namespace {

using gis::map::Align;
using gis::map::Canvas;
using gis::map::Colour;
using gis::map::Point;
using gis::map::TextStyle;

constexpr double left = 238;
constexpr double right = 748;
constexpr double words_at = 772;
constexpr double head = 70;
constexpr double bar_height = 36;
constexpr double row_height = 98;
constexpr double baseline = 44;  ///< below the top of a row
constexpr double lane = 15;      ///< height of a row of plan marks
constexpr std::size_t lanes = 2;
/// The histogram keeps at least this share of a strip, however far a plan lies outside.
constexpr double least_share = 0.4;

constexpr Colour ink{0x2a2a2e};
constexpr Colour grey{0x77737d};
constexpr Colour rule{0xb9b4be};
constexpr Colour outer{0xdedae3};
constexpr Colour middle{0xbcb4c7};
constexpr Colour inner{0x8d80a3};

TextStyle small(Colour colour = grey, bool bold = false) { return {.size = 12, .bold = bold, .italic = false, .colour = colour}; }

/// Values along a strip, the better end on the right.
class Scale {
 public:
  explicit Scale(const EnsembleChart::Row& row) : more_(row.more_is_better), low_(row.low), high_(row.high) {
    if (!(high_ > low_)) {
      const double half = std::max(1e-6, 0.05 * std::max(low_, -low_));
      low_ -= half;
      high_ += half;
    }
    double below = 0;
    double above = 0;
    const auto include = [&](const std::optional<EnsembleChart::Mark>& mark) {
      if (!mark) return;
      below = std::max(below, low_ - mark->value);
      above = std::max(above, mark->value - high_);
    };
    include(row.reference);
    for (const auto& plan : row.plans) include(plan);
    const double room = (high_ - low_) * (1 / least_share - 1);
    const double shrink = below + above > room ? room / (below + above) : 1.0;
    const double edge = 0.015 * (high_ - low_ + (below + above) * shrink);
    low_ -= below * shrink + edge;
    high_ += above * shrink + edge;
  }

  [[nodiscard]] double x(double value) const {
    const double share = (std::clamp(value, low_, high_) - low_) / (high_ - low_);
    return left + (more_ ? share : 1 - share) * (right - left);
  }
  [[nodiscard]] bool holds(double value) const { return value >= low_ && value <= high_; }

 private:
  bool more_;
  double low_;
  double high_;
};

void box(Canvas& canvas, double a, double b, double top, double bottom, Colour colour) {
  canvas.fill(gis::map::outline({{std::min(a, b), top}, {std::max(a, b), bottom}}), colour);
}

Colour shade(const EnsembleChart::Row& row, double value) {
  if (value >= row.quantiles[1] && value <= row.quantiles[3]) return inner;
  return value >= row.quantiles[0] && value <= row.quantiles[4] ? middle : outer;
}

void paint_bars(Canvas& canvas, const EnsembleChart::Row& row, const Scale& scale, double base) {
  const double most = row.bins.empty() ? 0.0 : *std::max_element(row.bins.begin(), row.bins.end());
  if (!(most > 0)) return;
  if (row.bins.size() == 1) {
    box(canvas, scale.x(row.low) - 3, scale.x(row.low) + 3, base - bar_height, base, inner);
    return;
  }
  const double width = (row.high - row.low) / static_cast<double>(row.bins.size());
  for (std::size_t i = 0; i < row.bins.size(); ++i) {
    if (!(row.bins[i] > 0)) continue;
    const double from = row.low + width * static_cast<double>(i);
    box(canvas, scale.x(from), scale.x(from + width), base - std::max(1.0, bar_height * row.bins[i] / most), base,
        shade(row, from + width / 2));
  }
}

void paint_axis(Canvas& canvas, const EnsembleChart::Row& row, const Scale& scale, double base) {
  canvas.stroke({{{{left, base}, {right, base}}, false}}, {.colour = rule, .width = 1});
  double last = 0;
  std::array<double, 3> told = {row.quantiles[0], row.quantiles[2], row.quantiles[4]};
  if (!row.more_is_better) std::swap(told[0], told[2]);
  for (const double value : told) {
    const double x = scale.x(value);
    canvas.stroke({{{{x, base}, {x, base + 4}}, false}}, {.colour = grey, .width = 1});
    if (last > 0 && x - last < 58) continue;
    canvas.text({x, base + 16}, decimal(value, row.digits), small(), Align::centre);
    last = x;
  }
}

/// Points outwards where a value lies beyond the end of its strip.
void paint_beyond(Canvas& canvas, double x, double y, Colour colour) {
  const double out = x < (left + right) / 2 ? -1 : 1;
  canvas.fill({{{{x + out * 8, y - 5}, {x + out * 8, y + 5}, {x + out * 15, y}}, true}}, colour);
}

/// A dashed line through the strip with a knob on top: what stands today.
void paint_reference(Canvas& canvas, double x, double top, double base) {
  canvas.stroke({{{{x, top}, {x, base}}, false}}, {.colour = ink, .width = 1.8, .dashes = {5, 3}});
  canvas.fill({{{{x - 6, top - 2}, {x + 6, top - 2}, {x, top + 8}}, true}}, ink);
}

/// Discs with the plans' ranks below the strip; those that would touch take the next lane.
void paint_plans(Canvas& canvas, const EnsembleChart::Row& row, const Scale& scale, double base) {
  std::array<std::vector<double>, lanes> taken;
  for (std::size_t i = 0; i < row.plans.size(); ++i) {
    if (!row.plans[i]) continue;
    const double x = scale.x(row.plans[i]->value);
    std::size_t at = 0;
    while (at + 1 < lanes &&
           std::any_of(taken[at].begin(), taken[at].end(), [&](double other) { return x - other < 16 && other - x < 16; }))
      ++at;
    double shown = x;
    while (
        std::any_of(taken[at].begin(), taken[at].end(), [&](double other) { return shown - other < 15 && other - shown < 15; }))
      shown -= 5;
    taken[at].push_back(shown);
    const double y = base + 25 + lane * static_cast<double>(at);
    canvas.stroke({{{{x, base - 4}, {x, base + 5}}, false}}, {.colour = plan_colour(i), .width = 2.4});
    canvas.disc({shown, y}, 7, plan_colour(i));
    canvas.text({shown, y + 4}, fmt::format("{}", i + 1), small(Colour{0xffffff}, true), Align::centre);
    if (!scale.holds(row.plans[i]->value)) paint_beyond(canvas, x, base, plan_colour(i));
  }
}

void paint_words(Canvas& canvas, const EnsembleChart& chart, const EnsembleChart::Row& row, double top) {
  double y = top + 22;
  const auto line = [&](const core::Text& name, const EnsembleChart::Mark& mark, Colour colour) {
    const std::string value = decimal(mark.value, row.digits);
    const std::string share = percent(mark.worse);
    say(canvas, {words_at, y},
        {.zh = fmt::format("{}：{}，优于 {} 的方案", name.zh, value, share),
         .en = fmt::format("{}: {}, better than {}", name.en, value, share)},
        small(colour, true), Align::left);
    y += 18;
  };
  if (row.reference) line(chart.reference, *row.reference, ink);
  if (!row.plans.empty() && row.plans.front()) line({.zh = "方案 1", .en = "Plan 1"}, *row.plans.front(), plan_colour(0));
}

void paint_row(Canvas& canvas, const EnsembleChart& chart, const EnsembleChart::Row& row, double top) {
  const Scale scale(row);
  const double base = top + baseline;
  canvas.stroke({{{{0, top - 5}, {ensemble_chart_width, top - 5}}, false}}, {.colour = Colour{0xe6e2e6}, .width = 1});
  TextStyle title = small(ink, true);
  title.size = 13.5;
  say(canvas, {0, top + 24}, row.title, title, Align::left);
  core::Text sense{.zh = row.more_is_better ? "越大越好" : "越小越好",
                   .en = row.more_is_better ? "more is better" : "less is better"};
  if (!row.unit.zh.empty()) sense = {.zh = row.unit.zh + "，" + sense.zh, .en = row.unit.en + ", " + sense.en};
  say(canvas, {0, top + 42}, sense, small(), Align::left);
  paint_bars(canvas, row, scale, base);
  paint_axis(canvas, row, scale, base);
  paint_plans(canvas, row, scale, base);
  if (row.reference) {
    const double x = scale.x(row.reference->value);
    paint_reference(canvas, x, base - bar_height - 4, base);
    if (!scale.holds(row.reference->value)) paint_beyond(canvas, x, base - bar_height / 2, ink);
  }
  paint_words(canvas, chart, row, top);
}

void paint_key(Canvas& canvas, const EnsembleChart& chart) {
  double x = left;
  const auto patch = [&](Colour colour, const core::Text& words, double width) {
    box(canvas, x, x + 16, 8, 20, colour);
    say(canvas, {x + 22, 18}, words, small(), Align::left);
    x += width;
  };
  patch(inner, {.zh = "居中 50 % 的方案", .en = "middle 50 % of plans"}, 160);
  patch(middle, {.zh = "居中 95 %", .en = "middle 95 %"}, 110);
  patch(outer, {.zh = "其余", .en = "the rest"}, 90);
  paint_reference(canvas, x + 8, 4, 24);
  say(canvas, {x + 20, 18}, chart.reference, small(), Align::left);
  x += 130;
  canvas.disc({x + 8, 14}, 7, plan_colour(0));
  canvas.text({x + 8, 18}, "1", small(Colour{0xffffff}, true), Align::centre);
  say(canvas, {x + 20, 18}, {.zh = "方案 1、2……", .en = "plans 1, 2 …"}, small(), Align::left);
  say(canvas, {left, 46}, {.zh = "← 较差", .en = "← worse"}, small(), Align::left);
  say(canvas, {right, 46}, {.zh = "较好 →", .en = "better →"}, small(), Align::right);
}

}  // namespace

double ensemble_chart_height(const EnsembleChart& chart) { return head + row_height * static_cast<double>(chart.rows.size()); }

void paint_ensemble(Canvas& canvas, const EnsembleChart& chart) {
  paint_key(canvas, chart);
  double top = head;
  for (const EnsembleChart::Row& row : chart.rows) {
    paint_row(canvas, chart, row, top);
    top += row_height;
  }
}

std::string draw_ensemble(const std::string& prefix, const EnsembleChart& chart) {
  gis::map::SvgCanvas canvas(prefix, ensemble_chart_width, ensemble_chart_height(chart));
  paint_ensemble(canvas, chart);
  return canvas.finish("Where the plans lie among plans drawn at random, the better end of each strip on the right");
}

}  // namespace wangge::scenarios::report
