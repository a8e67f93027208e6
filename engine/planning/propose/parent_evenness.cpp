#include "engine/planning/propose/parent_evenness.h"

#include "engine/planning/propose/parent_bounds.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace wangge::planning {
namespace {

using territory::CompoundId;

/// What a node is to a planner: its compound, or its cells.
core::Text node_text(const Plan& plan, const Parcel& parcel, SearchGraph::Node node) {
  const territory::Territory& land = plan.territory();
  const std::vector<CellId>& cells = parcel.graph.cells[node];
  const CompoundId compound = land.cells.compound[cells.front()];
  const bool one = compound.valid() &&
                   std::all_of(cells.begin(), cells.end(), [&](CellId cell) { return land.cells.compound[cell] == compound; });
  if (one) {
    const std::string& name = land.compounds[compound];
    return {.zh = fmt::format("小区“{}”", name), .en = fmt::format("compound '{}'", name)};
  }
  if (cells.size() == 1)
    return {.zh = fmt::format("单元 {}", cells.front().value()), .en = fmt::format("cell {}", cells.front().value())};
  return {.zh = fmt::format("单元 {} 等 {} 个不可分开的单元", cells.front().value(), cells.size()),
          .en = fmt::format("{} cells that cannot be parted, cell {} among them", cells.size(), cells.front().value())};
}

std::string groups_of_cells(std::size_t count) {
  return count == 1 ? std::string("1 group of cells") : fmt::format("{} groups of cells", count);
}

std::string grids_in_words(std::uint32_t count) { return count == 1 ? std::string("1 grid") : fmt::format("{} grids", count); }

/// The plans that a claim is about.
core::Text scope_text(bool in_range) {
  if (in_range) return {.zh = "大小都合规的方案", .en = "plans with all grids in range"};
  return {.zh = "任何大小、不拆开应整体保留者的相连网格", .en = "connected grids of any size that keep whole what is to be kept"};
}

core::Text heavy_text(const Plan& plan, const Parcel& parcel, const HeavyBound& heavy, double mean, bool in_range) {
  const double own = parcel.graph.nodes[*heavy.node].work;
  const core::Text what = node_text(plan, parcel, *heavy.node);
  const core::Text scope = scope_text(in_range);
  return {.zh = fmt::format("{} 的工作量为 {:.4g}，网格平均为 {:.4g}；与其他单元怎样相加，所在网格的偏差都不小于 {:.1f} %（{}）",
                            what.zh, own, mean, 100 * heavy.deviation, scope.zh),
          .en = fmt::format("{} has work of {:.4g}, and the mean grid has {:.4g}: whatever joins it, its grid is at least {:.1f} "
                            "% off the mean ({})",
                            what.en, own, mean, 100 * heavy.deviation, scope.en)};
}

core::Text sums_text(const Parcel& parcel, std::uint32_t parts, double bound, bool in_range) {
  const core::Text joined = in_range ? core::Text{.zh = "（整体保留的小区、只经一处相连的地块）",
                                                  .en = " (compounds kept whole, land joined at one place only)"}
                                     : core::Text{.zh = "（单元、整体保留的小区）", .en = " (cells, compounds kept whole)"};
  const core::Text scope = scope_text(in_range);
  return {.zh = fmt::format("{} 组不可分开的单元{}分为 {} 个网格：由它们的和与相连方式可证，总有网格偏差不小于 {:.1f} %（{}）",
                            parcel.graph.size(), joined.zh, parts, 100 * bound, scope.zh),
          .en = fmt::format("{} that cannot be parted{} into {}: by their sums and by what hangs on a single group, some grid is "
                            "at least {:.1f} % off ({})",
                            groups_of_cells(parcel.graph.size()), joined.en, grids_in_words(parts), 100 * bound, scope.en)};
}

/// One piece of several that is one grid, held against the mean of the whole area.
core::Text piece_text(const Parcel& parcel, double mean, double bound) {
  double work = 0;
  for (const auto& node : parcel.graph.nodes) work += node.work;
  return {.zh = fmt::format("该区域被分成互不相通的几块，其中一块有 {} 组单元、工作量 {:.4g}，自成一个网格，而全区域网格平均为 "
                            "{:.4g}：各块网格数不变时，偏差不小于 {:.1f} %",
                            parcel.graph.size(), work, mean, 100 * bound),
          .en = fmt::format("the area falls into pieces; one of them, {} with work of {:.4g}, is a grid of its own, and the mean "
                            "grid of the area has {:.4g}: with as many grids in each piece, that one is at least {:.1f} % off",
                            groups_of_cells(parcel.graph.size()), work, mean, 100 * bound)};
}

core::Text states_text(const Parcel& parcel, std::uint32_t parts, double bound) {
  return {.zh = fmt::format("已逐一排除：{} 组不可分开的单元分为 {} 个相连且大小合规的网格，没有一种分法的最大偏差小于 {:.1f} %",
                            parcel.graph.size(), parts, 100 * bound),
          .en = fmt::format("gone through exactly: of all ways to part {} into {} connected grids in range, none has a largest "
                            "deviation below {:.1f} %",
                            groups_of_cells(parcel.graph.size()), parts, 100 * bound)};
}

core::Text groups_text(const Parcel& parcel, std::uint32_t parts, double bound, bool in_range) {
  const core::Text scope = scope_text(in_range);
  return {
      .zh = fmt::format("{} 组不可分开的单元分为 {} 个网格：较大的小区和楼栋无论怎样分到各网格，由其大小、相邻关系和周围可用的"
                        "单元可证，总有网格偏差不小于 {:.1f} %（{}）",
                        parcel.graph.size(), parts, 100 * bound, scope.zh),
      .en = fmt::format(
          "{} groups of cells that cannot be parted into {} grids: however the large compounds and buildings are "
          "shared out, by their sizes, by what they touch and by the cells around them some grid is at least {:.1f} % off ({})",
          parcel.graph.size(), parts, 100 * bound, scope.en)};
}

}  // namespace

Evenness evenness_of(const Plan& plan, std::span<const Parcel> parcels, std::span<const std::uint32_t> parts, double mean,
                     bool in_range) {
  Evenness best;
  const auto raise = [&](double bound, std::string_view key, auto text) {
    if (bound <= best.bound + 1e-9) return;
    best = {.bound = bound, .key = key, .text = text()};
  };
  for (std::size_t i = 0; i < parcels.size(); ++i) {
    if (parcels[i].locked) continue;
    const HeavyBound heavy = heavy_bound(parcels[i], parts[i], mean);
    if (heavy.node) {
      raise(heavy.deviation, "node", [&] { return heavy_text(plan, parcels[i], heavy, mean, in_range); });
    } else {
      raise(heavy.deviation, "piece", [&] { return piece_text(parcels[i], mean, heavy.deviation); });
    }
  }
  const auto compared = [](const Parcel& parcel) { return !parcel.dedicated; };
  const auto only = std::find_if(parcels.begin(), parcels.end(), compared);
  if (std::count_if(parcels.begin(), parcels.end(), compared) == 1 && !only->locked) {
    const Parcel& parcel = *only;
    const std::uint32_t count = parts[static_cast<std::size_t>(only - parcels.begin())];
    const bool same = in_range && parcel.even.parts == count;
    const SizeRange sizes = in_range ? plan.rules().households : SizeRange{0, unlimited_size};
    const EvenBound bound =
        same ? EvenBound{parcel.even.bound, parcel.even.proof} : work_bound(whole_work(parcel.graph, count), sizes);
    if (bound.proof == EvenProof::states)
      raise(bound.deviation, "states", [&] { return states_text(parcel, count, bound.deviation); });
    if (bound.proof == EvenProof::groups)
      raise(bound.deviation, "groups", [&] { return groups_text(parcel, count, bound.deviation, in_range); });
    if (bound.proof == EvenProof::sums)
      raise(bound.deviation, "sums", [&] { return sums_text(parcel, count, bound.deviation, in_range); });
  }
  return best;
}

std::optional<core::Text> loosened_text(const Plan& plan, const Parcel& parcel) {
  if (parcel.loosened.empty()) return std::nullopt;
  std::string zh;
  std::string en;
  for (const CompoundId compound : parcel.loosened) {
    const std::string& name = plan.territory().compounds[compound];
    zh += fmt::format("{}“{}”", zh.empty() ? "" : "、", name);
    en += fmt::format("{}'{}'", en.empty() ? "" : ", ", name);
  }
  return core::Text{.zh = fmt::format("允许拆分小区 {}：{}全部小区保持完整时各网格大小都合规的分法", zh,
                                      parcel.loosened_proven ? "已证明不存在" : "没有找到"),
                    .en = fmt::format("compound {} may be split: with all compounds whole, {} has all grids in range", en,
                                      parcel.loosened_proven ? "it is proven that no plan" : "no plan was found that")};
}

}  // namespace wangge::planning
