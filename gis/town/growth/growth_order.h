#pragma once

#include "gis/town/growth/renewals.h"

#include <cstdint>
#include <vector>

namespace wangge::town {

/// In what order a town came to be. What was built at once (an estate, the buildings of a block outside estates, a single house
/// of a natural village) comes in the year of its oldest building, the later the further from the middle: by up to 12 years at
/// the rim (assumed), as towns grow at their edge. Shops of an estate wait for its homes. An old quarter goes when the first
/// homes of the new one come. A stage is that moment of this order by which the dwellings for its share of the households stand:
/// shares win over years, and of two stages the later has all that the earlier has but for what was pulled down.
class GrowthOrder {
 public:
  /// `ever` holds the buildings of today and, marked by `removed`, those of the renewed blocks before. O(buildings log
  /// buildings).
  GrowthOrder(const Town& ever, const TownSpec& spec, const std::vector<Renewal>& renewals);

  /// Whether each building stands at the stage. O(buildings).
  [[nodiscard]] Column<BuildingId, std::uint8_t> standing(const Stage& stage) const;

 private:
  /// What is built and pulled down at once.
  struct Group {
    double comes;
    double goes;
    std::int64_t dwellings = 0;
  };
  /// From then on the town has so many dwellings more.
  struct Event {
    double at;
    std::int64_t dwellings;
  };

  void group_buildings(const Town& ever);
  void set_times(const Town& ever, const std::vector<Renewal>& renewals);
  void list_events();
  [[nodiscard]] double moment(double dwellings) const;

  double occupied_;
  std::int64_t households_ = 0;  ///< of today
  std::vector<Group> groups_;
  Column<BuildingId, std::uint32_t> group_of_;
  std::vector<Event> events_;  ///< rising
};

}  // namespace wangge::town
