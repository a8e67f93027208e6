#include "engine/planning/planning_rules.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace wangge::planning {
namespace {

constexpr std::size_t most_counts = 8;

std::int64_t fewest_grids(const SizeRange& range, std::int64_t households) {
  return std::max<std::int64_t>(1, (households + range.most - 1) / range.most);
}

}  // namespace

std::int64_t SizeRange::excess(std::int64_t households) const {
  return std::max<std::int64_t>({0, least - households, households - most});
}

bool SizeRange::fits(std::int64_t households) const { return fewest_grids(*this, households) * least <= households; }

std::vector<std::int64_t> SizeRange::counts(std::int64_t households) const {
  assert(least >= 0 && least <= most && most >= 1 && households >= 0);
  const std::int64_t low = fewest_grids(*this, households);
  if (!fits(households)) {
    if (low == 1) return {1};
    const std::int64_t under = low * least - households;
    const std::int64_t over = households - (low - 1) * most;
    return under < over ? std::vector{low, low - 1} : std::vector{low - 1, low};
  }
  const std::int64_t high = least > 0 ? households / least : std::max(low, households);
  const double middle = static_cast<double>(least + most) / 2;
  const auto distance = [&](std::int64_t count) {
    return std::abs(static_cast<double>(households) / static_cast<double>(count) - middle);
  };
  // The distance falls, then rises with the count: walk outwards from the count whose mean is nearest to the middle.
  std::int64_t best = std::clamp(static_cast<std::int64_t>(static_cast<double>(households) / middle), low, high);
  if (best < high && distance(best + 1) < distance(best)) ++best;
  std::vector<std::int64_t> found{best};
  std::int64_t below = best - 1;
  std::int64_t above = best + 1;
  while (found.size() < most_counts && (below >= low || above <= high)) {
    const bool down = above > high || (below >= low && distance(below) <= distance(above));
    found.push_back(down ? below-- : above++);
  }
  return found;
}

}  // namespace wangge::planning
