#pragma once

#include "engine/core/units.h"
#include "engine/network/obstacles.h"
#include "engine/network/road_graph.h"

#include <cstdint>
#include <vector>

namespace wangge::network {

/// Where a place meets the road: a position on an edge and the way from there on foot. A default-made one is invalid:
/// no road of the mode's main component lies within the limit.
struct AccessPoint {
  EdgeId edge;
  Metres offset{0};    ///< along the edge, from its tail
  Metres off_road{0};  ///< straight distance between the place and the edge

  [[nodiscard]] bool valid() const { return edge.valid(); }
  friend bool operator==(const AccessPoint&, const AccessPoint&) = default;
};

/// Finds the nearest usable edge of a mode: a uniform grid over all segments, searched in growing rings.
/// Immutable; graph and obstacles must outlive it. Build O(segments); a query looks at a handful of segments.
///
///   const AccessIndex index(graph, banks);   const AccessPoint at = index.nearest(Mode::walk, door, Metres(300));
class AccessIndex {
 public:
  AccessIndex(const RoadGraph& graph, const Obstacles& obstacles);

  /// The nearest point of all roads in the mode's main component, at most `limit` away; else invalid. Nobody boards a ferry
  /// from a door, and nobody crosses an obstacle on the way: of each straight piece of road the nearest point counts, where no
  /// obstacle lies before it.
  /// Of equally near ones the lowest edge, then the lowest offset.
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
  [[nodiscard]] CellOf cell_of(Position place) const;
  template <class Visit>
  void visit_cells(Position a, Position b, Visit&& visit) const;
  void look_into(Mode mode, Position place, std::int64_t column, std::int64_t row, Best& best) const;

  const RoadGraph* graph_;
  const Obstacles* obstacles_;
  Position low_{};
  double side_ = 1;
  std::int64_t columns_ = 0;
  std::int64_t rows_ = 0;
  std::vector<std::uint32_t> first_;
  std::vector<Segment> segments_;
};

}  // namespace wangge::network
