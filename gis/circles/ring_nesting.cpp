#include "gis/circles/ring_nesting.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <tuple>

namespace wangge::gis::circles {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

std::int64_t doubled_area(const std::vector<Vertex>& ring) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Vertex& a = ring[i];
    const Vertex& b = ring[i + 1 < ring.size() ? i + 1 : 0];
    sum += (a.x - ring[0].x) * (b.y - ring[0].y) - (b.x - ring[0].x) * (a.y - ring[0].y);
  }
  return sum;
}

Ring in_metres(const std::vector<Vertex>& ring) {
  Ring metres;
  metres.reserve(ring.size() + 1);
  for (const Vertex& vertex : ring) metres.push_back({static_cast<double>(vertex.x) / 2, static_cast<double>(vertex.y) / 2});
  metres.push_back(metres.front());
  return metres;
}

bool comes_before(const RowCut& a, const RowCut& b) { return std::tie(a.row, a.x) < std::tie(b.row, b.x); }

/// For each hole, the ring whose cut comes just before its western cut in the same row. Only the rows of western cuts are sorted.
std::vector<std::uint32_t> western_neighbours(const std::vector<RowCut>& cuts, const std::vector<bool>& is_hole) {
  std::vector<const RowCut*> western(is_hole.size(), nullptr);
  for (const RowCut& cut : cuts) {
    const RowCut*& known = western[cut.ring];
    if (is_hole[cut.ring] && (known == nullptr || cut.x < known->x)) known = &cut;
  }
  std::vector<std::int64_t> rows;
  for (const RowCut* cut : western) {
    if (cut != nullptr) rows.push_back(cut->row);
  }
  std::sort(rows.begin(), rows.end());
  std::vector<RowCut> sorted;
  for (const RowCut& cut : cuts) {
    if (std::binary_search(rows.begin(), rows.end(), cut.row)) sorted.push_back(cut);
  }
  std::sort(sorted.begin(), sorted.end(), comes_before);
  std::vector<std::uint32_t> neighbour(is_hole.size(), none);
  for (std::size_t ring = 0; ring < is_hole.size(); ++ring) {
    if (western[ring] == nullptr) continue;
    const auto at = std::lower_bound(sorted.begin(), sorted.end(), *western[ring], comes_before);
    if (at != sorted.begin() && (at - 1)->row == at->row) neighbour[ring] = (at - 1)->ring;
  }
  return neighbour;
}

}  // namespace

MultiPolygon nested(const Outlines& outlines) {
  MultiPolygon polygons;
  std::vector<std::uint32_t> polygon_of(outlines.rings.size(), none);
  std::vector<bool> is_hole(outlines.rings.size(), false);
  for (std::size_t i = 0; i < outlines.rings.size(); ++i) {
    if (doubled_area(outlines.rings[i]) < 0) {
      is_hole[i] = true;
      continue;
    }
    polygon_of[i] = static_cast<std::uint32_t>(polygons.size());
    polygons.push_back({in_metres(outlines.rings[i]), {}});
  }
  if (polygons.size() == outlines.rings.size()) return polygons;
  const std::vector<std::uint32_t> neighbour = western_neighbours(outlines.cuts, is_hole);
  for (std::size_t i = 0; i < outlines.rings.size(); ++i) {
    if (polygon_of[i] != none) continue;
    std::uint32_t at = neighbour[i];
    while (at != none && polygon_of[at] == none) at = neighbour[at];  // ever farther west
    assert(at != none);
    polygons[polygon_of[at]].holes.push_back(in_metres(outlines.rings[i]));
  }
  return polygons;
}

}  // namespace wangge::gis::circles
