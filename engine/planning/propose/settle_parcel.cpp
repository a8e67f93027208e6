#include "engine/planning/propose/settle_parcel.h"

#include "engine/core/disjoint_sets.h"
#include "engine/core/random.h"
#include "engine/planning/joined_nodes.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace wangge::planning {

using territory::CompoundId;
using territory::Territory;
using Node = SearchGraph::Node;

std::vector<std::uint32_t> joined_compounds(const Territory& territory, const SearchGraph& graph, const PlanningRules& rules,
                                            const PlanWishes& wishes, const Plan* today,
                                            const std::vector<CompoundId>& loosened) {
  const territory::Cells& cells = territory.cells;
  const core::Column<CellId, std::int64_t>& sizes = rules.households.sizes(territory);
  core::DisjointSets sets(graph.size());
  std::map<CellId, Node> node_of;
  std::map<CompoundId, std::int64_t> size_of;
  for (Node node = 0; node < graph.size(); ++node) {
    for (const CellId cell : graph.cells[node]) {
      node_of.emplace(cell, node);
      if (cells.compound[cell].valid()) size_of[cells.compound[cell]] += sizes[cell];
    }
  }
  const auto connects = [&](Node a, Node b) {
    return std::any_of(graph.out(a).begin(), graph.out(a).end(),
                       [&](const SearchGraph::Arc& arc) { return arc.to == b && arc.connects; });
  };
  for (const auto& [cell, node] : node_of) {
    for (const territory::Neighbour& other : cells.neighbours[cell]) {
      const auto beyond = node_of.find(other.cell);
      if (beyond == node_of.end() || beyond->second <= node || !connects(node, beyond->second)) continue;
      if (wishes.limits_change() && today != nullptr && today->grid_of(cell) != today->grid_of(other.cell)) continue;
      const CompoundId compound = cells.compound[cell];
      const bool whole = wishes.whole_compounds && compound.valid() && compound == cells.compound[other.cell] &&
                         size_of[compound] <= rules.households.most &&
                         std::find(loosened.begin(), loosened.end(), compound) == loosened.end();
      if (whole || wishes.unbordered[static_cast<std::size_t>(other.barrier)]) sets.unite(node, beyond->second);
    }
  }
  std::vector<std::uint32_t> roots(graph.size());
  for (Node node = 0; node < graph.size(); ++node) roots[node] = sets.find(node);
  return roots;
}

std::uint32_t fitting(std::int64_t count, const SearchGraph& graph) {
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(count, 1, static_cast<std::int64_t>(graph.size())));
}

namespace {

/// Chooses what to loosen and how many grids to go for, in one parcel.
class Settling {
 public:
  Settling(const Territory& territory, const PlanningRules& rules, const PlanWishes& wishes, const Plan* today, Parcel& parcel)
      : territory_(territory), rules_(rules), wishes_(wishes), today_(today), parcel_(parcel), loose_(std::move(parcel.graph)) {}

  void run(const GraphOfAnySize& of_any_size) {
    choose();
    if (parcel_.impossible && parcel_.even.parts > 1 && !in_order()) go_near(of_any_size());
  }

 private:
  void choose() {
    join({});
    parcel_.even = most_even({});
    if (!wishes_.whole_compounds || in_order() || !rules_.households.fits(parcel_.graph.total)) return;
    const bool proven = parcel_.impossible;
    loosen();
    parcel_.even = most_even({});
    parcel_.loosened_proven = proven && !parcel_.loosened.empty();
  }

  /// No partition is in range: what grids in range could not part may be parted, so that grids come as near as they can.
  void go_near(SearchGraph graph) {
    if (std::any_of(graph.nodes.begin(), graph.nodes.end(), [](const auto& node) { return node.giants > 0; })) return;
    loose_ = std::move(graph);
    join({});
    const std::uint32_t parts = fitting(parcel_.even.parts, parcel_.graph);
    core::Stream luck(core::Seed(0), parts, "planning.near", loose_.cells.front().front().value());
    parcel_.even = even_parts(parcel_.graph, {0, parcel_.graph.total}, parts, {}, luck);
    parcel_.even.impossible = true;
  }

  void join(const std::vector<CompoundId>& loosened) {
    parcel_.loosened = loosened;
    parcel_.graph = join_nodes(loose_, joined_compounds(territory_, loose_, rules_, wishes_, today_, loosened));
  }

  [[nodiscard]] bool in_order() const {
    return parcel_.even.parts < 2 ? rules_.households.holds(parcel_.graph.total) : !parcel_.even.labels.empty();
  }

  /// Of the numbers of grids by size the first that can be fair (or more even still, where that comes first), or else the most
  /// even.
  [[nodiscard]] EvenParts most_even(const EvenEffort& effort) {
    EvenParts best;
    bool first = true;
    std::vector<std::int64_t> counts = counts_by_size(parcel_.graph, rules_.households);
    const bool all = parcel_.graph.size() <= large_graph || counts.size() <= counts_of_large;
    if (!all) counts.resize(counts_of_large);
    parcel_.impossible = all && rules_.households.fits(parcel_.graph.total);
    EvenEffort own = effort;
    for (const std::int64_t count : counts) {
      own.of_use = first ? effort.of_use : best.deviation - worth;
      core::Stream luck(core::Seed(0), static_cast<std::uint32_t>(count), "planning.even", loose_.cells.front().front().value());
      EvenParts even = even_parts(parcel_.graph, rules_.households, fitting(count, parcel_.graph), own, luck);
      const bool whole = even.parts < 2 && rules_.households.holds(parcel_.graph.total);
      if (whole) even.deviation = 0;
      parcel_.impossible = parcel_.impossible && even.impossible;
      if (first || even.deviation < best.deviation - worth) best = std::move(even);
      first = false;
      if (best.deviation <= wanted_deviation(rules_.aims)) break;
      if (best.deviation <= fair_deviation) own = quick(effort);
    }
    return best;
  }

  /// Compounds of several nodes by falling size, then by their number.
  [[nodiscard]] std::vector<CompoundId> candidates() const {
    std::map<CompoundId, std::pair<std::int64_t, std::size_t>> held;
    for (const auto& cells : loose_.cells) {
      std::set<CompoundId> own;
      for (const CellId cell : cells) {
        const CompoundId compound = territory_.cells.compound[cell];
        if (!compound.valid()) continue;
        held[compound].first += rules_.households.sizes(territory_)[cell];
        own.insert(compound);
      }
      for (const CompoundId compound : own) ++held[compound].second;
    }
    std::vector<std::pair<std::int64_t, CompoundId>> sorted;
    for (const auto& [compound, share] : held) {
      if (share.second > 1 && share.first <= rules_.households.most) sorted.emplace_back(-share.first, compound);
    }
    std::sort(sorted.begin(), sorted.end());
    std::vector<CompoundId> found;
    for (const auto& [size, compound] : sorted) found.push_back(compound);
    return found;
  }

  /// One compound, or the largest ones together, as few as suffice.
  void loosen() {
    const EvenEffort brief{.most_trees = 40, .tree_nodes = 6'000, .patience = 1, .states = 0, .proof_nodes = 0, .groupings = 2};
    const std::vector<CompoundId> all = candidates();
    const auto suffices = [&](const std::vector<CompoundId>& chosen) {
      join(chosen);
      parcel_.even = most_even(brief);
      return in_order();
    };
    for (std::size_t i = 0; i < std::min(all.size(), most_single); ++i) {
      if (suffices({all[i]})) return;
    }
    for (std::size_t count = 2; count < 2 * all.size(); count *= 2) {
      const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(count, all.size()));
      if (suffices({all.begin(), end})) return;
    }
    join({});
  }

  /// Something fair is known: another number of grids is worth less.
  [[nodiscard]] static EvenEffort quick(EvenEffort effort) {
    effort.patience = 1;
    effort.states = 0;
    effort.groupings = std::min<std::size_t>(effort.groupings, 4);
    effort.starts = 16;
    return effort;
  }

  static constexpr std::size_t most_single = 8;
  /// Another number of grids than the first must be more even by so much.
  static constexpr double worth = 0.02;
  /// Of many cells nearly any number of grids can be made: so many numbers are tried.
  static constexpr std::size_t large_graph = 400;
  static constexpr std::size_t counts_of_large = 3;

  const Territory& territory_;
  const PlanningRules& rules_;
  const PlanWishes& wishes_;
  const Plan* today_;
  Parcel& parcel_;
  SearchGraph loose_;
};

}  // namespace

void settle_parcel(const Territory& territory, const PlanningRules& rules, const PlanWishes& wishes, const Plan* today,
                   const GraphOfAnySize& of_any_size, Parcel& parcel) {
  Settling(territory, rules, wishes, today, parcel).run(of_any_size);
}

}  // namespace wangge::planning
