#include "blocks_ground.h"

#include <cmath>

namespace wangge::town::test {

namespace {

using network::LineClass;

double half_width(LineClass line_class) {
  switch (line_class) {
    case LineClass::primary:
      return 20;
    case LineClass::secondary:
      return 14;
    case LineClass::tertiary:
      return 10;
    case LineClass::river:
      return 3;
    default:
      return 7;
  }
}

/// A closed curve of forty corners; deeper waves make a bean.
std::vector<Position> bean(double wave) {
  std::vector<Position> corners;
  for (int i = 0; i < 40; ++i) {
    const double turn = i * 2 * 3.14159265358979 / 40;
    corners.push_back({130 + 130 * std::cos(turn) * (1 + wave * std::sin(3 * turn)),
                       110 + 100 * std::sin(turn) * (1 + wave * std::cos(2 * turn))});
  }
  return corners;
}

std::vector<Position> half_moon() {
  std::vector<Position> corners;
  for (int i = 0; i <= 16; ++i) {
    const double turn = 3.14159265358979 * (1 - i / 16.0);
    corners.insert(corners.begin(), {180 + 180 * std::cos(turn), 180 * std::sin(turn)});
  }
  for (int i = 0; i <= 12; ++i) {
    const double turn = 3.14159265358979 * (1 - i / 12.0);
    corners.push_back({180 + 95 * std::cos(turn), 90 * std::sin(turn) - 1});
  }
  return corners;
}

}  // namespace

std::vector<GroundShape> ground_shapes() {
  using enum LineClass;
  return {{"square", {{0, 0}, {180, 10}, {175, 170}, {-5, 165}}, {secondary, residential, tertiary, residential}},
          {"L", {{0, 0}, {260, 0}, {260, 120}, {130, 125}, {130, 240}, {0, 240}}, {residential, tertiary}},
          {"triangle", {{0, 0}, {240, 30}, {60, 210}}, {secondary, residential, tertiary}},
          {"bean", bean(0.15), {tertiary}},
          {"wavy", bean(0.3), {residential}},
          {"strip", {{0, 0}, {330, 40}, {322, 98}, {-8, 56}}, {primary, residential}},
          {"superblock", {{0, 0}, {400, -20}, {430, 370}, {20, 390}}, {primary, residential, secondary, tertiary}},
          {"tilted", {{60, 0}, {300, 110}, {230, 260}, {-10, 150}}, {tertiary, residential, secondary, residential}},
          {"half moon", half_moon(), {tertiary}},
          {"by the river", {{0, 0}, {220, 0}, {210, 150}, {0, 160}}, {river, residential, tertiary, residential}},
          {"tiny", {{0, 0}, {44, 2}, {40, 38}, {1, 40}}, {residential}}};
}

double area_of(const std::vector<Position>& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Position a = ring[i];
    const Position b = ring[(i + 1) % ring.size()];
    twice += a.x * b.y - a.y * b.x;
  }
  return twice / 2;
}

BlockGround ground_of(const GroundShape& shape, LandUse use, Fabric fabric, double households, std::size_t id) {
  BlockGround ground;
  ground.id = BlockId(id);
  ground.use = use;
  ground.fabric = fabric;
  ground.households = households;
  ground.closeness = 0.5;
  for (std::size_t i = 0; i < shape.corners.size(); ++i) {
    const Position a = shape.corners[i];
    const Position b = shape.corners[(i + 1) % shape.corners.size()];
    const int pieces = std::max(1, static_cast<int>(core::distance(a, b).value / 20));
    const LineClass line_class = shape.class_of_side[i % shape.class_of_side.size()];
    for (int piece = 0; piece < pieces; ++piece) {
      const double share = static_cast<double>(piece) / pieces;
      const Position at{a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
      ground.ring.push_back({std::round(at.x * 1000) / 1000, std::round(at.y * 1000) / 1000});
      ground.half_width_m.push_back(half_width(line_class));
      ground.line_class.push_back(line_class);
    }
  }
  return ground;
}

}  // namespace wangge::town::test
