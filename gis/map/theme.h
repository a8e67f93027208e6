#pragma once

#include "engine/core/text.h"
#include "gis/map/canvas.h"
#include "gis/write/plan_file.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What a map is about: which colours areas and buildings take, and what the legend says. Registered by name in theme.cpp.
namespace wangge::gis::map {

struct LegendEntry {
  std::vector<Colour> colours;  ///< one box; several: boxes side by side
  core::Text words;
};

/// A circle of a plan: that of all posts of a kind of responder within some minutes, or the effective one of some share.
struct RingKey {
  enum class Kind : std::uint8_t { response, effective };
  Kind kind = Kind::response;
  double value = 0;         ///< minutes, or the share
  std::string responder{};  ///< of a response circle

  friend bool operator==(const RingKey&, const RingKey&) = default;
};

/// The circles that a plan has of all posts of the first kind of responder, the nearest first.
[[nodiscard]] std::vector<RingKey> first_rings(const PlanFile& plan);

struct ThemePaint {
  struct Ring {
    RingKey key;
    std::optional<Colour> fill;  ///< absent: an outline alone
    Colour edge = {0x7fb3bf};
    double edge_width = 0.12;  ///< [mm]
  };
  std::vector<Colour> grid_fill;      ///< one a grid
  std::vector<Colour> building_fill;  ///< one a building; empty: all in the neutral colour
  std::vector<Ring> rings;            ///< from the top down; they lie under everything else
  core::Text legend_title;
  std::vector<LegendEntry> legend;
};

struct ThemeInput {
  const PlanFile& plan;
  /// Which grids touch (ShapeNet::neighbours).
  std::span<const std::pair<std::uint32_t, std::uint32_t>> neighbours = {};
  double target_minutes = 15;
  std::optional<std::int64_t> households_min = {};
  std::optional<std::int64_t> households_max = {};
};

struct Theme {
  std::string_view name;  ///< as scenarios write it
  core::Text title;
  std::function<ThemePaint(const ThemeInput&)> paint;
  bool by_building = false;  ///< buildings carry the message and may not vanish
};

/// Land on which no theme has anything to say.
inline constexpr Colour paper{0xfbfaf6};

/// The fill of a colour class of colour_areas().
[[nodiscard]] Colour pastel(std::uint32_t colour);

/// All themes, in the order in which they are offered.
[[nodiscard]] std::span<const Theme> themes();
/// Throws Error(usage) that lists the names when there is none such.
[[nodiscard]] const Theme& theme(std::string_view name);

/// Travel minutes in classes around a target: thirds of it, then beyond.
struct MinuteClasses {
  std::vector<double> bounds;   ///< rising; class i holds bounds[i-1] < minutes <= bounds[i]; the last is open
  std::vector<Colour> colours;  ///< bounds.size() + 1, then one for "unreachable"
  [[nodiscard]] std::size_t of(const std::optional<double>& minutes) const;
  [[nodiscard]] core::Text words(std::size_t index) const;
};
[[nodiscard]] MinuteClasses minute_classes(double target_minutes);

}  // namespace wangge::gis::map
