#include "engine/planning/ensemble/aim_distribution.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace wangge::planning {
namespace {

constexpr std::size_t bin_count = 48;

std::optional<Draws> draws_of(const std::vector<std::vector<AimValues>>& draws, AimFigure figure) {
  Draws found;
  for (const auto& chain : draws) {
    auto& own = found.emplace_back();
    for (const AimValues& values : chain) {
      if (!values[figure]) return std::nullopt;
      own.push_back(*values[figure]);
    }
  }
  return found;
}

AimPlace place_of(AimFigure figure, double value, const std::vector<double>& rising) {
  const Standing found = standing(rising, value);
  const bool more = aim_figure(figure).more_is_better;
  return {value, more ? found.above : found.below, found.equal, more ? found.below : found.above};
}

}  // namespace

std::vector<AimDistribution> distributions(const std::vector<std::vector<AimValues>>& draws, std::span<const AimValues> known) {
  std::vector<AimDistribution> all;
  for (const AimFigure figure : aim_figures()) {
    const std::optional<Draws> own = draws_of(draws, figure);
    if (!own) continue;
    const std::vector<double> rising = sorted_draws(*own);
    if (rising.empty()) continue;
    AimDistribution& made = all.emplace_back();
    made.figure = figure;
    made.low = rising.front();
    made.high = rising.back();
    made.mean = std::accumulate(rising.begin(), rising.end(), 0.0) / static_cast<double>(rising.size());
    for (std::size_t i = 0; i < told_shares.size(); ++i) made.quantiles[i] = quantile(rising, told_shares[i]);
    const bool alike = compare_figure(figure, made.low, made.high) == 0;
    made.bins = alike ? std::vector<std::uint32_t>{static_cast<std::uint32_t>(rising.size())}
                      : binned(rising, made.low, made.high, bin_count);
    if (!alike) made.convergence = convergence(*own);
    for (const AimValues& values : known)
      made.places.push_back(values[figure] ? std::optional(place_of(figure, *values[figure], rising)) : std::nullopt);
  }
  return all;
}

}  // namespace wangge::planning
