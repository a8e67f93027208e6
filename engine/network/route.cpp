#include "engine/network/route.h"

#include <algorithm>

namespace wangge::network {
namespace {

void add_point(std::vector<Position>& line, Position point) {
  if (line.empty() || line.back() != point) line.push_back(point);
}

}  // namespace

std::vector<RoutePiece> route_pieces(const RoadGraph& graph, const AccessPoint& from, const AccessPoint& to,
                                     const NodePath& path) {
  const auto end = [&](EdgeId edge, std::size_t by) { return by == 0 ? Metres(0) : graph.length[edge]; };
  std::vector<RoutePiece> pieces;
  const auto add = [&](EdgeId edge, Metres begin, Metres until) {
    if (begin != until) pieces.push_back({edge, begin, until});
  };
  add(from.edge, from.offset, end(from.edge, path.from));
  for (const Step& step : path.steps) {
    const Metres length = graph.length[step.edge];
    add(step.edge, step.forward ? Metres(0) : length, step.forward ? length : Metres(0));
  }
  add(to.edge, end(to.edge, path.to), to.offset);
  return pieces;
}

std::vector<Position> route_line(const RoadGraph& graph, std::span<const RoutePiece> pieces) {
  std::vector<Position> line;
  for (const RoutePiece& piece : pieces) {
    add_point(line, graph.position(piece.edge, piece.from));
    const auto shape = graph.shape[piece.edge];
    const Metres low = std::min(piece.from, piece.to);
    const Metres high = std::max(piece.from, piece.to);
    std::vector<Position> bends;
    for (const ShapePoint& point : shape) {
      if (point.offset > low && point.offset < high) bends.push_back(point.position);
    }
    if (piece.from > piece.to) std::reverse(bends.begin(), bends.end());
    for (const Position bend : bends) add_point(line, bend);
    add_point(line, graph.position(piece.edge, piece.to));
  }
  return line;
}

}  // namespace wangge::network
