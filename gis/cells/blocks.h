#pragma once

#include "gis/cells/area_land.h"

#include <cstdint>
#include <vector>

namespace wangge::gis::cells {

/// Buildings that belong together because they overlap; most blocks are one building.
struct Block {
  std::uint32_t area = none;             ///< index in the lowest level
  bool minor = false;                    ///< a garage or shed: seeds no cell
  std::vector<std::uint32_t> buildings;  ///< indices in Layers::buildings, rising
};

struct Blocks {
  std::vector<Block> all;
  std::vector<std::uint32_t> of_face;      ///< none: open land (also under the part of a building that a boundary cuts off)
  std::vector<std::uint32_t> of_building;  ///< none: outside every area, see `reason`
  std::vector<core::Text> reason;
  core::Findings findings;
};

/// Homes every building in the area with most of its footprint, groups those that overlap by more than the rules allow, trims
/// lesser overlaps to the larger building, and reports what was cut, trimmed or grouped. O(faces + buildings log buildings).
[[nodiscard]] Blocks group_buildings(const Arrangement& plane, const std::vector<std::vector<std::uint32_t>>& covers,
                                     const AreaLand& land, const Linework& work, const Layers& layers, const CellRules& rules,
                                     const Lattice& lattice);

}  // namespace wangge::gis::cells
