#pragma once

#include "engine/evaluation/street_net.h"

#include <cmath>
#include <vector>

/// Towns of a few lines for tests of form.
namespace wangge::evaluation::test {

using network::Access;
using network::Direction;
using network::RoadLine;

inline RoadLine street(std::vector<Position> points, Direction by_car = Direction::both) {
  RoadLine line;
  line.points = std::move(points);
  line.line_class = network::LineClass::residential;
  line.access = Access{Direction::both, by_car, by_car};
  return line;
}

/// A closed rectangle, counter-clockwise.
inline Ring box(double x, double y, double width, double height) {
  return {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}};
}

inline Position turned(Position p, double degrees) {
  const double angle = degrees * 3.14159265358979323846 / 180;
  return {p.x * std::cos(angle) - p.y * std::sin(angle), p.x * std::sin(angle) + p.y * std::cos(angle)};
}

inline Ring turned(Ring ring, double degrees) {
  for (Position& p : ring) p = turned(p, degrees);
  return ring;
}

/// `count` streets each way, `spacing` apart, from half a spacing within the square to its edges.
inline std::vector<RoadLine> grid(int count, double spacing) {
  std::vector<RoadLine> lines;
  for (int i = 0; i < count; ++i) {
    const double at = (i + 0.5) * spacing;
    std::vector<Position> across = {{0, at}};
    std::vector<Position> along = {{at, 0}};
    for (int j = 0; j < count; ++j) {
      across.push_back({(j + 0.5) * spacing, at});
      along.push_back({at, (j + 0.5) * spacing});
    }
    across.push_back({count * spacing, at});
    along.push_back({at, count * spacing});
    lines.push_back(street(across));
    lines.push_back(street(along));
  }
  return lines;
}

inline std::vector<Ring> lines_of(const std::vector<RoadLine>& streets) {
  std::vector<Ring> lines;
  for (const RoadLine& line : streets) lines.push_back(line.points);
  return lines;
}

}  // namespace wangge::evaluation::test
