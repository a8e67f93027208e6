#pragma once

#include "engine/core/progress.h"
#include "gis/town/streets/heights.h"
#include "gis/town/streets/mesh.h"
#include "gis/town/streets/noise.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace wangge::town::streets {

/// What bare borders follow: ridges, and bends of their own.
struct BorderGround {
  const Heights& heights;
  Noise bends;
};

/// A place that borders are drawn for: of one owner, who gets it well inside his piece, or where borders are to pass.
struct Anchor {
  Position at;
  std::optional<std::size_t> owner;  ///< index into the weights; absent: borders pass as near as they can
  double room = 0;                   ///< metres from the place to the borders of its owner
};

/// Divides one face by bare borders into pieces of land in proportion to `weights` (> 0, one at least), which halve the list
/// again and again; returns the face of each. No piece gets less than 0.6 of its share where any other border can be drawn: land
/// that is hard to divide would leave slivers. `anchor` is met where a border can be drawn so, else left. Throws Error(input)
/// where there is not land enough, Error(interrupted). O(weights x raster).
[[nodiscard]] std::vector<FaceIndex> divided_face(Mesh& mesh, FaceIndex face, std::span<const double> weights,
                                                  const BorderGround& ground, const core::Progress& progress,
                                                  const std::optional<Anchor>& anchor = std::nullopt);

}  // namespace wangge::town::streets
