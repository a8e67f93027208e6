#include "engine/territory/proportional_fitting.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace wangge::territory {
namespace {

/// For each cell the entry of the margin that counts it.
std::vector<std::uint32_t> entries_of_cells(std::span<const std::size_t> shape, const std::vector<std::size_t>& axes,
                                            std::size_t cells) {
  std::vector<std::size_t> stride(shape.size(), 0);
  std::size_t size = 1;
  for (std::size_t i = axes.size(); i-- > 0;) {
    stride[axes[i]] = size;
    size *= shape[axes[i]];
  }
  std::vector<std::uint32_t> entry(cells);
  std::vector<std::size_t> at(shape.size(), 0);
  std::size_t current = 0;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    entry[cell] = static_cast<std::uint32_t>(current);
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      current += stride[axis];
      if (++at[axis] < shape[axis]) break;
      current -= stride[axis] * shape[axis];
      at[axis] = 0;
    }
  }
  return entry;
}

core::Text different_totals(const Margin& a, double sum_a, const Margin& b, double sum_b) {
  return {.zh = fmt::format("“{}”的合计为 {}，“{}”的合计为 {}：两者必须相等", a.name, sum_a, b.name, sum_b),
          .en = fmt::format("'{}' sums to {}, '{}' to {}: they must be equal", a.name, sum_a, b.name, sum_b)};
}

core::Text empty_slice(const Margin& margin, std::size_t entry) {
  return {
      .zh = fmt::format("“{}”第 {} 项要求 {}，但表中该项全为零：请允许其中某格大于零，或把该项改为 0", margin.name, entry + 1,
                        margin.totals[entry]),
      .en = fmt::format("entry {} of '{}' asks for {}, but every cell under it is zero: allow one of them or set the total to 0",
                        entry + 1, margin.name, margin.totals[entry])};
}

core::Text no_table(const Margin& margin, std::size_t entry, double sum) {
  return {.zh = fmt::format("没有一张表能同时满足这些合计：“{}”第 {} 项要求 {}，最接近的只能到 {:.1f}，因为零格挡住了其余部分",
                            margin.name, entry + 1, margin.totals[entry], sum),
          .en = fmt::format("no table meets these totals together: entry {} of '{}' asks for {}, the nearest table gives {:.1f}, "
                            "because cells that must be zero stand in the way",
                            entry + 1, margin.name, margin.totals[entry], sum)};
}

class Fitting {
 public:
  Fitting(std::span<const double> seed, std::span<const std::size_t> shape, std::span<const Margin> margins)
      : margins_(margins), cells_(seed.begin(), seed.end()) {
    for (const Margin& margin : margins) {
      entry_.push_back(entries_of_cells(shape, margin.axes, cells_.size()));
      grand_total_ = std::max(grand_total_, std::accumulate(margin.totals.begin(), margin.totals.end(), 0.0));
    }
  }

  [[nodiscard]] Fit run(const FitRules& rules) && {
    Fit fit;
    fit.contradiction = plain_contradiction();
    if (!fit.contradiction) {
      for (fit.rounds = 0; fit.rounds < rules.rounds; ++fit.rounds) {
        if (worst_gap().gap <= rules.tolerance * std::max(1.0, grand_total_)) break;
        for (std::size_t m = 0; m < margins_.size(); ++m) scale_to(m);
      }
      const Gap worst = worst_gap();
      fit.gap = worst.gap;
      if (worst.gap > rules.lenient * std::max(1.0, grand_total_)) {
        fit.contradiction = no_table(margins_[worst.margin], worst.entry, worst.sum);
      }
    }
    fit.cells = std::move(cells_);
    return fit;
  }

 private:
  struct Gap {
    double gap = 0;
    std::size_t margin = 0;
    std::size_t entry = 0;
    double sum = 0;
  };

  [[nodiscard]] std::vector<double> sums_under(std::size_t m) const {
    std::vector<double> sums(margins_[m].totals.size(), 0.0);
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) sums[entry_[m][cell]] += cells_[cell];
    return sums;
  }

  void scale_to(std::size_t m) {
    std::vector<double> factor = sums_under(m);
    for (std::size_t i = 0; i < factor.size(); ++i) factor[i] = factor[i] > 0 ? margins_[m].totals[i] / factor[i] : 0.0;
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) cells_[cell] *= factor[entry_[m][cell]];
  }

  [[nodiscard]] Gap worst_gap() const {
    Gap worst;
    for (std::size_t m = 0; m < margins_.size(); ++m) {
      const std::vector<double> sums = sums_under(m);
      for (std::size_t i = 0; i < sums.size(); ++i) {
        const double gap = std::abs(sums[i] - margins_[m].totals[i]);
        if (gap > worst.gap) worst = {gap, m, i, sums[i]};
      }
    }
    return worst;
  }

  [[nodiscard]] std::optional<core::Text> plain_contradiction() const {
    for (std::size_t m = 0; m < margins_.size(); ++m) {
      const double first = std::accumulate(margins_[0].totals.begin(), margins_[0].totals.end(), 0.0);
      const double own = std::accumulate(margins_[m].totals.begin(), margins_[m].totals.end(), 0.0);
      if (std::abs(first - own) > 1e-9 * std::max(1.0, grand_total_)) {
        return different_totals(margins_[0], first, margins_[m], own);
      }
      const std::vector<double> sums = sums_under(m);
      for (std::size_t i = 0; i < sums.size(); ++i) {
        if (margins_[m].totals[i] > 0 && !(sums[i] > 0)) return empty_slice(margins_[m], i);
      }
    }
    return std::nullopt;
  }

  std::span<const Margin> margins_;
  std::vector<double> cells_;
  std::vector<std::vector<std::uint32_t>> entry_;
  double grand_total_ = 0;
};

}  // namespace

Fit fit_proportionally(std::span<const double> seed, std::span<const std::size_t> shape, std::span<const Margin> margins,
                       const FitRules& rules) {
  assert(std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>()) == seed.size());
  return Fitting(seed, shape, margins).run(rules);
}

std::vector<double> fitted_cells(Fit fit) {
  if (fit.contradiction) throw core::Error(core::ErrorCode::input, *std::move(fit.contradiction));
  return std::move(fit.cells);
}

}  // namespace wangge::territory
