#include "engine/planning/plan.h"
#include "engine/planning/plan_ground.h"
#include "engine/planning/squeeze.h"

#include <algorithm>
#include <span>
#include <utility>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

void append(core::Text& reason, const core::Text& more) {
  if (!reason.en.empty()) {
    reason.zh += "；";
    reason.en += "; ";
  }
  reason.zh += more.zh;
  reason.en += more.en;
}

/// Why no number of grids fits, with the numbers.
core::Text no_count_fits(const SizeRange& range, std::int64_t size) {
  const core::Text all = range.amount(size);
  if (size < range.least) {
    return {.zh = fmt::format("上级区域共 {}，少于下限 {}", all.zh, range.amount(range.least).zh),
            .en = fmt::format("the parent has {} in all, fewer than the minimum of {}", all.en, range.number(range.least))};
  }
  const std::int64_t below = std::max<std::int64_t>(1, size / range.most);
  const std::int64_t holds = below * range.most;
  const std::int64_t needs = (below + 1) * range.least;
  return {.zh = fmt::format("上级区域共 {}：{} 个网格至多 {}，{} 个网格至少 {}", all.zh, below, range.amount(holds).zh, below + 1,
                            range.amount(needs).zh),
          .en = fmt::format("the parent has {}: {} grid{} at most {}, {} need at least {}", all.en, below,
                            below == 1 ? " holds" : "s hold", range.number(holds), below + 1, range.number(needs))};
}

/// Why no partition of the parent has all grids in range although a number of them would fit.
core::Text no_partition_fits(const SizeRange& range, const Squeeze& squeeze) {
  return {
      .zh = fmt::format("但有 {} 个单元共 {}，只与其相连、各不足 {} 的零散地块另有 {}，须归入至多 {} 个网格，每个上限 {}",
                        squeeze.cells, range.amount(squeeze.size).zh, range.amount(range.least).zh,
                        range.amount(squeeze.pockets).zh, squeeze.cells, range.amount(range.most).zh),
      .en = fmt::format("but {} cell{} of {} and pockets of fewer than {} that touch nothing else, {} in all, must "
                        "share {} grid{} of at most {}",
                        squeeze.cells, squeeze.cells == 1 ? "" : "s", range.amount(squeeze.size).en, range.number(range.least),
                        range.number(squeeze.pockets), squeeze.cells, squeeze.cells == 1 ? "" : "s", range.number(range.most))};
}

}  // namespace

core::Text staff_reason(const Staff& staff) {
  const bool both = staff.workers == 0 && staff.leaders == 0;
  if (both) return {.zh = "没有网格员，也没有网格长", .en = "has no worker and no leader"};
  if (staff.workers == 0) return {.zh = "没有网格员", .en = "has no worker"};
  return {.zh = "没有网格长", .en = "has no leader"};
}

std::int64_t Plan::comprehensive_size(AreaId area) const {
  std::int64_t sum = 0;
  for (const GridId grid : grids_of_area_[area]) {
    if (kind(grid) != GridKind::dedicated) sum += grids_[grid].sums.size;
  }
  return sum;
}

std::optional<core::Text> Plan::forced_reason(GridId id) const {
  if (rules_.forced == nullptr) return std::nullopt;
  const ForcedSizes& forced = *rules_.forced;
  const auto inside = [&](std::span<const CellId> cells, std::uint32_t land) {
    return std::all_of(cells.begin(), cells.end(), [&](CellId cell) { return forced.land_of_cell[cell] == land; });
  };
  const std::uint32_t own = forced.land_of_cell[grids_[id].cells.front()];
  if (own == ForcedSizes::none || !inside(grids_[id].cells, own)) return std::nullopt;
  const ForcedLand& land = forced.lands[own];
  // Grids that were edited across the lock no longer are what it forces.
  const bool kept = land.whole ? grids_[id].cells.size() == land.cells.size()
                               : std::all_of(land.cells.begin(), land.cells.end(),
                                             [&](CellId cell) { return inside(grids_[grid_of_cell_[cell]].cells, own); });
  if (!kept) return std::nullopt;
  return land.reason;
}

core::Text Plan::size_reason(GridId id) const {
  const Grid& grid = grids_[id];
  const SizeRange& range = rules_.households;
  const std::int64_t total = comprehensive_size(grid.parent);
  const core::Text own = range.amount(grid.sums.size);
  core::Text reason{.zh = fmt::format("{}，不在 {} {}之内", own.zh, range.ends(), range.unit().zh),
                    .en = fmt::format("{}, outside {}", own.en, range.ends())};
  if (!range.fits(total)) {
    append(reason, no_count_fits(range, total));
  } else if (grid.oversized > 0) {
    const auto& sizes = range.sizes(*territory_);
    const auto giant = std::find_if(grid.cells.begin(), grid.cells.end(), [&](CellId cell) { return sizes[cell] > range.most; });
    append(reason, {.zh = fmt::format("仅单元 {} 就有 {}，超过上限 {}", giant->value(), range.amount(sizes[*giant]).zh,
                                      range.amount(range.most).zh),
                    .en = fmt::format("cell {} alone has {}, over the maximum of {}", giant->value(), range.number(sizes[*giant]),
                                      range.number(range.most))});
  } else if (auto forced = forced_reason(id)) {
    append(reason, *forced);
  } else {
    const std::int64_t count = range.counts(total).front();
    append(reason, {.zh = fmt::format("而上级区域的 {}可分为 {} 个合格网格", range.amount(total).zh, count),
                    .en = fmt::format("although {} {} in range would fit the parent's {}", count, count == 1 ? "grid" : "grids",
                                      range.number(total))});
    if (total != range.size_of(*territory_, territory_->cells_of_area[grid.parent])) return reason;
    if (const auto found = squeeze(*territory_, ground_->lands, range, grid.cells))
      append(reason, no_partition_fits(range, *found));
  }
  return reason;
}

bool Plan::size_excused(GridId id) const {
  const Grid& grid = grids_[id];
  return grid.oversized > 0 || !rules_.households.fits(comprehensive_size(grid.parent)) || forced_reason(id).has_value();
}

core::Text Plan::connection_reason(GridId id) const {
  const Grid& grid = grids_[id];
  if (grid.pieces != grid.lands) {
    return {
        .zh = fmt::format("分为 {} 块，而所在上级区域的连通部分只有 {} 处", grid.pieces, grid.lands),
        .en = fmt::format("{} pieces in {} connected part{} of its parent", grid.pieces, grid.lands, grid.lands == 1 ? "" : "s")};
  }
  return {.zh = fmt::format("跨越上级区域 {} 处可独立成网格的部分", grid.alone),
          .en = fmt::format("joins {} parts of its parent that could each stand alone", grid.alone)};
}

Verdict Plan::verdict(GridId id) const {
  const Grid& grid = grids_[id];
  Verdict verdict;
  verdict.connected = grid.pieces == grid.lands && (grid.lands == 1 || grid.alone <= 1);
  verdict.sized = grid.label.kind == GridKind::dedicated || rules_.households.holds(grid.sums.size);
  verdict.staffed = grid.label.staff.workers > 0 && grid.label.staff.leaders > 0;
  const bool staff_missing = rules_.staff_enforced && !verdict.staffed;
  if (!verdict.connected) verdict.broken.push_back({4, false, connection_reason(id)});
  if (!verdict.sized) verdict.broken.push_back({5, size_excused(id), size_reason(id)});
  if (staff_missing) verdict.broken.push_back({7, false, staff_reason(grid.label.staff)});
  verdict.valid = verdict.broken.empty();
  verdict.excused = !verdict.valid &&
                    std::all_of(verdict.broken.begin(), verdict.broken.end(), [](const RuleBreak& each) { return each.excused; });
  for (const RuleBreak& each : verdict.broken) append(verdict.reason, each.reason);
  return verdict;
}

}  // namespace wangge::planning
