#pragma once

#include "engine/evaluation/built_ground.h"

#include <optional>
#include <span>
#include <vector>

namespace wangge::evaluation {

/// A face of the street network.
struct FormBlock {
  Ring ring;             ///< its outer ring, counter-clockwise; may run up and down dead ends
  double area = 0;       ///< m2, without what lies in other faces inside it
  double perimeter = 0;  ///< m, of its border; streets inside it not counted
};

/// Blocks narrower than this on average (twice the area over the perimeter) are islands of traffic.
inline constexpr double least_block_width_m = 12;

/// Statistics of blocks need this many of them.
inline constexpr std::size_t least_blocks = 10;

/// The blocks with half of their area or more on some ground (Barthelemy and Strano 2014, "A typology of street patterns",
/// J. R. Soc. Interface 11: 20140924, after Louf and Barthelemy 2014).
struct BlockForm {
  std::size_t count = 0;              ///< under `least_blocks` the rest is absent
  std::optional<double> area_median;  ///< m2
  std::optional<double> area_p10;
  std::optional<double> area_p90;
  std::optional<double> shape;  ///< mean of area / area of the smallest circle around the block: 1 circle, 0.64 square
};

/// O(points + cells).
[[nodiscard]] BlockForm measure_blocks(std::span<const FormBlock> blocks, const BuiltGround& ground);

}  // namespace wangge::evaluation
