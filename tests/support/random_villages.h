#pragma once

#include "engine/core/random.h"
#include "gis/layers.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// A made-up countryside as layers: two areas side by side, villages of a few houses within rings of streets, farms and sheds in
/// the fields between, a road across and a river down.
namespace wangge::testing {

struct RandomVillagesRules {
  std::uint32_t across = 6;  ///< villages and farms along a side
  double spacing = 400;      ///< metres
};

class RandomVillages {
 public:
  RandomVillages(std::uint64_t seed, RandomVillagesRules rules)
      : luck_(core::Seed(seed), 0, "villages", 0), rules_(rules), width_(rules.across * rules.spacing) {
    add_areas();
    for (std::uint32_t i = 0; i < rules.across * rules.across; ++i) {
      const gis::Position place{(i % rules.across + between(0.35, 0.65)) * rules.spacing,
                                (i / rules.across + between(0.35, 0.65)) * rules.spacing};
      const std::uint32_t kind = luck_.below(8);
      kind < 6 ? add_village(place) : kind == 6 ? add_farm(place) : add_shed(place);
    }
    add_road();
    add_river();
  }

  gis::Layers layers;

 private:
  double between(double low, double high) { return low + (high - low) * luck_.uniform(); }

  gis::LineString wavering(gis::Position a, gis::Position b, double waver) {
    gis::LineString line{a};
    for (int i = 1; i < 12; ++i) {
      const double share = i / 12.0;
      line.push_back({a.x + share * (b.x - a.x) + between(-waver, waver), a.y + share * (b.y - a.y) + between(-waver, waver)});
    }
    line.push_back(b);
    return line;
  }

  void add_area(const std::string& name, double far_x, gis::LineString middle) {
    gis::AreaFeature area;
    area.source_id = area.name = name;
    gis::Ring ring = std::move(middle);  // from south to north
    ring.push_back({far_x, width_});
    ring.push_back({far_x, 0});
    ring.push_back(ring.front());
    area.shape.push_back({ring, {}});
    layers.levels.back().push_back(std::move(area));
  }

  void add_areas() {
    layers.levels.emplace_back();
    const gis::LineString middle = wavering({0.5 * width_, 0}, {0.5 * width_, width_}, 0.1 * rules_.spacing);
    add_area("west", 0, middle);
    add_area("east", width_, middle);
  }

  [[nodiscard]] static gis::Ring turned(gis::Position centre, gis::Position shift, double length, double depth, double angle) {
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    gis::Ring ring;
    for (const auto& [u, v] : {std::pair{-0.5, -0.5}, {0.5, -0.5}, {0.5, 0.5}, {-0.5, 0.5}, {-0.5, -0.5}}) {
      const double x = shift.x + u * length;
      const double y = shift.y + v * depth;
      ring.push_back({centre.x + x * c - y * s, centre.y + x * s + y * c});
    }
    return ring;
  }

  void add_building(gis::Ring walls, territory::BuildingUse use, std::int64_t households) {
    gis::BuildingFeature building;
    building.source_id = "house/" + std::to_string(layers.buildings.size());
    building.use = use;
    building.footprint.push_back({std::move(walls), {}});
    building.households = households;
    building.residents = 3 * households;
    layers.buildings.push_back(std::move(building));
  }

  /// Houses of one to six households in rows, a street around them.
  void add_village(gis::Position place) {
    const double angle = between(0, 3);
    const int columns = 1 + static_cast<int>(luck_.below(4));
    const int rows = 1 + static_cast<int>(luck_.below(4));
    for (int i = 0; i < columns * rows; ++i) {
      const gis::Position shift{25.0 * (i % columns - 0.5 * (columns - 1)), 25.0 * (i / columns - 0.5 * (rows - 1))};
      add_building(turned(place, shift, between(9, 15), between(8, 12), angle), territory::BuildingUse::residential,
                   1 + luck_.below(6));
    }
    gis::LineFeature street;
    street.line_class = network::LineClass::residential;
    street.points = turned(place, {0, 0}, 25.0 * columns + 10, 25.0 * rows + 10, angle);
    layers.lines.push_back(std::move(street));
  }

  void add_farm(gis::Position place) {
    const auto households = static_cast<std::int64_t>(luck_.below(4));
    add_building(turned(place, {0, 0}, 20, 15, between(0, 3)), territory::BuildingUse::agricultural, households);
  }

  void add_shed(gis::Position place) {
    add_building(turned(place, {0, 0}, 6, 5, between(0, 3)), territory::BuildingUse::minor, 0);
  }

  void add_road() {
    gis::LineFeature road;
    road.line_class = network::LineClass::secondary;
    const double height = between(0.3, 0.7) * width_;
    road.points = wavering({-10, height}, {width_ + 10, height}, 0.15 * rules_.spacing);
    layers.lines.push_back(std::move(road));
  }

  void add_river() {
    const double x = between(0.2, 0.8) * width_;
    gis::Ring bank = wavering({x, -10}, {x, width_ + 10}, 0.1 * rules_.spacing);
    const gis::Ring other = bank;
    for (auto at = other.rbegin(); at != other.rend(); ++at) bank.push_back({at->x + 50, at->y});
    bank.push_back(bank.front());
    layers.waters.push_back({"river", "river", {{bank, {}}}});
  }

  core::Stream luck_;
  RandomVillagesRules rules_;
  double width_;
};

}  // namespace wangge::testing
