#pragma once

#include "engine/network/road_class.h"
#include "gis/read/road_moment.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// What to read, from where: the source part of a scenario as gis/ needs it.
namespace wangge::gis {

/// A layer of any GDAL source, or a selection of an OpenStreetMap extract (.osm.pbf, .osm, .osm.gz, .osm.bz2).
struct SourceSpec {
  std::string path;              ///< as the scenario wrote it: errors and attribution show this
  std::filesystem::path file;    ///< where it is; a GDAL connection string is taken as it stands
  std::string layer;             ///< empty: the only layer
  std::string encoding;          ///< of its texts, e.g. "GB18030"; empty or "auto": as the file says, else as its bytes look
  std::string reference;         ///< reference system to assume when the source has none; empty: none
  std::string named_by;          ///< where the scenario names it; empty: nowhere. Errors start with it
  std::string layer_named_by{};  ///< where it names the layer; errors about the layer start with it; empty: as `named_by`

  [[nodiscard]] bool given() const { return !path.empty(); }
  /// True for an OpenStreetMap extract, by the end of its name.
  [[nodiscard]] bool is_osm() const;
};

struct AreaSpec {
  std::string level;  ///< name of the level
  SourceSpec source;
  std::optional<int> admin_level;  ///< OpenStreetMap only
  std::string code_field;          ///< a field, or a tag of OpenStreetMap; empty: no codes given. The same holds for the others.
  std::string label_field;
  std::string parent_field;
  std::string residents_field;  ///< OpenStreetMap: read from the boundary, else from the place of the same name inside
  std::string households_field;
  std::string within;  ///< name, code or source id of the only area to keep; empty: all
};

struct BuildingLayerSpec {
  SourceSpec source;
  std::string id_field;                            ///< empty: the feature's number
  std::string use_field;                           ///< OpenStreetMap needs none
  std::map<std::string, std::string> use_of_type;  ///< the source's word -> BuildingUse name; goes before what is built in
  std::string floors_field;
  std::string households_field;
  std::string residents_field;
  std::string compound_field;
  std::string name_field;
};

struct LineSpec {
  SourceSpec source;
  std::string class_field;                           ///< OpenStreetMap needs none
  std::map<std::string, std::string> class_of_type;  ///< the source's word -> LineClass name; goes before what is built in
  std::string oneway_field;
  std::string name_field;
  SourceSpec elevation{};                                    ///< a raster of heights; not given: roads are level
  std::map<std::string, network::Direction> oneway_words{};  ///< the source's word -> direction; goes before what is built in
  std::string class_named_by = "roads.class.field";          ///< the key of `class_field`, for what is said of it
  RoadMoment moment{};                                       ///< whose conditional one-way rules and turn restrictions hold
};

/// Points of gates, bollards… on roads and walls of a layer, not OpenStreetMap.
struct RoadBarrierSpec {
  SourceSpec source{};       ///< not given: none
  std::string kind_field{};  ///< empty: the field `barrier`; where there is none, every point is a gate
};

struct PointSpec {
  SourceSpec source;
  std::string kind;          ///< what the points are; becomes PlaceFeature::kind
  std::string kind_field{};  ///< only features whose value is `kind`; empty: all
  std::string label_field;
};

struct LayerSpecs {
  std::vector<AreaSpec> levels;  ///< from the top down
  BuildingLayerSpec buildings;
  LineSpec roads;
  std::vector<LineSpec> barriers;  ///< further lines, not OpenStreetMap: railways, waterways
  SourceSpec water;                ///< polygons, not OpenStreetMap; not given: none
  SourceSpec walls{};              ///< lines nobody walks across, not OpenStreetMap; not given: none
  RoadBarrierSpec road_barriers{};
  std::optional<AreaSpec> grids;   ///< today's grids
  std::string reference = "auto";  ///< "auto", or a projected system in metres such as "EPSG:4547"
};

}  // namespace wangge::gis
