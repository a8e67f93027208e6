#include "gis/town/streets/villages.h"

#include "engine/core/error.h"
#include "engine/core/math.h"
#include "engine/core/random.h"
#include "gis/town/streets/country_road.h"
#include "gis/town/streets/edge_map.h"

#include "gis/town/streets/street_trace.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

namespace wangge::town::streets {
namespace {

using network::LineClass;

/// 20 to 150 households, mostly small.
double village_size(core::Stream& luck) {
  const double z = core::inverse_normal(luck.uniform_open());
  return std::clamp(52 * core::exp(0.6 * z), 20.0, 150.0);
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

/// Puts villages on the faces of one region until `households` have room; returns how many have.
double string_villages(Mesh& mesh, std::vector<FaceIndex>& faces, double households, double largest, double gap,
                       core::Stream& luck) {
  double housed = 0;
  int misses = 0;
  while (housed < households && misses < 160 && !faces.empty()) {
    const double size = std::min(std::max(20.0, village_size(luck) * largest / 150), std::max(20.0, households - housed));
    // Long rings have more road: faces are drawn by their vertices.
    std::size_t total = 0;
    for (const FaceIndex face : faces) total += mesh.faces[face].ring.size();
    std::size_t draw = luck.below(static_cast<std::uint32_t>(total));
    std::size_t which = 0;
    while (draw >= mesh.faces[faces[which]].ring.size()) draw -= mesh.faces[faces[which++]].ring.size();
    const RingView view(mesh, mesh.faces[faces[which]]);
    bool placed = false;
    for (std::size_t step = 0; step < 12 && !placed; ++step) {
      const std::size_t from = (draw + 5 * step) % view.size();
      placed = place(mesh, faces[which], view, from, size * village_m2_per_household, gap, luck);
    }
    if (!placed) {
      ++misses;
      continue;
    }
    housed += signed_area(mesh.ring_points(mesh.faces[faces[which]])) / village_m2_per_household;
    faces[which] = mesh.faces.size() - 1;  // the rest of the field
  }
  return housed;
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

}  // namespace

void lay_villages(Mesh& mesh, const TownSpec& spec, const CountyLand& land, const Heights& heights,
                  const core::Progress& progress) {
  const Noise bends(spec.seed, "track bends");
  for (std::uint32_t region = 0; region < land.regions.size(); ++region) {
    if (land.regions[region].kind != RegionKind::rural) continue;
    const Area& area = spec.areas[land.regions[region].area];
    core::Stream luck(spec.seed, 0, "villages", land.regions[region].area.value());
    const double wanted = static_cast<double>(area.totals.households) * 1.08 + 3;
    double housed = 0;
    double gap = 320;
    double largest = 150;
    for (int round = 0; round < 18 && housed < wanted; ++round) {
      progress.check();
      std::vector<FaceIndex> faces = fields_of(mesh, region);
      housed += string_villages(mesh, faces, wanted - housed, largest, gap, luck);
      if (housed >= wanted) break;
      faces = fields_of(mesh, region);
      std::sort(faces.begin(), faces.end(),
                [&](FaceIndex a, FaceIndex b) { return mesh.faces[a].ring.size() > mesh.faces[b].ring.size(); });
      for (std::size_t k = 0; k < faces.size() && k < 3; ++k) lay_track(mesh, faces[k], heights, bends, luck);
      if (round == 5) open_borders(mesh, region);
      if (round == 8) open_banks(mesh, region);
      gap = std::max(30.0, gap * 0.75);
      if (round > 3) largest *= 1.25;
    }
    if (housed >= 0.75 * wanted) continue;  // the last few live a little closer
    throw core::Error(
        core::ErrorCode::input,
        {.zh = fmt::format("{} 的 {} 户放不进它的村庄用地 (约 {:.0f} 户): 请减少户数或扩大范围", area.name,
                           area.totals.households, housed),
         .en = fmt::format(
             "{} has {} households, but its land holds villages for about {:.0f}: give fewer households or a wider outline",
             area.name.empty() ? "a rural area" : area.name, area.totals.households, housed)});
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
    string_villages(mesh, faces, households * (0.4 + luck.uniform()), 300, 90, luck);
  }
  for (Face& face : mesh.faces) {
    if (face.use == LandUse::farmland) face.closed = true;
  }
}

}  // namespace wangge::town::streets
