#include "gis/town/growth/growth_curve.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace wangge::town {

GrowthCurve::GrowthCurve(std::vector<Event> events) : events_(std::move(events)) {
  std::sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
  std::int64_t come = 0;
  for (const Event& event : events_) {
    come += std::max<std::int64_t>(0, event.dwellings);
    come_.push_back(come);
  }
}

double GrowthCurve::moment(double dwellings) const {
  std::int64_t stand = 0;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    stand += events_[i].dwellings;
    const bool last_of_its_time = i + 1 == events_.size() || events_[i + 1].at > events_[i].at;
    if (last_of_its_time && static_cast<double>(stand) >= dwellings) return events_[i].at;
  }
  return std::numeric_limits<double>::infinity();
}

double GrowthCurve::share_come(double moment) const {
  if (come_.empty() || come_.back() == 0) return 0;
  const auto before =
      std::lower_bound(events_.begin(), events_.end(), moment, [](const Event& event, double value) { return event.at < value; });
  const auto after =
      std::upper_bound(before, events_.end(), moment, [](double value, const Event& event) { return value < event.at; });
  const auto come = [this](auto until) {
    return until == events_.begin() ? 0 : come_[static_cast<std::size_t>(until - events_.begin()) - 1];
  };
  return static_cast<double>(come(before) + come(after)) / (2 * static_cast<double>(come_.back()));
}

}  // namespace wangge::town
