#include "engine/siting/location/median_relaxation.h"

#include <algorithm>
#include <utility>

namespace wangge::siting {

MedianRelaxation::MedianRelaxation(NearestLists& lists, Interchange& interchange, const ChoiceRules& rules, bool whole,
                                   Effort& effort)
    : lists_(lists), interchange_(interchange), rules_(rules), whole_(whole), effort_(effort) {}

double MedianRelaxation::price(std::span<const double> prices) {
  values_.assign(lists_.sites(), 0);
  double sum = 0;
  std::uint64_t looks = 0;
  for (std::size_t demand = 0; demand < prices.size(); ++demand) {
    const double price = prices[demand];
    sum += price;
    for (const Near& near : lists_.below(demand, price)) {
      if (near.cost >= price) break;
      values_[near.site] += near.cost - price;
      ++looks;
    }
  }
  effort_.spend(looks + prices.size());
  return sum;
}

const std::vector<double>& MedianRelaxation::slopes(std::span<const std::uint32_t> chosen, std::span<const double> prices) {
  slopes_.assign(prices.size(), 1);
  for (const std::uint32_t site : chosen) lists_.count_below(site, prices, slopes_);
  effort_.spend(chosen.size() * prices.size() / 4);
  return slopes_;
}

std::vector<double> MedianRelaxation::first_prices(std::span<const std::uint32_t> chosen) {
  std::vector<double> prices(lists_.demands());
  for (std::size_t demand = 0; demand < prices.size(); ++demand) {
    double first = lists_.unserved(demand);
    double second = first;
    for (const std::uint32_t site : chosen) {
      const double cost = lists_.cost(site, demand);
      if (cost < first)
        second = std::exchange(first, cost);
      else
        second = std::min(second, cost);
    }
    // Where only one site is near, the second says nothing.
    prices[demand] = first + 0.5 * (std::min(second, 3 * first) - first);
  }
  return prices;
}

std::optional<SiteSetCost> MedianRelaxation::polish(const SiteSetCost& best, std::uint64_t work) {
  core::Stream luck(effort_.limits().seed, 0, "siting.shake", polished_++);
  const std::uint64_t end = effort_.work() + work;
  SiteSetCost found = best;
  // A small problem needs few rounds, whatever it may spend.
  for (std::size_t round = 0; round < 20 + 4 * best.sites.size() && effort_.work() < end && !effort_.over(); ++round) {
    const std::size_t swaps = 2 + luck.below(3);
    SiteSetCost next = interchange_.descend(interchange_.shaken(found.sites, swaps, luck));
    if (next.cost <= found.cost) found = std::move(next);
  }
  return found;
}

std::optional<SiteSetCost> MedianRelaxation::improve(const SiteSet& chosen) {
  if (chosen.empty() || !rules_.keeps(chosen)) return std::nullopt;
  return interchange_.descend(chosen);
}

}  // namespace wangge::siting
