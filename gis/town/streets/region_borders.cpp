#include "gis/town/streets/region_borders.h"

#include "engine/core/error.h"
#include "engine/core/math.h"
#include "engine/core/random.h"
#include "gis/town/streets/edge_map.h"
#include "gis/town/streets/least_cost.h"
#include "gis/town/streets/outline.h"
#include "gis/town/streets/street_trace.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/core.h>

namespace wangge::town::streets {
namespace {

class Drawing {
 public:
  Drawing(Mesh& mesh, const TownSpec& spec, const CountyLand& land, const Heights& heights, const core::Progress& progress)
      : mesh_(mesh), land_(land), heights_(heights), progress_(progress), wiggle_(spec.seed, "border bends") {
    border_ = mesh_.add_chain({});
  }

  void split(FaceIndex face, std::size_t first, std::size_t last) {
    if (last - first == 1) {
      mesh_.faces[face].region = land_.shares[first].region;
      return;
    }
    const std::size_t middle = halving(first, last);
    const double share = weight(first, middle) / weight(first, last);
    const FaceIndex other = cut(face, share);
    split(face, first, middle);
    split(other, middle, last);
  }

  double weight(std::size_t first, std::size_t last) const {
    double total = 0;
    for (std::size_t i = first; i < last; ++i) total += land_.shares[i].weight;
    return total;
  }

 private:
  /// Where to halve the list: near half of the weight, better between two towns.
  std::size_t halving(std::size_t first, std::size_t last) const {
    const double total = weight(first, last);
    std::size_t best = first + 1;
    double best_cost = 1e300;
    double before = 0;
    for (std::size_t i = first + 1; i < last; ++i) {
      before += land_.shares[i - 1].weight;
      double cost = std::abs(before / total - 0.5);
      if (land_.shares[i - 1].town == land_.shares[i].town) cost += 0.3;
      if (cost < best_cost) {
        best_cost = cost;
        best = i;
      }
    }
    return best;
  }

  struct Chord {
    double cost = 0;
    std::size_t from = 0;
    std::size_t to = 0;
  };

  struct Attempt {
    double care;   ///< below 1 borders may be pointed, short and close to others
    double least;  ///< of its share that each side gets
  };

  /// Pairs of ring vertices whose chord cuts off about `share` of the land, shortest first.
  std::vector<Chord> chords(const RingView& view, double share, double gap, const Attempt& attempt) const {
    const double care = attempt.care;
    std::vector<Chord> found;
    const std::size_t n = view.size();
    const ChainRules rules{.junction_gap = gap};
    // Where borders are hard to draw the shortest chords cut off slivers: none of those then.
    const double most_off =
        care < 1 && attempt.least > 0 ? std::min(0.06 / care, (1 - attempt.least) * std::min(share, 1 - share)) : 0.06 / care;
    const std::size_t stride = std::max<std::size_t>(1, n / (care < 1 ? 150 : 64));
    const std::size_t nearest = n / (care < 1 ? 40 : 12) + 1;
    for (std::size_t i = 0; i < n; i += stride) {
      if (!open_end(view, i, rules)) continue;
      Chord best{1e300, i, i};
      for (std::size_t step = nearest; step + nearest < n; ++step) {
        const std::size_t j = (i + step) % n;
        const double off = std::abs(view.part(i, j, {}).area / view.area() - share);
        const double cost = length(view.at(i) - view.at(j)) / std::sqrt(view.area()) + 4 * off * care;
        if (off < most_off && cost < best.cost && open_end(view, j, rules)) best = {cost, i, j};
      }
      if (best.to != i) found.push_back(best);
    }
    std::sort(found.begin(), found.end(),
              [](const Chord& a, const Chord& b) { return a.cost != b.cost ? a.cost < b.cost : a.from < b.from; });
    return found;
  }

  static bool open_end(const RingView& view, std::size_t i, const ChainRules& rules) {
    const Chain& before = view.mesh().chains[view.face().chain[view.previous(i)]];
    const Chain& after = view.mesh().chains[view.face().chain[i]];
    return view.gap(i) >= rules.junction_gap && view.mesh().degree[view.face().ring[i]] == 2 && !is_barrier(before) &&
           !is_barrier(after);
  }

  FaceIndex cut(FaceIndex face, double share) {
    const RingView view(mesh_, mesh_.faces[face]);
    const double side = std::sqrt(view.area());
    // Any border at all comes last: who gets a sliver finds no room for villages.
    for (const Attempt& attempt : {Attempt{1, 0.6}, {0.4, 0.6}, {0.1, 0.6}, {0.4, 0}, {0.1, 0}}) {
      const auto [care, least] = attempt;
      const ChainRules rules{.spacing = 40,
                             .clearance = std::min(250.0, 0.06 * side) * care,
                             .junction_gap = std::min(600.0, 0.1 * side) * care,
                             .sharpest_cosine = care < 0.5 ? 0.93 : 0.82,
                             .min_area = 20000,
                             .min_compactness = care < 0.5 ? 0.003 : 0.1};
      std::size_t tried = 0;
      for (const Chord& chord : chords(view, share, rules.junction_gap, attempt)) {
        if (++tried > 14) break;
        progress_.check();
        const auto inner = border_between(view, chord, rules.spacing, care);
        if (inner.empty() || !view.allows(chord.from, chord.to, inner, rules)) continue;
        const double got = view.part(chord.from, chord.to, inner).area / view.area();
        if (got < least * share || 1 - got < least * (1 - share)) continue;
        return mesh_.cut(face, chord.from, chord.to, inner, border_);
      }
    }
    throw core::Error(
        core::ErrorCode::input,
        {.zh = fmt::format("无法在 {:.2f} 平方千米的土地上再分出社区: 请扩大范围或减少社区", view.area() / 1e6),
         .en = fmt::format(
             "{:.2f} km2 of land cannot be divided among more communities: widen the outline or give fewer communities",
             view.area() / 1e6)});
  }

  std::vector<Position> border_between(const RingView& view, const Chord& chord, double spacing, double care) const {
    // High ground is cheap: borders follow ridges.
    const GroundCost cost = [&](Position p) {
      return (1 + 0.5 * wiggle_.rough(p, 1500, 3)) / (0.7 + std::min(heights_.at(p), 500.0) / 400);
    };
    std::vector<Position> path = least_cost_path(view.points(), view.at(chord.from), view.at(chord.to), cost, 5000);
    if (path.size() < 3) path = {view.at(chord.from), view.at(chord.to)};  // narrow land: straight across
    const double reach = care * std::min(260.0, 0.02 * std::sqrt(view.area()));
    return spaced_between(bent(path, wiggle_, reach), view.at(chord.from), view.at(chord.to), spacing);
  }

  Mesh& mesh_;
  const CountyLand& land_;
  const Heights& heights_;
  const core::Progress& progress_;
  Noise wiggle_;
  ChainIndex border_ = 0;
};

bool open_land(const Face& face) { return face.use != LandUse::water && face.use != LandUse::railway; }

constexpr double built_density = 0.0095;  // urban households a square metre

/// What the lowest-level areas of one town are.
struct TownOfAreas {
  double households = 0;        ///< of its urban areas
  std::size_t communities = 0;  ///< urban
  std::size_t villages = 0;     ///< rural
};

/// By the parent of the lowest-level areas, or the area itself where it has none.
Column<AreaId, TownOfAreas> towns_of_areas(const TownSpec& spec) {
  const std::vector<bool> lowest = lowest_level(spec);
  Column<AreaId, TownOfAreas> towns(spec.areas.size());
  for (const AreaId id : core::ids<AreaId>(spec.areas.size())) {
    const Area& area = spec.areas[id];
    if (!lowest[id.value()]) continue;
    TownOfAreas& town = towns[area.parent.valid() ? area.parent : id];
    if (area.kind == AreaKind::rural) {
      ++town.villages;
    } else {
      town.households += static_cast<double>(area.totals.households);
      ++town.communities;
    }
  }
  return towns;
}

/// Who gets land, in the order of the areas; weights below 0 are square metres.
CountyLand asked_land(const TownSpec& spec, const Column<AreaId, TownOfAreas>& towns) {
  const std::vector<bool> lowest = lowest_level(spec);
  core::Stream luck(spec.seed, 0, "land shares", 0);
  CountyLand land;
  Column<AreaId, std::uint8_t> started(spec.areas.size(), 0);
  for (const AreaId id : core::ids<AreaId>(spec.areas.size())) {
    const Area& area = spec.areas[id];
    if (!lowest[id.value()]) continue;
    const AreaId town = area.parent.valid() ? area.parent : id;
    const bool first = started[town] == 0;
    started[town] = 1;
    const auto region = static_cast<std::uint32_t>(land.regions.size());
    if (area.kind == AreaKind::rural) {
      const double homes = static_cast<double>(area.totals.households);
      const double usual = std::sqrt(homes + 20) * core::exp(0.35 * core::inverse_normal(luck.uniform_open()));
      land.shares.push_back({id, town, usual, region});
      land.regions.push_back({RegionKind::rural, id, {}});
    } else if (towns[town].villages == 0 && first) {
      const double built = towns[town].households / built_density;
      land.shares.push_back({town, town, -std::max(2.6 * built, 0.8e6), region});
      land.regions.push_back({RegionKind::urban, town, {}});
    }
  }
  return land;
}

/// The region of the open land on the other side of an edge.
std::optional<std::uint32_t> region_beside(const Mesh& mesh, const EdgeMap& edges, const Face& face, std::size_t i) {
  const auto beside = edges.face_on(face.ring[i + 1 < face.ring.size() ? i + 1 : 0], face.ring[i]);
  if (!beside || !open_land(mesh.faces[*beside])) return std::nullopt;
  return mesh.faces[*beside].region;
}

/// The nearest vertex of the other bank, or of this one; `i` itself where there is none.
std::size_t opposite_bank(const RingView& view, std::size_t i) {
  const Face& face = view.face();
  std::size_t opposite = i;
  double away = 1e300;
  for (std::size_t j = 0; j < view.size(); ++j) {
    const bool middle =
        is_barrier(view.mesh().chains[face.chain[j]]) && is_barrier(view.mesh().chains[face.chain[view.previous(j)]]);
    if (!middle || length(view.at(j) - view.at(i)) >= away) continue;
    away = length(view.at(j) - view.at(i));
    opposite = j;
  }
  return opposite;
}

/// Cuts a piece of river or railway at the first place where a border between two regions reaches its bank.
bool cut_at_border(Mesh& mesh, const EdgeMap& edges, FaceIndex index, ChainIndex border) {
  const Face& face = mesh.faces[index];
  const RingView view(mesh, face);
  for (std::size_t i = 0; i < view.size(); ++i) {
    const auto before = region_beside(mesh, edges, face, view.previous(i));
    const auto after = region_beside(mesh, edges, face, i);
    if (!before || !after || *before == *after) continue;
    const std::size_t opposite = opposite_bank(view, i);
    const ChainRules rules{.clearance = 3, .sharpest_cosine = 0.97, .min_area = 30, .min_compactness = 0};
    if (opposite == i || !view.allows(i, opposite, {}, rules)) continue;
    mesh.cut(index, i, opposite, {}, border);
    return true;
  }
  return false;
}

/// The region that a piece of river or railway runs along for longest.
void take_region_beside(Mesh& mesh, const EdgeMap& edges, FaceIndex index) {
  std::map<std::uint32_t, double> beside;
  Face& face = mesh.faces[index];
  for (std::size_t i = 0; i < face.ring.size(); ++i) {
    if (const auto region = region_beside(mesh, edges, face, i)) {
      beside[*region] += length(mesh.at[face.ring[i + 1 < face.ring.size() ? i + 1 : 0]] - mesh.at[face.ring[i]]);
    }
  }
  double most = 0;
  for (const auto& [region, metres] : beside) {
    if (metres <= most) continue;
    most = metres;
    face.region = region;
  }
}

}  // namespace

CountyLand county_land(const TownSpec& spec, double area_m2) {
  const Column<AreaId, TownOfAreas> towns = towns_of_areas(spec);
  CountyLand land = asked_land(spec, towns);
  // Towns without villages ask for land by the square metre; the villages share the rest.
  double asked = 0;
  double usual = 0;
  for (const LandShare& share : land.shares) (share.weight < 0 ? asked : usual) += std::abs(share.weight);
  const double rest = std::max(area_m2 - asked, 0.3 * area_m2);
  for (LandShare& share : land.shares) {
    share.weight = share.weight < 0 ? -share.weight : share.weight * rest / std::max(usual, 1.0);
    // The seat of a town has its villages and the town itself.
    const TownOfAreas& town = towns[share.town];
    const bool seat =
        town.communities > 0 && share.area != share.town && (&share == &land.shares.front() || (&share - 1)->town != share.town);
    if (seat) share.weight += 1.3 * std::max(town.households / built_density, 200000.0);
  }
  return land;
}

void draw_region_borders(Mesh& mesh, const TownSpec& spec, const CountyLand& land, const Heights& heights,
                         const core::Progress& progress) {
  std::vector<std::pair<double, FaceIndex>> parts;
  double area = 0;
  for (FaceIndex face = 0; face < mesh.faces.size(); ++face) {
    if (!open_land(mesh.faces[face])) continue;
    parts.emplace_back(signed_area(mesh.ring_points(mesh.faces[face])), face);
    area += parts.back().first;
  }
  std::sort(parts.begin(), parts.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  Drawing drawing(mesh, spec, land, heights, progress);
  const double total = drawing.weight(0, land.shares.size());
  std::size_t first = 0;
  double given = 0;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    std::size_t last = first;
    const double goal = (given + parts[k].first) / area * total;
    while (last < land.shares.size() && drawing.weight(0, last) + land.shares[last].weight / 2 < goal) ++last;
    if (k + 1 == parts.size()) last = land.shares.size();
    given += parts[k].first;
    if (last == first) {
      mesh.faces[parts[k].second].region = land.shares[first > 0 ? first - 1 : 0].region;
      continue;
    }
    drawing.split(parts[k].second, first, last);
    first = last;
  }
}

void share_corridors(Mesh& mesh) {
  const ChainIndex border = mesh.add_chain({});
  const EdgeMap edges(mesh);
  for (FaceIndex index = 0; index < mesh.faces.size(); ++index) {
    if (open_land(mesh.faces[index])) continue;
    while (cut_at_border(mesh, edges, index, border)) {
    }
    take_region_beside(mesh, edges, index);
  }
}

std::vector<double> land_of_regions(const Mesh& mesh, std::size_t regions) {
  std::vector<double> area(regions, 0);
  for (const Face& face : mesh.faces) {
    if (open_land(face)) area[face.region] += signed_area(mesh.ring_points(face));
  }
  return area;
}

}  // namespace wangge::town::streets
