#pragma once

#include <vector>

namespace wangge::gis::cells {

/// A point of a line and how far from it a simpler line may pass.
struct PathPoint {
  double x = 0;
  double y = 0;
  double allowance = 0;
};

/// Keeps the ends and as few inner points as needed so that each dropped point lies within its allowance of the line.
/// A closed path keeps a point far from its ends as well. Source: Douglas and Peucker 1973. O(n log n) mostly.
[[nodiscard]] std::vector<PathPoint> simplified(const std::vector<PathPoint>& path, double tolerance);

}  // namespace wangge::gis::cells
