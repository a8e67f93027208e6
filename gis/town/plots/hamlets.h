#pragma once

#include "gis/town/street_plan.h"

/// Natural villages of a plan whose land is allotted.
namespace wangge::town::plot {

/// Blocks of village land of one region that touch along streets, in the order of their first block; without names. O(edges).
[[nodiscard]] std::vector<Hamlet> hamlets_of(const StreetPlan& plan);

/// Land of the village blocks of a natural village, in square metres.
[[nodiscard]] double homes_land(const StreetPlan& plan, const Hamlet& hamlet);

/// The region's kind is rural: one lowest-level area with villages of its own.
[[nodiscard]] bool in_countryside(const StreetPlan& plan, const Block& block);

/// By block of a plan whose villages are founded: 1 where the house of a village committee stands. One for each rural region, in
/// its largest natural village; one for each natural village among the fields of a town. O(blocks log blocks).
[[nodiscard]] std::vector<std::uint8_t> blocks_with_halls(const StreetPlan& plan);

}  // namespace wangge::town::plot
