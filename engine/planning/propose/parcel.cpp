#include "engine/planning/propose/parcel.h"

#include "engine/core/disjoint_sets.h"
#include "engine/core/parallel.h"
#include "engine/core/random.h"
#include "engine/planning/joined_nodes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace wangge::planning {
namespace {

using territory::CompoundId;
using territory::Territory;
using Node = SearchGraph::Node;

/// Compounds that a grid in range can hold stay together, and so do nodes on both sides of a border that may not be. Where
/// change is limited, today's borders stay possible: what they part is not joined.
std::vector<std::uint32_t> joined(const Territory& territory, const SearchGraph& graph, const PlanningRules& rules,
                                  const PlanWishes& wishes, const Plan* today, const std::vector<CompoundId>& loosened) {
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

/// Numbers of grids by sizes alone: a node with a cell over the maximum fills a grid of its own, the others share the rest.
std::vector<std::int64_t> counts_by_size(const SearchGraph& graph, const SizeRange& range) {
  std::int64_t giants = 0;
  std::int64_t others = 0;
  for (const SearchGraph::NodeRow& node : graph.nodes) {
    giants += node.giants > 0 ? 1 : 0;
    others += node.giants > 0 ? 0 : node.size;
  }
  if (giants == 0) return range.counts(graph.total);
  if (others < range.least) return {giants};
  std::vector<std::int64_t> counts = range.counts(others);
  for (std::int64_t& count : counts) count += giants;
  return counts;
}

std::uint32_t fitting(std::int64_t count, const SearchGraph& graph) {
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(count, 1, static_cast<std::int64_t>(graph.size())));
}

/// Grids for several parcels in proportion to their sizes, each at least one (Hamilton's largest remainders).
std::vector<std::int64_t> allot(const std::vector<const Parcel*>& parcels, std::int64_t grids) {
  double total = 0;
  for (const Parcel* parcel : parcels) total += static_cast<double>(parcel->graph.total);
  std::vector<std::int64_t> shares;
  std::vector<std::pair<double, std::size_t>> rests;
  std::int64_t given = 0;
  for (std::size_t i = 0; i < parcels.size(); ++i) {
    const double exact = total > 0 ? static_cast<double>(grids) * static_cast<double>(parcels[i]->graph.total) / total
                                   : static_cast<double>(grids) / static_cast<double>(parcels.size());
    shares.push_back(std::max<std::int64_t>(1, static_cast<std::int64_t>(exact)));
    rests.emplace_back(static_cast<double>(shares.back()) - exact, i);
    given += shares.back();
  }
  std::sort(rests.begin(), rests.end());
  for (std::size_t i = 0; given < grids && !rests.empty(); ++i, ++given) ++shares[rests[i % rests.size()].second];
  return shares;
}

/// The planner's numbers for one parent, the one nearest to what sizes ask for first.
void count_as_given(std::vector<Parcel*>& own, const CountRange& given, const SizeRange& range, std::int64_t locked) {
  std::int64_t wanted = 0;
  for (const Parcel* parcel : own) wanted += counts_by_size(parcel->graph, range).front();
  const std::int64_t least = given.least - locked;
  const std::int64_t most = given.most - locked;
  const std::int64_t first = std::clamp(wanted, least, most);
  const std::vector<const Parcel*> parcels(own.begin(), own.end());
  const auto set = [&](std::int64_t count, auto assign) {
    if (count < least || count > most || count < static_cast<std::int64_t>(own.size())) return;
    const std::vector<std::int64_t> shares = allot(parcels, count);
    for (std::size_t i = 0; i < own.size(); ++i) assign(*own[i], fitting(shares[i], own[i]->graph));
  };
  for (Parcel* parcel : own) parcel->count_given = true;
  const std::int64_t usual = std::max(first, static_cast<std::int64_t>(own.size()));
  set(usual, [](Parcel& parcel, std::uint32_t count) { parcel.count = count; });
  const std::vector<std::int64_t> shares = allot(parcels, usual);
  for (std::size_t i = 0; i < own.size(); ++i) own[i]->asked = shares[i];
  set(first - 1, [](Parcel& parcel, std::uint32_t count) { parcel.fewer = count; });
  set(first + 1, [](Parcel& parcel, std::uint32_t count) { parcel.more = count; });
}

void count_by_size(Parcel& parcel, const SizeRange& range) {
  const std::vector<std::int64_t> counts = counts_by_size(parcel.graph, range);
  parcel.count = parcel.even.parts;
  const auto offered = [&](std::uint32_t count) {
    return count >= 1 && std::find(counts.begin(), counts.end(), static_cast<std::int64_t>(count)) != counts.end();
  };
  if (offered(parcel.count - 1)) parcel.fewer = parcel.count - 1;
  if (parcel.count + 1 <= parcel.graph.size() && offered(parcel.count + 1)) parcel.more = parcel.count + 1;
}

void choose_counts(std::vector<Parcel>& parcels, std::size_t begin, std::size_t end, const SizeRange& range,
                   const PlanWishes& wishes) {
  std::vector<Parcel*> own;
  std::set<FixedId> locked;
  std::set<FixedId> dedicated;
  double work_apart = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (parcels[i].locked) {
      locked.insert(*parcels[i].locked);
      if (!parcels[i].dedicated) continue;
      dedicated.insert(*parcels[i].locked);
      for (const SearchGraph::NodeRow& node : parcels[i].graph.nodes) work_apart += node.work;
    } else {
      own.push_back(&parcels[i]);
    }
  }
  if (own.empty()) return;
  if (const AreaId area = own.front()->area; !wishes.counts.empty() && wishes.counts[area]) {
    count_as_given(own, *wishes.counts[area], range, static_cast<std::int64_t>(locked.size()));
  } else {
    for (Parcel* parcel : own) count_by_size(*parcel, range);
  }
  std::size_t grids = locked.size();
  for (const Parcel* parcel : own) grids += parcel->count;
  for (Parcel* parcel : own) {
    parcel->table.grids_elsewhere = grids - parcel->count;
    parcel->table.dedicated_elsewhere = dedicated.size();
    if (!dedicated.empty()) parcel->table.work -= work_apart;
  }
}

/// Chooses what to loosen and how many grids to go for, in one parcel.
class Settling {
 public:
  Settling(const Territory& territory, const PlanningRules& rules, const PlanWishes& wishes, const Plan* today, Parcel& parcel)
      : territory_(territory), rules_(rules), wishes_(wishes), today_(today), parcel_(parcel), loose_(std::move(parcel.graph)) {}

  void run() {
    join({});
    parcel_.even = most_even({});
    if (!wishes_.whole_compounds || in_order() || !rules_.households.fits(parcel_.graph.total)) return;
    const bool proven = parcel_.impossible;
    loosen();
    parcel_.even = most_even({});
    parcel_.loosened_proven = proven && !parcel_.loosened.empty();
  }

 private:
  void join(const std::vector<CompoundId>& loosened) {
    parcel_.loosened = loosened;
    parcel_.graph = join_nodes(loose_, joined(territory_, loose_, rules_, wishes_, today_, loosened));
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

/// The planner's numbers may be others than those by size.
void even_as_counted(Parcel& parcel, const PlanningRules& rules) {
  if (parcel.locked || parcel.even.parts == parcel.count) return;
  core::Stream luck(core::Seed(0), parcel.count, "planning.even", parcel.graph.cells.front().front().value());
  parcel.even = even_parts(parcel.graph, rules.households, parcel.count, {}, luck);
}

}  // namespace

FixedGrids fixed_grids(const Territory& territory, const PlanningRules& rules, const PlanWishes& wishes, const Plan* today) {
  return fixed_grids(territory, rules, wishes.dedicated, today, wishes.locked);
}

namespace {

/// `lands` without the connections over borders that no grid may cross.
Lands without_crossings(const Territory& territory, const PlanWishes& wishes, const FixedGrids& fixed, Lands lands) {
  const auto parted = [&](CellId a, CellId b) {
    if (fixed.of(a).valid()) return false;
    if (std::binary_search(wishes.parted.begin(), wishes.parted.end(), std::pair(std::min(a, b), std::max(a, b)))) return true;
    const auto neighbours = territory.cells.neighbours[a];
    const auto border = std::find_if(neighbours.begin(), neighbours.end(), [&](const auto& other) { return other.cell == b; });
    return border != neighbours.end() && wishes.uncrossed[static_cast<std::size_t>(border->barrier)];
  };
  std::vector<std::pair<CellId, CellId>> pairs;
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    for (const CellId other : lands.connected[cell]) {
      if (!parted(cell, other)) pairs.emplace_back(cell, other);
    }
  }
  lands.connected = core::Csr<CellId, CellId>::build(territory.cells.size(), pairs);
  return lands;
}

bool cuts_lands(const PlanWishes& wishes) {
  return !wishes.parted.empty() || std::find(wishes.uncrossed.begin(), wishes.uncrossed.end(), true) != wishes.uncrossed.end();
}

}  // namespace

Lands restricted_lands(const Territory& territory, const SizeRange& range, const PlanWishes& wishes, const FixedGrids& fixed) {
  Lands whole = around(territory, fixed, build_lands(territory, range));
  if (!cuts_lands(wishes)) return whole;
  Lands cut = without_crossings(territory, wishes, fixed, whole);
  const std::vector<EmptyPiece> pieces = empty_pieces(territory, whole, cut);
  return rejoined(whole, std::move(cut), pieces);
}

std::vector<EmptyPiece> rejoined_pieces(const Territory& territory, const PlanningRules& rules, const PlanWishes& wishes,
                                        const Plan* today) {
  if (!cuts_lands(wishes)) return {};
  const FixedGrids fixed = fixed_grids(territory, rules, wishes, today);
  const Lands whole = around(territory, fixed, build_lands(territory, rules.households));
  return empty_pieces(territory, whole, without_crossings(territory, wishes, fixed, whole));
}

std::vector<Parcel> make_parcels(const Territory& territory, const PlanningRules& rules, const WorkOfCell& work,
                                 const PlanWishes& wishes, const AimGround& ground, core::Threads threads) {
  const FixedGrids fixed = fixed_grids(territory, rules, wishes, ground.today);
  const Lands lands = restricted_lands(territory, rules.households, wishes, fixed);
  std::vector<Parcel> parcels;
  for (const AreaId area : core::ids<AreaId>(territory.areas.size())) {
    if (territory.cells_of_area[area].empty()) continue;
    for (SearchGraph& graph : search_graphs(territory, lands, area, rules, work)) {
      Parcel& parcel = parcels.emplace_back();
      parcel.area = area;
      if (const FixedId own = fixed.of(graph.cells.front().front()); own.valid()) {
        parcel.locked = own;
        parcel.dedicated = fixed.labels[own].kind == GridKind::dedicated;
      }
      parcel.graph = std::move(graph);
    }
  }
  core::parallel_for(threads, parcels.size(), [&](std::size_t i) {
    if (!parcels[i].locked) Settling(territory, rules, wishes, ground.today, parcels[i]).run();
    parcels[i].table = build_aim_table(territory, parcels[i].graph, work, ground);
    parcels[i].table.compared = !parcels[i].dedicated;
  });
  for (std::size_t begin = 0; begin < parcels.size();) {
    std::size_t end = begin;
    std::map<LandId, std::size_t> in_land;
    for (; end < parcels.size() && parcels[end].area == parcels[begin].area; ++end)
      ++in_land[lands.land_of_cell[parcels[end].graph.cells.front().front()]];
    for (std::size_t i = begin; i < end; ++i)
      parcels[i].cut_off = in_land[lands.land_of_cell[parcels[i].graph.cells.front().front()]] > 1;
    choose_counts(parcels, begin, end, rules.households, wishes);
    begin = end;
  }
  core::parallel_for(threads, parcels.size(), [&](std::size_t i) { even_as_counted(parcels[i], rules); });
  return parcels;
}

std::vector<Parcel> unjoined_parcels(const Territory& territory, const PlanningRules& rules, const WorkOfCell& work,
                                     const PlanWishes& wishes, const AimGround& ground, const std::vector<Parcel>& parcels) {
  const FixedGrids fixed = fixed_grids(territory, rules, wishes, ground.today);
  const Lands lands = restricted_lands(territory, rules.households, wishes, fixed);
  PlanningRules any_size = rules;
  any_size.households.least = 0;  // nothing hangs by less
  std::vector<Parcel> made;
  for (const AreaId area : core::ids<AreaId>(territory.areas.size())) {
    if (territory.cells_of_area[area].empty()) continue;
    for (const SearchGraph& graph : search_graphs(territory, lands, area, any_size, work)) {
      const Parcel& like = parcels[made.size()];
      Parcel& parcel = made.emplace_back();
      parcel.locked = like.locked;
      parcel.dedicated = like.dedicated;
      parcel.graph =
          like.locked ? graph : join_nodes(graph, joined(territory, graph, rules, wishes, ground.today, like.loosened));
      parcel.table = build_aim_table(territory, parcel.graph, work, ground);
      parcel.table.compared = !parcel.dedicated;
    }
  }
  return made;
}

}  // namespace wangge::planning
