#include "engine/planning/locks/forced_sizes.h"

#include "engine/planning/propose/parcel.h"
#include "engine/planning/search_graph.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

using territory::Territory;

core::Text locked_text(const SizeRange& range, std::int64_t size) {
  return {.zh = fmt::format("被锁定（planning.locked），保持原有的 {}，而范围是 {} {}", range.amount(size).zh, range.ends(),
                            range.unit().zh),
          .en = fmt::format("locked by the planner (planning.locked): it keeps its {}, where {} are the range",
                            range.amount(size).en, range.ends())};
}

core::Text piece_text(const SizeRange& range, std::int64_t size) {
  const core::Text all = range.amount(size);
  const core::Text cut = {.zh = "锁定的网格或不可跨越的界线隔出的一块",
                          .en = "locked grids or borders that no grid may cross cut off a piece"};
  if (size < range.least) {
    return {.zh = fmt::format("{}共 {}，少于一个网格的下限 {}", cut.zh, all.zh, range.amount(range.least).zh),
            .en = fmt::format("{} of {}, fewer than the {} of one grid", cut.en, all.en, range.number(range.least))};
  }
  const std::int64_t below = size / range.most;
  const std::int64_t holds = below * range.most;
  const std::int64_t needs = (below + 1) * range.least;
  return {.zh = fmt::format("{}共 {}：{} 个网格至多 {}，{} 个网格至少 {}", cut.zh, all.zh, below, range.amount(holds).zh,
                            below + 1, range.amount(needs).zh),
          .en = fmt::format("{} of {}: {} grid{} at most {}, {} need at least {}", cut.en, all.en, below,
                            below == 1 ? " holds" : "s hold", range.number(holds), below + 1, range.number(needs))};
}

class Forcing {
 public:
  Forcing(const Territory& territory, const PlanningRules& rules, const PlanWishes& wishes, const Plan* today)
      : territory_(territory),
        rules_(rules),
        wishes_(wishes),
        fixed_(fixed_grids(territory, rules, wishes, today)),
        lands_(restricted_lands(territory, rules.households, wishes, fixed_)) {
    made_.land_of_cell = core::Column<CellId, std::uint32_t>(territory.cells.size(), ForcedSizes::none);
  }

  std::shared_ptr<const ForcedSizes> run(const Plan* today) {
    if (today != nullptr) add_locked(*today);
    for (const AreaId area : core::ids<AreaId>(territory_.areas.size())) {
      if (!territory_.cells_of_area[area].empty()) add_pieces(area);
    }
    if (made_.lands.empty()) return nullptr;
    return std::make_shared<const ForcedSizes>(std::move(made_));
  }

 private:
  void add(std::vector<CellId> cells, bool whole, core::Text reason) {
    std::sort(cells.begin(), cells.end());
    for (const CellId cell : cells) made_.land_of_cell[cell] = static_cast<std::uint32_t>(made_.lands.size());
    made_.lands.push_back({std::move(cells), whole, std::move(reason)});
  }

  void add_locked(const Plan& today) {
    for (const GridId grid : today.grids()) {
      if (std::find(wishes_.locked.begin(), wishes_.locked.end(), today.code(grid)) == wishes_.locked.end()) continue;
      const auto locked = today.cells_of(grid);
      const std::int64_t size = rules_.households.size_of(territory_, locked);
      if (today.kind(grid) == GridKind::dedicated || rules_.households.holds(size)) continue;
      add({locked.begin(), locked.end()}, true, locked_text(rules_.households, size));
    }
  }

  /// Pieces of an area as proposals divide it: each land that stands alone, with the small ones that hang on it.
  void add_pieces(AreaId area) {
    const std::vector<SearchGraph> pieces = search_graphs(territory_, lands_, area, rules_, {});
    std::map<LandId, std::size_t> in_land;
    for (const SearchGraph& piece : pieces) ++in_land[land_of(piece)];
    for (const SearchGraph& piece : pieces) {
      const bool cut_off = in_land[land_of(piece)] > 1;
      if (!cut_off || fixed_.of(piece.cells.front().front()).valid() || rules_.households.fits(piece.total)) continue;
      std::vector<CellId> cells;
      for (const auto& node : piece.cells) cells.insert(cells.end(), node.begin(), node.end());
      if (!touches_dedicated(cells)) add(std::move(cells), false, piece_text(rules_.households, piece.total));
    }
  }

  [[nodiscard]] LandId land_of(const SearchGraph& piece) const { return lands_.land_of_cell[piece.cells.front().front()]; }

  [[nodiscard]] bool touches_dedicated(const std::vector<CellId>& cells) const {
    return std::any_of(cells.begin(), cells.end(), [&](CellId cell) {
      const auto beside = territory_.cells.neighbours[cell];
      return std::any_of(beside.begin(), beside.end(), [&](const territory::Neighbour& other) {
        const FixedId fixed = fixed_.of(other.cell);
        return fixed.valid() && territory_.cells.parent[other.cell] == territory_.cells.parent[cell] &&
               fixed_.labels[fixed].kind == GridKind::dedicated;
      });
    });
  }

  const Territory& territory_;
  const PlanningRules& rules_;
  const PlanWishes& wishes_;
  FixedGrids fixed_;
  Lands lands_;
  ForcedSizes made_;
};

bool locks_anything(const PlanWishes& wishes) {
  const auto& borders = wishes.uncrossed;
  return !wishes.locked.empty() || !wishes.parted.empty() || std::find(borders.begin(), borders.end(), true) != borders.end();
}

}  // namespace

std::shared_ptr<const ForcedSizes> forced_sizes(const Territory& territory, const PlanningRules& rules, const PlanWishes& wishes,
                                                const Plan* today) {
  if (!locks_anything(wishes)) return nullptr;
  return Forcing(territory, rules, wishes, today).run(today);
}

}  // namespace wangge::planning
