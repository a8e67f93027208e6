#include "gis/town/streets/country_road.h"

#include "gis/town/streets/least_cost.h"
#include "gis/town/streets/street_trace.h"

#include <cmath>

namespace wangge::town::streets {

using network::LineClass;

std::vector<Position> without_spur(const std::vector<Position>& path) {
  std::vector<Position> kept;
  for (std::size_t i = 0; i < path.size(); ++i) {
    kept.push_back(path[i]);
    std::size_t skip = i;
    for (std::size_t j = i + 3; j < path.size(); ++j) {
      if (length(path[j] - path[i]) < 30) skip = j;
    }
    i = skip;
  }
  return kept;
}

bool lay_track(Mesh& mesh, FaceIndex face, const Heights& heights, const Noise& bends, core::Stream& luck) {
  const RingView view(mesh, mesh.faces[face]);
  const ChainRules rules{.spacing = road_spacing,
                         .clearance = 70,
                         .junction_gap = 140,
                         .sharpest_cosine = 0.8,
                         .min_area = 40000,
                         .min_compactness = 0.05};
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < view.size(); ++i) {
    if (view.may_end(i, rules)) ends.push_back(i);
  }
  if (ends.size() < 2) return false;
  const GroundCost ground = [&](Position p) { return 1 + heights.at(p) / 90; };
  for (int tries = 0; tries < 8; ++tries) {
    const std::size_t from = ends[luck.below(static_cast<std::uint32_t>(ends.size()))];
    const std::size_t to = ends[luck.below(static_cast<std::uint32_t>(ends.size()))];
    const double away = length(view.at(from) - view.at(to));
    if (away < 350 || away > 6000) continue;
    // Into the open land and back, not beside the road.
    const Position aside = between(view.at(from), view.at(to), luck.uniform());
    const Position middle = deep_point(view.points(), aside, 120);
    auto path = least_cost_path(view.points(), view.at(from), middle, ground, 3000);
    const auto rest = least_cost_path(view.points(), middle, view.at(to), ground, 3000);
    if (path.empty() || rest.empty()) continue;
    path.insert(path.end(), rest.begin() + 1, rest.end());
    const auto inner = spaced_between(bent(without_spur(path), bends, 34), view.at(from), view.at(to), road_spacing);
    if (!view.allows(from, to, inner, rules)) continue;
    mesh.cut(face, from, to, inner, mesh.add_chain({.line_class = LineClass::track, .width_m = 6}));
    return true;
  }
  return false;
}

}  // namespace wangge::town::streets
