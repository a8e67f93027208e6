#pragma once

#include "gis/read/vector_features.h"

#include "engine/core/units.h"

#include <optional>
#include <vector>

namespace wangge::gis {

/// Everything a LayerSpecs names, each group still in its source's own system. Internal to gis/read.
struct Gathered {
  std::vector<VectorFeatures<AreaFeature>> levels;
  std::optional<VectorFeatures<AreaFeature>> grids;
  VectorFeatures<BuildingFeature> buildings;
  VectorFeatures<LineFeature> lines;
  std::vector<network::TurnRestriction> turns;        ///< places in the system of `lines`
  std::vector<BarrierFeature> node_barriers;          ///< in the system of `lines`
  std::vector<VectorFeatures<LineFeature>> barriers;  ///< lines of further layers
  std::vector<WallFeature> walls;                     ///< of an extract, in the system of `lines`
  VectorFeatures<WaterFeature> waters;
  VectorFeatures<PlaceFeature> places;
  std::vector<Source> sources;
};

/// Reads every file once: an extract that serves several purposes is passed over once for all of them. `within` is applied.
/// Throws what the readers throw; Error(input) when `within` names no area.
[[nodiscard]] Gathered gather(const LayerSpecs& specs, core::Threads threads, core::Progress& progress);

}  // namespace wangge::gis
