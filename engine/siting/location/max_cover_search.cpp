#include "engine/siting/location/max_cover_search.h"

#include <algorithm>
#include <utility>

namespace wangge::siting {

MaxCoverSearch::MaxCoverSearch(const CoverSets& sets, std::span<const double> weights, double busy, const ChoiceRules& rules,
                               Effort& effort)
    : sets_(sets), weights_(weights), busy_(busy), rules_(rules), effort_(effort), awake_(sets.sites(), 0) {
  std::size_t most = 1;
  for (std::size_t demand = 0; demand < sets_.demands(); ++demand) most = std::max(most, sets_.of_demand(demand).size());
  all_busy_.assign(most + 2, 1);
  for (std::size_t k = 1; k < all_busy_.size(); ++k) all_busy_[k] = all_busy_[k - 1] * busy_;
}

void MaxCoverSearch::begin(const SiteSet& chosen) {
  now_ = {.chosen = {},
          .reached = std::vector<std::uint32_t>(sets_.demands(), 0),
          .gain = std::vector<double>(sets_.sites(), 0),
          .in = std::vector<char>(sets_.sites(), 0)};
  for (std::size_t demand = 0; demand < sets_.demands(); ++demand) {
    for (const std::uint32_t site : sets_.of_demand(demand)) now_.gain[site] += marginal(demand, 0);
  }
  effort_.spend(sets_.pairs());
  for (const std::uint32_t site : chosen) put(site);
}

void MaxCoverSearch::shift(std::uint32_t demand, double change) {
  if (change == 0) return;
  for (const std::uint32_t other : sets_.of_demand(demand)) now_.gain[other] += change;
  effort_.spend(sets_.of_demand(demand).size());
}

void MaxCoverSearch::put(std::uint32_t site) {
  now_.in[site] = 1;
  now_.chosen.push_back(site);
  now_.spent += rules_.costs[site];
  for (const std::uint32_t demand : sets_.of_site(site)) {
    const std::uint32_t others = now_.reached[demand]++;
    now_.saved += marginal(demand, others);
    shift(demand, marginal(demand, others + 1) - marginal(demand, others));
  }
}

void MaxCoverSearch::take(std::uint32_t site) {
  now_.in[site] = 0;
  now_.chosen.erase(std::find(now_.chosen.begin(), now_.chosen.end(), site));
  now_.spent -= rules_.costs[site];
  for (const std::uint32_t demand : sets_.of_site(site)) {
    const std::uint32_t others = --now_.reached[demand];
    now_.saved -= marginal(demand, others);
    shift(demand, marginal(demand, others) - marginal(demand, others + 1));
  }
}

std::optional<std::uint32_t> MaxCoverSearch::best_free() {
  std::optional<std::uint32_t> best;
  effort_.spend(now_.in.size() / 4);
  for (std::uint32_t site = 0; site < now_.in.size(); ++site) {
    if (best && now_.gain[site] <= now_.gain[*best]) continue;
    if (now_.in[site] != 0 || rules_.status[site] == Choice::closed) continue;
    if (rules_.budget && !affords(*rules_.budget, now_.spent + rules_.costs[site])) continue;
    best = site;
  }
  return best;
}

void MaxCoverSearch::fill() {
  const std::size_t most = std::min(rules_.most, sets_.sites());
  while (now_.chosen.size() < most) {
    const std::optional<std::uint32_t> best = best_free();
    if (!best || (rules_.budget && now_.gain[*best] <= 0)) break;
    put(*best);
    wake(*best);
  }
}

/// A chosen site, and those that share demand with it.
void MaxCoverSearch::wake(std::uint32_t site) {
  const auto add = [&](std::uint32_t other) {
    if (now_.in[other] == 0 || rules_.status[other] == Choice::open || std::exchange(awake_[other], 1) != 0) return;
    wake_.push_back(other);
  };
  add(site);
  for (const std::uint32_t demand : sets_.of_site(site)) {
    for (const std::uint32_t other : sets_.of_demand(demand)) add(other);
    effort_.spend(sets_.of_demand(demand).size());
  }
}

/// Each site that is awake out and the best one in, until none helps.
void MaxCoverSearch::settle() {
  while (!wake_.empty()) {
    const std::uint32_t old = wake_.front();
    wake_.pop_front();
    awake_[old] = 0;
    if (now_.in[old] == 0 || effort_.over()) continue;
    take(old);
    const std::optional<std::uint32_t> best = best_free();
    const bool better = best && *best != old && now_.gain[*best] > now_.gain[old] * (1 + 1e-9) + 1e-9;
    put(better ? *best : old);
    if (!better) continue;
    wake(old);
    wake(*best);
    fill();
  }
}

SiteSetCost MaxCoverSearch::present() const {
  SiteSetCost found{.sites = now_.chosen, .cost = 0};
  std::sort(found.sites.begin(), found.sites.end());
  found.cost = cost(found.sites);
  return found;
}

std::optional<SiteSetCost> MaxCoverSearch::improve(const SiteSet& chosen) {
  if (!rules_.keeps(chosen)) return std::nullopt;
  begin(chosen);
  fill();
  const SiteSet all = now_.chosen;
  for (const std::uint32_t site : all) wake(site);
  settle();
  if (now_.chosen.empty()) return std::nullopt;
  return present();
}

double MaxCoverSearch::cost(std::span<const std::uint32_t> chosen) const {
  std::vector<std::uint32_t> reached(sets_.demands(), 0);
  for (const std::uint32_t site : chosen) {
    for (const std::uint32_t demand : sets_.of_site(site)) ++reached[demand];
  }
  double sum = 0;
  for (std::size_t demand = 0; demand < reached.size(); ++demand) sum += weights_[demand] * all_busy_[reached[demand]];
  return sum;
}

/// Chosen sites that share demand with a site, that itself included, those that share most first, but for some luck.
SiteSet MaxCoverSearch::neighbours(std::uint32_t middle, core::Stream& luck) const {
  std::vector<std::uint32_t> shared(sets_.sites(), 0);
  for (const std::uint32_t demand : sets_.of_site(middle)) {
    for (const std::uint32_t site : sets_.of_demand(demand)) shared[site] += static_cast<std::uint32_t>(now_.in[site]);
  }
  SiteSet near;
  std::vector<double> rank(sets_.sites(), 0);
  for (const std::uint32_t site : now_.chosen) {
    if (shared[site] == 0 || rules_.status[site] == Choice::open) continue;
    near.push_back(site);
    rank[site] = shared[site] * (0.5 + luck.uniform());
  }
  std::sort(near.begin(), near.end(),
            [&](std::uint32_t a, std::uint32_t b) { return rank[a] != rank[b] ? rank[a] > rank[b] : a < b; });
  return near;
}

void MaxCoverSearch::shake(std::size_t count, core::Stream& luck) {
  const std::uint32_t middle = now_.chosen[luck.below(static_cast<std::uint32_t>(now_.chosen.size()))];
  SiteSet gone = neighbours(middle, luck);
  gone.resize(std::min(gone.size(), count));
  for (const std::uint32_t site : gone) {
    take(site);
    wake(site);
  }
  const std::span<const std::uint32_t> own = sets_.of_site(middle);
  if (own.empty() || gone.empty()) return;
  const std::span<const std::uint32_t> around = sets_.of_demand(own[luck.below(static_cast<std::uint32_t>(own.size()))]);
  const std::uint32_t fresh = around[luck.below(static_cast<std::uint32_t>(around.size()))];
  const bool affordable = !rules_.budget || affords(*rules_.budget, now_.spent + rules_.costs[fresh]);
  if (now_.in[fresh] != 0 || rules_.status[fresh] == Choice::closed || !affordable) return;
  put(fresh);
  wake(fresh);
}

SiteSetCost MaxCoverSearch::polish(const SiteSetCost& best, std::uint64_t work, core::Stream luck) {
  const std::uint64_t end = effort_.work() + work;
  if (best.sites.empty()) return best;
  begin(best.sites);
  State kept = now_;
  for (std::size_t round = 0; round < 20 + 40 * best.sites.size() && effort_.work() < end && !effort_.over(); ++round) {
    shake(2 + luck.below(4), luck);
    fill();
    settle();
    if (now_.saved >= kept.saved) {
      kept = now_;
    } else {
      now_ = kept;
    }
    effort_.spend(sets_.demands() / 8);
  }
  now_ = std::move(kept);
  SiteSetCost found = present();
  return found.cost <= best.cost ? found : best;
}

}  // namespace wangge::siting
