#include "engine/planning/sectors/conflicts.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace wangge::planning {
namespace {

/// Shares of a border that count as all or nothing of it.
constexpr double nearly = 0.95;

ConflictOutcome outcome_of(double border, double followed) {
  if (!(border > 0)) return ConflictOutcome::parted;
  if (followed >= nearly * border) return ConflictOutcome::apart;
  return followed <= (1 - nearly) * border ? ConflictOutcome::together : ConflictOutcome::partly;
}

/// The sectors with at least half of the border, with their weights: "police (1), city management (2)".
std::string sectors_there(std::span<const SectorPartition> sectors, const ConflictDecision& decision, bool there) {
  std::string names;
  for (std::size_t i = 0; i < sectors.size(); ++i) {
    if ((decision.share[i] >= 0.5) == there)
      names += fmt::format("{}{} ({:.3g})", names.empty() ? "" : ", ", sectors[i].name, sectors[i].weight);
  }
  return names.empty() ? std::string("-") : names;
}

std::string codes_of(const Plan& plan, const std::vector<GridId>& grids) {
  std::vector<std::string> codes;
  for (const GridId grid : grids) codes.push_back(plan.code(grid));
  return fmt::format("{}", fmt::join(codes, ", "));
}

/// Why a border that some sector has is not followed.
core::Text why_not(const Plan& plan, const SectorConflict& conflict, const ConflictDecision& decision) {
  const SizeRange& range = plan.rules().households;
  if (const std::int64_t size = range.size_of(plan.territory(), conflict.piece); size < range.least) {
    return {.zh = fmt::format("该片 {}，少于一个网格的下限 {}，不能自成网格；与 {} 合在一起", range.amount(size).zh,
                              range.amount(range.least).zh, codes_of(plan, decision.grids)),
            .en = fmt::format("the piece of {} is below the minimum of {} for a grid of its own; it goes with {}",
                              range.amount(size).en, range.number(range.least), codes_of(plan, decision.grids))};
  }
  return {.zh = fmt::format("别处的界线更均衡、更合各部门（该处有界线的部门占权重 {:.0f} %）；该片归 {}",
                            100 * decision.agreement, codes_of(plan, decision.grids)),
          .en = fmt::format("sizes, evenness and the other borders weighed more than the sectors with a border here ({:.0f} % of "
                            "the weight); the piece lies in {}",
                            100 * decision.agreement, codes_of(plan, decision.grids))};
}

}  // namespace

std::string_view name(ConflictOutcome outcome) {
  constexpr std::array<std::string_view, 4> names = {"apart", "together", "partly", "parted"};
  return names[static_cast<std::size_t>(outcome)];
}

ConflictDecision decided(const Plan& plan, std::span<const SectorPartition> sectors, const SectorConflict& conflict) {
  const territory::Cells& cells = plan.territory().cells;
  const SectorPartition& cut = sectors[conflict.first];
  ConflictDecision decision;
  std::vector<core::Metres> own(sectors.size());
  std::set<GridId> grids;
  for (const CellId cell : conflict.piece) {
    grids.insert(plan.grid_of(cell));
    for (const territory::Neighbour& other : cells.neighbours[cell]) {
      const bool rest = cut.area_of_cell[other.cell] == cut.area_of_cell[cell] &&
                        cells.parent[other.cell] == cells.parent[cell] &&
                        !std::binary_search(conflict.piece.begin(), conflict.piece.end(), other.cell);
      if (!rest) continue;
      decision.border += other.border;
      if (plan.grid_of(cell) != plan.grid_of(other.cell)) decision.followed += other.border;
      for (std::size_t i = 0; i < sectors.size(); ++i) {
        if (divides(sectors[i], cell, other.cell)) own[i] += other.border;
      }
    }
  }
  double all = 0;
  for (std::size_t i = 0; i < sectors.size(); ++i) {
    decision.share.push_back(decision.border.value > 0 ? own[i].value / decision.border.value : 0.0);
    all += sectors[i].weight;
    decision.agreement += sectors[i].weight * decision.share[i];
  }
  decision.agreement = all > 0 ? decision.agreement / all : 0;
  decision.grids.assign(grids.begin(), grids.end());
  decision.outcome = outcome_of(decision.border.value, decision.followed.value);
  return decision;
}

core::Text decision_text(const Plan& plan, std::span<const SectorPartition> sectors, const SectorConflict& conflict,
                         const ConflictDecision& decision) {
  const std::string& first = sectors[conflict.first].name;
  const std::string& second = sectors[conflict.second].name;
  const std::string with = sectors_there(sectors, decision, true);
  const std::string without = sectors_there(sectors, decision, false);
  const core::Text not_followed = why_not(plan, conflict, decision);
  switch (decision.outcome) {
    case ConflictOutcome::parted:
      return {.zh = fmt::format("该片与 {} 的 {} 其余部分不相邻，或分属不同上级，无须取舍", first, conflict.area),
              .en = fmt::format("the piece touches the rest of {} of {} nowhere within one parent; there was nothing to decide",
                                conflict.area, first)};
    case ConflictOutcome::apart:
      return {
          .zh = fmt::format("从 {} 的界线：此处有界线的部门（权重）{}，没有的 {}，占权重 {:.0f} %；各网格户数由此合规", second,
                            with, without, 100 * decision.agreement),
          .en = fmt::format("follows the border of {}: sectors with a border here (weight) {}, without one {}, {:.0f} % of the "
                            "weight, and the sizes allow it",
                            second, with, without, 100 * decision.agreement)};
    case ConflictOutcome::together:
      return {.zh = fmt::format("从 {}，不从 {} 的界线：{}", first, second, not_followed.zh),
              .en = fmt::format("follows {}, not the border of {}: {}", first, second, not_followed.en)};
    case ConflictOutcome::partly:
      break;
  }
  const double share = 100 * decision.followed.value / decision.border.value;
  return {.zh = fmt::format("{} 的界线只从 {:.0f} %：{}", second, share, not_followed.zh),
          .en = fmt::format("follows {:.0f} % of the border of {}: {}", share, second, not_followed.en)};
}

}  // namespace wangge::planning
