#include "scenarios/run/cleared_log.h"

#include "scenarios/run/disclosure.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

/// Settings, hours of workers, and what has rules of its own.
constexpr std::array kept_as_they_are = {
    "replications", "stopping",  "horizon_days",        "target",         "target_minutes", "requests_per_day", "utilisation",
    "rounds_share", "duties",    "utilisation_gini",    "overtime_hours", "finals",         "way_hours",        "distance_m",
    "warm_up",      "by_grid",   "break_lost_minutes",  "break_minutes",  "by_kind",        "by_hour",          "within_shift",
    "requests",     "responses", "within_target_share", "backlog",        "histogram",      "stars_mean",       "escalated"};

constexpr double rounding_error = 1e-6;  // of a share times its requests

bool is_few(double count) { return count > 0 && count < static_cast<double>(smallest_count); }
bool is_share(std::string_view key) { return key.ends_with("_share"); }
double count_of(const json& requests) { return requests.is_object() ? requests.value("mean", 0.0) : requests.get<double>(); }
double percents(double share) { return std::round(share * 100) / 100; }
double tenths(double stars) { return std::round(stars * 10) / 10; }
double whole(double minutes) { return std::round(minutes); }

/// A number, or one with its interval.
void tell_alone(json& figure, double (*rounded)(double)) {
  if (figure.is_object()) {
    figure = json{{"value", rounded(figure.value("value", 0.0))}};
  } else {
    figure = rounded(figure.get<double>());
  }
}

/// A share of so many requests, in whole percents, where neither they nor the rest are few: of many a percent is no few either.
bool may_leave(const json& figure, double requests) {
  if (requests < least_for_shares) return false;
  const double counted = (figure.is_object() ? figure.value("value", 0.0) : figure.get<double>()) * requests;
  const auto few = [](double count) {
    return count > rounding_error && count < static_cast<double>(smallest_count) - rounding_error;
  };
  return !few(counted) && !few(requests - counted);
}

/// Means and quantiles are of those who were answered: of 5 or more, and with as many beyond a quantile.
json whole_minutes(const json& response, double requests) {
  const double answered = response.value("answered", requests * (1 - response.value("unanswered_share", 1.0)));
  json told = json::object();
  for (const auto& [key, beyond] :
       {std::pair("mean", 1.0), std::pair("p50", 0.5), std::pair("p90", 0.1), std::pair("p99", 0.01)}) {
    if (response.contains(key) && answered * beyond >= static_cast<double>(smallest_count))
      told[key] = std::round(response[key].get<double>());
  }
  return told;
}

/// How many requests a mean of `part` is of: those answered, or rated.
double counted_in(const json& part, const std::string& mean, double requests) {
  const auto share = [&](const std::string& key, double untold) {
    if (!part.contains(key)) return untold;
    return part[key].is_object() ? part[key].value("value", untold) : part[key].get<double>();
  };
  if (mean == "stars_mean") return requests * share("rated_share", 0);
  const std::string of = mean.substr(0, mean.size() - std::string_view("_mean").size());
  return requests * (1 - share(of == "response" ? "unanswered_share" : of + "_unanswered_share", 1));
}

/// Requests of one hour, kind or grid, those within shifts, or all.
void clear_part(json& part) {
  const double requests = part.contains("requests") ? count_of(part["requests"]) : 0;
  if (part.contains("requests") && part["requests"].is_object()) part["requests"] = json{{"mean", requests}};
  json told = json::object();
  for (auto& [key, figure] : part.items()) {
    if (key == "responses") {
      for (const auto& [name, response] : figure.items()) told[key][name] = whole_minutes(response, requests);
    } else if (key == "response_minutes") {
      told[key] = whole_minutes(figure, requests);
    } else if (key.ends_with("_mean")) {
      if (counted_in(part, key, requests) < static_cast<double>(smallest_count)) continue;
      if (key == "stars_mean" && requests < least_for_shares) continue;
      json mean = figure;  // the part is read further
      tell_alone(mean, key == "stars_mean" ? tenths : whole);
      told[key] = mean;
    } else if (is_share(key) && key != "rounds_share") {
      if (!may_leave(figure, requests)) continue;
      json share = figure;
      tell_alone(share, percents);
      told[key] = share;
    } else {
      told[key] = figure;
    }
  }
  part = std::move(told);
}

void clear_list(json& simulation, const char* list) {
  if (!simulation.contains(list)) return;
  json& items = simulation[list];
  const bool any_few =
      std::any_of(items.begin(), items.end(), [](const json& item) { return is_few(item.value("requests", 0.0)); });
  if (any_few) {
    simulation.erase(list);
    return;
  }
  for (json& item : items) clear_part(item);
}

void clear_shifts(json& simulation, double all) {
  if (!simulation.contains("within_shift")) return;
  const double within = count_of(simulation["within_shift"]["requests"]);
  if (is_few(within) || is_few(all - within)) {
    simulation.erase("within_shift");
  } else {
    clear_part(simulation["within_shift"]);
  }
}

void clear_levels(json& simulation, double all) {
  if (!simulation.contains("escalated")) return;
  for (json& level : simulation["escalated"]) {
    const double climbed = level.value("requests", 0.0);
    level.erase("requests");
    for (const auto& [key, of] : {std::pair("share", all), std::pair("settled_share", climbed)}) {
      if (!level.contains(key)) continue;
      if (may_leave(level[key], of)) {
        level[key] = percents(level[key].get<double>());
      } else {
        level.erase(key);
      }
    }
  }
}

/// Its shares are of those that got the response of the target.
void clear_histogram(json& simulation, double answered) {
  if (!simulation.contains("histogram")) return;
  if (answered < least_for_shares) {
    simulation.erase("histogram");
    return;
  }
  json& bins = simulation["histogram"];
  const bool few =
      std::any_of(bins.begin(), bins.end(), [&](const json& bin) { return is_few(bin.value("share", 0.0) * answered); });
  if (few) {  // the whole less the others tells them
    simulation.erase("histogram");
    return;
  }
  for (json& bin : bins) bin["share"] = percents(bin.value("share", 0.0));
}

}  // namespace

bool replays_log(const json& metrics) {
  if (!metrics.contains("findings")) return false;
  const json& findings = metrics["findings"];
  return std::any_of(findings.begin(), findings.end(), [](const json& one) { return one.value("rule", "") == "log.replayed"; });
}

void clear_past_requests(json& simulation) {
  json told = json::object();
  const double all = simulation.contains("requests") ? count_of(simulation["requests"]) : 0;
  const bool few = is_few(all);  // then only what no request has a part in
  for (const auto& [key, figure] : simulation.items()) {
    const bool of_requests = is_share(key) && key != "rounds_share";
    const bool kept =
        key == "response_minutes" || std::find(kept_as_they_are.begin(), kept_as_they_are.end(), key) != kept_as_they_are.end();
    if (of_requests || kept) told[key] = figure;
  }
  simulation = std::move(told);
  if (few) {
    json settings = json::object();
    for (const char* key : {"replications", "horizon_days", "target", "target_minutes"}) {
      if (simulation.contains(key)) settings[key] = simulation[key];
    }
    simulation = std::move(settings);
    return;
  }
  clear_levels(simulation, all);
  const double unanswered = simulation.value("unanswered_share", 0.0);
  const json response = simulation.value("response_minutes", json::object());
  clear_histogram(simulation, response.value("answered", all * (1 - unanswered)));
  clear_shifts(simulation, all);
  for (const char* list : {"by_hour", "by_kind", "by_grid"}) clear_list(simulation, list);
  if (simulation.contains("backlog")) simulation["backlog"] = json{{"value", simulation["backlog"].value("value", 0.0)}};
  json lists = json::object();  // cleared item by item
  for (const char* key : {"by_hour", "by_kind", "by_grid", "within_shift", "escalated", "histogram"}) {
    if (simulation.contains(key)) lists[key] = simulation[key];
  }
  clear_part(simulation);
  simulation.update(lists);
}

}  // namespace wangge::scenarios
