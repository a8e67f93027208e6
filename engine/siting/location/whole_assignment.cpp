#include "engine/siting/location/whole_assignment.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace wangge::siting {
namespace {

constexpr double hair = 1e-9;
constexpr double boundless = std::numeric_limits<double>::infinity();

}  // namespace

/// A depth-first walk and the best leaf met.
struct WholeAssigner::Walk {
  std::span<const std::uint32_t> sites;
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
  effort_.spend(order.size() * sites.size());
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

bool WholeAssigner::exchange_two(WholeAssignment& found) {
  const std::vector<double>& weights = task_.weights.values();
  bool moved = false;
  for (std::size_t a = 0; a < found.site_of.size() && !effort_.over(); ++a) {
    for (std::size_t b = a + 1; b < found.site_of.size(); ++b) {
      std::uint32_t& at_a = found.site_of[a];
      std::uint32_t& at_b = found.site_of[b];
      if (at_a == at_b || room_[at_a] + weights[a] < weights[b] || room_[at_b] + weights[b] < weights[a]) continue;
      const double saved = cost(at_a, a) + cost(at_b, b) - cost(at_a, b) - cost(at_b, a);
      if (!(saved > hair * (1 + found.cost))) continue;
      room_[at_a] += weights[a] - weights[b];
      room_[at_b] += weights[b] - weights[a];
      std::swap(at_a, at_b);
      found.cost -= saved;
      moved = true;
    }
    effort_.spend(found.site_of.size() - a);
  }
  return moved;
}

std::optional<WholeAssignment> WholeAssigner::quickly(std::span<const std::uint32_t> sites) {
  WholeAssignment found;
  if (!place(sites, by_regret(sites), found) && !place(sites, heaviest_, found)) return std::nullopt;
  while (!effort_.over() && (move_one(sites, found) || exchange_two(found))) continue;
  found.cost = 0;
  for (std::size_t demand = 0; demand < found.site_of.size(); ++demand) found.cost += cost(found.site_of[demand], demand);
  return found;
}

void WholeAssigner::descend(Walk& walk, std::size_t depth, double spent) {
  if (walk.ended) return;
  if (depth == heaviest_.size()) {
    walk.best = walk.present;
    walk.best->cost = spent;
    walk.above = spent;
    return;
  }
  walk.looks += (heaviest_.size() - depth) * walk.sites.size();
  if (walk.looks > walk.most_looks || effort_.over()) {
    walk.ended = true;
    return;
  }
  double bound = spent;
  for (std::size_t later = depth; later < heaviest_.size(); ++later) {
    const std::uint32_t demand = heaviest_[later];
    double least = boundless;
    for (const std::uint32_t site : walk.sites) {
      if (room_[site] >= task_.weights.values()[demand]) least = std::min(least, cost(site, demand));
    }
    bound += least;
    if (bound >= walk.above - hair * (1 + spent)) return;
  }
  const std::uint32_t demand = heaviest_[depth];
  const double weight = task_.weights.values()[demand];
  std::vector<std::uint32_t> order(walk.sites.begin(), walk.sites.end());
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return cost(a, demand) < cost(b, demand); });
  for (const std::uint32_t site : order) {
    if (room_[site] < weight || cost(site, demand) == boundless) continue;
    room_[site] -= weight;
    walk.present.site_of[demand] = site;
    descend(walk, depth + 1, spent + cost(site, demand));
    room_[site] += weight;
  }
}

WholeAssigner::Exact WholeAssigner::exactly(std::span<const std::uint32_t> sites, double above, std::uint64_t looks) {
  room_.assign(task_.sites.size(), 0);
  for (const std::uint32_t site : sites) room_[site] = task_.sites[SiteId(site)].capacity.value_or(boundless);
  Walk walk{.sites = sites, .present = {}, .best = {}, .above = above, .looks = 0, .most_looks = looks, .ended = false};
  walk.present.site_of.assign(task_.weights.size(), 0);
  descend(walk, 0, 0);
  effort_.spend(walk.looks);
  return {std::move(walk.best), !walk.ended};
}

}  // namespace wangge::siting
