#include "engine/siting/location/median.h"

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/siting/location/choice_start.h"
#include "engine/siting/location/median_relaxation.h"

#include <algorithm>
#include <cmath>

namespace wangge::siting {
namespace {

/// Random swaps in the best choice known, each followed by a descent; keeps what is no worse.
SiteSetCost shake(Interchange& interchange, SiteSetCost best, int rounds, core::Seed seed, const Effort& effort) {
  core::Stream luck(seed, 0, "siting.shake", 0);
  SiteSet present = best.sites;
  double present_cost = best.cost;
  for (int round = 0; round < rounds && !effort.over(); ++round) {
    const std::size_t swaps = 2 + luck.below(3);
    SiteSetCost next = interchange.descend(interchange.shaken(present, swaps, luck));
    if (next.cost > present_cost) continue;
    present = next.sites;
    present_cost = next.cost;
    if (next.cost < best.cost) best = std::move(next);
  }
  return best;
}

}  // namespace

double SitingAnswer::gap() const {
  if (cost == bound) return 0;
  return std::abs(cost - bound) / std::max(std::abs(cost), 1e-300);
}

core::Column<DemandId, SiteId> nearest_of(const SitingTask& task, const std::vector<SiteId>& sites, double radius) {
  core::Column<DemandId, SiteId> nearest(task.weights.size());
  std::vector<double> length(task.weights.size(), no_way);
  for (const SiteId site : sites) {
    const std::span<const double> row = task.lengths.from(site);
    for (const DemandId demand : core::ids<DemandId>(row.size())) {
      const double here = row[demand.value()];
      if (here > radius || here >= length[demand.value()]) continue;
      length[demand.value()] = here;
      nearest[demand] = site;
    }
  }
  return nearest;
}

SitingAnswer solve_median(const SitingTask& task, const SitingLimits& limits) {
  check_task(task);
  check_reach(task);
  const ChoiceRules rules = choice_rules(task);
  Effort effort(limits);
  const std::size_t sites = task.sites.size();
  const std::size_t about = std::min(rules.most, sites);
  NearestLists lists(task, std::min(sites, 32 + 6 * sites / about), limits.threads);
  Interchange interchange(lists, rules, effort);
  MedianRelaxation relaxation(lists, interchange, rules, whole_numbers(task), effort);
  SiteSetCost start = interchange.descend(first_choice(rules));
  start = shake(interchange, std::move(start), 3, limits.seed, effort);
  const SiteSearch found = branch_on_sites(relaxation, rules, {}, start, effort);
  SitingAnswer answer;
  for (const std::uint32_t site : filled(found.sites, rules)) answer.sites.emplace_back(site);
  answer.served_by = nearest_of(task, answer.sites);
  answer.cost = found.cost;
  answer.bound = found.bound;
  answer.stopped_by = found.stopped_by;
  answer.work = effort.work();
  return answer;
}

}  // namespace wangge::siting
