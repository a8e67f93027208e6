#include "engine/queueing/hypercube_approximation.h"

#include "engine/core/error.h"
#include "engine/queueing/line_beyond.h"
#include "engine/queueing/unit_pairs.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace wangge::queueing {
namespace {

constexpr std::size_t most_units = 4096;
constexpr int most_retraced = 6;         ///< rounds with the lifts of one walk
constexpr std::size_t most_drawn = 400;  ///< units of a list for which what numbers say is worked out one by one
constexpr double work_of_windows = 3e7;  ///< atoms * window^3

std::size_t default_window(std::size_t atoms) {
  const double window = std::cbrt(work_of_windows / static_cast<double>(std::max<std::size_t>(1, atoms)));
  return std::clamp<std::size_t>(static_cast<std::size_t>(window), 12, 32);
}

class Approximation {
 public:
  Approximation(const HypercubeQuestion& question, const ApproximationLimits& limits)
      : question_(question),
        limits_(limits),
        units_(question.service_rates.size()),
        service_(question.service_rates.values()),
        offered_(std::accumulate(question.rates.begin(), question.rates.end(), 0.0)),
        capacity_(std::accumulate(service_.begin(), service_.end(), 0.0)),
        pairs_(service_, std::min(0.9, offered_ / capacity_), limits.window.value_or(default_window(question.rates.size()))) {
    equal_ = std::all_of(service_.begin(), service_.end(), [&](double rate) { return rate == service_[0]; });
    for (const AtomId atom : core::ids<AtomId>(question.rates.size())) {
      if (!(question.rates[atom] > 0)) continue;
      order_.push_back(atom);
      if (question.preferences[atom].size() < units_) complete_ = false;
    }
    std::stable_sort(order_.begin(), order_.end(),
                     [&](AtomId a, AtomId b) { return question.preferences[a].front() < question.preferences[b].front(); });
  }

  HypercubeResult solve() {
    HypercubeResult result;
    result.residual = 1;
    while (result.residual > limits_.change && result.rounds < limits_.rounds) {
      set_levels();
      result.residual = follow_pairs();
      ++result.rounds;
      // Load spreads over the town more slowly than pairs settle, and lifts of odds change little by then.
      double change = result.residual;
      for (int i = 0; i < most_retraced && change > 0.1 * result.residual && change > 0.3 * limits_.change; ++i)
        change = retrace();
    }
    answer(result);
    return result;
  }

 private:
  /// Calls taken with k busy: those whose lists are not all busy, were the busy ones drawn at random.
  [[nodiscard]] std::vector<double> taken_by_level() const {
    std::vector<double> up(units_, offered_);
    if (complete_) return up;
    std::vector<double> calls(units_ + 1, 0.0);  // by length of list
    for (const AtomId atom : core::ids<AtomId>(question_.rates.size())) {
      calls[question_.preferences[atom].size()] += question_.rates[atom];
    }
    for (std::size_t k = 0; k < units_; ++k) {
      double all_busy = 1;
      for (std::size_t length = 1; length <= k; ++length) {
        all_busy *= static_cast<double>(k - length + 1) / static_cast<double>(units_ - length + 1);
        up[k] -= calls[length] * all_busy;
      }
    }
    return up;
  }

  void set_levels() {
    if (!levels_.empty() && equal_) return;
    levels_ = busy_levels(taken_by_level(), service_by_level(pairs_.workload(), service_));
    drawn_ = draw_units(levels_, std::min(units_, most_drawn));
  }

  [[nodiscard]] double served() const { return complete_ ? offered_ * (1 - levels_.back()) : 0; }

  double follow_pairs() {
    pairs_.begin_round(drawn_);
    lifts_.clear();
    first_lift_.assign(1, 0);
    for (const AtomId atom : order_) {
      const std::span<const double> lifts = pairs_.walk(question_.preferences[atom], question_.rates[atom]);
      lifts_.insert(lifts_.end(), lifts.begin(), lifts.end());
      first_lift_.push_back(lifts_.size());
    }
    const double change = pairs_.update_units(served());
    pairs_.update_pairs();
    return change;
  }

  double retrace() {
    pairs_.begin_retracing();
    for (std::size_t i = 0; i < order_.size(); ++i) {
      retrace_atom(i);
    }
    return pairs_.update_units(served());
  }

  /// Returns the calls that nobody takes; taken_ gets the others.
  double retrace_atom(std::size_t place) {
    const std::span<const UnitId> list = question_.preferences[order_[place]];
    taken_.resize(std::max(taken_.size(), list.size()));
    const std::span<const double> lifts =
        std::span(lifts_).subspan(first_lift_[place], first_lift_[place + 1] - first_lift_[place]);
    return pairs_.retrace(list, question_.rates[order_[place]], lifts, taken_);
  }

  void answer(HypercubeResult& result) {
    const Line line = question_.line ? line_beyond(levels_.back(), offered_ / capacity_) : Line{};
    for (const double busy : pairs_.workload()) result.workload.push_back(line.none * busy + line.waiting);
    if (question_.line) {
      result.wait_probability = line.none * levels_.back() + line.waiting;
      result.mean_queue = *result.wait_probability * offered_ / (capacity_ - offered_);
      result.mean_wait = *result.mean_queue / offered_;
    }
    const double waits = result.wait_probability.value_or(0);
    std::vector<std::pair<AtomId, double>> shares;
    double lost = 0;
    double all = 0;
    pairs_.begin_retracing();
    for (std::size_t i = 0; i < order_.size(); ++i) {
      std::fill(taken_.begin(), taken_.end(), 0.0);
      const double left = retrace_atom(i);
      lost += left;
      if (!limits_.dispatches) continue;
      const double calls = question_.rates[order_[i]];
      // With complete lists levels know better how many find nobody free.
      const double scale = complete_ && calls > left ? (1 - waits) * calls / (calls - left) : 1;
      const std::span<const UnitId> list = question_.preferences[order_[i]];
      for (std::size_t d = 0; d < list.size(); ++d) {
        const UnitId unit = list[d];
        shares.emplace_back(order_[i], scale * taken_[d] + waits * calls * question_.service_rates[unit] / capacity_);
        all += shares.back().second;
      }
    }
    for (auto& [atom, share] : shares) share /= all;
    for (const AtomId atom : core::ids<AtomId>(question_.rates.size())) {
      if (question_.rates[atom] > 0) continue;
      shares.resize(shares.size() + (limits_.dispatches ? question_.preferences[atom].size() : 0), {atom, 0.0});
    }
    if (limits_.dispatches) result.dispatches = core::Csr<AtomId, double>::build(question_.rates.size(), shares);
    if (!question_.line) result.loss = complete_ ? levels_.back() : lost / offered_;
  }

  const HypercubeQuestion& question_;
  const ApproximationLimits& limits_;
  std::size_t units_;
  std::vector<double> service_;
  double offered_ = 0;
  double capacity_ = 0;
  bool equal_ = true;
  bool complete_ = true;  ///< every list names every unit
  UnitPairs pairs_;
  std::vector<double> levels_;
  DrawnUnits drawn_;
  std::vector<AtomId> order_;  ///< atoms with calls, those of like lists together, so that what they need is near in memory
  std::vector<double> lifts_;  ///< of the walks, in that order
  std::vector<std::size_t> first_lift_;
  std::vector<double> taken_;
};

}  // namespace

HypercubeResult approximate_hypercube(const HypercubeQuestion& question, const ApproximationLimits& limits) {
  check(question);
  if (question.service_rates.size() > most_units) {
    throw core::Error(
        core::ErrorCode::environment,
        {.zh = fmt::format("{} 个单元：近似解至多 {} 个", question.service_rates.size(), most_units),
         .en = fmt::format("{} units: the approximation takes at most {}", question.service_rates.size(), most_units)});
  }
  return Approximation(question, limits).solve();
}

}  // namespace wangge::queueing
