#include "gis/town/people/total_tree.h"

#include "engine/core/error.h"
#include "gis/town/people/whole_shares.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace wangge::town {
namespace {

class TotalTree {
 public:
  TotalTree(const Column<AreaId, Area>& areas, TotalField field)
      : areas_(areas),
        field_(std::move(field)),
        children_(areas.size()),
        value_(field_.given),
        least_(field_.low),
        most_(field_.high),
        weight_below_(areas.size(), 0.0) {
    for (const AreaId area : core::ids<AreaId>(areas.size())) {
      if (areas[area].parent.valid()) children_[areas[area].parent].push_back(area);
    }
  }

  [[nodiscard]] Column<AreaId, std::int64_t> run() {
    for (std::size_t i = areas_.size(); i-- > 0;) add_up(AreaId(i));
    Column<AreaId, std::int64_t> values(areas_.size(), 0);
    for (const AreaId area : core::ids<AreaId>(areas_.size())) {
      if (!areas_[area].parent.valid() && !value_[area]) value_[area] = top_value(area);
      spread(area);
      values[area] = value_[area].value_or(0);
    }
    return values;
  }

 private:
  /// From below: bounds, and the sum where every child is known.
  void add_up(AreaId area) {
    const auto& children = children_[area];
    if (!children.empty()) {
      std::int64_t least = 0;
      std::int64_t most = 0;
      bool all_known = true;
      for (const AreaId child : children) {
        least += least_[child];
        most += most_[child];
        weight_below_[area] += field_.weight[child];
        all_known = all_known && value_[child].has_value();
      }
      if (all_known && !value_[area]) value_[area] = least;
      if (all_known && *value_[area] != least) refuse_sum(area, least);
      if (value_[area] && (*value_[area] < least || *value_[area] > most))
        refuse_below(area, *value_[area] < least ? least : most);
      least_[area] = std::max(least_[area], least);
      most_[area] = std::min({most_[area], most, no_limit});
    }
    if (!value_[area]) return;
    if (*value_[area] < least_[area] || *value_[area] > most_[area]) refuse_bounds(area);
    least_[area] = most_[area] = *value_[area];
  }

  [[nodiscard]] std::int64_t top_value(AreaId area) const {
    if (field_.top_is_asked) return asked_value(area);
    if (least_[area] > most_[area]) refuse_asked(area, least_[area]);
    double known = 0;
    double known_weight = 0;
    for (const AreaId child : children_[area]) {
      if (!value_[child]) continue;
      known += static_cast<double>(*value_[child]);
      known_weight += field_.weight[child];
    }
    double value = field_.top[area].value_or(0);
    if (known_weight > 0 && weight_below_[area] > 0) value = std::max(known, known * weight_below_[area] / known_weight);
    return std::clamp(static_cast<std::int64_t>(std::llround(value)), least_[area], most_[area]);
  }

  [[nodiscard]] std::int64_t asked_value(AreaId area) const {
    const std::int64_t value = std::llround(field_.top[area].value_or(0));
    if (value < least_[area] || value > most_[area]) refuse_asked(area, value);
    return value;
  }

  /// To below: what the known children leave goes to the others.
  void spread(AreaId area) {
    std::vector<AreaId> open;
    std::vector<double> weights;
    ShareBounds bounds;
    std::int64_t rest = *value_[area];
    std::int64_t least = 0;
    std::int64_t most = 0;
    for (const AreaId child : children_[area]) {
      if (value_[child]) {
        rest -= *value_[child];
        continue;
      }
      open.push_back(child);
      weights.push_back(field_.weight[child]);
      bounds.low.push_back(least_[child]);
      bounds.high.push_back(most_[child]);
      least += least_[child];
      most += most_[child];
    }
    if (open.empty()) return;
    if (rest < least || rest > most) refuse_rest(area, open.size(), rest, rest < least ? least : most);
    const auto shares = bounded_shares(rest, weights, bounds);
    for (std::size_t i = 0; i < open.size(); ++i) value_[open[i]] = shares[i];
  }

  [[nodiscard]] std::string label(AreaId area) const { return fmt::format("{}（{}）", areas_[area].name, areas_[area].code); }
  [[nodiscard]] std::string en_label(AreaId area) const { return fmt::format("{} ({})", areas_[area].name, areas_[area].code); }

  /// `bounded`: by what the field may be, which the words then say.
  [[noreturn]] void refuse(AreaId area, bool areas_below, bool bounded, std::string zh, std::string en) const {
    throw TotalsClash({areas_[area].code, field_.total, areas_below, bounded && !field_.because.en.empty()},
                      {.zh = std::move(zh), .en = std::move(en)});
  }

  [[noreturn]] void refuse_sum(AreaId area, std::int64_t sum) const {
    refuse(area, true, false,
           fmt::format("{} 给定的{}为 {}，而其下级之和为 {}：请更正其中之一", label(area), field_.name.zh, *value_[area], sum),
           fmt::format("{} states {} {}, but the areas below it sum to {}: correct one of them", en_label(area), *value_[area],
                       field_.name.en, sum));
  }

  [[noreturn]] void refuse_below(AreaId area, std::int64_t bound) const {
    const bool too_few = *value_[area] < bound;
    refuse(area, true, true,
           fmt::format("{} 给定的{}为 {}，而其下级{} {}{}：请更正其中之一", label(area), field_.name.zh, *value_[area],
                       too_few ? "至少要" : "至多容", bound, field_.because.zh),
           fmt::format("{} states {} {}, but the areas below it {} {}{}: correct one of them", en_label(area), *value_[area],
                       field_.name.en, too_few ? "need at least" : "hold at most", bound, field_.because.en));
  }

  [[noreturn]] void refuse_bounds(AreaId area) const {
    refuse(area, false, true,
           fmt::format("{} 给定的{}为 {}，只能在 {} 到 {} 之间{}：请更正其中之一", label(area), field_.name.zh, *value_[area],
                       least_[area], most_[area], field_.because.zh),
           fmt::format("{} states {} {}, which can only be {} to {}{}: correct one of them", en_label(area), *value_[area],
                       field_.name.en, least_[area], most_[area], field_.because.en));
  }

  [[noreturn]] void refuse_asked(AreaId area, std::int64_t value) const {
    refuse(area, false, true,
           fmt::format("{} 要求的{}为 {}，只能在 {} 到 {} 之间{}：请更正", label(area), field_.name.zh, value, least_[area],
                       most_[area], field_.because.zh),
           fmt::format("{} is asked to have {} {}, which can only be {} to {}{}: correct it", en_label(area), value,
                       field_.name.en, least_[area], most_[area], field_.because.en));
  }

  [[noreturn]] void refuse_rest(AreaId area, std::size_t open, std::int64_t rest, std::int64_t bound) const {
    refuse(area, true, true,
           fmt::format("{} 的{}为 {}，减去已给定的下级后剩 {}，而其余 {} 个下级{} {}{}：请更正上级或下级的合计", label(area),
                       field_.name.zh, *value_[area], rest, open, rest < bound ? "至少要" : "至多容", bound, field_.because.zh),
           fmt::format(
               "{} has {} {}; what the areas below it state leaves {} for {} others, which need at {} {}{}: correct the total or "
               "those of the areas below it",
               en_label(area), *value_[area], field_.name.en, rest, open, rest < bound ? "least" : "most", bound,
               field_.because.en));
  }

  const Column<AreaId, Area>& areas_;
  TotalField field_;
  Column<AreaId, std::vector<AreaId>> children_;
  Column<AreaId, std::optional<std::int64_t>> value_;
  Column<AreaId, std::int64_t> least_;
  Column<AreaId, std::int64_t> most_;
  Column<AreaId, double> weight_below_;
};

}  // namespace

Column<AreaId, std::int64_t> resolve(const Column<AreaId, Area>& areas, TotalField field) {
  return TotalTree(areas, std::move(field)).run();
}

}  // namespace wangge::town
