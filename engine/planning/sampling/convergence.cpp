#include "engine/planning/sampling/convergence.h"

#include "engine/core/math.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace wangge::planning {
namespace {

using Chains = std::vector<std::vector<double>>;

/// First and last half of each chain; the middle draw of an odd number is left out.
Chains halves(std::span<const std::vector<double>> chains) {
  Chains split;
  for (const std::vector<double>& chain : chains) {
    assert(chain.size() == chains.front().size());
    const auto half = static_cast<std::ptrdiff_t>(chain.size() / 2);
    split.emplace_back(chain.begin(), chain.begin() + half);
    split.emplace_back(chain.end() - half, chain.end());
  }
  return split;
}

/// Each draw becomes the normal score of its rank among all; equal draws share their mean rank (Blom 1958).
Chains normal_scores(const Chains& chains) {
  struct Place {
    double value;
    std::size_t chain, at;
  };
  std::vector<Place> places;
  for (std::size_t chain = 0; chain < chains.size(); ++chain) {
    for (std::size_t at = 0; at < chains[chain].size(); ++at) places.push_back({chains[chain][at], chain, at});
  }
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.value < b.value; });
  const auto count = static_cast<double>(places.size());
  Chains scores = chains;
  for (std::size_t i = 0; i < places.size();) {
    std::size_t end = i;
    while (end < places.size() && !(places[i].value < places[end].value)) ++end;
    const double rank = 0.5 * static_cast<double>(i + 1 + end);
    const double score = core::inverse_normal((rank - 0.375) / (count + 0.25));
    for (; i < end; ++i) scores[places[i].chain][places[i].at] = score;
  }
  return scores;
}

Chains folded(const Chains& chains) {
  std::vector<double> all;
  for (const auto& chain : chains) all.insert(all.end(), chain.begin(), chain.end());
  std::sort(all.begin(), all.end());
  const double median = 0.5 * (all[(all.size() - 1) / 2] + all[all.size() / 2]);
  Chains distances = chains;
  for (auto& chain : distances) {
    for (double& draw : chain) draw = std::abs(draw - median);
  }
  return distances;
}

struct Spread {
  std::vector<double> means;
  double within = 0;  ///< mean variance of a chain
  double all = 0;     ///< of the draws of all chains, as estimated from both
};

Spread spread_of(const Chains& chains) {
  Spread spread;
  const auto draws = static_cast<double>(chains.front().size());
  for (const auto& chain : chains) {
    const double mean = std::accumulate(chain.begin(), chain.end(), 0.0) / draws;
    double squares = 0;
    for (const double draw : chain) squares += (draw - mean) * (draw - mean);
    spread.means.push_back(mean);
    spread.within += squares / (draws - 1);
  }
  const auto count = static_cast<double>(chains.size());
  spread.within /= count;
  const double mean = std::accumulate(spread.means.begin(), spread.means.end(), 0.0) / count;
  double between = 0;
  for (const double own : spread.means) between += (own - mean) * (own - mean);
  spread.all = spread.within * (draws - 1) / draws + between / (count - 1);
  return spread;
}

double ratio(const Chains& chains) {
  const Spread spread = spread_of(chains);
  if (!(spread.all > 0)) return 1;  // equal draws everywhere: nothing disagrees
  return std::sqrt(spread.all / spread.within);
}

double correlation(const Chains& chains, const Spread& spread, std::size_t lag) {
  double covariance = 0;
  for (std::size_t c = 0; c < chains.size(); ++c) {
    const auto& chain = chains[c];
    double sum = 0;
    for (std::size_t i = 0; i + lag < chain.size(); ++i) sum += (chain[i] - spread.means[c]) * (chain[i + lag] - spread.means[c]);
    covariance += sum / static_cast<double>(chain.size());
  }
  return 1 - (spread.within - covariance / static_cast<double>(chains.size())) / spread.all;
}

double effective(const Chains& chains) {
  const Spread spread = spread_of(chains);
  const double draws = static_cast<double>(chains.size() * chains.front().size());
  double pairs = 1 + correlation(chains, spread, 1);
  double last = pairs;
  for (std::size_t lag = 2; lag + 1 < chains.front().size() && last > 0; lag += 2) {
    const double pair = correlation(chains, spread, lag) + correlation(chains, spread, lag + 1);
    if (pair < 0) break;
    last = std::min(last, pair);
    pairs += last;
  }
  const double longest_gain = core::log(10.0) / core::log(draws);
  return draws / std::max(2 * pairs - 1, longest_gain);
}

bool too_little(const Chains& chains) {
  if (chains.empty() || chains.front().size() < 2) return true;
  const double first = chains.front().front();
  return std::all_of(chains.begin(), chains.end(), [&](const auto& chain) {
    return std::all_of(chain.begin(), chain.end(), [&](double draw) { return !(draw < first || draw > first); });
  });
}

/// Of the indicators of both tails, which tell how well their quantiles are known.
double effective_in_tails(const Chains& chains, double otherwise) {
  std::vector<double> all;
  for (const auto& chain : chains) all.insert(all.end(), chain.begin(), chain.end());
  std::sort(all.begin(), all.end());
  double least = otherwise;
  bool found = false;
  for (const double share : {0.05, 0.95}) {
    const double limit = all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
    Chains below = chains;
    for (auto& chain : below) {
      for (double& draw : chain) draw = draw <= limit ? 1 : 0;
    }
    if (too_little(below)) continue;
    least = found ? std::min(least, effective(below)) : effective(below);
    found = true;
  }
  return least;
}

}  // namespace

std::optional<Convergence> convergence(std::span<const std::vector<double>> chains) {
  const Chains split = halves(chains);
  if (too_little(split)) return std::nullopt;
  const Chains scores = normal_scores(split);
  Convergence found{.r_hat = std::max(ratio(scores), ratio(normal_scores(folded(split)))), .effective = effective(scores)};
  found.effective_tail = effective_in_tails(split, found.effective);
  return found;
}

std::optional<double> effective_draws(std::span<const std::vector<double>> chains) {
  const Chains split = halves(chains);
  if (too_little(split)) return std::nullopt;
  return effective(split);
}

}  // namespace wangge::planning
