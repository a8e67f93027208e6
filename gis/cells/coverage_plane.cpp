#include "gis/cells/coverage_plane.h"

#include <cassert>
#include <utility>

namespace wangge::gis::cells {
namespace {

/// The edges of the fine subdivision between different cells; a piece's `segment` is the half-edge it comes from.
Noding cell_borders(const FinePlane& fine, const CellFaces& cells) {
  Noding noding;
  std::vector<std::uint32_t> renamed(fine.plane.points().size(), none);
  for (std::uint32_t h = 0; h < fine.plane.half_edge_count(); h += 2) {
    if (cells.of_face[fine.plane.face_of(h)] == cells.of_face[fine.plane.face_of(h + 1)]) continue;
    renamed[fine.plane.origin(h)] = renamed[fine.plane.target(h)] = 0;
  }
  for (std::uint32_t point = 0; point < renamed.size(); ++point) {
    if (renamed[point] == none) continue;
    renamed[point] = static_cast<std::uint32_t>(noding.points.size());
    noding.points.push_back(fine.plane.points()[point]);
  }
  for (std::uint32_t h = 0; h < fine.plane.half_edge_count(); h += 2) {
    if (cells.of_face[fine.plane.face_of(h)] == cells.of_face[fine.plane.face_of(h + 1)]) continue;
    noding.pieces.push_back({renamed[fine.plane.origin(h)], renamed[fine.plane.target(h)], h});
  }
  return noding;
}

/// What lies on a border: a line, else water or its edge, else a building's wall.
BarrierClass border_class(const FinePlane& fine, const std::vector<Unit>& units, std::uint32_t half_edge) {
  if (fine.barrier[half_edge / 2] != BarrierClass::none) return fine.barrier[half_edge / 2];
  const Unit::Kind left = units[fine.unit_of_face[fine.plane.face_of(half_edge)]].kind;
  const Unit::Kind right = units[fine.unit_of_face[fine.plane.face_of(half_edge ^ 1U)]].kind;
  if (left == Unit::Kind::water || right == Unit::Kind::water) return BarrierClass::river;
  return left == Unit::Kind::block || right == Unit::Kind::block ? BarrierClass::wall : BarrierClass::none;
}

}  // namespace

CoveragePlane::CoveragePlane(const FinePlane& fine, const std::vector<Unit>& units, const CellFaces& cells,
                             const Lattice& used_lattice)
    : lattice(used_lattice),
      plane(cell_borders(fine, cells)),
      boundaries(plane),
      cell_of_face(plane.face_count(), none),
      face_of_cell(cells.cells, none),
      barrier(plane.edge_count(), BarrierClass::none) {
  for (std::uint32_t h = 0; h < plane.half_edge_count(); ++h) {
    const Arrangement::Source source = plane.sources(h / 2).front();
    const std::uint32_t origin = (h & 1U) == 0 ? source.segment : source.segment ^ 1U;
    const std::uint32_t cell = cells.of_face[fine.plane.face_of(origin)];
    assert(cell_of_face[plane.face_of(h)] == none || cell_of_face[plane.face_of(h)] == cell);
    cell_of_face[plane.face_of(h)] = cell;
    barrier[h / 2] = border_class(fine, units, origin);
  }
  for (std::uint32_t face = 0; face < cell_of_face.size(); ++face) {
    if (cell_of_face[face] == none) continue;
    assert(face_of_cell[cell_of_face[face]] == none);
    face_of_cell[cell_of_face[face]] = face;
  }
}

}  // namespace wangge::gis::cells
