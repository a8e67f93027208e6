#include "gis/town/people/parcel_map.h"

#include "gis/town/people/block_outlines.h"
#include "gis/town/people/plane_shapes.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

namespace wangge::town {
namespace {

struct Side {
  std::uint32_t low;
  std::uint32_t high;
  std::uint32_t parcel;
  LineId line;
};

std::vector<Side> sorted_sides(const ParcelMap& map, const LandCutter& cutter) {
  std::vector<Side> sides;
  for (std::uint32_t parcel = 0; parcel < map.parcels.size(); ++parcel) {
    // The ring of the parcel has the borders, its full ring the vertices: walk both.
    const Parcel& own = map.parcels[parcel];
    const auto& full = map.rings[parcel];
    std::size_t edge = own.ring.size() - 1;
    for (std::size_t i = 0; i < full.size(); ++i) {
      const std::size_t next = (edge + 1) % own.ring.size();
      if (full[i] == own.ring[next]) edge = next;
      const auto [low, high] = std::minmax({full[i].value(), full[(i + 1) % full.size()].value()});
      sides.push_back({low, high, parcel, cutter.line_of(own.border[edge])});
    }
  }
  std::sort(sides.begin(), sides.end(),
            [](const Side& a, const Side& b) { return std::tie(a.low, a.high, a.parcel) < std::tie(b.low, b.high, b.parcel); });
  return sides;
}

void link(const Town& town, const LandCutter& cutter, const BarrierStrengths& strengths, ParcelMap& map) {
  const std::vector<Side> sides = sorted_sides(map, cutter);
  std::vector<ParcelMap::Link> pieces;
  for (std::size_t i = 0; i + 1 < sides.size(); ++i) {
    const Side& a = sides[i];
    const Side& b = sides[i + 1];
    if (a.low != b.low || a.high != b.high || a.parcel == b.parcel) continue;
    pieces.push_back(
        {a.parcel, b.parcel, core::distance(map.points[a.low], map.points[a.high]).value, strength(town, a.line, strengths)});
  }
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const ParcelMap::Link& a, const ParcelMap::Link& b) { return std::tie(a.a, a.b) < std::tie(b.a, b.b); });
  for (const ParcelMap::Link& piece : pieces) {
    if (map.links.empty() || map.links.back().a != piece.a || map.links.back().b != piece.b) {
      map.links.push_back(piece);
    } else {
      map.links.back().length_m += piece.length_m;
      map.links.back().strength = std::max(map.links.back().strength, piece.strength);
    }
  }
}

}  // namespace

ParcelMap parcel_map(const Town& town, const LandCutter& cutter, std::vector<Parcel> parcels, const BarrierStrengths& strengths) {
  ParcelMap map;
  map.points.assign(cutter.points().begin(), cutter.points().end());
  map.parcels = std::move(parcels);
  std::stable_sort(map.parcels.begin(), map.parcels.end(),
                   [&](const Parcel& a, const Parcel& b) { return town.blocks[a.block].area < town.blocks[b.block].area; });
  for (const Parcel& parcel : map.parcels) {
    map.rings.push_back(cutter.full_ring(parcel));
    map.area.push_back(town.blocks[parcel.block].area);
  }
  link(town, cutter, strengths, map);
  return map;
}

std::vector<ParcelStretch> stretches(const ParcelMap& map) {
  std::vector<ParcelStretch> found;
  for (std::size_t i = 0; i < map.area.size(); ++i) {
    if (found.empty() || found.back().area != map.area[i]) found.push_back({map.area[i], i, i});
    found.back().last = i + 1;
  }
  return found;
}

std::vector<PartGraph> part_graphs(const ParcelMap& map, const std::vector<ParcelStretch>& parts) {
  std::vector<PartGraph> graphs(parts.size());
  std::vector<std::uint32_t> graph_of(map.parcels.size(), 0);
  for (std::size_t g = 0; g < parts.size(); ++g) {
    for (std::size_t i = parts[g].first; i < parts[g].last; ++i) {
      graph_of[i] = static_cast<std::uint32_t>(g);
      Ring ring;
      for (const VertexId vertex : map.rings[i]) ring.push_back(map.points[vertex.value()]);
      graphs[g].at.push_back(centroid(ring));
      graphs[g].land.push_back(std::abs(map.parcels[i].area_m2));
      graphs[g].weight.push_back(map.parcels[i].households);
    }
  }
  for (const ParcelMap::Link& link : map.links) {
    if (graph_of[link.a] != graph_of[link.b]) continue;
    PartGraph& graph = graphs[graph_of[link.a]];
    const auto first = static_cast<std::uint32_t>(parts[graph_of[link.a]].first);
    const std::uint32_t a = link.a - first;
    const std::uint32_t b = link.b - first;
    const double way = std::max(1.0, core::distance(graph.at[a], graph.at[b]).value) * link.strength;
    graph.links.push_back({a, b, way, link.length_m / link.strength});
  }
  return graphs;
}

std::vector<MultiPolygon> grid_shapes(const ParcelMap& map, std::span<const std::uint32_t> grid, std::size_t count) {
  Faces faces{map.points, {}};
  for (const auto& ring : map.rings) faces.rings.emplace_back(ring);
  return dissolve(faces, grid, count);
}

std::vector<std::uint32_t> reading_order(const std::vector<Position>& middles) {
  std::vector<std::uint32_t> by_row(middles.size());
  std::iota(by_row.begin(), by_row.end(), 0U);
  std::stable_sort(by_row.begin(), by_row.end(), [&](std::uint32_t a, std::uint32_t b) { return middles[a].y > middles[b].y; });
  // As many rows as a square of parts would have.
  const auto row = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(middles.size()))));
  for (std::size_t first = 0; first < by_row.size(); first += row) {
    const auto begin = by_row.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = by_row.begin() + static_cast<std::ptrdiff_t>(std::min(first + row, by_row.size()));
    std::stable_sort(begin, end, [&](std::uint32_t a, std::uint32_t b) { return middles[a].x < middles[b].x; });
  }
  std::vector<std::uint32_t> number(middles.size());
  for (std::uint32_t i = 0; i < by_row.size(); ++i) number[by_row[i]] = i;
  return number;
}

std::vector<Position> middles_of(const PartGraph& graph, std::span<const std::uint32_t> part, std::size_t count) {
  std::vector<Position> middle(count);
  std::vector<double> land(count, 0.0);
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const double own = std::max(1.0, graph.land[i]);
    middle[part[i]].x += own * graph.at[i].x;
    middle[part[i]].y += own * graph.at[i].y;
    land[part[i]] += own;
  }
  for (std::size_t p = 0; p < count; ++p) {
    if (land[p] > 0) middle[p] = {middle[p].x / land[p], middle[p].y / land[p]};
  }
  return middle;
}

}  // namespace wangge::town
