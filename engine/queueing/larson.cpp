#include "engine/queueing/larson.h"

#include "engine/core/error.h"
#include "engine/queueing/busy_levels.h"
#include "engine/queueing/line_beyond.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace wangge::queueing {
namespace {

constexpr double enough = 1e-12;  ///< change of a workload

struct Numbers {
  double workload = 0;  ///< mean over units
  double wait = 0;      ///< chance that a call waits; 0 without a line
  std::vector<double> factor;
};

Numbers numbers(std::size_t units, double offered, double service, bool with_line) {
  std::vector<double> up(units, offered);
  std::vector<double> down;
  for (std::size_t k = 0; k <= units; ++k) down.push_back(static_cast<double>(k) * service);
  std::vector<double> chance = busy_levels(up, down);
  const Line line = with_line ? line_beyond(chance.back(), offered / (static_cast<double>(units) * service)) : Line{};
  Numbers result;
  const auto all = static_cast<double>(units);
  for (std::size_t k = 0; k <= units; ++k) {
    chance[k] *= line.none;
    result.workload += chance[k] * static_cast<double>(k) / all;
  }
  result.workload += line.waiting;
  if (with_line) result.wait = chance.back() + line.waiting;
  double product = 1 - result.workload;
  for (std::size_t j = 0; j < units && product > 0; ++j) {
    double next_free = 0;  // the j drawn are busy, the next is free
    for (std::size_t k = j; k < units; ++k)
      next_free += chance[k] * (all - static_cast<double>(k)) / (all - static_cast<double>(j));
    result.factor.push_back(next_free / product);
    for (std::size_t k = 0; k <= units; ++k) {
      chance[k] *= std::max(0.0, static_cast<double>(k) - static_cast<double>(j)) / (all - static_cast<double>(j));
    }
    product *= result.workload;
  }
  return result;
}

void refuse_unlike(const HypercubeQuestion& question) {
  for (const double rate : question.service_rates) {
    if (rate == question.service_rates.values().front()) continue;
    throw core::Error(core::ErrorCode::input,
                      {.zh = "Larson 的近似要求各单元 mu 相同；请用 --approximate",
                       .en = "Larson's approximation wants the same mu for all units; take --approximate"});
  }
  for (const AtomId atom : core::ids<AtomId>(question.rates.size())) {
    if (question.preferences[atom].size() == question.service_rates.size()) continue;
    throw core::Error(core::ErrorCode::input, {.zh = "Larson 的近似要求每项列出全部单元；请用 --approximate",
                                               .en = "Larson's approximation wants lists of all units; take --approximate"});
  }
}

}  // namespace

LarsonResult larson_hypercube(const HypercubeQuestion& question, int rounds) {
  check(question);
  refuse_unlike(question);
  const std::size_t units = question.service_rates.size();
  const double service = question.service_rates.values().front();
  double offered = 0;
  for (const double rate : question.rates) offered += rate;
  const Numbers known = numbers(units, offered, service, question.line);
  LarsonResult result{.workload = core::Column<UnitId, double>(units, known.workload), .factors = known.factor};
  const double waits = known.wait * offered / (static_cast<double>(units) * service);
  double change = 1;
  for (int round = 0; round < rounds && change > enough; ++round) {
    core::Column<UnitId, double> asked(units, 0.0);
    for (const AtomId atom : core::ids<AtomId>(question.rates.size())) {
      double calls = question.rates[atom];
      std::size_t place = 0;
      for (const UnitId unit : question.preferences[atom]) {
        if (place == known.factor.size()) break;
        asked[unit] += calls * known.factor[place++];
        calls *= result.workload[unit];
      }
    }
    double total = 0;
    for (double& calls : asked.values()) {
      calls = (calls / service + waits) / (1 + calls / service);
      total += calls;
    }
    change = 0;
    for (const UnitId unit : core::ids<UnitId>(units)) {
      const double now = std::min(1.0, asked[unit] * static_cast<double>(units) * known.workload / total);
      change = std::max(change, std::abs(now - result.workload[unit]));
      result.workload[unit] = now;
    }
  }
  return result;
}

}  // namespace wangge::queueing
