#include "gis/town/streets/villages.h"

#include "engine/core/error.h"
#include "engine/core/math.h"
#include "engine/core/random.h"
#include "gis/town/people/whole_shares.h"
#include "gis/town/streets/country_road.h"
#include "gis/town/streets/edge_map.h"
#include "gis/town/streets/outline.h"
#include "gis/town/streets/street_trace.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/core.h>

namespace wangge::town::streets {
namespace {

using network::LineClass;

/// Households of natural villages as they are laid out: a little within 20 and 150, as what is built is never quite what was
/// aimed at; mostly small.
constexpr std::int64_t fewest_laid = 26;
constexpr std::int64_t most_laid = 125;
constexpr double usual_village = 58;

/// The sizes of the natural villages that so many households live in; they sum to them.
std::vector<double> village_sizes(std::int64_t households, core::Stream& luck) {
  const std::int64_t least = std::max<std::int64_t>(1, (households + most_laid - 1) / most_laid);
  const std::int64_t most = std::max(least, households / fewest_laid);
  const std::int64_t usual = std::llround(static_cast<double>(households) / usual_village);
  const std::int64_t count = std::clamp(usual, least, most);
  std::vector<double> weights;
  ShareBounds bounds;
  for (std::int64_t i = 0; i < count; ++i) {
    weights.push_back(core::exp(0.6 * core::inverse_normal(luck.uniform_open())));
    bounds.low.push_back(std::min<std::int64_t>(fewest_laid, households / count));
    bounds.high.push_back(most_laid);
  }
  const std::vector<std::int64_t> shares = bounded_shares(households, weights, bounds);
  return {shares.begin(), shares.end()};
}

/// A rounded field on the left of the way from `a` to `b`.
std::vector<Position> loop_beside(Position a, Position b, double depth, core::Stream& luck) {
  const Position along = b - a;
  const Position out = left_of(unit(along));
  const double lean = 0.24 * (luck.uniform() - 0.5);
  std::vector<Position> path;
  const int steps = 40;
  for (int k = 0; k <= steps; ++k) {
    const double angle = 3.14159265358979 * (1 - static_cast<double>(k) / steps);
    const double c = core::cos(angle);
    const double s = core::sin(angle);
    const double x = (c < 0 ? -1 : 1) * std::sqrt(std::abs(c)) / 2 + 0.5 + lean * s;
    const double y = depth * core::pow(s < 0 ? 0 : s, 0.55) * (1 + 0.12 * lean * c);
    path.push_back(a + along * x + out * y);
  }
  return path;
}

bool is_field(const Face& face, std::uint32_t region) {
  return face.region == region && !face.closed && face.use == LandUse::farmland;
}

/// Tries to put one village of `area` on the road side of a face, from ring position `from` on.
bool place(Mesh& mesh, FaceIndex index, const RingView& view, std::size_t from, double area, double gap, core::Stream& luck) {
  const ChainRules ends{.junction_gap = gap};
  const double wanted = std::sqrt(area) * (1.1 + 0.5 * luck.uniform());
  if (!view.may_end(from, ends) || mesh.degree[view.face().ring[from]] != 2) return false;
  std::size_t to = from;
  double gone = 0;
  while (gone < wanted) {
    gone += length(view.at(view.next(to)) - view.at(to));
    to = view.next(to);
    if (to == from || mesh.degree[view.face().ring[to]] != 2 || !is_road(mesh.chains[view.face().chain[to]])) return false;
  }
  if (!view.may_end(to, ends)) return false;
  const double chord = length(view.at(to) - view.at(from));
  if (chord < 0.8 * gone) return false;
  const double depth = area / chord * 1.12;
  const auto inner = spaced_between(loop_beside(view.at(from), view.at(to), depth, luck), view.at(from), view.at(to), 17);
  const ChainRules rules{
      .clearance = 24, .junction_gap = gap, .sharpest_cosine = 0.8, .min_area = 0.6 * area, .min_compactness = 0.02};
  if (!view.allows(from, to, inner, rules)) return false;
  const RingView::Part part = view.part(from, to, inner);
  if (part.area > 1.6 * area || part.area < 0.75 * area) return false;
  mesh.cut(index, from, to, inner, mesh.add_chain({.line_class = LineClass::residential, .width_m = 7}));
  mesh.faces[index].use = LandUse::village;
  mesh.faces[index].fabric = Fabric::village;
  return true;
}

/// Which of the faces a village is tried on, and from where: long rings have more road, so faces are drawn by their vertices.
std::pair<std::size_t, std::size_t> drawn_place(const Mesh& mesh, const std::vector<FaceIndex>& faces, core::Stream& luck) {
  std::size_t total = 0;
  for (const FaceIndex face : faces) total += mesh.faces[face].ring.size();
  std::size_t draw = luck.below(static_cast<std::uint32_t>(total));
  std::size_t which = 0;
  while (draw >= mesh.faces[faces[which]].ring.size()) draw -= mesh.faces[faces[which++]].ring.size();
  return {which, draw};
}

/// Puts villages of these sizes on the faces of one region, in turn; returns those that found no place.
std::vector<double> string_villages(Mesh& mesh, std::vector<FaceIndex>& faces, std::vector<double> sizes, double gap,
                                    core::Stream& luck) {
  std::size_t next = 0;
  for (int misses = 0; misses < 160 && !sizes.empty() && !faces.empty();) {
    next %= sizes.size();
    const auto [which, draw] = drawn_place(mesh, faces, luck);
    const RingView view(mesh, mesh.faces[faces[which]]);
    bool placed = false;
    for (std::size_t step = 0; step < 12 && !placed; ++step) {
      const std::size_t from = (draw + 5 * step) % view.size();
      placed = place(mesh, faces[which], view, from, sizes[next] * village_m2_per_household, gap, luck);
    }
    if (!placed) {
      ++misses;
      ++next;
      continue;
    }
    sizes.erase(sizes.begin() + static_cast<std::ptrdiff_t>(next));
    faces[which] = mesh.faces.size() - 1;  // the rest of the field
  }
  return sizes;
}

/// Land that only a river or a railway bounds: a track follows the bank.
void open_banks(Mesh& mesh, std::uint32_t region) {
  const auto bank = [&](const Face& a, const Face& b, const Chain& chain) {
    const auto corridor = [](const Face& face) { return face.use == LandUse::water || face.use == LandUse::railway; };
    return !chain.line_class && !chain.outline && ((is_field(a, region) && corridor(b)) || (is_field(b, region) && corridor(a)));
  };
  relay_edges(mesh, {.line_class = LineClass::track, .width_m = 6}, bank);
}

/// Where roads are too few for its villages, the borders of a region become tracks.
void open_borders(Mesh& mesh, std::uint32_t region) {
  const auto border = [&](const Face& a, const Face& b, const Chain& chain) {
    const bool fields = a.use == LandUse::farmland && b.use == LandUse::farmland;
    return !chain.line_class && !chain.outline && fields && (a.region == region || b.region == region);
  };
  relay_edges(mesh, {.line_class = LineClass::track, .width_m = 6}, border);
}

std::vector<FaceIndex> fields_of(const Mesh& mesh, std::uint32_t region) {
  std::vector<FaceIndex> faces;
  for (FaceIndex f = 0; f < mesh.faces.size(); ++f) {
    if (is_field(mesh.faces[f], region)) faces.push_back(f);
  }
  return faces;
}

/// More land for the village that may become the centre of a town without built-up land of its own, in households.
constexpr double market_households = 70;

/// More land for the only village of an area where it is small, in households: streets take much of a small field, and there is
/// no other village for those whom its plots do not hold.
constexpr double lone_households = 15;
constexpr double small_lone_village = 40;

/// The largest village of each such town: 1.
Column<AreaId, std::uint8_t> village_seats(const TownSpec& spec) {
  const std::vector<bool> lowest = lowest_level(spec);
  Column<AreaId, std::uint8_t> urban(spec.areas.size(), 0);
  Column<AreaId, AreaId> largest(spec.areas.size());
  for (const AreaId id : core::ids<AreaId>(spec.areas.size())) {
    const Area& area = spec.areas[id];
    if (!lowest[id.value()] || !area.parent.valid()) continue;
    if (area.kind == AreaKind::urban) urban[area.parent] = 1;
    AreaId& best = largest[area.parent];
    if (!best.valid() || area.totals.households > spec.areas[best].totals.households) best = id;
  }
  Column<AreaId, std::uint8_t> seats(spec.areas.size(), 0);
  for (const AreaId town : core::ids<AreaId>(spec.areas.size())) {
    if (largest[town].valid() && urban[town] == 0) seats[largest[town]] = 1;
  }
  return seats;
}

/// Roads are opened and tracks laid until the villages of an area have a place each; returns the sizes of those that find none.
std::vector<double> lay_villages_of(Mesh& mesh, std::uint32_t region, const Area& area, bool market, const Heights& heights,
                                    const Noise& bends, core::Stream& luck, const core::Progress& progress) {
  std::vector<double> left = village_sizes(std::max<std::int64_t>(1, area.totals.households), luck);
  if (left.size() == 1 && left.front() < small_lone_village) left.front() += lone_households;
  if (market) *std::max_element(left.begin(), left.end()) += market_households;
  double gap = 320;
  for (int round = 0; round < 18; ++round) {
    progress.check();
    std::vector<FaceIndex> faces = fields_of(mesh, region);
    left = string_villages(mesh, faces, std::move(left), gap, luck);
    if (left.empty()) break;
    faces = fields_of(mesh, region);
    std::sort(faces.begin(), faces.end(),
              [&](FaceIndex a, FaceIndex b) { return mesh.faces[a].ring.size() > mesh.faces[b].ring.size(); });
    for (std::size_t k = 0; k < faces.size() && k < 3; ++k) lay_track(mesh, faces[k], heights, bends, luck);
    if (round == 5) open_borders(mesh, region);
    if (round == 8) open_banks(mesh, region);
    gap = std::max(30.0, gap * 0.75);
  }
  return left;
}

[[noreturn]] void refuse(const Area& area, double housed) {
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("{} 的 {} 户放不进它的村庄用地（约 {:.0f} 户）：请减少户数或扩大范围", area.name, area.totals.households,
                         housed),
       .en = fmt::format(
           "{} has {} households, but its land holds villages for about {:.0f}: give fewer households or a wider outline",
           area.name.empty() ? "a rural area" : area.name, area.totals.households, housed)});
}

}  // namespace

void lay_villages(Mesh& mesh, const TownSpec& spec, const CountyLand& land, const Heights& heights,
                  const core::Progress& progress) {
  const Noise bends(spec.seed, "track bends");
  const Column<AreaId, std::uint8_t> seats = village_seats(spec);
  for (std::uint32_t region = 0; region < land.regions.size(); ++region) {
    if (land.regions[region].kind != RegionKind::rural) continue;
    const Area& area = spec.areas[land.regions[region].area];
    core::Stream luck(spec.seed, 0, "villages", land.regions[region].area.value());
    const bool market = seats[land.regions[region].area] != 0;
    const std::vector<double> left = lay_villages_of(mesh, region, area, market, heights, bends, luck, progress);
    const auto wanted = static_cast<double>(area.totals.households);
    const double housed = wanted - std::accumulate(left.begin(), left.end(), 0.0);
    if (housed < 0.75 * wanted || (housed <= 0 && !left.empty())) refuse(area, housed);  // the last few live a little closer
  }
}

void lay_edge_villages(Mesh& mesh, const TownSpec& spec, double share) {
  core::Stream luck(spec.seed, 0, "edge villages", 0);
  for (Face& face : mesh.faces) {
    if (face.use == LandUse::farmland) face.closed = false;
  }
  const std::size_t count = mesh.faces.size();
  for (FaceIndex face = 0; face < count; ++face) {
    if (!is_field(mesh.faces[face], mesh.faces[face].region)) continue;
    std::vector<FaceIndex> faces{face};
    const double households = share * signed_area(mesh.ring_points(mesh.faces[face])) / village_m2_per_household;
    const double aimed = std::max(static_cast<double>(fewest_laid), households * (0.4 + luck.uniform()));
    string_villages(mesh, faces, village_sizes(std::llround(aimed), luck), 90, luck);
  }
  for (Face& face : mesh.faces) {
    if (face.use == LandUse::farmland) face.closed = true;
  }
}

}  // namespace wangge::town::streets
