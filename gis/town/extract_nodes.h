#pragma once

#include "gis/layers.h"
#include "gis/town/town_layers.h"
#include "gis/town/town_places.h"

#include <cstdint>
#include <map>
#include <vector>

/// The numbering of nodes of an extract. Internal to gis/town.
namespace wangge::town {

using NodeNumber = std::int64_t;

/// Every point of a town as a node: those of the plan's vertices are shared by all that meet there, the corners of buildings,
/// walls and water are their own. Numbers count from 1.
class ExtractNodes {
 public:
  explicit ExtractNodes(const TownIndex& index);

  /// Positions in the order of the numbers.
  [[nodiscard]] const std::vector<Position>& positions() const { return positions_; }
  [[nodiscard]] static NodeNumber of(VertexId vertex) { return static_cast<NodeNumber>(vertex.value()) + 1; }
  /// Of a closed ring, first corner repeated at the end.
  [[nodiscard]] std::vector<NodeNumber> footprint(BuildingId building) const;
  [[nodiscard]] const std::vector<NodeNumber>& wall(CompoundId compound) const { return walls_[compound]; }
  /// Rings of a water, the outer one first.
  [[nodiscard]] const std::vector<std::vector<NodeNumber>>& water(std::size_t water) const { return waters_[water]; }
  /// Compound of each node that is a gate.
  [[nodiscard]] const std::map<NodeNumber, CompoundId>& gates() const { return gates_; }
  /// Index into `places` of each node that is a place.
  [[nodiscard]] const std::vector<Place>& places() const { return places_; }
  [[nodiscard]] NodeNumber first_place() const { return first_place_; }

 private:
  NodeNumber add(Position place);
  std::vector<NodeNumber> add_ring(const Ring& ring);
  void add_wall(const Town& town, CompoundId compound);

  std::vector<Position> positions_;
  Column<BuildingId, NodeNumber> first_corner_;
  Column<BuildingId, std::uint8_t> corners_;
  Column<CompoundId, std::vector<NodeNumber>> walls_;
  std::vector<std::vector<std::vector<NodeNumber>>> waters_;
  std::map<NodeNumber, CompoundId> gates_;
  std::vector<Place> places_;
  NodeNumber first_place_ = 0;
};

/// The positions as (longitude, latitude) on WGS 84, in the same order. Throws Error(input) where one cannot be taken there.
[[nodiscard]] std::vector<Position> in_degrees(std::vector<Position> positions, const gis::ReferenceSystem& reference);

}  // namespace wangge::town
