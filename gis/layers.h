#pragma once

#include "engine/core/findings.h"
#include "engine/core/units.h"
#include "engine/network/road_class.h"
#include "engine/network/turns/turn_restriction.h"
#include "engine/territory/territory.h"
#include "gis/geometry.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What step 2 reads: every input reprojected to one metric system, in the source's order, nothing lost.
namespace wangge::gis {

/// The projected system of a deployment, in metres.
struct ReferenceSystem {
  std::string wkt;  ///< WKT2
  std::optional<int> epsg;
  std::string name;
  core::Position origin;  ///< a round point near the data's south-west corner; cells are built relative to it
};

/// One administrative area as given.
struct AreaFeature {
  std::string source_id;  ///< "relation/1155955"
  std::string code;       ///< from the code field; empty: to be made from the parent's code
  std::string name;
  std::string parent_code;  ///< from the parent field; empty: found by place (most of its area)
  MultiPolygon shape;
  std::optional<std::int64_t> residents;   ///< given total
  std::optional<std::int64_t> households;  ///< given total
};

struct BuildingFeature {
  std::string source_id;  ///< "way/123"; unique
  std::string type;       ///< the source's own word: "apartments", "house", "yes"...
  territory::BuildingUse use = territory::BuildingUse::unknown;
  std::string name;
  std::string compound;           ///< empty: none
  MultiPolygon footprint;         ///< empty for a point building or when the shape could not be made
  std::optional<Position> point;  ///< for a point building
  std::optional<double> floors;
  std::optional<std::int64_t> households;  ///< given
  std::optional<std::int64_t> residents;   ///< given
  core::Text defect;                       ///< not empty: why no valid shape could be made; goes to `unassigned`
};

/// A road, a rail line or a waterway.
struct LineFeature {
  std::string source_id;
  network::LineClass line_class = network::LineClass::footway;
  std::string type;  ///< the source's own word: "residential", "rail", "river"...
  std::string name;
  LineString points;
  std::vector<std::int64_t> nodes;  ///< OSM node ids of the points; empty where the source has none
  network::Access access;           ///< who may use it, in which direction
  bool tunnel = false;
  bool passage = false;  ///< a tunnel through a building, at the ground
  bool bridge = false;
  int level = 0;                           ///< above (below) the ground where lines cross, as a layer's column says
  std::optional<core::Millis> duration{};  ///< of a ferry over all of the line, as its tags say
  bool conditional = false;                ///< its tags have rules for some hours or under some conditions, which nobody reads
  std::array<bool, network::mode_count> local{};                  ///< to reach what lies on it, not to go through
  std::array<std::uint32_t, network::mode_count> closed_hours{};  ///< of a weekday, as network::RoadLine has them
  std::vector<core::Metres> heights{};                            ///< of the ground, one a point; empty: not known
};

/// A gate, bollard, stile… on a node that may belong to a road.
struct BarrierFeature {
  std::string source_id;
  std::string type;       ///< the source's own word
  std::int64_t node = 0;  ///< 0: a point of a layer, which stands on what is nearest
  Position position;
  std::array<bool, network::mode_count> stops{};
};

/// A wall or fence.
struct WallFeature {
  std::string source_id;
  LineString points;
};

struct WaterFeature {
  std::string source_id;
  std::string name;
  MultiPolygon shape;
};

struct PlaceFeature {
  std::string source_id;
  std::string kind;  ///< city, town, village, hamlet, suburb; or an amenity: townhall, ...
  std::string name;
  std::string name_zh;  ///< empty: none
  Position position;
  std::optional<std::int64_t> residents;
};

/// A named file that was read.
struct Source {
  std::string path;  ///< as the scenario wrote it
  std::string sha256;
  std::string attribution;  ///< "© OpenStreetMap contributors, ODbL 1.0"; empty: none is known
  bool synthetic = false;   ///< the file itself says that it is a made town
};

struct Layers {
  ReferenceSystem reference;
  std::vector<std::vector<AreaFeature>> levels;  ///< one entry a level, from the top
  std::vector<BuildingFeature> buildings;
  std::vector<LineFeature> lines;
  std::vector<network::TurnRestriction> turns;  ///< between lines, by source id
  std::vector<BarrierFeature> barriers;         ///< on nodes, of roads and of others
  std::vector<WaterFeature> waters;
  std::vector<WallFeature> walls;
  std::vector<PlaceFeature> places;
  std::vector<AreaFeature> grids;  ///< today's grids, where the scenario names a layer
  std::vector<Source> sources;
  core::Findings findings;
};

}  // namespace wangge::gis
