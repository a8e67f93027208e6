#include "engine/siting/location/max_cover_relaxation.h"

#include <algorithm>
#include <utility>

namespace wangge::siting {

MaxCoverRelaxation::MaxCoverRelaxation(const CoverSets& sets, std::vector<double> weights, double busy, const ChoiceRules& rules,
                                       bool whole, Effort& effort)
    : sets_(sets), weights_(std::move(weights)), busy_(busy), rules_(rules), whole_(whole), effort_(effort) {
  std::size_t most = 1;
  for (std::size_t demand = 0; demand < sets_.demands(); ++demand) most = std::max(most, sets_.of_demand(demand).size());
  all_busy_.assign(most + 2, 1);
  for (std::size_t k = 1; k < all_busy_.size(); ++k) all_busy_[k] = all_busy_[k - 1] * busy_;
}

double MaxCoverRelaxation::marginal(std::size_t demand, std::uint32_t others) const {
  return weights_[demand] * all_busy_[others] * (1 - busy_);
}

double MaxCoverRelaxation::price(std::span<const double> prices) {
  values_.assign(sets_.sites(), 0);
  double sum = 0;
  for (std::size_t demand = 0; demand < prices.size(); ++demand) {
    const double price = prices[demand];
    const std::span<const std::uint32_t> sites = sets_.of_demand(demand);
    sum += weights_[demand];
    for (std::uint32_t k = 0; k < sites.size() && marginal(demand, k) > price; ++k) sum += price - marginal(demand, k);
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
    while (wanted < most && marginal(demand, wanted) > prices[demand]) ++wanted;
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
    prices[demand] = marginal(demand, before) / static_cast<double>(1 + reached[demand]);
  }
  return prices;
}

void MaxCoverRelaxation::begin() {
  reached_.assign(sets_.demands(), 0);
  gain_.assign(sets_.sites(), 0);
  in_.assign(sets_.sites(), 0);
  chosen_.clear();
  spent_ = 0;
  for (std::size_t demand = 0; demand < sets_.demands(); ++demand) {
    for (const std::uint32_t site : sets_.of_demand(demand)) gain_[site] += marginal(demand, 0);
  }
  effort_.spend(sets_.pairs());
}

void MaxCoverRelaxation::shift(std::uint32_t demand, double before, double after) {
  if (before == after) return;
  for (const std::uint32_t other : sets_.of_demand(demand)) gain_[other] += after - before;
  effort_.spend(sets_.of_demand(demand).size());
}

void MaxCoverRelaxation::put(std::uint32_t site) {
  in_[site] = 1;
  spent_ += rules_.costs[site];
  for (const std::uint32_t demand : sets_.of_site(site)) {
    const std::uint32_t others = reached_[demand]++;
    shift(demand, marginal(demand, others), marginal(demand, others + 1));
  }
}

void MaxCoverRelaxation::take(std::uint32_t site) {
  in_[site] = 0;
  spent_ -= rules_.costs[site];
  for (const std::uint32_t demand : sets_.of_site(site)) {
    const std::uint32_t others = --reached_[demand];
    shift(demand, marginal(demand, others + 1), marginal(demand, others));
  }
}

std::optional<std::uint32_t> MaxCoverRelaxation::best_free() const {
  std::optional<std::uint32_t> best;
  for (std::uint32_t site = 0; site < in_.size(); ++site) {
    if (in_[site] != 0 || rules_.status[site] == Choice::closed) continue;
    if (rules_.budget && spent_ + rules_.costs[site] > *rules_.budget * (1 + 1e-12)) continue;
    if (!best || gain_[site] > gain_[*best]) best = site;
  }
  return best;
}

bool MaxCoverRelaxation::swap_out(std::size_t slot) {
  const std::uint32_t old = chosen_[slot];
  if (rules_.status[old] == Choice::open) return false;
  take(old);
  const std::optional<std::uint32_t> best = best_free();
  effort_.spend(in_.size());
  const bool better = best && *best != old && gain_[*best] > gain_[old] * (1 + 1e-9) + 1e-9;
  chosen_[slot] = better ? *best : old;
  put(chosen_[slot]);
  return better;
}

std::optional<SiteSetCost> MaxCoverRelaxation::improve(const SiteSet& chosen) {
  if (!rules_.keeps(chosen)) return std::nullopt;
  begin();
  for (const std::uint32_t site : chosen) put(site);
  chosen_ = chosen;
  const std::size_t most = std::min(rules_.most, sets_.sites());
  const auto fill = [&] {
    while (chosen_.size() < most) {
      const std::optional<std::uint32_t> best = best_free();
      effort_.spend(in_.size());
      if (!best || (rules_.budget && gain_[*best] <= 0)) break;
      chosen_.push_back(*best);
      put(*best);
    }
  };
  fill();
  std::size_t calm = 0;
  for (std::size_t slot = 0; calm < chosen_.size() && !effort_.over(); slot = (slot + 1) % chosen_.size()) {
    if (!swap_out(slot)) {
      ++calm;
      continue;
    }
    calm = 0;
    fill();
  }
  if (chosen_.empty()) return std::nullopt;
  SiteSetCost found{.sites = chosen_, .cost = 0};
  std::sort(found.sites.begin(), found.sites.end());
  found.cost = cost(found.sites);
  return found;
}

double MaxCoverRelaxation::cost(std::span<const std::uint32_t> chosen) {
  std::vector<std::uint32_t> reached(sets_.demands(), 0);
  for (const std::uint32_t site : chosen) {
    for (const std::uint32_t demand : sets_.of_site(site)) ++reached[demand];
  }
  double sum = 0;
  for (std::size_t demand = 0; demand < reached.size(); ++demand) sum += weights_[demand] * all_busy_[reached[demand]];
  return sum;
}

std::optional<SiteSetCost> MaxCoverRelaxation::polish(const SiteSetCost& best, std::uint64_t work) {
  core::Stream luck(effort_.limits().seed, 0, "siting.cover", 0);
  const std::uint64_t end = effort_.work() + work;
  SiteSetCost found = best;
  for (std::size_t round = 0; round < 20 + 4 * best.sites.size() && effort_.work() < end && !effort_.over(); ++round) {
    std::optional<SiteSetCost> next = improve(thinned(found.sites, 2 + luck.below(4), luck));
    if (next && next->cost <= found.cost) found = std::move(*next);
  }
  return found;
}

SiteSet MaxCoverRelaxation::thinned(const SiteSet& chosen, std::size_t count, core::Stream& luck) const {
  SiteSet left = chosen;
  for (std::size_t round = 0; round < count && left.size() > 1; ++round) {
    const std::size_t slot = luck.below(static_cast<std::uint32_t>(left.size()));
    if (rules_.status[left[slot]] != Choice::open) left.erase(left.begin() + static_cast<std::ptrdiff_t>(slot));
  }
  return left;
}

}  // namespace wangge::siting
