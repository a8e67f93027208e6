#include "gis/town/people/parcels.h"

#include "gis/town/people/plane_shapes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace wangge::town {
namespace {

/// A cut stays this far from corners, and takes a neighbour's cut that ends nearer than this.
constexpr double clearance_m = 0.4;
/// Pieces smaller than this, or than this share of the parcel, are slivers.
constexpr double least_piece_m2 = 200;
constexpr double least_share = 0.04;

double millimetres(double value) { return std::round(value * 1000) / 1000; }

}  // namespace

LandCutter::LandCutter(const Town& town) : town_(town), points_(town.vertices.values()), buildings_(town.blocks.size()) {
  struct Side {
    std::uint32_t low, high;
    std::size_t edge;
    VertexId from, to;
    LineId line;
  };
  std::vector<Side> sides;
  for (const Block& block : town.blocks) {
    first_edge_.push_back(sides.size());
    for (std::size_t i = 0; i < block.ring.size(); ++i) {
      const VertexId from = block.ring[i];
      const VertexId to = block.ring[(i + 1) % block.ring.size()];
      const auto [low, high] = std::minmax({from.value(), to.value()});
      sides.push_back({low, high, sides.size(), from, to, block.line_of_edge[i]});
    }
  }
  border_of_edge_.resize(sides.size());
  std::sort(sides.begin(), sides.end(),
            [](const Side& a, const Side& b) { return std::tie(a.low, a.high, a.edge) < std::tie(b.low, b.high, b.edge); });
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const bool same = i > 0 && sides[i].low == sides[i - 1].low && sides[i].high == sides[i - 1].high;
    if (!same) borders_.push_back({sides[i].from, sides[i].to, sides[i].line});
    border_of_edge_[sides[i].edge] = static_cast<std::uint32_t>(borders_.size() - 1);
  }
  for (const BuildingId building : core::ids<BuildingId>(town.buildings.size())) {
    at_.push_back(inner_point(town.buildings[building].footprint));
    buildings_[town.buildings[building].block].push_back(building);
  }
}

Parcel LandCutter::whole(BlockId block) const {
  Parcel parcel;
  parcel.block = block;
  parcel.ring = town_.blocks[block].ring;
  const auto first = border_of_edge_.begin() + static_cast<std::ptrdiff_t>(first_edge_[block.value()]);
  parcel.border.assign(first, first + static_cast<std::ptrdiff_t>(parcel.ring.size()));
  parcel.buildings = buildings_[block];
  for (const BuildingId building : parcel.buildings) parcel.households += town_.buildings[building].households;
  parcel.area_m2 = signed_area(positions(parcel));
  return parcel;
}

LineId LandCutter::line_of(std::uint32_t border) const { return borders_[border].line; }

Ring LandCutter::positions(const Parcel& parcel) const {
  Ring ring;
  ring.reserve(parcel.ring.size());
  for (const VertexId vertex : parcel.ring) ring.push_back(points_[vertex.value()]);
  return ring;
}

std::vector<Parcel> LandCutter::divide(Parcel parcel, std::int64_t count, Measure measure) {
  const double all = measure == Measure::area ? parcel.area_m2 : parcel.households;
  if (count <= 1 || !(all > 0)) return {std::move(parcel)};
  const Ring ring = positions(parcel);
  const double share = static_cast<double>(count / 2) / static_cast<double>(count);
  std::vector<Parcel> pieces;
  for (const Line2& line : cuts_by_merit(parcel, ring, share, measure)) {
    pieces = cut(parcel, ring, line);
    if (!pieces.empty()) break;
  }
  if (pieces.empty()) return {std::move(parcel)};
  std::vector<Parcel> divided;
  for (Parcel& piece : pieces) {
    const double own = measure == Measure::area ? piece.area_m2 : piece.households;
    const auto part = std::min<std::int64_t>(count - 1, std::llround(static_cast<double>(count) * own / all));
    for (Parcel& smaller : divide(std::move(piece), part, measure)) divided.push_back(std::move(smaller));
  }
  return divided;
}

std::vector<VertexId> LandCutter::full_ring(const Parcel& parcel) const {
  std::vector<VertexId> full;
  for (std::size_t i = 0; i < parcel.ring.size(); ++i) {
    full.push_back(parcel.ring[i]);
    const auto found = added_.find(parcel.border[i]);
    if (found == added_.end()) continue;
    const double here = place_on(parcel.border[i], points_[parcel.ring[i].value()]);
    const VertexId next = parcel.ring[(i + 1) % parcel.ring.size()];
    const double there = place_on(parcel.border[i], points_[next.value()]);
    const auto first = full.size();
    for (const auto& [place, vertex] : found->second) {
      if (vertex == parcel.ring[i] || vertex == next) continue;
      if (place > std::min(here, there) && place < std::max(here, there)) full.push_back(vertex);
    }
    if (there < here) std::reverse(full.begin() + static_cast<std::ptrdiff_t>(first), full.end());
  }
  return full;
}

double LandCutter::place_on(std::uint32_t border, Position point) const {
  const Position from = points_[borders_[border].from.value()];
  const Position to = points_[borders_[border].to.value()];
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  return ((point.x - from.x) * dx + (point.y - from.y) * dy) / std::max(1e-12, dx * dx + dy * dy);
}

VertexId LandCutter::vertex_on(std::uint32_t border, Position point) {
  auto& cuts = added_[border];
  for (const auto& [place, vertex] : cuts) {
    if (core::distance(points_[vertex.value()], point).value < clearance_m) return vertex;
  }
  const Position rounded{millimetres(point.x), millimetres(point.y)};
  points_.push_back(rounded);
  const VertexId made(points_.size() - 1);
  cuts.emplace_back(place_on(border, rounded), made);
  std::sort(cuts.begin(), cuts.end());
  return made;
}

std::optional<std::vector<LandCutter::Crossing>> LandCutter::crossings(const Parcel& parcel, const Ring& ring,
                                                                       const Line2& line) {
  const auto side = [&](Position p) { return p.x * line.normal.x + p.y * line.normal.y - line.offset; };
  std::vector<Crossing> found;
  for (const Position& corner : ring) {
    if (std::abs(side(corner)) < clearance_m) return std::nullopt;
  }
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Position a = ring[i];
    const Position b = ring[(i + 1) % ring.size()];
    if ((side(a) > 0) == (side(b) > 0)) continue;
    const double t = side(a) / (side(a) - side(b));
    const Position point{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
    if (core::distance(point, a).value < 2 * clearance_m || core::distance(point, b).value < 2 * clearance_m) return std::nullopt;
    found.push_back({i, VertexId(), point.y * line.normal.x - point.x * line.normal.y});
    found.back().vertex = vertex_on(parcel.border[i], point);
  }
  std::sort(found.begin(), found.end(), [](const Crossing& a, const Crossing& b) { return a.along < b.along; });
  return found;
}

std::vector<Parcel> LandCutter::cut(const Parcel& parcel, const Ring& ring, const Line2& line) {
  // First on a copy of what a cut adds: a cut that is refused leaves no vertices behind.
  const std::size_t points_before = points_.size();
  const std::size_t borders_before = borders_.size();
  const auto undo = [&] {
    for (const std::uint32_t border : parcel.border) {
      const auto found = added_.find(border);
      if (found == added_.end()) continue;
      std::erase_if(found->second, [&](const auto& entry) { return entry.second.value() >= points_before; });
      if (found->second.empty()) added_.erase(found);
    }
    points_.resize(points_before);
    borders_.resize(borders_before);
  };
  const auto met = crossings(parcel, ring, line);
  if (!met || met->size() < 2 || met->size() % 2 != 0) {
    undo();
    return {};
  }
  std::vector<Parcel> pieces = pieces_along(parcel, *met);
  const double least = std::min(least_piece_m2 + least_share * parcel.area_m2, parcel.area_m2 / 4);
  if (std::any_of(pieces.begin(), pieces.end(), [&](const Parcel& piece) { return piece.area_m2 < least; })) {
    undo();
    return {};
  }
  share_buildings(parcel, pieces);
  return pieces;
}

std::vector<Parcel> LandCutter::pieces_along(const Parcel& parcel, const std::vector<Crossing>& crossings) {
  constexpr auto none = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> crossing_on(parcel.ring.size(), none);
  std::vector<std::uint32_t> chord(crossings.size());
  for (std::size_t k = 0; k < crossings.size(); ++k) {
    crossing_on[crossings[k].edge] = k;
    if (k % 2 == 0) borders_.push_back({crossings[k].vertex, crossings[k + 1].vertex, LineId()});
    chord[k] = static_cast<std::uint32_t>(borders_.size() - 1);
  }
  std::vector<Parcel> pieces;
  std::vector<bool> done(parcel.ring.size(), false);
  for (std::size_t start = 0; start < parcel.ring.size(); ++start) {
    if (done[start]) continue;
    Parcel piece;
    piece.block = parcel.block;
    for (std::size_t i = start; !done[i]; i = (i + 1) % parcel.ring.size()) {
      done[i] = true;
      piece.ring.push_back(parcel.ring[i]);
      piece.border.push_back(parcel.border[i]);
      const std::size_t k = crossing_on[i];
      if (k == none) continue;
      // Over the chord to the crossing it pairs with, and on along the edge that one lies on.
      const std::size_t pair = k ^ 1U;
      piece.ring.push_back(crossings[k].vertex);
      piece.border.push_back(chord[k]);
      piece.ring.push_back(crossings[pair].vertex);
      piece.border.push_back(parcel.border[crossings[pair].edge]);
      i = crossings[pair].edge;
    }
    piece.area_m2 = signed_area(positions(piece));
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

void LandCutter::share_buildings(const Parcel& parcel, std::vector<Parcel>& pieces) const {
  std::vector<Ring> rings;
  for (const Parcel& piece : pieces) rings.push_back(positions(piece));
  for (const BuildingId building : parcel.buildings) {
    std::size_t own = 0;
    while (own + 1 < pieces.size() && !contains(rings[own], at_[building])) ++own;
    pieces[own].buildings.push_back(building);
    pieces[own].households += town_.buildings[building].households;
  }
}

}  // namespace wangge::town
