#pragma once

#include "engine/core/progress.h"
#include "gis/layers.h"
#include "gis/read/layer_specs.h"

#include <string>

namespace wangge::town {

/// An outline and the system it is in.
struct GivenOutline {
  gis::Ring ring;  ///< closed, counter-clockwise, whole millimetres
  gis::ReferenceSystem reference;
};

/// Reads the one polygon of a layer and takes it to `wanted` ("auto": chosen from the data, or a code such as "EPSG:4545").
/// Throws Error(input) naming file and layer where it holds no polygon, more than one, one of several parts, with a hole, without
/// area, or one that crosses itself; each says what would make it possible.
[[nodiscard]] GivenOutline read_outline(const gis::SourceSpec& source, const std::string& wanted, core::Progress& progress);

}  // namespace wangge::town
