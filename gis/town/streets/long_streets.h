#pragma once

#include "gis/town/streets/plan_lines.h"

#include <vector>

namespace wangge::town::streets {

/// A line in the direction in which a street is followed.
struct Stretch {
  LineId line;
  bool forward = true;
};

/// Lines that follow each other nearly straight on: what people take for one street.
struct Street {
  std::vector<Stretch> stretches;
  std::vector<VertexId> junctions;  ///< one more than stretches
  std::vector<double> along;        ///< metres to each junction
};

/// Streets of two or more lines that cars drive both ways, with blocks of houses on both sides, within `reach` metres of
/// `middle`; each line belongs to one at most. In the order of their lowest lines. O(lines + near lines log near lines).
[[nodiscard]] std::vector<Street> long_streets(const LaidPlan& laid, Position middle, double reach);

}  // namespace wangge::town::streets
