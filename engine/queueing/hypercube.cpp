#include "engine/queueing/hypercube.h"

#include "engine/core/error.h"
#include "engine/queueing/busy_sets.h"
#include "engine/queueing/line_beyond.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace wangge::queueing {
namespace {

constexpr std::size_t plain_rounds = 12;  ///< without relaxation, to see how fast the plain iteration converges
constexpr double most_relaxation = 1.7;
constexpr double acceptable = 1e-12;  ///< residual, where rounding keeps the iteration from the one asked for

/// Answers about units that lists with calls name; the others are never busy.
struct Called {
  HypercubeQuestion question;
  std::vector<UnitId> unit;  ///< of the whole question, by unit of this one
};

Called called_units(const HypercubeQuestion& question) {
  const std::size_t atoms = question.rates.size();
  core::Column<UnitId, std::uint8_t> used(question.service_rates.size(), 0);
  for (const AtomId atom : core::ids<AtomId>(atoms)) {
    if (!(question.rates[atom] > 0)) continue;
    for (const UnitId unit : question.preferences[atom]) used[unit] = 1;
  }
  Called called;
  core::Column<UnitId, UnitId> number(used.size());
  for (const UnitId unit : core::ids<UnitId>(used.size())) {
    if (used[unit] == 0) continue;
    number[unit] = called.question.service_rates.push_back(question.service_rates[unit]);
    called.unit.push_back(unit);
  }
  std::vector<std::pair<AtomId, UnitId>> lists;
  for (const AtomId atom : core::ids<AtomId>(atoms)) {
    for (const UnitId unit : question.preferences[atom]) {
      if (number[unit].valid()) lists.emplace_back(atom, number[unit]);
    }
  }
  called.question.rates = question.rates;
  called.question.preferences = core::Csr<AtomId, UnitId>::build(atoms, lists);
  called.question.line = question.line;
  return called;
}

struct Effort {
  double residual = 0;
  std::size_t rounds = 0;
};

/// Young's factor from the share of the error that a plain round leaves, since sets of even and odd size change in turn.
double relaxation_for(double left) { return std::min(most_relaxation, 2 / (1 + std::sqrt(1 - std::clamp(left, 0.0, 0.99)))); }

Effort settle(BusySets& sets, const HypercubeLimits& limits) {
  double relaxation = 1;
  double before = 1;
  double lowest = 1;
  Effort effort{.residual = sets.residual(), .rounds = 0};
  std::size_t stalled = 0;
  while (effort.residual > limits.residual && effort.rounds < limits.rounds && stalled < 100) {
    const double missing = sets.sweep(relaxation);
    sets.balance_levels();
    ++effort.rounds;
    if (effort.rounds == plain_rounds) relaxation = relaxation_for(missing / before);
    // A factor too large makes the error grow: smaller steps always end that.
    if (effort.rounds > plain_rounds && missing > 100 * lowest && missing > 1e-11) relaxation = 1 + (relaxation - 1) / 2;
    stalled = missing < lowest ? 0 : stalled + 1;
    lowest = std::min(lowest, missing);
    before = missing;
    if (missing <= 10 * limits.residual || stalled > 20) effort.residual = sets.residual();
  }
  effort.residual = sets.residual();
  return effort;
}

/// value[S] becomes the sum over all sets that hold S.
void sum_over_supersets(std::vector<double>& value) {
  for (std::size_t step = 1; step < value.size(); step *= 2) {
    for (std::size_t start = 0; start < value.size(); start += 2 * step) {
      for (std::size_t i = start; i < start + step; ++i) value[i] += value[i + step];
    }
  }
}

HypercubeResult answer(const HypercubeQuestion& question, std::vector<double> chance) {
  double offered = 0;
  for (const double rate : question.rates) offered += rate;
  double capacity = 0;
  for (const double rate : question.service_rates) capacity += rate;
  const double all_busy = chance.back();
  const Line line = question.line ? line_beyond(all_busy, offered / capacity) : Line{};
  sum_over_supersets(chance);  // now: the chance that at least these are busy, with no line
  HypercubeResult result;
  for (const UnitId unit : core::ids<UnitId>(question.service_rates.size())) {
    result.workload.push_back(line.none * chance[std::size_t{1} << unit.value()] + line.waiting);
  }
  const double waits = line.none * all_busy + line.waiting;
  double served = 0;
  std::vector<std::pair<AtomId, double>> shares;
  for (const AtomId atom : core::ids<AtomId>(question.rates.size())) {
    std::size_t busy = 0;
    for (const UnitId unit : question.preferences[atom]) {
      const std::size_t with = busy | (std::size_t{1} << unit.value());
      double share = line.none * std::max(0.0, chance[busy] - chance[with]);
      if (question.line) share += waits * question.service_rates[unit] / capacity;
      shares.emplace_back(atom, question.rates[atom] * share);
      served += shares.back().second;
      busy = with;
    }
  }
  for (auto& [atom, share] : shares) share /= served;
  result.dispatches = core::Csr<AtomId, double>::build(question.rates.size(), shares);
  if (question.line) {
    result.wait_probability = waits;
    result.mean_queue = waits * offered / (capacity - offered);
    result.mean_wait = *result.mean_queue / offered;
  } else {
    double lost = 0;
    for (const AtomId atom : core::ids<AtomId>(question.rates.size())) {
      std::size_t listed = 0;
      for (const UnitId unit : question.preferences[atom]) listed |= std::size_t{1} << unit.value();
      lost += question.rates[atom] * chance[listed];
    }
    result.loss = lost / offered;
  }
  return result;
}

/// In the numbers of the whole question.
HypercubeResult widened(HypercubeResult found, const HypercubeQuestion& question, const Called& called) {
  if (called.unit.size() == question.service_rates.size()) return found;
  core::Column<UnitId, double> workload(question.service_rates.size(), 0.0);
  for (std::size_t i = 0; i < called.unit.size(); ++i) workload[called.unit[i]] = found.workload[UnitId(i)];
  std::vector<std::pair<AtomId, double>> shares;
  for (const AtomId atom : core::ids<AtomId>(question.rates.size())) {
    std::size_t next = 0;
    for (const UnitId unit : question.preferences[atom]) {
      const bool asked = std::binary_search(called.unit.begin(), called.unit.end(), unit);
      shares.emplace_back(atom, asked ? found.dispatches[atom][next++] : 0.0);
    }
  }
  found.workload = std::move(workload);
  found.dispatches = core::Csr<AtomId, double>::build(question.rates.size(), shares);
  return found;
}

}  // namespace

HypercubeResult solve_hypercube(const HypercubeQuestion& question, const HypercubeLimits& limits) {
  check(question);
  const Called called = called_units(question);
  const std::size_t units = called.unit.size();
  if (units > 48 || BusySets::memory(units) > limits.memory) {
    const std::string need = units > 48 ? "2^48" : fmt::format("{}", BusySets::memory(units) >> 20U);
    throw core::Error(core::ErrorCode::environment,
                      {.zh = fmt::format("{} 个单元的精确超立方需要至少 {} MiB 内存，允许 {} MiB；请用近似解（--approximate）",
                                         units, need, limits.memory >> 20U),
                       .en = fmt::format("the exact hypercube of {} units needs at least {} MiB of memory, {} MiB are allowed; "
                                         "take the approximation (--approximate)",
                                         units, need, limits.memory >> 20U)});
  }
  BusySets sets(called.question);
  const Effort effort = settle(sets, limits);
  if (!(effort.residual <= std::max(limits.residual, acceptable))) {
    throw core::Error(core::ErrorCode::input,
                      {.zh = fmt::format("迭代 {} 轮后残差仍为 {:.3g}，未达到 {:.3g}：各速率相差过大", effort.rounds,
                                         effort.residual, limits.residual),
                       .en = fmt::format("after {} rounds the residual is {:.3g}, not {:.3g}: the rates are too far apart",
                                         effort.rounds, effort.residual, limits.residual)});
  }
  HypercubeResult result = widened(answer(called.question, sets.chances()), question, called);
  result.residual = effort.residual;
  result.rounds = effort.rounds;
  return result;
}

}  // namespace wangge::queueing
