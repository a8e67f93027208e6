#pragma once

#include "gis/town/street_plan.h"
#include "gis/town/streets/mesh.h"
#include "gis/town/town_spec.h"

#include <cstddef>
#include <vector>

namespace wangge::town::streets {

/// Makes every region one piece of land: of each the largest piece stays, the others go to the region beside them with the
/// longest common border, one of the same town first, so that towns stay in one piece too. Fields that come to the built-up land
/// of a town stay fields. `regions` as in StreetPlan, indexed by Face::region. O(edges log edges).
void join_pieces_of_regions(Mesh& mesh, const std::vector<Region>& regions, const TownSpec& spec);

/// In how many pieces the land of all towns together lies: their number where each is whole. O(edges log edges).
[[nodiscard]] std::size_t pieces_of_towns(const Mesh& mesh, const std::vector<Region>& regions, const TownSpec& spec);

}  // namespace wangge::town::streets
