#pragma once

#include "engine/core/random.h"
#include "engine/core/units.h"
#include "engine/siting/location/siting_task.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace wangge::test {

/// Evenly in a square of 10 km, in metres.
inline std::vector<core::Position> points_in_square(core::Stream& luck, std::size_t count) {
  std::vector<core::Position> all(count);
  for (core::Position& point : all) {
    point.x = 10000 * luck.uniform();
    point.y = 10000 * luck.uniform();
  }
  return all;
}

/// Metres from each site to each demand point, as the crow flies.
inline siting::LengthTable straight_lengths(const std::vector<core::Position>& sites,
                                            const std::vector<core::Position>& demands) {
  std::vector<double> lengths;
  lengths.reserve(sites.size() * demands.size());
  for (const core::Position& a : sites) {
    for (const core::Position& b : demands) lengths.push_back(core::distance(a, b).value);
  }
  return {sites.size(), demands.size(), std::move(lengths)};
}

}  // namespace wangge::test
