#include "engine/planning/propose/parcel.h"

#include "engine/core/disjoint_sets.h"
#include "engine/core/parallel.h"
#include "engine/core/random.h"
#include "engine/planning/grid_counts.h"
#include "engine/planning/joined_nodes.h"
#include "engine/planning/propose/largest_first.h"
#include "engine/planning/propose/settle_parcel.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <utility>

namespace wangge::planning {
namespace {

using territory::Territory;
using Node = SearchGraph::Node;

/// Grids for several parcels in proportion to their sizes (Hamilton's largest remainders), each as many as its size allows; where
/// that cannot be, at least one each.
std::vector<std::int64_t> allot(const std::vector<const Parcel*>& parcels, std::int64_t grids, const SizeRange& range) {
  std::vector<GridShare> lands;
  for (const Parcel* parcel : parcels) {
    const CountRange possible = possible_counts(parcel->graph, range);
    lands.push_back({.work = static_cast<double>(parcel->graph.total), .least = possible.least, .most = possible.most});
  }
  if (auto found = share_grids(lands, grids)) return std::move(*found);
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
    const std::vector<std::int64_t> shares = allot(parcels, count, range);
    for (std::size_t i = 0; i < own.size(); ++i) assign(*own[i], fitting(shares[i], own[i]->graph));
  };
  for (Parcel* parcel : own) parcel->count_given = true;
  const std::int64_t usual = std::max(first, static_cast<std::int64_t>(own.size()));
  set(usual, [](Parcel& parcel, std::uint32_t count) { parcel.count = count; });
  const std::vector<std::int64_t> shares = allot(parcels, usual, range);
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

/// The numbers of all areas, where the planner wants so many grids in all.
core::Column<AreaId, std::optional<CountRange>> counts_of_areas(const Territory& territory, const PlanningRules& rules,
                                                                const PlanWishes& wishes, const std::vector<Parcel>& parcels) {
  if (!wishes.total) return wishes.counts;
  std::vector<CountedLand> lands;
  core::Column<AreaId, std::set<FixedId>> fixed(territory.areas.size(), std::set<FixedId>());
  for (const Parcel& parcel : parcels) {
    if (parcel.locked) {
      fixed[parcel.area].insert(*parcel.locked);
      continue;
    }
    CountedLand& land = lands.emplace_back();
    land.area = parcel.area;
    for (const SearchGraph::NodeRow& node : parcel.graph.nodes) land.work += node.work;
    land.usual = parcel.even.parts;
    land.possible = possible_counts(parcel.graph, rules.households);
    land.most = static_cast<std::int64_t>(parcel.graph.size());
  }
  core::Column<AreaId, std::int64_t> standing;
  core::Column<AreaId, std::optional<CountRange>> counts(territory.areas.size(), std::nullopt);
  for (const std::set<FixedId>& own : fixed) standing.push_back(static_cast<std::int64_t>(own.size()));
  const auto wished = wished_counts(lands, standing, {.of_area = wishes.counts, .total = wishes.total}, rules.households);
  for (std::size_t i = 0; i < lands.size(); ++i) {
    const AreaId area = lands[i].area;
    const std::int64_t sum = *wished[i] + (counts[area] ? counts[area]->least : standing[area]);
    counts[area] = CountRange{sum, sum};
  }
  return counts;
}

void choose_counts(std::vector<Parcel>& parcels, std::size_t begin, std::size_t end, const SizeRange& range,
                   const core::Column<AreaId, std::optional<CountRange>>& counts) {
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
  if (const AreaId area = own.front()->area; !counts.empty() && counts[area]) {
    count_as_given(own, *counts[area], range, static_cast<std::int64_t>(locked.size()));
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

namespace {

/// Nothing hangs by less than the minimum.
PlanningRules any_size(PlanningRules rules) {
  rules.households.least = 0;
  return rules;
}

/// Parcels of one area that are out of range without fault (`Parcel::excused`).
void mark_excused(const Territory& territory, const PlanningRules& rules, std::span<Parcel> parcels) {
  std::int64_t size = 0;
  for (const Parcel& parcel : parcels) {
    if (parcel.dedicated) continue;
    for (const auto& cells : parcel.graph.cells) size += rules.households.size_of(territory, cells);
  }
  for (Parcel& parcel : parcels) {
    if (parcel.locked) continue;
    const CellId first = parcel.graph.cells.front().front();
    const bool forced = rules.forced != nullptr && rules.forced->land_of_cell[first] != ForcedSizes::none;
    parcel.excused = forced || !rules.households.fits(size);
  }
}

}  // namespace

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
  std::vector<std::size_t> first_of_area(parcels.size(), 0);
  for (std::size_t i = 1; i < parcels.size(); ++i)
    first_of_area[i] = parcels[i].area == parcels[i - 1].area ? first_of_area[i - 1] : i;
  for (std::size_t begin = 0; begin < parcels.size();) {
    std::size_t end = begin + 1;
    while (end < parcels.size() && first_of_area[end] == begin) ++end;
    mark_excused(territory, rules, {parcels.data() + begin, end - begin});
    begin = end;
  }
  std::vector<std::size_t> nodes;
  for (const Parcel& parcel : parcels) nodes.push_back(parcel.graph.size());
  largest_first(threads, nodes, [&](std::size_t i) {
    const auto of_any_size = [&] {
      return std::move(search_graphs(territory, lands, parcels[i].area, any_size(rules), work)[i - first_of_area[i]]);
    };
    if (parcels[i].excused && wishes.limits_change() && ground.today != nullptr) parcels[i].graph = of_any_size();
    if (!parcels[i].locked) settle_parcel(territory, rules, wishes, ground.today, of_any_size, parcels[i]);
    parcels[i].table = build_aim_table(territory, parcels[i].graph, work, ground);
    parcels[i].table.compared = !parcels[i].dedicated;
  });
  const auto counts = counts_of_areas(territory, rules, wishes, parcels);
  for (std::size_t begin = 0; begin < parcels.size();) {
    std::size_t end = begin;
    std::map<LandId, std::size_t> in_land;
    for (; end < parcels.size() && parcels[end].area == parcels[begin].area; ++end)
      ++in_land[lands.land_of_cell[parcels[end].graph.cells.front().front()]];
    for (std::size_t i = begin; i < end; ++i)
      parcels[i].cut_off = in_land[lands.land_of_cell[parcels[i].graph.cells.front().front()]] > 1;
    choose_counts(parcels, begin, end, rules.households, counts);
    begin = end;
  }
  core::parallel_for(threads, parcels.size(), [&](std::size_t i) { even_as_counted(parcels[i], rules); });
  return parcels;
}

std::vector<Parcel> unjoined_parcels(const Territory& territory, const PlanningRules& rules, const WorkOfCell& work,
                                     const PlanWishes& wishes, const AimGround& ground, const std::vector<Parcel>& parcels) {
  const FixedGrids fixed = fixed_grids(territory, rules, wishes, ground.today);
  const Lands lands = restricted_lands(territory, rules.households, wishes, fixed);
  std::vector<Parcel> made;
  for (const AreaId area : core::ids<AreaId>(territory.areas.size())) {
    if (territory.cells_of_area[area].empty()) continue;
    for (const SearchGraph& graph : search_graphs(territory, lands, area, any_size(rules), work)) {
      const Parcel& like = parcels[made.size()];
      Parcel& parcel = made.emplace_back();
      parcel.locked = like.locked;
      parcel.dedicated = like.dedicated;
      parcel.graph =
          like.locked ? graph : join_nodes(graph, joined_compounds(territory, graph, rules, wishes, ground.today, like.loosened));
      parcel.table = build_aim_table(territory, parcel.graph, work, ground);
      parcel.table.compared = !parcel.dedicated;
    }
  }
  return made;
}

}  // namespace wangge::planning
