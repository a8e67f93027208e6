#include "engine/planning/dedicated/choose_dedicated.h"

#include "engine/core/error.h"
#include "engine/planning/edits/selection.h"
#include "engine/planning/lands.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

#include <fmt/core.h>

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

/// The use of most floor area; nothing where no building has any. Ties go to the use that is listed first.
std::optional<BuildingUse> main_use(const Territory& territory, CellId cell) {
  std::array<double, territory::building_use_count> floors{};
  for (const BuildingId building : territory.buildings_of_cell[cell])
    floors[static_cast<std::size_t>(territory.buildings.use[building])] += floor_area(territory, building).value;
  const auto most = std::max_element(floors.begin(), floors.end());
  if (!(*most > 0)) return std::nullopt;
  return static_cast<BuildingUse>(most - floors.begin());
}

/// A building of the cell for people to find it by, or else the cell's number.
core::Text landmark(const Territory& territory, CellId cell) {
  const std::vector<BuildingId>& own = territory.buildings_of_cell[cell];
  if (own.empty()) return {.zh = fmt::format("单元 {}", cell.value()), .en = fmt::format("cell {}", cell.value())};
  const std::string& id = territory.buildings.source_id[own.front()];
  return {.zh = fmt::format("建筑 {}", id), .en = fmt::format("building {}", id)};
}

class Chooser {
 public:
  Chooser(const Territory& territory, const SizeRange& range, std::span<const DedicatedWish> wishes)
      : territory_(territory), range_(range), wishes_(wishes), lands_(build_lands(territory, range)) {
    owner_ = core::Column<CellId, std::size_t>(territory.cells.size(), nobody);
  }

  DedicatedChoice run() {
    for (const DedicatedWish& wish : wishes_) {
      if (!wish.use) add_named(wish);
    }
    for (const DedicatedWish& wish : wishes_) {
      if (wish.use) add_places(wish);
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

  void take(std::vector<CellId> cells, const DedicatedWish& wish) {
    for (const CellId cell : cells) owner_[cell] = made_.grids.size();
    std::string name = wish.name.empty() ? compound_name(cells) : wish.name;
    made_.grids.push_back({.cells = std::move(cells), .code = wish.code, .name = std::move(name), .key = wish.key});
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

  void add_places(const DedicatedWish& wish) {
    const std::size_t size = territory_.cells.size();
    core::Column<CellId, std::uint8_t> seen(size, 1);
    for (const CellId cell : core::ids<CellId>(size)) seen[cell] = main_use(territory_, cell) == wish.use ? 0 : 1;
    const auto same = [&](CellId a, CellId b) { return territory_.cells.compound[a] == territory_.cells.compound[b]; };
    std::size_t found = 0;
    for (const CellId cell : core::ids<CellId>(size)) {
      if (seen[cell] != 0) continue;
      std::vector<CellId> place = flood(cell, seen, same);
      if (!large_enough(wish, place)) continue;
      ++found;
      const auto taken = std::find_if(place.begin(), place.end(), [&](CellId own) { return owner_[own] != nobody; });
      if (taken != place.end()) {
        say_left_out(wish, *taken);
      } else {
        take(std::move(place), wish);
      }
    }
    if (found == 0) say_none(wish);
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

  void say_left_out(const DedicatedWish& wish, CellId cell) {
    const core::Text place = landmark(territory_, cell);
    const std::string& other = made_.grids[owner_[cell]].key;
    made_.findings.add({.rule = "planning.dedicated_overlap",
                        .severity = core::Severity::note,
                        .message = {.zh = fmt::format("{}：{}处已属于 {} 的专属网格，不再另设", wish.key, place.zh, other),
                                    .en = fmt::format("{}: the place of {} already lies in the dedicated grid of {} and makes "
                                                      "no other",
                                                      wish.key, place.en, other)},
                        .feature = wish.key,
                        .place = territory_.cells.centroid[cell]});
  }

  void say_none(const DedicatedWish& wish) {
    const std::string use(territory::name(*wish.use));
    made_.findings.add(
        {.rule = "planning.dedicated_none",
         .severity = core::Severity::warning,
         .message = {.zh = fmt::format("{}：没有达到所给大小、用途为 {} 的地方，未设专属网格", wish.key, use),
                     .en = fmt::format("{}: no place of use {} is large enough; no dedicated grid was made", wish.key, use)},
         .feature = wish.key});
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

  void settle(const std::vector<std::vector<CellId>>& pieces) {
    if (pieces.size() < 2) return;
    const auto weight = [&](const std::vector<CellId>& piece) { return std::pair(households(piece), piece.size()); };
    std::size_t rest = 0;
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      if (weight(pieces[i]) > weight(pieces[rest])) rest = i;
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (i == rest || households(pieces[i]) >= range_.least) continue;
      if (households(pieces[i]) == 0) {
        join(pieces[i]);
      } else {
        say_cut_off(pieces[i]);
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
    const core::Text place = landmark(territory_, piece.front());
    made_.findings.add({.rule = "planning.dedicated_enclosed",
                        .severity = core::Severity::note,
                        .message = {.zh = fmt::format("{}：被它隔开、无人居住的 {} 个单元（{}处）一并划入该专属网格", own.key,
                                                      piece.size(), place.zh),
                                    .en = fmt::format("{}: {} {} without a household that it cuts off, at {}, {} the dedicated "
                                                      "grid",
                                                      own.key, piece.size(), piece.size() == 1 ? "cell" : "cells", place.en,
                                                      piece.size() == 1 ? "joins" : "join")},
                        .feature = own.key,
                        .place = territory_.cells.centroid[piece.front()]});
  }

  void say_cut_off(const std::vector<CellId>& piece) {
    const DedicatedGrid& grid = made_.grids[beside(piece)];
    const core::Text place = landmark(territory_, piece.front());
    made_.findings.add(
        {.rule = "planning.dedicated_cuts",
         .severity = core::Severity::warning,
         .message = {.zh = fmt::format("{}：它把 {} 户（{} 个单元，{}处）与其余部分隔开，不足一个网格的下限 {} "
                                       "户；请把它们并入该专属网格，或少取一些",
                                       grid.key, households(piece), piece.size(), place.zh, range_.least),
                     .en =
                         fmt::format("{}: it cuts {} households in {} cell(s), at {}, off from the rest, fewer than the {} of a "
                                     "grid; name them too, or fewer others",
                                     grid.key, households(piece), piece.size(), place.en, range_.least)},
         .feature = grid.key,
         .place = territory_.cells.centroid[piece.front()]});
  }

  const Territory& territory_;
  SizeRange range_;
  std::span<const DedicatedWish> wishes_;
  Lands lands_;
  core::Column<CellId, std::size_t> owner_;  ///< the dedicated grid of a cell
  DedicatedChoice made_;
};

}  // namespace

DedicatedChoice choose_dedicated(const Territory& territory, const SizeRange& range, std::span<const DedicatedWish> wishes) {
  if (wishes.empty()) return {};
  return Chooser(territory, range, wishes).run();
}

}  // namespace wangge::planning
