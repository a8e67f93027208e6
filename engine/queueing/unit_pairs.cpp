#include "engine/queueing/unit_pairs.h"

#include "engine/core/math.h"

#include <algorithm>
#include <cmath>

namespace wangge::queueing {
namespace {

constexpr double least = 1e-9;       ///< chances are kept between this and 1 - this
constexpr double negligible = 1e-6;  ///< share of an atom's calls that may be left out
constexpr std::size_t lifted = 4;    ///< units at the end of the window that tell how the list goes on

double odds(double chance) { return chance / (1 - chance); }
double inside(double chance) { return std::clamp(chance, least, 1 - least); }
/// The chance whose odds are `factor` times those of `chance`.
double lifted_by(double chance, double factor) { return chance * factor / (1 - chance + chance * factor); }

}  // namespace

UnitPairs::UnitPairs(std::span<const double> service_rate, double start, std::size_t window)
    : service_(service_rate.begin(), service_rate.end()),
      workload_(service_rate.size(), inside(start)),
      calls_(service_rate.size(), 0.0),
      pairs_(service_rate.size() * (service_rate.size() - 1) / 2),
      window_(std::min(window, service_rate.size())),
      guess_(window_),
      chance_(window_),
      row_(window_),
      known_(window_ * window_) {}

void UnitPairs::begin_retracing() {
  std::fill(calls_.begin(), calls_.end(), 0.0);
  odds_.clear();
  for (const double busy : workload_) odds_.push_back(odds(busy));
}

void UnitPairs::begin_round(const DrawnUnits& drawn) {
  beyond_linear_ = drawn.beyond_linear;
  raised_.clear();
  for (const double next : drawn.next_busy) raised_.push_back(odds(next) / odds(drawn.next_busy[0]));
  begin_retracing();
  before_ = workload_;
  for (Pair& pair : pairs_) pair.by_later = pair.by_earlier = {};
}

double UnitPairs::retrace(std::span<const UnitId> list, double calls, std::span<const double> lifts, std::span<double> taken) {
  const std::size_t depth = lifts.size() - 1;
  double left = calls;
  for (std::size_t d = 0; d < list.size() && left > negligible * calls; ++d) {
    const std::size_t unit = list[d].value();
    const double lift = d < depth ? lifts[d] : lifts[depth] * raised_[std::min(d, raised_.size() - 1)];
    const double free = std::max(1 / (1 + odds_[unit] * lift), least);
    taken[d] = left * free;
    calls_[unit] += taken[d];
    left -= taken[d];
  }
  return left;
}

std::span<const double> UnitPairs::walk(std::span<const UnitId> list, double calls) {
  const std::size_t depth = std::min(window_, list.size());
  for (std::size_t i = 0; i < depth; ++i) {
    const std::size_t unit = list[i].value();
    guess_[i] = chance_[i] = workload_[unit];
    for (std::size_t l = 0; l < i; ++l) known_[i * window_ + l] = covariance(unit, list[l].value());
    known_[i * window_ + i] = workload_[unit] * (1 - workload_[unit]);
  }
  lift_.assign(depth + 1, 1.0);
  double left = calls;
  double log_lift = 0;
  for (std::size_t d = 0; d < depth && left > negligible * calls; ++d) {
    lift_[d] = odds(inside(chance_[d])) / odds_[list[d].value()];
    if (d + lifted >= depth) log_lift += core::log(lift_[d] / raised_[d]);
    follow(list.first(depth), d, left);
    left *= chance_[d];
  }
  lift_[depth] = core::exp(log_lift / static_cast<double>(std::min(lifted, depth)));
  if (depth < list.size()) {
    // What is left goes on by lifts alone; calls of the window are counted already.
    for (std::size_t d = depth; d < list.size() && left > negligible * calls; ++d) {
      const std::size_t unit = list[d].value();
      const double free = std::max(1 / (1 + odds_[unit] * lift_[depth] * raised_[std::min(d, raised_.size() - 1)]), least);
      calls_[unit] += left * free;
      left -= left * free;
    }
  }
  return lift_;
}

/// One call in `left` asks the unit at `place`. Then Gauss's elimination of it: known_ becomes the covariance, guess_ the mean of
/// those to come, given that all before them are busy.
void UnitPairs::follow(std::span<const UnitId> list, std::size_t place, double left) {
  const std::size_t unit = list[place].value();
  const double busy = chance_[place];
  const double takes = left * (1 - busy);
  calls_[unit] += takes;
  for (std::size_t i = 0; i < place; ++i) {
    Flow& both = flow(unit, list[i].value());
    both.busy += takes;
    both.all += takes;
  }
  const double own = workload_[unit] * (1 - workload_[unit]);
  const double weight = 1 / std::max(known_[place * window_ + place], 1e-4 * own);
  const double surprise = (1 - guess_[place]) * weight;
  const double correction = place + 1 < beyond_linear_.size() ? beyond_linear_[place + 1] : 1;
  for (std::size_t i = place + 1; i < list.size(); ++i) {
    const double with = known_[i * window_ + place];
    guess_[i] = inside(guess_[i] + with * surprise);
    const double after = lifted_by(guess_[i], correction);
    Flow& both = flow(unit, list[i].value());
    both.busy += std::clamp(left * (chance_[i] - busy * after), 0.0, takes);
    both.all += takes;
    chance_[i] = after;
    row_[i] = with * weight;
    for (std::size_t l = place + 1; l <= i; ++l) known_[i * window_ + l] -= row_[i] * known_[l * window_ + place];
  }
}

double UnitPairs::update_units(double served) {
  const std::vector<double> earlier = workload_;
  double serves = 0;
  for (std::size_t unit = 0; unit < workload_.size(); ++unit) {
    // Calls per unit of free time do not depend on the unit's own workload, as far as that goes.
    const double pressure = calls_[unit] / (1 - earlier[unit]) / service_[unit];
    workload_[unit] = inside(pressure / (1 + pressure));
    serves += workload_[unit] * service_[unit];
  }
  double change = 0;
  for (std::size_t unit = 0; unit < workload_.size(); ++unit) {
    if (served > 0) workload_[unit] = std::min(inside(workload_[unit] * served / serves), 1 - 1e-6);
    change = std::max(change, std::abs(workload_[unit] / earlier[unit] - 1));
  }
  return change;
}

void UnitPairs::update_pairs() {
  const std::size_t units = workload_.size();
  // Calls one unit takes per unit of time in which the other is busy and it is free.
  const auto pressure = [&](const Flow& flow, std::size_t taker, std::size_t other, double both) {
    return flow.busy / std::max(before_[other] - both, least * before_[other]) +
           std::max(0.0, calls_[taker] - flow.all) / (1 - before_[taker]);
  };
  for (std::size_t i = 0; i < units; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      Pair& pair = pairs_[pair_at(i, j)];
      if (pair.by_later.all + pair.by_earlier.all == 0) continue;
      const double both = before_[i] * before_[j] + pair.covariance;
      const double by_i = pressure(pair.by_later, i, j, both);
      const double by_j = pressure(pair.by_earlier, j, i, both);
      const double now = (by_i * workload_[j] + by_j * workload_[i]) / (service_[i] + service_[j] + by_i + by_j);
      const double low = std::max(0.0, workload_[i] + workload_[j] - 1);
      const double high = std::min(workload_[i], workload_[j]);
      const double kept = std::clamp(now, low + 1e-6 * (high - low), high - 1e-6 * (high - low));
      pair.covariance = kept - workload_[i] * workload_[j];
    }
  }
}

}  // namespace wangge::queueing
