#include "gis/build/line_edits.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <tuple>
#include <utility>

namespace wangge::gis {

PlaceKey place_key(Position at) { return {std::llround(at.x * 100.0), std::llround(at.y * 100.0)}; }

void LineEdits::apply(std::vector<network::RoadLine>& lines) {
  std::stable_sort(inserted_.begin(), inserted_.end(), [](const Insertion& a, const Insertion& b) {
    return std::tie(a.piece.line, a.piece.first, a.along) < std::tie(b.piece.line, b.piece.first, b.along);
  });
  for (auto next = inserted_.begin(); next != inserted_.end();) {
    network::RoadLine& line = lines[next->piece.line];
    assert(line.nodes.empty());
    std::vector<Position> points;
    std::vector<core::Metres> heights;
    const std::uint32_t index = next->piece.line;
    for (std::uint32_t i = 0; i < line.points.size(); ++i) {
      points.push_back(line.points[i]);
      if (!line.heights.empty()) heights.push_back(line.heights[i]);
      for (; next != inserted_.end() && next->piece.line == index && next->piece.first == i; ++next) {
        points.push_back(next->at);
        if (line.heights.empty()) continue;
        const double length = core::distance(line.points[i], line.points[i + 1]).value;
        const double share = length > 0 ? std::clamp(next->along / length, 0.0, 1.0) : 0;
        heights.push_back(line.heights[i] + (line.heights[i + 1] - line.heights[i]) * share);
      }
    }
    line.points = std::move(points);
    line.heights = std::move(heights);
  }
  inserted_.clear();
}

}  // namespace wangge::gis
