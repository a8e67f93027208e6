#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "gis/layers.h"
#include "gis/read/layer_specs.h"

#include <string>
#include <vector>

#include <ogr_spatialref.h>

/// Areas, buildings, lines and points of any GDAL source, in the source's own system. Internal to gis/read.
namespace wangge::gis {

/// What is needed to take a layer's features elsewhere, and what there is to say of them.
struct LayerFacts {
  OGRSpatialReference reference;
  std::vector<std::string> files;  ///< that were read
  bool synthetic = false;          ///< a field `synthetic` says 1: the layer is of a made town
  core::Findings findings;
};

/// Features of one layer, in the source's order, none dropped.
template <class Feature>
struct VectorFeatures : LayerFacts {
  std::vector<Feature> features;
};

/// All throw as VectorLayer does, and Error(input) when the geometry is of another kind than wanted. O(points).
[[nodiscard]] VectorFeatures<AreaFeature> read_vector_areas(const AreaSpec& spec, core::Progress& progress);
/// A building without geometry, or with a coordinate that is no number, has a defect.
[[nodiscard]] VectorFeatures<BuildingFeature> read_vector_buildings(const BuildingLayerSpec& spec, core::Progress& progress);
/// A line with a coordinate that is no number is reported and left out. Where the layer has columns `tunnel` and `bridge` (yes,
/// true, T or 1, as extracts of OpenStreetMap in other formats have), they are read as the extract's tags are.
[[nodiscard]] VectorFeatures<LineFeature> read_vector_lines(const LineSpec& spec, core::Progress& progress);
[[nodiscard]] VectorFeatures<WaterFeature> read_vector_waters(const SourceSpec& source, core::Progress& progress);
[[nodiscard]] VectorFeatures<PlaceFeature> read_vector_points(const PointSpec& spec, core::Progress& progress);

}  // namespace wangge::gis
