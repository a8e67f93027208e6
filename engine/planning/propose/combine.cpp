#include "engine/planning/propose/combine.h"

#include "engine/core/math.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace wangge::planning {
namespace {

constexpr std::size_t steps_a_parcel = 2000;
constexpr std::size_t least_steps = 20'000;
constexpr std::size_t most_steps = 400'000;

/// Terms that have a ceiling. The change against today is no ground for comparison.
constexpr std::array capped_terms = {
    AimTerm::excess,    AimTerm::deviation,           AimTerm::border, AimTerm::open_gap, AimTerm::bulk,
    AimTerm::compounds, AimTerm::compound_households, AimTerm::travel, AimTerm::members,  AimTerm::organisations};

class Combination {
 public:
  Combination(const std::vector<std::vector<CombineOption>>& options, double margin)
      : options_(options), chosen_(options.size(), 0) {
    for (const auto& own : options) {
      if (own.size() > 1) cost_ += own.front().cost;
      for (std::size_t i = 0; i < aim_term_count; ++i) sum_[i] += own.front().terms[i];
      largest_ = std::max(largest_, own.front().terms[at(AimTerm::deviation_max)]);
    }
    cap_ = sum_;
    cap_[at(AimTerm::travel)] *= 1 - margin;
    scale_ = sum_;
    // The gap is near zero over all parcels: it is weighed by the border.
    scale_[at(AimTerm::open_gap)] = sum_[at(AimTerm::border)];
    cost_scale_ = std::max(1e-9, std::abs(cost_));
  }

  /// How far sums are above their ceilings, as shares of them.
  [[nodiscard]] double above(const AimTerms& sum) const {
    double total = 0;
    for (const AimTerm term : capped_terms) {
      const double over = sum[at(term)] - cap_[at(term)];
      if (over > 1e-9 * std::abs(scale_[at(term)])) total += over / std::max(1e-9, scale_[at(term)]);
    }
    return total;
  }

  /// An option of a parcel whose largest deviation is above that of all first options is not to be had.
  [[nodiscard]] bool allowed(std::size_t parcel, std::size_t option) const {
    return options_[parcel][option].terms[at(AimTerm::deviation_max)] <= largest_ * (1 + 1e-12);
  }

  [[nodiscard]] AimTerms with(std::size_t parcel, std::size_t option) const {
    AimTerms next = sum_;
    const AimTerms& out = options_[parcel][chosen_[parcel]].terms;
    const AimTerms& in = options_[parcel][option].terms;
    for (std::size_t i = 0; i < aim_term_count; ++i) next[i] += in[i] - out[i];
    return next;
  }

  /// Relative, so that the price of a share above a ceiling compares.
  [[nodiscard]] double cost_with(std::size_t parcel, std::size_t option) const {
    return (cost_ + options_[parcel][option].cost - options_[parcel][chosen_[parcel]].cost) / cost_scale_;
  }

  void take(std::size_t parcel, std::size_t option, const AimTerms& sum) {
    cost_ += options_[parcel][option].cost - options_[parcel][chosen_[parcel]].cost;
    sum_ = sum;
    chosen_[parcel] = option;
  }

  [[nodiscard]] double cost() const { return cost_ / cost_scale_; }
  [[nodiscard]] const AimTerms& sum() const { return sum_; }
  [[nodiscard]] const std::vector<std::size_t>& chosen() const { return chosen_; }

 private:
  const std::vector<std::vector<CombineOption>>& options_;
  std::vector<std::size_t> chosen_;
  AimTerms sum_{}, cap_{}, scale_{};
  double largest_ = 0;
  double cost_ = 0;
  double cost_scale_ = 1;
};

}  // namespace

std::vector<std::size_t> combine_no_worse(const std::vector<std::vector<CombineOption>>& options, double margin,
                                          core::Stream& luck) {
  std::vector<std::size_t> best(options.size(), 0);
  std::vector<std::size_t> free;
  for (std::size_t parcel = 0; parcel < options.size(); ++parcel) {
    if (options[parcel].size() > 1) free.push_back(parcel);
  }
  if (free.empty()) return best;
  Combination state(options, margin);
  double best_cost = state.cost();
  const std::size_t steps = std::clamp(steps_a_parcel * free.size(), least_steps, most_steps);
  double temperature = 0.2 / static_cast<double>(free.size());
  const double cooling = core::exp(core::log(0.001) / static_cast<double>(steps));
  double price = 3;
  const double rise = core::exp(core::log(300.0) / static_cast<double>(steps));
  double above = state.above(state.sum());
  for (std::size_t step = 0; step < steps; ++step, temperature *= cooling, price *= rise) {
    const std::size_t parcel = free[luck.below(static_cast<std::uint32_t>(free.size()))];
    const std::size_t option = luck.below(static_cast<std::uint32_t>(options[parcel].size()));
    if (option == state.chosen()[parcel] || !state.allowed(parcel, option)) continue;
    const AimTerms next = state.with(parcel, option);
    const double next_above = state.above(next);
    const double change = state.cost_with(parcel, option) - state.cost() + price * (next_above - above);
    if (change > 0 && change >= -temperature * core::log(luck.uniform_open())) continue;
    state.take(parcel, option, next);
    above = next_above;
    if (above > 0 || state.cost() >= best_cost) continue;
    best_cost = state.cost();
    best = state.chosen();
  }
  return best;
}

}  // namespace wangge::planning
