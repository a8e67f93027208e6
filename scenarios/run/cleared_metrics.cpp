#include "scenarios/run/audience.h"

#include "scenarios/run/cleared_log.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <utility>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

bool is_among(const std::set<std::string>& codes, const json& entry, const char* key) {
  return entry.contains(key) && entry[key].is_string() && codes.count(entry[key].get<std::string>()) > 0;
}

/// Reduces the entries of hidden codes to their code.
void clear_entries(const Clearance& clearance, json& holder, const char* list, const char* key) {
  if (!holder.contains(list)) return;
  for (json& entry : holder[list]) {
    if (is_among(clearance.hidden, entry, key)) entry = json{{key, entry[key]}, {"hidden", true}};
  }
}

std::int64_t share_of(std::int64_t count, const json& entry, const char* key) {
  return std::llround(static_cast<double>(count) * entry.value(key, 0.0));
}

/// The people within the promised minutes that a reader would work out from the shares.
std::vector<CoveredArea> covered_areas(const Clearance& clearance, const json& coverage) {
  std::map<std::string, const json*> entries;
  for (const char* list : {"by_grid", "by_area"}) {
    if (!coverage.contains(list)) continue;
    for (const json& entry : coverage[list]) entries.emplace(entry.value("code", ""), &entry);
  }
  std::vector<CoveredArea> covered;
  for (const CountedArea& area : clearance.areas) {
    CoveredArea one{area, {area.code, area.parent, 0, 0}};
    const auto entry = entries.find(area.code);
    if (entry != entries.end()) {
      one.within.residents = share_of(area.residents, *entry->second, "residents_share");
      one.within.households = share_of(area.households, *entry->second, "households_share");
    }
    covered.push_back(std::move(one));
  }
  return covered;
}

/// Of hidden shares the times go too: the longest is that of a single building.
void clear_shares(const std::set<std::string>& codes, json& entries) {
  for (json& entry : entries) {
    if (!is_among(codes, entry, "code")) continue;
    for (const char* key : {"households_share", "residents_share", "minutes_mean", "minutes_max", "effective_share"})
      entry.erase(key);
    entry["hidden"] = true;
  }
}

void clear_coverage(const Clearance& clearance, json& coverage) {
  const Hidden shares = hidden_shares(covered_areas(clearance, coverage), clearance.hidden);
  // Rings, posts, hours and changes are counts that overlap: taken from each other they tell of single buildings.
  for (const char* key : {"blind_spots", "rings", "by_post", "by_hour", "changes", "by_responder"}) coverage.erase(key);
  for (const char* list : {"by_grid", "by_area"}) {
    clear_entries(clearance, coverage, list, "code");
    if (coverage.contains(list)) clear_shares(shares.codes, coverage[list]);
  }
  if (coverage.contains("effective")) coverage["effective"].erase("circles");
  // What is expected in all, less what is told of every other grid, is that of the hidden one.
  if (!shares.codes.empty() || !clearance.hidden.empty() || shares.total) coverage.erase("effective");
  if (!shares.total && !clearance.total_hidden) return;
  for (const char* key : {"households", "residents", "households_share", "residents_share"}) coverage.erase(key);
}

/// Spreads over the grids are told only where every grid is: the smallest is a count, and so is often the largest or the
/// middle one, and the border of all less the others is that of the hidden one.
void clear_plan(const Clearance& clearance, json& plan) {
  clear_entries(clearance, plan, "violations", "grid");
  if (plan.contains("violations")) {
    for (json& violation : plan["violations"]) {
      if (is_among(clearance.unexplained, violation, "grid")) violation.erase("reason");
    }
  }
  plan.erase("elements");  // the least of a grid is a count
  // Counts of households that are no whole grid's or area's, and what may stand in a grid or two.
  if (plan.contains("aims")) {
    for (const char* key : {"compound_households", "party_members", "organisations"}) plan["aims"].erase(key);
  }
  if (!clearance.grid_hidden) return;
  for (const char* key : {"aims", "households", "balance", "border"}) plan.erase(key);
}

/// To whole percents, without interval and values of replications: a finer share of a small number, and the ends of Wilson's
/// interval, tell the number.
void coarsen_share(json& item, const char* key) {
  if (!item.contains(key)) return;
  json& share = item[key];
  const auto percents = [](const json& exact) { return std::round(exact.get<double>() * 100) / 100; };
  for (const char* told : {"samples", "ci95"}) share.erase(told);
  share["value"] = percents(share["value"]);
}

bool is_few(double count) { return count > 0 && count < static_cast<double>(smallest_count); }

void coarsen_shares(json& duty) {
  for (const char* key : {"done_share", "absent_share", "missed_share", "unmanned_share", "unreachable_share", "open_share"})
    coarsen_share(duty, key);
}

/// How many are visited is a count of households, or of members of a group, however often each is; rounds and ways of few tell
/// where they are. What few people do tells of a person.
void clear_duties(json& simulation) {
  if (!simulation.contains("duties")) return;
  json kept = json::array();
  for (json& duty : simulation["duties"]) {
    const std::string kind = duty.value("kind", "");
    const bool of_households = kind == "household visit" || kind == "door-knock sweep";
    if (of_households && duty.value("members", 0.0) < static_cast<double>(smallest_count)) continue;
    if (is_few(duty.value("responders", 0.0))) continue;
    for (const char* key : {"members", "planned", "calls", "sweep", "places", "unfilled"}) duty.erase(key);
    if (of_households) {
      for (const char* key : {"rounds", "way_minutes", "bound_minutes"}) duty.erase(key);
      coarsen_shares(duty);
    }
    kept.push_back(duty);
  }
  simulation["duties"] = kept;
}

/// Hours tell counts, and those of few people tell of a person: whole percents alone leave, and none where a kind has few people,
/// or a duty few who are visited, as the whole less the others tells them.
void clear_duty_time(json& simulation) {
  if (!simulation.contains("duty_time")) return;
  const auto few = [](const json& item, const char* key) {
    return item.contains(key) && item[key].get<double>() < static_cast<double>(smallest_count);
  };
  json& kinds = simulation["duty_time"];
  bool any = std::any_of(kinds.begin(), kinds.end(),
                         [&](const json& kind) { return few(kind, "responders") || few(kind, "responders_without_post"); });
  if (simulation.contains("duties")) {
    const json& duties = simulation["duties"];
    any = any || std::any_of(duties.begin(), duties.end(),
                             [&](const json& duty) { return few(duty, "members") || few(duty, "responders"); });
  }
  if (any) {
    for (const char* key : {"duty_time", "rounds_share"}) simulation.erase(key);  // times the hours on shift, the latter tells it
    return;
  }
  if (simulation.contains("rounds_share")) coarsen_share(simulation, "rounds_share");
  const auto coarsen_part = [](json& part) {
    part.erase("hours");
    coarsen_share(part, "share");
  };
  for (json& kind : kinds) {
    for (const char* key : {"responders", "responders_without_post", "on_shift_hours", "overtime_hours"}) kind.erase(key);
    for (const char* key : {"to_requests", "with_requests", "moving_back", "free_patrol", "at_post", "without_post"}) {
      if (kind.contains(key)) coarsen_part(kind[key]);
    }
    for (json& duty : kind["duties"]) {
      for (const char* key : {"way", "at"}) {
        if (duty.contains(key)) coarsen_part(duty[key]);
      }
    }
  }
}

/// Few are matters, not calls: one of six departments is a single household's. Shares of few are left out, and the others leave
/// in whole percents and minutes.
void clear_whistles(json& simulation) {
  if (!simulation.contains("whistles")) return;
  json& whistles = simulation["whistles"];
  const auto few = [](const json& item) {
    const double matters = item.value("matters", 1.0);  // of older runs not told: taken as few
    return matters > 0 && matters < static_cast<double>(smallest_count);
  };
  const auto clear = [](json& item) {
    for (const char* key : {"blown", "calls", "decided", "matters"}) item.erase(key);
    for (const char* key : {"in_time_share", "late_share", "missed_share"}) coarsen_share(item, key);
    if (!item.contains("report_minutes")) return;
    const double minutes = std::round(item["report_minutes"]["value"].get<double>());
    item["report_minutes"] = json{{"value", minutes}};
  };
  if (few(whistles)) {
    simulation.erase("whistles");
    return;
  }
  for (const char* list : {"by_department", "by_kind"}) {
    if (!whistles.contains(list)) continue;
    const bool any_few = std::any_of(whistles[list].begin(), whistles[list].end(), few);  // the whole less the others tells them
    if (any_few) {
      whistles.erase(list);
      continue;
    }
    for (json& item : whistles[list]) clear(item);
  }
  clear(whistles);
}

/// Few matters are those of single households: shares alone leave, in whole percents, of departments where none has few.
void clear_admission(json& simulation) {
  if (!simulation.contains("admission")) return;
  json& admission = simulation["admission"];
  const auto few = [](const json& item) {
    return item.value("handed_down", 0.0) + item.value("refused", 0.0) < static_cast<double>(smallest_count) ||
           (item.value("handed_down", 0.0) > 0 && item.value("handed_down", 0.0) < static_cast<double>(smallest_count));
  };
  const auto clear = [](json& item) {
    for (const char* key : {"handed_down", "refused", "done", "by_kind"}) item.erase(key);
    for (const char* key : {"done_share", "worker_share"}) coarsen_share(item, key);
  };
  if (few(admission)) {
    simulation.erase("admission");
    return;
  }
  json& departments = admission["by_department"];
  if (std::any_of(departments.begin(), departments.end(), few)) {
    admission.erase("by_department");
  } else {
    for (json& item : departments) clear(item);
  }
  clear(admission);
}

/// How many of a kind a department hands down is a count, and all requests less the other kinds tell it.
void clear_kinds(json& simulation) {
  if (!simulation.contains("by_kind")) return;
  const json& kinds = simulation["by_kind"];
  const bool any = std::any_of(kinds.begin(), kinds.end(), [](const json& kind) { return kind.contains("handed_down_by"); });
  if (any) simulation.erase("by_kind");
}

void erase_everywhere(json& item, const std::set<std::string>& keys) {
  if (item.is_object()) {
    for (const std::string& key : keys) item.erase(key);
  }
  if (!item.is_structured()) return;
  for (json& part : item) erase_everywhere(part, keys);
}

/// How many end in some way, are open at the end or reach a level: of one with few the others would tell, and so would all
/// requests less those answered. Of a log cleared_log.h has stricter rules.
void clear_ends(json& simulation, bool of_log) {
  const auto few = [](const json& ends) {
    return std::any_of(ends.begin(), ends.end(), [](const json& count) { return is_few(count.get<double>()); });
  };
  bool any = simulation.contains("finals") && few(simulation["finals"]);
  if (simulation.contains("backlog")) {
    any = any || is_few(simulation["backlog"].value("value", 0.0));
    simulation["backlog"] = json{{"value", simulation["backlog"].value("value", 0.0)}};  // one replication's may be few
  }
  if (simulation.contains("warm_up")) {
    json& warm_up = simulation["warm_up"];
    any = any || (warm_up.contains("finals") && few(warm_up["finals"]));
    if (any) warm_up.erase("finals");
    if (warm_up.value("requests", 0.0) < static_cast<double>(smallest_count)) {
      for (const char* key : {"requests", "finals"}) warm_up.erase(key);
    }
  }
  if (simulation.contains("escalated") && !of_log) {
    const json& levels = simulation["escalated"];
    any =
        any || std::any_of(levels.begin(), levels.end(), [](const json& level) { return is_few(level.value("requests", 0.0)); });
  }
  if (!any) return;
  for (const char* key : {"finals", "backlog"}) simulation.erase(key);
  if (of_log) return;
  simulation.erase("escalated");
  erase_everywhere(simulation, {"answered", "unanswered_share", "accept_unanswered_share", "arrive_unanswered_share",
                                "resolve_unanswered_share", "escalated_share"});
}

/// Two offices with many matters each, and none with few: the level's figures would be those of the only one that has any.
bool is_of_several(const json& level) {
  if (!level.contains("by_office")) return false;
  int many = 0;
  for (const json& office : level["by_office"]) {
    const double matters = office.value("matters", 0.0);
    if (is_few(matters)) return false;
    many += matters > 0 ? 1 : 0;
  }
  return many >= 2;
}

/// An office of a station is a few people's, and few matters are those of single households: levels alone leave, without counts.
void clear_offices(json& simulation) {
  if (!simulation.contains("offices")) return;
  json kept = json::array();
  for (json& level : simulation["offices"]) {
    if (!is_of_several(level)) {
      // Times the requests of its grids it tells the matters of an office.
      for (const char* list : {"by_grid", "by_hour", "by_kind"}) {
        if (simulation.contains(list)) erase_everywhere(simulation[list], {"escalated_share"});
      }
      continue;
    }
    for (const char* key : {"by_office", "matters", "overdue_in_line", "waiting_at_end", "queue"}) level.erase(key);
    if (!level.contains("seated_share")) level.erase("wait_minutes");  // of older runs: of how many is not told
    for (const char* key : {"waited_share", "seated_share", "utilisation", "after_hours_share"}) coarsen_share(level, key);
    if (level.contains("wait_minutes"))
      level["wait_minutes"] = json{{"value", std::round(level["wait_minutes"]["value"].get<double>())}};
    kept.push_back(level);
  }
  if (kept.empty()) {
    simulation.erase("offices");
  } else {
    simulation["offices"] = kept;
  }
}

/// A grid is mostly one worker's: what tells of workers does not leave by grid, nor do teams. Where a grid has so few requests
/// that they may be matters of single households, nothing leaves by grid: the whole less the others would tell them.
void clear_simulation(const Clearance& clearance, json& simulation, bool of_log) {
  simulation.erase("by_community");
  simulation.erase("teams");
  for (const char* key : {"teams_withheld", "utilisation_of_workers", "rounds_share_of_workers"}) simulation.erase(key);
  if (simulation.contains("theory")) simulation["theory"].erase("by_grid");  // loads of a worker, expected and found
  clear_ends(simulation, of_log);
  clear_duty_time(simulation);
  clear_duties(simulation);
  clear_whistles(simulation);
  clear_offices(simulation);
  clear_admission(simulation);
  clear_kinds(simulation);
  if (!simulation.contains("by_grid")) return;
  const json& grids = simulation["by_grid"];
  const bool few = std::any_of(grids.begin(), grids.end(), [](const json& grid) {
    const double requests = grid.value("requests", 0.0);
    return requests > 0 && requests < static_cast<double>(smallest_count);
  });
  if (few) {
    simulation.erase("by_grid");
    return;
  }
  clear_entries(clearance, simulation, "by_grid", "code");
  for (json& grid : simulation["by_grid"]) {
    for (const char* key : {"utilisation", "stars_mean", "rated_share", "declined_share", "timed_out_share", "interrupted_share",
                            "handed_over_share", "late_accept_share", "late_arrive_share", "late_resolve_share", "accept_mean",
                            "accept_unanswered_share", "rounds_share", "visits_planned", "visits_done_share"})
      grid.erase(key);
  }
}

bool can_be_few(double low, double high) {
  constexpr double slack = 1e-6;
  const double first = std::max(1.0, std::ceil(low - slack));
  return first <= high + slack && first < static_cast<double>(smallest_count);
}

/// The share of modelled residents leaves with two decimals, as six would tell how many. It stays where two do when the share
/// or the rest, times the published residents, may be a small count; none and all tell none.
void coarsen_modelled_share(json& territory) {
  constexpr const char* key = "population_modelled_share";
  if (!territory.contains(key) || !territory[key].is_number()) return;
  const double exact = territory[key].get<double>();
  const double told = std::round(exact * 100) / 100;
  const double residents = territory.value("residents", 0.0);
  const double low = std::max(0.0, told - 0.005) * residents;
  const double high = std::min(1.0, told + 0.005) * residents;
  const bool part = exact > 0 && exact < 1;
  if (part && (can_be_few(low, high) || can_be_few(residents - high, residents - low))) {
    territory.erase(key);
  } else {
    territory[key] = told;
  }
}

}  // namespace

json cleared_metrics(const Clearance& clearance, json metrics) {
  if (clearance.audience == Audience::internal) return metrics;
  const bool of_households = replays_log(metrics);
  metrics.erase("findings");
  if (metrics.contains("inputs")) {
    for (json& input : metrics["inputs"]) input["path"] = std::filesystem::path(input.value("path", "")).filename().string();
  }
  if (clearance.total_hidden && metrics.contains("territory")) {
    for (const char* key : {"households", "residents", "population_modelled_share"}) metrics["territory"].erase(key);
  }
  if (metrics.contains("territory")) coarsen_modelled_share(metrics["territory"]);
  if (metrics.contains("coverage")) clear_coverage(clearance, metrics["coverage"]);
  if (metrics.contains("coverage") && metrics["coverage"].empty()) metrics.erase("coverage");
  if (metrics.contains("simulation")) clear_simulation(clearance, metrics["simulation"], of_households);
  if (metrics.contains("simulation") && of_households) clear_past_requests(metrics["simulation"]);
  metrics.erase("repartition");  // sums over old and new areas tell parts of areas, which no count here hides
  if (metrics.contains("plan")) clear_plan(clearance, metrics["plan"]);
  metrics["hidden_counts"] = clearance.hidden.size();
  metrics["audience"] = name(clearance.audience);
  return metrics;
}

}  // namespace wangge::scenarios
