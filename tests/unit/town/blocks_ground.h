#pragma once

#include "gis/town/block_fill.h"

#include <string>
#include <vector>

/// Grounds to build on, by hand: shapes that streets really make.
namespace wangge::town::test {

struct GroundShape {
  std::string name;
  std::vector<Position> corners;                    ///< counter-clockwise
  std::vector<network::LineClass> class_of_side{};  ///< in turn
};

/// Square, L, triangle, bean, thin strip, superblock of 15 ha, tilted block, half moon.
[[nodiscard]] std::vector<GroundShape> ground_shapes();

/// A vertex about every 20 m, reserves as wide as the class asks for.
[[nodiscard]] BlockGround ground_of(const GroundShape& shape, LandUse use, Fabric fabric, double households, std::size_t id);

[[nodiscard]] double area_of(const std::vector<Position>& open_ring);

}  // namespace wangge::town::test
