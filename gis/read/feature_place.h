#pragma once

#include "engine/core/units.h"

#include <optional>

class OGRFeature;

namespace wangge::gis {

/// A point of the feature in its own system: itself, or one on its surface; nothing where it has no finite place. Internal to
/// gis/read.
[[nodiscard]] std::optional<core::Position> place_of(const OGRFeature& feature);

}  // namespace wangge::gis
