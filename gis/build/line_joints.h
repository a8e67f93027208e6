#pragma once

#include "engine/core/units.h"
#include "engine/network/road_graph.h"
#include "gis/geometry.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wangge::gis {

struct JointRules {
  bool join_crossings = false;  ///< where lines cross on one level, they meet
  core::Metres snap{0};         ///< ends this near to another line are drawn to it; 0: none
};

/// Places of one kind, and the first of them.
struct JointCount {
  std::size_t count = 0;
  std::string one;    ///< source ids of the first
  std::string other;  ///<
  Position at{};
};

struct Joints {
  JointCount crossings;  ///< of lines on one level that share no point there
  JointCount near_ends;  ///< of lines that end within a metre (or `snap`) of another that they do not touch
  std::size_t joined_ends = 0;
};

/// Finds where lines without node ids seem to meet but share no point, and joins them as the rules say: a crossing gets a point
/// in both lines; an end within `snap` moves to the nearest point of the other line, to a vertex of it where one is within
/// `snap`. `levels` has one a line: 0 on the ground. Lines on different levels do not cross; the end of a bridge or tunnel may
/// meet the ground, an end on the ground no bridge over it. Other tools differ: pgRouting's pgr_nodeNetwork and GRASS's v.clean
/// break all lines at all crossings, bridges too; QGIS's network analysis connects lines at shared points only. O(points log
/// points).
///
///   const Joints joints = join_lines(lines, levels, {.join_crossings = true});
[[nodiscard]] Joints join_lines(std::vector<network::RoadLine>& lines, std::span<const int> levels, const JointRules& rules);

}  // namespace wangge::gis
