#include "engine/queueing/busy_sets.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace wangge::queueing {
namespace {

constexpr std::size_t most_low = 6;
constexpr std::size_t block_size = std::size_t{1} << most_low;

/// value[S] becomes the sum over all subsets of S.
void sum_over_subsets(std::vector<double>& value) {
  for (std::size_t step = 1; step < value.size(); step *= 2) {
    for (std::size_t start = 0; start < value.size(); start += 2 * step) {
      for (std::size_t i = start; i < start + step; ++i) value[i + step] += value[i];
    }
  }
}

/// The set without room for `unit`.
std::size_t squeezed(std::size_t set, std::size_t unit) {
  const std::size_t below = (std::size_t{1} << unit) - 1;
  return (set & below) | ((set >> 1U) & ~below);
}

std::size_t count(std::size_t set) { return static_cast<std::size_t>(std::popcount(set)); }

}  // namespace

BusySets::BusySets(const HypercubeQuestion& question)
    : units_(question.service_rates.size()), low_(std::min(units_, most_low)), service_(question.service_rates.values()) {
  fill_rates(question);
  fill_outflow(question);
  double offered = 0;
  for (const double rate : question.rates) offered += rate;
  double capacity = 0;
  for (const double rate : service_) capacity += rate;
  const double odds = std::min(9.0, offered / capacity);
  std::vector<double> level(units_ + 1, 1.0);
  for (std::size_t k = 1; k <= units_; ++k) level[k] = level[k - 1] * odds;
  chance_.resize(std::size_t{1} << units_);
  for (std::size_t set = 0; set < chance_.size(); ++set) chance_[set] = level[count(set)];
  balance_levels();
}

std::size_t BusySets::memory(std::size_t units) {
  const std::size_t sets = std::size_t{1} << units;
  return sizeof(double) * (sets * units / 2 + 3 * sets);
}

void BusySets::fill_rates(const HypercubeQuestion& question) {
  const std::size_t sets = std::size_t{1} << units_;
  const std::size_t per_block = std::size_t{1} << low_;
  first_rate_.resize(sets / per_block);
  std::size_t total = 0;
  for (std::size_t block = 0; block < first_rate_.size(); ++block) {
    first_rate_[block] = total;
    total += per_block * count(block) + per_block * low_ / 2;
  }
  rate_.resize(total);
  std::vector<double> into(sets / 2);
  for (std::size_t unit = 0; unit < units_; ++unit) {
    // A call is taken by the unit where all that its list has before it are busy, whoever else is.
    std::fill(into.begin(), into.end(), 0.0);
    for (const AtomId atom : core::ids<AtomId>(question.rates.size())) {
      std::size_t before = 0;
      for (const UnitId asked : question.preferences[atom]) {
        if (asked.value() == unit) {
          into[squeezed(before, unit)] += question.rates[atom];
          break;
        }
        before |= std::size_t{1} << asked.value();
      }
    }
    sum_over_subsets(into);
    place_rates(unit, into);
  }
}

/// `into`: calls per unit of time that the unit takes, by the set of the other busy units.
void BusySets::place_rates(std::size_t unit, const std::vector<double>& into) {
  const std::size_t per_block = std::size_t{1} << low_;
  const std::size_t bit = std::size_t{1} << unit;
  for (std::size_t block = 0; block < first_rate_.size(); ++block) {
    const std::size_t first_set = block << low_;
    double* rates = rate_.data() + first_rate_[block];
    if (unit >= low_) {
      if ((first_set & bit) == 0) continue;
      rates += per_block * count(block & ((bit >> low_) - 1));
      for (std::size_t i = 0; i < per_block; ++i) rates[i] = into[squeezed(first_set + i, unit)];
      continue;
    }
    rates += per_block * count(block);
    for (std::size_t i = 0; i < per_block; ++i) {
      if ((i & bit) != 0) rates[count(i & (bit - 1))] = into[squeezed(first_set + i, unit)];
      rates += count(i);
    }
  }
}

void BusySets::fill_outflow(const HypercubeQuestion& question) {
  // Calls that are lost: those whose whole list is busy.
  per_outflow_.assign(std::size_t{1} << units_, 0.0);
  double offered = 0;
  for (const AtomId atom : core::ids<AtomId>(question.rates.size())) {
    std::size_t listed = 0;
    for (const UnitId unit : question.preferences[atom]) listed |= std::size_t{1} << unit.value();
    per_outflow_[listed] += question.rates[atom];
    offered += question.rates[atom];
  }
  per_outflow_.back() = 0;
  sum_over_subsets(per_outflow_);
  for (std::size_t set = 0; set < per_outflow_.size(); ++set) {
    double outflow = set + 1 == per_outflow_.size() ? 0 : std::max(0.0, offered - per_outflow_[set]);
    for (std::size_t rest = set; rest != 0; rest &= rest - 1)
      outflow += service_[static_cast<std::size_t>(std::countr_zero(rest))];
    per_outflow_[set] = 1 / outflow;
  }
}

/// Flow into the sets of a block that changes one of the units above the low ones.
void BusySets::gather_high(std::size_t block, const double* rates, double* inflow) const {
  const std::size_t per_block = std::size_t{1} << low_;
  const double* here = chance_.data() + (block << low_);
  std::fill(inflow, inflow + per_block, 0.0);
  for (std::size_t unit = low_; unit < units_; ++unit) {
    const std::size_t bit = std::size_t{1} << unit;
    if (((block << low_) & bit) != 0) {
      const double* from = here - bit;
      for (std::size_t i = 0; i < per_block; ++i) inflow[i] += rates[i] * from[i];
      rates += per_block;
    } else {
      const double* from = here + bit;
      const double service = service_[unit];
      for (std::size_t i = 0; i < per_block; ++i) inflow[i] += service * from[i];
    }
  }
}

template <class Visit>
void BusySets::for_each_inflow(Visit visit) const {
  const std::size_t per_block = std::size_t{1} << low_;
  std::array<double, block_size> inflow{};
  for (std::size_t block = 0; block < first_rate_.size(); ++block) {
    const double* rates = rate_.data() + first_rate_[block];
    gather_high(block, rates, inflow.data());
    rates += per_block * count(block);
    const double* here = chance_.data() + (block << low_);
    for (std::size_t i = 0; i < per_block; ++i) {
      double in = inflow[i];
      for (std::size_t bit = 1; bit < per_block; bit *= 2) {
        const std::size_t unit = static_cast<std::size_t>(std::countr_zero(bit));
        in += (i & bit) != 0 ? *rates++ * here[i - bit] : service_[unit] * here[i + bit];
      }
      visit((block << low_) + i, in);
    }
  }
}

double BusySets::sweep(double relaxation) {
  double missing = 0;
  double flow = 0;
  for_each_inflow([&](std::size_t set, double in) {
    const double change = in * per_outflow_[set] - chance_[set];
    missing += std::abs(change) / per_outflow_[set];
    flow += in;
    chance_[set] += relaxation * change;
  });
  return missing / flow;
}

double BusySets::residual() const {
  double missing = 0;
  double flow = 0;
  for_each_inflow([&](std::size_t set, double in) {
    missing += std::abs(in - chance_[set] / per_outflow_[set]);
    flow += in;
  });
  return missing / flow;
}

void BusySets::balance_levels() {
  struct Level {
    double chance = 0;
    double up = 0;
    double down = 0;
    double scale = 1;
  };
  std::vector<Level> levels(units_ + 1);
  const std::size_t per_block = std::size_t{1} << low_;
  std::array<double, block_size> low_service{};
  for (std::size_t i = 1; i < per_block; ++i)
    low_service[i] = low_service[i & (i - 1)] + service_[static_cast<std::size_t>(std::countr_zero(i))];
  for (std::size_t block = 0; block < first_rate_.size(); ++block) {
    double high_service = 0;
    for (std::size_t rest = block; rest != 0; rest &= rest - 1)
      high_service += service_[low_ + static_cast<std::size_t>(std::countr_zero(rest))];
    for (std::size_t i = 0; i < per_block; ++i) {
      const std::size_t set = (block << low_) + i;
      Level& level = levels[count(set)];
      const double down = chance_[set] * (high_service + low_service[i]);
      level.chance += chance_[set];
      level.down += down;
      level.up += chance_[set] / per_outflow_[set] - down;
    }
  }
  for (std::size_t k = 1; k <= units_; ++k)
    levels[k].scale = levels[k].down > 0 ? levels[k - 1].scale * levels[k - 1].up / levels[k].down : 0;
  double total = 0;
  for (const Level& level : levels) total += level.scale * level.chance;
  for (std::size_t set = 0; set < chance_.size(); ++set) chance_[set] *= levels[count(set)].scale / total;
}

}  // namespace wangge::queueing
