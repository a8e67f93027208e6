#include "gis/form/street_blocks.h"

#include "gis/cells/arrangement.h"
#include "gis/cells/lattice.h"
#include "gis/cells/snap_rounding.h"

#include <algorithm>

namespace wangge::gis {
namespace {

using cells::Arrangement;
using cells::Lattice;

Box box_around(std::span<const LineString> lines) {
  Box box;
  bool any = false;
  for (const LineString& line : lines) {
    for (const Position p : line) {
      box.low = any ? Position{std::min(box.low.x, p.x), std::min(box.low.y, p.y)} : p;
      box.high = any ? Position{std::max(box.high.x, p.x), std::max(box.high.y, p.y)} : p;
      any = true;
    }
  }
  return box;
}

std::vector<cells::Segment> segments_of(std::span<const LineString> lines, const Lattice& lattice) {
  std::vector<cells::Segment> segments;
  for (const LineString& line : lines) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      const auto a = lattice.point(line[i]);
      const auto b = lattice.point(line[i + 1]);
      if (a && b && *a != *b) segments.push_back({*a, *b});
    }
  }
  return segments;
}

/// Walks once around the face on the left of a half-edge.
evaluation::FormBlock walk(const Arrangement& plane, const Lattice& lattice, std::uint32_t start, std::vector<bool>& seen) {
  evaluation::FormBlock block;
  std::uint32_t at = start;
  do {
    seen[at] = true;
    block.ring.push_back(lattice.position(plane.points()[plane.origin(at)]));
    if (plane.face_of(at ^ 1U) != plane.face_of(at)) block.perimeter += cells::length(plane.segment(at)) * lattice.unit();
    at = plane.next(at);
  } while (at != start);
  block.ring.push_back(block.ring.front());
  return block;
}

}  // namespace

std::vector<evaluation::FormBlock> street_blocks(std::span<const LineString> streets, core::Threads threads) {
  std::vector<evaluation::FormBlock> blocks;
  if (streets.empty()) return blocks;
  const Lattice lattice = Lattice::over(box_around(streets));
  const std::vector<cells::Segment> segments = segments_of(streets, lattice);
  if (segments.empty()) return blocks;
  const Arrangement plane(cells::snap_round(segments, threads));
  std::vector<bool> seen(plane.half_edge_count(), false);
  for (std::uint32_t h = 0; h < plane.half_edge_count(); ++h) {
    if (seen[h]) continue;
    evaluation::FormBlock block = walk(plane, lattice, h, seen);
    const std::uint32_t face = plane.face_of(h);
    // The other walks around a face are those of its holes.
    if (face == 0 || evaluation::signed_area(block.ring) <= 0) continue;
    block.area = lattice.square_metres(plane.doubled_area(face));
    blocks.push_back(std::move(block));
  }
  return blocks;
}

}  // namespace wangge::gis
