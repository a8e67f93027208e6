#include "gis/town/extract_nodes.h"

#include "engine/core/error.h"
#include "gis/ogr_reference.h"
#include "gis/ogr_session.h"
#include "gis/read/projector.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include <fmt/format.h>

namespace wangge::town {
namespace {

/// Where along a ring a point lies: the edge it is nearest to, and how far along.
struct OnRing {
  std::size_t edge = 0;
  double along = 0;
};

OnRing nearest_on(const Ring& ring, Position point) {
  OnRing best;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const Position a = ring[i];
    const Position d{ring[i + 1].x - a.x, ring[i + 1].y - a.y};
    const double length2 = d.x * d.x + d.y * d.y;
    const double along = length2 > 0 ? std::clamp(((point.x - a.x) * d.x + (point.y - a.y) * d.y) / length2, 0.0, 1.0) : 0.0;
    const double away = core::distance(point, {a.x + along * d.x, a.y + along * d.y}).value;
    if (away < least) {
      least = away;
      best = {i, along};
    }
  }
  return best;
}

}  // namespace

NodeNumber ExtractNodes::add(Position place) {
  positions_.push_back(place);
  return static_cast<NodeNumber>(positions_.size());
}

std::vector<NodeNumber> ExtractNodes::add_ring(const Ring& ring) {
  std::vector<NodeNumber> numbers;
  numbers.reserve(ring.size());
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) numbers.push_back(add(ring[i]));
  if (!numbers.empty()) numbers.push_back(numbers.front());
  return numbers;
}

/// The wall passes through its gates; a gate that is a vertex of its way is that vertex's node.
void ExtractNodes::add_wall(const Town& town, CompoundId id) {
  const Compound& compound = town.compounds[id];
  if (!compound.walled) return;
  std::vector<std::pair<OnRing, NodeNumber>> openings;
  for (const Gate& gate : compound.gates) {
    const bool shared = gate.vertex.valid() && town.vertices[gate.vertex] == gate.at;
    const NodeNumber number = shared ? of(gate.vertex) : add(gate.at);
    gates_.emplace(number, id);
    openings.emplace_back(nearest_on(compound.wall, gate.at), number);
  }
  std::sort(openings.begin(), openings.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first.edge, a.first.along) < std::pair(b.first.edge, b.first.along);
  });
  std::vector<NodeNumber>& wall = walls_[id];
  auto opening = openings.begin();
  for (std::size_t i = 0; i + 1 < compound.wall.size(); ++i) {
    const bool gate_at_corner = opening != openings.end() && opening->first.edge == i && opening->first.along == 0;
    if (!gate_at_corner) wall.push_back(add(compound.wall[i]));
    for (; opening != openings.end() && opening->first.edge == i; ++opening) wall.push_back(opening->second);
  }
  wall.push_back(wall.front());
}

ExtractNodes::ExtractNodes(const TownIndex& index)
    : positions_(index.town.vertices.values()),
      first_corner_(index.town.buildings.size()),
      corners_(index.town.buildings.size()),
      walls_(index.town.compounds.size()),
      places_(places_of(index)) {
  const Town& town = index.town;
  for (const BuildingId id : core::ids<BuildingId>(town.buildings.size())) {
    const Building& building = town.buildings[id];
    first_corner_[id] = static_cast<NodeNumber>(positions_.size()) + 1;
    corners_[id] = static_cast<std::uint8_t>(building.footprint.size() - 1);
    positions_.insert(positions_.end(), building.footprint.begin(), building.footprint.end() - 1);
  }
  for (const CompoundId compound : core::ids<CompoundId>(town.compounds.size())) add_wall(town, compound);
  for (const Polygon& water : town.waters) {
    auto& rings = waters_.emplace_back();
    rings.push_back(add_ring(water.outer));
    for (const Ring& hole : water.holes) rings.push_back(add_ring(hole));
  }
  first_place_ = static_cast<NodeNumber>(positions_.size()) + 1;
  for (const Place& place : places_) add(place.at);
}

std::vector<NodeNumber> ExtractNodes::footprint(BuildingId building) const {
  std::vector<NodeNumber> numbers;
  for (std::uint8_t i = 0; i < corners_[building]; ++i) numbers.push_back(first_corner_[building] + i);
  numbers.push_back(first_corner_[building]);
  return numbers;
}

std::vector<Position> in_degrees(std::vector<Position> positions, const gis::ReferenceSystem& reference) {
  const gis::GdalMessages messages;
  const OGRSpatialReference from = gis::spatial_reference(reference);
  const OGRSpatialReference degrees = gis::longitude_latitude();
  const std::unique_ptr<OGRCoordinateTransformation, void (*)(OGRCoordinateTransformation*)> into(
      OGRCreateCoordinateTransformation(&from, &degrees), &OGRCoordinateTransformation::DestroyCT);
  constexpr std::size_t batch = 4096;
  std::vector<double> x(batch);
  std::vector<double> y(batch);
  for (std::size_t begin = 0; begin < positions.size(); begin += batch) {
    const std::size_t count = std::min(batch, positions.size() - begin);
    for (std::size_t i = 0; i < count; ++i) {
      x[i] = positions[begin + i].x;
      y[i] = positions[begin + i].y;
    }
    const bool done = into != nullptr && into->Transform(static_cast<int>(count), x.data(), y.data()) != 0;
    if (!done) {
      throw core::Error(core::ErrorCode::input,
                        {.zh = fmt::format("坐标参考系统“{}”的位置不能换算成经纬度：中心点须在其适用范围内", reference.name),
                         .en = fmt::format("positions of the reference system '{}' cannot be taken to longitude and latitude: "
                                           "the centre must lie in its area of use",
                                           reference.name)});
    }
    for (std::size_t i = 0; i < count; ++i) positions[begin + i] = {x[i], y[i]};
  }
  return positions;
}

}  // namespace wangge::town
