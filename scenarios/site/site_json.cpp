#include "scenarios/site/site_json.h"

#include "scenarios/run/figures_json.h"
#include "scenarios/run/manifest.h"
#include "scenarios/run/version.h"
#include "scenarios/site/site_task.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

/// An answer is proven where no more lies between it and its bound, of its value.
constexpr double proven_gap = 1e-9;

/// Coordinates, to 0.1 m.
double decimetres(double value) { return std::round(value * 10) / 10; }

json question_json(const SiteResult& result) {
  const SitingSpec& spec = *result.scenario.siting;
  json object = {{"problem", name(spec.problem)},
                 {"standard_minutes", rounded(core::in_minutes(spec.standard))},
                 {"mode", network::name(spec.mode)},
                 {"direction", spec.to_site ? "to site" : "to people"},
                 {"demand", spec.demand},
                 {"demand_words", text_json(demand_words(result.doors, spec.demand))},
                 {"kind", spec.kind},
                 {"keep_today", spec.keep_today},
                 {"merge_metres", rounded(spec.merge.value)},
                 {"effort", spec.effort}};
  if (spec.number) object["number"] = *spec.number;
  if (spec.budget) object["budget"] = rounded(*spec.budget);
  if (spec.floor_area) object["floor_area_m2"] = rounded(spec.floor_area->value);
  if (spec.problem == SitingProblem::expected_cover) {
    object["busy"] = rounded(spec.busy);
    object["posts_per_site"] = spec.posts_per_site;
  }
  if (!spec.levels.empty()) object["levels"] = spec.levels;
  if (spec.time_limit.value > 0) object["time_limit_seconds"] = rounded(static_cast<double>(spec.time_limit.value) / 1000);
  return object;
}

json candidates_json(const SiteResult& result) {
  const CandidateSpec& spec = result.scenario.siting->candidates;
  const CandidateList& list = result.candidates;
  json object = {{"all", list.all.size()},
                 {"allowed", list.count(Bar::none)},
                 {"chosen", result.choice.sites.size()},
                 {"fixed", std::count_if(list.all.begin(), list.all.end(), [](const SiteOption& one) { return one.fixed; })}};
  for (std::size_t i = 1; i < bar_count; ++i) {
    const Bar bar = static_cast<Bar>(i);
    std::string key(name(bar));
    std::replace(key.begin(), key.end(), ' ', '_');
    object[key] = list.count(bar);
  }
  if (!spec.generate.empty()) {
    object["generated_at"] = spec.generate;
    object["spacing_metres"] = rounded(spec.spacing.value);
  }
  if (spec.source) object["source"] = spec.source->path;
  return object;
}

json part_json(const SolvedPart& part, const territory::Territory& territory) {
  const Objective& objective = part.objective;
  json object = {{"what", text_json(objective.what)},
                 {"unit", text_json(objective.unit)},
                 {"value", rounded(objective.value)},
                 {"bound", rounded(objective.bound)},
                 {"digits", objective.digits},
                 {"more_is_better", objective.more_is_better},
                 {"gap", rounded(part.gap)},
                 {"proven", part.stopped_by == siting::StoppedBy::proof && part.gap <= proven_gap},
                 {"stopped_by", siting::name(part.stopped_by)},
                 {"work", part.work}};
  // What is chosen freely is bounded, not searched for: nothing ended that.
  if (part.level == "free" && part.area.empty() && !object["proven"].get<bool>()) object.erase("stopped_by");
  if (!part.level.empty()) object["level"] = part.level;
  if (part.area.empty()) return object;
  object["area"] = part.area;
  for (const territory::AreaId area : core::ids<territory::AreaId>(territory.areas.size())) {
    if (territory.areas.code[area] == part.area) object["area_name"] = territory.areas.name[area];
  }
  return object;
}

json tally_json(const GroupTally& tally) {
  json object = {{"all", rounded(tally.all)},
                 {"within", rounded(tally.within)},
                 {"beyond", rounded(tally.beyond)},
                 {"no_way", rounded(tally.no_way)}};
  put(object, "within_share", tally.share());
  put(object, "mean_minutes", tally.mean_minutes());
  return object;
}

std::string area_code(const SiteResult& result, territory::CellId cell) {
  return cell.valid() ? result.territory.areas.code[result.territory.cells.parent[cell]] : std::string();
}

json site_entry(const SiteResult& result, std::size_t index) {
  const ChosenSite& chosen = result.choice.sites[index];
  const SiteOption& option = result.candidates.all[chosen.option];
  const PostLoad& load = result.after.loads[index];
  json object = {{"number", index + 1},
                 {"name", option.name},
                 {"street", option.street},
                 {"x", decimetres(option.position.x)},
                 {"y", decimetres(option.position.y)},
                 {"area", area_code(result, option.cell)},
                 {"area_name", result.territory.areas.name[result.territory.cells.parent[option.cell]]},
                 {"cost", rounded(option.cost)},
                 {"room", name(option.room)},
                 {"fixed", option.fixed},
                 {"today", option.today},
                 {"posts", chosen.posts},
                 {"households", rounded(load.households)},
                 {"residents", rounded(load.residents)},
                 {"demand", rounded(load.demand)}};
  if (option.floor) object["floor_area_m2"] = rounded(option.floor->value);
  if (result.scenario.siting->has_capacities()) put(object, "capacity", option.capacity);
  if (!chosen.centre_of.empty()) object["centre_of"] = chosen.centre_of;
  if (chosen.further) object["further"] = true;
  if (load.demand > 0) {
    object["mean_minutes"] = rounded(load.minutes / load.demand);
    object["within_share"] = rounded(load.within / load.demand);
  }
  return object;
}

/// Nested: how many sites each level has and what they cost; a site of several levels counts at the highest.
json levels_json(const SiteResult& result) {
  std::vector<std::string> levels = result.scenario.siting->levels;
  levels.emplace_back("further");
  json list = json::array();
  for (const std::string& level : levels) {
    std::size_t sites = 0;
    double cost = 0;
    for (const ChosenSite& site : result.choice.sites) {
      const std::string first = site.centre_of.empty() ? std::string() : site.centre_of.front();
      const bool here = first.empty() ? level == "further" : first.substr(0, first.find(' ')) == level;
      if (!here) continue;
      ++sites;
      cost += result.candidates.all[site.option].cost;
    }
    list.push_back({{"level", level}, {"sites", sites}, {"cost", rounded(cost)}});
  }
  return list;
}

/// Groups before and after: one entry a group, the demand itself first.
json groups_json(const SiteResult& result) {
  json groups = json::array();
  const auto add = [&](const std::string& key, const core::Text& title, const core::Text& origin, const GroupTally* before,
                       const GroupTally& after) {
    json entry = {{"name", key}, {"title", text_json(title)}, {"after", tally_json(after)}};
    if (!origin.en.empty()) entry["origin"] = text_json(origin);
    if (before != nullptr) entry["before"] = tally_json(*before);
    groups.push_back(std::move(entry));
  };
  for (std::size_t i = 0; i < result.doors.people.size(); ++i) {
    const People& some = result.doors.people[i];
    add(some.name, some.title, some.origin, result.before ? &result.before->people[i] : nullptr, result.after.people[i]);
  }
  if (result.scenario.siting->demand == "requests") {
    add("requests", demand_words(result.doors, "requests"), {}, result.before ? &result.before->demand : nullptr,
        result.after.demand);
  }
  return groups;
}

json scores_json(const SiteResult& result, const PostService& service) {
  json object = {{"unit", service.scores.by_floor ? "m2 per 1000 residents" : "posts per 10000 residents"}};
  for (std::size_t i = 0; i < result.doors.people.size(); ++i) {
    object["groups"].push_back({{"name", result.doors.people[i].name},
                                {"mean", rounded(service.scores.mean[i])},
                                {"none", rounded(service.scores.none[i])}});
  }
  return object;
}

json accessibility_json(const SiteResult& result) {
  const AccessibilitySpec& spec = result.scenario.siting->accessibility;
  json catchment = json::array();
  for (const core::Millis end : spec.catchment) catchment.push_back(rounded(core::in_minutes(end)));
  json object = {{"method", name(spec.method)}, {"catchment_minutes", std::move(catchment)}};
  if (spec.gaussian) {
    object["decay"] = "gaussian";
  } else if (spec.method != AccessibilitySpec::Method::two_step) {
    object["decay"] = "zones";
    for (const double weight : spec.weights) object["weights"].push_back(rounded(weight));
  }
  object["after"] = scores_json(result, result.after);
  if (result.before) object["before"] = scores_json(result, *result.before);
  return object;
}

json blind_json(const SiteResult& result, const PostService& service, std::size_t most) {
  json list = json::array();
  for (const BlindDoor& blind : service.blind) {
    if (list.size() >= most) break;
    const Door& door = result.doors.doors[blind.door];
    json entry = {{"building", result.doors.name_of(result.territory, blind.door)},
                  {"area", result.territory.areas.code[door.area]},
                  {"area_name", result.territory.areas.name[door.area]},
                  {"households", result.doors.people[0].count[blind.door]},
                  {"x", decimetres(door.position.x)},
                  {"y", decimetres(door.position.y)},
                  {"cause", !door.access.valid()     ? "no road"
                            : blind.time.reachable() ? "beyond"
                                                     : "no way"}};
    if (blind.time.reachable()) entry["minutes"] = rounded(core::in_minutes(blind.time.value()));
    list.push_back(std::move(entry));
  }
  return list;
}

json blind_totals(const SiteResult& result, const PostService& service) {
  double households = 0;
  for (const BlindDoor& blind : service.blind) households += result.doors.people[0].count[blind.door];
  return {{"buildings", service.blind.size()}, {"households", rounded(households)}};
}

json simulated_json(const SimulatedStaff& simulated) {
  json entry = {{"share", estimate_json(simulated.share, "value")},
                {"requests", rounded(simulated.requests)},
                {"below", simulated.below},
                {"contradicts", simulated.contradicts}};
  if (simulated.cause) entry["cause"] = name(*simulated.cause);
  return entry;
}

json staff_json(const Scenario& scenario, const StaffPlan& staff) {
  json grids = json::array();
  for (const GridStaff& grid : staff.grids) {
    json entry = {{"code", grid.code},
                  {"name", grid.name},
                  {"requests_per_duty_hour", rounded(grid.requests_per_duty_hour)},
                  {"busy_minutes", rounded(grid.busy_minutes)},
                  {"way_minutes", rounded(grid.way_minutes)},
                  {"workers_now", grid.now}};
    put(entry, "share_now", grid.share_now);
    if (grid.need) {
      entry["workers_needed"] = grid.need->workers;
      entry["share"] = rounded(grid.need->within_share);
      entry["utilisation"] = rounded(grid.need->utilisation);
      entry["mean_wait_minutes"] = rounded(core::in_minutes(grid.need->mean_wait));
    }
    if (grid.busiest) {
      entry["busiest_hour"] = {{"hour", text_json(words(*grid.busiest))},
                               {"requests_per_hour", rounded(grid.busiest->requests_per_hour)}};
      put(entry["busiest_hour"], "share", grid.busiest->share);
    }
    if (grid.simulated) entry["simulated"] = simulated_json(*grid.simulated);
    grids.push_back(std::move(entry));
  }
  json body = {{"share", rounded(scenario.siting->staff_share)},
               {"within_minutes", rounded(core::in_minutes(scenario.siting->staff_within))},
               {"hours", scenario.siting->staff_peak ? "peak" : "mean"},
               {"duty_hours_a_week", rounded(staff.duty_hours_a_week)},
               {"off_duty_share", rounded(staff.off_duty_share)},
               {"workers_now", staff.now},
               {"workers_needed", staff.needed},
               {"grids_too_far", staff.too_far},
               {"mode", network::name(scenario.responders.front().mode)},
               {"grids", std::move(grids)}};
  if (staff.check) {
    body["check"] = {{"replications", staff.check->replications},
                     {"days", rounded(staff.check->days)},
                     {"grids", staff.check->grids},
                     {"contradicted", staff.check->contradicted},
                     {"below", staff.check->below}};
  }
  return body;
}

json pairing_json(const PairingResult& pairing) {
  json grids = json::array();
  for (const PairedGrid& grid : pairing.grids) {
    json minutes = json::array();
    for (const double some : grid.minutes) minutes.push_back(rounded(some));
    grids.push_back({{"code", grid.code},
                     {"name", grid.name},
                     {"organisations", grid.organisations},
                     {"minutes", std::move(minutes)},
                     {"unmet", grid.unmet}});
  }
  return {{"organisations", pairing.organisations},
          {"without_road", pairing.without_road},
          {"pairs", pairing.paired},
          {"unmet", pairing.unmet},
          {"minutes", rounded(pairing.minutes)},
          {"bound_minutes", rounded(pairing.bound)},
          {"grids", std::move(grids)}};
}

json findings_list(const core::Findings& findings) {
  json list = json::array();
  for (const core::Findings::Group& group : findings.groups()) {
    list.push_back({{"rule", group.rule},
                    {"severity", core::name(group.severity)},
                    {"count", group.count},
                    {"example", text_json(findings.all()[group.first].message)}});
  }
  return list;
}

json search_json(const SiteResult& result) {
  const LeftOut& left = result.choice.left_out;
  return {{"demand_points", result.choice.points},
          {"candidates", result.choice.candidates},
          {"left_out",
           {{"no_way", rounded(left.no_way)},
            {"beyond", rounded(left.beyond)},
            {"homes_no_way", left.doors_no_way},
            {"homes_beyond", left.doors_beyond}}}};
}

}  // namespace

std::string site_json(const SiteResult& result) {
  const Scenario& scenario = result.scenario;
  json answers = json::array();
  for (const SolvedPart& part : result.choice.parts) answers.push_back(part_json(part, result.territory));
  json sites = json::array();
  double cost = 0;
  for (std::size_t i = 0; i < result.choice.sites.size(); ++i) {
    sites.push_back(site_entry(result, i));
    cost += result.candidates.all[result.choice.sites[i].option].cost * static_cast<double>(result.choice.sites[i].posts);
  }
  json body = {{"schema", 1},
               {"wangge", {{"version", version()}}},
               {"scenario",
                {{"name", scenario.name},
                 {"title", text_json(scenario.title)},
                 {"date", scenario.date},
                 {"hash", scenario_hash(scenario)},
                 {"file", scenario.path},
                 {"overrides", scenario.overrides}}},
               {"synthetic", scenario.synthetic},
               {"seed", scenario.seed.value},
               {"attribution", result.attribution},
               {"question", question_json(result)},
               {"candidates", candidates_json(result)},
               {"search", search_json(result)},
               {"answers", std::move(answers)},
               {"sites", std::move(sites)},
               {"cost", rounded(cost)},
               {"groups", groups_json(result)},
               {"accessibility", accessibility_json(result)},
               {"blind_spots", blind_json(result, result.after, scenario.siting->blind_spots)},
               {"blind", {{"after", blind_totals(result, result.after)}}},
               {"findings", findings_list(result.findings)}};
  if (scenario.siting->problem == SitingProblem::nested) body["levels"] = levels_json(result);
  if (result.before) {
    body["today"] = {
        {"posts", result.before->posts.size()}, {"placed", text_json(result.before_words)}, {"real", result.before_real}};
    body["blind"]["before"] = blind_totals(result, *result.before);
  }
  if (result.staff_before) body["staff"]["before"] = staff_json(scenario, *result.staff_before);
  if (result.staff_after) body["staff"]["after"] = staff_json(scenario, *result.staff_after);
  if (result.pairing) body["pairing"] = pairing_json(*result.pairing);
  body["inputs"] = json::array();
  for (const InputFile& input : result.inputs) body["inputs"].push_back({{"path", input.path}, {"sha256", input.sha256}});
  return body.dump(1) + "\n";
}

}  // namespace wangge::scenarios
