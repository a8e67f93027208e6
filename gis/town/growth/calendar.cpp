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

Calendar::Calendar(std::vector<DatedMoment> stages, const std::vector<Coming>& comings, double first, int last_year)
    : stages_(std::move(stages)), first_(first) {
  stages_.push_back({last_year, std::numeric_limits<double>::infinity()});
  std::vector<std::vector<GrowthCurve::Event>> events(stages_.size());
  for (const Coming& coming : comings) events[stage_of(coming.with)].push_back({coming.at, coming.dwellings});
  for (std::vector<GrowthCurve::Event>& own : events) between_.emplace_back(std::move(own));
}

std::size_t Calendar::stage_of(double moment) const {
  const auto found =
      std::find_if(stages_.begin(), stages_.end() - 1, [moment](const DatedMoment& stage) { return moment <= stage.moment; });
  return static_cast<std::size_t>(found - stages_.begin());
}

int Calendar::stage_year(double moment) const { return stages_[stage_of(moment)].year; }

int Calendar::year_before_stages(double moment) const {
  const DatedMoment& stage = stages_.front();
  const int start = std::min(static_cast<int>(std::floor(first_)), stage.year - shortest_youth);
  if (!std::isfinite(stage.moment) || stage.moment <= first_) return stage.year;
  return start + static_cast<int>(std::floor((moment - first_) / (stage.moment - first_) * (stage.year - start)));
}

int Calendar::year(double with, double at) const {
  const std::size_t stage = stage_of(with);
  if (stage == 0) return std::min(year_before_stages(at), stages_.front().year);
  const int before = stages_[stage - 1].year;
  const int years = stages_[stage].year - before;
  return before + std::clamp(static_cast<int>(std::ceil(between_[stage].share_come(at) * years)), 1, years);
}

}  // namespace wangge::town
