#include "engine/core/text.h"
#include "engine/planning/grid_label.h"
#include "engine/planning/plan.h"
#include "engine/planning/plan_ground.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

/// The one door through which a plan changes. Each kind of move is checked whole before anything is touched.
namespace wangge::planning {
namespace {

using territory::Neighbour;

Refusal refusal(int rule, std::string zh, std::string en) {
  return {.rule = rule, .reason = {.zh = std::move(zh), .en = std::move(en)}, .cell = std::nullopt, .grid = std::nullopt};
}

}  // namespace

std::variant<Move, Refusal> Plan::apply(const Move& move) {
  return std::visit([this](const auto& kind) { return on(kind); }, move);
}

std::variant<Move, Refusal> Plan::on(const AssignCells& move) {
  if (auto refused = refuse_assignments(move.assignments)) return *std::move(refused);
  AssignCells undo;
  for (const auto& [cell, grid] : move.assignments) undo.assignments.push_back({cell, grid_of_cell_[cell]});
  replace_cells(move.assignments);
  return Move(std::move(undo));
}

std::variant<Move, Refusal> Plan::on(const MergeGrids& move) {
  for (const GridId grid : {move.from, move.into}) {
    if (auto refused = refuse_grid(grid)) return *std::move(refused);
  }
  if (move.from == move.into) {
    Refusal refused = refusal(0, "网格不能与自身合并", "a grid cannot be merged with itself");
    refused.grid = move.from;
    return refused;
  }
  if (parent(move.from) != parent(move.into)) {
    Refusal refused = refusal(2, fmt::format("网格 {} 与 {} 属于不同的上级区域", code(move.from), code(move.into)),
                              fmt::format("grids {} and {} have different parents", code(move.from), code(move.into)));
    refused.grid = move.from;
    return refused;
  }
  SplitGrid undo{move.into, grids_[move.from].cells, label(move.from), move.from, !move.taking_back};
  std::vector<Assignment> assignments;
  for (const CellId cell : undo.cells) assignments.push_back({cell, move.into});
  replace_cells(assignments);
  retire(move.from, move.taking_back);
  return Move(std::move(undo));
}

std::variant<Move, Refusal> Plan::on(const SplitGrid& move) {
  if (auto refused = refuse_grid(move.grid)) return *std::move(refused);
  std::vector<CellId> cells = move.cells;
  std::sort(cells.begin(), cells.end());
  const std::vector<CellId>& own = grids_[move.grid].cells;
  const bool twice = std::adjacent_find(cells.begin(), cells.end()) != cells.end();
  if (twice || cells.empty() || cells.size() == own.size() ||
      !std::includes(own.begin(), own.end(), cells.begin(), cells.end())) {
    Refusal refused = refusal(1, fmt::format("拆分网格 {} 须给出其部分单元，且各一次", code(move.grid)),
                              fmt::format("a split of grid {} needs some, not all, of its cells, each once", code(move.grid)));
    refused.grid = move.grid;
    return refused;
  }
  if (move.as && (!move.as->valid() || live(*move.as))) {
    Refusal refused = refusal(0, "新网格的编号已被占用", "the id of the new grid is taken");
    refused.grid = move.as;
    return refused;
  }
  GridLabel label = move.label;
  const AreaId area = parent(move.grid);
  if (label.code.empty()) label.code = next_code(area, move.grid);
  if (auto refused = refuse_code(label.code, area, std::nullopt, move.taking_back)) return *std::move(refused);
  if (label.name.empty() && !move.taking_back) label.name = next_name(area, label.code, move.grid);
  const GridId fresh = move.as.value_or(next_id());
  if (move.taking_back) voided_.erase(label.code);
  start(fresh, std::move(label), area);
  std::vector<Assignment> assignments;
  for (const CellId cell : cells) assignments.push_back({cell, fresh});
  replace_cells(assignments);
  return Move(MergeGrids{fresh, move.grid, !move.taking_back});
}

std::variant<Move, Refusal> Plan::on(const LabelGrid& move) {
  if (auto refused = refuse_grid(move.grid)) return *std::move(refused);
  Grid& grid = grids_[move.grid];
  if (auto refused = refuse_code(move.label.code, grid.parent, move.grid, move.taking_back)) return *std::move(refused);
  LabelGrid undo{move.grid, grid.label, !move.taking_back};
  grid_of_code_.erase(grid.label.code);
  if (move.label.code != grid.label.code) {
    if (move.taking_back) {
      voided_.erase(move.label.code);
    } else {
      voided_.insert(grid.label.code);
    }
  }
  grid.label = move.label;
  grid_of_code_.emplace(grid.label.code, move.grid);
  return Move(std::move(undo));
}

std::optional<Refusal> Plan::refuse_grid(GridId grid) const {
  if (live(grid)) return std::nullopt;
  const std::string id = grid.valid() ? std::to_string(grid.value()) : std::string("?");
  Refusal refused = refusal(0, fmt::format("没有编号为 {} 的网格", id), fmt::format("there is no grid with id {}", id));
  refused.grid = grid;
  return refused;
}

std::optional<Refusal> Plan::refuse_assignments(const std::vector<Assignment>& assignments) const {
  std::map<GridId, std::int64_t> change;
  std::vector<CellId> cells;
  for (const auto& [cell, grid] : assignments) {
    if (!cell.valid() || cell.value() >= grid_of_cell_.size()) {
      const std::string id = cell.valid() ? std::to_string(cell.value()) : std::string("?");
      Refusal refused = refusal(0, fmt::format("没有编号为 {} 的单元", id), fmt::format("there is no cell with id {}", id));
      refused.cell = cell;
      return refused;
    }
    if (auto refused = refuse_grid(grid)) return refused;
    if (territory_->cells.parent[cell] != parent(grid)) {
      Refusal refused = refusal(2, fmt::format("单元 {} 不在网格 {} 的上级区域内", cell.value(), code(grid)),
                                fmt::format("cell {} lies outside {}, the parent of grid {}", cell.value(),
                                            territory_->areas.code[parent(grid)], code(grid)));
      refused.cell = cell;
      refused.grid = grid;
      return refused;
    }
    cells.push_back(cell);
    --change[grid_of_cell_[cell]];
    ++change[grid];
  }
  std::sort(cells.begin(), cells.end());
  const auto twice = std::adjacent_find(cells.begin(), cells.end());
  if (twice != cells.end()) {
    Refusal refused =
        refusal(1, fmt::format("单元 {} 被分配了两次", twice->value()), fmt::format("cell {} is assigned twice", twice->value()));
    refused.cell = *twice;
    return refused;
  }
  for (const auto& [grid, by] : change) {
    if (static_cast<std::int64_t>(grids_[grid].cells.size()) + by > 0) continue;
    Refusal refused = refusal(1, fmt::format("网格 {} 将不剩单元；请改用合并", code(grid)),
                              fmt::format("grid {} would be left without a cell; merge it instead", code(grid)));
    refused.grid = grid;
    return refused;
  }
  return std::nullopt;
}

std::optional<Refusal> Plan::refuse_code(const std::string& code, AreaId area, std::optional<GridId> but,
                                         bool taking_back) const {
  const std::string& prefix = territory_->areas.code[area];
  std::optional<Refusal> refused;
  if (code.size() <= prefix.size() || code.compare(0, prefix.size(), prefix) != 0) {
    refused = refusal(6, fmt::format("网格编码 {} 须以上级编码 {} 开头并更长", code, prefix),
                      fmt::format("the grid code {} must begin with its parent's code {} and be longer", code, prefix));
  } else if (const auto other = grid_of_code_.find(code); other != grid_of_code_.end() && other->second != but) {
    refused = refusal(6, fmt::format("网格编码 {} 已被使用", code), fmt::format("the grid code {} is already taken", code));
  } else if (!taking_back && voided_.contains(code)) {
    refused = refusal(6, fmt::format("网格编码 {} 已作废，不再使用", code),
                      fmt::format("the grid code {} is void: a grid had it before, and no other gets it", code));
  } else if (rules_.code_exact && !has_digits(code, prefix.size(), rules_.code_digits)) {
    refused =
        refusal(6, fmt::format("网格编码 {} 须为上级编码 {} 加 {} 位数字", code, prefix, rules_.code_digits),
                fmt::format("the grid code {} must be its parent's code {} and {} digits", code, prefix, rules_.code_digits));
  } else if (ground_->area_codes.contains(code)) {
    refused = refusal(6, fmt::format("编码 {} 已属于某个区域", code), fmt::format("the code {} belongs to an area", code));
  }
  if (refused) refused->grid = but;
  return refused;
}

void Plan::transfer(CellId cell, GridId to) {
  const GridId from = grid_of_cell_[cell];
  Sums& left = grids_[from].sums;
  Sums& joined = grids_[to].sums;
  add_cell(left, cell, -1);
  add_cell(joined, cell, 1);
  for (const Neighbour& other : territory_->cells.neighbours[cell]) {
    if (territory_->cells.parent[other.cell] != territory_->cells.parent[cell]) continue;
    const GridId beyond = grid_of_cell_[other.cell];
    const std::int64_t length = millionths(other.border.value);
    const auto barrier = static_cast<std::size_t>(other.barrier);
    left.border[barrier] += beyond == from ? length : -length;
    joined.border[barrier] += beyond == to ? -length : length;
    if (beyond == from) left.perimeter += 2 * length;
    if (beyond == to) joined.perimeter -= 2 * length;
  }
  grid_of_cell_[cell] = to;
}

void Plan::replace_cells(const std::vector<Assignment>& assignments) {
  std::map<GridId, std::vector<CellId>> gained;
  for (const auto& [cell, grid] : assignments) {
    if (grid_of_cell_[cell] == grid) continue;
    gained.try_emplace(grid_of_cell_[cell]);
    gained[grid].push_back(cell);
    transfer(cell, grid);
  }
  for (auto& [grid, cells] : gained) {
    std::vector<CellId>& own = grids_[grid].cells;
    std::erase_if(own, [&, id = grid](CellId cell) { return grid_of_cell_[cell] != id; });
    std::sort(cells.begin(), cells.end());
    const auto middle = static_cast<std::ptrdiff_t>(own.size());
    own.insert(own.end(), cells.begin(), cells.end());
    std::inplace_merge(own.begin(), own.begin() + middle, own.end());
    refresh(grid);
  }
}

void Plan::start(GridId grid, GridLabel label, AreaId area) {
  if (grid.value() >= grids_.size()) grids_.resize(grid.value() + 1);
  grid_of_code_.emplace(label.code, grid);
  grids_[grid].label = std::move(label);
  grids_[grid].parent = area;
  std::vector<GridId>& siblings = grids_of_area_[area];
  siblings.insert(std::lower_bound(siblings.begin(), siblings.end(), grid), grid);
}

void Plan::retire(GridId grid, bool taking_back) {
  grid_of_code_.erase(code(grid));
  if (!taking_back) voided_.insert(code(grid));
  std::erase(grids_of_area_[parent(grid)], grid);
  grids_[grid] = Grid{};
  std::size_t size = grids_.size();
  while (size > 0 && !grids_[GridId(size - 1)].parent.valid()) --size;
  grids_.resize(size);
}

}  // namespace wangge::planning
