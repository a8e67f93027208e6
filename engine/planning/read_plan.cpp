#include "engine/planning/read_plan.h"

#include "engine/core/error.h"
#include "engine/planning/grid_label.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

using territory::Neighbour;
using territory::Territory;

/// A grid in the making: cells of one parent that came from one given grid, or from none.
using Key = std::pair<AreaId, GivenGridId>;

void note(core::Findings& findings, const char* rule, core::Severity severity, core::Text message, const std::string& feature,
          std::optional<core::Position> place = std::nullopt) {
  findings.add({.rule = rule,
                .severity = severity,
                .message = std::move(message),
                .file = {},
                .layer = "grids",
                .feature = feature,
                .value = {},
                .place = place});
}

/// The given grid among the neighbours of the same parent with the longest border; ties to the lowest.
GivenGridId strongest_neighbour(const Territory& territory, CellId cell, const core::Column<CellId, GivenGridId>& given) {
  std::map<GivenGridId, double> border;
  for (const Neighbour& other : territory.cells.neighbours[cell]) {
    const GivenGridId grid = given[other.cell];
    if (grid.valid() && territory.cells.parent[other.cell] == territory.cells.parent[cell]) border[grid] += other.border.value;
  }
  const auto longest =
      std::max_element(border.begin(), border.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return longest == border.end() ? GivenGridId() : longest->first;
}

/// Gives uncovered cells to a neighbouring grid, in rounds from the covered land outwards. O(rounds x uncovered).
core::Column<CellId, GivenGridId> fill(const Territory& territory, const GivenPlan& given, core::Findings& findings) {
  core::Column<CellId, GivenGridId> filled = given.grid_of_cell;
  std::vector<CellId> open;
  for (const CellId cell : core::ids<CellId>(filled.size())) {
    if (!filled[cell].valid()) open.push_back(cell);
  }
  const std::vector<CellId> uncovered = open;
  for (bool changed = true; changed && !open.empty();) {
    const core::Column<CellId, GivenGridId> before = filled;
    std::vector<CellId> still;
    for (const CellId cell : open) {
      filled[cell] = strongest_neighbour(territory, cell, before);
      if (!filled[cell].valid()) still.push_back(cell);
    }
    changed = still.size() < open.size();
    open = std::move(still);
  }
  for (const CellId cell : uncovered) {
    const std::int64_t households = territory.cells.households[cell];
    const double area = territory.cells.area[cell].value;
    const std::string code = filled[cell].valid() ? given.grids[filled[cell]].code : std::string();
    const core::Text message =
        filled[cell].valid()
            ? core::Text{.zh = fmt::format("单元 {}（{} 户，{:.0f} 平方米）不在任何网格内，并入共边最长的网格 {}", cell.value(),
                                           households, area, code),
                         .en = fmt::format(
                             "cell {} ({} households, {:.0f} m2) lies in no grid; joined to grid {}, with the longest border",
                             cell.value(), households, area, code)}
            : core::Text{.zh = fmt::format("单元 {}（{} 户，{:.0f} 平方米）不在任何网格内，且其区域没有网格；为其新建网格",
                                           cell.value(), households, area),
                         .en = fmt::format(
                             "cell {} ({} households, {:.0f} m2) lies in no grid and its part of the area has none; a grid "
                             "is made for it",
                             cell.value(), households, area)};
    note(findings, "plan.uncovered", core::Severity::warning, message, fmt::format("cell {}", cell.value()),
         territory.cells.centroid[cell]);
  }
  return filled;
}

struct Draw {
  std::vector<Key> keys;  ///< of each grid, by its id
  core::Column<CellId, GridId> grid_of_cell;
  std::vector<std::int64_t> households;
};

/// Grids by parent, then by their order in the source; those made for uncovered cells last.
Draw draw(const Territory& territory, const core::Column<CellId, GivenGridId>& given) {
  std::map<Key, std::int64_t> sums;
  for (const CellId cell : core::ids<CellId>(given.size())) {
    sums[{territory.cells.parent[cell], given[cell]}] += territory.cells.households[cell];
  }
  Draw drawn;
  std::map<Key, GridId> ids;
  for (const auto& [key, households] : sums) {
    ids[key] = GridId(drawn.keys.size());
    drawn.keys.push_back(key);
    drawn.households.push_back(households);
  }
  for (const CellId cell : core::ids<CellId>(given.size())) {
    drawn.grid_of_cell.push_back(ids.at({territory.cells.parent[cell], given[cell]}));
  }
  return drawn;
}

/// Where a grid crosses parents, the piece with most households keeps its code; ties to the first.
std::map<GivenGridId, std::size_t> heirs(const Draw& drawn, const GivenPlan& given, const Territory& territory,
                                         core::Findings& findings) {
  std::map<GivenGridId, std::vector<std::size_t>> pieces;
  for (std::size_t i = 0; i < drawn.keys.size(); ++i) {
    if (drawn.keys[i].second.valid()) pieces[drawn.keys[i].second].push_back(i);
  }
  std::map<GivenGridId, std::size_t> found;
  for (const auto& [grid, own] : pieces) {
    found[grid] = *std::max_element(own.begin(), own.end(),
                                    [&](std::size_t a, std::size_t b) { return drawn.households[a] < drawn.households[b]; });
    if (own.size() < 2) continue;
    std::string parts;
    for (const std::size_t i : own) {
      parts += fmt::format("{}{}: {}", parts.empty() ? "" : ", ", territory.areas.code[drawn.keys[i].first], drawn.households[i]);
    }
    note(findings, "plan.split", core::Severity::warning,
         {.zh = fmt::format("网格 {} 跨越 {} 个上级区域（户数 {}），已拆分", given.grids[grid].code, own.size(), parts),
          .en = fmt::format("grid {} crosses {} parents (households {}); split", given.grids[grid].code, own.size(), parts)},
         given.grids[grid].code);
  }
  if (found.empty() && given.grids.size() > 0) {
    throw core::Error(
        core::ErrorCode::input,
        {.zh = fmt::format("给定方案的 {} 个网格没有一个在这片土地上：是否为别处的方案，或坐标系不对？", given.grids.size()),
         .en = fmt::format("none of the {} grids of the given plan lies on this land: is it a plan of another place, or "
                           "is its reference system wrong?",
                           given.grids.size())});
  }
  for (const GivenGridId grid : core::ids<GivenGridId>(given.grids.size())) {
    if (found.contains(grid)) continue;
    note(findings, "plan.empty", core::Severity::warning,
         {.zh = fmt::format("网格 {} 未分得任何单元，已略去", given.grids[grid].code),
          .en = fmt::format("grid {} got no cell and is left out", given.grids[grid].code)},
         given.grids[grid].code);
  }
  return found;
}

/// A grid that comes under another area is called after it, where its name was made from an area's, of today or former, and a
/// number.
std::string name_under(const Territory& territory, AreaId area, std::size_t number, const GivenPlan& given,
                       const std::string& name) {
  const std::string& own = territory.areas.name[area];
  std::set<std::string> parents = given.former_areas;
  for (const AreaId other : core::ids<AreaId>(territory.areas.size())) {
    if (other != area && territory.areas.level[other] == territory.areas.level[area]) parents.insert(territory.areas.name[other]);
  }
  parents.erase(own);
  // Of two names that both begin it the longer one is meant.
  for (auto parent = parents.rbegin(); parent != parents.rend(); ++parent) {
    const bool made = !parent->empty() && name.starts_with(*parent) && !(own.size() > parent->size() && name.starts_with(own));
    if (made && grid_name_like(*parent, 1, name, *parent) != grid_name_like(*parent, 2, name, *parent))
      return grid_name_like(own, number, name, *parent);
  }
  return name;
}

/// How the code of a grid that came under this area goes on: with the letters that it had after its old area's code.
CodeSeries series_under(const Territory& territory, AreaId area, const std::string& code, const PlanningRules& rules) {
  const std::string& parent = territory.areas.code[area];
  if (rules.code_exact || code.starts_with(parent)) return {parent, rules.code_digits};
  for (const AreaId other : core::ids<AreaId>(territory.areas.size())) {
    const bool was = territory.areas.level[other] == territory.areas.level[area] && code.starts_with(territory.areas.code[other]);
    if (was) return code_series(parent, code, territory.areas.code[other], rules.code_digits);
  }
  return {parent, rules.code_digits};
}

/// Why a grid may not keep its code.
core::Text recoding_reason(const Territory& territory, const GivenPlan& given, GivenGridId grid, AreaId area, bool heir) {
  const std::string& code = given.grids[grid].code;
  const std::string& parent = territory.areas.code[area];
  if (code.empty()) return {.zh = "没有写明", .en = "is not given"};
  if (!heir) return {.zh = "归跨区网格的另一部分", .en = "stays with another part of the grid, which crosses areas"};
  if (code.size() <= parent.size() || code.compare(0, parent.size(), parent) != 0) {
    return {.zh = fmt::format("不以所在区域 {}（{}）的编码开头", territory.areas.name[area], parent),
            .en = fmt::format("does not begin with the code of its area, {} ({})", territory.areas.name[area], parent)};
  }
  if (given.voided.contains(code)) return {.zh = "已作废", .en = "is void"};
  const auto same =
      std::count_if(given.grids.begin(), given.grids.end(), [&](const GivenGrid& other) { return other.code == code; });
  if (same > 1) return {.zh = "不唯一", .en = "is not unique"};
  return {.zh = fmt::format("不合编码格式（上级 {}）", parent),
          .en = fmt::format("does not fit the layout of codes (parent {})", parent)};
}

/// Codes: kept where rule 6 allows, otherwise the next free number under the parent.
std::vector<GridLabel> label(const Draw& drawn, const GivenPlan& given, const Territory& territory, const PlanningRules& rules,
                             core::Findings& findings) {
  const std::map<GivenGridId, std::size_t> heir = heirs(drawn, given, territory, findings);
  std::set<std::string> taken(territory.areas.code.begin(), territory.areas.code.end());
  taken.insert(given.voided.begin(), given.voided.end());
  std::vector<GridLabel> labels(drawn.keys.size());
  std::vector<std::size_t> without;
  for (std::size_t i = 0; i < drawn.keys.size(); ++i) {
    const auto& [area, grid] = drawn.keys[i];
    if (!grid.valid()) {
      without.push_back(i);
      continue;
    }
    labels[i].name = given.grids[grid].name;
    labels[i].kind = given.grids[grid].kind;
    const std::string& code = given.grids[grid].code;
    const std::string& prefix = territory.areas.code[area];
    const bool keeps = heir.at(grid) == i && code.size() > prefix.size() && code.compare(0, prefix.size(), prefix) == 0 &&
                       (!rules.code_exact || has_digits(code, prefix.size(), rules.code_digits));
    if (keeps && taken.insert(code).second) {
      labels[i].code = code;
    } else {
      without.push_back(i);
    }
  }
  // A number that a grid of today has or had is no other grid's, even where it is not kept.
  for (const GivenGrid& grid : given.grids) taken.insert(grid.code);
  std::map<AreaId, std::size_t> next;
  for (const std::size_t i : without) {
    const auto& [area, grid] = drawn.keys[i];
    const CodeSeries series = series_under(territory, area, grid.valid() ? given.grids[grid].code : std::string(), rules);
    std::size_t& number = next[area];
    do {
      labels[i].code = grid_code(series.prefix, ++number, series.digits);
    } while (!taken.insert(labels[i].code).second);
    if (labels[i].name.empty()) labels[i].name = grid_name(territory.areas.name[area], number);
    if (!grid.valid()) continue;
    labels[i].name = name_under(territory, area, number, given, labels[i].name);
    const core::Text why = recoding_reason(territory, given, grid, area, heir.at(grid) == i);
    note(findings, "plan.recoded", core::Severity::note,
         {.zh = fmt::format("网格编码 {} {}，改为 {}（{}）", given.grids[grid].code, why.zh, labels[i].code, labels[i].name),
          .en =
              fmt::format("grid code {} {}; it becomes {} ({})", given.grids[grid].code, why.en, labels[i].code, labels[i].name)},
         given.grids[grid].code);
  }
  return labels;
}

}  // namespace

ReadPlan read_plan(const Territory& territory, const GivenPlan& given, const PlanningRules& rules, const WorkOfCell& work) {
  assert(given.grid_of_cell.size() == territory.cells.size());
  core::Findings findings;
  Draw drawn = draw(territory, fill(territory, given, findings));
  std::vector<GridLabel> labels = label(drawn, given, territory, rules, findings);
  core::Column<GridId, GivenGridId> source;
  for (const auto& [area, grid] : drawn.keys) source.push_back(grid);
  Plan plan(territory, rules, std::move(labels), std::move(drawn.grid_of_cell), work, given.voided);
  return {std::move(plan), std::move(source), std::move(findings)};
}

}  // namespace wangge::planning
