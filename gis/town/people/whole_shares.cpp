#include "gis/town/people/whole_shares.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace wangge::town {
namespace {

std::int64_t low_of(const ShareBounds& bounds, std::size_t i) { return bounds.low.empty() ? 0 : bounds.low[i]; }
std::int64_t high_of(const ShareBounds& bounds, std::size_t i) {
  return bounds.high.empty() ? std::numeric_limits<std::int64_t>::max() / 4 : bounds.high[i];
}

/// The scale s at which the clipped s * weight sum to the total, and those quotas.
std::vector<double> clipped_quotas(std::int64_t total, std::span<const double> weights, const ShareBounds& bounds) {
  const std::size_t count = weights.size();
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  // A weight of zero only takes what nobody else can.
  const double least = sum > 0 ? sum / static_cast<double>(count) * 1e-9 : 1.0;
  std::vector<double> low(count), high(count), quota(count);
  for (std::size_t i = 0; i < count; ++i) {
    low[i] = static_cast<double>(low_of(bounds, i));
    high[i] = std::min(static_cast<double>(total), static_cast<double>(high_of(bounds, i)));
  }
  const auto fill = [&](double scale) {
    double filled = 0;
    for (std::size_t i = 0; i < count; ++i) {
      quota[i] = std::max(low[i], std::min(high[i], scale * std::max(weights[i], least)));
      filled += quota[i];
    }
    return filled;
  };
  const double goal = static_cast<double>(total);
  double scale = goal / std::max(sum, least * static_cast<double>(count));
  if (bounds.low.empty() && bounds.high.empty()) {
    fill(scale);
    return quota;
  }
  double below = 0;
  double above = scale;
  while (fill(above) < goal && above < 1e30) {
    below = above;
    above *= 2;
  }
  for (int i = 0; i < 48; ++i) {
    scale = (below + above) / 2;
    const double filled = fill(scale);
    if (std::abs(filled - goal) < 1e-7) return quota;
    (filled < goal ? below : above) = scale;
  }
  fill(above);
  return quota;
}

/// Adds or takes ones, in the given order and round again, until the sum is right.
void mend(std::vector<std::int64_t>& shares, std::int64_t total, const ShareBounds& bounds, std::span<const std::size_t> order) {
  std::int64_t missing = total - std::accumulate(shares.begin(), shares.end(), std::int64_t{0});
  while (missing != 0) {
    const std::int64_t before = missing;
    for (std::size_t k = 0; k < order.size() && missing != 0; ++k) {
      const std::size_t i = missing > 0 ? order[k] : order[order.size() - 1 - k];
      if (missing > 0 && shares[i] < high_of(bounds, i)) {
        ++shares[i];
        --missing;
      } else if (missing < 0 && shares[i] > low_of(bounds, i)) {
        --shares[i];
        ++missing;
      }
    }
    assert(missing != before && "the bounds leave room for the total");
    if (missing == before) return;
  }
}

}  // namespace

std::vector<std::int64_t> bounded_shares(std::int64_t total, std::span<const double> weights, const ShareBounds& bounds) {
  if (weights.empty()) return {};
  const std::vector<double> quota = clipped_quotas(total, weights, bounds);
  std::vector<std::int64_t> shares(quota.size());
  std::vector<double> remainder(quota.size());
  for (std::size_t i = 0; i < quota.size(); ++i) {
    // A quota a hair below a whole number is that number.
    shares[i] = std::min(high_of(bounds, i), static_cast<std::int64_t>(std::floor(quota[i] + 1e-7)));
    remainder[i] = weights[i] > 0 ? quota[i] - static_cast<double>(shares[i]) : -1;
  }
  std::vector<std::size_t> order(quota.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return remainder[a] > remainder[b] + 1e-7; });
  mend(shares, total, bounds, order);
  return shares;
}

std::vector<std::int64_t> lucky_shares(std::int64_t total, std::span<const double> weights, const ShareBounds& bounds,
                                       core::Stream& luck) {
  if (weights.empty()) return {};
  const std::vector<double> quota = clipped_quotas(total, weights, bounds);
  std::vector<std::int64_t> shares(quota.size());
  double sum = luck.uniform();
  for (std::size_t i = 0; i < quota.size(); ++i) {
    const double before = std::floor(sum);
    sum += quota[i];
    shares[i] = std::clamp(static_cast<std::int64_t>(std::floor(sum) - before), low_of(bounds, i), high_of(bounds, i));
  }
  std::vector<std::size_t> order(quota.size());
  const std::size_t first = luck.below(static_cast<std::uint32_t>(quota.size()));
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = (first + i) % order.size();
  mend(shares, total, bounds, order);
  return shares;
}

}  // namespace wangge::town
