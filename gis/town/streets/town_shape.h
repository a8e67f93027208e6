#pragma once

#include "gis/town/streets/corridors.h"
#include "gis/town/streets/direction_field.h"
#include "gis/town/streets/noise.h"
#include "gis/town/town_spec.h"

#include <vector>

namespace wangge::town::streets {

/// Where a town is dense: from its centre to the edge of what is built, and the kind of fabric at each place.
class TownShape {
 public:
  /// `rim`: open ring of the land; `built_m2`: how much of it is built up.
  TownShape(const TownSpec& spec, std::vector<Position> rim, Position centre, double built_m2, std::vector<Corridor> corridors);

  [[nodiscard]] Position centre() const { return centre_; }
  /// The rim of the land, corners thinned.
  [[nodiscard]] const std::vector<Position>& rim() const { return rim_; }
  [[nodiscard]] double core_radius() const { return core_radius_; }
  [[nodiscard]] double built_radius() const { return built_radius_; }
  /// 1 at the centre, 0 at the edge of built-up land, negative outside.
  [[nodiscard]] double closeness(Position place) const;
  [[nodiscard]] Fabric fabric_at(Position place) const;
  /// Where streets want to run in this town.
  [[nodiscard]] DirectionField directions() const;

 private:
  [[nodiscard]] double reach_at(Position place) const;

  const TownSpec* spec_;
  std::vector<Position> rim_;
  Position centre_;
  std::vector<Corridor> corridors_;
  Noise noise_;
  double limit_ = 1;  ///< of reach_at() at the edge of built-up land
  double core_radius_ = 0;
  double built_radius_ = 0;
};

}  // namespace wangge::town::streets
