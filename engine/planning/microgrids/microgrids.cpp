#include "engine/planning/microgrids/microgrids.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/planning/grid_label.h"
#include "engine/planning/lands.h"
#include "engine/planning/repartition/atom_graph.h"
#include "engine/planning/repartition/divide.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <utility>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

using territory::Neighbour;

/// How far a microgrid may lie from its grid's mean.
constexpr double slack = 0.35;

[[noreturn]] void reject(std::string zh, std::string en) {
  throw core::Error(core::ErrorCode::input, {.zh = std::move(zh), .en = std::move(en)});
}

std::vector<GridId> by_code(const Plan& plan) {
  std::vector<GridId> grids = plan.grids();
  std::sort(grids.begin(), grids.end(), [&](GridId a, GridId b) { return plan.code(a) < plan.code(b); });
  return grids;
}

std::vector<std::uint32_t> counts_of(const Plan& plan, const std::vector<GridId>& grids, const MicrogridRules& rules) {
  std::vector<std::int64_t> households;
  for (const GridId grid : grids) households.push_back(plan.tally(grid).households);
  std::vector<std::uint32_t> counts;
  if (rules.count) {
    if (*rules.count < static_cast<std::int64_t>(grids.size())) {
      reject(fmt::format("{} 个微网格不够：共有 {} 个网格，每个至少一个", *rules.count, grids.size()),
             fmt::format("{} microgrids are too few: there are {} grids, and each needs one", *rules.count, grids.size()));
    }
    std::vector<std::uint32_t> cells;
    for (const GridId grid : grids) cells.push_back(static_cast<std::uint32_t>(plan.cells_of(grid).size()));
    const std::size_t all = plan.grid_of_cell().size();
    if (*rules.count > static_cast<std::int64_t>(all)) {
      reject(fmt::format("只有 {} 个单元，不能分为 {} 个微网格", all, *rules.count),
             fmt::format("there are only {} cells for {} microgrids", all, *rules.count));
    }
    return apportion(households, static_cast<std::uint32_t>(*rules.count), cells);
  }
  const auto size = static_cast<double>(rules.households.value_or(1));
  for (std::size_t i = 0; i < grids.size(); ++i) {
    const auto cells = static_cast<double>(plan.cells_of(grids[i]).size());
    counts.push_back(static_cast<std::uint32_t>(std::clamp(std::round(static_cast<double>(households[i]) / size), 1.0, cells)));
  }
  return counts;
}

/// The cells of each microgrid of one grid, in the order of their numbers.
std::vector<std::vector<CellId>> divided(const Plan& plan, GridId grid, std::uint32_t parts, const MicrogridRules& rules,
                                         core::Seed seed) {
  const territory::Cells& land = plan.territory().cells;
  std::vector<Atom> atoms;
  for (const CellId cell : plan.cells_of(grid)) atoms.push_back({{cell}, 0});
  std::vector<std::vector<CellId>> cells(parts);
  if (parts == 1) {
    cells[0].assign(plan.cells_of(grid).begin(), plan.cells_of(grid).end());
    return cells;
  }
  const double mean = static_cast<double>(plan.tally(grid).households) / parts;
  const SizeRange range{static_cast<std::int64_t>(std::floor(mean * (1 - slack))),
                        std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(mean * (1 + slack))))};
  const SearchGraph graph = atom_graph(plan.territory(), atoms, PeopleUnit::households, range);
  const Division division = divide(graph, std::vector<std::uint32_t>(atoms.size(), 0),
                                   {.parts = parts,
                                    .stay = 0,
                                    .size = range,
                                    .effort = std::max<std::uint64_t>(rules.effort, 200 * 100 / atoms.size()),
                                    .attempts = 3,
                                    .stream = plan.cells_of(grid).front().value()},
                                   seed);
  for (std::size_t i = 0; i < atoms.size(); ++i) cells[division.part_of_node[i]].push_back(atoms[i].cells.front());
  std::vector<core::Position> centres;
  for (const auto& own : cells) {
    double total = 0;
    core::Position sum;
    for (const CellId cell : own) {
      const double weight = 1e-6 * land.area[cell].value + static_cast<double>(land.households[cell]);
      total += weight;
      sum.x += weight * land.centroid[cell].x;
      sum.y += weight * land.centroid[cell].y;
    }
    centres.push_back({sum.x / total, sum.y / total});
  }
  const std::vector<std::size_t> number = number_grids(centres);
  std::vector<std::vector<CellId>> ordered(parts);
  for (std::size_t i = 0; i < parts; ++i) ordered[number[i] - 1] = std::move(cells[i]);
  return ordered;
}

/// Pieces of a set of cells over borders that connect, and connected parts of the parent that it lies in.
bool in_one_piece(const Plan& plan, const Lands& lands, const std::vector<CellId>& cells) {
  const std::set<CellId> own(cells.begin(), cells.end());
  std::set<CellId> seen;
  std::set<LandId> parts;
  std::size_t pieces = 0;
  for (const CellId start : cells) {
    parts.insert(lands.land_of_cell[start]);
    if (!seen.insert(start).second) continue;
    ++pieces;
    std::vector<CellId> open = {start};
    while (!open.empty()) {
      const CellId cell = open.back();
      open.pop_back();
      for (const CellId other : lands.connected[cell]) {
        if (own.contains(other) && plan.grid_of(other) == plan.grid_of(start) && seen.insert(other).second) open.push_back(other);
      }
    }
  }
  return pieces == parts.size();
}

/// Four pi area over the square of the perimeter, in the terms of `Plan`.
double compactness(const territory::Cells& land, const std::vector<CellId>& cells, double area) {
  double perimeter = 0;
  for (const CellId cell : cells) {
    perimeter += land.outer_border[cell].value;
    for (const Neighbour& other : land.neighbours[cell]) {
      if (land.parent[other.cell] == land.parent[cell] && !std::binary_search(cells.begin(), cells.end(), other.cell))
        perimeter += other.border.value;
    }
  }
  return perimeter > 0 ? 4 * std::numbers::pi * area / (perimeter * perimeter) : 0.0;
}

std::string microgrid_name(const std::string& grid, std::size_t number) {
  return is_chinese(grid) ? fmt::format("{}第{}微网格", grid, number) : fmt::format("{}-{}", grid, number);
}

Microgrid microgrid_of(const Plan& plan, const Lands& lands, GridId grid, std::vector<CellId> cells, std::size_t number,
                       int digits) {
  const territory::Territory& territory = plan.territory();
  Microgrid made;
  made.code = grid_code(plan.code(grid), number, digits);
  made.name = microgrid_name(plan.name(grid), number);
  made.grid = grid;
  made.cells = std::move(cells);
  for (const CellId cell : made.cells) {
    made.households += territory.cells.households[cell];
    made.residents += territory.cells.residents[cell];
    made.buildings += static_cast<std::int64_t>(territory.buildings_of_cell[cell].size());
    made.area += territory.cells.area[cell];
  }
  made.compactness = compactness(territory.cells, made.cells, made.area.value);
  made.connected = in_one_piece(plan, lands, made.cells);
  return made;
}

void share_captains(const MicrogridRules& rules, std::vector<Microgrid>& all) {
  const auto captains = rules.captains.value_or(static_cast<std::int64_t>(all.size()));
  if (captains < static_cast<std::int64_t>(all.size())) {
    reject(fmt::format("{} 名楼栋长不够：共有 {} 个微网格，每个至少一名", captains, all.size()),
           fmt::format("{} captains are too few: there are {} microgrids, and each needs one", captains, all.size()));
  }
  std::vector<std::int64_t> households;
  for (const Microgrid& one : all) households.push_back(one.households);
  const std::vector<std::uint32_t> counts = apportion(households, static_cast<std::uint32_t>(captains));
  for (std::size_t i = 0; i < all.size(); ++i) all[i].captains = counts[i];
}

}  // namespace

Microgrids draw_microgrids(const Plan& plan, const MicrogridRules& rules, core::Seed seed, core::Threads threads) {
  const std::vector<GridId> grids = by_code(plan);
  const std::vector<std::uint32_t> counts = counts_of(plan, grids, rules);
  std::vector<std::vector<std::vector<CellId>>> cells(grids.size());
  core::parallel_for(threads, grids.size(), [&](std::size_t i) { cells[i] = divided(plan, grids[i], counts[i], rules, seed); });
  const Lands lands = build_lands(plan.territory(), plan.rules().households);
  Microgrids drawn;
  drawn.microgrid_of_cell.resize(plan.grid_of_cell().size());
  for (std::size_t i = 0; i < grids.size(); ++i) {
    for (std::size_t k = 0; k < cells[i].size(); ++k) {
      for (const CellId cell : cells[i][k]) drawn.microgrid_of_cell[cell] = MicrogridId(drawn.all.size());
      drawn.all.push_back(microgrid_of(plan, lands, grids[i], std::move(cells[i][k]), k + 1, rules.code_digits));
    }
  }
  share_captains(rules, drawn.all);
  return drawn;
}

}  // namespace wangge::planning
