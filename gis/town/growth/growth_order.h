#pragma once

#include "gis/town/growth/calendar.h"
#include "gis/town/growth/growth_curve.h"
#include "gis/town/growth/renewals.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::town {

/// In what order a town came to be, and in which years. What was built at once (an estate, the buildings of a block outside
/// estates, a single house of a natural village) comes with its oldest building, the later the further from the middle: by up to
/// 12 years at the rim (assumed), as towns grow at their edge. Shops of an estate wait for its homes; schools, hospitals,
/// markets, offices and works for the people they serve (services.h). An old quarter goes when the first homes of the new one
/// come. A stage is that moment of this order by which its share of today's dwellings stands, lived in or vacant, so that homes
/// are as full at each date; years follow (calendar.h): shares win over the years drawn for the blocks. Without stages those
/// years stay but for services.
class GrowthOrder {
 public:
  /// `ever` holds the buildings of today and, marked by `removed`, those of the renewed blocks before; its years are read as
  /// drawn. Must outlive it. O(buildings log buildings + services x blocks).
  GrowthOrder(const Town& ever, const TownSpec& spec, const std::vector<Renewal>& renewals);

  struct Years {
    int built;
    std::optional<int> removed;  ///< absent: stands today
  };
  /// Of each building, such that what stands at a stage is what was built by its year and is removed after. O(buildings).
  [[nodiscard]] Column<BuildingId, Years> years() const;

 private:
  /// What is built and pulled down at once.
  struct Group {
    double comes;
    double goes;
    double last;  ///< drawn for its youngest building
    std::int64_t dwellings = 0;
    bool service = false;
  };

  /// With stages as many as today's households have, vacant ones included, so that each date is as full; else at the occupancy
  /// aimed at. O(buildings).
  [[nodiscard]] double dwellings_for(double households) const;
  void group_buildings();
  void set_times(const std::vector<Renewal>& renewals);
  void set_services();
  [[nodiscard]] std::size_t group_of_block(BlockId block) const { return ever_.compounds.size() + block.value(); }
  /// The moment of a building by itself.
  [[nodiscard]] double own_time(const Building& building) const;
  [[nodiscard]] GrowthCurve curve() const;
  [[nodiscard]] double moment_of(const GrowthCurve& curve, double share) const;
  [[nodiscard]] Calendar calendar(const GrowthCurve& curve) const;
  [[nodiscard]] int built_in(const Calendar& calendar, const Building& building, const Group& group) const;
  [[nodiscard]] Column<BuildingId, Years> drawn_years() const;

  const Town& ever_;
  const TownSpec& spec_;
  std::int64_t households_ = 0;  ///< of today
  Column<BlockId, double> delay_;
  Column<BlockId, double> first_;  ///< nothing of today's comes before
  std::vector<Group> groups_;
  Column<BuildingId, std::uint32_t> group_of_;
};

}  // namespace wangge::town
