#include "engine/siting/location/max_cover_relaxation.h"

#include <algorithm>
#include <utility>

namespace wangge::siting {

MaxCoverRelaxation::MaxCoverRelaxation(const CoverSets& sets, std::vector<double> weights, double busy, const ChoiceRules& rules,
                                       bool whole, Effort& effort)
    : sets_(sets),
      weights_(std::move(weights)),
      busy_(busy),
      whole_(whole),
      effort_(effort),
      search_(sets, weights_, busy, rules, effort) {}

double MaxCoverRelaxation::price(std::span<const double> prices) {
  values_.assign(sets_.sites(), 0);
  double sum = 0;
  for (std::size_t demand = 0; demand < prices.size(); ++demand) {
    const double price = prices[demand];
    const std::span<const std::uint32_t> sites = sets_.of_demand(demand);
    sum += weights_[demand];
    for (std::uint32_t k = 0; k < sites.size() && search_.marginal(demand, k) > price; ++k)
      sum += price - search_.marginal(demand, k);
    if (price <= 0) continue;
    for (const std::uint32_t site : sites) values_[site] -= price;
  }
  effort_.spend(sets_.pairs());
  return sum;
}

const std::vector<double>& MaxCoverRelaxation::slopes(std::span<const std::uint32_t> chosen, std::span<const double> prices) {
  slopes_.assign(prices.size(), 0);
  for (std::size_t demand = 0; demand < prices.size(); ++demand) {
    const std::size_t most = sets_.of_demand(demand).size();
    std::uint32_t wanted = 0;
    while (wanted < most && search_.marginal(demand, wanted) > prices[demand]) ++wanted;
    slopes_[demand] = wanted;
  }
  for (const std::uint32_t site : chosen) {
    for (const std::uint32_t demand : sets_.of_site(site)) slopes_[demand] -= 1;
    effort_.spend(sets_.of_site(site).size());
  }
  effort_.spend(prices.size());
  return slopes_;
}

std::vector<double> MaxCoverRelaxation::first_prices(std::span<const std::uint32_t> chosen) {
  std::vector<std::uint32_t> reached(sets_.demands(), 0);
  for (const std::uint32_t site : chosen) {
    for (const std::uint32_t demand : sets_.of_site(site)) ++reached[demand];
  }
  std::vector<double> prices(sets_.demands(), 0);
  for (std::size_t demand = 0; demand < prices.size(); ++demand) {
    const std::uint32_t before = reached[demand] == 0 ? 0 : reached[demand] - 1;
    prices[demand] = search_.marginal(demand, before) / static_cast<double>(1 + reached[demand]);
  }
  return prices;
}

}  // namespace wangge::siting
