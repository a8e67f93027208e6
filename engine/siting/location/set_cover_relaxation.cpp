#include "engine/siting/location/set_cover_relaxation.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace wangge::siting {

SetCoverRelaxation::SetCoverRelaxation(const CoverSets& sets, std::vector<double> costs, const ChoiceRules& rules, bool whole,
                                       Effort& effort)
    : sets_(sets), costs_(std::move(costs)), rules_(rules), whole_(whole), effort_(effort), status_(rules.status) {}

std::optional<std::vector<Choice>> SetCoverRelaxation::enter(std::vector<Choice> status) {
  highest_.assign(sets_.demands(), 0);
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t demand = 0; demand < sets_.demands(); ++demand) {
      std::uint32_t last = 0;
      std::size_t left = 0;
      bool covered = false;
      double least = std::numeric_limits<double>::infinity();
      for (const std::uint32_t site : sets_.of_demand(demand)) {
        if (status[site] == Choice::open) covered = true;
        if (status[site] != Choice::free) continue;
        ++left;
        last = site;
        least = std::min(least, costs_[site]);
      }
      highest_[demand] = covered ? 0 : least;
      if (covered) continue;
      if (left == 0) return std::nullopt;
      if (left > 1) continue;
      status[last] = Choice::open;
      changed = true;
    }
    effort_.spend(sets_.pairs());
  }
  status_ = status;
  return status;
}

double SetCoverRelaxation::price(std::span<const double> prices) {
  values_ = costs_;
  double sum = 0;
  for (std::size_t demand = 0; demand < prices.size(); ++demand) {
    const double price = std::min(prices[demand], highest_[demand]);
    if (price <= 0) continue;
    sum += price;
    for (const std::uint32_t site : sets_.of_demand(demand)) values_[site] -= price;
  }
  effort_.spend(sets_.pairs());
  return sum;
}

const std::vector<double>& SetCoverRelaxation::slopes(std::span<const std::uint32_t> chosen, std::span<const double> /*prices*/) {
  slopes_.assign(sets_.demands(), 1);
  for (const std::uint32_t site : chosen) {
    for (const std::uint32_t demand : sets_.of_site(site)) slopes_[demand] -= 1;
    effort_.spend(sets_.of_site(site).size());
  }
  return slopes_;
}

std::vector<double> SetCoverRelaxation::first_prices(std::span<const std::uint32_t> /*chosen*/) {
  std::vector<double> prices(sets_.demands(), std::numeric_limits<double>::infinity());
  for (std::size_t demand = 0; demand < prices.size(); ++demand) {
    for (const std::uint32_t site : sets_.of_demand(demand)) {
      prices[demand] =
          std::min(prices[demand], costs_[site] / static_cast<double>(std::max<std::size_t>(1, sets_.of_site(site).size())));
    }
    if (sets_.of_demand(demand).empty()) prices[demand] = 0;
  }
  return prices;
}

SiteSet SetCoverRelaxation::completed(const SiteSet& chosen, std::vector<std::uint32_t>& covered) {
  SiteSet sites = chosen;
  std::size_t open = sets_.demands();
  std::vector<std::uint32_t> fresh(sets_.sites());
  for (std::uint32_t site = 0; site < fresh.size(); ++site) fresh[site] = static_cast<std::uint32_t>(sets_.of_site(site).size());
  const auto take = [&](std::uint32_t site) {
    for (const std::uint32_t demand : sets_.of_site(site)) {
      if (covered[demand]++ > 0) continue;
      --open;
      for (const std::uint32_t other : sets_.of_demand(demand)) --fresh[other];
      effort_.spend(sets_.of_demand(demand).size());
    }
  };
  for (const std::uint32_t site : chosen) take(site);
  while (open > 0) {
    std::optional<std::uint32_t> best;
    double best_worth = 0;
    for (std::uint32_t site = 0; site < fresh.size(); ++site) {
      if (fresh[site] == 0 || status_[site] == Choice::closed) continue;
      // A low value under the prices, spread over what it newly covers.
      const double value = std::max(values_.empty() ? costs_[site] : values_[site], 0.02 * costs_[site]);
      const double worth = static_cast<double>(fresh[site]) / std::max(value, 1e-12);
      if (best && worth <= best_worth) continue;
      best = site;
      best_worth = worth;
    }
    effort_.spend(fresh.size());
    if (!best) return {};
    sites.push_back(*best);
    take(*best);
  }
  return sites;
}

std::optional<SiteSetCost> SetCoverRelaxation::improve(const SiteSet& chosen) {
  std::vector<std::uint32_t> covered(sets_.demands(), 0);
  SiteSet sites = completed(chosen, covered);
  if (sites.empty()) return std::nullopt;
  // Dearest first; of equal ones that of the highest value.
  std::sort(sites.begin(), sites.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (costs_[a] != costs_[b]) return costs_[a] > costs_[b];
    if (!values_.empty() && values_[a] != values_[b]) return values_[a] > values_[b];
    return a < b;
  });
  SiteSet kept;
  SiteSetCost found;
  for (const std::uint32_t site : sites) {
    const std::span<const std::uint32_t> own = sets_.of_site(site);
    const bool needed = rules_.status[site] == Choice::open ||
                        std::any_of(own.begin(), own.end(), [&](std::uint32_t demand) { return covered[demand] == 1; });
    if (needed) {
      found.sites.push_back(site);
      found.cost += costs_[site];
      continue;
    }
    for (const std::uint32_t demand : own) --covered[demand];
  }
  if (!rules_.keeps(found.sites)) return std::nullopt;
  return found;
}

double SetCoverRelaxation::cost(std::span<const std::uint32_t> chosen) {
  std::vector<char> covered(sets_.demands(), 0);
  std::size_t count = 0;
  double sum = 0;
  for (const std::uint32_t site : chosen) {
    sum += costs_[site];
    for (const std::uint32_t demand : sets_.of_site(site)) count += std::exchange(covered[demand], 1) == 0 ? 1 : 0;
  }
  return count == sets_.demands() ? sum : std::numeric_limits<double>::infinity();
}

}  // namespace wangge::siting
