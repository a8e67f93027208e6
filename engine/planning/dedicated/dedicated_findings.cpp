#include "engine/planning/dedicated/dedicated_findings.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace wangge::planning {

using territory::BuildingId;
using territory::Territory;

core::Text landmark(const Territory& territory, CellId cell) {
  const std::vector<BuildingId>& own = territory.buildings_of_cell[cell];
  if (own.empty()) return {.zh = fmt::format("单元 {}", cell.value()), .en = fmt::format("cell {}", cell.value())};
  const std::string& id = territory.buildings.source_id[own.front()];
  return {.zh = fmt::format("建筑 {}", id), .en = fmt::format("building {}", id)};
}

core::Text landmark(const Territory& territory, const DedicatedWish& wish, CellId cell) {
  const core::Text place = landmark(territory, cell);
  const auto named = std::find_if(wish.holders.begin(), wish.holders.end(),
                                  [&](const KindHolder& holder) { return holder.cell == cell && !holder.name.empty(); });
  if (named == wish.holders.end()) return place;
  return {.zh = fmt::format("{}（{}）", named->name, place.zh), .en = fmt::format("{} ({})", named->name, place.en)};
}

core::Finding dedicated_overlap(const Territory& territory, const DedicatedWish& wish, CellId cell, const std::string& other) {
  const core::Text place = landmark(territory, wish, cell);
  return {.rule = "planning.dedicated_overlap",
          .severity = core::Severity::note,
          .message = {.zh = fmt::format("{}：{}处已属于 {} 的专属网格，不再另设", wish.key, place.zh, other),
                      .en = fmt::format("{}: the place of {} already lies in the dedicated grid of {} and makes "
                                        "no other",
                                        wish.key, place.en, other)},
          .feature = wish.key,
          .place = territory.cells.centroid[cell]};
}

core::Finding dedicated_passed_over(const Territory& territory, const DedicatedWish& wish, CellId cell, std::int64_t size,
                                    const SizeRange& range) {
  const core::Text place = landmark(territory, wish, cell);
  return {.rule = "planning.dedicated_passed_over",
          .severity = core::Severity::warning,
          .message = {.zh = fmt::format("{}：{}处未设专属网格：否则会把 {}与其余部分隔开，不足一个网格的下限 {}"
                                        "（规则 5）；如仍要设，请用 buildings 或 compounds 写明，把隔开的部分一并写入",
                                        wish.key, place.zh, range.amount(size).zh, range.amount(range.least).zh),
                      .en = fmt::format("{}: the place of {} makes no dedicated grid: it would cut {} off from the rest, "
                                        "fewer than the {} of a grid (rule 5); to have it all the same, name it by buildings or "
                                        "compounds, what it cuts off with it",
                                        wish.key, place.en, range.amount(size).en, range.number(range.least))},
          .feature = wish.key,
          .place = territory.cells.centroid[cell]};
}

core::Finding dedicated_kept(const Territory& territory, const DedicatedWish& wish, CellId cell, const std::string& grid) {
  const core::Text place = landmark(territory, wish, cell);
  return {.rule = "planning.dedicated_passed_over",
          .severity = core::Severity::warning,
          .message = {.zh = fmt::format("{}：{}处未设专属网格：它在保持不变的网格 {} 中；如要设，请解除对该网格的锁定", wish.key,
                                        place.zh, grid),
                      .en = fmt::format("{}: the place of {} makes no dedicated grid: it lies in grid {}, which stays as it is; "
                                        "to have it, unlock that grid",
                                        wish.key, place.en, grid)},
          .feature = wish.key,
          .place = territory.cells.centroid[cell]};
}

core::Finding dedicated_lodger(const Territory& territory, const DedicatedWish& wish, CellId cell) {
  const core::Text place = landmark(territory, wish, cell);
  return {
      .rule = "planning.dedicated_lodger",
      .severity = core::Severity::note,
      .message = {.zh = fmt::format("{}：{}处的组织设在居住用房之中，不另设专属网格", wish.key, place.zh),
                  .en = fmt::format("{}: the organisation at {} lodges among dwellings and makes no grid", wish.key, place.en)},
      .feature = wish.key,
      .place = territory.cells.centroid[cell]};
}

core::Finding dedicated_none(const DedicatedWish& wish) {
  core::Text sought;
  if (wish.use) {
    const std::string use(territory::name(*wish.use));
    sought = {.zh = "用途为 " + use, .en = "of use " + use};
  } else {
    sought = {.zh = fmt::format("种类为 {}", fmt::join(wish.kinds, "、")),
              .en = fmt::format("of kind {}", fmt::join(wish.kinds, ", "))};
  }
  return {.rule = "planning.dedicated_none",
          .severity = core::Severity::warning,
          .message = {.zh = fmt::format("{}：没有{}且够大的地方，未设专属网格", wish.key, sought.zh),
                      .en = fmt::format("{}: no place {} is large enough; no dedicated grid was made", wish.key, sought.en)},
          .feature = wish.key};
}

core::Finding dedicated_enclosed(const Territory& territory, const std::string& key, std::span<const CellId> piece) {
  const core::Text place = landmark(territory, piece.front());
  return {
      .rule = "planning.dedicated_enclosed",
      .severity = core::Severity::note,
      .message = {.zh = fmt::format("{}：被它隔开、无人居住的 {} 个单元（{}处）一并划入该专属网格", key, piece.size(), place.zh),
                  .en = fmt::format("{}: {} {} without a household that it cuts off, at {}, {} the dedicated "
                                    "grid",
                                    key, piece.size(), piece.size() == 1 ? "cell" : "cells", place.en,
                                    piece.size() == 1 ? "joins" : "join")},
      .feature = key,
      .place = territory.cells.centroid[piece.front()]};
}

core::Finding dedicated_cuts(const Territory& territory, const std::string& key, std::span<const CellId> piece, std::int64_t size,
                             const SizeRange& range) {
  const core::Text place = landmark(territory, piece.front());
  return {.rule = "planning.dedicated_cuts",
          .severity = core::Severity::warning,
          .message = {.zh = fmt::format("{}：它把 {}（{} 个单元，{}处）与其余部分隔开，不足一个网格的下限 {}"
                                        "；请把它们并入该专属网格，或少取一些",
                                        key, range.amount(size).zh, piece.size(), place.zh, range.amount(range.least).zh),
                      .en = fmt::format("{}: it cuts {} in {} cell(s), at {}, off from the rest, fewer than the {} of a "
                                        "grid; name them too, or fewer others",
                                        key, range.amount(size).en, piece.size(), place.en, range.number(range.least))},
          .feature = key,
          .place = territory.cells.centroid[piece.front()]};
}

}  // namespace wangge::planning
