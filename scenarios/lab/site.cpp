#include "scenarios/lab/site.h"

#include "engine/core/error.h"
#include "engine/siting/location/capacitated.h"
#include "engine/siting/location/centre.h"
#include "engine/siting/location/covering.h"
#include "engine/siting/location/median.h"
#include "scenarios/run/checked_file.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using siting::SitingAnswer;

bool with_capacities(const siting::SitingTask& task) {
  return std::any_of(task.sites.begin(), task.sites.end(),
                     [](const siting::Candidate& site) { return site.capacity.has_value(); });
}

SitingAnswer solve(const SiteQuestion& question) {
  const siting::SitingTask& task = question.task;
  if (with_capacities(task)) {
    if (question.objective == SiteObjective::median) return siting::solve_capacitated_median(task, question.limits);
    throw core::Error(core::ErrorCode::usage,
                      {.zh = fmt::format("容量只用于 p-median，不用于 {}", name(question.objective)),
                       .en = fmt::format("capacities belong to p-median, not to {}", name(question.objective))});
  }
  switch (question.objective) {
    case SiteObjective::centre:
      return siting::solve_centre(task, question.limits);
    case SiteObjective::max_cover:
      return siting::solve_max_cover(task, {.radius = question.radius}, question.limits);
    case SiteObjective::set_cover:
      return siting::solve_set_cover(task, question.radius, question.limits);
    case SiteObjective::expected_cover:
      return siting::solve_max_cover(task, {.radius = question.radius, .busy = question.busy, .per_site = question.per_site},
                                     question.limits);
    case SiteObjective::median:
      break;
  }
  return siting::solve_median(task, question.limits);
}

double all_weight(const siting::SitingTask& task) {
  double sum = 0;
  for (const double weight : task.weights) sum += weight;
  return sum;
}

}  // namespace

std::string_view name(SiteObjective objective) {
  switch (objective) {
    case SiteObjective::centre:
      return "p-centre";
    case SiteObjective::max_cover:
      return "mclp";
    case SiteObjective::set_cover:
      return "lscp";
    case SiteObjective::expected_cover:
      return "mexclp";
    case SiteObjective::median:
      break;
  }
  return "p-median";
}

std::string lab_site(const SiteQuestion& question) {
  const auto start = std::chrono::steady_clock::now();
  const SitingAnswer answer = solve(question);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  nlohmann::json sites = nlohmann::json::array();
  for (const siting::SiteId site : answer.sites) {
    const std::string label = siting::name_of(question.task, site);
    if (question.numbered)
      sites.push_back(std::strtoll(label.c_str(), nullptr, 10));
    else
      sites.push_back(label);
  }
  if (question.out) {
    std::string lines;
    for (const siting::SiteId site : answer.served_by) lines += (site.valid() ? siting::name_of(question.task, site) : "") + "\n";
    replace_file(*question.out, lines);
  }
  nlohmann::json json = {{"objective", name(question.objective)},
                         {"cost", answer.cost},
                         {"bound", answer.bound},
                         {"gap", answer.gap()},
                         {"sites", sites},
                         {"stopped_by", siting::name(answer.stopped_by)},
                         {"work", answer.work},
                         {"seconds", seconds}};
  const double all = all_weight(question.task);
  const bool covering = question.objective == SiteObjective::max_cover || question.objective == SiteObjective::set_cover ||
                        question.objective == SiteObjective::expected_cover;
  if (covering && all > 0) json["share"] = siting::covered_share(question.task, answer.sites, question.radius);
  if (question.objective == SiteObjective::expected_cover && all > 0) json["expected_share"] = answer.cost / all;
  return json.dump(2) + "\n";
}

}  // namespace wangge::scenarios
