#pragma once

#include "engine/core/units.h"

#include <vector>

/// Plain shapes in the deployment's projected system, metres. Made by the readers, consumed by cells, maps and writers.
namespace wangge::gis {

using core::Position;

using LineString = std::vector<Position>;
using Ring = std::vector<Position>;  ///< closed: the first point is repeated at the end

struct Polygon {
  Ring outer;               ///< counter-clockwise
  std::vector<Ring> holes;  ///< clockwise
};
using MultiPolygon = std::vector<Polygon>;

struct Box {
  Position low;
  Position high;
};

}  // namespace wangge::gis
