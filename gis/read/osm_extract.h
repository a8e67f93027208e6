#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "gis/layers.h"
#include "gis/read/layer_specs.h"

#include <map>
#include <string>
#include <vector>

/// Reading an OpenStreetMap extract with libosmium. Internal to gis/read.
namespace wangge::gis {

/// What is wanted of one file. Pointers may be null and must outlive the call.
struct OsmSelection {
  std::vector<const AreaSpec*> areas;
  const BuildingLayerSpec* buildings = nullptr;
  const LineSpec* roads = nullptr;  ///< with them rail lines, waterways and water
};

/// In degrees, x = longitude (WGS 84); findings have their place in degrees too. Order: nodes, ways, relations, each as the file
/// has them.
struct OsmExtract {
  std::vector<std::vector<AreaFeature>> areas;  ///< one entry a selected spec; `within` is not yet applied
  std::vector<BuildingFeature> buildings;       ///< every node, way and relation tagged building and not `no`
  std::vector<LineFeature> lines;
  std::vector<network::TurnRestriction> turns;
  std::vector<BarrierFeature> barriers;  ///< every node tagged barrier and not `no`, with roads only
  std::vector<WaterFeature> waters;
  std::vector<WallFeature> walls;  ///< walls and fences, also around areas; with roads only
  std::vector<PlaceFeature> places;
  std::map<int, std::size_t> boundaries;  ///< how many closed boundaries of each admin_level the file holds
  bool synthetic = false;                 ///< a made town, by the head of the file or by `source=synthetic` on every building
  core::Findings findings;
};

/// Two passes over the file: nodes and relations, then ways; objects may stand in any order within it.
/// Memory: 16 bytes a node, plus what is selected. Throws Error(input) naming the file when it is truncated or no OpenStreetMap
/// data, Error(usage) when an area spec names no admin_level, Error(interrupted).
[[nodiscard]] OsmExtract read_osm(const SourceSpec& source, const OsmSelection& selection, core::Threads threads,
                                  core::Progress& progress);

/// What program the file says it was written by; empty where it says nothing. Reads the head only. Throws Error(input) as above.
[[nodiscard]] std::string osm_generator(const SourceSpec& source);

}  // namespace wangge::gis
