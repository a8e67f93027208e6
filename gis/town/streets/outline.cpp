#include "gis/town/streets/outline.h"

#include "engine/core/error.h"
#include "engine/core/math.h"
#include "engine/core/random.h"
#include "gis/town/streets/noise.h"
#include "gis/town/too_little_land.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/core.h>

namespace wangge::town::streets {
namespace {

constexpr double full_circle = 6.283185307179586;
constexpr double square_km = 1e6;
/// Most households a square metre of the whole outline: towers everywhere; beyond it no block could hold them.
constexpr double densest_town = 0.035;
constexpr double densest_county = 0.004;
/// Most households a square metre of built-up land that is made for a number of buildings.
constexpr double densest_built = 0.0125;

[[noreturn]] void refuse(std::string zh, std::string en) {
  throw core::Error(core::ErrorCode::input, {.zh = std::move(zh), .en = std::move(en)});
}

/// Segments sorted by their west end; only those that overlap in x are compared.
bool crosses_itself(const std::vector<Position>& ring) {
  std::vector<std::size_t> order(ring.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto west = [&](std::size_t i) { return std::min(ring[i].x, ring[(i + 1) % ring.size()].x); };
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return west(a) != west(b) ? west(a) < west(b) : a < b; });
  for (std::size_t k = 0; k < order.size(); ++k) {
    const std::size_t i = order[k];
    const std::size_t i_next = (i + 1) % ring.size();
    const double east = std::max(ring[i].x, ring[i_next].x);
    for (std::size_t m = k + 1; m < order.size() && west(order[m]) <= east; ++m) {
      const std::size_t j = order[m];
      const std::size_t j_next = (j + 1) % ring.size();
      if (i == j_next || j == i_next) continue;
      if (touch(ring[i], ring[i_next], ring[j], ring[j_next])) return true;
    }
  }
  return false;
}

std::vector<Position> densified(const std::vector<Position>& corners, double spacing) {
  std::vector<Position> ring;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Position a = rounded(corners[i]);
    const Position b = rounded(corners[(i + 1) % corners.size()]);
    const auto pieces = static_cast<std::size_t>(std::max(1.0, std::ceil(length(b - a) / spacing)));
    ring.push_back(a);
    for (std::size_t k = 1; k < pieces; ++k) {
      ring.push_back(rounded(between(a, b, static_cast<double>(k) / static_cast<double>(pieces))));
    }
  }
  return ring;
}

std::vector<Position> given(const TownSpec& spec, double spacing) {
  std::vector<Position> corners;
  for (const Position p : spec.outline) {
    if (corners.empty() || rounded(p) != rounded(corners.back())) corners.push_back(p);
  }
  while (corners.size() > 1 && rounded(corners.back()) == rounded(corners.front())) corners.pop_back();
  const double area = corners.size() < 3 ? 0 : signed_area(corners);
  if (std::abs(area) < 1) {
    refuse("城镇范围没有面积：范围至少要有三个不共线的点",
           "the outline of the town has no area: it needs at least three corners that do not lie on one line");
  }
  if (area < 0) std::reverse(corners.begin(), corners.end());
  if (crosses_itself(corners)) {
    refuse("城镇范围的边界自相交：请改为一个没有洞、不自交的多边形",
           "the outline of the town crosses itself: give one polygon without holes whose border touches itself nowhere");
  }
  return densified(corners, spacing);
}

/// Wider land is no quarter, city or county but a slip of the pen, and would take hours and all memory.
void refuse_too_wide(Form form, double area) {
  const double widest = form == Form::quarter ? 400 : form == Form::city ? 8000 : 40000;
  if (area <= widest * square_km) return;
  refuse(fmt::format("范围有 {:.0f} 平方千米：这种形态最多 {:.0f} 平方千米，请缩小面积或减少户数", area / square_km, widest),
         fmt::format("the town would cover {:.0f} km2: this form may have {:.0f} km2 at the most; give a smaller area or fewer "
                     "households",
                     area / square_km, widest));
}

/// A star-shaped blob: a rounded rectangle bent by a few waves, ragged for counties.
std::vector<Position> made(const TownSpec& spec, double area, double spacing) {
  core::Stream luck(spec.seed, 0, "outline", 0);
  const Noise noise(spec.seed, "outline rim");
  const bool county = spec.form == Form::county;
  const double exponent = spec.form == Form::quarter ? 5.0 : spec.form == Form::city ? 2.6 : 2.1;
  const double stretch = county ? 1.45 + 0.5 * luck.uniform() : 1.05 + 0.3 * luck.uniform();
  const double turn = county ? full_circle * luck.uniform() : 0.16 * (2 * luck.uniform() - 1);
  const double waviness = spec.form == Form::quarter ? 0.012 : 0.035;
  std::vector<double> phase(5);
  for (double& p : phase) p = full_circle * luck.uniform();
  std::vector<Position> ring;
  for (int k = 0; k < 720; ++k) {
    const double angle = full_circle * k / 720;
    const double c = core::cos(angle);
    const double s = core::sin(angle);
    double radius = core::pow(core::pow(std::abs(c) / stretch, exponent) + core::pow(std::abs(s), exponent), -1 / exponent);
    for (std::size_t w = 0; w < phase.size(); ++w) {
      radius *= 1 + waviness * core::sin(static_cast<double>(w + 2) * angle + phase[w]) / (county ? 0.8 : 1.0);
    }
    if (county) radius *= 1 + 0.2 * noise.rough({c * 1000, s * 1000}, 640, 6);
    ring.push_back(Position{c, s} * radius);
  }
  const double size = std::sqrt(area / signed_area(ring));
  const Position axis{core::cos(turn), core::sin(turn)};
  // About where a town of southern China lies in the three-degree Gauss-Krueger zone of its meridian.
  const Position origin{500000, 2640000};
  for (Position& p : ring) p = origin + (axis * p.x + left_of(axis) * p.y) * size;
  std::vector<Position> sparse;
  for (const Position p : ring) {
    if (sparse.empty() || length(p - sparse.back()) >= spacing * 0.8) sparse.push_back(p);
  }
  return densified(sparse, spacing * 1.25);
}

/// The land of a quarter or city whose households alone need `built`: where rivers, railway and the streets at the rim would
/// take more than a third of it, it is as much wider.
double with_strips(const TownSpec& spec, double built) {
  constexpr double least = 40000;
  constexpr double rim_m = 90;
  const double strips = rim_m + spec.terrain.rivers * (spec.terrain.river_width_m + 50) + (spec.terrain.railway ? 38 : 0);
  double area = std::max(least, built);
  for (int round = 0; round < 4; ++round) area = std::max(area, built + 1.3 * strips * std::sqrt(area) - built / 3);
  return area;
}

}  // namespace

std::vector<bool> lowest_level(const TownSpec& spec) {
  std::vector<bool> lowest(spec.areas.size(), true);
  for (const Area& area : spec.areas) {
    if (area.parent.valid()) lowest[area.parent.value()] = false;
  }
  return lowest;
}

double households_of(const TownSpec& spec, AreaKind kind) {
  const std::vector<bool> lowest = lowest_level(spec);
  double total = 0;
  for (const AreaId area : core::ids<AreaId>(spec.areas.size())) {
    if (lowest[area.value()] && spec.areas[area].kind == kind) total += static_cast<double>(spec.areas[area].totals.households);
  }
  return total;
}

double households_of(const TownSpec& spec) { return households_of(spec, AreaKind::urban) + households_of(spec, AreaKind::rural); }

double built_area_wanted(const TownSpec& spec) {
  // Rural areas have land of their own in counties only.
  const double households = spec.form == Form::county ? households_of(spec, AreaKind::urban) : households_of(spec);
  if (spec.form != Form::county && spec.buildings) {
    const double for_buildings = static_cast<double>(*spec.buildings) / spec.buildings_per_hectare * 1e4;
    return std::max(for_buildings, households / densest_built);
  }
  const double built = households / (spec.form == Form::quarter ? 0.0062 : 0.0095);
  return spec.form == Form::county ? built : with_strips(spec, built);
}

double built_area(const TownSpec& spec, double area) {
  return spec.form == Form::quarter ? area : std::clamp(built_area_wanted(spec), 0.2 * area, 0.9 * area);
}

double area_wanted(const TownSpec& spec) {
  if (spec.area_km2 > 0) return spec.area_km2 * square_km;
  const double built = built_area_wanted(spec);
  if (spec.form == Form::quarter) return built;
  if (spec.form == Form::city) return built / 0.8;
  constexpr double least_area = 5 * square_km;  // of fields for a village or community of a county
  const std::vector<bool> lowest = lowest_level(spec);
  return std::max(2 * built + households_of(spec, AreaKind::rural) * 28000,
                  least_area * static_cast<double>(std::count(lowest.begin(), lowest.end(), true)));
}

std::vector<Position> outline_of(const TownSpec& spec) {
  const bool county = spec.form == Form::county;
  const double households = households_of(spec);
  double area = spec.area_km2 * square_km;
  if (spec.outline.empty() && area <= 0) {
    if (spec.area_km2 < 0 || households <= 0) {
      refuse("城镇面积为零：请给出范围、面积或户数", "the town has no area: give an outline, an area or a number of households");
    }
    area = area_wanted(spec);
  }
  refuse_too_wide(spec.form, spec.outline.empty() ? area : std::abs(signed_area(spec.outline)));
  std::vector<Position> ring;
  if (!spec.outline.empty()) {
    const double rough_size = ring_length(spec.outline);
    ring = given(spec, county ? 40 : rough_size > 200000 ? 40 : 18);
  } else {
    ring = made(spec, area, county ? 40 : 18);
  }
  area = signed_area(ring);
  const double densest = county ? densest_county : densest_town;
  constexpr double least = 20000;  // streets and a block between them
  if (households > area * densest || area < least) {
    throw TooLittleLand(spec, {.zh = fmt::format("用地 {:.3f} km2 容不下 {:.0f} 户及其街道", area / square_km, households),
                               .en = fmt::format("{:.3f} km2 of land cannot hold {:.0f} households and their streets",
                                                 area / square_km, households)});
  }
  return ring;
}

}  // namespace wangge::town::streets
