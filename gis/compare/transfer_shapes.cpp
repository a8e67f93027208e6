#include "gis/compare/common_land.h"
#include "gis/ogr_session.h"
#include "gis/ogr_shapes.h"

#include <map>
#include <string>

namespace wangge::gis {
namespace {

using evaluation::Transfer;

MultiPolygon polygons_or_none(const std::unique_ptr<OGRGeometry>& geometry) {
  return geometry == nullptr ? MultiPolygon() : polygons_of(*geometry);
}

MultiPolygon joined_cells(const std::vector<const MultiPolygon*>& cells) {
  MultiPolygon all;
  for (const MultiPolygon* cell : cells) all.insert(all.end(), cell->begin(), cell->end());
  if (all.empty()) return {};
  return polygons_or_none(std::unique_ptr<OGRGeometry>(to_ogr(all)->UnionCascaded()));
}

/// The cells of each pair of codes, in the order of the first file.
std::map<std::pair<std::string, std::string>, std::vector<const MultiPolygon*>> cells_of_pairs(const PlanFile& before,
                                                                                               const PlanFile& after) {
  std::map<std::int64_t, const std::string*> grid_after;
  for (const PlanFile::Cell& cell : after.cells) grid_after[cell.cell] = &cell.grid;
  std::map<std::pair<std::string, std::string>, std::vector<const MultiPolygon*>> pairs;
  for (const PlanFile::Cell& cell : before.cells) pairs[{cell.grid, *grid_after.at(cell.cell)}].push_back(&cell.shape);
  return pairs;
}

}  // namespace

std::vector<MultiPolygon> transfer_shapes(const PlanFile& before, const PlanFile& after, ComparisonWay way,
                                          std::span<const Transfer> transfers) {
  const GdalMessages messages;
  std::vector<MultiPolygon> shapes;
  if (way == ComparisonWay::cells) {
    const auto pairs = cells_of_pairs(before, after);
    for (const Transfer& transfer : transfers) {
      const auto found = pairs.find({before.grids[transfer.from.value()].code, after.grids[transfer.to.value()].code});
      shapes.push_back(found == pairs.end() ? MultiPolygon() : joined_cells(found->second));
    }
    return shapes;
  }
  for (const Transfer& transfer : transfers) {
    const std::unique_ptr<OGRGeometry> a = to_ogr(before.grids[transfer.from.value()].shape);
    const std::unique_ptr<OGRGeometry> b = to_ogr(after.grids[transfer.to.value()].shape);
    shapes.push_back(polygons_or_none(std::unique_ptr<OGRGeometry>(a->Intersection(b.get()))));
  }
  return shapes;
}

}  // namespace wangge::gis
