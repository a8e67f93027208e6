#include "engine/planning/exact/part_tables.h"

#include <algorithm>
#include <cmath>

namespace wangge::planning {
namespace {

constexpr std::int16_t ceiling = 24000;    ///< of a value; a step adds at most 4,000
constexpr std::int64_t most_hint = 10000;  ///< ticks of the cuts of interest
constexpr std::int64_t most_price = 2000;
constexpr double most_gains = 20000;  ///< sum of positive prices: no value falls below its negative
constexpr int most_step_cost = 4000;

std::int64_t floor_of(std::int64_t value, std::int64_t unit) { return value / unit - (value % unit < 0 ? 1 : 0); }

std::int64_t ceiling_of(std::int64_t value, std::int64_t unit) { return -floor_of(-value, unit); }

struct Rounding {
  std::int64_t above = 0;
  std::int64_t below = 0;
};

std::int64_t nearest(std::int64_t weight, std::int64_t bucket) { return (weight + bucket / 2) / bucket; }

Rounding rounding_of(std::span<const FrontierStep> steps, std::int64_t bucket) {
  Rounding sum;
  for (const FrontierStep& step : steps) {
    const std::int64_t error = step.weight - nearest(step.weight, bucket) * bucket;
    sum.above += std::max<std::int64_t>(0, error);
    sum.below += std::max<std::int64_t>(0, -error);
  }
  return sum;
}

}  // namespace

PartTables::PartTables(std::span<const FrontierStep> steps, const PartRange& range, const TableGrain& grain)
    : steps_(steps), range_(range), bucket_(grain.bucket), above_(steps.size() + 1, 0), below_(steps.size() + 1, 0) {
  // An even number of ticks where a cut of 1 has at least two, so that halves are whole.
  numerator_ = most_hint / grain.cost_hint / 2 * 2;
  if (numerator_ == 0) {
    numerator_ = most_hint;
    denominator_ = grain.cost_hint;
  }
  for (std::size_t i = steps.size(); i-- > 0;) {
    const Rounding error = rounding_of(steps.subspan(i, 1), bucket_);
    above_[i] = above_[i + 1] + error.above;
    below_[i] = below_[i + 1] + error.below;
  }
  for (const FrontierStep& step : steps) rounded_.push_back(nearest(step.weight, bucket_));
  lowest_ = floor_of(range.min - above_[0], bucket_);
  highest_ = ceiling_of(range.max + below_[0], bucket_) + 1;
  buckets_ = static_cast<std::size_t>(highest_ + 1);
  complete_.assign(buckets_, ceiling);
  for (std::int64_t b = std::max<std::int64_t>(0, lowest_); b <= highest_; ++b) complete_[static_cast<std::size_t>(b)] = 0;
  layers_.resize(steps.size() + 1);
  for (std::size_t i = 0; i < steps.size(); ++i) layers_[i].resize(buckets_ << steps[i].width_before);
  unopened_.assign(steps.size() + 1, ceiling);
  prices_left_.assign(steps.size() + 1, 0);
}

std::uint64_t PartTables::bytes(std::span<const FrontierStep> steps, const PartRange& range, std::int64_t bucket) {
  const std::int64_t highest = ceiling_of(range.max + rounding_of(steps, bucket).below, bucket) + 1;
  std::uint64_t rows = 0;
  for (const FrontierStep& step : steps) rows += std::uint64_t{1} << step.width_before;
  return rows * static_cast<std::uint64_t>(highest + 1) * sizeof(Tick);
}

void PartTables::fill(std::span<const double> prices) {
  given_prices_.assign(prices.begin(), prices.end());
  double gains = 0;
  for (const double price : prices) gains += std::max(0.0, price);
  const double scale = gains > most_gains ? most_gains / gains : 1.0;
  prices_.clear();
  for (const double price : prices) {
    prices_.push_back(std::clamp(static_cast<std::int64_t>(std::floor(price * scale)), -most_price, most_price));
  }
  for (std::size_t step = steps_.size(); step-- > 0;) {
    prices_left_[step] = prices_left_[step + 1] + prices_[step];
    fill_layer(step);
  }
}

PartTables::StepCost PartTables::step_cost(std::size_t step, std::uint32_t slots) const {
  std::int64_t held = 0;
  std::int64_t others = 0;
  for (const FrontierStep::Earlier& earlier : steps_[step].earlier) {
    ((slots >> earlier.slot & 1U) != 0 ? held : others) += half_cost(earlier.weight);
  }
  const auto most = std::int64_t{most_step_cost};
  return {static_cast<int>(std::min(held, most)), static_cast<int>(std::min(others, most / 2) - prices_[step])};
}

std::uint32_t PartTables::slots_after(const FrontierStep& step, std::uint32_t slots) {
  std::uint32_t after = 0;
  for (std::size_t i = 0; i < step.kept.size(); ++i) after |= (slots >> step.kept[i] & 1U) << i;
  return after;
}

void PartTables::fill_layer(std::size_t step) {
  const FrontierStep& now = steps_[step];
  const std::uint32_t own = now.stays ? 1U << now.kept.size() : 0;
  const auto jump = static_cast<std::size_t>(std::min<std::int64_t>(rounded_[step], highest_ + 1));
  for (std::uint32_t slots = 1; slots >> now.width_before == 0; ++slots) {
    const StepCost cost = step_cost(step, slots);
    const std::uint32_t after = slots_after(now, slots);
    const Tick* without = row(step + 1, after);
    const Tick* with = row(step + 1, after | own);
    Tick* out = layers_[step].data() + slots * buckets_;
    const auto cost_without = static_cast<Tick>(cost.without);
    const auto cost_with = static_cast<Tick>(cost.with);
    for (std::size_t b = 0; b + jump < buckets_; ++b) {
      const auto a = static_cast<Tick>(without[b] + cost_without);
      const auto c = static_cast<Tick>(with[b + jump] + cost_with);
      out[b] = std::min(std::min(a, c), ceiling);
    }
    for (std::size_t b = buckets_ - jump; b < buckets_; ++b) {
      out[b] = std::min(static_cast<Tick>(without[b] + cost_without), ceiling);
    }
  }
  unopened_[step] = std::min(unopened_[step + 1], taken(step, 0, 0));
}

std::int64_t PartTables::taken(std::size_t step, std::uint32_t slots, std::int64_t bucket) const {
  const FrontierStep& now = steps_[step];
  const std::int64_t next = bucket + rounded_[step];
  if (next > highest_) return ceiling;
  const std::uint32_t own = now.stays ? 1U << now.kept.size() : 0;
  return row(step + 1, slots_after(now, slots) | own)[next] + step_cost(step, slots).with;
}

std::int64_t PartTables::open(std::size_t steps, std::uint32_t slots, std::int64_t weight) const {
  // Both ends of the window, made narrower by the errors that lie behind, are looked up: the first as far down as the
  // window reaches, the second as far up. Either is a bound; see the class.
  const std::int64_t down = ceiling_of(bucket_ * lowest_ + weight - range_.min + above_[steps], bucket_);
  const std::int64_t up = std::min(highest_, floor_of(bucket_ * highest_ + weight - range_.max - below_[steps], bucket_));
  const Tick* values = row(steps, slots);
  std::int64_t bound = values[up];
  if (down >= 0) bound = std::max<std::int64_t>(bound, values[down]);
  return bound;
}

std::vector<bool> PartTables::cheapest_part() const {
  std::vector<bool> in(steps_.size(), false);
  std::uint32_t slots = 0;
  std::int64_t bucket = 0;
  bool opened = false;
  for (std::size_t step = 0; step < steps_.size(); ++step) {
    const std::int64_t with = taken(step, slots, bucket);
    const std::uint32_t after = slots_after(steps_[step], slots);
    const std::int64_t without = opened ? row(step + 1, after)[bucket] + step_cost(step, slots).without : unopened_[step + 1];
    in[step] = with <= without;
    slots = after;
    if (in[step]) {
      opened = true;
      bucket += rounded_[step];
      slots |= steps_[step].stays ? 1U << steps_[step].kept.size() : 0;
    }
    if (opened && slots == 0) break;
  }
  return in;
}

std::int64_t PartTables::cut_of_ticks(std::int64_t ticks) const { return ceiling_of(ticks * denominator_, numerator_); }

}  // namespace wangge::planning
