#include "gis/compare/common_land.h"

#include "engine/core/error.h"
#include "gis/build/overlap.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

using evaluation::ComparedGrid;
using evaluation::Holdings;
using evaluation::NewGridId;
using evaluation::OldGridId;
using evaluation::Transfer;

/// Smaller shared areas are noise of the overlay.
constexpr double least_area = 1;

[[noreturn]] void refuse(std::string zh, std::string en) {
  throw core::Error(core::ErrorCode::input, {.zh = std::move(zh), .en = std::move(en)});
}

std::string system_name(const ReferenceSystem& system) {
  return system.epsg ? fmt::format("EPSG:{} {}", *system.epsg, system.name) : system.name;
}

void refuse_other_system(const PlanFile& before, const PlanFile& after) {
  const ReferenceSystem& a = before.reference;
  const ReferenceSystem& b = after.reference;
  if (a.epsg && b.epsg ? *a.epsg == *b.epsg : a.wkt == b.wkt) return;
  refuse(fmt::format("两个方案的坐标参考系统不同：{} 与 {}；请用同一 reference 重新运行其中之一", system_name(a), system_name(b)),
         fmt::format("the plans have different reference systems, {} and {}; run one of them again with the other's `reference`",
                     system_name(a), system_name(b)));
}

void refuse_no_grids(const PlanFile& before, const PlanFile& after) {
  if (!before.grids.empty() && !after.grids.empty()) return;
  const bool first = before.grids.empty();
  refuse(fmt::format("{}个方案没有网格", first ? "第一" : "第二"),
         fmt::format("the {} plan has no grids", first ? "first" : "second"));
}

std::map<std::string, std::uint32_t> grids_by_code(const PlanFile& plan) {
  std::map<std::string, std::uint32_t> index;
  for (const PlanFile::Grid& grid : plan.grids) index.emplace(grid.code, static_cast<std::uint32_t>(index.size()));
  if (index.size() == plan.grids.size()) return index;
  refuse("方案中有重复的网格编码", "a plan has two grids with one code");
}

template <class IdType>
core::Column<IdType, ComparedGrid> grids_of(const PlanFile& plan) {
  core::Column<IdType, ComparedGrid> grids;
  for (const PlanFile::Grid& grid : plan.grids) {
    grids.push_back(
        {grid.code, grid.parent, {0, grid.households, grid.residents, grid.buildings, core::SquareMetres(grid.area_m2)}});
  }
  const std::map<std::string, std::uint32_t> index = grids_by_code(plan);
  for (const PlanFile::Cell& cell : plan.cells) {
    const auto at = index.find(cell.grid);
    if (at != index.end()) ++grids[IdType(at->second)].held.cells;
  }
  return grids;
}

bool equal(const Ring& a, const Ring& b) { return a == b; }

bool equal(const MultiPolygon& a, const MultiPolygon& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Polygon& p, const Polygon& q) {
    return equal(p.outer, q.outer) && std::equal(p.holes.begin(), p.holes.end(), q.holes.begin(), q.holes.end(),
                                                 [](const Ring& r, const Ring& s) { return equal(r, s); });
  });
}

std::vector<std::uint32_t> cells_by_number(const PlanFile& plan) {
  std::vector<std::uint32_t> order(plan.cells.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return plan.cells[a].cell < plan.cells[b].cell; });
  return order;
}

bool same_cells(const PlanFile& before, const PlanFile& after) {
  if (before.cells.empty() || before.cells.size() != after.cells.size()) return false;
  const std::vector<std::uint32_t> a = cells_by_number(before);
  const std::vector<std::uint32_t> b = cells_by_number(after);
  return std::equal(a.begin(), a.end(), b.begin(), [&](std::uint32_t i, std::uint32_t j) {
    return before.cells[i].cell == after.cells[j].cell && equal(before.cells[i].shape, after.cells[j].shape);
  });
}

/// What a grid of each plan holds of the same land.
class Transfers {
 public:
  Transfers(const PlanFile& before, const PlanFile& after) : before_(grids_by_code(before)), after_(grids_by_code(after)) {}

  /// Codes that name no grid stand for land that the plan does not have.
  Holdings& at(const std::string& before, const std::string& after) {
    return sums_[{find(before_, before), find(after_, after)}];
  }
  Holdings& at(std::uint32_t before, std::uint32_t after) { return sums_[{before, after}]; }
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  [[nodiscard]] std::vector<Transfer> list() const {
    std::vector<Transfer> all;
    for (const auto& [grids, held] : sums_) {
      const auto& [from, to] = grids;
      if (held == Holdings{} || (from == none && to == none)) continue;
      all.push_back({from == none ? OldGridId() : OldGridId(from), to == none ? NewGridId() : NewGridId(to), held});
    }
    return all;
  }

 private:
  static std::uint32_t find(const std::map<std::string, std::uint32_t>& index, const std::string& code) {
    const auto found = index.find(code);
    return found == index.end() ? none : found->second;
  }

  std::map<std::string, std::uint32_t> before_;
  std::map<std::string, std::uint32_t> after_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Holdings> sums_;
};

/// Households of one plan that the other puts elsewhere or does not know.
struct Disagreement {
  std::size_t places = 0;
  std::int64_t households = 0;

  void see(std::int64_t a, std::int64_t b) {
    if (a == b) return;
    ++places;
    households += std::abs(a - b);
  }
};

core::Finding counts_finding(const Disagreement& seen, const char* zh, const char* en) {
  return {
      .rule = "compare.counts",
      .severity = core::Severity::warning,
      .message = {.zh = fmt::format("{} 个{}在两个方案中的户数不同，共差 {} 户；按较小者比较", seen.places, zh, seen.households),
                  .en = fmt::format("{} {} have other households in the two plans, {} in all; the smaller count is compared",
                                    seen.places, en, seen.households)}};
}

void add_cells(const PlanFile& before, const PlanFile& after, CommonLand& land) {
  Transfers transfers(before, after);
  std::map<std::int64_t, std::int64_t> buildings;
  for (const PlanFile::Building& building : before.buildings) ++buildings[building.cell];
  const std::vector<std::uint32_t> a = cells_by_number(before);
  const std::vector<std::uint32_t> b = cells_by_number(after);
  Disagreement seen;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const PlanFile::Cell& was = before.cells[a[i]];
    const PlanFile::Cell& is = after.cells[b[i]];
    const auto own = buildings.find(was.cell);
    transfers.at(was.grid, is.grid) += {1, std::min(was.households, is.households), std::min(was.residents, is.residents),
                                        own == buildings.end() ? 0 : own->second, core::SquareMetres(was.area_m2)};
    seen.see(was.households, is.households);
  }
  if (seen.places > 0) land.findings.add(counts_finding(seen, "单元", "cells"));
  land.plans.transfers = transfers.list();
}

core::Finding overlay_finding(const PlanFile& before, const PlanFile& after) {
  return {
      .rule = "compare.cells",
      .severity = core::Severity::note,
      .message = {.zh = fmt::format("两个方案的单元不同（{} 个与 {} 个）：面积按网格叠加比较，户数和人数按两边都有的建筑编号比较",
                                    before.cells.size(), after.cells.size()),
                  .en = fmt::format("the plans are made of different cells ({} and {}): areas are compared by laying the grids "
                                    "over one another, people by the buildings that both plans know",
                                    before.cells.size(), after.cells.size())}};
}

void add_areas(const PlanFile& before, const PlanFile& after, Transfers& transfers) {
  std::vector<MultiPolygon> shapes;
  for (const PlanFile::Grid& grid : after.grids) shapes.push_back(grid.shape);
  Overlap overlap(shapes);
  std::vector<double> left;
  for (const PlanFile::Grid& grid : after.grids) left.push_back(grid.area_m2);
  bool common = false;
  for (std::uint32_t from = 0; from < before.grids.size(); ++from) {
    double rest = before.grids[from].area_m2;
    for (const auto& [to, area] : overlap.of(before.grids[from].shape)) {
      rest -= area.value;
      left[to] -= area.value;
      if (area.value < least_area) continue;
      common = true;
      transfers.at(from, to).area += area;
    }
    if (rest >= least_area) transfers.at(from, Transfers::none).area += core::SquareMetres(rest);
  }
  for (std::uint32_t to = 0; to < after.grids.size(); ++to) {
    if (left[to] >= least_area) transfers.at(Transfers::none, to).area += core::SquareMetres(left[to]);
  }
  if (!common) refuse("两个方案没有共同的土地", "the two plans have no land in common");
}

void add_buildings(const PlanFile& before, const PlanFile& after, Transfers& transfers, core::Findings& findings) {
  std::map<std::string, const PlanFile::Building*> known;
  for (const PlanFile::Building& building : after.buildings) known.emplace(building.building, &building);
  Disagreement seen;
  std::array<Disagreement, 2> single;
  for (const PlanFile::Building& was : before.buildings) {
    const auto found = known.find(was.building);
    if (found == known.end()) {
      transfers.at(was.grid, "") += {0, was.households, was.residents, 1, {}};
      ++single[0].places;
      single[0].households += was.households;
      continue;
    }
    const PlanFile::Building& is = *found->second;
    transfers.at(was.grid, is.grid) += {0, std::min(was.households, is.households), std::min(was.residents, is.residents), 1, {}};
    seen.see(was.households, is.households);
    known.erase(found);
  }
  for (const PlanFile::Building& is : after.buildings) {
    if (!known.contains(is.building)) continue;
    transfers.at("", is.grid) += {0, is.households, is.residents, 1, {}};
    ++single[1].places;
    single[1].households += is.households;
  }
  if (seen.places > 0) findings.add(counts_finding(seen, "建筑", "buildings"));
  if (single[0].places + single[1].places > 0) {
    findings.add(
        {.rule = "compare.buildings",
         .severity = core::Severity::warning,
         .message = {.zh = fmt::format("{} 栋建筑（{} 户）只在第一个方案中，{} 栋（{} 户）只在第二个方案中：不计入变动",
                                       single[0].places, single[0].households, single[1].places, single[1].households),
                     .en = fmt::format("{} buildings ({} households) are in the first plan alone, {} ({}) in the second "
                                       "alone: they count in neither as moved",
                                       single[0].places, single[0].households, single[1].places, single[1].households)}});
  }
}

/// People of cells without a building cannot be followed from one set of cells to another.
void report_derived(const PlanFile& before, const PlanFile& after, core::Findings& findings) {
  std::size_t cells = 0;
  std::int64_t households = 0;
  for (const PlanFile* plan : {&before, &after}) {
    for (const PlanFile::Cell& cell : plan->cells) {
      cells += cell.derived ? 1 : 0;
      households += cell.derived ? cell.households : 0;
    }
  }
  if (cells == 0) return;
  findings.add(
      {.rule = "compare.derived",
       .severity = core::Severity::warning,
       .message = {.zh = fmt::format("两个方案中共 {} 个没有建筑的单元（{} 户）无法逐户对应，只比较其面积", cells, households),
                   .en = fmt::format("{} cells without a building ({} households, both plans together) cannot be followed "
                                     "household by household; only their area is compared",
                                     cells, households)}});
}

}  // namespace

const char* name(ComparisonWay way) { return way == ComparisonWay::cells ? "cells" : "overlay"; }

CommonLand common_land(const PlanFile& before, const PlanFile& after) {
  refuse_other_system(before, after);
  refuse_no_grids(before, after);
  CommonLand land;
  land.plans.before = grids_of<OldGridId>(before);
  land.plans.after = grids_of<NewGridId>(after);
  if (same_cells(before, after)) {
    add_cells(before, after, land);
    return land;
  }
  land.way = ComparisonWay::overlay;
  Transfers transfers(before, after);
  add_areas(before, after, transfers);
  land.findings.add(overlay_finding(before, after));
  add_buildings(before, after, transfers, land.findings);
  report_derived(before, after, land.findings);
  land.plans.transfers = transfers.list();
  return land;
}

}  // namespace wangge::gis
