#include "scenarios/steps/cell_finder.h"

namespace wangge::scenarios {
namespace {

std::vector<gis::MultiPolygon> shapes_of(const gis::TerritoryBuild& built) {
  std::vector<gis::MultiPolygon> shapes;
  shapes.reserve(built.territory.cells.size());
  for (const territory::CellId cell : core::ids<territory::CellId>(built.territory.cells.size())) {
    shapes.push_back(built.coverage.polygon(cell));
  }
  return shapes;
}

}  // namespace

CellFinder::CellFinder(const gis::TerritoryBuild& built) : locator_(shapes_of(built)) {}

std::vector<territory::CellId> CellFinder::find(std::span<const core::Position> places, core::Threads threads) const {
  std::vector<territory::CellId> cells;
  cells.reserve(places.size());
  for (const gis::PolygonId polygon : locator_.locate(places, threads)) {
    cells.push_back(polygon.valid() ? territory::CellId(polygon.value()) : territory::CellId());
  }
  return cells;
}

}  // namespace wangge::scenarios
