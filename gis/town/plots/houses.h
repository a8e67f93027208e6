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
  double courtyards = 0;    ///< share of large houses in the shape of an L or a U
  double least_area = 28;
};

/// The parcel's house, placed where it fits; absent where the parcel is too small, has no front or something is in the way.
[[nodiscard]] std::optional<std::size_t> build_house(Site& site, const Outline& parcel, const HouseStyle& style,
                                                     territory::BuildingUse use);

/// Floors, flats and year of a house: `flat` square metres of floor to each dwelling, at least one.
void furnish_house(Building& building, int floors, int floors_min, int floors_max, double flat, int built);

/// Land whose sides on rivers, railways and bare borders count as shared: no way comes from there.
[[nodiscard]] Outline facing_roads(const Site& site, Outline land);

}  // namespace wangge::town::plot
