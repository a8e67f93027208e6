#include "gis/build/assign_grids.h"

#include "engine/core/parallel.h"
#include "gis/assign/point_locator.h"
#include "gis/build/overlap.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/core.h>

namespace wangge::gis {
namespace {

using planning::GivenGridId;
using territory::BuildingId;
using territory::CellId;
using territory::Territory;

/// What a grid, or the land outside all grids, holds of one cell.
struct Share {
  std::int64_t households = 0;
  double area = 0;
};
using Shares = std::map<GivenGridId, Share>;  ///< an invalid id: outside; it sorts last

GivenGridId majority(const Shares& shares);

Shares shares_of(CellId cell, const Territory& territory, const std::vector<PolygonId>& grid_of_building, Overlap& overlap,
                 const CellShape& shape) {
  Shares shares;
  const std::vector<MultiPolygon> outline = {shape(cell)};
  double covered = 0;
  for (const auto& [grid, area] : overlap.of(outline.front())) {
    shares[GivenGridId(grid)].area += area.value;
    covered += area.value;
  }
  // A sliver along a line that the grids follow is no land outside.
  const double outside = territory.cells.area[cell].value - covered;
  if (outside > 1e-6 * territory.cells.area[cell].value) shares[GivenGridId()].area += outside;
  const GivenGridId widest = majority(shares);
  const PointLocator own_land(outline);
  for (const BuildingId building : territory.buildings_of_cell[cell]) {
    // A building across a given boundary may have its point on the other side: it then follows the land of its cell.
    const bool at_home = own_land.locate(territory.buildings.position[building]).valid();
    const PolygonId grid = grid_of_building[building.value()];
    const GivenGridId by_point = grid.valid() ? GivenGridId(grid.value()) : GivenGridId();
    shares[at_home ? by_point : widest].households += territory.buildings.households[building];
  }
  return shares;
}

GivenGridId majority(const Shares& shares) {
  const auto most = std::max_element(shares.begin(), shares.end(), [](const auto& a, const auto& b) {
    return std::tie(a.second.households, a.second.area) < std::tie(b.second.households, b.second.area);
  });
  return most == shares.end() ? GivenGridId() : most->first;
}

/// What a given grid loses or gains because cells go whole.
struct Disagreement {
  std::size_t cells = 0;
  Share lost;
  core::Position place;
};

void report(const std::map<GivenGridId, Disagreement>& disagreements, std::span<const AreaFeature> grids,
            GridAssignment& assignment) {
  for (const auto& [grid, found] : disagreements) {
    assignment.disagreement += core::SquareMetres(found.lost.area);
    assignment.disagreement_households += found.lost.households;
    // Lines that follow cells up to a hair are no disagreement worth a sentence.
    if (!grid.valid() || (found.lost.households == 0 && found.lost.area < 1)) continue;
    const AreaFeature& feature = grids[grid.value()];
    assignment.findings.add(
        {.rule = "grid.disagreement",
         .severity = core::Severity::note,
         .message = {.zh = fmt::format("网格 {} 的边界切过 {} 个单元：{:.0f} 平方米、{} 户随整个单元归入邻近网格", feature.code,
                                       found.cells, found.lost.area, found.lost.households),
                     .en = fmt::format(
                         "the outline of grid {} cuts {} cells: {:.0f} m2 and {} households go with their whole cell to a "
                         "neighbouring grid",
                         feature.code, found.cells, found.lost.area, found.lost.households)},
         .file = {},
         .layer = "grids",
         .feature = feature.source_id,
         .value = fmt::format("{:.0f} m2, {} households", found.lost.area, found.lost.households),
         .place = found.place});
  }
}

/// Cells that are asked in a row by one of several workers, each with shapes of its own, which GEOS wants.
constexpr std::size_t cells_in_a_row = 64;

/// What each cell shares with grids, in the order of cells.
std::vector<Shares> all_shares(std::span<const MultiPolygon> shapes, const Territory& territory, const CellShape& shape,
                               Overlap& first, core::Threads threads) {
  const PointLocator locator(shapes);
  const std::vector<PolygonId> grid_of_building = locator.locate(territory.buildings.position.values(), threads);
  const std::size_t cells = territory.cells.size();
  std::vector<Shares> shares(cells);
  const auto workers = static_cast<std::size_t>(std::max(1, threads.value));
  core::parallel_for(threads, std::min(workers, cells / cells_in_a_row + 1), [&](std::size_t worker) {
    std::optional<Overlap> own;
    Overlap& overlap = worker == 0 ? first : own.emplace(shapes);
    for (std::size_t begin = worker * cells_in_a_row; begin < cells; begin += workers * cells_in_a_row) {
      for (std::size_t i = begin; i < std::min(begin + cells_in_a_row, cells); ++i)
        shares[i] = shares_of(CellId(static_cast<std::uint32_t>(i)), territory, grid_of_building, overlap, shape);
    }
  });
  return shares;
}

void report_unusable(std::span<const AreaFeature> grids, const Overlap& overlap, core::Findings& findings) {
  for (std::size_t i = 0; i < grids.size(); ++i) {
    if (overlap.usable(i)) continue;
    findings.add({.rule = "grid.shape",
                  .severity = core::Severity::warning,
                  .message = {.zh = fmt::format("网格 {} 没有可用的形状，未分得单元", grids[i].code),
                              .en = fmt::format("grid {} has no usable shape and gets no cell", grids[i].code)},
                  .file = {},
                  .layer = "grids",
                  .feature = grids[i].source_id,
                  .value = {},
                  .place = std::nullopt});
  }
}

}  // namespace

GridAssignment assign_grids(std::span<const AreaFeature> grids, const Territory& territory, const CellShape& shape,
                            core::Threads threads) {
  GridAssignment assignment;
  std::vector<MultiPolygon> shapes;
  for (const AreaFeature& grid : grids) {
    assignment.plan.grids.push_back({.code = grid.code, .name = grid.name, .kind = planning::GridKind::comprehensive});
    shapes.push_back(grid.shape);
  }
  Overlap overlap(shapes);
  report_unusable(grids, overlap, assignment.findings);
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (!overlap.usable(i)) shapes[i].clear();
  }
  const std::vector<Shares> of_cells = all_shares(shapes, territory, shape, overlap, threads);
  std::map<GivenGridId, Disagreement> disagreements;
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    const Shares& shares = of_cells[cell.value()];
    const GivenGridId winner = majority(shares);
    assignment.plan.grid_of_cell.push_back(winner);
    for (const auto& [grid, share] : shares) {
      if (grid == winner) continue;
      Disagreement& found = disagreements[grid];
      if (found.cells++ == 0) found.place = territory.cells.centroid[cell];
      found.lost.households += share.households;
      found.lost.area += share.area;
    }
  }
  report(disagreements, grids, assignment);
  return assignment;
}

}  // namespace wangge::gis
