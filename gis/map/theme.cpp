#include "gis/map/theme.h"

#include "engine/core/error.h"
#include "gis/map/circle_themes.h"
#include "gis/map/colouring.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace wangge::gis::map {
namespace {

constexpr std::uint32_t usual_colours = 6;
constexpr std::array<Colour, 8> pastels{
    {{0xf9ddbe}, {0xd3e8c6}, {0xdad5ec}, {0xfbf3c0}, {0xf4cfd6}, {0xc8e3dc}, {0xe6dac8}, {0xd3dfef}}};
constexpr Colour unknown_fill{0xe4e1d8};

ThemePaint paint_grids(const ThemeInput& input) {
  ThemePaint paint;
  const std::vector<std::uint32_t> colours = colour_areas(input.plan.grids.size(), input.neighbours, usual_colours);
  for (const std::uint32_t colour : colours) paint.grid_fill.push_back(pastel(colour));
  paint.legend_title = {.zh = "网格", .en = "Grids"};
  paint.legend.push_back({{pastels[0], pastels[1], pastels[2], pastels[3]},
                          {.zh = "网格（颜色仅用于区分）", .en = "Grid (colours only tell them apart)"}});
  return paint;
}

/// The circles of all posts, the nearest in the strongest tint.
std::vector<ThemePaint::Ring> rings_of(const PlanFile& plan) {
  constexpr Colour strong{0xa9d0d8};
  std::vector<ThemePaint::Ring> rings;
  for (RingKey& key : first_rings(plan)) rings.push_back({.key = std::move(key), .fill = strong});
  for (std::size_t i = 0; i < rings.size(); ++i) {
    const double pale = static_cast<double>(i + 1) / static_cast<double>(rings.size() + 1);
    rings[i].fill = mix(strong, paper, rings.size() == 1 ? 0.5 : pale);
  }
  return rings;
}

ThemePaint paint_response(const ThemeInput& input) {
  ThemePaint paint;
  const MinuteClasses classes = minute_classes(input.target_minutes);
  std::map<std::string, std::pair<double, double>> sums;  // grid: household minutes, households
  std::vector<char> seen(classes.colours.size(), 0);
  for (const PlanFile::Building& building : input.plan.buildings) {
    const std::size_t at = classes.of(building.minutes);
    paint.building_fill.push_back(classes.colours[at]);
    seen[at] = 1;
    if (!building.minutes) continue;
    auto& [minutes, weight] = sums[building.grid];
    const double households = static_cast<double>(std::max<std::int64_t>(building.households, 0));
    minutes += *building.minutes * households;
    weight += households;
  }
  paint.rings = rings_of(input.plan);
  for (const PlanFile::Grid& grid : input.plan.grids) {
    const auto at = sums.find(grid.code);
    const bool known = at != sums.end() && at->second.second > 0;
    const Colour mean = known ? classes.colours[classes.of(at->second.first / at->second.second)] : unknown_fill;
    paint.grid_fill.push_back(!paint.rings.empty() ? paper : mix(paper, mean, 0.22));
  }
  paint.legend_title = {.zh = "从驻点到建筑物的时间", .en = "Time from the post to each building"};
  for (std::size_t i = 0; i < classes.colours.size(); ++i) {
    if (seen[i] != 0) paint.legend.push_back({{classes.colours[i]}, classes.words(i)});
  }
  if (!paint.rings.empty()) {
    LegendEntry entry{{}, {.zh = "任一驻点", .en = "Land reached from any post in "}};
    for (const ThemePaint::Ring& ring : paint.rings) {
      const char* const stop = entry.colours.empty() ? "" : ", ";
      entry.colours.push_back(ring.fill.value_or(ring.edge));
      entry.words.zh += fmt::format("{}{:g}", *stop == 0 ? " " : "、", ring.key.value);
      entry.words.en += fmt::format("{}{:g}", stop, ring.key.value);
    }
    entry.words.zh += " 分钟内可达的土地";
    entry.words.en += " min";
    paint.legend.push_back(std::move(entry));
  } else {
    paint.legend.push_back({{mix(paper, classes.colours[0], 0.22), mix(paper, classes.colours[2], 0.22)},
                            {.zh = "网格底色：按户加权的平均时间", .en = "Grid tint: mean over its households"}});
  }
  return paint;
}

/// Four rising bounds: the size range in thirds where it is known, else quintiles rounded to tens.
std::vector<std::int64_t> household_bounds(const ThemeInput& input) {
  if (input.households_min && input.households_max && *input.households_min < *input.households_max) {
    const std::int64_t low = *input.households_min;
    const std::int64_t high = *input.households_max;
    return {low - 1, low + (high - low) / 3, low + (high - low) * 2 / 3, high};
  }
  std::vector<std::int64_t> sizes;
  for (const PlanFile::Grid& grid : input.plan.grids) sizes.push_back(grid.households);
  std::sort(sizes.begin(), sizes.end());
  std::vector<std::int64_t> bounds;
  for (std::size_t i = 1; i < 5 && !sizes.empty(); ++i) bounds.push_back((sizes[i * (sizes.size() - 1) / 5] + 5) / 10 * 10);
  bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
  return bounds;
}

ThemePaint paint_households(const ThemeInput& input) {
  constexpr std::array<Colour, 5> ramp{{{0xdcebf5}, {0xdcefd0}, {0xb2d9a3}, {0x86bf80}, {0xf0a45d}}};
  ThemePaint paint;
  const std::vector<std::int64_t> bounds = household_bounds(input);
  const auto class_of = [&](std::int64_t households) {
    return static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), households) - bounds.begin());
  };
  bool withheld = false;
  for (const PlanFile::Grid& grid : input.plan.grids) {
    paint.grid_fill.push_back(grid.counts_hidden ? unknown_fill : ramp[class_of(grid.households)]);
    withheld = withheld || grid.counts_hidden;
  }
  const bool ranged = input.households_min.has_value() && input.households_max.has_value();
  paint.legend_title = {.zh = "每个网格的户数", .en = "Households in each grid"};
  for (std::size_t i = 0; i <= bounds.size(); ++i) {
    core::Text words;
    if (i == 0) {
      words.zh = words.en = fmt::format("≤ {}", bounds.empty() ? 0 : bounds[0]);
      if (ranged)
        words = {.zh = fmt::format("少于 {}（低于标准）", bounds[0] + 1),
                 .en = fmt::format("under {} (below the norm)", bounds[0] + 1)};
    } else if (i == bounds.size()) {
      words.zh = words.en = fmt::format("> {}", bounds.back());
      if (ranged)
        words = {.zh = fmt::format("多于 {}（高于标准）", bounds.back()),
                 .en = fmt::format("over {} (above the norm)", bounds.back())};
    } else {
      words.zh = words.en = fmt::format("{}–{}", bounds[i - 1] + 1, bounds[i]);
    }
    paint.legend.push_back({{ramp[i]}, words});
  }
  if (withheld) paint.legend.push_back({{unknown_fill}, {.zh = "数字不公开", .en = "number withheld"}});
  return paint;
}

}  // namespace

std::vector<RingKey> first_rings(const PlanFile& plan) {
  std::vector<RingKey> rings;
  for (const PlanFile::Circle& circle : plan.circles) {
    if (circle.post == "all" && plan.is_of_first_responder(circle))
      rings.push_back({RingKey::Kind::response, circle.minutes, circle.responder});
  }
  std::sort(rings.begin(), rings.end(), [](const RingKey& a, const RingKey& b) { return a.value < b.value; });
  return rings;
}

Colour pastel(std::uint32_t colour) { return pastels[colour % pastels.size()]; }

std::span<const Theme> themes() {
  static const std::array<Theme, 5> all{{
      {"grids", {.zh = "网格划分图", .en = "Management grids"}, paint_grids},
      {"response", {.zh = "响应圈图", .en = "Response circle"}, paint_response, true},
      {"households", {.zh = "网格户数图", .en = "Households by grid"}, paint_households},
      {"effective", {.zh = "有效响应圈图", .en = "Effective circle"}, paint_effective, true},
      {"responders", {.zh = "各类人员响应圈图", .en = "Circles by kind of responder"}, paint_responders},
  }};
  return all;
}

const Theme& theme(std::string_view name) {
  std::string known;
  for (const Theme& each : themes()) {
    if (each.name == name) return each;
    known += fmt::format("{}{}", known.empty() ? "" : ", ", each.name);
  }
  throw core::Error(core::ErrorCode::usage, {.zh = fmt::format("没有名为“{}”的地图主题；可用：{}", name, known),
                                             .en = fmt::format("no map theme named \"{}\"; known: {}", name, known)});
}

std::size_t MinuteClasses::of(const std::optional<double>& minutes) const {
  if (!minutes) return colours.size() - 1;
  return static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), *minutes) - bounds.begin());
}

core::Text MinuteClasses::words(std::size_t index) const {
  if (index + 1 == colours.size()) return {.zh = "道路不可达", .en = "not reached by road"};
  if (index == bounds.size())
    return {.zh = fmt::format("超过 {:g} 分钟", bounds.back()), .en = fmt::format("over {:g} min", bounds.back())};
  const double from = index == 0 ? 0 : bounds[index - 1];
  return {.zh = fmt::format("{:g}–{:g} 分钟", from, bounds[index]), .en = fmt::format("{:g}–{:g} min", from, bounds[index])};
}

MinuteClasses minute_classes(double target_minutes) {
  const double third = target_minutes / 3;
  const auto tidy = [](double minutes) { return static_cast<double>(static_cast<long>(minutes * 10 + 0.5)) / 10; };
  return {.bounds = {tidy(third), tidy(2 * third), target_minutes, tidy(4 * third), tidy(6 * third)},
          .colours = {{0x1f66a6}, {0x3f9ccb}, {0x85cfc4}, {0xf3bf45}, {0xe5752f}, {0xb0252d}, {0x77736d}}};
}

}  // namespace wangge::gis::map
