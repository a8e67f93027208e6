#include "gis/town/streets/city_site.h"

#include "gis/town/streets/edge_map.h"
#include "gis/town/streets/outline.h"

#include <algorithm>
#include <cmath>

namespace wangge::town::streets {
namespace {

/// By vertex: 1 where it is on a face of this use.
std::vector<std::uint8_t> on_use(const Mesh& mesh, LandUse use) {
  std::vector<std::uint8_t> on(mesh.at.size(), 0);
  for (const Face& face : mesh.faces) {
    if (face.use != use) continue;
    for (const Vertex vertex : face.ring) on[vertex] = 1;
  }
  return on;
}

std::vector<Position> thinned(const Mesh& mesh, const std::vector<std::uint8_t>& on) {
  std::vector<Position> kept;
  for (Vertex v = 0; v < on.size(); ++v) {
    if (on[v] != 0 && v % 10 == 0) kept.push_back(mesh.at[v]);
  }
  return kept;
}

double nearest(Position place, const std::vector<Position>& points) {
  double away = points.empty() ? 0 : 1e300;
  for (const Position p : points) away = std::min(away, length(p - place));
  return away;
}

}  // namespace

std::vector<AreaId> city_towns(const TownSpec& spec) {
  const std::vector<bool> lowest = lowest_level(spec);
  Column<AreaId, double> urban(spec.areas.size(), 0);
  Column<AreaId, double> rural(spec.areas.size(), 0);
  for (const AreaId id : core::ids<AreaId>(spec.areas.size())) {
    const Area& area = spec.areas[id];
    if (!lowest[id.value()]) continue;
    const AreaId town = area.parent.valid() ? area.parent : id;
    (area.kind == AreaKind::urban ? urban : rural)[town] += static_cast<double>(area.totals.households);
  }
  std::vector<AreaId> city;
  AreaId largest;
  for (const AreaId id : core::ids<AreaId>(spec.areas.size())) {
    if (urban[id] > rural[id]) city.push_back(id);
    if (urban[id] > 0 && (!largest.valid() || urban[id] > urban[largest])) largest = id;
  }
  if (city.empty() && largest.valid()) city.push_back(largest);
  return city;
}

double city_radius(const TownSpec& spec, std::span<const AreaId> towns) {
  const std::vector<bool> lowest = lowest_level(spec);
  double households = 0;
  for (const AreaId id : core::ids<AreaId>(spec.areas.size())) {
    const Area& area = spec.areas[id];
    const AreaId town = area.parent.valid() ? area.parent : id;
    if (lowest[id.value()] && area.kind == AreaKind::urban && std::find(towns.begin(), towns.end(), town) != towns.end())
      households += static_cast<double>(area.totals.households);
  }
  return std::sqrt(households / town_households_m2 / 3.14159265358979);
}

std::optional<CitySite> city_site(const Mesh& mesh, std::span<const FaceIndex> faces, const Heights& heights, double radius,
                                  double land_m2) {
  const std::vector<std::uint8_t> wet = on_use(mesh, LandUse::water);
  const std::vector<std::uint8_t> rails = on_use(mesh, LandUse::railway);
  const std::vector<Position> rail = thinned(mesh, rails);
  const bool river = std::find(wet.begin(), wet.end(), 1) != wet.end();
  Position centre;
  double total = 0;
  for (const FaceIndex face : faces) {
    const std::vector<Position> ring = mesh.ring_points(mesh.faces[face]);
    centre = centre + centroid(ring) * signed_area(ring);
    total += signed_area(ring);
  }
  centre = centre * (1 / total);
  const double size = std::sqrt(total);
  double least = 1e300;
  std::optional<CitySite> best;
  for (std::size_t k = 0; k < faces.size(); ++k) {
    const std::vector<Position> ring = mesh.ring_points(mesh.faces[faces[k]]);
    const double narrow = signed_area(ring) < land_m2 ? 1 : 0;
    for (std::size_t i = 1; i + 1 < ring.size(); i += 3) {
      const Vertex vertex = mesh.faces[faces[k]].ring[i];
      const double dry = (river ? wet[vertex] : rails[vertex]) != 0 ? 0 : 2;
      const double cost =
          narrow + dry + (length(ring[i] - centre) + 0.5 * nearest(ring[i], rail)) / size + heights.at(ring[i]) / 600;
      if (cost >= least) continue;
      const Position middle = ring[i] + left_of(unit(ring[i + 1] - ring[i - 1])) * std::max(100.0, 0.5 * radius);
      if (!inside(ring, middle)) continue;
      least = cost;
      best = CitySite{k, ring[i], middle};
    }
  }
  return best;
}

Position city_heart(const Mesh& mesh, std::span<const AreaId> town_of_region, Position site) {
  const std::vector<Position> water = thinned(mesh, on_use(mesh, LandUse::water));
  const auto town_of = [&](const Face& face) {
    return face.use == LandUse::water || face.use == LandUse::railway ? AreaId() : town_of_region[face.region];
  };
  const EdgeMap edges(mesh);
  double least = 1e300;
  Position best = site;
  for (const Face& face : mesh.faces) {
    if (!town_of(face).valid()) continue;
    for (std::size_t i = 0; i < face.ring.size(); ++i) {
      const auto beside = edges.face_on(face.ring[i + 1 < face.ring.size() ? i + 1 : 0], face.ring[i]);
      const AreaId other = beside ? town_of(mesh.faces[*beside]) : AreaId();
      if (!other.valid() || other == town_of(face)) continue;
      const Position place = mesh.at[face.ring[i]];
      const double cost = nearest(place, water) + 0.2 * length(place - site);
      if (cost >= least) continue;
      least = cost;
      best = place;
    }
  }
  return best;
}

}  // namespace wangge::town::streets
