#include "gis/cells/build_cells.h"

#include "gis/cells/adjacency.h"
#include "gis/cells/area_land.h"
#include "gis/cells/assign_faces.h"
#include "gis/cells/coverage_plane.h"
#include "gis/cells/face_covers.h"
#include "gis/cells/inner_point.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

using core::Position;
using territory::CellId;

/// The coarse subdivision, until the fine one replaces it.
struct Coarse {
  cells::Blocks blocks;
  cells::Units units;
  cells::FineLinework fine_work;
};

Coarse build_coarse(const Layers& layers, const CellRules& rules, const cells::Lattice& lattice, const Box& extent,
                    core::Threads threads, core::Progress& progress, core::Findings& findings) {
  const cells::Linework work = cells::gather_linework(layers, rules, lattice, extent);
  findings.append(work.findings);
  progress.check();
  const cells::Arrangement plane(cells::snap_round(work.segments, threads));
  progress.check();
  const std::vector<std::vector<std::uint32_t>> covers = cells::face_covers(plane, work);
  const cells::AreaLand land = cells::settle_areas(plane, covers, work, layers, rules, lattice);
  findings.append(land.findings);
  Coarse coarse;
  coarse.blocks = cells::group_buildings(plane, covers, land, work, layers, rules, lattice);
  findings.append(coarse.blocks.findings);
  coarse.units = cells::flood_units(plane, covers, land, coarse.blocks, work, rules, lattice);
  progress.check();
  coarse.fine_work = cells::divide_land(plane, coarse.units, rules, lattice, threads, progress);
  return coarse;
}

/// Area and centroid of a footprint, holes taken off.
struct Weighted {
  double weight = 0;
  double x = 0;
  double y = 0;
};

void add_ring(Weighted& sum, const Ring& ring, Position origin) {
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const double ax = ring[i].x - origin.x;
    const double ay = ring[i].y - origin.y;
    const double bx = ring[i + 1].x - origin.x;
    const double by = ring[i + 1].y - origin.y;
    const double doubled = ax * by - bx * ay;
    sum.weight += doubled / 2;
    sum.x += doubled * (ax + bx) / 6;
    sum.y += doubled * (ay + by) / 6;
  }
}

/// The centre of a cell's buildings by footprint, or of its point buildings.
Position centre_of(const std::vector<std::uint32_t>& buildings, const Layers& layers) {
  const BuildingFeature& first = layers.buildings[buildings.front()];
  const Position origin = first.footprint.empty() ? *first.point : first.footprint[0].outer[0];
  Weighted sum;
  for (const std::uint32_t i : buildings) {
    for (const Polygon& polygon : layers.buildings[i].footprint) {
      Weighted one;
      add_ring(one, polygon.outer, origin);
      for (const Ring& hole : polygon.holes) add_ring(one, hole, origin);
      const double sign = one.weight < 0 ? -1 : 1;
      sum = {sum.weight + sign * one.weight, sum.x + sign * one.x, sum.y + sign * one.y};
    }
  }
  if (sum.weight > 0) return {origin.x + sum.x / sum.weight, origin.y + sum.y / sum.weight};
  for (const std::uint32_t i : buildings) {
    if (!layers.buildings[i].point) continue;
    sum = {sum.weight + 1, sum.x + layers.buildings[i].point->x - origin.x, sum.y + layers.buildings[i].point->y - origin.y};
  }
  return sum.weight > 0 ? Position{origin.x + sum.x / sum.weight, origin.y + sum.y / sum.weight} : origin;
}

void place_buildings(CellBuild& build, const cells::Blocks& blocks, const std::vector<std::uint32_t>& cell_of_block,
                     const Layers& layers, const CellRules& rules) {
  build.cell_of_building.resize(layers.buildings.size());
  build.unassigned_reason = blocks.reason;
  build.buildings.resize(build.coverage.size());
  for (std::uint32_t i = 0; i < layers.buildings.size(); ++i) {
    if (!build.unassigned_reason[i].en.empty()) continue;
    const BuildingFeature& building = layers.buildings[i];
    const std::uint32_t block = blocks.of_building[i];
    CellId& cell = build.cell_of_building[i];
    if (block != cells::none && cell_of_block[block] != cells::none) {
      cell = CellId(cell_of_block[block]);
    } else {
      cell = build.coverage.cell_at(building.footprint.empty() ? *building.point : building.footprint[0].outer[0])
                 .value_or(CellId());
    }
    if (cell.valid()) {
      build.buildings[cell].push_back(i);
    } else {
      build.unassigned_reason[i] = cells::outside_every(rules.lowest_level);
    }
  }
}

void report_unplaced(CellBuild& build, const Layers& layers) {
  for (std::uint32_t i = 0; i < build.cell_of_building.size(); ++i) {
    if (build.cell_of_building[i].valid()) continue;
    const BuildingFeature& building = layers.buildings[i];
    core::Finding finding{.rule = building.defect.en.empty() ? "building.outside" : "building.defect"};
    finding.message = {.zh = "建筑没有归入任何单元，列入 unassigned：" + build.unassigned_reason[i].zh,
                       .en = "the building has no cell and is listed as unassigned: " + build.unassigned_reason[i].en};
    finding.feature = building.source_id;
    if (building.point) finding.place = building.point;
    if (!building.footprint.empty() && !building.footprint[0].outer.empty()) finding.place = building.footprint[0].outer[0];
    build.findings.add(std::move(finding));
  }
}

void measure_cells(CellBuild& build, const cells::CoveragePlane& plane, const cells::CellFaces& faces, const Layers& layers,
                   const CellRules& rules) {
  cells::Adjacency adjacency = cells::scan_borders(plane, faces.area, rules);
  build.perimeter = std::move(adjacency.perimeter);
  build.outer_border = std::move(adjacency.outer_border);
  build.part = std::move(adjacency.part);
  build.neighbours = std::move(adjacency.neighbours);
  build.area_feature = core::Column<CellId, std::uint32_t>(faces.area);
  for (const CellId cell : core::ids<CellId>(faces.cells)) {
    build.area.push_back(
        core::SquareMetres(plane.lattice.square_metres(plane.plane.doubled_area(plane.face_of_cell[cell.value()]))));
    build.place.push_back(build.buildings[cell].empty() ? cells::inner_point(plane, cell.value())
                                                        : centre_of(build.buildings[cell], layers));
  }
}

}  // namespace

CellBuild build_cells(const Layers& layers, const CellRules& rules, core::Threads threads, core::Progress& progress) {
  CellBuild build;
  const Box extent = cells::extent_of_areas(layers);
  const cells::Lattice lattice = cells::Lattice::over(extent);
  const Coarse coarse = build_coarse(layers, rules, lattice, extent, threads, progress, build.findings);
  progress.check();
  const cells::FinePlane fine = cells::build_fine_plane(coarse.fine_work, coarse.units.all, threads);
  progress.check();
  const cells::CellFaces faces = cells::assign_faces(fine, coarse.units.all, coarse.blocks, layers, rules, lattice);
  build.findings.append(faces.findings);
  const auto plane = std::make_shared<const cells::CoveragePlane>(fine, coarse.units.all, faces, lattice);
  build.coverage = CellCoverage(plane);
  place_buildings(build, coarse.blocks, faces.of_block, layers, rules);
  report_unplaced(build, layers);
  measure_cells(build, *plane, faces, layers, rules);
  return build;
}

}  // namespace wangge::gis
