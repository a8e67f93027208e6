#include "scenarios/steps/parted_cells.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

namespace wangge::scenarios {
namespace {

using core::Position;
using territory::CellId;

constexpr double bucket_side = 200;

struct Segment {
  Position a;
  Position b;
};

/// Segments by the squares that their boxes touch.
class Buckets {
 public:
  explicit Buckets(const std::vector<gis::LineString>& lines) {
    for (const gis::LineString& line : lines) {
      for (std::size_t i = 1; i < line.size(); ++i) {
        segments_.push_back({line[i - 1], line[i]});
        each_square(segments_.back(), [&](std::int64_t key) { held_[key].push_back(segments_.size() - 1); });
      }
    }
  }

  /// How often the way crosses a line.
  [[nodiscard]] std::size_t crossings(const Segment& way) const {
    std::vector<std::size_t> near;
    each_square(way, [&](std::int64_t key) {
      const auto found = held_.find(key);
      if (found != held_.end()) near.insert(near.end(), found->second.begin(), found->second.end());
    });
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    return static_cast<std::size_t>(
        std::count_if(near.begin(), near.end(), [&](std::size_t i) { return cross(way, segments_[i]); }));
  }

 private:
  template <class Use>
  static void each_square(const Segment& segment, Use use) {
    const auto square = [](double value) { return static_cast<std::int64_t>(std::floor(value / bucket_side)); };
    for (auto x = square(std::min(segment.a.x, segment.b.x)); x <= square(std::max(segment.a.x, segment.b.x)); ++x) {
      for (auto y = square(std::min(segment.a.y, segment.b.y)); y <= square(std::max(segment.a.y, segment.b.y)); ++y)
        use(x * 4'000'000 + y);
    }
  }

  /// Which side of the line through the segment; a point on it counts as left, so that a way through a vertex crosses once.
  static bool left(const Segment& of, Position point) {
    return (of.b.x - of.a.x) * (point.y - of.a.y) - (of.b.y - of.a.y) * (point.x - of.a.x) >= 0;
  }
  static bool cross(const Segment& a, const Segment& b) { return left(a, b.a) != left(a, b.b) && left(b, a.a) != left(b, a.b); }

  std::vector<Segment> segments_;
  std::map<std::int64_t, std::vector<std::size_t>> held_;
};

}  // namespace

std::vector<std::pair<CellId, CellId>> parted_cells(const territory::Territory& territory,
                                                    const std::vector<gis::LineString>& lines) {
  std::vector<std::pair<CellId, CellId>> parted;
  const Buckets buckets(lines);
  const territory::Cells& cells = territory.cells;
  for (const CellId cell : core::ids<CellId>(cells.size())) {
    for (const territory::Neighbour& other : cells.neighbours[cell]) {
      if (other.cell <= cell || cells.parent[other.cell] != cells.parent[cell]) continue;
      if (buckets.crossings({cells.centroid[cell], cells.centroid[other.cell]}) % 2 == 1) parted.emplace_back(cell, other.cell);
    }
  }
  return parted;
}

}  // namespace wangge::scenarios
