#pragma once

#include "gis/geometry.h"

#include <optional>
#include <string>

namespace wangge::gis {

/// What was wrong with a shape and what became of it.
struct ShapeRepair {
  enum class Outcome {
    sound,     ///< nothing was wrong
    repaired,  ///< the shape was changed into a valid one
    lost       ///< no shape could be made; it is now empty
  };
  Outcome outcome = Outcome::sound;
  std::string cause;  ///< English: "Self-intersection", "no points"...
  std::string cause_zh;
  std::optional<Position> place;  ///< of the defect, where it is known
  double area_before = 0;         ///< [m2] as drawn: of the rings, whichever way they turn
  double area_after = 0;          ///< [m2]
};

/// Makes a shape valid in the sense of the simple-features standard (OGC 06-103r4): finite positions, closed rings without
/// repeated points, no crossing; shells counter-clockwise. Crossings are mended by GEOS' MakeValid and rounded to 0.1 mm. O(n^2)
/// for a ring of up to 64 points by exact integers, O(n log n) by GEOS beyond.
[[nodiscard]] ShapeRepair repair(MultiPolygon& shape);

}  // namespace wangge::gis
