#pragma once

#include "gis/town/plots/plot_plane.h"

#include <optional>
#include <utility>

/// Pieces of land whose sides know what they face: the land of a block within its streets, compounds, parcels.
namespace wangge::town::plot {

/// What a side of an outline faces: an edge of the block's ring (0 or more), a lane inside, or another piece of land.
using Side = std::int32_t;
inline constexpr Side lane_side = -1;
inline constexpr Side shared_side = -2;

/// A simple ring, counter-clockwise, not closed; side[i] lies under corner[i] -> corner[i + 1].
struct Outline {
  Corners corner;
  std::vector<Side> side;

  [[nodiscard]] double area() const { return signed_area(corner); }
  [[nodiscard]] Position after(std::size_t i) const { return corner[i + 1 == corner.size() ? 0 : i + 1]; }
  [[nodiscard]] std::size_t size() const { return corner.size(); }
};

/// The land of a ring that keeps at least `width[i]` from edge i, by falling area; pieces under `least_area` are left out.
/// Gently bent chains of edges of equal width are straightened first, by at most 0.3 m, which is added to the width. Edges are
/// moved inwards, the curve is cut at its crossings with itself, and a loop is kept only if it runs counter-clockwise and
/// keeps its distance from every edge: the result may miss land, never take too much. O(corners^2) after straightening.
[[nodiscard]] std::vector<Outline> inset(std::span<const Position> ring, std::span<const double> width, double least_area);

/// The outline moved inwards by one width on every side; sides are kept.
[[nodiscard]] std::vector<Outline> inset(const Outline& land, double width, double least_area);

/// The part to the left of the line through `at` along `direction`; the new side is `cut`. Absent where the line does not
/// cross the border exactly twice.
[[nodiscard]] std::optional<Outline> left_part(const Outline& land, Position at, Position direction, Side cut);

/// Convex parts that cover most of the land: slight dents are trimmed, deep ones are cut along a side.
[[nodiscard]] std::vector<Outline> convex_parts(const Outline& land);

}  // namespace wangge::town::plot
