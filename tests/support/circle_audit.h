#pragma once

#include "engine/siting/reach.h"
#include "gis/circles/circles.h"
#include "tests/support/shape_judge.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <gtest/gtest.h>

/// Circles held against what they promise, by GEOS and by one question after another to Travel; shares nothing with the lattice.
namespace wangge::testing {

/// The footprint of a building, or its point, as GEOS takes it: shapes of real maps may be bow-ties.
inline std::vector<Shape> judged_footprints(const std::vector<const gis::MultiPolygon*>& shapes,
                                            const core::Column<territory::BuildingId, core::Position>& places) {
  std::vector<Shape> judged;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const bool point = shapes[i] == nullptr || shapes[i]->empty();
    judged.push_back(point ? Shape(places[territory::BuildingId(i)]) : Shape(*shapes[i]).mended());
  }
  return judged;
}

/// Pair by pair, without a table: the buildings that a post reaches in time.
inline std::vector<bool> reached_one_by_one(const network::Travel& travel, network::Mode mode, const siting::Post& post,
                                            const std::vector<siting::ReachPlace>& places, std::size_t buildings,
                                            core::Millis limit) {
  std::vector<bool> reached;
  for (std::size_t i = 0; i < buildings; ++i) {
    const auto time = travel.time(mode, post.by(mode), places[i].access);
    reached.push_back(time && *time + places[i].entry <= limit);
  }
  return reached;
}

/// Valid; every reached building inside, whole; no part of another one inside that is more than 20 m from all reached ones.
inline void expect_true_circle(const gis::MultiPolygon& circle, const std::vector<bool>& reached,
                               const std::vector<Shape>& footprints, const std::string& of) {
  const Shape shape(circle);
  EXPECT_TRUE(shape.valid()) << of;
  std::size_t cut = 0;
  std::vector<std::size_t> doubtful;
  for (std::size_t i = 0; i < footprints.size(); ++i) {
    if (reached[i]) {
      cut += shape.covers(footprints[i]) ? 0 : 1;
    } else if (shape.meets(footprints[i])) {
      doubtful.push_back(i);
    }
  }
  EXPECT_EQ(cut, 0U) << of << ": reached buildings that are not inside";
  std::size_t far = 0;
  for (const std::size_t i : doubtful) {
    const Shape inside = shape.with(footprints[i]);
    std::vector<Shape> near;
    for (std::size_t k = 0; k < footprints.size(); ++k) {
      if (reached[k] && footprints[k].distance(inside) <= 20) near.push_back(footprints[k].around(20));
    }
    const bool close = !near.empty() && Shape::union_of(near).covers(inside);
    far += close ? 0 : 1;
  }
  EXPECT_EQ(far, 0U) << of << ": buildings inside that are not reached, more than 20 m from all that are";
}

}  // namespace wangge::testing
