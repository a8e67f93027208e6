#pragma once

#include "engine/core/findings.h"
#include "engine/territory/territory.h"
#include "gis/layers.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace wangge::gis {

/// One piece of land of known place and size with the lowest-level feature that holds it.
struct LandSample {
  core::Position place;
  core::SquareMetres area;
  std::uint32_t lowest_feature;  ///< index into the last entry of Layers::levels
};

struct AreaTreeRules {
  std::string code_prefix = "1";  ///< code of the highest area where the source gives none; further ones get a number behind it
  int code_digits = 2;            ///< appended for each level below it; more where there are more siblings
};

struct AreaTree {
  territory::Areas areas;  ///< code, name, parent, level, area filled; households and residents 0
  std::vector<std::vector<territory::AreaId>> area_of_feature;  ///< by level, by feature; invalid: the area holds no land
  core::Findings findings;
};

/// Nests the areas of all levels. A parent is the one named by the child's parent code, else the area of the level above
/// that holds most of the child's land. Missing codes are the parent's code and a number, counted from west to east, then
/// from north to south. Throws Error(input) naming the child where no parent is found. O(samples x levels + areas log areas).
[[nodiscard]] AreaTree build_area_tree(const Layers& layers, std::span<const territory::Level> levels,
                                       std::span<const LandSample> land, const AreaTreeRules& rules);

}  // namespace wangge::gis
