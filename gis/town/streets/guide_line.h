#pragma once

#include "gis/town/streets/ring_view.h"

#include <functional>
#include <optional>
#include <vector>

namespace wangge::town::streets {

/// How many times a guide may pass rivers and railways.
struct Crossings {
  int water = 0;
  int rail = 0;
};

struct GuideRules {
  ChainRules chain{.clearance = 18, .junction_gap = 0, .sharpest_cosine = 0.8, .min_area = 60, .min_compactness = 0.01};
  double join = 38;  ///< it goes to a junction that stands this near to where it meets a line
  bool loop = false;
};

/// What became of a guide.
struct LaidGuide {
  Crossings passed;
  double length_m = 0;
};

/// What a guide becomes inside a face; nothing: it is not laid there.
using GuideChain = std::function<std::optional<Chain>(const Face& face)>;

/// Lays a drawn line (river, ring road, axis) through all faces it passes: in each face from where it enters to where it leaves,
/// both moved to the nearest vertex, so that the pieces join. A piece that would break the rules is left out. Rivers and railways
/// are passed from bank to bank or not at all, at most `allowed` times. Says how often it passed them and how much was laid.
/// O(faces near x ring x path).
LaidGuide lay_guide(Mesh& mesh, const std::vector<Position>& path, const GuideChain& chain_in, Crossings allowed,
                    const GuideRules& rules);

}  // namespace wangge::town::streets
