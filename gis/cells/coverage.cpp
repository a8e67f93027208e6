#include "gis/cells/coverage.h"

#include "engine/core/disjoint_sets.h"
#include "engine/core/parallel.h"
#include "gis/cells/coverage_plane.h"
#include "gis/cells/outlines.h"

#include <algorithm>
#include <cassert>

namespace wangge::gis {
namespace {

using cells::CoveragePlane;
using cells::none;

Ring ring_of(const CoveragePlane& coverage, const std::vector<std::uint32_t>& points) {
  Ring ring;
  ring.reserve(points.size() + 1);
  for (const std::uint32_t point : points) ring.push_back(coverage.lattice.position(coverage.plane.points()[point]));
  ring.push_back(ring.front());
  return ring;
}

MultiPolygon polygons_of(const CoveragePlane& coverage, const std::vector<cells::Outline>& outlines) {
  MultiPolygon polygons;
  for (const cells::Outline& outline : outlines) {
    Polygon polygon{ring_of(coverage, outline.outer), {}};
    for (const auto& hole : outline.holes) polygon.holes.push_back(ring_of(coverage, hole));
    polygons.push_back(std::move(polygon));
  }
  return polygons;
}

}  // namespace

std::size_t CellCoverage::size() const { return plane_ ? plane_->face_of_cell.size() : 0; }

MultiPolygon CellCoverage::polygon(territory::CellId cell) const {
  return polygons_of(*plane_, cells::trace_outlines(plane_->plane, plane_->boundaries[plane_->face_of_cell[cell.value()]],
                                                    [](std::uint32_t) { return 0U; }));
}

std::vector<MultiPolygon> CellCoverage::dissolve(const core::Column<territory::CellId, std::uint32_t>& label,
                                                 std::uint32_t labels, core::Threads threads) const {
  assert(label.size() == size());
  std::vector<MultiPolygon> dissolved(labels);
  if (!plane_) return dissolved;
  const cells::Arrangement& plane = plane_->plane;
  std::vector<std::uint32_t> label_of_face(plane.face_count(), none);
  for (std::uint32_t face = 0; face < label_of_face.size(); ++face) {
    const std::uint32_t cell = plane_->cell_of_face[face];
    if (cell != none && label.values()[cell] < labels) label_of_face[face] = label.values()[cell];
  }
  core::DisjointSets regions(plane.face_count());
  std::vector<std::vector<std::uint32_t>> borders(labels);
  for (std::uint32_t h = 0; h < plane.half_edge_count(); ++h) {
    const std::uint32_t left = label_of_face[plane.face_of(h)];
    if (left == none) continue;
    if (left == label_of_face[plane.face_of(h ^ 1U)]) {
      regions.unite(plane.face_of(h), plane.face_of(h ^ 1U));
    } else {
      borders[left].push_back(h);
    }
  }
  std::vector<std::uint32_t> region_of_face(plane.face_count());
  for (std::uint32_t face = 0; face < region_of_face.size(); ++face) region_of_face[face] = regions.find(face);
  core::parallel_for(threads, labels, [&](std::size_t i) {
    dissolved[i] =
        polygons_of(*plane_, cells::trace_outlines(plane, borders[i], [&](std::uint32_t face) { return region_of_face[face]; }));
  });
  return dissolved;
}

std::optional<territory::CellId> CellCoverage::cell_at(Position place) const {
  if (!plane_) return std::nullopt;
  const auto point = plane_->lattice.point(place);
  if (!point) return std::nullopt;
  const cells::Arrangement& plane = plane_->plane;
  std::uint32_t lowest = none;
  bool on_border = false;
  for (const std::uint32_t edge : plane.grid()[plane.grid().bucket_of(*point)]) {
    if (!cells::on_segment(plane.segment(2 * edge), *point)) continue;
    on_border = true;
    lowest = std::min({lowest, plane_->left_cell(2 * edge), plane_->left_cell(2 * edge + 1)});
  }
  if (!on_border) lowest = plane_->cell_of_face[plane.locate(*point)];
  return lowest == none ? std::nullopt : std::optional(territory::CellId(lowest));
}

}  // namespace wangge::gis
