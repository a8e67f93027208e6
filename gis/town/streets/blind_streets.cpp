#include "gis/town/streets/blind_streets.h"

#include "engine/core/math.h"
#include "engine/core/parallel.h"
#include "engine/core/random.h"
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
  double branching = 0;  ///< share of the longer ones that fork
  LineClass line_class = LineClass::residential;
};

BlindRules rules_of(Fabric fabric) {
  switch (fabric) {
    case Fabric::old_core:
      return {15000, 26, 75, 6, 15, 22, 0.35};
    case Fabric::grid_quarter:
      return {130000, 45, 110, 10, 34, 44, 0};
    case Fabric::industrial_estate:
      return {170000, 70, 170, 12, 42, 50, 0};
    case Fabric::suburb:
      return {65000, 50, 160, 9, 30, 40, 0.2};
    case Fabric::village:
      return {9000, 24, 70, 5, 11, 16, 0.4};
    case Fabric::mixed:
      break;
  }
  return {40000, 45, 130, 9, 28, 38, 0.15};
}

/// Roads begun into the fields.
constexpr BlindRules edge_rules{0, 60, 190, 14, 45, 60, 0, LineClass::tertiary};
constexpr double edge_m_each = 800;

/// One blind street of a face: where it leaves, and its further points. A branch leaves the path of an earlier one.
struct Draft {
  std::size_t root = 0;             ///< ring position; of a branch: point of the path
  std::optional<std::size_t> from;  ///< the draft that it branches from
  std::vector<Position> path;       ///< without the root
  BlindRules rules;
};

class Search {
 public:
  Search(const Mesh& mesh, FaceIndex face, core::Stream luck) : mesh_(mesh), view_(mesh, mesh.faces[face]), luck_(luck) {}

  std::vector<Draft> in_block() {
    const Face& face = view_.face();
    const BlindRules rules = rules_of(face.fabric);
    const double wish = view_.area() / rules.for_each_m2;
    lay(static_cast<int>(std::min(3.0, wish + luck_.uniform())), rules, [&](std::size_t i) {
      const auto street = [&](std::size_t edge) {
        const Chain& chain = mesh_.chains[face.chain[edge]];
        return chain.line_class && *chain.line_class >= LineClass::residential && *chain.line_class < LineClass::primary;
      };
      return street(i) && street(view_.previous(i));
    });
    return std::move(drafts_);
  }

  /// `urban`: vertices of built-up faces.
  std::vector<Draft> in_fields(const std::vector<std::uint8_t>& urban) {
    const Face& face = view_.face();
    const auto at_town = [&](std::size_t i) {
      const Chain& chain = mesh_.chains[face.chain[i]];
      return urban[face.ring[i]] != 0 && urban[face.ring[view_.next(i)]] != 0 && chain.line_class &&
             *chain.line_class >= LineClass::residential && *chain.line_class < LineClass::motorway;
    };
    double metres = 0;
    for (std::size_t i = 0; i < view_.size(); ++i) metres += at_town(i) ? length(view_.at(view_.next(i)) - view_.at(i)) : 0;
    lay(static_cast<int>(std::min(6.0, metres / edge_m_each + luck_.uniform())), edge_rules,
        [&](std::size_t i) { return at_town(i) && at_town(view_.previous(i)); });
    return std::move(drafts_);
  }

 private:
  template <class MayLeave>
  void lay(int count, const BlindRules& rules, MayLeave&& may_leave) {
    if (count <= 0) return;
    std::vector<std::size_t> roots;
    for (std::size_t i = 0; i < view_.size(); ++i) {
      const bool free = mesh_.degree[view_.face().ring[i]] == 2 && view_.gap(i) >= rules.gap;
      const bool passed = mesh_.chains[view_.face().chain[i]].bridge || mesh_.chains[view_.face().chain[i]].tunnel;
      if (free && !passed && may_leave(i)) roots.push_back(i);
    }
    for (int k = 0; k < count && !roots.empty(); ++k) lay_one(roots, rules);
  }

  void lay_one(const std::vector<std::size_t>& roots, const BlindRules& rules) {
    constexpr int tries = 8;
    Draft best;
    double best_length = rules.shortest - 1e-6;
    const double wished = rules.shortest + (rules.longest - rules.shortest) * luck_.uniform();
    for (int attempt = 0; attempt < tries && best_length < 0.8 * wished; ++attempt) {
      const std::size_t root = roots[luck_.below(static_cast<std::uint32_t>(roots.size()))];
      const Position way = unit(view_.at(view_.next(root)) - view_.at(view_.previous(root)));
      if (too_near_to_others(view_.at(root), rules.gap)) continue;
      Draft draft{root, std::nullopt, grown(view_.at(root), left_of(way), wished, rules), rules};
      const double far = walked(view_.at(root), draft.path);
      if (far <= best_length) continue;
      best_length = far;
      best = std::move(draft);
    }
    if (best.path.empty()) return;
    drafts_.push_back(std::move(best));
    if (luck_.uniform() < rules.branching) branch(drafts_.size() - 1);
  }

  void branch(std::size_t stem) {
    const std::vector<Position> path = drafts_[stem].path;
    if (path.size() < 4) return;
    BlindRules rules = drafts_[stem].rules;
    const std::size_t at = path.size() / 2;
    const Position way = unit(path[at + 1] - path[at - 1]);
    const double side = luck_.uniform() < 0.5 ? 1 : -1;
    std::vector<Position> arm = grown(path[at], left_of(way) * side, 0.6 * rules.longest, rules);
    if (walked(path[at], arm) >= 0.7 * rules.shortest) drafts_.push_back({at, stem, std::move(arm), rules});
  }

  /// From a place: bent all along, or straight with a corner, until the wished length or where room ends.
  std::vector<Position> grown(Position from, Position heading, double wished, const BlindRules& rules) {
    const double step = std::min(16.0, rules.shortest / 2);
    const bool corner = luck_.uniform() < 0.35;
    const double corner_at = wished * (0.4 + 0.25 * luck_.uniform());
    const double corner_turn = (luck_.uniform() < 0.5 ? 1 : -1) * (1.25 + 0.35 * luck_.uniform());
    const double curve = corner ? 0 : 1.1 * (2 * luck_.uniform() - 1) / wished;
    heading = turned(heading, 0.3 * (2 * luck_.uniform() - 1));
    std::vector<Position> path;
    bool bent = false;
    for (double gone = step; gone <= wished + 1e-6; gone += step) {
      if (corner && !bent && gone > corner_at) {
        heading = turned(heading, corner_turn);
        bent = true;
      }
      heading = turned(heading, curve * step);
      const Position here = path.empty() ? from : path.back();
      const Position there = rounded(here + heading * step);
      if (!has_room(there, gone, rules.clearance)) break;
      path.push_back(there);
    }
    return path;
  }

  static Position turned(Position way, double angle) {
    const double c = core::cos(angle);
    const double s = core::sin(angle);
    return {way.x * c - way.y * s, way.x * s + way.y * c};
  }

  static double walked(Position from, const std::vector<Position>& path) {
    double sum = 0;
    for (const Position p : path) {
      sum += length(p - from);
      from = p;
    }
    return sum;
  }

  /// Near its own beginning a street may be near to the one that it leaves.
  bool has_room(Position p, double gone, double clearance) const {
    if (!inside(view_.points(), p)) return false;
    const double wanted = std::min(clearance, 0.8 * gone);
    for (std::size_t i = 0; i < view_.size(); ++i) {
      const Position a = view_.at(i);
      const Position b = view_.at(view_.next(i));
      if (std::min(a.x, b.x) - p.x > wanted || p.x - std::max(a.x, b.x) > wanted) continue;
      if (distance_to_segment(p, a, b) < wanted) return false;
    }
    return !too_near_to_others(p, wanted);
  }

  bool too_near_to_others(Position p, double wanted) const {
    return std::any_of(drafts_.begin(), drafts_.end(),
                       [&](const Draft& draft) { return distance_to_line(p, draft.path) < wanted; });
  }

  const Mesh& mesh_;
  RingView view_;
  core::Stream luck_;
  std::vector<Draft> drafts_;
};

void put(Mesh& mesh, FaceIndex face, const std::vector<Draft>& drafts, std::uint32_t first_street) {
  std::vector<std::size_t> laid;
  for (const Draft& draft : drafts) {
    BlindStreet street{face, {}, 0};
    // Of a branch the root is a point of the stem's path, which has its own root before it.
    street.path.push_back(draft.from ? mesh.blind[laid[*draft.from]].path[draft.root + 1] : mesh.faces[face].ring[draft.root]);
    ++mesh.degree[street.path.front()];
    for (const Position p : draft.path) street.path.push_back(mesh.add_vertex(p));
    mesh.degree[street.path.back()] = 1;
    street.chain = mesh.add_chain({.line_class = draft.rules.line_class,
                                   .width_m = draft.rules.width,
                                   .street = first_street + static_cast<std::uint32_t>(laid.size())});
    laid.push_back(mesh.blind.size());
    mesh.blind.push_back(std::move(street));
  }
}

}  // namespace

std::uint32_t lay_blind_streets(Mesh& mesh, core::Seed seed, core::Threads threads, std::uint32_t next_street) {
  const auto built = [](const Face& face) { return face.use == LandUse::compound || face.use == LandUse::village; };
  const auto open = [](const Face& face) { return face.use == LandUse::farmland || face.use == LandUse::hills; };
  std::vector<std::uint8_t> urban(mesh.at.size(), 0);
  for (const Face& face : mesh.faces) {
    for (const Vertex vertex : face.ring) urban[vertex] |= face.use == LandUse::compound ? 1 : 0;
  }
  std::vector<std::vector<Draft>> drafts(mesh.faces.size());
  core::parallel_for(threads, mesh.faces.size(), [&](std::size_t f) {
    Search search(mesh, f, core::Stream(seed, 0, "blind streets", f));
    if (built(mesh.faces[f])) drafts[f] = search.in_block();
    if (open(mesh.faces[f])) drafts[f] = search.in_fields(urban);
  });
  for (FaceIndex f = 0; f < drafts.size(); ++f) {
    put(mesh, f, drafts[f], next_street);
    next_street += static_cast<std::uint32_t>(drafts[f].size());
  }
  return next_street;
}

}  // namespace wangge::town::streets
