#include "engine/planning/planning_rules.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace wangge::planning {
namespace {

constexpr std::size_t most_counts = 8;
/// `SizeRange::number` writes three digits for them.
constexpr std::int64_t thousandths = 1000;

std::int64_t fewest_grids(const SizeRange& range, std::int64_t size) {
  return std::max<std::int64_t>(1, (size + range.most - 1) / range.most);
}

}  // namespace

std::int64_t SizeRange::excess(std::int64_t size) const { return std::max<std::int64_t>({0, least - size, size - most}); }

bool SizeRange::fits(std::int64_t size) const { return fewest_grids(*this, size) * least <= size; }

std::vector<std::int64_t> SizeRange::counts(std::int64_t size) const {
  assert(least >= 0 && least <= most && most >= 1 && size >= 0);
  const std::int64_t low = fewest_grids(*this, size);
  if (!fits(size)) {
    if (low == 1) return {1};
    const std::int64_t under = low * least - size;
    const std::int64_t over = size - (low - 1) * most;
    return under < over ? std::vector{low, low - 1} : std::vector{low - 1, low};
  }
  const std::int64_t high = least > 0 ? size / least : std::max(low, size);
  const double middle = static_cast<double>(least + most) / 2;
  const auto distance = [&](std::int64_t count) {
    return std::abs(static_cast<double>(size) / static_cast<double>(count) - middle);
  };
  // The distance falls, then rises with the count: walk outwards from the count whose mean is nearest to the middle.
  std::int64_t best = std::clamp(static_cast<std::int64_t>(static_cast<double>(size) / middle), low, high);
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

std::int64_t SizeRange::size_of(const territory::Territory& territory, std::span<const CellId> cells) const {
  const core::Column<CellId, std::int64_t>& own = sizes(territory);
  std::int64_t sum = 0;
  for (const CellId cell : cells) sum += own[cell];
  return sum;
}

std::string SizeRange::number(std::int64_t size) const {
  if (!points || points->steps_a_point == 1) return fmt::format("{}", size);
  const std::int64_t whole = size / points->steps_a_point;
  std::string rest = fmt::format("{:03}", size % points->steps_a_point);
  rest.erase(rest.find_last_not_of('0') + 1);
  return rest.empty() ? fmt::format("{}", whole) : fmt::format("{}.{}", whole, rest);
}

core::Text SizeRange::unit() const {
  return points ? core::Text{.zh = "分", .en = "points"} : core::Text{.zh = "户", .en = "households"};
}

core::Text SizeRange::amount(std::int64_t size) const {
  const core::Text counted = unit();
  return {.zh = number(size) + " " + counted.zh, .en = number(size) + " " + counted.en};
}

SizeRange range_of_points(double least, double most, const WorkOfCell& points) {
  const auto whole = [](double value) { return value == std::floor(value); };
  auto made = std::make_shared<PointsOfCell>();
  const bool all = whole(least) && whole(most) && std::all_of(points.begin(), points.end(), whole);
  made->steps_a_point = all ? 1 : thousandths;
  const auto steps = [&](double value) {
    return static_cast<std::int64_t>(std::llround(value * static_cast<double>(made->steps_a_point)));
  };
  for (const double value : points) made->steps.push_back(steps(value));
  const std::int64_t low = steps(least);
  return {.least = low, .most = std::max({low, steps(most), std::int64_t{1}}), .points = std::move(made)};
}

}  // namespace wangge::planning
