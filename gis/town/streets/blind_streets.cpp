#include "gis/town/streets/blind_streets.h"

#include "engine/core/math.h"
#include "gis/town/streets/ring_view.h"

#include <algorithm>
#include <cmath>

namespace wangge::town::streets {
namespace {

using network::LineClass;

/// What blind streets of one fabric are like. Lengths in metres.
struct BlindRules {
  double for_each_m2 = 0;  ///< one is tried for so much land
  double shortest = 0;
  double longest = 0;
  double width = 0;
  double clearance = 0;  ///< to all other streets
  double gap = 0;        ///< from the next junction
  double least_m2 = 0;   ///< of the land on either side
};

BlindRules rules_of(Fabric fabric) {
  switch (fabric) {
    case Fabric::old_core:
      return {13000, 26, 75, 6, 15, 22, 1800};
    case Fabric::grid_quarter:
      return {150000, 45, 110, 10, 34, 44, 9000};
    case Fabric::industrial_estate:
      return {170000, 70, 170, 12, 42, 50, 15000};
    case Fabric::suburb:
      return {60000, 50, 160, 9, 30, 40, 7000};
    case Fabric::village:
      return {20000, 24, 70, 5, 11, 16, 1200};
    case Fabric::mixed:
      break;
  }
  return {38000, 45, 130, 9, 26, 38, 4500};
}

/// A blind street of a face and the bare border beyond its end.
struct Draft {
  std::size_t from = 0;
  std::size_t to = 0;
  std::vector<Position> path;  ///< without its beginning
  double metres = 0;
};

class Search {
 public:
  Search(const Mesh& mesh, FaceIndex face, const BlindRules& rules, core::Stream& luck)
      : mesh_(mesh), view_(mesh, mesh.faces[face]), rules_(rules), luck_(luck) {}

  std::optional<Draft> best() {
    constexpr int tries = 10;
    std::vector<std::size_t> roots;
    for (std::size_t i = 0; i < view_.size(); ++i) {
      if (may_leave(i)) roots.push_back(i);
    }
    if (roots.empty()) return std::nullopt;
    const double wished = rules_.shortest + (rules_.longest - rules_.shortest) * luck_.uniform();
    std::optional<Draft> found;
    for (int attempt = 0; attempt < tries; ++attempt) {
      const std::size_t root = roots[luck_.below(static_cast<std::uint32_t>(roots.size()))];
      auto draft = grown(root, wished);
      if (!draft || (found && draft->metres <= found->metres)) continue;
      found = std::move(draft);
      if (found->metres > 0.75 * wished) break;
    }
    return found;
  }

 private:
  /// Where no other street begins, of streets of the town below the largest.
  bool may_leave(std::size_t i) const {
    const auto street = [&](std::size_t edge) {
      const Chain& chain = mesh_.chains[view_.face().chain[edge]];
      return chain.line_class && *chain.line_class >= LineClass::residential && *chain.line_class < LineClass::primary &&
             !chain.bridge && !chain.tunnel;
    };
    const Vertex vertex = view_.face().ring[i];
    return mesh_.degree[vertex] == 2 && mesh_.shut[vertex] == 0 && view_.gap(i) >= rules_.gap && street(i) &&
           street(view_.previous(i));
  }

  /// Bent all along, or straight with a corner, until the wished length or where room ends.
  std::optional<Draft> grown(std::size_t root, double wished) {
    const double step = std::min(16.0, rules_.shortest / 2);
    const bool corner = luck_.uniform() < 0.35;
    const double corner_at = wished * (0.4 + 0.25 * luck_.uniform());
    const double corner_turn = (luck_.uniform() < 0.5 ? 1 : -1) * (1.25 + 0.35 * luck_.uniform());
    const double curve = corner ? 0 : 1.1 * (2 * luck_.uniform() - 1) / wished;
    const Position along = unit(view_.at(view_.next(root)) - view_.at(view_.previous(root)));
    Position heading = turned(left_of(along), 0.3 * (2 * luck_.uniform() - 1));
    Draft draft{root, root, {}, 0};
    bool bent = false;
    for (double gone = step; gone <= wished + 1e-6; gone += step) {
      if (corner && !bent && gone > corner_at) {
        heading = turned(heading, corner_turn);
        bent = true;
      }
      heading = turned(heading, curve * step);
      const Position there = rounded((draft.path.empty() ? view_.at(root) : draft.path.back()) + heading * step);
      if (!has_room(there, gone)) break;
      draft.path.push_back(there);
      draft.metres = gone;
    }
    if (draft.metres < rules_.shortest || !find_other_side(draft, heading)) return std::nullopt;
    return draft;
  }

  /// The vertex beyond the end to which a border leaves fair land on both sides; the nearest about straight on.
  bool find_other_side(Draft& draft, Position heading) const {
    const ChainRules rules{.clearance = 5, .sharpest_cosine = 0.8, .min_area = rules_.least_m2, .min_compactness = 0.2};
    std::vector<std::pair<double, std::size_t>> ends;
    for (std::size_t j = 0; j < view_.size(); ++j) {
      const Position off = view_.at(j) - draft.path.back();
      const double straight = dot(unit(off), heading);
      const bool rim = mesh_.chains[view_.face().chain[j]].outline || mesh_.chains[view_.face().chain[view_.previous(j)]].outline;
      if (straight > 0.3 && !rim && length(off) > 0.4 * rules_.clearance) ends.emplace_back(length(off) * (2 - straight), j);
    }
    std::sort(ends.begin(), ends.end());
    if (ends.size() > 12) ends.resize(12);
    for (const auto& [cost, j] : ends) {
      if (!view_.allows(draft.from, j, draft.path, rules)) continue;
      draft.to = j;
      return true;
    }
    return false;
  }

  static Position turned(Position way, double angle) {
    const double c = core::cos(angle);
    const double s = core::sin(angle);
    return {way.x * c - way.y * s, way.x * s + way.y * c};
  }

  /// Near its own beginning a street may be near to the one that it leaves.
  bool has_room(Position p, double gone) const {
    if (!inside(view_.points(), p)) return false;
    const double wanted = std::min(rules_.clearance, 0.8 * gone);
    for (std::size_t i = 0; i < view_.size(); ++i) {
      const Position a = view_.at(i);
      const Position b = view_.at(view_.next(i));
      if (std::min(a.x, b.x) - p.x > wanted || p.x - std::max(a.x, b.x) > wanted) continue;
      if (distance_to_segment(p, a, b) < wanted) return false;
    }
    return true;
  }

  const Mesh& mesh_;
  RingView view_;
  const BlindRules& rules_;
  core::Stream& luck_;
};

/// Cuts the face; the last edge of the cut, beyond the blind end, carries nothing.
FaceIndex cut(Mesh& mesh, FaceIndex face, const Draft& draft, const Chain& street) {
  const auto tip = static_cast<Vertex>(mesh.at.size() + draft.path.size() - 1);
  const Vertex beyond = mesh.faces[face].ring[draft.to];
  const ChainIndex border = mesh.add_chain({});
  const FaceIndex other = mesh.cut(face, draft.from, draft.to, draft.path, mesh.add_chain(street));
  for (const FaceIndex part : {face, other}) {
    Face& made = mesh.faces[part];
    for (std::size_t i = 0; i < made.ring.size(); ++i) {
      const Vertex a = made.ring[i];
      const Vertex b = made.ring[i + 1 < made.ring.size() ? i + 1 : 0];
      if ((a == tip && b == beyond) || (a == beyond && b == tip)) made.chain[i] = border;
    }
  }
  return other;
}

}  // namespace

void lay_blind_streets(Mesh& mesh, core::Stream& luck, std::uint32_t first_street) {
  std::vector<FaceIndex> open;
  for (FaceIndex face = 0; face < mesh.faces.size(); ++face) open.push_back(face);
  for (const FaceIndex face : open) {
    const BlindRules rules = rules_of(mesh.faces[face].fabric);
    const double wish = signed_area(mesh.ring_points(mesh.faces[face])) / rules.for_each_m2;
    const auto count = static_cast<int>(std::min(3.0, wish + luck.uniform()));
    FaceIndex here = face;
    for (int k = 0; k < count; ++k) {
      const auto draft = Search(mesh, here, rules, luck).best();
      if (!draft) break;
      here = cut(mesh, here, *draft, {.line_class = LineClass::residential, .width_m = rules.width, .street = first_street++});
    }
  }
}

}  // namespace wangge::town::streets
