#pragma once

#include "gis/town/plots/lane_parcels.h"

/// Houses on parcels.
namespace wangge::town::plot {

struct HouseStyle {
  double front_room = 0.6;  ///< metres kept free on a street or lane
  double side_room = 0.25;  ///< on other parcels
  double deepest = 14;      ///< of the house, from its front
  double longest = 16;      ///< of its front
  double squareness = 0.5;  ///< share of houses that are exact rectangles
  double courtyards = 0;    ///< share of large houses about a yard, in the shape of an L or a U
  double notched = 0;       ///< share of the other rectangular ones that lack a corner at the back
  double sheds = 0;         ///< share of those whose missing corner is a shed, wall to wall with the house
  double row_unit = 0;      ///< metres of front a house where several stand in a row, wall to wall; 0: one house a parcel
  double least_area = 28;
};

/// What was built on one parcel: places in BlockFill::buildings.
struct HouseGroup {
  std::size_t first = 0;
  std::size_t houses = 0;  ///< from `first` on; 0: nothing was built
  bool shed = false;       ///< behind the last house

  [[nodiscard]] std::size_t end() const { return first + houses; }
};

/// The parcel's house or row of houses, placed where it fits; nothing where the parcel is too small, has no front or something
/// is in the way. Houses that touch share the vertices of their common wall exactly.
[[nodiscard]] HouseGroup build_houses(Site& site, const Outline& parcel, const HouseStyle& style, territory::BuildingUse use);

/// Floors, flats and year of a house: `flat` square metres of floor to each dwelling, at least one.
void furnish_house(Building& building, int floors, int floors_min, int floors_max, double flat, int built);

/// Land whose sides on rivers, railways and bare borders count as shared: no way comes from there.
[[nodiscard]] Outline facing_roads(const Site& site, Outline land);

}  // namespace wangge::town::plot
