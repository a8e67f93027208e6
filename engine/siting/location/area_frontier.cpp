#include "engine/siting/location/area_frontier.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace wangge::siting {
namespace {

constexpr double rounding = 1e-11;       // of a bound made of prices
constexpr std::size_t most_steps = 256;  // of a floor
constexpr double nothing_known = -std::numeric_limits<double>::infinity();
using Steps = AreaFrontier::Steps;

[[nodiscard]] double at(const Steps& steps, double money) {
  double bound = nothing_known;
  for (const AreaFrontier::Step& step : steps) {
    if (step.money > money) break;
    bound = step.bound;
  }
  return bound;
}

/// Of two, the higher everywhere, or the lower.
template <typename Pick>
[[nodiscard]] Steps merged(const Steps& a, const Steps& b, double before, Pick pick) {
  Steps all;
  double in_a = before;
  double in_b = before;
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    const double money = std::min(i < a.size() ? a[i].money : no_way, j < b.size() ? b[j].money : no_way);
    while (i < a.size() && a[i].money <= money) in_a = a[i++].bound;
    while (j < b.size() && b[j].money <= money) in_b = b[j++].bound;
    const double bound = pick(in_a, in_b);
    if (all.empty() || bound < all.back().bound) all.push_back({money, bound});
  }
  return all;
}
[[nodiscard]] Steps higher(const Steps& a, const Steps& b) {
  return merged(a, b, nothing_known, [](double x, double y) { return std::max(x, y); });
}
[[nodiscard]] Steps lower(const Steps& a, const Steps& b) {
  return merged(a, b, no_way, [](double x, double y) { return std::min(x, y); });
}

/// Fewer steps, none higher: small falls are forestalled.
void thin(Steps& steps) {
  if (steps.size() <= most_steps) return;
  const auto first = std::find_if(steps.begin(), steps.end(), [](const auto& step) { return step.bound < no_way; });
  if (first == steps.end()) return;
  const double small = (first->bound - steps.back().bound) / static_cast<double>(most_steps);
  Steps kept;
  double top = no_way;
  for (const AreaFrontier::Step& step : steps) {
    if (top - step.bound < small) {
      kept.back().bound = step.bound;
    } else {
      kept.push_back(step);
      top = step.bound;
    }
  }
  steps = std::move(kept);
}

}  // namespace

bool within(const Allowance& less, const Allowance& more) { return less.sites <= more.sites && less.money <= more.money; }

AreaFrontier::AreaFrontier(const SitingTask& whole, const CentreLevel& lowest, QuarterId area)
    : priced_(whole.budget.has_value()) {
  for (const SiteId site : core::ids<SiteId>(whole.sites.size())) {
    if (lowest.site_area[site] != area || !allowed(whole, site)) continue;
    sites.push_back(site);
    task.sites.push_back(whole.sites[site]);
    standing_ += whole.sites[site].fixed ? 1 : 0;
  }
  std::vector<double> lengths;
  for (const DemandId point : core::ids<DemandId>(whole.weights.size())) {
    if (lowest.demand_area[point] != area) continue;
    points.push_back(point);
    task.weights.push_back(whole.weights[point]);
  }
  for (const SiteId site : sites) {
    for (const DemandId point : points) lengths.push_back(whole.lengths(site, point));
  }
  task.lengths = LengthTable(sites.size(), points.size(), std::move(lengths));
}

void AreaFrontier::set_most(const Allowance& most, bool counted) {
  counted_ = counted;
  most_ = {.sites = std::min(most.sites, sites.size() - standing_), .money = priced_ ? most.money : 0};
  double nearest = 0;
  for (const DemandId point : core::ids<DemandId>(points.size())) {
    double least = no_way;
    for (const SiteId site : core::ids<SiteId>(sites.size())) least = std::min(least, task.lengths(site, point));
    if (task.weights[point] > 0) nearest += task.weights[point] * least;
  }
  floor_.assign(counted ? most_.sites + 1 : 1, Steps{{.money = 0, .bound = nearest * (1 - rounding)}});
}

double AreaFrontier::bound(const Allowance& allowance) const {
  return at(floor_[std::min(allowance.sites, floor_.size() - 1)], allowance.money);
}

double AreaFrontier::money_until(const Allowance& allowance, double bound) const {
  for (const Step& step : floor_[std::min(allowance.sites, floor_.size() - 1)]) {
    if (step.money > allowance.money && step.bound < bound) return std::max(allowance.money, step.money - 3 * slip());
  }
  return most_.money;
}

AreaAnswer AreaFrontier::answer_of(KnownChoice choice) const {
  AreaAnswer answer{.taken = {}, .cost = 0, .choice = std::move(choice)};
  for (const SiteId site : answer.choice.sites) {
    if (task.sites[site].fixed) continue;
    ++answer.taken.sites;
    answer.taken.money += priced_ ? task.sites[site].cost : 0;
  }
  for (const DemandId point : core::ids<DemandId>(points.size())) {
    if (task.weights[point] > 0) answer.cost += task.weights[point] * task.lengths(answer.choice.served_by[point], point);
  }
  return answer;
}

std::optional<AreaAnswer> AreaFrontier::answer_of(const std::vector<SiteId>& chosen, const std::vector<SiteId>& served_by) const {
  KnownChoice choice;
  for (const SiteId site : chosen) choice.sites.push_back(number(site));
  for (const DemandId point : core::ids<DemandId>(points.size())) {
    const SiteId site = number(served_by[point.value()]);
    const bool none = site.value() == sites.size();
    if (choice.sites.empty() || (none && task.weights[point] > 0)) return std::nullopt;
    choice.served_by.push_back(none ? choice.sites.front() : site);
  }
  return answer_of(std::move(choice));
}

/// By number in the area; one too high for a site of another.
SiteId AreaFrontier::number(SiteId site) const {
  return SiteId(static_cast<std::size_t>(std::find(sites.begin(), sites.end(), site) - sites.begin()));
}

void AreaFrontier::add(AreaAnswer answer) {
  const AreaAnswer* known = best(answer.taken);
  if (known == nullptr || known->cost > answer.cost) answers_.push_back(std::move(answer));
}

const AreaAnswer* AreaFrontier::best(const Allowance& allowance) const {
  const AreaAnswer* best = nullptr;
  for (const AreaAnswer& answer : answers_) {
    if (within(answer.taken, allowance) && (best == nullptr || answer.cost < best->cost)) best = &answer;
  }
  return best;
}

std::uint64_t AreaFrontier::work_for(const Allowance& allowance, std::uint64_t work) const {
  for (const Asked& asked : unproven_) {
    if (within(allowance, asked.allowance) && (!asked.taken || within(*asked.taken, allowance)))
      work = std::max(work, 4 * asked.work);
  }
  return work;
}

std::uint64_t AreaFrontier::search(const Allowance& allowance, std::uint64_t work, const Effort& effort) {
  SitingTask own = task;
  own.most_sites = standing_ + std::min(allowance.sites, sites.size() - standing_);
  double cheapest = no_way;
  for (const Candidate& site : own.sites) cheapest = std::min(cheapest, site.cost);
  if (priced_) own.budget = allowance.money + slip();
  if (standing_ == 0 && (*own.most_sites == 0 || (priced_ && cheapest > *own.budget))) {
    raise(allowance, no_way);
    return 1;
  }
  const AreaAnswer* known = best(allowance);
  work = work_for(allowance, work);
  Effort part = effort.part(work);
  CapacitatedSearch found = search_capacitated(own, part, known == nullptr ? KnownChoice{} : known->choice);
  Asked asked{.allowance = allowance, .taken = {}, .work = work};
  if (!found.answer.sites.empty()) {
    AreaAnswer answer = answer_of({.sites = std::move(found.answer.sites), .served_by = std::move(found.answer.served_by)});
    asked.taken = answer.taken;
    add(std::move(answer));
  }
  raise(allowance, found.answer.bound);
  raise(found.prices);
  if (found.answer.stopped_by != StoppedBy::proof) unproven_.push_back(asked);
  return part.work() + 1;
}

void AreaFrontier::raise(const Allowance& allowance, double bound) {
  const double end = priced_ && allowance.money < most_.money ? allowance.money + slip() : no_way;
  for (std::size_t row = 0; row < floor_.size() && (!counted_ || row <= allowance.sites); ++row)
    floor_[row] = higher(floor_[row], {{.money = 0, .bound = bound}, {.money = end, .bound = nothing_known}});
}

void AreaFrontier::raise(const PricedSites& prices) {
  double sum = prices.sum;
  std::vector<SiteId> worth;
  for (const SiteId site : core::ids<SiteId>(sites.size())) {
    const double value = prices.values[site.value()];
    if (task.sites[site].fixed) {
      sum += value;
    } else if (value < 0) {
      worth.push_back(site);
    }
  }
  // By number of sites, the least sum of values for each sum of money.
  std::vector<Steps> least(floor_.size());
  least[0] = {{.money = 0, .bound = sum - rounding * std::abs(prices.sum)}};
  for (const SiteId site : worth) {
    const double money = priced_ ? task.sites[site].cost : 0;
    for (std::size_t row = floor_.size(); row-- > 0;) {
      if (counted_ && row == 0) break;
      Steps with = least[counted_ ? row - 1 : row];
      for (Step& step : with) step = {.money = step.money + money, .bound = step.bound + prices.values[site.value()]};
      std::erase_if(with, [&](const Step& step) { return step.money > most_.money; });
      least[row] = lower(least[row], with);
      thin(least[row]);
    }
  }
  for (std::size_t row = 0; row < floor_.size(); ++row) {
    if (row > 0) least[row] = lower(least[row], least[row - 1]);
    floor_[row] = higher(floor_[row], least[row]);
    thin(floor_[row]);
  }
}

}  // namespace wangge::siting
