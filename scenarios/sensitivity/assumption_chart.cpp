#include "scenarios/sensitivity/assumption_chart.h"

#include "gis/map/text_ruler.h"
#include "scenarios/compare/figure_words.h"
#include "scenarios/report/markup.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace wangge::scenarios {
namespace {

using core::Language;
using gis::map::TextRuler;
using gis::map::TextStyle;

constexpr double width = 740;
constexpr double margin = 12;
constexpr double row_height = 30;
constexpr double bar_height = 18;
constexpr double widest_label = 330;

const TextStyle title_style{.size = 14, .bold = true};
const TextStyle label_style{.size = 13};
const TextStyle small_style{.size = 11};

/// How values of the figure are written: shares in percent, with as many digits as tell the rows apart.
class Values {
 public:
  Values(const VariedRun& varied, double span) : unit_(varied.unit) {
    share_ = unit_ == "0..1";
    const double shown = span * (share_ ? 100 : 1);
    digits_ = shown >= 100 ? 0 : shown >= 2 ? 1 : shown >= 0.2 ? 2 : 3;
  }
  [[nodiscard]] std::string operator()(double value) const { return fmt::format("{:.{}f}", value * (share_ ? 100 : 1), digits_); }
  [[nodiscard]] std::string unit() const { return share_ ? "%" : unit_; }

 private:
  std::string unit_;
  bool share_ = false;
  int digits_ = 1;
};

std::string text(double x, double y, const std::string& words, const TextStyle& style, const char* anchor = "start") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:g}\"{}{}>{}</text>\n", x, y, style.size,
                     style.bold ? " font-weight=\"bold\"" : "",
                     std::string_view(anchor) == "start" ? std::string() : fmt::format(" text-anchor=\"{}\"", anchor),
                     report::escaped(words));
}

std::string box(double left, double right, double y, double height, const char* colour) {
  return fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:g}\" fill=\"{}\"/>\n", left, y,
                     std::max(right - left, 0.6), height, colour);
}

const char* low_colour(bool told_apart) { return told_apart ? "#4a90b8" : "#bcd7e5"; }
const char* high_colour(bool told_apart) { return told_apart ? "#d08a3c" : "#eed3b4"; }

class Chart {
 public:
  Chart(const VariedRun& varied, Language language)
      : varied_(varied), language_(language), range_(range_of(varied)), values_(varied, range_.second - range_.first) {}

  [[nodiscard]] std::string draw() {
    place_columns();
    const std::string title = core::in(long_title(varied_.name), language_);
    const std::string head =
        values_.unit().empty()
            ? title
            : fmt::format(fmt::runtime(language_ == Language::zh ? "{}（{}）" : "{} ({})"), title, values_.unit());
    double y = 22;
    for (const std::string& line : ruler_.wrap(head, title_style, width - 2 * margin)) {
      body_ += text(margin, y, line, title_style);
      y += TextRuler::line_height(title_style);
    }
    const double top = y + 3;
    const double bottom = top + row_height * static_cast<double>(varied_.assumptions.size());
    if (varied_.base->ci95)
      body_ += box(x(varied_.base->ci95->low), x(varied_.base->ci95->high), top - 6, bottom - top + 4, "#eeeeee");
    for (std::size_t i = 0; i < varied_.assumptions.size(); ++i)
      draw_row(varied_.assumptions[i], top + row_height * static_cast<double>(i));
    draw_base(top - 6, bottom - 2);
    const double height = draw_keys(bottom + 34);
    return fmt::format(
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:g} {1:.0f}\" font-family=\"Noto Sans CJK SC, Noto "
               "Sans, "
               "sans-serif\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
               width, height) +
           body_ + "</svg>\n";
  }

 private:
  /// Of everything that is drawn.
  static std::pair<double, double> range_of(const VariedRun& varied) {
    std::pair<double, double> range{varied.base->value, varied.base->value};
    const auto reach = [&](double value) { range = {std::min(range.first, value), std::max(range.second, value)}; };
    for (const VariedAssumption& assumption : varied.assumptions) {
      for (const VariedEnd* end : {&assumption.low, &assumption.high}) {
        if (end->pair.after) reach(end->pair.after->value);
      }
    }
    if (varied.base->ci95) {
      reach(varied.base->ci95->low);
      reach(varied.base->ci95->high);
    }
    return range;
  }

  [[nodiscard]] std::string end_of(const VariedEnd& end) const {
    if (end.pair.after) return values_(end.pair.after->value);
    return language_ == Language::zh ? "无此数" : "no figure";
  }
  [[nodiscard]] std::string ends_of(const VariedAssumption& assumption) const {
    return fmt::format("{} – {}", end_of(assumption.low), end_of(assumption.high));
  }

  /// Labels take what they need at the left, the values of the rows at the right.
  void place_columns() {
    double label = 0;
    double ends = 0;
    for (const VariedAssumption& assumption : varied_.assumptions) {
      label = std::max(label, ruler_.width(core::in(assumption.title, language_), label_style));
      ends = std::max(ends, ruler_.width(ends_of(assumption), small_style));
    }
    left_ = margin + std::min(label, widest_label) + 10;
    right_ = width - margin - ends - 5;
  }

  [[nodiscard]] double x(double value) const {
    const double span = range_.second - range_.first;
    return span > 0 ? left_ + (right_ - left_) * (value - range_.first) / span : (left_ + right_) / 2;
  }

  void draw_row(const VariedAssumption& assumption, double y) {
    const double base = x(varied_.base->value);
    const double low = assumption.low.pair.after ? x(assumption.low.pair.after->value) : base;
    const double high = assumption.high.pair.after ? x(assumption.high.pair.after->value) : base;
    const std::string label = ruler_.fit(core::in(assumption.title, language_), label_style, widest_label);
    body_ += text(left_ - 10, y + 13, label, label_style, "end");
    const auto bar = [&](const VariedEnd& end, double to, const char* colour) {
      return end.pair.after ? box(std::min(base, to), std::max(base, to), y, bar_height, colour) : std::string();
    };
    const std::string to_low = bar(assumption.low, low, low_colour(assumption.low.told_apart()));
    const std::string to_high = bar(assumption.high, high, high_colour(assumption.high.told_apart()));
    // Where both lie on one side the shorter one stays in sight.
    body_ += std::abs(low - base) >= std::abs(high - base) ? to_low + to_high : to_high + to_low;
    body_ += text(std::max({base, low, high}) + 5, y + 13, ends_of(assumption), small_style);
  }

  void draw_base(double top, double bottom) {
    const double at = x(varied_.base->value);
    std::string words = values_(varied_.base->value) + (values_.unit().empty() ? "" : " " + values_.unit());
    if (varied_.base->ci95)
      words += fmt::format(" [{}, {}]", values_(varied_.base->ci95->low), values_(varied_.base->ci95->high));
    const double half = ruler_.width(words, small_style) / 2;
    body_ +=
        fmt::format("<line x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\" stroke=\"#333\"/>\n", at, top, bottom);
    body_ += text(std::clamp(at, margin + half, width - margin - half), bottom + 15, words, small_style, "middle");
  }

  /// What the colours mean, in as many lines as it takes; returns the height of the picture.
  double draw_keys(double y) {
    const bool zh = language_ == Language::zh;
    struct Key {
      std::vector<const char*> colours;
      std::string words;
    };
    std::vector<Key> keys{{{low_colour(true)}, zh ? "取低值" : "at its low value"},
                          {{high_colour(true)}, zh ? "取高值" : "at its high value"}};
    const bool pale = std::any_of(varied_.assumptions.begin(), varied_.assumptions.end(), [](const VariedAssumption& assumption) {
      const auto drawn_pale = [](const VariedEnd& end) { return end.pair.after && !end.told_apart(); };
      return drawn_pale(assumption.low) || drawn_pale(assumption.high);
    });
    if (pale) {
      keys.push_back(
          {{low_colour(false), high_colour(false)},
           zh ? "与基准之差的 95 % 区间含 0：分不出差别" : "the 95 % interval of the difference holds 0: not told apart"});
    }
    keys.push_back({{"#eeeeee"},
                    fmt::format(fmt::runtime(zh ? "基准的 95 % 区间（{} 次模拟，每次 {:g} 天）"
                                                : "95 % interval of the base ({} replications of {:g} days)"),
                                varied_.replications, varied_.horizon_days)});
    double at = margin;
    for (const Key& key : keys) {
      const double colours = 14.0 * static_cast<double>(key.colours.size());
      const double room = colours + 4 + ruler_.width(key.words, small_style);
      if (at > margin && at + room > width - margin) {
        at = margin;
        y += 18;
      }
      for (std::size_t i = 0; i < key.colours.size(); ++i) {
        const double left = at + 14 * static_cast<double>(i);
        body_ += box(left, left + 12, y - 9, 10, key.colours[i]);
      }
      body_ += text(at + colours + 4, y, key.words, small_style);
      at += room + 18;
    }
    return y + 12;
  }

  const VariedRun& varied_;
  Language language_;
  std::pair<double, double> range_;
  Values values_;
  TextRuler ruler_;
  double left_ = 0;
  double right_ = width;
  std::string body_;
};

}  // namespace

std::string assumption_chart(const VariedRun& varied, core::Language language) { return Chart(varied, language).draw(); }

}  // namespace wangge::scenarios
