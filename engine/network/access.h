#pragma once

#include "engine/core/units.h"
#include "engine/network/obstacles.h"
#include "engine/network/road_graph.h"

#include <array>
#include <cstdint>
#include <vector>

namespace wangge::network {

/// Where a place meets the road: a position on an edge and the way from there on foot. A default-made one is invalid:
/// no road of the mode's main component lies within the limit.
struct AccessPoint {
  static constexpr std::uint32_t straight = ~std::uint32_t{0};
  static constexpr std::uint32_t over_wall = straight - 1;

  EdgeId edge;
  Metres offset{0};               ///< along the edge, from its tail
  Metres off_road{0};             ///< between the place and the edge, by the gate where there is one
  std::uint32_t gate = straight;  ///< the gate of Surroundings it leads through; or straight; or over a wall that has none

  [[nodiscard]] bool valid() const { return edge.valid(); }
  [[nodiscard]] bool through_gate() const { return gate < over_wall; }
  friend bool operator==(const AccessPoint&, const AccessPoint&) = default;
};

/// Finds the nearest usable edge of a mode: a uniform grid over all segments, searched in growing rings.
/// Immutable; graph and surroundings must outlive it. Build O(segments + gates); a query looks at a handful of segments.
///
///   const AccessIndex index(graph, {.across = banks});   const AccessPoint at = index.nearest(Mode::walk, door, Metres(300));
class AccessIndex {
 public:
  AccessIndex(const RoadGraph& graph, const Surroundings& around);

  /// The nearest point of all roads in the mode's main component, at most `limit` away; else invalid. Nobody boards a ferry
  /// from a door, steps out onto a motorway or into a tunnel (RoadGraph::doors), and nobody crosses an obstacle or a wall on the
  /// way: of each straight piece of road the nearest point counts, where nothing lies before it. Where it is nearer by a gate,
  /// the way leads straight to the gate and from there to the gate's own nearest road. A place that walls part from every road
  /// within the limit, without a gate, is reached over the wall: more gates are left out of maps than walls are drawn without
  /// one. Of equally near ones the lowest edge, then the lowest offset; straight before gates, then the lowest gate.
  [[nodiscard]] AccessPoint nearest(Mode mode, Position place, Metres limit) const;

 private:
  struct Segment {
    EdgeId edge;
    std::uint32_t first = 0;  ///< index in the edge's shape of its first point
  };
  struct Best;
  struct CellOf {
    std::int64_t column = 0;
    std::int64_t row = 0;
  };

  void lay_out(std::size_t segments);
  void fill();
  void find_gates();
  [[nodiscard]] Best search(Mode mode, Position place, Metres limit, bool heed_walls) const;
  [[nodiscard]] AccessPoint by_gate(Mode mode, Position place, Metres limit) const;
  [[nodiscard]] CellOf cell_of(Position place) const;
  template <class Visit>
  void visit_cells(Position a, Position b, Visit&& visit) const;
  void look_into(Mode mode, Position place, std::int64_t column, std::int64_t row, bool heed_walls, Best& best) const;

  const RoadGraph* graph_;
  const Surroundings* around_;
  std::vector<std::uint32_t> gates_;                                 ///< by rising x
  std::array<std::vector<AccessPoint>, mode_count> access_of_gate_;  ///< by gate
  Position low_{};
  double side_ = 1;
  std::int64_t columns_ = 0;
  std::int64_t rows_ = 0;
  std::vector<std::uint32_t> first_;
  std::vector<Segment> segments_;
};

}  // namespace wangge::network
