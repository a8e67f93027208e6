#pragma once

#include "gis/town/plots/site.h"

/// Footprints inside a rectangle whose front runs from its first to its second corner. Neighbours that share a wall name its
/// vertices with the same numbers.
namespace wangge::town::plot {

/// A house about a yard: an L, or a U whose yard opens to the back.
[[nodiscard]] Corners yard_house(const Convex& box, bool three_wings);

/// A house without one corner at its back, and what would fill that corner.
struct NotchedHouse {
  Corners house;
  Corners corner;
};
/// `across` and `deep`: shares of the box that the missing corner takes; `left`: which corner.
[[nodiscard]] NotchedHouse notched_house(const Convex& box, double across, double deep, bool left);

/// One house of a row, by its share of the front and of the depth of the box.
struct RowUnit {
  double front = 1;
  double depth = 1;
};
/// Houses side by side, flush at the front, left to right. A deeper house has a vertex where the back of a neighbour meets it.
[[nodiscard]] std::vector<Corners> row_houses(const Convex& box, std::span<const RowUnit> units);

}  // namespace wangge::town::plot
