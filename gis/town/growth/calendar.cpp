#include "gis/town/growth/calendar.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace wangge::town {
namespace {

/// Even the youngest town had some years to grow until its first stage.
constexpr int shortest_youth = 20;

}  // namespace

Calendar::Calendar(const GrowthCurve& curve, std::vector<DatedMoment> stages, double first, int last_year)
    : curve_(curve), stages_(std::move(stages)), first_(first), last_year_(last_year) {
  stages_.push_back({last_year, std::numeric_limits<double>::infinity()});
}

std::size_t Calendar::stage_of(double moment) const {
  const auto found =
      std::find_if(stages_.begin(), stages_.end(), [moment](const DatedMoment& stage) { return moment <= stage.moment; });
  return static_cast<std::size_t>(found - stages_.begin());
}

int Calendar::stage_year(double moment) const { return stages_[stage_of(moment)].year; }

int Calendar::year(double moment) const {
  const std::size_t at = stage_of(moment);
  const DatedMoment& stage = stages_[at];
  if (at == 0) {
    const int start = std::min(static_cast<int>(std::floor(first_)), stage.year - shortest_youth);
    if (!std::isfinite(stage.moment) || stage.moment <= first_) return stage.year;
    return start + static_cast<int>(std::floor((moment - first_) / (stage.moment - first_) * (stage.year - start)));
  }
  const DatedMoment& before = stages_[at - 1];
  const auto come = static_cast<double>(curve_.come_by(moment) - curve_.come_by(before.moment));
  const auto all = static_cast<double>(curve_.come_by(stage.moment) - curve_.come_by(before.moment));
  const int years = stage.year - before.year;
  const int after = all > 0 ? static_cast<int>(std::ceil(come / all * years)) : years;
  return before.year + std::clamp(after, 1, years);
}

}  // namespace wangge::town
