#include "engine/siting/location/whole_assignment.h"

#include "engine/siting/pairing/transport.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace wangge::siting {
namespace {

constexpr double hair = 1e-9;
constexpr double boundless = std::numeric_limits<double>::infinity();

/// A bound so high leaves nothing better.
double enough(double above) { return above < boundless ? above - hair * (1 + std::abs(above)) : above; }

}  // namespace

/// A depth-first walk and the best leaf met.
struct WholeAssigner::Walk {
  std::span<const std::uint32_t> sites;
  Excess excess;
  WholeAssignment present;
  std::optional<WholeAssignment> best;
  double above = 0;
  std::uint64_t looks = 0;
  std::uint64_t most_looks = 0;
  bool ended = false;
};

WholeAssigner::WholeAssigner(const SitingTask& task, Effort& effort)
    : task_(task), effort_(effort), heaviest_(task.weights.size()) {
  std::iota(heaviest_.begin(), heaviest_.end(), 0U);
  const std::vector<double>& weights = task.weights.values();
  std::stable_sort(heaviest_.begin(), heaviest_.end(), [&](std::uint32_t a, std::uint32_t b) { return weights[a] > weights[b]; });
}

double WholeAssigner::cost(std::uint32_t site, std::size_t demand) const {
  const double weight = task_.weights.values()[demand];
  return weight > 0 ? weight * task_.lengths(SiteId(site), DemandId(demand)) : 0;
}

std::vector<std::uint32_t> WholeAssigner::by_regret(std::span<const std::uint32_t> sites) const {
  std::vector<double> regret(task_.weights.size(), 0);
  for (std::size_t demand = 0; demand < regret.size(); ++demand) {
    double first = boundless;
    double second = boundless;
    for (const std::uint32_t site : sites) {
      const double here = cost(site, demand);
      if (here < first) {
        second = first;
        first = here;
      } else {
        second = std::min(second, here);
      }
    }
    regret[demand] = second - first;
  }
  std::vector<std::uint32_t> order = heaviest_;
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return regret[a] > regret[b]; });
  return order;
}

bool WholeAssigner::place(std::span<const std::uint32_t> sites, const std::vector<std::uint32_t>& order, WholeAssignment& found) {
  room_.assign(task_.sites.size(), 0);
  for (const std::uint32_t site : sites) room_[site] = task_.sites[SiteId(site)].capacity.value_or(boundless);
  // A try that fails is work too.
  effort_.spend(order.size() * sites.size());
  found.site_of.assign(order.size(), 0);
  found.cost = 0;
  for (const std::uint32_t demand : order) {
    const double weight = task_.weights.values()[demand];
    double least = boundless;
    for (const std::uint32_t site : sites) {
      if (room_[site] < weight || cost(site, demand) >= least) continue;
      least = cost(site, demand);
      found.site_of[demand] = site;
    }
    if (least == boundless) return false;
    room_[found.site_of[demand]] -= weight;
    found.cost += least;
  }
  return true;
}

bool WholeAssigner::move_one(std::span<const std::uint32_t> sites, WholeAssignment& found) {
  bool moved = false;
  for (std::size_t demand = 0; demand < found.site_of.size(); ++demand) {
    const double weight = task_.weights.values()[demand];
    for (const std::uint32_t site : sites) {
      const double saved = cost(found.site_of[demand], demand) - cost(site, demand);
      if (room_[site] < weight || saved <= hair * (1 + found.cost)) continue;
      room_[found.site_of[demand]] += weight;
      room_[site] -= weight;
      found.site_of[demand] = site;
      found.cost -= saved;
      moved = true;
    }
  }
  effort_.spend(found.site_of.size() * sites.size());
  return moved;
}

bool WholeAssigner::exchange_with(std::size_t a, std::uint32_t site, std::vector<std::vector<std::uint32_t>>& served,
                                  WholeAssignment& found) {
  const std::vector<double>& weights = task_.weights.values();
  const std::uint32_t at_a = found.site_of[a];
  for (std::uint32_t& b : served[site]) {
    if (room_[at_a] + weights[a] < weights[b] || room_[site] + weights[b] < weights[a]) continue;
    const double saved = cost(at_a, a) + cost(site, b) - cost(at_a, b) - cost(site, a);
    if (!(saved > hair * (1 + found.cost))) continue;
    room_[at_a] += weights[a] - weights[b];
    room_[site] += weights[b] - weights[a];
    std::swap(found.site_of[a], found.site_of[b]);
    found.cost -= saved;
    std::vector<std::uint32_t>& before = served[at_a];
    *std::find(before.begin(), before.end(), static_cast<std::uint32_t>(a)) = b;
    b = static_cast<std::uint32_t>(a);
    return true;
  }
  effort_.spend(served[site].size());
  return false;
}

/// An exchange can only help where one of the two would rather be where the other is.
bool WholeAssigner::exchange_two(std::span<const std::uint32_t> sites, WholeAssignment& found) {
  std::vector<std::vector<std::uint32_t>> served(task_.sites.size());
  for (std::uint32_t demand = 0; demand < found.site_of.size(); ++demand) served[found.site_of[demand]].push_back(demand);
  bool moved = false;
  for (std::size_t a = 0; a < found.site_of.size() && !effort_.over(); ++a) {
    for (const std::uint32_t site : sites) {
      if (cost(site, a) >= cost(found.site_of[a], a)) continue;
      moved = exchange_with(a, site, served, found) || moved;
    }
  }
  effort_.spend(found.site_of.size() * sites.size());
  return moved;
}

std::optional<WholeAssignment> WholeAssigner::quickly(std::span<const std::uint32_t> sites, double above) {
  WholeAssignment found;
  if (!place(sites, by_regret(sites), found) && !place(sites, heaviest_, found)) return std::nullopt;
  return exchanged(sites, std::move(found), above);
}

std::optional<WholeAssignment> WholeAssigner::mended(std::span<const std::uint32_t> sites, WholeAssignment before, double above) {
  const std::vector<double>& weights = task_.weights.values();
  room_.assign(task_.sites.size(), 0);
  std::vector<char> open(task_.sites.size(), 0);
  for (const std::uint32_t site : sites) {
    room_[site] = task_.sites[SiteId(site)].capacity.value_or(boundless);
    open[site] = 1;
  }
  std::vector<std::uint32_t> without;
  before.cost = 0;
  for (const std::uint32_t demand : heaviest_) {
    const std::uint32_t site = before.site_of[demand];
    if (open[site] == 0) {
      without.push_back(demand);
      continue;
    }
    room_[site] -= weights[demand];
    before.cost += cost(site, demand);
  }
  effort_.spend(heaviest_.size() + without.size() * sites.size());
  for (const std::uint32_t demand : without) {
    double least = boundless;
    for (const std::uint32_t site : sites) {
      if (room_[site] < weights[demand] || cost(site, demand) >= least) continue;
      least = cost(site, demand);
      before.site_of[demand] = site;
    }
    if (least == boundless) return std::nullopt;
    room_[before.site_of[demand]] -= weights[demand];
    before.cost += least;
  }
  return exchanged(sites, std::move(before), above);
}

std::optional<WholeAssignment> WholeAssigner::exchanged(std::span<const std::uint32_t> sites, WholeAssignment found,
                                                        double above) {
  while (!effort_.over() && move_one(sites, found)) continue;
  // Exchanges seldom save more than a few hundredths.
  if (found.cost * 0.97 >= above) return std::nullopt;
  while (!effort_.over() && (move_one(sites, found) || exchange_two(sites, found))) continue;
  found.cost = 0;
  for (std::size_t demand = 0; demand < found.site_of.size(); ++demand) found.cost += cost(found.site_of[demand], demand);
  return found;
}

WholeAssigner::Excess WholeAssigner::excess_of(std::span<const std::uint32_t> sites) {
  const std::size_t demands = task_.weights.size();
  Excess excess{.bound = 0, .of = std::vector<double>(sites.size() * demands)};
  TransportTask split;
  bool whole = demands <= most_split;
  double all = 0;
  for (const double weight : task_.weights) {
    whole = whole && weight == std::floor(weight);
    split.need.push_back(whole ? static_cast<std::int64_t>(weight) : 0);
    all += weight;
  }
  std::vector<double> lengths;
  for (const std::uint32_t site : sites) {
    const double room = std::min(all, task_.sites[SiteId(site)].capacity.value_or(all));
    split.capacity.push_back(static_cast<std::int64_t>(std::floor(room)));
    const std::span<const double> row = task_.lengths.from(SiteId(site));
    lengths.insert(lengths.end(), row.begin(), row.end());
  }
  TransportAnswer answer{.shipments = {},
                         .unmet = {},
                         .cost = 0,
                         .bound = 0,
                         .source_prices = std::vector<double>(sites.size(), 0),
                         .sink_prices = std::vector<double>(demands, 0)};
  if (whole) {
    split.costs = LengthTable(sites.size(), demands, std::move(lengths));
    answer = solve_transport(split);
    effort_.spend(demands * (demands + sites.size()));
    if (std::any_of(answer.unmet.begin(), answer.unmet.end(), [](std::int64_t amount) { return amount > 0; })) {
      excess.bound = boundless;
      return excess;
    }
  }
  excess.bound = answer.bound;
  for (std::size_t place = 0; place < sites.size(); ++place) {
    for (std::size_t demand = 0; demand < demands; ++demand) {
      const double price = answer.source_prices[place] + answer.sink_prices[demand];
      const double over = cost(sites[place], demand) - task_.weights.values()[demand] * price;
      excess.of[place * demands + demand] = std::max(0.0, over);
    }
  }
  return excess;
}

void WholeAssigner::descend(Walk& walk, std::size_t depth, double spent, double bound) {
  if (walk.ended) return;
  const std::size_t demands = heaviest_.size();
  if (depth == demands) {
    if (spent >= walk.above) return;
    walk.best = walk.present;
    walk.best->cost = spent;
    walk.above = spent;
    return;
  }
  walk.looks += (demands - depth) * walk.sites.size();
  if (walk.looks > walk.most_looks || effort_.over()) {
    walk.ended = true;
    return;
  }
  double least_of_all = bound;
  for (std::size_t later = depth; later < demands; ++later) {
    const std::uint32_t demand = heaviest_[later];
    double least = boundless;
    for (std::size_t place = 0; place < walk.sites.size(); ++place) {
      if (room_[walk.sites[place]] >= task_.weights.values()[demand])
        least = std::min(least, walk.excess.of[place * demands + demand]);
    }
    least_of_all += least;
    if (least_of_all >= enough(walk.above)) return;
  }
  const std::uint32_t demand = heaviest_[depth];
  const double weight = task_.weights.values()[demand];
  std::vector<std::size_t> order(walk.sites.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto excess = [&](std::size_t place) { return walk.excess.of[place * demands + demand]; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return excess(a) < excess(b); });
  for (const std::size_t place : order) {
    const std::uint32_t site = walk.sites[place];
    if (room_[site] < weight || cost(site, demand) == boundless) continue;
    room_[site] -= weight;
    walk.present.site_of[demand] = site;
    descend(walk, depth + 1, spent + cost(site, demand), bound + excess(place));
    room_[site] += weight;
  }
}

WholeAssigner::Exact WholeAssigner::exactly(std::span<const std::uint32_t> sites, double above, std::uint64_t looks) {
  Walk walk;
  walk.excess = excess_of(sites);
  const double bound = walk.excess.bound;
  if (bound >= enough(above)) return {.best = {}, .proven = true, .bound = bound};
  room_.assign(task_.sites.size(), 0);
  for (const std::uint32_t site : sites) room_[site] = task_.sites[SiteId(site)].capacity.value_or(boundless);
  walk.sites = sites;
  walk.above = above;
  walk.most_looks = looks;
  walk.present.site_of.assign(task_.weights.size(), 0);
  descend(walk, 0, 0, bound);
  effort_.spend(walk.looks);
  return {.best = std::move(walk.best), .proven = !walk.ended, .bound = bound};
}

}  // namespace wangge::siting
