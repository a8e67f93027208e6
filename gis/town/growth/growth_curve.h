#pragma once

#include <cstdint>
#include <vector>

namespace wangge::town {

/// How many dwellings stand, over the time of an order of growth (growth_order.h).
class GrowthCurve {
 public:
  /// From then on there are so many dwellings more, or fewer.
  struct Event {
    double at;
    std::int64_t dwellings;
  };

  /// In any order. O(n log n).
  explicit GrowthCurve(std::vector<Event> events);

  /// The first moment at which so many stand; infinity where they never do. O(events).
  [[nodiscard]] double moment(double dwellings) const;

  /// The share of all that ever come, whether or not they have gone since, when half of those of that very moment have come; 0
  /// where none ever come. O(log events).
  [[nodiscard]] double share_come(double moment) const;

 private:
  std::vector<Event> events_;       ///< rising
  std::vector<std::int64_t> come_;  ///< by the end of each
};

}  // namespace wangge::town
