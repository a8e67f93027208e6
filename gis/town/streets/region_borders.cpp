#include "gis/town/streets/region_borders.h"

#include "engine/core/math.h"
#include "engine/core/random.h"
#include "gis/town/streets/border_drawing.h"
#include "gis/town/streets/city_site.h"
#include "gis/town/streets/edge_map.h"
#include "gis/town/streets/outline.h"
#include "gis/town/streets/ring_view.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

namespace wangge::town::streets {
namespace {

bool open_land(const Face& face) { return face.use != LandUse::water && face.use != LandUse::railway; }

/// Areas side by side under one parent and the land they ask for.
struct Sister {
  AreaId area;
  double weight = 0;
  std::vector<std::size_t> shares;  ///< places in CountyLand::shares
};

/// Sisters that get one piece of land together: the towns of one city, or one alone.
struct Group {
  double weight = 0;
  std::vector<std::size_t> sisters;
};

/// Which groups share each piece of land: the one that asks for most goes where most is left; `first` is given its own before.
std::vector<std::vector<std::size_t>> lots(const std::vector<double>& land_m2, const std::vector<Group>& groups,
                                           std::optional<std::size_t> land_of_first) {
  double asked = 0;
  for (const Group& group : groups) asked += group.weight;
  const double per_weight = std::accumulate(land_m2.begin(), land_m2.end(), 0.0) / asked;
  std::vector<std::size_t> order(groups.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin() + (land_of_first ? 1 : 0), order.end(),
                   [&](std::size_t a, std::size_t b) { return groups[a].weight > groups[b].weight; });
  std::vector<double> left = land_m2;
  std::vector<std::vector<std::size_t>> drawn(land_m2.size());
  for (const std::size_t group : order) {
    const bool placed = land_of_first && group == 0;
    const auto most =
        placed ? *land_of_first : static_cast<std::size_t>(std::max_element(left.begin(), left.end()) - left.begin());
    left[most] -= groups[group].weight * per_weight;
    drawn[most].push_back(group);
  }
  for (auto& lot : drawn) std::sort(lot.begin(), lot.end());
  return drawn;
}

/// Land is divided level by level from the top. Each area gets one piece of one face; faces between rivers and railways that are
/// too small for any become part of the one they face across the water. So each area of each level is one piece of land.
class LandDivision {
 public:
  LandDivision(Mesh& mesh, const TownSpec& spec, const CountyLand& land, const Heights& heights, const core::Progress& progress)
      : mesh_(mesh),
        spec_(spec),
        land_(land),
        ground_{heights, Noise(spec.seed, "border bends")},
        progress_(progress),
        city_(city_towns(spec)),
        radius_(city_radius(spec, city_)) {}

  [[nodiscard]] const std::vector<CityPlace>& cities() const { return cities_; }

  void divide(const std::vector<FaceIndex>& faces, const std::vector<std::size_t>& shares, AreaId above) {
    if (shares.size() == 1) {
      for (const FaceIndex face : faces) mesh_.faces[face].region = land_.shares[shares[0]].region;
      return;
    }
    const std::vector<Sister> sisters = below(shares, above);
    if (sisters.size() == 1) return divide(faces, shares, sisters[0].area);
    std::vector<double> land_m2;
    for (const FaceIndex face : faces) land_m2.push_back(signed_area(mesh_.ring_points(mesh_.faces[face])));
    std::vector<Piece> pieces = shared(faces, land_m2, sisters);
    annex(pieces);
    for (std::size_t sister = 0; sister < sisters.size(); ++sister) {
      std::vector<FaceIndex> own;
      for (const Piece& piece : pieces) {
        if (piece.sister == sister) own.push_back(piece.face);
      }
      divide(own, sisters[sister].shares, sisters[sister].area);
    }
  }

 private:
  struct Piece {
    FaceIndex face = 0;
    std::optional<std::size_t> sister;
  };

  /// The sisters in groups: the towns of the city first, if there are any among them, then each of the others.
  [[nodiscard]] std::vector<Group> groups_of(const std::vector<Sister>& sisters) const {
    std::vector<Group> groups;
    for (const bool of_city : {true, false}) {
      for (std::size_t s = 0; s < sisters.size(); ++s) {
        if (of_city != (std::find(city_.begin(), city_.end(), sisters[s].area) != city_.end())) continue;
        if (!of_city || groups.empty()) groups.emplace_back();
        groups.back().weight += sisters[s].weight;
        groups.back().sisters.push_back(s);
      }
    }
    return groups;
  }

  /// One piece of one face for each sister, the rest for nobody. The city gets its land around the best site on these faces, and
  /// its towns divide it by borders that meet there.
  std::vector<Piece> shared(const std::vector<FaceIndex>& faces, const std::vector<double>& land_m2,
                            const std::vector<Sister>& sisters) {
    const std::vector<Group> groups = groups_of(sisters);
    const bool city = std::find(city_.begin(), city_.end(), sisters[groups[0].sisters[0]].area) != city_.end();
    std::optional<CitySite> site;
    if (city) {
      double asked = 0;
      for (const Group& group : groups) asked += group.weight;
      const double land = std::accumulate(land_m2.begin(), land_m2.end(), 0.0);
      site = city_site(mesh_, faces, ground_.heights, radius_, land * groups[0].weight / asked);
    }
    const auto drawn = lots(land_m2, groups, site ? std::optional(site->face) : std::nullopt);
    std::vector<Piece> pieces;
    for (std::size_t k = 0; k < faces.size(); ++k) {
      if (drawn[k].empty()) {
        pieces.push_back({faces[k], std::nullopt});
        continue;
      }
      std::vector<double> weights;
      for (const std::size_t group : drawn[k]) weights.push_back(groups[group].weight);
      std::optional<Anchor> around;
      if (site && site->face == k) around = Anchor{site->middle, 0, 1.3 * radius_};
      const std::vector<FaceIndex> parts = divided_face(mesh_, faces[k], weights, ground_, progress_, around);
      for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool of_city = site && drawn[k][i] == 0;
        share_out(parts[i], groups[drawn[k][i]], sisters, of_city ? std::optional(site->bank) : std::nullopt, pieces);
      }
    }
    if (site) {
      for (const std::size_t sister : groups[0].sisters) cities_.push_back({sisters[sister].area, site->middle});
    }
    return pieces;
  }

  void share_out(FaceIndex face, const Group& group, const std::vector<Sister>& sisters, std::optional<Position> meeting,
                 std::vector<Piece>& pieces) {
    std::vector<double> weights;
    for (const std::size_t sister : group.sisters) weights.push_back(sisters[sister].weight);
    std::optional<Anchor> through;
    if (meeting) through = Anchor{*meeting, std::nullopt, 0};
    const std::vector<FaceIndex> parts = divided_face(mesh_, face, weights, ground_, progress_, through);
    for (std::size_t i = 0; i < parts.size(); ++i) pieces.push_back({parts[i], group.sisters[i]});
  }

  [[nodiscard]] std::vector<Sister> below(const std::vector<std::size_t>& shares, AreaId above) const {
    std::vector<Sister> sisters;
    for (const std::size_t share : shares) {
      AreaId area = land_.shares[share].area;
      while (spec_.areas[area].parent != above) area = spec_.areas[area].parent;
      auto at = std::find_if(sisters.begin(), sisters.end(), [&](const Sister& sister) { return sister.area == area; });
      if (at == sisters.end()) at = sisters.insert(sisters.end(), Sister{area, 0, {}});
      at->weight += land_.shares[share].weight;
      at->shares.push_back(share);
    }
    return sisters;
  }

  /// Pieces of nobody go to whom they face over the longest stretch, those that face an owner first.
  void annex(std::vector<Piece>& pieces) const {
    while (std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) { return !piece.sister; })) {
      Piece* best = nullptr;
      std::pair<std::size_t, std::size_t> most{0, 0};  // votes, sister
      for (Piece& piece : pieces) {
        if (piece.sister) continue;
        const std::pair<std::size_t, std::size_t> votes = faced(pieces, piece);
        if (best != nullptr && votes.first <= most.first) continue;
        best = &piece;
        most = votes;
      }
      best->sister = most.second;
    }
  }

  /// Whom a piece faces most: votes of places on its rim for the owner of the nearest other land, the nearest places only.
  [[nodiscard]] std::pair<std::size_t, std::size_t> faced(const std::vector<Piece>& pieces, const Piece& own) const {
    struct Look {
      double away = 1e300;
      std::size_t piece = 0;
    };
    const std::vector<Position> rim = mesh_.ring_points(mesh_.faces[own.face]);
    const std::size_t stride = std::max<std::size_t>(1, rim.size() / 300);
    std::vector<Look> looks;
    for (std::size_t i = 0; i < rim.size(); i += stride) {
      Look look;
      for (std::size_t k = 0; k < pieces.size(); ++k) {
        if (pieces[k].face == own.face) continue;
        for (const Vertex vertex : mesh_.faces[pieces[k].face].ring) {
          const double away = length(mesh_.at[vertex] - rim[i]);
          if (away < look.away) look = {away, k};
        }
      }
      looks.push_back(look);
    }
    double nearest = 1e300;
    for (const Look& look : looks) nearest = std::min(nearest, look.away);
    std::map<std::size_t, std::size_t> votes;
    for (const Look& look : looks) {
      if (look.away < 1.5 * nearest + 50 && pieces[look.piece].sister) ++votes[*pieces[look.piece].sister];
    }
    std::pair<std::size_t, std::size_t> most{0, 0};
    for (const auto& [sister, count] : votes) {
      if (count > most.first) most = {count, sister};
    }
    return most;
  }

  Mesh& mesh_;
  const TownSpec& spec_;
  const CountyLand& land_;
  BorderGround ground_;
  const core::Progress& progress_;
  std::vector<AreaId> city_;
  double radius_;
  std::vector<CityPlace> cities_;
};

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

std::vector<CityPlace> draw_region_borders(Mesh& mesh, const TownSpec& spec, const CountyLand& land, const Heights& heights,
                                           const core::Progress& progress) {
  std::vector<FaceIndex> faces;
  for (FaceIndex face = 0; face < mesh.faces.size(); ++face) {
    if (open_land(mesh.faces[face])) faces.push_back(face);
  }
  std::vector<std::size_t> shares(land.shares.size());
  std::iota(shares.begin(), shares.end(), std::size_t{0});
  LandDivision division(mesh, spec, land, heights, progress);
  division.divide(faces, shares, AreaId());
  return division.cities();
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
