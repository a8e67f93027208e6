#pragma once

#include "engine/core/random.h"
#include "gis/layers.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// A made-up town as layers, for tests and benchmarks of the cells: four areas with a jagged common boundary, streets and lanes,
/// a pond, turned houses of which some overlap, sheds, points.
namespace wangge::testing {

struct RandomLayersRules {
  std::uint32_t houses = 60;
  double width = 400;  ///< metres
  bool plain = false;  ///< one area; houses apart from each other and nothing else
};

class RandomLayers {
 public:
  RandomLayers(std::uint64_t seed, RandomLayersRules rules) : luck_(core::Seed(seed), 0, "layers", 0), rules_(rules) {
    add_areas();
    rules_.plain ? add_houses_apart() : add_houses();
    if (!rules_.plain) add_lines();
  }

  gis::Layers layers;

 private:
  double between(double low, double high) { return low + (high - low) * luck_.uniform(); }
  gis::Position anywhere() { return {between(0, rules_.width), between(0, rules_.width)}; }

  /// A wavering line from a to b.
  gis::LineString wavering(gis::Position a, gis::Position b, int steps, double waver) {
    gis::LineString line{a};
    for (int i = 1; i < steps; ++i) {
      const double share = static_cast<double>(i) / steps;
      line.push_back({a.x + share * (b.x - a.x) + between(-waver, waver), a.y + share * (b.y - a.y) + between(-waver, waver)});
    }
    line.push_back(b);
    return line;
  }

  static void append(gis::Ring& ring, const gis::LineString& line, bool backwards) {
    const std::size_t size = line.size();
    for (std::size_t i = ring.empty() ? 0 : 1; i < size; ++i) ring.push_back(backwards ? line[size - 1 - i] : line[i]);
  }

  void add_area(const std::string& name, const std::vector<std::pair<gis::LineString, bool>>& sides) {
    gis::AreaFeature area;
    area.source_id = area.name = name;
    gis::Ring ring;
    for (const auto& [line, backwards] : sides) append(ring, line, backwards);
    area.shape.push_back({ring, {}});
    layers.levels.back().push_back(area);
  }

  void add_areas() {
    const double w = rules_.width;
    layers.levels.emplace_back();
    if (rules_.plain) {
      add_area("all", {{{{0, 0}, {w, 0}, {w, w}, {0, w}, {0, 0}}, false}});
      return;
    }
    const gis::Position middle{between(0.4 * w, 0.6 * w), between(0.4 * w, 0.6 * w)};
    const gis::LineString south = wavering({0.5 * w, 0}, middle, 7, 0.03 * w),
                          north = wavering({0.5 * w, w}, middle, 7, 0.03 * w);
    const gis::LineString west = wavering({0, 0.5 * w}, middle, 7, 0.03 * w), east = wavering({w, 0.5 * w}, middle, 7, 0.03 * w);
    add_area("south-west", {{{{0, 0}, {0.5 * w, 0}}, false}, {south, false}, {west, true}, {{{0, 0.5 * w}, {0, 0}}, false}});
    add_area("south-east", {{{{0.5 * w, 0}, {w, 0}, {w, 0.5 * w}}, false}, {east, false}, {south, true}});
    add_area("north-east", {{{{w, 0.5 * w}, {w, w}, {0.5 * w, w}}, false}, {north, false}, {east, true}});
    add_area("north-west", {{{{0.5 * w, w}, {0, w}, {0, 0.5 * w}}, false}, {west, false}, {north, true}});
  }

  gis::Ring turned(gis::Position centre, double length, double depth, double angle) const {
    const double c = std::cos(angle), s = std::sin(angle);
    gis::Ring ring;
    for (const auto& [u, v] : {std::pair{-0.5, -0.5}, {0.5, -0.5}, {0.5, 0.5}, {-0.5, 0.5}, {-0.5, -0.5}}) {
      ring.push_back({centre.x + u * length * c - v * depth * s, centre.y + u * length * s + v * depth * c});
    }
    return ring;
  }

  gis::BuildingFeature& add_building() {
    gis::BuildingFeature building;
    building.source_id = "house/" + std::to_string(layers.buildings.size());
    building.use = territory::BuildingUse::residential;
    layers.buildings.push_back(building);
    return layers.buildings.back();
  }

  void add_houses() {
    for (std::uint32_t i = 0; i < rules_.houses; ++i) {
      gis::BuildingFeature& building = add_building();
      const gis::Position place = anywhere();
      if (i % 17 == 0) {
        building.point = place;
        continue;
      }
      const bool shed = i % 7 == 0;
      if (shed) building.use = territory::BuildingUse::minor;
      building.footprint.push_back({turned(place, shed ? 5 : between(8, 25), shed ? 4 : between(6, 14), between(0, 3)), {}});
      if (i % 23 == 5) building.footprint.push_back({turned({place.x + 20, place.y + 10}, 6, 6, 0.3), {}});
      if (i % 19 == 3) building.footprint[0].holes.push_back({place, {place.x, place.y + 1}, {place.x + 1, place.y}, place});
    }
  }

  /// One house in each square of a board.
  void add_houses_apart() {
    const auto side = static_cast<std::uint32_t>(std::sqrt(rules_.houses));
    const double square = rules_.width / side;
    for (std::uint32_t i = 0; i < side * side; ++i) {
      const gis::Position corner{square * (i % side), square * (i / side)};
      const gis::Position place{corner.x + between(0.4, 0.6) * square, corner.y + between(0.4, 0.6) * square};
      add_building().footprint.push_back(
          {turned(place, between(0.2, 0.45) * square, between(0.2, 0.4) * square, between(0, 3)), {}});
    }
  }

  void add_lines() {
    const std::vector<network::LineClass> classes{network::LineClass::residential, network::LineClass::primary,
                                                  network::LineClass::service,     network::LineClass::track,
                                                  network::LineClass::rail,        network::LineClass::river};
    for (std::size_t i = 0; i < 12; ++i) {
      gis::LineFeature line;
      line.line_class = classes[i % classes.size()];
      line.points = wavering(anywhere(), anywhere(), 9, 0.02 * rules_.width);
      layers.lines.push_back(line);
    }
    layers.waters.push_back({"pond", "pond", {{turned(anywhere(), 0.2 * rules_.width, 0.1 * rules_.width, between(0, 3)), {}}}});
  }

  core::Stream luck_;
  RandomLayersRules rules_;
};

}  // namespace wangge::testing
