#include "gis/town/people/balanced_parts.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace wangge::town {
namespace {

/// Empty land counts a little, so that it is shared out too.
constexpr double land_share = 0.02;

class Bisection {
 public:
  Bisection(const PartGraph& graph, std::span<const double> targets) : graph_(graph), seeds_(targets.size()) {
    const double weight = std::accumulate(graph.weight.begin(), graph.weight.end(), 0.0);
    const double land = std::max(1e-9, std::accumulate(graph.land.begin(), graph.land.end(), 0.0));
    const double per_m2 = (weight > 0 ? weight * land_share : 1.0) / land;
    for (std::size_t i = 0; i < graph.size(); ++i) mass_.push_back(graph.weight[i] + per_m2 * std::max(graph.land[i], 1.0));
    const double sum = std::accumulate(targets.begin(), targets.end(), 0.0);
    const double least = sum > 0 ? sum * land_share / static_cast<double>(targets.size()) : 1.0;
    for (const double target : targets) targets_.push_back(target + least);
  }

  [[nodiscard]] std::vector<std::uint32_t> run() && {
    std::vector<std::uint32_t> nodes(graph_.size());
    std::iota(nodes.begin(), nodes.end(), 0U);
    divide(nodes, 0, targets_.size());
    return std::move(seeds_);
  }

 private:
  [[nodiscard]] core::Position middle(std::span<const std::uint32_t> nodes) const {
    double x = 0, y = 0, mass = 0;
    for (const std::uint32_t node : nodes) {
      x += mass_[node] * graph_.at[node].x;
      y += mass_[node] * graph_.at[node].y;
      mass += mass_[node];
    }
    return {x / mass, y / mass};
  }

  /// The direction in which the mass spreads most: first eigenvector of its covariance.
  [[nodiscard]] core::Position axis(std::span<const std::uint32_t> nodes, core::Position centre) const {
    double xx = 0, xy = 0, yy = 0;
    for (const std::uint32_t node : nodes) {
      const double dx = graph_.at[node].x - centre.x;
      const double dy = graph_.at[node].y - centre.y;
      xx += mass_[node] * dx * dx;
      xy += mass_[node] * dx * dy;
      yy += mass_[node] * dy * dy;
    }
    const double root = std::sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
    const double largest = (xx + yy) / 2 + root;
    const core::Position direction = xx >= yy ? core::Position{largest - yy, xy} : core::Position{xy, largest - xx};
    return direction.x == 0 && direction.y == 0 ? core::Position{1, 0} : direction;
  }

  void divide(std::span<std::uint32_t> nodes, std::size_t first, std::size_t last) {
    const core::Position centre = middle(nodes);
    if (last - first == 1) {
      seeds_[first] = *std::min_element(nodes.begin(), nodes.end(), [&](std::uint32_t a, std::uint32_t b) {
        return core::distance(graph_.at[a], centre) < core::distance(graph_.at[b], centre);
      });
      return;
    }
    const core::Position along = axis(nodes, centre);
    const auto place = [&](std::uint32_t node) { return graph_.at[node].x * along.x + graph_.at[node].y * along.y; };
    std::stable_sort(nodes.begin(), nodes.end(), [&](std::uint32_t a, std::uint32_t b) { return place(a) < place(b); });
    const std::size_t half = halfway(first, last);
    const double low = std::accumulate(targets_.begin() + static_cast<std::ptrdiff_t>(first),
                                       targets_.begin() + static_cast<std::ptrdiff_t>(half), 0.0);
    const double all = low + std::accumulate(targets_.begin() + static_cast<std::ptrdiff_t>(half),
                                             targets_.begin() + static_cast<std::ptrdiff_t>(last), 0.0);
    double mass = 0;
    for (const std::uint32_t node : nodes) mass += mass_[node];
    std::size_t cut = 0;
    for (double filled = 0; cut < nodes.size() && filled + mass_[nodes[cut]] / 2 < mass * low / all; ++cut)
      filled += mass_[nodes[cut]];
    cut = std::clamp(cut, half - first, nodes.size() - (last - half));
    divide(nodes.first(cut), first, half);
    divide(nodes.subspan(cut), half, last);
  }

  [[nodiscard]] std::size_t halfway(std::size_t first, std::size_t last) const {
    double all = 0;
    for (std::size_t i = first; i < last; ++i) all += targets_[i];
    std::size_t half = first + 1;
    for (double sum = targets_[first]; half + 1 < last && sum + targets_[half] / 2 < all / 2; ++half) sum += targets_[half];
    return half;
  }

  const PartGraph& graph_;
  std::vector<std::uint32_t> seeds_;
  std::vector<double> mass_;
  std::vector<double> targets_;
};

}  // namespace

std::vector<std::uint32_t> spread_seeds(const PartGraph& graph, std::span<const double> targets) {
  assert(!targets.empty() && targets.size() <= graph.size());
  return Bisection(graph, targets).run();
}

}  // namespace wangge::town
