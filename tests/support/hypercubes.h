#pragma once

#include "engine/queueing/hypercube.h"

#include <bit>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace wangge::test {

/// As a test writes it down.
[[nodiscard]] inline queueing::HypercubeQuestion hypercube(std::vector<double> rates,
                                                           const std::vector<std::vector<std::size_t>>& lists,
                                                           std::vector<double> service_rates, bool line) {
  std::vector<std::pair<queueing::AtomId, queueing::UnitId>> entries;
  for (std::size_t atom = 0; atom < lists.size(); ++atom) {
    for (const std::size_t unit : lists[atom]) entries.emplace_back(queueing::AtomId(atom), queueing::UnitId(unit));
  }
  return {.rates = core::Column<queueing::AtomId, double>(std::move(rates)),
          .preferences = core::Csr<queueing::AtomId, queueing::UnitId>::build(lists.size(), entries),
          .service_rates = core::Column<queueing::UnitId, double>(std::move(service_rates)),
          .line = line};
}

/// Three units with an infinite line: Larson and Odoni 1981, "Urban Operations Research", 5.4.3.
[[nodiscard]] inline queueing::HypercubeQuestion book_example() {
  return hypercube({0.5, 0.25, 0.35, 0.4}, {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {2, 0, 1}}, {1, 1, 1}, true);
}

/// The stationary chances of a chain by Gauss's elimination: rate[i][j] from i to j.
[[nodiscard]] inline std::vector<double> stationary(const std::vector<std::vector<double>>& rate) {
  const std::size_t states = rate.size();
  std::vector<std::vector<double>> a(states, std::vector<double>(states + 1, 0.0));
  for (std::size_t i = 0; i < states; ++i) {
    for (std::size_t j = 0; j < states; ++j) {
      a[j][i] += rate[i][j];
      a[i][i] -= rate[i][j];
    }
  }
  for (std::size_t i = 0; i < states; ++i) a[states - 1][i] = 1;  // the sum, in place of one balance
  a[states - 1][states] = 1;
  for (std::size_t column = 0; column < states; ++column) {
    std::size_t pivot = column;
    for (std::size_t row = column; row < states; ++row) {
      if (std::abs(a[row][column]) > std::abs(a[pivot][column])) pivot = row;
    }
    std::swap(a[pivot], a[column]);
    for (std::size_t row = 0; row < states; ++row) {
      if (row == column || a[row][column] == 0) continue;
      const double factor = a[row][column] / a[column][column];
      for (std::size_t i = column; i <= states; ++i) a[row][i] -= factor * a[column][i];
    }
  }
  std::vector<double> chance(states);
  for (std::size_t i = 0; i < states; ++i) chance[i] = a[i][states] / a[i][i];
  return chance;
}

struct BruteHypercube {
  std::vector<double> workload;
  double lost = 0;   ///< share of calls that find their list busy
  double queue = 0;  ///< mean number waiting
};

/// Every set of busy units, then 1 … `places` waiting calls; calls beyond are lost. Lists are walked anew in each state.
[[nodiscard]] inline BruteHypercube brute_hypercube(const queueing::HypercubeQuestion& question, std::size_t places) {
  const std::size_t units = question.service_rates.size();
  const std::size_t sets = std::size_t{1} << units;
  std::vector<std::vector<double>> rate(sets + places, std::vector<double>(sets + places, 0.0));
  std::vector<double> lost(sets, 0.0);
  double offered = 0;
  double capacity = 0;
  for (const double service : question.service_rates) capacity += service;
  for (const auto atom : core::ids<queueing::AtomId>(question.rates.size())) {
    offered += question.rates[atom];
    for (std::size_t set = 0; set < sets; ++set) {
      bool taken = false;
      for (const auto unit : question.preferences[atom]) {
        if ((set >> unit.value() & 1U) != 0) continue;
        rate[set][set | std::size_t{1} << unit.value()] += question.rates[atom];
        taken = true;
        break;
      }
      if (!taken) lost[set] += question.rates[atom];
    }
  }
  for (std::size_t set = 0; set < sets; ++set) {
    for (std::size_t unit = 0; unit < units; ++unit) {
      if ((set >> unit & 1U) != 0) rate[set][set & ~(std::size_t{1} << unit)] += question.service_rates[queueing::UnitId(unit)];
    }
  }
  for (std::size_t waiting = 1; waiting <= places; ++waiting) {
    rate[sets + waiting - 2][sets + waiting - 1] = offered;
    rate[sets + waiting - 1][sets + waiting - 2] = capacity;
  }
  const std::vector<double> chance = stationary(rate);
  BruteHypercube result;
  result.workload.resize(units);
  for (std::size_t state = 0; state < chance.size(); ++state) {
    for (std::size_t unit = 0; unit < units; ++unit) {
      if (state >= sets || (state >> unit & 1U) != 0) result.workload[unit] += chance[state];
    }
    if (state < sets) result.lost += chance[state] * lost[state] / offered;
    if (state >= sets) result.queue += chance[state] * static_cast<double>(state - sets + 1);
  }
  return result;
}

}  // namespace wangge::test
