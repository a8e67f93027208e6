#pragma once

#include "engine/network/travel.h"
#include "engine/siting/posts.h"
#include "engine/territory/territory.h"
#include "gis/geometry.h"
#include "gis/town/make_town.h"
#include "tests/support/ascii_map.h"

#include <cstddef>
#include <utility>
#include <vector>

/// The buildings and roads of a made town as travel and circles take them, without files, cells and areas.
namespace wangge::testing {

struct MadeGround {
  territory::Territory territory;
  std::vector<gis::MultiPolygon> footprints;
  std::vector<const gis::MultiPolygon*> shapes;  ///< of `footprints`
  std::vector<network::RoadLine> lines;

  explicit MadeGround(const town::Town& made) {
    for (const town::Building& building : made.buildings) add(building);
    for (const gis::MultiPolygon& footprint : footprints) shapes.push_back(&footprint);
    for (const town::LineId id : core::ids<town::LineId>(made.lines.size())) {
      const town::Line& line = made.lines[id];
      if (!line.line_class || !network::is_road(*line.line_class)) continue;
      network::RoadLine road;
      road.source_id = std::to_string(id.value());
      road.line_class = *line.line_class;
      road.access = line.access;
      for (const town::VertexId vertex : line.vertices) {
        road.points.push_back(made.vertices[vertex]);
        road.nodes.push_back(vertex.value());
      }
      lines.push_back(std::move(road));
    }
  }
  MadeGround(const MadeGround&) = delete;
  MadeGround& operator=(const MadeGround&) = delete;

  [[nodiscard]] network::Travel travel(const network::Speeds& speeds, core::Threads threads) const {
    return {network::build_road_graph(lines, speeds), speeds, territory.buildings.position, core::Metres(300), threads};
  }

  /// So many posts, each at a building, evenly by number.
  [[nodiscard]] siting::Posts posts(const network::Travel& travel, std::size_t count) const {
    siting::Posts posts;
    for (std::size_t i = 0; i < count; ++i) {
      const territory::BuildingId home(i * territory.buildings.size() / count);
      siting::Post post;
      post.name = std::to_string(i);
      post.home = home;
      post.position = territory.buildings.position[home];
      for (std::size_t m = 0; m < network::mode_count; ++m)
        post.access[m] = travel.access(static_cast<network::Mode>(m), post.position);
      posts.push_back(std::move(post));
    }
    return posts;
  }

 private:
  void add(const town::Building& building) {
    core::Position middle;
    const auto corners = static_cast<double>(building.footprint.size() - 1);
    for (std::size_t i = 0; i + 1 < building.footprint.size(); ++i) {
      middle.x += building.footprint[i].x / corners;
      middle.y += building.footprint[i].y / corners;
    }
    territory::Buildings& all = territory.buildings;
    all.cell.push_back({});
    all.position.push_back(middle);
    all.floors.push_back(static_cast<float>(building.floors));
    all.households.push_back(building.households);
    all.residents.push_back(building.residents);
    footprints.push_back({{building.footprint, {}}});
  }
};

/// Speeds on ordinary streets, in km/h: walking 4.5, an e-bike 15, a car 30.
[[nodiscard]] inline network::Speeds street_speeds() {
  network::Speeds speeds;
  for (std::size_t c = 0; c < network::line_class_count; ++c) {
    const auto line_class = static_cast<network::LineClass>(c);
    if (!network::is_road(line_class)) continue;
    const bool narrow = line_class <= network::LineClass::steps;
    const bool motorway = line_class == network::LineClass::motorway;
    speeds.on[0][c] = core::KilometresPerHour(motorway ? 0 : 4.5);
    speeds.on[1][c] = core::KilometresPerHour(motorway || narrow ? 0 : 15);
    speeds.on[2][c] = core::KilometresPerHour(narrow ? 0 : 30);
  }
  return speeds;
}

}  // namespace wangge::testing
