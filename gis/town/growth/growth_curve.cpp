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

std::int64_t GrowthCurve::come_by(double moment) const {
  const auto after =
      std::upper_bound(events_.begin(), events_.end(), moment, [](double value, const Event& event) { return value < event.at; });
  return after == events_.begin() ? 0 : come_[static_cast<std::size_t>(after - events_.begin()) - 1];
}

}  // namespace wangge::town
