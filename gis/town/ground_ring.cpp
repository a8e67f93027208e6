#include "gis/town/ground_ring.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace wangge::town {
namespace {

/// Grows with the clockwise angle from the direction `from` to the direction `to`; below 4.
double clockwise_turn(Position from, Position to) {
  const double along = from.x * to.x + from.y * to.y;
  const double right = from.y * to.x - from.x * to.y;
  const double size = std::abs(along) + std::abs(right);
  if (size == 0) return 0;
  return right >= 0 ? 1 - along / size : 3 + along / size;
}

class Walk {
 public:
  Walk(const Block& block, const Column<LineId, Line>& lines, const Column<VertexId, Position>& vertices)
      : block_(block), lines_(lines), vertices_(vertices), walked_(block.blind.size(), 0) {}

  GroundRing walk() {
    const std::size_t count = block_.ring.size();
    for (std::size_t i = 0; i < count; ++i) {
      pass(block_.ring[i], block_.ring[i > 0 ? i - 1 : count - 1]);
      step(block_.ring[i], block_.line_of_edge[i]);
    }
    assert(std::all_of(walked_.begin(), walked_.end(), [](std::uint8_t walked) { return walked != 0; }));
    return std::move(made_);
  }

 private:
  void step(VertexId from, LineId line) {
    made_.vertices.push_back(from);
    made_.line_of_edge.push_back(line);
  }

  /// At a vertex reached from `before`: every blind street that begins there, in the order in which the left hand meets them.
  void pass(VertexId at, VertexId before) {
    if (block_.blind.empty()) return;
    const auto direction = [&](VertexId to) {
      return Position{vertices_[to].x - vertices_[at].x, vertices_[to].y - vertices_[at].y};
    };
    std::vector<std::pair<double, std::size_t>> arms;
    for (std::size_t k = 0; k < block_.blind.size(); ++k) {
      const std::vector<VertexId>& path = lines_[block_.blind[k]].vertices;
      if (walked_[k] != 0 || (path.front() != at && path.back() != at)) continue;
      walked_[k] = 1;
      const VertexId next = path.front() == at ? path[1] : path[path.size() - 2];
      arms.emplace_back(clockwise_turn(direction(before), direction(next)), k);
    }
    std::sort(arms.begin(), arms.end());
    for (const auto& [turn, k] : arms) there_and_back(block_.blind[k], at);
  }

  void there_and_back(LineId line, VertexId from) {
    std::vector<VertexId> path = lines_[line].vertices;
    if (path.front() != from) std::reverse(path.begin(), path.end());
    for (std::size_t i = 0; i + 1 < path.size(); ++i) step(path[i], line);
    pass(path.back(), path[path.size() - 2]);
    for (std::size_t i = path.size() - 1; i > 0; --i) step(path[i], line);
  }

  const Block& block_;
  const Column<LineId, Line>& lines_;
  const Column<VertexId, Position>& vertices_;
  std::vector<std::uint8_t> walked_;
  GroundRing made_;
};

}  // namespace

GroundRing ground_ring(const Block& block, const Column<LineId, Line>& lines, const Column<VertexId, Position>& vertices) {
  return Walk(block, lines, vertices).walk();
}

}  // namespace wangge::town
