#include "engine/siting/location/interchange.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wangge::siting {
namespace {

constexpr double hair = 1e-10;  ///< of the cost: what rounding may feign

}  // namespace

Interchange::Interchange(NearestLists& lists, const ChoiceRules& rules, Effort& effort)
    : lists_(lists), rules_(rules), effort_(effort) {}

void Interchange::begin(const SiteSet& sites) {
  chosen_ = sites;
  width_ = std::min(rules_.most, lists_.sites());
  slot_.assign(lists_.sites(), none);
  spent_ = 0;
  for (std::uint32_t slot = 0; slot < chosen_.size(); ++slot) {
    slot_[chosen_[slot]] = slot;
    spent_ += rules_.costs[chosen_[slot]];
  }
  gain_.assign(lists_.sites(), 0);
  loss_.assign(width_, 0);
  shared_.assign(lists_.sites() * width_, 0);
  shared_most_.assign(lists_.sites(), 0);
  served_.resize(lists_.demands());
  effort_.spend(shared_.size() / 4);
  for (std::size_t demand = 0; demand < served_.size(); ++demand) {
    served_[demand] = serve(demand);
    count(demand, 1);
  }
}

Interchange::Served Interchange::serve(std::size_t demand) {
  Served served{.first = lists_.unserved(demand), .second = lists_.unserved(demand)};
  for (std::size_t at = 0;; ++at) {
    const std::span<const Near> row = lists_.first(demand, at + 1);
    if (at >= row.size()) {
      effort_.spend(at);
      return served;
    }
    const std::uint32_t slot = slot_[row[at].site];
    if (slot == none) continue;
    if (served.slot == none) {
      served.slot = slot;
      served.first = row[at].cost;
    } else {
      served.other = slot;
      served.second = row[at].cost;
      effort_.spend(at);
      return served;
    }
  }
}

void Interchange::count(std::size_t demand, double sign) {
  const Served& served = served_[demand];
  const std::span<const Near> row = lists_.below(demand, served.second);
  if (served.slot == none) {
    for (const Near& near : row) gain_[near.site] += sign * (served.first - near.cost);
    effort_.spend(row.size());
    return;
  }
  loss_[served.slot] += sign * (served.second - served.first);
  std::uint64_t looks = 0;
  for (const Near& near : row) {
    if (near.cost >= served.second) break;
    ++looks;
    const double both = sign * (served.second - std::max(near.cost, served.first));
    if (near.cost < served.first) gain_[near.site] += sign * (served.first - near.cost);
    shared_[near.site * width_ + served.slot] += both;
    shared_most_[near.site] += both;
  }
  effort_.spend(looks);
}

bool Interchange::affordable(std::uint32_t in, std::uint32_t out_slot) const {
  if (!rules_.budget) return true;
  const double back = out_slot == none ? 0 : rules_.costs[chosen_[out_slot]];
  return affords(*rules_.budget, spent_ - back + rules_.costs[in]);
}

std::optional<Interchange::Swap> Interchange::best_swap() {
  double least_loss = std::numeric_limits<double>::infinity();
  for (std::uint32_t slot = 0; slot < chosen_.size(); ++slot) {
    if (rules_.status[chosen_[slot]] != Choice::open) least_loss = std::min(least_loss, loss_[slot]);
  }
  if (std::isinf(least_loss)) return std::nullopt;
  Swap best{.profit = hair * std::max(total(), 1e-300)};
  const double floor = best.profit;
  for (std::uint32_t site = 0; site < slot_.size(); ++site) {
    if (slot_[site] != none || rules_.status[site] == Choice::closed) continue;
    if (gain_[site] + shared_most_[site] - least_loss <= best.profit) continue;
    consider_swaps_in(site, best);
  }
  effort_.spend(slot_.size());
  if (best.profit <= floor) return std::nullopt;
  return best;
}

void Interchange::consider_swaps_in(std::uint32_t site, Swap& best) {
  const double* shared = shared_.data() + site * width_;
  effort_.spend(chosen_.size());
  for (std::uint32_t slot = 0; slot < chosen_.size(); ++slot) {
    const double profit = gain_[site] + shared[slot] - loss_[slot];
    if (profit <= best.profit || rules_.status[chosen_[slot]] == Choice::open || !affordable(site, slot)) continue;
    best = {site, slot, profit};
  }
}

std::optional<Interchange::Swap> Interchange::best_addition() {
  if (chosen_.size() >= width_) return std::nullopt;
  std::optional<Swap> best;
  for (std::uint32_t site = 0; site < slot_.size(); ++site) {
    if (slot_[site] != none || rules_.status[site] == Choice::closed || !affordable(site, none)) continue;
    if (!best || gain_[site] > best->profit) best = Swap{site, none, gain_[site]};
  }
  // A site that serves nobody is still a site asked for, but is not bought.
  if (best && rules_.budget && best->profit <= 0) return std::nullopt;
  return best;
}

void Interchange::apply(const Swap& swap) {
  const bool added = swap.out == none;
  const std::uint32_t slot = added ? static_cast<std::uint32_t>(chosen_.size()) : swap.out;
  std::vector<std::uint32_t> touched;
  for (std::size_t demand = 0; demand < served_.size(); ++demand) {
    const Served& served = served_[demand];
    const bool bereft = !added && (served.slot == slot || served.other == slot);
    if (bereft || lists_.cost(swap.in, demand) < served.second) touched.push_back(static_cast<std::uint32_t>(demand));
  }
  effort_.spend(served_.size());
  for (const std::uint32_t demand : touched) count(demand, -1);
  spent_ += rules_.costs[swap.in];
  if (added) {
    chosen_.push_back(swap.in);
  } else {
    spent_ -= rules_.costs[chosen_[slot]];
    slot_[chosen_[slot]] = none;
    chosen_[slot] = swap.in;
  }
  slot_[swap.in] = slot;
  for (const std::uint32_t demand : touched) {
    served_[demand] = serve(demand);
    count(demand, 1);
  }
}

double Interchange::total() const {
  double sum = 0;
  for (const Served& served : served_) sum += served.first;
  return sum;
}

SiteSetCost Interchange::descend(SiteSet sites) {
  begin(sites);
  while (!effort_.over()) {
    std::optional<Swap> step = best_addition();
    if (!step) step = best_swap();
    if (!step) break;
    apply(*step);
  }
  SiteSetCost found{.sites = chosen_};
  std::sort(found.sites.begin(), found.sites.end());
  found.cost = cost(found.sites);
  return found;
}

SiteSet Interchange::shaken(const SiteSet& sites, std::size_t swaps, core::Stream& luck) const {
  SiteSet out = sites;
  std::vector<char> in(lists_.sites(), 0);
  double spent = 0;
  for (const std::uint32_t site : out) {
    in[site] = 1;
    spent += rules_.costs[site];
  }
  for (std::size_t swap = 0; swap < swaps; ++swap) {
    std::uint32_t& gone = out[luck.below(static_cast<std::uint32_t>(out.size()))];
    const std::uint32_t come = luck.below(static_cast<std::uint32_t>(in.size()));
    if (in[come] != 0 || rules_.status[come] == Choice::closed || rules_.status[gone] == Choice::open) continue;
    const double after = spent - rules_.costs[gone] + rules_.costs[come];
    if (rules_.budget && !affords(*rules_.budget, after)) continue;
    spent = after;
    in[gone] = 0;
    in[come] = 1;
    gone = come;
  }
  return out;
}

double Interchange::cost(std::span<const std::uint32_t> sites) {
  double sum = 0;
  for (std::size_t demand = 0; demand < lists_.demands(); ++demand) {
    double least = lists_.unserved(demand);
    for (const std::uint32_t site : sites) least = std::min(least, lists_.cost(site, demand));
    sum += least;
  }
  effort_.spend(lists_.demands() * sites.size());
  return sum;
}

}  // namespace wangge::siting
