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
core::Text no_count_fits(const SizeRange& range, std::int64_t households) {
  if (households < range.least) {
    return {.zh = fmt::format("上级区域共 {} 户，少于下限 {} 户", households, range.least),
            .en = fmt::format("the parent has {} households in all, fewer than the minimum of {}", households, range.least)};
  }
  const std::int64_t below = std::max<std::int64_t>(1, households / range.most);
  return {.zh = fmt::format("上级区域共 {} 户：{} 个网格至多 {} 户，{} 个网格至少 {} 户", households, below, below * range.most,
                            below + 1, (below + 1) * range.least),
          .en = fmt::format("the parent has {} households: {} grid{} at most {}, {} need at least {}", households, below,
                            below == 1 ? " holds" : "s hold", below * range.most, below + 1, (below + 1) * range.least)};
}

/// Why no partition of the parent has all grids in range although a number of them would fit.
core::Text no_partition_fits(const SizeRange& range, const Squeeze& squeeze) {
  return {
      .zh = fmt::format(
          "但有 {} 个单元共 {} 户，只与其相连、各不足 {} 户的零散地块另有 {} 户，须归入至多 {} 个网格，每个上限 {} 户",
          squeeze.cells, squeeze.households, range.least, squeeze.pockets, squeeze.cells, range.most),
      .en = fmt::format("but {} cell{} of {} households and pockets of fewer than {} that touch nothing else, {} in all, must "
                        "share {} grid{} of at most {}",
                        squeeze.cells, squeeze.cells == 1 ? "" : "s", squeeze.households, range.least, squeeze.pockets,
                        squeeze.cells, squeeze.cells == 1 ? "" : "s", range.most)};
}

}  // namespace

core::Text staff_reason(const Staff& staff) {
  const bool both = staff.workers == 0 && staff.leaders == 0;
  if (both) return {.zh = "没有网格员，也没有网格长", .en = "has no worker and no leader"};
  if (staff.workers == 0) return {.zh = "没有网格员", .en = "has no worker"};
  return {.zh = "没有网格长", .en = "has no leader"};
}

std::int64_t Plan::comprehensive_households(AreaId area) const {
  std::int64_t sum = 0;
  for (const GridId grid : grids_of_area_[area]) {
    if (kind(grid) != GridKind::dedicated) sum += grids_[grid].sums.households;
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
  const std::int64_t total = comprehensive_households(grid.parent);
  core::Text reason{.zh = fmt::format("{} 户，不在 {}-{} 户之内", grid.sums.households, range.least, range.most),
                    .en = fmt::format("{} households, outside {}-{}", grid.sums.households, range.least, range.most)};
  if (!range.fits(total)) {
    append(reason, no_count_fits(range, total));
  } else if (grid.oversized > 0) {
    const auto giant = std::find_if(grid.cells.begin(), grid.cells.end(),
                                    [&](CellId cell) { return territory_->cells.households[cell] > range.most; });
    const std::int64_t households = territory_->cells.households[*giant];
    append(reason, {.zh = fmt::format("仅单元 {} 就有 {} 户，超过上限 {} 户", giant->value(), households, range.most),
                    .en = fmt::format("cell {} alone has {}, over the maximum of {}", giant->value(), households, range.most)});
  } else if (auto forced = forced_reason(id)) {
    append(reason, *forced);
  } else {
    const std::int64_t count = range.counts(total).front();
    append(reason,
           {.zh = fmt::format("而上级区域的 {} 户可分为 {} 个合格网格", total, count),
            .en = fmt::format("although {} {} in range would fit the parent's {}", count, count == 1 ? "grid" : "grids", total)});
    if (total != territory_->areas.households[grid.parent]) return reason;
    if (const auto found = squeeze(*territory_, ground_->lands, range, grid.cells))
      append(reason, no_partition_fits(range, *found));
  }
  return reason;
}

bool Plan::size_excused(GridId id) const {
  const Grid& grid = grids_[id];
  return grid.oversized > 0 || !rules_.households.fits(comprehensive_households(grid.parent)) || forced_reason(id).has_value();
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
  verdict.sized = grid.label.kind == GridKind::dedicated || rules_.households.holds(grid.sums.households);
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
