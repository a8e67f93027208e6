#include "engine/siting/location/capacitated_relaxation.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace wangge::siting {
CapacitatedRelaxation::CapacitatedRelaxation(const SitingTask& task, const ChoiceRules& rules, bool whole, Effort& effort)
    : task_(task), rules_(rules), whole_(whole), effort_(effort), assigner_(task, effort), highest_(task.weights.size(), 0) {
  double sum = 1;
  for (std::size_t demand = 0; demand < highest_.size(); ++demand) {
    double farthest = 0;
    for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
      const double length = task.lengths(site, DemandId(demand));
      if (length < no_way) farthest = std::max(farthest, length);
    }
    all_ += task.weights.values()[demand];
    sum += task.weights.values()[demand] * farthest;
  }
  // What capacity forces elsewhere may cost more than a point's own farthest length.
  for (std::size_t demand = 0; demand < highest_.size(); ++demand) highest_[demand] = task.weights.values()[demand] > 0 ? sum : 0;
}

std::optional<std::vector<Choice>> CapacitatedRelaxation::enter(std::vector<Choice> status) {
  double room = 0;
  std::vector<double> free;
  std::size_t open = 0;
  for (std::size_t site = 0; site < status.size(); ++site) {
    const double own = task_.sites[SiteId(site)].capacity.value_or(all_);
    if (status[site] == Choice::free) free.push_back(own);
    if (status[site] != Choice::open) continue;
    room += own;
    ++open;
  }
  std::sort(free.begin(), free.end(), std::greater<>());
  for (std::size_t site = 0; site < free.size() && open + site < rules_.most; ++site) room += free[site];
  if (room < all_ * (1 - 1e-12)) return std::nullopt;
  return status;
}

std::vector<CapacitatedRelaxation::Wish> CapacitatedRelaxation::wishes(std::uint32_t site, std::span<const double> prices) const {
  std::vector<Wish> found;
  const std::span<const double> row = task_.lengths.from(SiteId(site));
  for (std::uint32_t demand = 0; demand < prices.size(); ++demand) {
    const double weight = task_.weights.values()[demand];
    if (weight <= 0 || row[demand] == no_way) continue;
    const double worth = row[demand] - prices[demand] / weight;
    if (worth < 0) found.push_back({worth, demand});
  }
  std::sort(found.begin(), found.end(),
            [](const Wish& a, const Wish& b) { return a.worth != b.worth ? a.worth < b.worth : a.demand < b.demand; });
  return found;
}

double CapacitatedRelaxation::price(std::span<const double> prices) {
  values_.assign(task_.sites.size(), 0);
  for (std::uint32_t site = 0; site < values_.size(); ++site) {
    double room = task_.sites[SiteId(site)].capacity.value_or(all_);
    for (const Wish& wish : wishes(site, prices)) {
      const double amount = std::min(room, task_.weights.values()[wish.demand]);
      values_[site] += amount * wish.worth;
      room -= amount;
      if (room <= 0) break;
    }
  }
  effort_.spend(2 * task_.lengths.all().size());
  double sum = 0;
  for (const double price : prices) sum += price;
  return sum;
}

const std::vector<double>& CapacitatedRelaxation::slopes(std::span<const std::uint32_t> chosen, std::span<const double> prices) {
  slopes_.assign(prices.size(), 1);
  for (std::size_t demand = 0; demand < prices.size(); ++demand) {
    if (task_.weights.values()[demand] <= 0) slopes_[demand] = 0;
  }
  for (const std::uint32_t site : chosen) {
    double room = task_.sites[SiteId(site)].capacity.value_or(all_);
    for (const Wish& wish : wishes(site, prices)) {
      const double weight = task_.weights.values()[wish.demand];
      const double amount = std::min(room, weight);
      slopes_[wish.demand] -= amount / weight;
      room -= amount;
      if (room <= 0) break;
    }
  }
  effort_.spend(chosen.size() * prices.size());
  return slopes_;
}

std::vector<double> CapacitatedRelaxation::first_prices(std::span<const std::uint32_t> chosen) {
  std::vector<double> prices(task_.weights.size(), 0);
  for (std::size_t demand = 0; demand < prices.size(); ++demand) {
    double first = highest_[demand];
    double second = first;
    for (const std::uint32_t site : chosen) {
      const double length = task_.lengths(SiteId(site), DemandId(demand));
      const double here = length < no_way ? task_.weights.values()[demand] * length : highest_[demand];
      if (here < first) {
        second = first;
        first = here;
      } else {
        second = std::min(second, here);
      }
    }
    prices[demand] = first + 0.5 * (std::min(second, 3 * first) - first);
  }
  return prices;
}

SiteSet CapacitatedRelaxation::roomy(SiteSet chosen) const {
  std::vector<std::uint32_t> order;
  for (std::uint32_t site = 0; site < rules_.status.size(); ++site) {
    if (rules_.status[site] != Choice::closed && std::find(chosen.begin(), chosen.end(), site) == chosen.end())
      order.push_back(site);
  }
  const auto room = [&](std::uint32_t site) { return task_.sites[SiteId(site)].capacity.value_or(all_); };
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return room(a) > room(b); });
  for (const std::uint32_t site : order) {
    chosen.push_back(site);
    if (!rules_.keeps(chosen)) chosen.pop_back();
  }
  return chosen;
}

void CapacitatedRelaxation::keep(SiteSet sites, WholeAssignment assignment) {
  if (assignment.cost >= best_.cost) return;
  std::sort(sites.begin(), sites.end());
  best_sites_ = std::move(sites);
  best_ = std::move(assignment);
}

SiteSet CapacitatedRelaxation::medians_of(const SiteSet& sites, const WholeAssignment& assignment) {
  std::vector<char> taken(task_.sites.size(), 0);
  for (const std::uint32_t site : sites) taken[site] = 1;
  SiteSet moved = sites;
  for (std::uint32_t& site : moved) {
    if (rules_.status[site] == Choice::open) continue;
    std::vector<std::uint32_t> own;
    double load = 0;
    for (std::uint32_t demand = 0; demand < assignment.site_of.size(); ++demand) {
      if (assignment.site_of[demand] != site || task_.weights.values()[demand] <= 0) continue;
      own.push_back(demand);
      load += task_.weights.values()[demand];
    }
    const auto cost_from = [&](std::uint32_t from) {
      const std::span<const double> row = task_.lengths.from(SiteId(from));
      double sum = 0;
      for (const std::uint32_t demand : own) sum += task_.weights.values()[demand] * row[demand];
      return sum;
    };
    std::uint32_t best = site;
    double least = cost_from(site);
    for (std::uint32_t other = 0; other < taken.size(); ++other) {
      if (taken[other] != 0 || rules_.status[other] == Choice::closed) continue;
      if (task_.sites[SiteId(other)].capacity.value_or(all_) < load) continue;
      const double cost = cost_from(other);
      if (cost >= least) continue;
      least = cost;
      best = other;
    }
    taken[site] = 0;
    taken[best] = 1;
    site = best;
    effort_.spend(own.size() * taken.size());
  }
  return moved;
}

SiteSetCost CapacitatedRelaxation::moved_to_their_demand(SiteSetCost present, WholeAssignment assignment) {
  while (!effort_.over()) {
    SiteSet next = medians_of(present.sites, assignment);
    if (next == present.sites || !rules_.keeps(next)) break;
    std::optional<WholeAssignment> assigned = assigner_.quickly(next, present.cost);
    if (!assigned || assigned->cost >= present.cost * (1 - 1e-10)) break;
    present = {.sites = std::move(next), .cost = assigned->cost};
    assignment = *assigned;
    keep(present.sites, std::move(*assigned));
  }
  return present;
}

std::optional<SiteSetCost> CapacitatedRelaxation::swapped(const SiteSetCost& present, std::uint64_t until) {
  for (std::size_t slot = 0; slot < present.sites.size(); ++slot) {
    if (rules_.status[present.sites[slot]] == Choice::open) continue;
    for (std::uint32_t in = 0; in < rules_.status.size() && !effort_.over() && effort_.work() < until; ++in) {
      const bool there = std::find(present.sites.begin(), present.sites.end(), in) != present.sites.end();
      if (there || rules_.status[in] == Choice::closed) continue;
      SiteSet next = present.sites;
      next[slot] = in;
      // No assignment is below that of every point to its nearest site.
      if (!rules_.keeps(next) || uncapacitated(next) >= present.cost) continue;
      std::optional<WholeAssignment> assigned = assigner_.quickly(next, present.cost);
      if (!assigned || assigned->cost >= present.cost * (1 - 1e-10)) continue;
      const double cost = assigned->cost;
      keep(next, std::move(*assigned));
      return SiteSetCost{std::move(next), cost};
    }
  }
  return std::nullopt;
}

std::optional<SiteSetCost> CapacitatedRelaxation::improve(const SiteSet& chosen) {
  if (!rules_.keeps(chosen)) return std::nullopt;
  SiteSetCost found{.sites = roomy(chosen), .cost = no_way};
  if (found.sites.empty()) return std::nullopt;
  if (std::optional<WholeAssignment> first = assigner_.quickly(found.sites)) {
    found.cost = first->cost;
    keep(found.sites, *first);
    found = moved_to_their_demand(std::move(found), std::move(*first));
  }
  // The bound needs its share of the work too.
  const std::uint64_t until = effort_.work() + effort_.limits().work / 20;
  while (std::optional<SiteSetCost> better = swapped(found, until)) found = std::move(*better);
  if (found.cost == no_way) return std::nullopt;
  std::sort(found.sites.begin(), found.sites.end());
  return found;
}

bool CapacitatedRelaxation::mend(SiteSet next, WholeAssignment before, SiteSetCost& present, WholeAssignment& assignment) {
  std::optional<WholeAssignment> mended = assigner_.mended(next, std::move(before), present.cost);
  if (!mended || mended->cost >= present.cost * (1 - 1e-10)) return false;
  present = {.sites = std::move(next), .cost = mended->cost};
  assignment = std::move(*mended);
  keep(present.sites, assignment);
  return true;
}

SiteSetCost CapacitatedRelaxation::improve_known(const SiteSetCost& known, WholeAssignment assignment) {
  SiteSetCost present = known;
  mend(roomy(known.sites), assignment, present, assignment);
  const std::uint64_t until = effort_.work() + effort_.limits().work / 20;
  const auto goes_on = [&] { return !effort_.over() && effort_.work() < until; };
  for (bool better = true; better && goes_on();) {
    better = false;
    if (SiteSet next = medians_of(present.sites, assignment); next != present.sites && rules_.keeps(next)) {
      std::vector<std::uint32_t> moved_to(task_.sites.size(), 0);
      for (std::size_t slot = 0; slot < next.size(); ++slot) moved_to[present.sites[slot]] = next[slot];
      WholeAssignment moved = assignment;
      for (std::uint32_t& site : moved.site_of) site = moved_to[site];
      better = mend(std::move(next), std::move(moved), present, assignment);
    }
    for (std::size_t slot = 0; slot < present.sites.size(); ++slot) {
      if (rules_.status[present.sites[slot]] == Choice::open) continue;
      for (std::uint32_t in = 0; in < rules_.status.size() && goes_on(); ++in) {
        const bool there = std::find(present.sites.begin(), present.sites.end(), in) != present.sites.end();
        if (there || rules_.status[in] == Choice::closed) continue;
        SiteSet next = present.sites;
        next[slot] = in;
        if (!rules_.keeps(next) || uncapacitated(next) >= present.cost) continue;
        better = mend(std::move(next), assignment, present, assignment) || better;
      }
    }
  }
  std::sort(present.sites.begin(), present.sites.end());
  return present;
}

SiteSet CapacitatedRelaxation::shaken(const SiteSet& sites, core::Stream& luck) const {
  SiteSet next = sites;
  const auto swaps = 1 + luck.below(3);
  for (std::uint32_t swap = 0; swap < swaps; ++swap) {
    std::uint32_t& gone = next[luck.below(static_cast<std::uint32_t>(next.size()))];
    const std::uint32_t come = luck.below(static_cast<std::uint32_t>(rules_.status.size()));
    const bool there = std::find(next.begin(), next.end(), come) != next.end();
    if (there || rules_.status[come] == Choice::closed || rules_.status[gone] == Choice::open) continue;
    const std::uint32_t before = std::exchange(gone, come);
    if (!rules_.keeps(next)) gone = before;
  }
  return next;
}

std::optional<SiteSetCost> CapacitatedRelaxation::polish(const SiteSetCost& best, std::uint64_t work) {
  core::Stream luck(effort_.limits().seed, 0, "siting.rooms", polished_++);
  const std::uint64_t end = effort_.work() + work;
  SiteSetCost found = best;
  for (std::size_t round = 0; round < 20 + 4 * best.sites.size() && effort_.work() < end && !effort_.over(); ++round) {
    SiteSetCost next{.sites = shaken(found.sites, luck), .cost = no_way};
    std::optional<WholeAssignment> assigned = assigner_.quickly(next.sites, found.cost * 1.1);
    if (!assigned) continue;
    next.cost = assigned->cost;
    keep(next.sites, *assigned);
    next = moved_to_their_demand(std::move(next), std::move(*assigned));
    if (next.cost <= found.cost) found = std::move(next);
  }
  std::sort(found.sites.begin(), found.sites.end());
  return found;
}

double CapacitatedRelaxation::uncapacitated(std::span<const std::uint32_t> chosen) const {
  double sum = 0;
  for (std::size_t demand = 0; demand < highest_.size(); ++demand) {
    if (task_.weights.values()[demand] <= 0) continue;
    double least = no_way;
    for (const std::uint32_t site : chosen) least = std::min(least, task_.lengths(SiteId(site), DemandId(demand)));
    sum += task_.weights.values()[demand] * least;
  }
  effort_.spend(highest_.size() * chosen.size());
  return sum;
}

double CapacitatedRelaxation::cost(std::span<const std::uint32_t> chosen) {
  const double least = uncapacitated(chosen);
  if (least >= best_.cost) return no_way;
  WholeAssigner::Exact exact = assigner_.exactly(chosen, best_.cost, effort_.limits().work / 50);
  if (!exact.proven) unsure_ = std::min(unsure_, std::max(least, exact.bound * (1 - 1e-11)));
  if (!exact.best) return no_way;
  const double cost = exact.best->cost;
  keep(SiteSet(chosen.begin(), chosen.end()), std::move(*exact.best));
  return cost;
}

}  // namespace wangge::siting
