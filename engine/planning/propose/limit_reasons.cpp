#include "engine/planning/propose/limit_reasons.h"

#include "engine/core/disjoint_sets.h"
#include "engine/planning/lands.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace wangge::planning {
namespace {

using territory::Territory;

/// The kinds of borders where none may run, as scenarios write them.
std::string forbidden_words(const PlanWishes& wishes) {
  std::string words;
  for (std::size_t i = 0; i < wishes.unbordered.size(); ++i) {
    if (!wishes.unbordered[i]) continue;
    const auto barrier = static_cast<territory::BarrierClass>(i);
    const std::string word = barrier == territory::BarrierClass::none ? "open land" : std::string(territory::name(barrier));
    words += (words.empty() ? "" : ", ") + word;
  }
  return words;
}

/// The fewest households that cells of this size together can have, cells taken in part too: those with the fewest households
/// for their size first.
std::int64_t fewest_households(const Territory& territory, const SizeRange& range, std::vector<CellId> cells, std::int64_t size) {
  if (size <= 0) return 0;
  if (!range.points) return size;
  const auto& sizes = range.sizes(territory);
  const auto& households = territory.cells.households;
  std::erase_if(cells, [&](CellId cell) { return sizes[cell] == 0; });
  std::sort(cells.begin(), cells.end(), [&](CellId a, CellId b) {
    const double first = static_cast<double>(households[a]) * static_cast<double>(sizes[b]);
    const double second = static_cast<double>(households[b]) * static_cast<double>(sizes[a]);
    return first != second ? first < second : a < b;
  });
  double sum = 0;
  for (const CellId cell : cells) {
    const std::int64_t taken = std::min(size, sizes[cell]);
    sum += static_cast<double>(households[cell]) * static_cast<double>(taken) / static_cast<double>(sizes[cell]);
    size -= taken;
    if (size == 0) break;
  }
  return static_cast<std::int64_t>(std::ceil(sum - 1e-6));
}

ParentReason forbidden_reason(const Plan& plan, const PlanWishes& wishes, const std::vector<CellId>& group) {
  const SizeRange& range = plan.rules().households;
  const core::Text size = range.amount(range.size_of(plan.territory(), group));
  const std::string words = forbidden_words(wishes);
  ParentReason reason{
      "forbidden_borders",
      true,
      {.zh = fmt::format("planning.forbidden_borders（{}）：单元 {} 等 {} 个单元之间只有不得作界线之处，必在同一网格，共 {}"
                         "，超过上限 {}",
                         words, group.front().value(), group.size(), size.zh, range.amount(range.most).zh),
       .en = fmt::format("planning.forbidden_borders ({}): {} cells, cell {} among them, are parted only where no border may "
                         "run, so they share one grid; they have {}, over the maximum of {}",
                         words, group.size(), group.front().value(), size.en, range.number(range.most))}};
  reason.grids = {plan.grid_of(group.front())};
  return reason;
}

/// Of an area whose plan has all grids in range: elsewhere the range may be out of reach, and excuses nothing.
void name_change(const Plan& today, const PlanWishes& wishes, ParentReport& parent) {
  if (parent.invalid > 0) return;
  const std::int64_t least = least_change(today, parent.area, wishes);
  for (ParentReason& reason : parent.reasons) {
    if (reason.key != "change" || least == 0) continue;
    // Sizes go before the limit: a plan in range changes so many at least.
    const double share = wishes.change_share(parent.households).value_or(1.0);
    if (least <= allowed_change(share, static_cast<double>(parent.households))) continue;
    reason.proven = true;
    reason.text.zh += fmt::format("；大小范围先于改动上限，而现状网格不在范围之内：至少须有 {} 户更换网格（已证明）", least);
    reason.text.en += fmt::format(
        "; the range of sizes goes before the limit, and today's grids are out of it: at least {} of {} "
        "households must change (proven)",
        least, parent.households);
  }
}

}  // namespace

std::int64_t least_change(const Plan& today, AreaId area, const PlanWishes& wishes) {
  const SizeRange& range = today.rules().households;
  const Territory& land = today.territory();
  const auto& sizes = range.sizes(land);
  std::int64_t leaving = 0;
  std::int64_t joining = 0;
  std::int64_t most_joining = 0;
  for (const GridId grid : today.grids_of(area)) {
    const bool locked = std::find(wishes.locked.begin(), wishes.locked.end(), today.code(grid)) != wishes.locked.end();
    const auto own = today.cells_of(grid);
    const bool giant = std::any_of(own.begin(), own.end(), [&](CellId cell) { return sizes[cell] > range.most; });
    if (locked || giant || today.kind(grid) == GridKind::dedicated) continue;
    const GridTally tally = today.tally(grid);
    leaving += fewest_households(land, range, {own.begin(), own.end()}, tally.size - range.most);
    if (tally.size >= range.least) continue;
    std::vector<CellId> others;
    std::copy_if(land.cells_of_area[area].begin(), land.cells_of_area[area].end(), std::back_inserter(others),
                 [&](CellId cell) { return today.grid_of(cell) != grid; });
    const std::int64_t lacking = fewest_households(land, range, std::move(others), range.least - tally.size);
    const std::int64_t changing = std::min(lacking, tally.households);
    joining += changing;
    most_joining = std::max(most_joining, changing);
  }
  // What one grid gains may be all of another that ends, so that each household counts for two at the most.
  return std::max({leaving, most_joining, (joining + 1) / 2});
}

std::vector<std::vector<CellId>> inseparable(const Territory& territory, const PlanningRules& rules, const PlanWishes& wishes,
                                             AreaId area, const Plan* today) {
  const std::vector<CellId>& own = territory.cells_of_area[area];
  const territory::Cells& cells = territory.cells;
  std::map<CellId, std::uint32_t> place;
  for (std::size_t i = 0; i < own.size(); ++i) place.emplace(own[i], static_cast<std::uint32_t>(i));
  core::DisjointSets sets(own.size());
  for (const CellId cell : own) {
    for (const territory::Neighbour& other : cells.neighbours[cell]) {
      if (other.cell <= cell || cells.parent[other.cell] != area || other.border < connecting_border) continue;
      if (!wishes.unbordered[static_cast<std::size_t>(other.barrier)]) continue;
      if (wishes.uncrossed[static_cast<std::size_t>(other.barrier)]) continue;
      if (std::binary_search(wishes.parted.begin(), wishes.parted.end(), std::pair(cell, other.cell))) continue;
      if (today != nullptr && today->grid_of(cell) != today->grid_of(other.cell)) {
        const auto stays = [&](CellId each) {
          const GridId grid = today->grid_of(each);
          return today->kind(grid) == GridKind::dedicated ||
                 std::find(wishes.locked.begin(), wishes.locked.end(), today->code(grid)) != wishes.locked.end();
        };
        if (wishes.limits_change() || stays(cell) || stays(other.cell)) continue;
      }
      sets.unite(place.at(cell), place.at(other.cell));
    }
  }
  std::map<std::uint32_t, std::vector<CellId>> groups;
  for (std::size_t i = 0; i < own.size(); ++i) groups[sets.find(static_cast<std::uint32_t>(i))].push_back(own[i]);
  std::vector<std::vector<CellId>> found;
  for (auto& [root, group] : groups) {
    if (group.size() > 1 && rules.households.size_of(territory, group) > rules.households.most) found.push_back(std::move(group));
  }
  std::sort(found.begin(), found.end());
  return found;
}

void name_limits(const Plan& plan, const PlanWishes& wishes, const Plan* today, std::vector<ParentReport>& parents) {
  const bool forbids = std::find(wishes.unbordered.begin(), wishes.unbordered.end(), true) != wishes.unbordered.end();
  for (ParentReport& parent : parents) {
    if (today != nullptr && wishes.limits_change()) {
      name_change(*today, wishes, parent);
    }
    if (!forbids || parent.invalid == 0) continue;
    std::vector<ParentReason> named;
    for (const auto& group : inseparable(plan.territory(), plan.rules(), wishes, parent.area, today)) {
      if (!plan.verdict(plan.grid_of(group.front())).sized) named.push_back(forbidden_reason(plan, wishes, group));
    }
    if (named.empty()) continue;
    std::erase_if(parent.reasons, [](const ParentReason& reason) { return reason.key == "not_found"; });
    parent.reasons.insert(parent.reasons.begin(), named.begin(), named.end());
  }
}

}  // namespace wangge::planning
