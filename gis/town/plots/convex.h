#pragma once

#include "gis/town/plots/plot_plane.h"

#include <array>
#include <cstdint>

/// Small convex shapes with exact tests of the room between them.
namespace wangge::town::plot {

/// A segment (two corners) or a convex polygon of up to twelve corners, counter-clockwise.
struct Convex {
  std::array<Position, 12> corner{};
  std::uint32_t count = 0;

  [[nodiscard]] std::span<const Position> corners() const { return {corner.data(), count}; }
  [[nodiscard]] bool empty() const { return count < 3; }
  [[nodiscard]] Position middle() const;
  [[nodiscard]] gis::Box bounds() const;
};

[[nodiscard]] Convex segment_shape(Position a, Position b);
/// A rectangle about `centre` whose sides of length `width` run along the unit vector `along`.
[[nodiscard]] Convex rectangle(Position centre, Position along, double width, double depth);

/// A lower bound of the distance, exact unless the nearest points are two corners: the widest gap between their shadows on any
/// edge normal (separating axes: Gottschalk, Lin, Manocha 1996). Negative or 0 where they overlap.
[[nodiscard]] double separation(const Convex& a, const Convex& b);

/// The part where dot(p - at, inward) >= 0; empty where nothing is left.
[[nodiscard]] Convex clipped(const Convex& shape, Position at, Position inward);

/// The shape without corners that make edges shorter than `shortest`: a subset of it.
[[nodiscard]] Convex without_short_edges(const Convex& shape, double shortest);

/// A large rectangle inside the shape with sides along `along`; empty where none of at least `least` by `least` is found.
[[nodiscard]] Convex inscribed_rectangle(const Convex& shape, Position along, double least);

/// The shape where the corners are convex and at most twelve; else empty.
[[nodiscard]] Convex as_convex(std::span<const Position> corners);

}  // namespace wangge::town::plot
