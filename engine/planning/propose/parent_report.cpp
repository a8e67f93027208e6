#include "engine/planning/propose/parent_report.h"

#include "engine/planning/aims/plan_aims.h"
#include "engine/planning/propose/piece_bounds.h"
#include "engine/planning/squeeze.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <span>
#include <string>
#include <utility>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

using territory::Territory;

/// Pieces cut off that are too small for a grid.
struct SmallPieces {
  std::vector<std::int64_t> sizes;  ///< of each
  std::vector<GridId> grids;
};

class Parent {
 public:
  Parent(const Plan& plan, const BoundGround& joined, const BoundGround& unjoined, std::size_t begin, std::size_t end)
      : plan_(plan),
        land_(plan.territory()),
        range_(plan.rules().households),
        joined_(joined),
        unjoined_(unjoined),
        parcels_(joined.parcels.data() + begin, end - begin),
        begin_(begin),
        end_(end) {
    report_.area = parcels_.front().area;
    report_.households = land_.areas.households[report_.area];
  }

  ParentReport run() {
    add_figures();
    add_bounds();
    for (const GridId grid : plan_.grids_of(report_.area)) {
      if (plan_.verdict(grid).valid) continue;
      ++report_.invalid;
      invalid_.push_back(grid);
    }
    report_.unfair = report_.deviation_max > fair_deviation;
    for (const Parcel& parcel : parcels_) {
      add_given_count(parcel);
      if (auto text = loosened_text(plan_, parcel)) report_.loosened.push_back(std::move(*text));
    }
    if (!invalid_.empty()) add_reasons();
    return std::move(report_);
  }

 private:
  void add_figures() {
    const std::vector<GridId> grids = plan_.grids_of(report_.area);
    report_.grids = grids.size();
    double work = 0;
    for (const GridId grid : grids) {
      const GridTally tally = plan_.tally(grid);
      for (const core::Metres length : tally.border) report_.border += length.value / 2;
      if (plan_.kind(grid) == GridKind::dedicated) continue;
      work += tally.work;
      ++compared_;
    }
    if (compared_ < 2 || !(work > 0)) return;
    mean_ = work / static_cast<double>(compared_);
    for (const GridId grid : grids) {
      if (plan_.kind(grid) == GridKind::dedicated) continue;
      report_.deviation_max = std::max(report_.deviation_max, std::abs(plan_.tally(grid).work / mean_ - 1));
    }
  }

  void add_bounds() {
    PieceBounds bounds = bound_pieces(plan_, joined_, unjoined_, begin_, end_, report_.border);
    report_.bound_scope = bounds.scope;
    report_.border_bound = bounds.border;
    report_.border_bound_by = bounds.border_by;
    if (bounds.scope == BoundScope::none || compared_ < 2 || !(mean_ > 0)) return;
    const std::vector<Parcel>& all = bounds.scope == BoundScope::in_range ? joined_.parcels : unjoined_.parcels;
    const std::span<const Parcel> own(all.data() + begin_, end_ - begin_);
    report_.evenness = evenness_of(plan_, own, bounds.parts, mean_, bounds.scope == BoundScope::in_range);
    // Tallies count work in millionths, cell by cell.
    const auto cells = static_cast<double>(land_.cells_of_area[report_.area].size());
    report_.evenness.bound = checked_bound(report_.evenness.bound, report_.deviation_max, 1e-9 + 1e-6 * cells / mean_);
  }

  void add(std::string_view key, bool proven, core::Text text, std::vector<GridId> grids) {
    const bool excuses = all_excused(grids);
    report_.reasons.push_back({key, proven, std::move(text), std::move(grids), excuses});
  }

  [[nodiscard]] bool all_excused(const std::vector<GridId>& grids) const {
    return !grids.empty() && std::all_of(grids.begin(), grids.end(), [&](GridId grid) { return plan_.verdict(grid).excused; });
  }

  /// Of the grids out of order those with cells in the parcel.
  [[nodiscard]] std::vector<GridId> invalid_in(const Parcel& parcel) const {
    std::set<GridId> own;
    for (const auto& cells : parcel.graph.cells) {
      for (const CellId cell : cells) own.insert(plan_.grid_of(cell));
    }
    std::vector<GridId> found;
    std::copy_if(invalid_.begin(), invalid_.end(), std::back_inserter(found), [&](GridId grid) { return own.contains(grid); });
    return found;
  }

  void add_cells_over() {
    for (const GridId grid : invalid_) {
      for (const CellId cell : plan_.cells_of(grid)) {
        const std::int64_t size = range_.sizes(land_)[cell];
        if (size <= range_.most) continue;
        add("cell_over", true,
            {.zh = fmt::format("仅单元 {} 就有 {}，超过上限 {}；一栋楼不能拆分", cell.value(), range_.amount(size).zh,
                               range_.amount(range_.most).zh),
             .en = fmt::format("cell {} alone has {}, over the maximum of {}, and a building is never cut", cell.value(),
                               range_.amount(size).en, range_.number(range_.most))},
            {grid});
      }
    }
  }

  /// A parcel whose size no number of grids fits.
  void add_count(const Parcel& parcel, const std::vector<GridId>& grids) {
    const std::int64_t size = parcel.graph.total;
    if (range_.fits(size)) return;
    if (parcel.cut_off && size < range_.least) {
      SmallPieces& pieces = all_excused(grids) ? excused_pieces_ : other_pieces_;
      pieces.sizes.push_back(size);
      pieces.grids.insert(pieces.grids.end(), grids.begin(), grids.end());
      return;
    }
    const core::Text where = parcel.cut_off ? core::Text{.zh = "被锁定或专属的网格、不可跨越的界线隔开的部分",
                                                         .en =
                                                             "a piece cut off by locked or dedicated grids or by borders "
                                                             "that no grid may cross"}
                             : parcels_.size() > 1
                                 ? core::Text{.zh = "与其余部分不相连的部分", .en = "a piece that is not connected with the rest"}
                                 : core::Text{.zh = "该区域", .en = "the area"};
    const std::string_view key = parcel.cut_off ? "cut_off" : size < range_.least ? "too_few" : "no_count";
    const core::Text all = range_.amount(size);
    if (size < range_.least) {
      add(key, true,
          {.zh = fmt::format("{}共 {}，少于一个网格的下限 {}", where.zh, all.zh, range_.amount(range_.least).zh),
           .en = fmt::format("{} has {}, fewer than the {} of one grid", where.en, all.en, range_.number(range_.least))},
          grids);
      return;
    }
    const std::int64_t below = size / range_.most;
    const std::int64_t holds = below * range_.most;
    const std::int64_t needs = (below + 1) * range_.least;
    add(key, true,
        {.zh = fmt::format("{}共 {}：{} 个网格至多 {}，{} 个网格至少 {}", where.zh, all.zh, below, range_.amount(holds).zh,
                           below + 1, range_.amount(needs).zh),
         .en = fmt::format("{} has {}: {} grid{} at most {}, {} need at least {}", where.en, all.en, below,
                           below == 1 ? " holds" : "s hold", range_.number(holds), below + 1, range_.number(needs))},
        grids);
  }

  /// Pieces cut off that are too small for a grid, in one sentence: lanes as borders make dozens of them.
  void add_small_pieces(const SmallPieces& pieces) {
    if (pieces.sizes.empty()) return;
    const auto [least, most] = std::minmax_element(pieces.sizes.begin(), pieces.sizes.end());
    const std::size_t count = pieces.sizes.size();
    const bool alike = *least == *most;
    const std::string low = range_.number(*least);
    const std::string high = range_.number(*most);
    add("cut_off", true,
        {.zh = fmt::format("被锁定或专属的网格、不可跨越的界线隔开的 {} 块，{}{}，{}少于一个网格的下限 {}", count,
                           range_.points ? "分数" : "户数",
                           alike ? fmt::format("为 {}", low) : fmt::format("在 {} 至 {} 之间", low, high), count == 1 ? "" : "各",
                           range_.amount(range_.least).zh),
         .en = fmt::format("{} cut off by locked or dedicated grids or by borders that no grid may cross {} {} {}, "
                           "fewer than the {} of one grid",
                           count == 1 ? "a piece" : fmt::format("{} pieces", count),
                           count == 1 ? "has"
                           : alike    ? "each have"
                                      : "have",
                           alike ? low : fmt::format("{} to {}", low, high), range_.unit().en, range_.number(range_.least))},
        pieces.grids);
  }

  /// A number of grids that the sizes or the cells do not allow.
  void add_given_count(const Parcel& parcel) {
    if (!parcel.count_given) return;
    const std::int64_t size = parcel.graph.total;
    const std::int64_t count = parcel.asked;
    const bool fits = count * range_.least <= size && size <= count * range_.most;
    if (fits && static_cast<std::int64_t>(parcel.count) == count) return;
    const std::vector<GridId> grids = invalid_in(parcel);
    if (fits) {
      add("given_count", true,
          {.zh = fmt::format("指定分为 {} 个网格，而不可分开的单元只有 {} 组", count, parcel.graph.size()),
           .en = fmt::format("{} grids are asked for, but there {} that can be parted", count,
                             parcel.graph.size() == 1 ? std::string("is only 1 group of cells")
                                                      : fmt::format("are only {} groups of cells", parcel.graph.size()))},
          grids);
      return;
    }
    add("given_count", true,
        {.zh = fmt::format("指定分为 {} 个网格，需 {} 至 {}，而实有 {}", count, range_.number(count * range_.least),
                           range_.amount(count * range_.most).zh, range_.amount(size).zh),
         .en = fmt::format("{} asked for, which need{} {} to {}; there are {}",
                           count == 1 ? std::string("1 grid is") : fmt::format("{} grids are", count), count == 1 ? "s" : "",
                           range_.number(count * range_.least), range_.amount(count * range_.most).en, range_.number(size))},
        grids);
  }

  void add_locked(const Parcel& parcel) {
    const GridId grid = plan_.grid_of(parcel.graph.cells.front().front());
    const std::int64_t size = plan_.tally(grid).size;
    if (parcel.dedicated || range_.holds(size)) return;
    const std::string& code = plan_.code(grid);
    add("locked", true,
        {.zh =
             fmt::format("网格 {} 被锁定，有 {}，不在 {} {}之内", code, range_.amount(size).zh, range_.ends(), range_.unit().zh),
         .en = fmt::format("grid {} is locked and has {}, outside {}", code, range_.amount(size).en, range_.ends())},
        {grid});
  }

  /// A parcel whose cells no number of grids parts into grids in range.
  void add_no_partition(const Parcel& parcel, const std::vector<GridId>& grids) {
    if (!parcel.impossible) return;
    add("no_partition", true,
        {.zh = fmt::format("{}、{} 组不可分开的单元：已证明没有一种分法使各网格都在 {} {}之内",
                           range_.amount(parcel.graph.total).zh, parcel.graph.size(), range_.ends(), range_.unit().zh),
         .en = fmt::format("{} in {} groups of cells that cannot be parted: it is proven that no partition has all "
                           "grids within {}",
                           range_.amount(parcel.graph.total).en, parcel.graph.size(), range_.ends())},
        grids);
  }

  void add_squeezes(const Lands& lands) {
    for (const GridId grid : invalid_) {
      const std::span<const CellId> cells = plan_.cells_of(grid);
      const auto found = squeeze(land_, lands, range_, std::vector<CellId>(cells.begin(), cells.end()));
      if (!found) continue;
      add("squeezed", true,
          {.zh = fmt::format("{} 个单元共 {}，只与其相连的零散地块另有 {}，至多 {} 个网格要容下全部，每个上限 {}", found->cells,
                             range_.amount(found->size).zh, range_.amount(found->pockets).zh, found->cells,
                             range_.amount(range_.most).zh),
           .en = fmt::format("{} of {} and pockets that touch nothing else, {} in all, must share {} of at most {}",
                             found->cells == 1 ? std::string("1 cell") : fmt::format("{} cells", found->cells),
                             range_.amount(found->size).en, range_.number(found->pockets),
                             found->cells == 1 ? std::string("1 grid") : fmt::format("{} grids", found->cells),
                             range_.number(range_.most))},
          {grid});
      return;
    }
  }

  void add_reasons() {
    for (const Parcel& parcel : parcels_) {
      const std::vector<GridId> grids = invalid_in(parcel);
      if (grids.empty()) continue;
      if (parcel.locked) {
        add_locked(parcel);
      } else {
        add_count(parcel, grids);
        add_no_partition(parcel, grids);
      }
    }
    add_small_pieces(excused_pieces_);
    add_small_pieces(other_pieces_);
    add_cells_over();
    if (report_.reasons.empty()) add_squeezes(build_lands(land_, range_));
    if (!report_.reasons.empty()) return;
    const std::int64_t size = range_.size_of(land_, land_.cells_of_area[report_.area]);
    const std::int64_t fitting = range_.counts(size).front();
    add("not_found", false,
        {.zh = fmt::format("在给定的搜索预算内没有找到全部合格的方案（{}可分为 {} 个网格）；并未证明不存在",
                           range_.amount(size).zh, fitting),
         .en = fmt::format("no plan in order was found within the search budget ({} fit {} grids); that there is none "
                           "is not proven",
                           range_.amount(size).en, fitting)},
        invalid_);
  }

  const Plan& plan_;
  const Territory& land_;
  SizeRange range_;
  const BoundGround& joined_;
  const BoundGround& unjoined_;
  std::span<const Parcel> parcels_;  ///< the joined ones of this parent
  std::size_t begin_, end_;          ///< of the parcels in the whole list
  ParentReport report_;
  std::vector<GridId> invalid_;
  SmallPieces excused_pieces_;
  SmallPieces other_pieces_;
  std::size_t compared_ = 0;  ///< grids that are not dedicated
  double mean_ = 0;           ///< work of these
};

}  // namespace

ParentReport report_parent(const Plan& plan, const BoundGround& joined, const BoundGround& unjoined, std::size_t begin,
                           std::size_t end) {
  return Parent(plan, joined, unjoined, begin, end).run();
}

std::optional<ParentReason> change_reason(const AimSums& sums, double limit, std::optional<std::int64_t> households) {
  const double share = static_cast<double>(sums.moved) / static_cast<double>(std::max<std::int64_t>(1, sums.households));
  if (households ? sums.moved <= *households : share <= limit) return std::nullopt;
  if (households) {
    return ParentReason{
        "change",
        false,
        {.zh = fmt::format("{} 户更换网格，上限为 {} 户（planning.change_at_most）：没有找到改动更小的方案", sums.moved,
                           *households),
         .en = fmt::format("{} of its households change grid, the limit is {} (planning.change_at_most): no plan with less "
                           "change was found",
                           sums.moved, *households)}};
  }
  return ParentReason{
      "change",
      false,
      {.zh = fmt::format("{:.1f} % 的户更换网格，上限为 {:.1f} %（planning.change_at_most）：没有找到改动更小的方案", 100 * share,
                         100 * limit),
       .en = fmt::format("{:.1f} % of its households change grid, the limit is {:.1f} % "
                         "(planning.change_at_most): no plan with less change was found",
                         100 * share, 100 * limit)}};
}

}  // namespace wangge::planning
