#include "engine/queueing/busy_levels.h"

#include "engine/core/math.h"

#include <algorithm>
#include <cmath>

namespace wangge::queueing {
namespace {

double odds(double chance) { return chance / (1 - chance); }

}  // namespace

std::vector<double> busy_levels(std::span<const double> up, std::span<const double> down) {
  const std::size_t units = up.size();
  std::size_t mode = 0;
  while (mode < units && up[mode] > down[mode + 1]) ++mode;
  std::vector<double> chance(units + 1, 0.0);
  chance[mode] = 1;
  for (std::size_t k = mode; k < units; ++k) chance[k + 1] = chance[k] * up[k] / down[k + 1];
  for (std::size_t k = mode; k > 0; --k) chance[k - 1] = chance[k] * down[k] / up[k - 1];
  double total = 0;
  for (const double value : chance) total += value;
  for (double& value : chance) value /= total;
  return chance;
}

std::vector<double> service_by_level(std::span<const double> workload, std::span<const double> service_rate) {
  const std::size_t units = workload.size();
  std::vector<double> down(units + 1, 0.0);
  for (const double rate : service_rate) down[units] += rate;
  double busy_before = 0;
  double service_before = 0;
  std::size_t k = 1;
  for (int step = -96; step <= 96 && k < units; ++step) {
    const double factor = core::exp(0.125 * step);
    double busy = 0;
    double service = 0;
    for (std::size_t unit = 0; unit < units; ++unit) {
      const double weight = factor * odds(workload[unit]);
      busy += weight / (1 + weight);
      service += service_rate[unit] * weight / (1 + weight);
    }
    for (; k < units && static_cast<double>(k) <= busy; ++k) {
      down[k] = service_before + (service - service_before) * (static_cast<double>(k) - busy_before) / (busy - busy_before);
    }
    busy_before = busy;
    service_before = service;
  }
  for (; k < units; ++k) {
    const double rest = static_cast<double>(units) - busy_before;
    down[k] = service_before + (down[units] - service_before) * (static_cast<double>(k) - busy_before) / rest;
  }
  return down;
}

DrawnUnits draw_units(std::span<const double> levels, std::size_t most) {
  constexpr double nearly_one = 1 - 1e-12;
  const auto units = static_cast<double>(levels.size() - 1);
  std::vector<double> chance(levels.begin(), levels.end());  // of the level, with all drawn so far busy
  double all = 1;
  DrawnUnits drawn;
  for (std::size_t d = 0; d < most; ++d) {
    double next = 0;
    for (std::size_t k = 0; k < chance.size(); ++k) {
      chance[k] *= std::max(0.0, (static_cast<double>(k) - static_cast<double>(d)) / (units - static_cast<double>(d)));
      next += chance[k];
    }
    drawn.next_busy.push_back(all > 0 ? std::min(nearly_one, next / all) : nearly_one);
    all = next;
  }
  const double one = drawn.next_busy.front();
  const double alike = most > 1 ? std::max(0.0, (drawn.next_busy[1] - one) / (1 - one)) : 0;
  for (std::size_t d = 0; d < most; ++d) {
    const auto count = static_cast<double>(d);
    const double linear = d == 0 ? one : std::min(nearly_one, one + (1 - one) * count * alike / (1 + (count - 1) * alike));
    drawn.beyond_linear.push_back(odds(drawn.next_busy[d]) / odds(linear));
  }
  return drawn;
}

}  // namespace wangge::queueing
