#include "gis/town/streets/country_ground.h"

#include "gis/town/streets/guide_line.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace wangge::town::streets {

using network::LineClass;

bool open_land(const Face& face) { return face.use != LandUse::water && face.use != LandUse::railway; }

Position low_middle(const std::vector<Position>& ring, const Heights& heights) {
  const Position middle = deep_point(ring, centroid(ring), 150);
  Position best = middle;
  double best_cost = heights.at(middle) / 25;
  const double reach = 0.22 * std::sqrt(signed_area(ring));
  for (int dx = -3; dx <= 3; ++dx) {
    for (int dy = -3; dy <= 3; ++dy) {
      const Position p = middle + Position{dx * reach / 3, dy * reach / 3};
      const double cost = heights.at(p) / 25 + length(p - middle) / reach;
      if (cost >= best_cost || !inside(ring, p)) continue;
      double depth = 1e300;
      for (std::size_t i = 0; i < ring.size(); i += 3) depth = std::min(depth, length(ring[i] - p));
      if (depth < 0.7 * reach) continue;
      best_cost = cost;
      best = p;
    }
  }
  return best;
}

void lay_bridges(Mesh& mesh, const Corridor& corridor, const std::vector<std::uint8_t>& cores, core::Stream& luck, double every,
                 int least) {
  double total = 0;
  for (std::size_t i = 1; i < corridor.path.size(); ++i) total += length(corridor.path[i] - corridor.path[i - 1]);
  const int count = std::max(least, static_cast<int>(total / every));
  for (int k = 0; k < count; ++k) {
    for (int tries = 0; tries < 5; ++tries) {
      const double share = (k + 0.5 + 0.8 * (luck.uniform() - 0.5)) / count;
      const auto at = std::clamp<std::size_t>(static_cast<std::size_t>(share * static_cast<double>(corridor.path.size())), 1,
                                              corridor.path.size() - 2);
      const Position across = left_of(unit(corridor.path[at + 1] - corridor.path[at - 1]));
      const double reach = corridor.half_m * 1.5 + 10;
      std::vector<Position> path;
      for (double s = -reach; s <= reach; s += 4) path.push_back(corridor.path[at] + across * s);
      const auto chain_in = [&](const Face& face) -> std::optional<Chain> {
        if (open_land(face) || cores[face.region] != 0) return std::nullopt;
        Chain chain{.line_class = LineClass::tertiary, .width_m = 12};
        chain.bridge = face.use == LandUse::water;
        chain.tunnel = face.use == LandUse::railway;
        return chain;
      };
      GuideRules rules;
      rules.join = 0;
      rules.chain.clearance = 5;
      if (lay_guide(mesh, path, chain_in, {1, 1}, rules).length_m > corridor.half_m) break;
    }
  }
}

}  // namespace wangge::town::streets
