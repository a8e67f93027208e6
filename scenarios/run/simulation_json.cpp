#include "scenarios/run/figures_json.h"
#include "scenarios/steps/request_rates.h"

#include <array>
#include <charconv>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using evaluation::Evaluation;
using nlohmann::json;

constexpr std::array<const char*, evaluation::response_count> response_names = {"accept", "arrive", "resolve"};
constexpr std::array<const char*, simulation::final_count> final_names = {"open", "resolved", "unreachable", "unsettled",
                                                                          "refused"};

}  // namespace

json response_json(const evaluation::ResponseFigures& figures) {
  json object = estimate_json(figures.mean, "mean");
  object["answered"] = rounded(figures.answered);
  put(object, "unanswered_share", figures.unanswered_share);
  const auto quantile = [&](const char* name, const evaluation::ResponseFigures::Quantile& figure) {
    object[name] = rounded(figure.value);
    if (figure.ci95) object[std::string(name) + "_ci95"] = {rounded(figure.ci95->low), rounded(figure.ci95->high)};
  };
  quantile("p50", figures.p50);
  quantile("p90", figures.p90);
  quantile("p99", figures.p99);
  return object;
}

namespace {

/// requests, responses, response_minutes, within_target_share: absent where nothing was answered.
json part_json(const evaluation::PartFigures& figures, evaluation::Response target) {
  json object = {{"requests", estimate_json(figures.requests, "mean")}};
  json responses = json::object();
  for (std::size_t i = 0; i < response_names.size(); ++i) {
    if (figures.responses[i]) responses[response_names[i]] = response_json(*figures.responses[i]);
  }
  const char* meant = response_names[static_cast<std::size_t>(target)];
  if (responses.contains(meant)) object["response_minutes"] = responses[meant];
  if (!responses.empty()) object["responses"] = responses;
  if (figures.within_target_share) object["within_target_share"] = estimate_json(*figures.within_target_share, "value");
  return object;
}

json stopping_json(const Evaluation::Stopping& stopping) {
  const statistics::Precision& precision = *stopping.wanted.rule.until;
  const bool response = stopping.wanted.figure == evaluation::WatchedFigure::response;
  return {{"figure", response ? "response_minutes" : "within_target_share"},
          {"half_width", rounded(precision.half_width)},
          {"relative", precision.relative},
          {"at_least", stopping.wanted.rule.at_least},
          {"at_most", stopping.wanted.rule.at_most},
          {"reached", stopping.reached}};
}

json warm_up_json(const evaluation::WarmUpFigures& warm_up, bool may_end_unsettled) {
  json object = {
      {"days", rounded(warm_up.days)}, {"found", warm_up.detected ? "MSER-5" : "given"}, {"requests", rounded(warm_up.requests)}};
  if (warm_up.settled) object["settled"] = *warm_up.settled;
  for (std::size_t i = 0; i < final_names.size(); ++i) {
    const auto final = static_cast<simulation::Final>(i);
    if (final == simulation::Final::refused || (final == simulation::Final::unsettled && !may_end_unsettled)) continue;
    object["finals"][final_names[i]] = rounded(warm_up.finals[i]);
  }
  return object;
}

json slice_json(const evaluation::SliceFigures& figures) {
  json object = {{"requests", rounded(figures.requests)}};
  put(object, "response_mean", figures.response_mean);
  put(object, "within_target_share", figures.within_target_share);
  put(object, "helped_share", figures.helped_share);
  put_life(object, figures.life);
  return object;
}

void add_slices(json& object, const Evaluation& evaluation, const Scenario& scenario) {
  for (std::size_t hour = 0; hour < evaluation.by_hour.size(); ++hour) {
    json item = slice_json(evaluation.by_hour[hour]);
    item["hour"] = hour;
    object["by_hour"].push_back(item);
  }
  object["by_kind"] = json::array();
  const std::vector<MatterOf> matters = matters_of(scenario);
  for (std::size_t i = 0; i < evaluation.by_kind.size(); ++i) {
    const MatterOf* matter = i < scenario.requests.size() || i - scenario.requests.size() >= matters.size()
                                 ? nullptr
                                 : &matters[i - scenario.requests.size()];
    if (matter != nullptr && !matter->matter->admitted) continue;  // in no grid: see `admission`
    json item = slice_json(evaluation.by_kind[i].requests);
    item["kind"] = evaluation.by_kind[i].kind;
    if (!evaluation.promise.kinds.empty()) {
      const evaluation::Promise::OfKind promised = evaluation.promise.of(simulation::KindId(i));
      item["target"] = response_names[static_cast<std::size_t>(promised.target)];
      item["target_minutes"] = rounded(core::in_minutes(promised.within));
    }
    for (std::size_t step = 0; step < response_names.size(); ++step) {
      const auto& figures = evaluation.by_kind[i].responses[step];
      if (figures) item["responses"][response_names[step]] = response_json(*figures);
    }
    if (i < scenario.requests.size() && !scenario.requests[i].title.en.empty()) {
      item["title"] = text_json(scenario.requests[i].title);
    }
    if (matter != nullptr) {
      item["title"] = text_json(matter_title(*matter));
      item["handed_down_by"] = matter->department->name;
    }
    object["by_kind"].push_back(item);
  }
  object["by_grid"] = json::array();
  for (const evaluation::GridFigures& grid : evaluation.by_grid) {
    json item = slice_json(grid.requests);
    item["code"] = grid.code;
    put(item, "utilisation", grid.utilisation);
    put(item, "rounds_share", grid.rounds_share);
    put(item, "visits_planned", grid.visits_planned);
    put(item, "visits_done_share", grid.visits_done_share);
    object["by_grid"].push_back(item);
  }
  for (const evaluation::CommunityFigures& community : evaluation.by_community) {
    json item = slice_json(community.requests);
    item.erase("within_target_share");
    item["code"] = community.code;
    if (community.within_target_share) item["within_target_share"] = estimate_json(*community.within_target_share, "value");
    put(item, "utilisation", community.utilisation);
    object["by_community"].push_back(item);
  }
}

}  // namespace

double rounded(double value) {
  const std::string digits = fmt::format("{:.6g}", value);
  double result = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), result);
  return result;
}

void put(json& object, const char* key, const std::optional<double>& value) {
  if (value) object[key] = rounded(*value);
}

json estimate_json(const core::Estimate& estimate, const char* centre) {
  json object = {{centre, rounded(estimate.value)}};
  if (!estimate.ci95) return object;
  object["ci95"] = {rounded(estimate.ci95->low), rounded(estimate.ci95->high)};
  for (const double sample : estimate.samples) object["samples"].push_back(rounded(sample));
  return object;
}

json text_json(const core::Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

json size_range_json(const PlanningSpec& spec) {
  if (spec.points) return {{"points_min", rounded(spec.points->least)}, {"points_max", rounded(spec.points->most)}};
  return {{"households_min", spec.households_min}, {"households_max", spec.households_max}};
}

json simulation_json(const Evaluation& evaluation, const Scenario& scenario) {
  json object = part_json(evaluation.all, evaluation.promise.target);
  object["replications"] = evaluation.replications;
  if (evaluation.stopping) object["stopping"] = stopping_json(*evaluation.stopping);
  object["horizon_days"] = rounded(evaluation.horizon_days);
  if (evaluation.warm_up) object["warm_up"] = warm_up_json(*evaluation.warm_up, !evaluation.escalated.empty());
  object["requests_per_day"] = rounded(evaluation.requests_per_day);
  object["target"] = response_names[static_cast<std::size_t>(evaluation.promise.target)];
  object["target_minutes"] = rounded(core::in_minutes(evaluation.promise.within));
  if (evaluation.utilisation) object["utilisation"] = estimate_json(*evaluation.utilisation, "value");
  if (evaluation.utilisation_of_workers)
    object["utilisation_of_workers"] = estimate_json(*evaluation.utilisation_of_workers, "value");
  if (evaluation.utilisation_gini) object["utilisation_gini"] = estimate_json(*evaluation.utilisation_gini, "value");
  put(object, "overtime_hours", evaluation.overtime_hours);
  put(object, "unanswered_share", evaluation.unanswered_share);
  put(object, "helped_share", evaluation.helped_share);
  object["backlog"] = estimate_json(evaluation.backlog, "value");
  for (std::size_t i = 0; i < final_names.size(); ++i) {
    const auto final = static_cast<simulation::Final>(i);  // what is refused is no request of a grid
    const bool possible = final != simulation::Final::unsettled || !evaluation.escalated.empty();
    if (possible && final != simulation::Final::refused) object["finals"][final_names[i]] = rounded(evaluation.finals[i]);
  }
  object["within_shift"] = part_json(evaluation.within_shift, evaluation.promise.target);
  put(object["within_shift"], "requests_share", evaluation.within_shift_share);
  for (const evaluation::HistogramBin& bin : evaluation.histogram) {
    json item = {{"from", rounded(bin.from)}, {"share", rounded(bin.share)}};
    put(item, "to", bin.to);
    object["histogram"].push_back(item);
  }
  add_slices(object, evaluation, scenario);
  add_lives(object, evaluation);
  add_duties(object, evaluation, scenario);
  add_duty_time(object, evaluation, scenario);
  add_whistles(object, evaluation, scenario);
  add_offices(object, evaluation, scenario);
  add_admission(object, evaluation, scenario);
  return object;
}

}  // namespace wangge::scenarios
