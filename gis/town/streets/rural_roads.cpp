#include "gis/town/streets/rural_roads.h"

#include "engine/core/random.h"
#include "gis/town/streets/country_ground.h"
#include "gis/town/streets/country_road.h"
#include "gis/town/streets/edge_map.h"
#include "gis/town/streets/guide_line.h"
#include "gis/town/streets/least_cost.h"
#include "gis/town/streets/street_trace.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

namespace wangge::town::streets {
namespace {

using network::LineClass;

/// A place on the border of two pieces of land where a road may pass.
struct Pass {
  std::size_t a = 0;  ///< nodes: faces, or whole towns
  std::size_t b = 0;
  Vertex vertex = 0;
  double cost = 0;
  bool forced = false;  ///< a bridge stands there
};

class RuralRoads {
 public:
  RuralRoads(Mesh& mesh, const TownSpec& spec, const Heights& heights, const std::vector<std::uint8_t>& cores)
      : mesh_(mesh), heights_(heights), cores_(cores), bends_(spec.seed, "road bends"), luck_(spec.seed, 0, "rural roads", 0) {}

  void bridge(const Corridor& corridor, double every, int least) { lay_bridges(mesh_, corridor, cores_, luck_, every, least); }

  void lay(const core::Progress& progress) {
    find_heads();
    collect_nodes();
    collect_passes();
    choose_passes();
    choose_gates();
    for (std::size_t node = 0; node < face_of_node_.size(); ++node) {
      progress.check();
      star(node);
    }
  }

  /// Gates at which a road was laid.
  [[nodiscard]] std::vector<Position> gates() const {
    std::vector<Position> found;
    for (const Vertex gate : gates_) {
      if (mesh_.degree[gate] > 2) found.push_back(mesh_.at[gate]);
    }
    return found;
  }

 private:
  void collect_nodes() {
    node_of_face_.assign(mesh_.faces.size(), none_);
    std::map<std::uint32_t, std::size_t> towns;
    for (FaceIndex f = 0; f < mesh_.faces.size(); ++f) {
      const Face& face = mesh_.faces[f];
      if (!open_land(face)) continue;
      if (cores_[face.region] != 0 && towns.count(face.region) != 0) {
        node_of_face_[f] = towns[face.region];
        continue;
      }
      node_of_face_[f] = face_of_node_.size();
      if (cores_[face.region] != 0) towns[face.region] = face_of_node_.size();
      face_of_node_.push_back(f);
      const auto points = mesh_.ring_points(face);
      centre_.push_back(cores_[face.region] != 0 ? centroid(points) : low_middle(points, heights_));
    }
  }

  void collect_passes() {
    const EdgeMap edges(mesh_);
    std::map<std::pair<std::size_t, std::size_t>, std::vector<Pass>> runs;
    for (FaceIndex f = 0; f < mesh_.faces.size(); ++f) {
      const Face& face = mesh_.faces[f];
      if (node_of_face_[f] == none_) continue;
      const RingView view(mesh_, face);
      for (std::size_t i = 0; i < view.size(); ++i) {
        const auto beside = edges.face_on(face.ring[view.next(i)], face.ring[i]);
        const auto before = edges.face_on(face.ring[i], face.ring[view.previous(i)]);
        if (beside && before && *beside == *before) consider(view, i, node_of_face_[f], *beside, runs);
        if (is_bridge_head(view, i)) passes_.push_back({node_of_face_[f], node_of_face_[f], face.ring[i], 0, true});
      }
    }
    for (auto& [pair, found] : runs) {
      std::sort(found.begin(), found.end(),
                [](const Pass& a, const Pass& b) { return a.cost != b.cost ? a.cost < b.cost : a.vertex < b.vertex; });
      passes_.push_back(found.front());
      for (const Pass& second : found) {
        if (length(mesh_.at[second.vertex] - mesh_.at[found.front().vertex]) < 700) continue;
        passes_.push_back(second);
        passes_.back().cost += 1500;
        break;
      }
    }
    join_bridges();
  }

  void consider(const RingView& view, std::size_t i, std::size_t node, FaceIndex beside,
                std::map<std::pair<std::size_t, std::size_t>, std::vector<Pass>>& runs) const {
    const std::size_t other = node_of_face_[beside];
    const Vertex vertex = view.face().ring[i];
    if (other == none_ || other <= node || is_barrier(view.mesh().chains[view.face().chain[i]])) return;
    const bool town = cores_[view.face().region] != 0 || cores_[mesh_.faces[beside].region] != 0;
    if (mesh_.degree[vertex] > (town ? 3 : 2) || (mesh_.degree[vertex] == 2 && view.gap(i) < (town ? 60 : 130))) return;
    const double way = length(centre_[node] - view.at(i)) + length(centre_[other] - view.at(i));
    const double cost = way + 25 * heights_.at(view.at(i)) - (town && mesh_.degree[vertex] == 3 ? 500 : 0);
    runs[{node, other}].push_back({node, other, vertex, cost, false});
  }

  bool is_bridge_head(const RingView& view, std::size_t i) const {
    return heads_.count(view.face().ring[i]) != 0 && cores_[view.face().region] == 0;
  }

  /// Both heads of a bridge, by walking its chains.
  void join_bridges() {
    std::map<Vertex, std::vector<std::size_t>> at;
    for (const Pass& pass : passes_) {
      if (pass.forced) at[pass.vertex].push_back(pass.a);
    }
    for (const auto& [head, far] : heads_) {
      if (head > far || at.count(head) == 0 || at.count(far) == 0) continue;
      for (const std::size_t a : at[head]) {
        for (const std::size_t b : at[far]) links_.emplace_back(a, b);
      }
    }
  }

  /// Finds the vertices where bridges reach land, in pairs.
  void find_heads() {
    std::map<Vertex, std::vector<Vertex>> ways;
    for (const Face& face : mesh_.faces) {
      if (open_land(face)) continue;
      for (std::size_t i = 0; i < face.ring.size(); ++i) {
        const Chain& chain = mesh_.chains[face.chain[i]];
        if (!chain.bridge && !chain.tunnel) continue;
        if (is_barrier(chain)) continue;
        ways[face.ring[i]].push_back(face.ring[i + 1 < face.ring.size() ? i + 1 : 0]);
      }
    }
    for (auto& [vertex, next] : ways) {
      std::sort(next.begin(), next.end());
      next.erase(std::unique(next.begin(), next.end()), next.end());
    }
    for (const auto& [vertex, next] : ways) {
      if (next.size() != 1) continue;
      Vertex before = vertex;
      Vertex here = next[0];
      while (ways[here].size() == 2) {
        const Vertex there = ways[here][0] == before ? ways[here][1] : ways[here][0];
        before = here;
        here = there;
      }
      heads_[vertex] = here;
    }
  }

  /// Kruskal over the passes, bridges taken for granted; then more until each piece of land has two, and some for choice.
  void choose_passes() {
    std::sort(passes_.begin(), passes_.end(), [](const Pass& a, const Pass& b) {
      if (a.forced != b.forced) return a.forced;
      return a.cost != b.cost ? a.cost < b.cost : a.vertex < b.vertex;
    });
    std::vector<std::size_t> parent(face_of_node_.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&](std::size_t v) {
      while (parent[v] != v) v = parent[v] = parent[parent[v]];
      return v;
    };
    for (const auto& [a, b] : links_) parent[root(a)] = root(b);
    chosen_.assign(face_of_node_.size(), {});
    std::vector<std::uint8_t> taken(passes_.size(), 0);
    const auto take = [&](std::size_t k) {
      taken[k] = 1;
      chosen_[passes_[k].a].push_back(passes_[k].vertex);
      if (passes_[k].b != passes_[k].a) chosen_[passes_[k].b].push_back(passes_[k].vertex);
    };
    for (std::size_t k = 0; k < passes_.size(); ++k) {
      if (passes_[k].forced) {
        take(k);
      } else if (root(passes_[k].a) != root(passes_[k].b)) {
        parent[root(passes_[k].a)] = root(passes_[k].b);
        take(k);
      }
    }
    for (std::size_t k = 0; k < passes_.size(); ++k) {
      if (taken[k] != 0) continue;
      const auto needs = [&](std::size_t node) {
        return cores_[mesh_.faces[face_of_node_[node]].region] == 0 && chosen_[node].size() < 2;
      };
      const bool town = cores_[mesh_.faces[face_of_node_[passes_[k].a]].region] != 0 ||
                        cores_[mesh_.faces[face_of_node_[passes_[k].b]].region] != 0;
      if (needs(passes_[k].a) || needs(passes_[k].b) || luck_.uniform() < (town ? 0.5 : 0.1)) take(k);
    }
  }

  /// Where roads leave the county: the lowest place of the rim in each of some directions from its middle.
  void choose_gates() {
    std::vector<Position> rim;
    double area = 0;
    for (const Face& face : mesh_.faces) {
      area += signed_area(mesh_.ring_points(face));
      for (std::size_t i = 0; i < face.ring.size(); ++i) {
        if (mesh_.chains[face.chain[i]].outline) rim.push_back(mesh_.at[face.ring[i]]);
      }
    }
    const Box box = box_of(rim);
    const Position middle = between(box.low, box.high, 0.5);
    const Position along = long_axis(std::vector<Position>(rim));
    std::vector<Position> directions{along, along * -1};
    if (area > 300e6) directions.insert(directions.end(), {left_of(along), left_of(along) * -1});
    if (area > 1500e6) directions.insert(directions.end(), {unit(along + left_of(along)), unit(along + left_of(along)) * -1});
    for (const Position direction : directions) choose_gate(middle, direction);
  }

  void choose_gate(Position middle, Position direction) {
    constexpr double widest = 0.9;       // cosine of the angle from the direction
    constexpr double from_others = 400;  // metres of rim to a river, a border, a railway
    double least = 1e300;
    std::optional<std::pair<std::size_t, Vertex>> best;  // node, place
    for (FaceIndex f = 0; f < mesh_.faces.size(); ++f) {
      const Face& face = mesh_.faces[f];
      if (node_of_face_[f] == none_ || cores_[face.region] != 0 || chosen_[node_of_face_[f]].empty()) continue;
      const RingView view(mesh_, face);
      for (std::size_t i = 0; i < view.size(); ++i) {
        const bool on_rim = mesh_.chains[face.chain[i]].outline && mesh_.chains[face.chain[view.previous(i)]].outline;
        const double turned = dot(unit(view.at(i) - middle), direction);
        if (!on_rim || turned < widest || view.gap(i) < from_others || mesh_.degree[face.ring[i]] > 2) continue;
        const double cost = heights_.at(view.at(i)) - 800 * turned;
        if (cost >= least) continue;
        least = cost;
        best = {node_of_face_[f], face.ring[i]};
      }
    }
    if (!best) return;
    chosen_[best->first].push_back(best->second);
    gates_.push_back(best->second);
  }

  void star(std::size_t node) {
    const FaceIndex whole = face_of_node_[node];
    if (cores_[mesh_.faces[whole].region] != 0 || chosen_[node].empty()) return;
    std::vector<Vertex>& portals = chosen_[node];
    std::sort(portals.begin(), portals.end());
    portals.erase(std::unique(portals.begin(), portals.end()), portals.end());
    if (portals.size() < 2) return;
    std::vector<FaceIndex> parts{whole};
    const auto own = static_cast<ChainIndex>(mesh_.chains.size());
    bool first = true;
    for (std::size_t k = 0; k < portals.size(); ++k) {
      if (first) {
        for (std::size_t m = k + 1; m < portals.size() && first; ++m) {
          if (!through_middle(whole, portals[k], portals[m], centre_[node])) continue;
          parts.push_back(mesh_.faces.size() - 1);
          std::swap(portals[k + 1], portals[m]);
          first = false;
        }
        if (!first) ++k;
        continue;
      }
      for (std::size_t part = 0; part < parts.size(); ++part) {
        if (!to_road(parts[part], portals[k], own)) continue;
        parts.push_back(mesh_.faces.size() - 1);
        break;
      }
    }
  }

  GroundCost ground() const {
    return [this](Position p) { return (1 + heights_.at(p) / 90) * (1 + 0.55 * bends_.rough(p, 900, 3)); };
  }

  static Chain road() { return {.line_class = LineClass::tertiary, .width_m = 12}; }

  static ChainRules rules(double care) {
    return {.spacing = road_spacing,
            .clearance = 45 * care,
            .junction_gap = 0,
            .sharpest_cosine = care > 0.5 ? 0.82 : 0.94,
            .min_area = 4000,
            .min_compactness = 0.01};
  }

  bool through_middle(FaceIndex index, Vertex a, Vertex b, Position middle) {
    const RingView view(mesh_, mesh_.faces[index]);
    const auto from = position_of(view, a);
    const auto to = position_of(view, b);
    if (!from || !to) return false;
    for (const bool by_middle : {true, false}) {
      std::vector<Position> path;
      if (by_middle) {
        path = least_cost_path(view.points(), view.at(*from), middle, ground(), 5000);
        const auto rest = least_cost_path(view.points(), middle, view.at(*to), ground(), 5000);
        if (path.empty() || rest.empty()) continue;
        path.insert(path.end(), rest.begin() + 1, rest.end());
        path = without_spur(path);
      } else {
        path = least_cost_path(view.points(), view.at(*from), view.at(*to), ground(), 5000);
        if (path.empty()) continue;
      }
      if (lay(index, view, *from, *to, path)) return true;
    }
    return false;
  }

  /// To a road of this piece of land (`own` and later chains) where one can be reached: a road back to the streets of the town
  /// that it comes from joins nothing.
  bool to_road(FaceIndex index, Vertex portal, ChainIndex own) {
    const RingView view(mesh_, mesh_.faces[index]);
    const auto from = position_of(view, portal);
    if (!from) return false;
    std::vector<std::tuple<bool, double, std::size_t>> ends;  // foreign, metres, place
    for (std::size_t i = 0; i < view.size(); ++i) {
      if (!view.may_end(i, {.junction_gap = 150})) continue;
      const bool foreign = view.face().chain[i] < own && view.face().chain[view.previous(i)] < own;
      ends.emplace_back(foreign, length(view.at(i) - view.at(*from)) + 12 * heights_.at(view.at(i)), i);
    }
    std::sort(ends.begin(), ends.end());
    for (std::size_t k = 0; k < ends.size() && k < 60; k += 12) {
      const std::size_t to = std::get<2>(ends[k]);
      const auto path = least_cost_path(view.points(), view.at(*from), view.at(to), ground(), 4000);
      if (!path.empty() && lay(index, view, *from, to, path)) return true;
    }
    return false;
  }

  bool lay(FaceIndex index, const RingView& view, std::size_t from, std::size_t to, const std::vector<Position>& path) {
    for (const double care : {1.0, 0.3}) {
      const auto inner = spaced_between(bent(path, bends_, 38 * care), view.at(from), view.at(to), road_spacing);
      if (!view.allows(from, to, inner, rules(care))) continue;
      mesh_.cut(index, from, to, inner, mesh_.add_chain(road()));
      return true;
    }
    return false;
  }

  static std::optional<std::size_t> position_of(const RingView& view, Vertex vertex) {
    const auto& ring = view.face().ring;
    const auto at = std::find(ring.begin(), ring.end(), vertex);
    if (at == ring.end()) return std::nullopt;
    return static_cast<std::size_t>(at - ring.begin());
  }

  static constexpr std::size_t none_ = static_cast<std::size_t>(-1);
  Mesh& mesh_;
  const Heights& heights_;
  const std::vector<std::uint8_t>& cores_;
  Noise bends_;
  core::Stream luck_;
  std::vector<std::size_t> node_of_face_;
  std::vector<FaceIndex> face_of_node_;
  std::vector<Position> centre_;
  std::vector<Pass> passes_;
  std::map<Vertex, Vertex> heads_;
  std::vector<std::pair<std::size_t, std::size_t>> links_;
  std::vector<std::vector<Vertex>> chosen_;
  std::vector<Vertex> gates_;
};

}  // namespace

std::vector<Position> lay_rural_roads(Mesh& mesh, const TownSpec& spec, const Heights& heights,
                                      const std::vector<Corridor>& corridors, const std::vector<std::uint8_t>& core_regions,
                                      const core::Progress& progress) {
  RuralRoads roads(mesh, spec, heights, core_regions);
  for (const Corridor& corridor : corridors) {
    progress.check();
    roads.bridge(corridor, 4500,
                 corridor.use == LandUse::water ? std::max(1, spec.terrain.bridges) : std::max(1, spec.terrain.rail_crossings));
  }
  roads.lay(progress);
  return roads.gates();
}

}  // namespace wangge::town::streets
