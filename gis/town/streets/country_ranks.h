#pragma once

#include "gis/town/street_plan.h"
#include "gis/town/town_spec.h"

#include <vector>

namespace wangge::town::streets {

/// What the roads of a county lead to.
struct RoadPlaces {
  struct Seat {
    AreaId town;
    Position at;
  };
  std::vector<Seat> seats;      ///< centres of the towns of the city, the largest first
  std::vector<Seat> centres;    ///< of the other towns
  std::vector<Position> gates;  ///< where roads leave the county, those of the through road first
};

/// Gives the roads of a county their hierarchy, by cheapest ways over the roads that are there (Dijkstra 1959; length, dearer on
/// slopes and lesser roads, cheaper where a road was chosen before, so that ways gather):
/// - primary: the through road from the first gate by the first seat to the second, and from that seat to the others;
/// - secondary: between neighbouring towns, those of the relative neighbourhood graph (Toussaint 1980) over the lengths of these
///   ways, which joins all of them, and from the other gates to the nearest town;
/// - tertiary: from each village to the centre of its town;
/// - residential, as unclassified roads of villages are read: the other roads of the open country.
/// Streets within towns never lose rank. Preconditions: regions are set; roads are connected for cars. O(towns x lines log
/// lines).
void rank_country_roads(StreetPlan& plan, const TownSpec& spec, const RoadPlaces& places);

}  // namespace wangge::town::streets
