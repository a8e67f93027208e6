#include "engine/planning/exact/flow_mix.h"

#include "engine/core/math.h"

#include <algorithm>
#include <utility>

namespace wangge::planning {
namespace {

constexpr double far_worse = 0.7;      ///< of the best ratio: a flow below it is not mixed in
constexpr double least_mixed = 0.005;  ///< of the whole
constexpr double idle = 1e-7;          ///< a share that is left out
constexpr double negligible = -40;     ///< exponents of prices that are nothing
constexpr double most_change = 2;      ///< of the logarithm of a share in one step
constexpr double faster = 1.3;
constexpr double slower = 0.4;
constexpr int most_tries = 6;

double largest(const std::vector<double>& loads) { return *std::max_element(loads.begin(), loads.end()); }

void add_loads(const BallFlow& flow, double share, std::vector<double>& loads) {
  if (share <= 0) return;
  for (std::size_t i = 0; i < flow.edges.size(); ++i) loads[flow.edges[i]] += share * static_cast<double>(flow.loads[i]);
}

/// Shares of flows by ratio; they sum to 1. Empty where none has a ratio.
std::vector<double> wishes_of(const std::vector<BallFlow>& flows) {
  double best = 0;
  for (const BallFlow& flow : flows) best = std::max(best, flow.ratio);
  if (!(best > 0)) return {};
  std::vector<double> wishes;
  double sum = 0;
  for (const BallFlow& flow : flows) sum += wishes.emplace_back(std::max(0.0, flow.ratio / best - far_worse));
  for (double& wish : wishes) wish /= sum;
  return wishes;
}

}  // namespace

BallFlow blend(const std::vector<BallFlow>& flows, std::size_t edges) {
  const std::vector<double> wishes = wishes_of(flows);
  BallFlow one;
  if (wishes.empty()) return one;
  std::vector<double> loads(edges, 0.0);
  for (std::size_t j = 0; j < flows.size(); ++j) {
    add_loads(flows[j], wishes[j], loads);
    one.ratio = std::max(one.ratio, flows[j].ratio);
  }
  for (std::size_t e = 0; e < edges; ++e) {
    if (!(loads[e] > 0)) continue;
    one.edges.push_back(static_cast<std::uint32_t>(e));
    one.loads.push_back(static_cast<float>(loads[e]));
  }
  return one;
}

double FlowMix::soften(const std::vector<double>& loads, std::vector<double>& prices) const {
  const double most = largest(loads);
  double sum = 0;
  for (std::size_t e = 0; e < loads.size(); ++e) {
    const double exponent = sharpness_ * (loads[e] - most) / scale_;
    prices[e] = exponent > negligible ? core::exp(exponent) : 0.0;
    sum += prices[e];
  }
  for (double& price : prices) price /= sum;
  return most / scale_ + core::log(sum) / sharpness_;
}

void FlowMix::note_packed() {
  const double most = largest(loads_);
  if (most > 0) packed_ = std::max(packed_, 1 / most);
}

void FlowMix::sharpen(double sharpness) {
  sharpness_ = sharpness;
  if (flows_.empty()) return;
  std::size_t kept = 0;
  for (std::size_t j = 0; j < flows_.size(); ++j) {
    if (shares_[j] <= 0) continue;
    if (kept != j) flows_[kept] = std::move(flows_[j]);
    shares_[kept++] = shares_[j];
  }
  flows_.resize(kept);
  shares_.resize(kept);
  scale_ = largest(loads_);
  soft_ = soften(loads_, prices_);
}

void FlowMix::sum_up(const std::vector<double>& shares, std::vector<double>& loads) {
  std::fill(loads.begin(), loads.end(), 0.0);
  for (std::size_t j = 0; j < flows_.size(); ++j) {
    if (shares[j] <= 0) continue;
    add_loads(flows_[j], shares[j], loads);
    work_ += flows_[j].edges.size();
  }
}

void FlowMix::add(std::vector<BallFlow> flows) {
  const std::vector<double> wishes = wishes_of(flows);
  if (wishes.empty()) return;
  std::vector<double> fresh(loads_.size(), 0.0);
  for (std::size_t j = 0; j < flows.size(); ++j) {
    add_loads(flows[j], wishes[j], fresh);
    work_ += flows[j].edges.size();
  }
  double share = 1;
  if (!flows_.empty()) {
    for (share = 0.5; share > least_mixed; share /= 2) {
      for (std::size_t e = 0; e < loads_.size(); ++e) trial_[e] = loads_[e] + share * (fresh[e] - loads_[e]);
      if (soften(trial_, trial_prices_) < soft_) break;
    }
  }
  for (double& own : shares_) own *= 1 - share;
  for (std::size_t j = 0; j < flows.size(); ++j) {
    if (wishes[j] <= 0) continue;
    shares_.push_back(share * wishes[j]);
    flows_.push_back(std::move(flows[j]));
  }
  sum_up(shares_, loads_);
  if (share >= 1) scale_ = largest(loads_);
  soft_ = soften(loads_, prices_);
  note_packed();
}

bool FlowMix::step() {
  slopes_.assign(flows_.size(), 0.0);
  double mean = 0;
  for (std::size_t j = 0; j < flows_.size(); ++j) {
    if (shares_[j] <= idle) continue;
    const BallFlow& flow = flows_[j];
    double slope = 0;
    for (std::size_t i = 0; i < flow.edges.size(); ++i) slope += prices_[flow.edges[i]] * static_cast<double>(flow.loads[i]);
    slopes_[j] = slope;
    mean += shares_[j] * slope;
    work_ += flow.edges.size();
  }
  if (!(mean > 0)) return false;
  for (int tries = 0; tries < most_tries; ++tries, pace_ *= slower) {
    trial_shares_ = shares_;
    double sum = 0;
    for (std::size_t j = 0; j < flows_.size(); ++j) {
      const double change = std::clamp(-pace_ * (slopes_[j] / mean - 1), -most_change, most_change);
      trial_shares_[j] = shares_[j] > idle ? shares_[j] * core::exp(change) : 0.0;
      sum += trial_shares_[j];
    }
    for (double& share : trial_shares_) share /= sum;
    sum_up(trial_shares_, trial_);
    const double soft = soften(trial_, trial_prices_);
    if (soft > soft_) continue;
    soft_ = soft;
    shares_.swap(trial_shares_);
    loads_.swap(trial_);
    prices_.swap(trial_prices_);
    pace_ *= faster;
    return true;
  }
  return false;
}

void FlowMix::settle(int steps) {
  for (int i = 0; i < steps && !flows_.empty() && step(); ++i) note_packed();
}

}  // namespace wangge::planning
