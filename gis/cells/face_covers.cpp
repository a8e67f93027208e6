#include "gis/cells/face_covers.h"

#include "gis/cells/face_boundaries.h"

#include <algorithm>
#include <utility>

namespace wangge::gis::cells {
namespace {

using Windings = std::vector<std::pair<std::uint32_t, std::int32_t>>;  // by rising shape, none zero

void change(Windings& windings, std::uint32_t shape, std::int32_t by) {
  const auto at = std::lower_bound(windings.begin(), windings.end(), shape,
                                   [](const auto& entry, std::uint32_t wanted) { return entry.first < wanted; });
  if (at == windings.end() || at->first != shape) {
    windings.insert(at, {shape, by});
  } else if ((at->second += by) == 0) {
    windings.erase(at);
  }
}

}  // namespace

std::vector<std::vector<std::uint32_t>> face_covers(const Arrangement& plane, const Linework& work) {
  const FaceBoundaries boundaries(plane);
  std::vector<Windings> windings(plane.face_count());
  std::vector<bool> seen(plane.face_count(), false);
  std::vector<std::uint32_t> queue{0};
  seen[0] = true;
  for (std::size_t at = 0; at < queue.size(); ++at) {
    const std::uint32_t face = queue[at];
    for (const std::uint32_t h : boundaries[face]) {
      const std::uint32_t across = plane.face_of(h ^ 1U);
      if (seen[across]) continue;
      seen[across] = true;
      queue.push_back(across);
      windings[across] = windings[face];
      for (const Arrangement::Source& source : plane.sources(h / 2)) {
        const std::uint32_t shape = work.shape_of_segment[source.segment];
        if (work.shapes[shape].kind == InputShape::Kind::line) continue;
        const bool along = source.forward == ((h & 1U) == 0);  // the shape's inside is on this side of the edge
        change(windings[across], shape, along ? -1 : 1);
      }
    }
  }
  std::vector<std::vector<std::uint32_t>> covers(plane.face_count());
  for (std::size_t face = 0; face < covers.size(); ++face) {
    for (const auto& [shape, winding] : windings[face]) covers[face].push_back(shape);
  }
  return covers;
}

}  // namespace wangge::gis::cells
