#pragma once

#include "gis/cells/cell_rules.h"
#include "gis/cells/lattice.h"
#include "gis/cells/units.h"

#include <cstddef>
#include <span>
#include <vector>

namespace wangge::gis::cells {

/// Open land is land or water that no building faces, or that has more than `open_land_above` for each building that does.
/// Pockets are the inhabited pieces of an area that hang together without its open land: villages amid fields. Land that several
/// pockets touch can belong to one grid only, which cuts the others off from each other; so it is shared, each pocket claiming
/// what is nearest to it. The seeds that come back are the borders of such land with its pockets, by land; each pair of land and
/// pocket has a claim of its own, numbered from block_count + number of units. A building that faces the land keeps its claim on
/// it. Left whole: land that one pocket touches, contacts shorter than the rules' `connection` left out, and narrow strips.
/// Precondition: claims of whole units are settled. O(edges + contacts log contacts).
[[nodiscard]] std::vector<Seed> pocket_seeds(const Arrangement& plane, const Units& units, std::span<const UnitMeasure> measures,
                                             std::size_t block_count, const CellRules& rules, const Lattice& lattice);

}  // namespace wangge::gis::cells
