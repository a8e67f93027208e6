#pragma once

#include "engine/network/road_graph.h"
#include "gis/build/line_grid.h"

#include <cstddef>
#include <vector>

namespace wangge::gis {

/// Points that lines get, noted first and put in at the end, so that indices of points stay what they were meanwhile. A new point
/// takes the height of its place between its neighbours. Internal to gis/build.
class LineEdits {
 public:
  /// A new point on a piece, `along` metres from its first point.
  void insert(LinePiece piece, double along, Position at) { inserted_.push_back({piece, along, at}); }
  /// Puts them in. Precondition: the lines have no node ids. O(points + insertions log insertions).
  void apply(std::vector<network::RoadLine>& lines);

 private:
  struct Insertion {
    LinePiece piece;
    double along = 0;
    Position at;
  };
  std::vector<Insertion> inserted_;
};

/// A place as lines without node ids know it: to the centimetre.
using PlaceKey = std::pair<std::int64_t, std::int64_t>;
[[nodiscard]] PlaceKey place_key(Position at);

}  // namespace wangge::gis
