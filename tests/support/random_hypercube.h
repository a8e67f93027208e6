#pragma once

#include "engine/core/math.h"
#include "engine/core/random.h"
#include "engine/core/units.h"
#include "engine/queueing/hypercube.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace wangge::test {

/// A made town in the unit square: each unit stands as far from the others as the best of ten places does, atoms anywhere, their
/// rates exponential, lists by distance.
struct HypercubeTown {
  std::size_t units = 5;
  std::size_t atoms = 40;
  double load = 0.5;  ///< calls as a share of what all units can serve
  double uneven = 0;  ///< service rates even between 1 - this and 1 + this
  bool line = true;
  int candidates = 10;  ///< places looked at for each unit; 1: anywhere
  std::uint64_t seed = 1;
};

[[nodiscard]] inline queueing::HypercubeQuestion made(const HypercubeTown& town) {
  using queueing::AtomId;
  using queueing::UnitId;
  core::Stream luck(core::Seed(town.seed), 0, "hypercube town", town.units);
  queueing::HypercubeQuestion question;
  question.line = town.line;
  std::vector<core::Position> post(town.units);
  double capacity = 0;
  for (std::size_t unit = 0; unit < town.units; ++unit) {
    double farthest = -1;
    for (int candidate = 0; candidate < town.candidates; ++candidate) {
      const core::Position place{luck.uniform(), luck.uniform()};
      double nearest = 2;
      for (std::size_t other = 0; other < unit; ++other) nearest = std::min(nearest, distance(place, post[other]).value);
      if (nearest <= farthest) continue;
      farthest = nearest;
      post[unit] = place;
    }
    question.service_rates.push_back(1 + town.uneven * (2 * luck.uniform() - 1));
    capacity += question.service_rates.values().back();
  }
  std::vector<std::pair<AtomId, UnitId>> lists;
  double total = 0;
  for (std::size_t atom = 0; atom < town.atoms; ++atom) {
    const core::Position place{luck.uniform(), luck.uniform()};
    question.rates.push_back(-core::log(luck.uniform_open()));
    total += question.rates.values().back();
    std::vector<std::size_t> order(town.units);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(distance(place, post[a]).value, a) < std::pair(distance(place, post[b]).value, b);
    });
    for (const std::size_t unit : order) lists.emplace_back(AtomId(atom), UnitId(unit));
  }
  for (double& rate : question.rates.values()) rate *= town.load * capacity / total;
  question.preferences = core::Csr<AtomId, UnitId>::build(town.atoms, lists);
  return question;
}

}  // namespace wangge::test
