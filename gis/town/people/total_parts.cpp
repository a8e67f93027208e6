#include "gis/town/people/total_parts.h"

#include "engine/core/error.h"
#include "engine/territory/controlled_rounding.h"
#include "engine/territory/population.h"
#include "engine/territory/proportional_fitting.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace wangge::town {
namespace {

using Row = std::vector<std::int64_t>;

class PartTree {
 public:
  PartTree(const Column<AreaId, Area>& areas, const Column<AreaId, std::int64_t>& residents, const TotalParts& parts)
      : areas_(areas), residents_(residents), parts_(parts), children_(areas.size()), row_(areas.size()) {
    for (const AreaId area : core::ids<AreaId>(areas.size())) {
      if (areas[area].parent.valid()) children_[areas[area].parent].push_back(area);
    }
  }

  [[nodiscard]] Column<AreaId, Row> run() {
    for (std::size_t i = areas_.size(); i-- > 0;) gather(AreaId(i));
    for (const AreaId area : core::ids<AreaId>(areas_.size())) {
      if (row_[area].empty()) row_[area] = top_row(area);
      spread(area);
    }
    return std::move(row_);
  }

 private:
  [[nodiscard]] std::size_t count() const { return parts_.shares.size(); }

  [[nodiscard]] std::vector<double> leaning(AreaId area) const {
    std::vector<double> shares = parts_.shares;
    for (std::size_t part = 0; part < shares.size(); ++part) shares[part] *= parts_.lean[area][part];
    return shares;
  }

  /// A row that is stated, or that follows from all children.
  void gather(AreaId area) {
    const Row below = sum_below(area);
    bool all_known = !children_[area].empty();
    for (const AreaId child : children_[area]) all_known = all_known && !row_[child].empty();
    if (all_known) row_[area] = below;
    if (!areas_[area].parent.valid()) {
      if (all_known) check_top(area);
      return;
    }
    const auto& given = parts_.given[area];
    if (std::none_of(given.begin(), given.end(), [](const auto& part) { return part.has_value(); })) return;
    const Row stated = stated_row(area);
    if (all_known && stated != below) {
      const auto part =
          static_cast<std::size_t>(std::mismatch(stated.begin(), stated.end(), below.begin()).first - stated.begin());
      refuse(area, true, "给定的", "states", stated[part], "而其下级之和为", "but the areas below it sum to", below[part]);
    }
    row_[area] = stated;
  }

  [[nodiscard]] Row stated_row(AreaId area) const {
    const auto& given = parts_.given[area];
    std::vector<double> shares = leaning(area);
    Row row(count(), 0);
    std::int64_t rest = residents_[area];
    double open = 0;
    for (std::size_t part = 0; part < count(); ++part) {
      if (!given[part]) {
        open += shares[part];
        continue;
      }
      row[part] = *given[part];
      rest -= row[part];
      shares[part] = 0;
    }
    if (rest < 0 || (open == 0 && rest != 0)) {
      refuse_sum(area, residents_[area] - rest);
    }
    if (open == 0) return row;
    const auto others = territory::largest_remainder(rest, shares);
    for (std::size_t part = 0; part < count(); ++part) row[part] += others[part];
    return row;
  }

  [[nodiscard]] Row sum_below(AreaId area) const {
    Row below(count(), 0);
    for (const AreaId child : children_[area]) {
      for (std::size_t part = 0; part < row_[child].size(); ++part) below[part] += row_[child][part];
    }
    return below;
  }

  /// The row of the whole: what it states, what it is asked for, and the shares for the rest, never less than what the children
  /// state where that can be.
  [[nodiscard]] Row top_row(AreaId area) const {
    Row row = stated_and_asked(area);
    const Row below = sum_below(area);
    std::vector<double> weights(count(), 0.0);
    std::int64_t rest = residents_[area] - std::accumulate(row.begin(), row.end(), std::int64_t{0});
    double open = 0;
    for (std::size_t part = 0; part < count(); ++part) open += is_open(area, part) ? parts_.shares[part] : 0;
    std::int64_t free = rest;
    for (std::size_t part = 0; part < count(); ++part) free -= is_open(area, part) ? below[part] : 0;
    for (std::size_t part = 0; part < count(); ++part) {
      if (!is_open(area, part)) continue;
      const double aim = open > 0 ? static_cast<double>(rest) * parts_.shares[part] / open : 0;
      weights[part] = 1e-9 + std::max(0.0, aim - (free >= 0 ? static_cast<double>(below[part]) : 0.0));
      if (free >= 0) row[part] = below[part];
    }
    const auto others = territory::largest_remainder(free >= 0 ? free : rest, weights);
    for (std::size_t part = 0; part < count(); ++part) row[part] += others[part];
    return row;
  }

  /// Neither stated nor asked for.
  [[nodiscard]] bool is_open(AreaId area, std::size_t part) const { return !parts_.given[area][part] && !parts_.asked[part]; }

  /// Counts that the whole states and whole numbers of the shares that it is asked for; 0 for the others.
  [[nodiscard]] Row stated_and_asked(AreaId area) const {
    const auto& given = parts_.given[area];
    std::vector<double> shares;
    double asked = 0;
    bool any_open = false;
    for (std::size_t part = 0; part < count(); ++part) {
      any_open = any_open || is_open(area, part);
      shares.push_back(!given[part] && parts_.asked[part] ? parts_.shares[part] : 0);
      asked += shares.back();
    }
    shares.push_back(std::max(0.0, 1 - asked));
    Row row = territory::largest_remainder(residents_[area], shares);
    row.pop_back();
    std::int64_t sum = 0;
    for (std::size_t part = 0; part < count(); ++part) sum += row[part] += given[part].value_or(0);
    if (!any_open && sum != residents_[area]) even_out(area, residents_[area] - sum, row);
    if (sum > residents_[area] && any_open) refuse_sum(area, sum);
    return row;
  }

  /// Counts and shares together may miss the residents by what was rounded: by one a share.
  void even_out(AreaId area, std::int64_t missing, Row& row) const {
    const std::int64_t sum = residents_[area] - missing;
    const std::int64_t step = missing > 0 ? 1 : -1;
    for (std::size_t part = 0; part < count() && missing != 0; ++part) {
      if (parts_.given[area][part] || !parts_.asked[part] || row[part] + step < 0) continue;
      row[part] += step;
      missing -= step;
    }
    if (missing != 0) refuse_sum(area, sum);
  }

  /// Where every child is known, what is stated must be their sum, and what is asked for must be it to one person.
  void check_top(AreaId area) const {
    for (std::size_t part = 0; part < count(); ++part) {
      const auto& given = parts_.given[area][part];
      const std::int64_t aim = given ? *given : std::llround(parts_.shares[part] * static_cast<double>(residents_[area]));
      const std::int64_t slack = given ? 0 : parts_.asked[part] ? 1 : residents_[area];
      if (std::abs(row_[area][part] - aim) <= slack) continue;
      refuse(area, true, "要求的", "asks for", aim, "而其下级之和为", "but the areas below it sum to", row_[area][part]);
    }
  }

  [[noreturn]] void refuse_sum(AreaId area, std::int64_t sum) const {
    refuse(area, false, "之和为", "sum to", sum, "而居民数为", "which is not the number of residents,", residents_[area]);
  }

  void spread(AreaId area) {
    std::vector<AreaId> open;
    Row left = row_[area];
    Row residents;
    std::vector<double> seed;
    for (const AreaId child : children_[area]) {
      for (std::size_t part = 0; part < row_[child].size(); ++part) left[part] -= row_[child][part];
      if (!row_[child].empty()) continue;
      open.push_back(child);
      residents.push_back(residents_[child]);
      for (const double share : leaning(child)) seed.push_back(share + 1e-6);
    }
    if (open.empty()) return;
    for (std::size_t part = 0; part < count(); ++part) {
      if (left[part] < 0) {
        refuse(area, true, "为", "has", row_[area][part], "少于部分下级给定之和",
               "less than some of the areas below it state:", row_[area][part] - left[part]);
      }
    }
    const std::vector<std::size_t> shape{open.size(), count()};
    const std::vector<territory::Margin> margins{{"residents", {0}, {residents.begin(), residents.end()}},
                                                 {parts_.name.en, {1}, {left.begin(), left.end()}}};
    const auto cells = territory::fitted_cells(territory::fit_proportionally(seed, shape, margins));
    const Row whole = territory::round_table(cells, residents, left);
    for (std::size_t i = 0; i < open.size(); ++i) {
      const auto first = whole.begin() + static_cast<std::ptrdiff_t>(i * count());
      row_[open[i]] = Row(first, first + static_cast<std::ptrdiff_t>(count()));
    }
  }

  [[noreturn]] void refuse(AreaId area, bool areas_below, const char* zh, const char* en, std::int64_t first, const char* zh_than,
                           const char* en_than, std::int64_t second) const {
    throw TotalsClash({areas_[area].code, parts_.total, areas_below, !areas_below},
                      {.zh = fmt::format("{}（{}）的{}{} {}，{} {}：请更正其中之一", areas_[area].name, areas_[area].code,
                                         parts_.name.zh, zh, first, zh_than, second),
                       .en = fmt::format("{} ({}): {} {} {}, {} {}: correct one of them", areas_[area].name, areas_[area].code,
                                         parts_.name.en, en, first, en_than, second)});
  }

  const Column<AreaId, Area>& areas_;
  const Column<AreaId, std::int64_t>& residents_;
  const TotalParts& parts_;
  Column<AreaId, std::vector<AreaId>> children_;
  Column<AreaId, Row> row_;
};

}  // namespace

Column<AreaId, std::vector<std::int64_t>> resolve_parts(const Column<AreaId, Area>& areas,
                                                        const Column<AreaId, std::int64_t>& residents, const TotalParts& parts) {
  return PartTree(areas, residents, parts).run();
}

}  // namespace wangge::town
