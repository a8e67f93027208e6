#include "scenarios/site/site_search.h"

#include "engine/siting/location/capacitated.h"
#include "engine/siting/location/centre.h"
#include "engine/siting/location/covering.h"
#include "engine/siting/location/median.h"
#include "engine/siting/location/nested.h"
#include "scenarios/site/nested_search.h"
#include "scenarios/site/site_task.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using siting::SitingAnswer;

double radius_of(const SitingSpec& spec) { return static_cast<double>(spec.standard.value); }

/// Of the choices whose farthest home is no farther, one with short ways in all: ways beyond cost more than all others together.
void shorten_ways(const siting::SitingTask& task, siting::SitingLimits limits, SitingAnswer& answer) {
  double weight = 0;
  for (const double one : task.weights) weight += one;
  std::vector<double> lengths(task.lengths.all().begin(), task.lengths.all().end());
  const double beyond = answer.cost * std::max(weight, 1.0) + 1;
  for (double& length : lengths) {
    if (length > answer.cost) length = beyond;
  }
  siting::SitingTask within = task;
  within.lengths = siting::LengthTable(task.lengths.sites(), task.lengths.demands(), std::move(lengths));
  limits.work /= 4;
  const SitingAnswer shorter = siting::solve_median(within, limits);
  answer.work += shorter.work;
  double farthest = 0;
  const auto nearest = siting::nearest_of(task, shorter.sites);
  for (const siting::DemandId demand : core::ids<siting::DemandId>(task.weights.size())) {
    if (!nearest[demand].valid()) return;
    farthest = std::max(farthest, task.lengths(nearest[demand], demand));
  }
  if (farthest > answer.cost) return;
  answer.sites = shorter.sites;
  answer.served_by = nearest;
}

SitingAnswer solve(const SitingSpec& spec, const siting::SitingTask& task, const siting::SitingLimits& limits) {
  switch (spec.problem) {
    case SitingProblem::centre: {
      SitingAnswer answer = siting::solve_centre(task, limits);
      shorten_ways(task, limits, answer);
      return answer;
    }
    case SitingProblem::max_cover:
      return siting::solve_max_cover(task, {.radius = radius_of(spec)}, limits);
    case SitingProblem::set_cover:
      return siting::solve_set_cover(task, radius_of(spec), limits);
    case SitingProblem::expected_cover:
      return siting::solve_max_cover(task, {.radius = radius_of(spec), .busy = spec.busy, .per_site = spec.posts_per_site},
                                     limits);
    case SitingProblem::capacitated:
      return siting::solve_capacitated_median(task, limits);
    case SitingProblem::nested:
    case SitingProblem::median:
      break;
  }
  return siting::solve_median(task, limits);
}

Objective objective_of(const SitingSpec& spec, const SiteTask& made, const SitingAnswer& answer, const DoorList& doors) {
  const core::Text of = demand_words(doors, spec.demand);
  const double minutes = core::in_minutes(spec.standard);
  const auto share = [&](double weight) { return made.demand > 0 ? 100 * weight / made.demand : 0; };
  switch (spec.problem) {
    case SitingProblem::centre:
      return {.what = {.zh = "最远的住处到最近的点的时间", .en = "time to the farthest home from its nearest site"},
              .unit = {.zh = "分钟", .en = "min"},
              .value = answer.cost / 60000,
              .bound = answer.bound / 60000};
    case SitingProblem::max_cover:
      return {.what = {.zh = fmt::format("{:g} 分钟内可到的比例（{}）", minutes, of.zh),
                       .en = fmt::format("share within {:g} min ({})", minutes, of.en)},
              .unit = {.zh = "%", .en = "%"},
              .value = share(answer.cost),
              .bound = share(answer.bound),
              .more_is_better = true};
    case SitingProblem::expected_cover:
      return {.what = {.zh = fmt::format("{:g} 分钟内有空闲岗位可到的期望比例（{}）", minutes, of.zh),
                       .en = fmt::format("expected share with a free post within {:g} min ({})", minutes, of.en)},
              .unit = {.zh = "%", .en = "%"},
              .value = share(answer.cost),
              .bound = share(answer.bound),
              .more_is_better = true};
    case SitingProblem::set_cover:
      return {.what = made.left_out.beyond > 0 || made.left_out.no_way > 0
                          ? core::Text{.zh = fmt::format("{:g} 分钟内，候选点所能到的全部可到所需的点数", minutes),
                                       .en = fmt::format("sites needed to reach all that any candidate reaches within {:g} min",
                                                         minutes)}
                          : core::Text{.zh = fmt::format("{:g} 分钟内全部可到所需的点数", minutes),
                                       .en = fmt::format("sites needed to reach all within {:g} min", minutes)},
              .unit = {.zh = "个", .en = "sites"},
              .value = answer.cost,
              .bound = answer.bound,
              .digits = 0};
    default:
      break;
  }
  double served = 0;
  for (const double weight : made.task.weights) served += weight;
  const bool capacities = spec.problem == SitingProblem::capacitated;
  return {.what = {.zh = fmt::format("到{}点的平均时间（按{}）", capacities ? "所属" : "最近的", of.zh),
                   .en = fmt::format("mean time to the {} site (by {})", capacities ? "assigned" : "nearest", of.en)},
          .unit = {.zh = "分钟", .en = "min"},
          .value = answer.cost / served / 60000,
          .bound = answer.bound / served / 60000};
}

/// What the answer costs door by door, where doors were merged for the search: the ways to the nearest site together, or the
/// longest.
double cost_of_doors(const Scenario& scenario, const network::Travel& travel, const CandidateList& candidates,
                     const DoorList& doors, const SiteTask& made, const std::vector<ChosenSite>& sites, core::Threads threads) {
  const SitingSpec& spec = *scenario.siting;
  std::vector<DoorId> served;
  for (const DoorId door : core::ids<DoorId>(made.point_of.size())) {
    if (made.point_of[door] != SiteChoice::nobody) served.push_back(door);
  }
  std::vector<network::AccessPoint> places;
  for (const ChosenSite& site : sites) places.push_back(candidates.all[site.option].access);
  const std::vector<network::TravelTime> times = times_to_doors(scenario, travel, places, doors, served, threads);
  const core::Column<DoorId, double>& demand = doors.demand(spec.demand);
  double cost = 0;
  for (std::size_t i = 0; i < served.size(); ++i) {
    network::TravelTime least;
    for (std::size_t place = 0; place < places.size(); ++place) least = std::min(least, times[place * served.size() + i]);
    const auto way = static_cast<double>(least.ms);
    cost = spec.problem == SitingProblem::centre ? std::max(cost, way) : cost + demand[served[i]] * way;
  }
  return cost;
}

/// Sites that are named as often as posts stand there, once each.
std::vector<ChosenSite> chosen_sites(const SiteTask& made, const std::vector<siting::SiteId>& sites) {
  std::map<std::size_t, std::size_t> posts;
  for (const siting::SiteId site : sites) ++posts[made.options[site.value()]];
  std::vector<ChosenSite> chosen;
  for (const auto& [option, count] : posts) chosen.push_back({.option = option, .posts = count});
  return chosen;
}

core::Column<DoorId, std::uint32_t> assignment(const SiteTask& made, const std::vector<ChosenSite>& sites,
                                               const core::Column<siting::DemandId, siting::SiteId>& served_by) {
  std::map<std::size_t, std::uint32_t> index;
  for (std::size_t i = 0; i < sites.size(); ++i) index[sites[i].option] = static_cast<std::uint32_t>(i);
  core::Column<DoorId, std::uint32_t> assigned(made.point_of.size(), SiteChoice::nobody);
  for (const DoorId door : core::ids<DoorId>(made.point_of.size())) {
    if (made.point_of[door] == SiteChoice::nobody) continue;
    const siting::SiteId site = served_by[siting::DemandId(made.point_of[door])];
    if (site.valid()) assigned[door] = index.at(made.options[site.value()]);
  }
  return assigned;
}

}  // namespace

std::vector<network::TravelTime> times_to_doors(const Scenario& scenario, const network::Travel& travel,
                                                const std::vector<network::AccessPoint>& places, const DoorList& doors,
                                                const std::vector<DoorId>& wanted, core::Threads threads) {
  const SitingSpec& spec = *scenario.siting;
  std::vector<network::AccessPoint> homes;
  for (const DoorId door : wanted) homes.push_back(doors.doors[door].access);
  std::vector<network::TravelTime> times(places.size() * homes.size());
  const std::vector<network::TravelTime> table =
      spec.to_site ? travel.table(spec.mode, homes, places, threads) : travel.table(spec.mode, places, homes, threads);
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::size_t j = 0; j < homes.size(); ++j) {
      const network::TravelTime way = spec.to_site ? table[j * places.size() + i] : table[i * homes.size() + j];
      if (!way.reachable()) continue;
      const core::Millis all = way.value() + doors.doors[wanted[j]].entry;
      if (all.value < network::TravelTime::none) times[i * homes.size() + j].ms = static_cast<std::uint32_t>(all.value);
    }
  }
  return times;
}

SiteChoice choose_sites(const Scenario& scenario, const territory::Territory& territory, const network::Travel& travel,
                        const CandidateList& candidates, const DoorList& doors, core::Threads threads, core::Progress& progress) {
  const SitingSpec& spec = *scenario.siting;
  const SiteTask made = make_site_task(scenario, territory, travel, candidates, doors, threads, progress);
  siting::SitingLimits limits{.work = spec.effort * 1'000'000, .seed = scenario.seed, .threads = threads, .progress = &progress};
  if (spec.time_limit.value > 0) limits.seconds = static_cast<double>(spec.time_limit.value) / 1000;
  SiteChoice choice;
  if (spec.problem == SitingProblem::nested) {
    choice = choose_nested(scenario, territory, candidates, doors, made, limits);
  } else {
    SitingAnswer answer = solve(spec, made.task, limits);
    choice.sites = chosen_sites(made, answer.sites);
    choice.merged = spec.merge.value > 0;
    if (choice.merged && (spec.problem == SitingProblem::median || spec.problem == SitingProblem::centre)) {
      answer.cost = cost_of_doors(scenario, travel, candidates, doors, made, choice.sites, threads);
      answer.bound = std::max(0.0, answer.bound - made.spread);
    }
    choice.parts.push_back({.level = {},
                            .area = {},
                            .objective = objective_of(spec, made, answer, doors),
                            .stopped_by = answer.stopped_by,
                            .gap = answer.gap(),
                            .work = answer.work});
    choice.assigned = spec.problem == SitingProblem::capacitated
                          ? assignment(made, choice.sites, answer.served_by)
                          : core::Column<DoorId, std::uint32_t>(doors.doors.size(), SiteChoice::nobody);
  }
  choice.points = made.task.weights.size();
  choice.candidates = made.options.size();
  choice.left_out = made.left_out;
  return choice;
}

}  // namespace wangge::scenarios
