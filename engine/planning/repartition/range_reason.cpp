#include "engine/planning/repartition/range_reason.h"

#include <algorithm>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

core::Text word(PeopleUnit unit) {
  return unit == PeopleUnit::households ? core::Text{.zh = "户", .en = "households"} : core::Text{.zh = "人", .en = "residents"};
}

OffRange giant(std::int64_t people, const DividedLand& land) {
  const core::Text unit = word(land.unit);
  return {true,
          {.zh = fmt::format("其中一块就有 {} {}，超过上限 {}，而块不能拆分", people, unit.zh, land.size.most),
           .en = fmt::format("one of its pieces alone has {} {}, over the maximum of {}, and pieces stay whole", people, unit.en,
                             land.size.most)}};
}

/// Of the whole division.
OffRange of_division(std::int64_t people, const Division& division, const DividedLand& land) {
  const core::Text unit = word(land.unit);
  const std::int64_t least = land.parts * land.size.least;
  const std::int64_t most = land.parts * land.size.most;
  if (people < least || people > most) {
    return {true,
            {.zh = fmt::format("上级共 {} {}，分为 {} 个需 {} 至 {}", people, unit.zh, land.parts, least, most),
             .en = fmt::format("the area above has {} {}; {} areas need {} to {}", people, unit.en, land.parts, least, most)}};
  }
  if (!division.impossible) {
    return {false,
            {.zh = fmt::format("在给定的搜索预算内没有找到全部在 {}-{} 之内的分法（{} 块分为 {} 个）；并未证明不存在，可加大 "
                               "effort 或 attempts",
                               land.size.least, land.size.most, land.pieces, land.parts),
             .en = fmt::format("no division with all areas within {}-{} was found within the search budget ({} pieces, {} "
                               "areas); that there is none is not proven, and more effort or attempts may find one",
                               land.size.least, land.size.most, land.pieces, land.parts)}};
  }
  OffRange off{true,
               {.zh = fmt::format("已逐一排除：{} 块分为 {} 个相连的辖区，没有一种分法全部在 {}-{} 之内", land.pieces, land.parts,
                                  land.size.least, land.size.most),
                .en = fmt::format("gone through exactly: of all ways to join {} pieces to {} connected areas, none has all of "
                                  "them within {}-{}",
                                  land.pieces, land.parts, land.size.least, land.size.most)}};
  if (division.excess_proven) {
    off.reason.zh += fmt::format("；范围之外至少共 {} {}", division.excess, unit.zh);
    off.reason.en += fmt::format("; at least {} {} are out of range in all", division.excess, unit.en);
  }
  return off;
}

}  // namespace

std::vector<std::optional<OffRange>> off_range(const SearchGraph& graph, const Division& division, const DividedLand& land) {
  std::vector<std::int64_t> people(land.parts, 0);
  std::vector<std::int64_t> largest(land.parts, 0);
  std::int64_t all = 0;
  for (SearchGraph::Node node = 0; node < graph.size(); ++node) {
    // Sizes are cut off at the maximum; work is not.
    const auto own = static_cast<std::int64_t>(graph.nodes[node].work);
    const std::uint32_t part = division.part_of_node[node];
    people[part] += own;
    largest[part] = std::max(largest[part], own);
    all += own;
  }
  std::vector<std::optional<OffRange>> off(land.parts);
  for (std::uint32_t part = 0; part < land.parts; ++part) {
    if (land.size.holds(people[part])) continue;
    off[part] = largest[part] > land.size.most ? giant(largest[part], land) : of_division(all, division, land);
  }
  return off;
}

}  // namespace wangge::planning
