#include "engine/planning/edits/line_cells.h"

#include "engine/planning/edits/plane_side.h"
#include "engine/planning/edits/selection.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

Refusal refused_at(GridId grid, std::string zh, std::string en, int rule) {
  Refusal refused = refusal_of(rule, std::move(zh), std::move(en));
  refused.grid = grid;
  return refused;
}

bool is_line(const Path& line) {
  const auto finite = [](core::Position place) { return std::isfinite(place.x) && std::isfinite(place.y); };
  return std::all_of(line.begin(), line.end(), finite) &&
         std::any_of(line.begin(), line.end(), [&](core::Position place) { return place != line.front(); });
}

std::pair<std::int64_t, double> weight(const territory::Cells& cells, const std::vector<CellId>& side) {
  std::pair<std::int64_t, double> sum;
  for (const CellId cell : side) {
    sum.first += cells.households[cell];
    sum.second += cells.area[cell].value;
  }
  return sum;
}

}  // namespace

std::variant<std::vector<CellId>, Refusal> cells_of_smaller_side(const Plan& plan, GridId grid, const Path& line,
                                                                 bool compounds_whole, const EditGround& ground) {
  if (!is_line(line)) {
    return refused_at(grid, "分割线至少需要两个不同的点", "the line of a split needs two different points at least", 0);
  }
  const territory::Cells& cells = plan.territory().cells;
  Path places;
  for (const CellId cell : plan.cells_of(grid)) places.push_back(cells.centroid[cell]);
  const Path ring = side_of(line, places);
  std::vector<CellId> chosen;
  for (const CellId cell : plan.cells_of(grid)) {
    const bool here = ground.share_inside ? ground.share_inside(cell, ring) > 0.5 : inside(cells.centroid[cell], ring);
    if (here) chosen.push_back(cell);
  }
  if (compounds_whole) chosen = with_whole_compounds(plan, grid, chosen);
  std::vector<CellId> others;
  const auto own = plan.cells_of(grid);
  std::set_difference(own.begin(), own.end(), chosen.begin(), chosen.end(), std::back_inserter(others));
  if (chosen.empty() || others.empty()) {
    return refused_at(grid, fmt::format("分割线把网格 {} 的 {} 个单元全部留在一侧", plan.code(grid), own.size()),
                      fmt::format("the line leaves all {} cells of grid {} on one side", own.size(), plan.code(grid)), 1);
  }
  return weight(cells, others) < weight(cells, chosen) ? others : chosen;
}

}  // namespace wangge::planning
