#include "engine/planning/dedicated/choose_dedicated.h"

#include "engine/core/error.h"
#include "engine/planning/dedicated/dedicated_findings.h"
#include "engine/planning/edits/selection.h"
#include "engine/planning/lands.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace wangge::planning {
namespace {

using territory::BuildingId;
using territory::BuildingUse;
using territory::CompoundId;
using territory::Territory;

core::Error refusal_error(const std::string& key, const core::Text& problem) {
  return core::Error(core::ErrorCode::usage, {.zh = key + "：" + problem.zh, .en = key + ": " + problem.en});
}

core::SquareMetres floor_area(const Territory& territory, BuildingId building) {
  const territory::Buildings& rows = territory.buildings;
  return core::SquareMetres(rows.footprint[building].value * static_cast<double>(rows.floors[building]));
}

class Chooser {
 public:
  Chooser(const Territory& territory, const SizeRange& range, std::span<const DedicatedWish> wishes, const FixedGrids& kept)
      : territory_(territory), range_(range), wishes_(wishes), kept_(kept), lands_(build_lands(territory, range)) {
    owner_ = core::Column<CellId, std::size_t>(territory.cells.size(), nobody);
  }

  DedicatedChoice run() {
    for (const DedicatedWish& wish : wishes_) {
      if (!by_sort(wish)) add_named(wish);
    }
    for (const DedicatedWish& wish : wishes_) {
      if (by_sort(wish)) add_places(wish, wish.use ? places_of_use(wish) : places_of_kind(wish));
    }
    settle_rest();
    for (DedicatedGrid& grid : made_.grids) std::sort(grid.cells.begin(), grid.cells.end());
    return std::move(made_);
  }

 private:
  static constexpr std::size_t nobody = ~std::size_t{0};

  /// The cells that can be reached from the first one over connections between cells that `joined` allows.
  template <class Joined>
  [[nodiscard]] std::vector<CellId> flood(CellId first, core::Column<CellId, std::uint8_t>& seen, Joined joined) const {
    std::vector<CellId> cells{first};
    seen[first] = 1;
    for (std::size_t at = 0; at < cells.size(); ++at) {
      const CellId cell = cells[at];
      for (const CellId other : lands_.connected[cell]) {
        if (seen[other] != 0 || !joined(cell, other)) continue;
        seen[other] = 1;
        cells.push_back(other);
      }
    }
    return cells;
  }

  /// The name of the compound that all cells lie in; empty where there is none.
  [[nodiscard]] std::string compound_name(const std::vector<CellId>& cells) const {
    const CompoundId compound = territory_.cells.compound[cells.front()];
    const bool one = compound.valid() && std::all_of(cells.begin(), cells.end(),
                                                     [&](CellId cell) { return territory_.cells.compound[cell] == compound; });
    return one ? territory_.compounds[compound] : std::string();
  }

  /// The name of the first thing of the wish's kinds that stands in the cells; empty where it is not known.
  [[nodiscard]] static std::string held_name(const DedicatedWish& wish, const std::vector<CellId>& cells) {
    for (const KindHolder& holder : wish.holders) {
      const bool here = std::find(cells.begin(), cells.end(), holder.cell) != cells.end();
      if (here && !holder.lodger && !holder.name.empty()) return holder.name;
    }
    return {};
  }

  /// The cell by which people know a place: that of the first thing with a name, or else the first one.
  [[nodiscard]] static CellId face(const DedicatedWish& wish, const std::vector<CellId>& place) {
    for (const KindHolder& holder : wish.holders) {
      const bool here = std::find(place.begin(), place.end(), holder.cell) != place.end();
      if (here && !holder.lodger && !holder.name.empty()) return holder.cell;
    }
    return place.front();
  }

  void take(std::vector<CellId> cells, const DedicatedWish& wish) {
    for (const CellId cell : cells) owner_[cell] = made_.grids.size();
    std::string name = wish.name;
    if (name.empty()) name = wish.use ? compound_name(cells) : held_name(wish, cells);
    if (name.empty()) name = wish.use ? held_name(wish, cells) : compound_name(cells);
    made_.grids.push_back(
        {.cells = std::move(cells), .code = wish.code, .name = std::move(name), .key = wish.key, .named = !wish.name.empty()});
  }

  void add_named(const DedicatedWish& wish) {
    auto answer = selected_cells(territory_, wish.what, {});
    if (const auto* refused = std::get_if<Refusal>(&answer)) throw refusal_error(wish.key, refused->reason);
    std::vector<CellId> cells = std::get<std::vector<CellId>>(std::move(answer));
    refuse_shared(wish, cells);
    refuse_parents(wish, cells);
    refuse_pieces(wish, cells);
    take(std::move(cells), wish);
  }

  void refuse_shared(const DedicatedWish& wish, const std::vector<CellId>& cells) const {
    for (const CellId cell : cells) {
      if (owner_[cell] == nobody) continue;
      const std::string& other = made_.grids[owner_[cell]].key;
      const core::Text place = landmark(territory_, cell);
      throw refusal_error(wish.key, {.zh = fmt::format("与 {} 重叠于{}；一个单元只能属于一个专属网格", other, place.zh),
                                     .en = fmt::format("shares {} with {}; a cell lies in one dedicated grid", place.en, other)});
    }
  }

  void refuse_parents(const DedicatedWish& wish, const std::vector<CellId>& cells) const {
    const auto parent = [&](CellId cell) { return territory_.cells.parent[cell]; };
    for (const CellId cell : cells) {
      if (parent(cell) == parent(cells.front())) continue;
      const std::string& one = territory_.areas.code[parent(cells.front())];
      const std::string& two = territory_.areas.code[parent(cell)];
      throw refusal_error(wish.key, {.zh = fmt::format("所选单元分属 {} 与 {}：一个网格只能在一个上级区域内", one, two),
                                     .en = fmt::format("its cells lie in {} and in {}: a grid lies in one parent", one, two)});
    }
  }

  void refuse_pieces(const DedicatedWish& wish, const std::vector<CellId>& cells) const {
    core::Column<CellId, std::uint8_t> seen(territory_.cells.size(), 1);
    for (const CellId cell : cells) seen[cell] = 0;
    std::vector<CellId> firsts;
    for (const CellId cell : cells) {
      if (seen[cell] != 0) continue;
      firsts.push_back(cell);
      (void)flood(cell, seen, [](CellId, CellId) { return true; });
    }
    if (firsts.size() == 1) return;
    const core::Text one = landmark(territory_, firsts[0]);
    const core::Text two = landmark(territory_, firsts[1]);
    throw refusal_error(
        wish.key,
        {.zh = fmt::format("所选单元分为互不相连的 {} 块（如{}与{}）；网格须是一整块：请分别写成几个专属网格，或加上其间的建筑",
                           firsts.size(), one.zh, two.zh),
         .en = fmt::format("its cells lie in {} pieces that do not touch (at {} and at {}); a grid is one piece: write a "
                           "dedicated grid for each, or add the buildings between them",
                           firsts.size(), one.en, two.en)});
  }

  /// Whether the wish asks for every place of a sort instead of naming one.
  [[nodiscard]] static bool by_sort(const DedicatedWish& wish) { return wish.use || !wish.kinds.empty(); }

  [[nodiscard]] std::vector<std::vector<CellId>> places_of_use(const DedicatedWish& wish) const {
    const std::size_t size = territory_.cells.size();
    core::Column<CellId, std::uint8_t> seen(size, 1);
    for (const CellId cell : core::ids<CellId>(size)) seen[cell] = main_use(territory_, cell) == wish.use ? 0 : 1;
    const auto same = [&](CellId a, CellId b) { return territory_.cells.compound[a] == territory_.cells.compound[b]; };
    std::vector<std::vector<CellId>> places;
    for (const CellId cell : core::ids<CellId>(size)) {
      if (seen[cell] == 0) places.push_back(flood(cell, seen, same));
    }
    return places;
  }

  [[nodiscard]] std::vector<std::vector<CellId>> places_of_kind(const DedicatedWish& wish) {
    core::Column<CellId, std::uint8_t> holds(territory_.cells.size(), 0);
    for (const KindHolder& holder : wish.holders) {
      if (holder.lodger) {
        made_.findings.add(dedicated_lodger(territory_, wish, holder.cell));
      } else {
        holds[holder.cell] = 1;
      }
    }
    const auto together = [&](CellId a, CellId b) {
      const CompoundId compound = territory_.cells.compound[a];
      if (!(compound == territory_.cells.compound[b])) return false;
      return (holds[a] != 0 && holds[b] != 0) || (compound.valid() && main_use(territory_, a) == main_use(territory_, b));
    };
    core::Column<CellId, std::uint8_t> seen(territory_.cells.size(), 0);
    std::vector<std::vector<CellId>> places;
    for (const CellId cell : core::ids<CellId>(holds.size())) {
      if (holds[cell] != 0 && seen[cell] == 0) places.push_back(flood(cell, seen, together));
    }
    return places;
  }

  void add_places(const DedicatedWish& wish, std::vector<std::vector<CellId>> places) {
    std::size_t found = 0;
    for (std::vector<CellId>& place : places) {
      if (!large_enough(wish, place)) continue;
      ++found;
      const auto taken = std::find_if(place.begin(), place.end(), [&](CellId own) { return owner_[own] != nobody; });
      if (taken != place.end()) {
        made_.findings.add(dedicated_overlap(territory_, wish, face(wish, place), made_.grids[owner_[*taken]].key));
        continue;
      }
      if (const auto held = kept_in(place)) {
        made_.findings.add(dedicated_kept(territory_, wish, face(wish, place), *held));
        continue;
      }
      const CellId first = face(wish, place);
      const CutOff before = cut_off(first);
      take(std::move(place), wish);
      if (const CutOff after = cut_off(first); after.households > before.households) {
        give_back();
        made_.findings.add(dedicated_passed_over(territory_, wish, first, after.size - before.size, range_));
      }
    }
    if (found == 0 && (wish.use || !places.empty())) made_.findings.add(dedicated_none(wish));
  }

  /// The code of a grid that stays and holds a cell of the place; nothing where there is none or it is the very place.
  [[nodiscard]] std::optional<std::string> kept_in(const std::vector<CellId>& place) const {
    const auto held = std::find_if(place.begin(), place.end(), [&](CellId cell) { return kept_.of(cell).valid(); });
    if (held == place.end()) return std::nullopt;
    const FixedId grid = kept_.of(*held);
    const auto own = static_cast<std::size_t>(std::count(kept_.of_cell.begin(), kept_.of_cell.end(), grid));
    const bool all = std::all_of(place.begin(), place.end(), [&](CellId cell) { return kept_.of(cell) == grid; });
    if (all && own == place.size()) return std::nullopt;
    return kept_.labels[grid].code;
  }

  /// Undoes the last `take`.
  void give_back() {
    for (const CellId cell : made_.grids.back().cells) owner_[cell] = nobody;
    made_.grids.pop_back();
  }

  /// Inhabited pieces of a cell's land that are too small for a grid and that the dedicated grids part from the rest.
  struct CutOff {
    std::int64_t households = 0;
    std::int64_t size = 0;
  };
  [[nodiscard]] CutOff cut_off(CellId of) const {
    const LandId land = lands_.land_of_cell[of];
    core::Column<CellId, std::uint8_t> seen(territory_.cells.size(), 1);
    for (const CellId cell : territory_.cells_of_area[territory_.cells.parent[of]])
      seen[cell] = owner_[cell] == nobody && lands_.land_of_cell[cell] == land ? 0 : 1;
    std::vector<CutOff> pieces;
    for (const CellId cell : territory_.cells_of_area[territory_.cells.parent[of]]) {
      if (seen[cell] != 0) continue;
      const std::vector<CellId> piece = flood(cell, seen, [](CellId, CellId) { return true; });
      pieces.push_back({households(piece), size(piece)});
    }
    if (pieces.empty()) return {};
    pieces.erase(
        std::max_element(pieces.begin(), pieces.end(), [](const CutOff& a, const CutOff& b) { return a.size < b.size; }));
    CutOff sum;
    for (const CutOff& piece : pieces) {
      if (piece.size >= range_.least) continue;
      sum.households += piece.households;
      sum.size += piece.size;
    }
    return sum;
  }

  [[nodiscard]] bool large_enough(const DedicatedWish& wish, const std::vector<CellId>& place) const {
    double land = 0;
    double floors = 0;
    std::int64_t residents = 0;
    for (const CellId cell : place) {
      land += territory_.cells.area[cell].value;
      residents += territory_.cells.residents[cell];
      for (const BuildingId building : territory_.buildings_of_cell[cell]) floors += floor_area(territory_, building).value;
    }
    return land >= wish.land_at_least.value && floors >= wish.floor_area_at_least.value && residents >= wish.residents_at_least;
  }

  /// Pieces of a land once the dedicated grids are taken out, by their first cell.
  void settle_rest() {
    std::map<LandId, std::vector<std::vector<CellId>>> pieces;
    core::Column<CellId, std::uint8_t> seen(territory_.cells.size(), 0);
    core::Column<LandId, std::uint8_t> touched(lands_.parent.size(), 0);
    for (const CellId cell : core::ids<CellId>(seen.size())) {
      if (owner_[cell] == nobody) continue;
      seen[cell] = 1;
      touched[lands_.land_of_cell[cell]] = 1;
    }
    for (const CellId cell : core::ids<CellId>(seen.size())) {
      if (seen[cell] != 0 || touched[lands_.land_of_cell[cell]] == 0) continue;
      pieces[lands_.land_of_cell[cell]].push_back(flood(cell, seen, [](CellId, CellId) { return true; }));
    }
    for (const auto& [land, own] : pieces) settle(own);
  }

  [[nodiscard]] std::int64_t households(const std::vector<CellId>& cells) const {
    std::int64_t sum = 0;
    for (const CellId cell : cells) sum += territory_.cells.households[cell];
    return sum;
  }

  [[nodiscard]] std::int64_t size(const std::vector<CellId>& cells) const { return range_.size_of(territory_, cells); }

  void settle(const std::vector<std::vector<CellId>>& pieces) {
    if (pieces.size() < 2) return;
    const auto weight = [&](const std::vector<CellId>& piece) { return std::pair(size(piece), piece.size()); };
    std::size_t rest = 0;
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      if (weight(pieces[i]) > weight(pieces[rest])) rest = i;
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (i == rest || size(pieces[i]) >= range_.least) continue;
      if (households(pieces[i]) == 0) {
        join(pieces[i]);
      } else {
        made_.findings.add(dedicated_cuts(territory_, made_.grids[beside(pieces[i])].key, pieces[i], size(pieces[i]), range_));
      }
    }
  }

  /// The first dedicated grid that a cell of the piece connects to.
  [[nodiscard]] std::size_t beside(const std::vector<CellId>& piece) const {
    for (const CellId cell : piece) {
      for (const CellId other : lands_.connected[cell]) {
        if (owner_[other] != nobody) return owner_[other];
      }
    }
    return nobody;
  }

  void join(const std::vector<CellId>& piece) {
    const std::size_t grid = beside(piece);
    DedicatedGrid& own = made_.grids[grid];
    own.cells.insert(own.cells.end(), piece.begin(), piece.end());
    for (const CellId cell : piece) owner_[cell] = grid;
    made_.findings.add(dedicated_enclosed(territory_, own.key, piece));
  }

  const Territory& territory_;
  SizeRange range_;
  std::span<const DedicatedWish> wishes_;
  const FixedGrids& kept_;
  Lands lands_;
  core::Column<CellId, std::size_t> owner_;  ///< the dedicated grid of a cell
  DedicatedChoice made_;
};

}  // namespace

std::optional<BuildingUse> main_use(const Territory& territory, CellId cell) {
  std::array<double, territory::building_use_count> floors{};
  for (const BuildingId building : territory.buildings_of_cell[cell])
    floors[static_cast<std::size_t>(territory.buildings.use[building])] += floor_area(territory, building).value;
  const auto most = std::max_element(floors.begin(), floors.end());
  if (!(*most > 0)) return std::nullopt;
  return static_cast<BuildingUse>(most - floors.begin());
}

DedicatedChoice choose_dedicated(const Territory& territory, const SizeRange& range, std::span<const DedicatedWish> wishes,
                                 const FixedGrids& kept) {
  if (wishes.empty()) return {};
  return Chooser(territory, range, wishes, kept).run();
}

}  // namespace wangge::planning
