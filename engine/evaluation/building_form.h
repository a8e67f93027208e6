#pragma once

#include "engine/evaluation/built_ground.h"
#include "engine/evaluation/outline_index.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace wangge::evaluation {

/// A building as a survey takes it.
struct FormBuilding {
  std::vector<Ring> rings;       ///< outer rings counter-clockwise, holes clockwise
  std::optional<double> floors;  ///< where known
};

/// What is measured once of each building, whatever ground is asked for later. Absent distances: nothing within 2 km.
struct BuildingFacts {
  Position centre;
  double area = 0;       ///< m2, of the footprint
  double perimeter = 0;  ///< m, of the outer walls
  Rectangle box;
  std::optional<double> floors;
  std::optional<double> gap;        ///< m, to the nearest other building, wall to wall
  std::optional<double> to_street;  ///< m, wall to the middle line of the nearest street
  std::optional<double> to_way;     ///< m, the same for ways of every kind
  std::optional<double> to_gate;    ///< m, wall to gate
};

/// What buildings are measured against.
struct BuildingSurroundings {
  const OutlineIndex& streets;
  const OutlineIndex& ways;
  const OutlineIndex& gates;
};

/// Buildings under this footprint are left out everywhere: sheds, kiosks and porches are mapped in some places only.
inline constexpr double least_footprint_m2 = 20;

/// Facts of all buildings of 20 m2 or more, in their order. The result does not depend on `threads`. O(n) for usual towns.
[[nodiscard]] std::vector<BuildingFacts> survey_buildings(std::span<const FormBuilding> buildings,
                                                          const BuildingSurroundings& around, core::Threads threads);

/// Upper bounds [m2] of the classes of size, the last class being open.
inline constexpr std::array<double, 4> size_bounds_m2 = {100, 300, 1000, 3000};

/// What the buildings on some ground look like. Absent: nothing there to measure, or not known.
struct BuildingForm {
  std::size_t count = 0;
  double footprint = 0;               ///< m2, together
  double floors_known = 0;            ///< share of the footprint whose floors are known
  std::optional<double> floor_area;   ///< m2, where floors are known for 80 % of the footprint or more
  std::optional<double> area_median;  ///< m2, of a footprint
  std::optional<double> area_p90;
  std::optional<double> area_gini;
  std::optional<double> gap_median;  ///< m
  std::optional<double> touching;    ///< share within 10 cm of another building
  std::optional<double> street_median;
  std::optional<double> street_p90;
  std::optional<double> way_median;
  std::optional<double> gate_median;
  std::optional<double> rectangularity;  ///< mean of footprint / smallest rectangle
  std::optional<double> compactness;     ///< mean of 4 pi footprint / perimeter^2
  std::optional<double> elongation;      ///< median of short side / long side of the smallest rectangle
  std::optional<double> east_west;       ///< share of long buildings whose long axis lies within 15 degrees of east-west
  std::array<std::optional<double>, size_bounds_m2.size() + 1> size_share;
};

/// O(buildings log buildings).
[[nodiscard]] BuildingForm measure_buildings(std::span<const BuildingFacts> facts, const BuiltGround& ground);

}  // namespace wangge::evaluation
