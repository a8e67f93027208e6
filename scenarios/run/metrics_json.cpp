#include "scenarios/run/metrics_json.h"

#include "scenarios/run/figures_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using territory::BuildingId;
using territory::CellId;

constexpr std::array<const char*, 3> target_names = {"accept", "arrive", "resolve"};

json scenario_json(const MetricsSource& source) {
  const Scenario& scenario = source.scenario;
  return {{"name", scenario.name},
          {"title", text_json(scenario.title)},
          {"hash", source.scenario_hash},
          {"date", scenario.date},
          {"target", target_names[static_cast<std::size_t>(scenario.target)]},
          {"target_minutes", rounded(core::in_minutes(scenario.target_time))}};
}

/// How many objects of the source there are, and of which kind where the source is OpenStreetMap.
json buildings_json(const territory::Territory& territory) {
  std::map<std::string, std::size_t> kinds;
  const auto count = [&](const std::string& id) {
    for (const auto& [prefix, key] :
         {std::pair{"node/", "nodes"}, std::pair{"way/", "ways"}, std::pair{"relation/", "relations"}}) {
      if (id.starts_with(prefix)) ++kinds[key];
    }
  };
  for (const std::string& id : territory.buildings.source_id) count(id);
  for (const auto& building : territory.unassigned) count(building.source_id);
  json object = {{"total", territory.buildings.size() + territory.unassigned.size()},
                 {"assigned", territory.buildings.size()},
                 {"unassigned", territory.unassigned.size()}};
  if (kinds.empty()) return object;
  for (const char* key : {"nodes", "ways", "relations"}) object[key] = kinds[key];
  return object;
}

std::int64_t modelled_residents(const territory::Territory& territory) {
  std::int64_t modelled = 0;
  for (const BuildingId building : core::ids<BuildingId>(territory.buildings.size())) {
    if (territory.buildings.population_source[building] == territory::PopulationSource::modelled) {
      modelled += territory.buildings.residents[building];
    }
  }
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    if (territory.cells.derived[cell] != 0) modelled += territory.cells.residents[cell];
  }
  return modelled;
}

json territory_json(const MetricsSource& source) {
  const territory::Territory& territory = source.territory;
  json object = {{"cells", territory.cells.size()}, {"buildings", buildings_json(territory)}};
  std::vector<std::size_t> areas(territory.levels.size(), 0);
  for (const territory::LevelId level : territory.areas.level) ++areas[level.value()];
  object["levels"] = json::array();
  for (std::size_t i = 0; i < areas.size(); ++i) {
    object["levels"].push_back({{"level", territory.levels[i].name}, {"areas", areas[i]}});
  }
  std::size_t without_building = 0;
  for (const auto& buildings : territory.buildings_of_cell) without_building += buildings.empty() ? 1 : 0;
  object["cells_without_building"] = without_building;
  std::int64_t households = 0;
  std::int64_t residents = 0;
  for (const std::int64_t count : territory.cells.households) households += count;
  for (const std::int64_t count : territory.cells.residents) residents += count;
  object["households"] = households;
  object["residents"] = residents;
  if (residents > 0) {
    object["population_modelled_share"] =
        rounded(static_cast<double>(modelled_residents(territory)) / static_cast<double>(residents));
  }
  if (source.travel != nullptr) {
    for (std::size_t i = 0; i < network::mode_count; ++i) {
      const auto mode = static_cast<network::Mode>(i);
      object["unreachable"][std::string(network::name(mode))] = source.travel->unreachable(mode).size();
    }
  }
  return object;
}

json plan_json(const evaluation::PlanMeasures& plan) {
  json object = {{"grids", plan.grids}, {"valid", plan.valid}, {"invalid", plan.invalid}, {"excused", plan.excused}};
  object["violations"] = json::array();
  for (const evaluation::PlanViolation& violation : plan.violations) {
    object["violations"].push_back({{"grid", violation.grid},
                                    {"rule", violation.rule},
                                    {"reason", text_json(violation.reason)},
                                    {"households", violation.households},
                                    {"excused", violation.excused}});
  }
  for (std::size_t i = 0; i < plan.border.size(); ++i) {
    object["border"][std::string(territory::name(static_cast<territory::BarrierClass>(i)))] = rounded(plan.border[i].value);
  }
  if (plan.grids == 0) return object;
  object["households"] = {
      {"min", plan.households.min}, {"median", rounded(plan.households.median)}, {"max", plan.households.max}};
  object["balance"] = {{"deviation_median", rounded(plan.balance.deviation_median)},
                       {"deviation_max", rounded(plan.balance.deviation_max)},
                       {"gini", rounded(plan.balance.gini)}};
  object["compactness"] = {{"mean", rounded(plan.compactness.mean)}, {"min", rounded(plan.compactness.min)}};
  return object;
}

json elements_json(const std::vector<ElementTally>& elements) {
  json all = json::array();
  for (const ElementTally& element : elements) {
    all.push_back(
        {{"element", element.element},
         {"unit", text_json(element.unit)},
         {"total", rounded(element.total)},
         {"grids_without", element.grids_without},
         {"of_a_grid", {{"min", rounded(element.least)}, {"median", rounded(element.median)}, {"max", rounded(element.most)}}}});
    if (element.outside) all.back()["outside"] = rounded(*element.outside);
  }
  return all;
}

json covered_json(const siting::CoverageTally& tally) {
  json object = json::object();
  put(object, "households_share", tally.households_share());
  put(object, "residents_share", tally.residents_share());
  return object;
}

/// Where there is no post of the kind that serves, nor was one asked for, there is no circle, which is another thing than a
/// circle of nobody.
bool has_circle(const MetricsSource& source) {
  if (source.coverage == nullptr) return false;
  const siting::AskedKind& kind = source.coverage->rules.post_kind;
  const auto serves = [&](const auto& post) { return siting::is_of(post.kind, kind); };
  const siting::Posts& placed = source.coverage->posts;
  const std::vector<PostSpec>& wanted = source.scenario.posts;
  return std::any_of(placed.begin(), placed.end(), serves) || std::any_of(wanted.begin(), wanted.end(), serves);
}

json reached_json(const siting::ReachTally& tally) {
  return {{"buildings", tally.buildings}, {"households", tally.households}, {"residents", tally.residents}};
}

/// Whom the posts reach, whoever serves them: all posts in every ring, each post in the promised time; and what that becomes
/// under other conditions.
void add_reach(json& object, const CoverageFigures& figures) {
  const CircleBuild& circles = figures.circles;
  object["rings"] = json::array();
  for (std::size_t ring = 0; ring < circles.reach.limits.size(); ++ring) {
    json item = reached_json(circles.reach.any[ring]);
    item["minutes"] = rounded(core::in_minutes(circles.reach.limits[ring]));
    const std::int64_t all = figures.coverage.total.households;
    if (all > 0)
      item["households_share"] = rounded(static_cast<double>(circles.reach.any[ring].households) / static_cast<double>(all));
    object["rings"].push_back(item);
  }
  const auto target = std::find(circles.reach.limits.begin(), circles.reach.limits.end(), figures.rules.within);
  object["by_post"] = json::array();
  for (std::size_t i = 0; i < circles.posts.size() && target != circles.reach.limits.end(); ++i) {
    json item = reached_json(circles.reach.by_post[i][static_cast<std::size_t>(target - circles.reach.limits.begin())]);
    item["post"] = figures.posts[circles.posts[i]].name;
    object["by_post"].push_back(item);
  }
  for (const HourlyCircle& hourly : circles.by_hour) {
    json item = reached_json(hourly.within);
    item["hour"] = fmt::format("{:02}:00", hourly.hour);
    object["by_hour"].push_back(item);
  }
  for (const CircleChange& change : circles.changes) {
    json gained = reached_json(change.gained);
    json lost = reached_json(change.lost);
    gained["area_m2"] = rounded(change.gained_land.value);
    lost["area_m2"] = rounded(change.lost_land.value);
    object["changes"].push_back({{"cause", text_json(change.cause)}, {"gained", gained}, {"lost", lost}});
  }
}

/// The static circle of every kind of responder, each by its own mode and from its own posts.
void add_responders(json& object, const ResponderCircles& responders) {
  for (const ResponderCircle& circle : responders.all) {
    json item = covered_json(circle.served);
    item["responder"] = circle.responder;
    item["mode"] = network::name(circle.rules.mode);
    item["post_kind"] = circle.rules.post_kind.value_or("");
    item["posts"] = circle.posts;
    item["minutes"] = rounded(core::in_minutes(circle.rules.within));
    item["households"] = circle.served.households_within;
    item["residents"] = circle.served.residents_within;
    item["households_unreachable"] = circle.served.households_unreachable;
    item["households_beyond"] = circle.served.households - circle.served.households_within - circle.served.households_unreachable;
    put(item, "minutes_mean", circle.served.minutes_mean);
    item["rings"] = json::array();
    for (std::size_t ring = 0; ring < circle.rings.size(); ++ring) {
      json reached = reached_json(circle.reached[ring]);
      reached["minutes"] = rounded(core::in_minutes(circle.rings[ring]));
      item["rings"].push_back(std::move(reached));
    }
    object["by_responder"].push_back(std::move(item));
  }
}

/// Whom a worker is expected to reach who may be busy.
void add_effective(json& object, const EffectiveFigures& figures, const std::vector<gis::PlanFile::EffectiveCircle>* circles) {
  json effective = {{"households", rounded(figures.on_shift.households)}, {"residents", rounded(figures.on_shift.residents)}};
  put(effective, "households_share", figures.on_shift.households_share());
  put(effective, "residents_share", figures.on_shift.residents_share());
  put(effective, "requests_share", figures.requests_share);
  put(effective, "any_time_share", figures.any_time.households_share());
  if (circles != nullptr) {
    effective["circles"] = json::array();
    for (const gis::PlanFile::EffectiveCircle& circle : *circles) {
      effective["circles"].push_back({{"share", rounded(circle.share)},
                                      {"buildings", circle.buildings},
                                      {"households", circle.households},
                                      {"residents", circle.residents}});
    }
  }
  object["effective"] = std::move(effective);
  std::map<std::string, std::optional<double>> share;
  for (const EffectiveFigures::Grid& grid : figures.by_grid) share[grid.code] = grid.households_share;
  for (json& item : object["by_grid"]) put(item, "effective_share", share[item["code"].get<std::string>()]);
}

/// From whichever post is nearest, gate and stairs included; nothing where none has a way.
std::optional<double> minutes_of_nearest(const CoverageFigures& figures, const territory::Buildings& buildings,
                                         territory::BuildingId building) {
  const std::vector<network::TravelTime>& nearest = figures.circles.reach.nearest;
  if (building.value() >= nearest.size() || !nearest[building.value()].reachable()) return std::nullopt;
  const core::Millis entry = siting::entry_time(figures.rules.entry, static_cast<double>(buildings.floors[building]));
  return core::in_minutes(nearest[building.value()].value() + entry);
}

json coverage_json(const CoverageFigures& figures, const territory::Territory& territory, std::optional<int> hour) {
  const siting::Coverage& coverage = figures.coverage;
  json object = covered_json(coverage.total);
  object["minutes"] = rounded(core::in_minutes(figures.rules.within));
  object["mode"] = network::name(figures.rules.mode);
  object["hour"] = hour ? fmt::format("{:02}:00", *hour) : figures.circles.hour_matters ? "none" : "any";
  std::size_t serving = 0;
  std::set<std::string> kinds;
  for (const siting::Post& post : figures.posts) {
    const bool asked = siting::is_of(post.kind, figures.rules.post_kind);
    if (!asked || !post.by(figures.rules.mode).valid()) continue;
    ++serving;
    kinds.insert(post.kind);
  }
  object["posts"] = serving;
  object["post_kinds"] = kinds;
  object["households"] = coverage.total.households_within;
  object["residents"] = coverage.total.residents_within;
  object["households_unreachable"] = coverage.total.households_unreachable;
  object["households_beyond"] =
      coverage.total.households - coverage.total.households_within - coverage.total.households_unreachable;
  add_reach(object, figures);
  object["by_grid"] = json::array();
  for (const siting::ZoneId zone : core::ids<siting::ZoneId>(figures.grids.size())) {
    const siting::CoverageTally& tally = coverage.by_zone[zone];
    json item = covered_json(tally);
    item["code"] = figures.grids[zone].code;
    put(item, "minutes_mean", tally.minutes_mean);
    put(item, "minutes_max", tally.minutes_max);
    object["by_grid"].push_back(item);
  }
  if (figures.responders != nullptr) add_responders(object, *figures.responders);
  if (figures.effective != nullptr) add_effective(object, *figures.effective, figures.effective_circles);
  object["by_area"] = json::array();
  for (const territory::AreaId area : core::ids<territory::AreaId>(territory.areas.size())) {
    json item = covered_json(coverage.by_area[area]);
    item["code"] = territory.areas.code[area];
    item["name"] = territory.areas.name[area];
    item["level"] = territory.levels[territory.areas.level[area].value()].name;
    object["by_area"].push_back(item);
  }
  object["blind_spots"] = json::array();
  for (const siting::BlindSpot& spot : coverage.blind_spots) {
    json item = {{"building", territory.buildings.source_id[spot.building]}, {"households", spot.households}};
    if (spot.time.reachable()) item["minutes"] = rounded(core::in_minutes(spot.time.value()));
    put(item, "minutes_nearest", minutes_of_nearest(figures, territory.buildings, spot.building));
    object["blind_spots"].push_back(item);
  }
  return object;
}

json findings_json(const core::Findings& findings) {
  json list = json::array();
  for (const core::Findings::Group& group : findings.groups()) {
    list.push_back({{"rule", group.rule},
                    {"severity", name(group.severity)},
                    {"count", group.count},
                    {"example", text_json(findings.all()[group.first].message)}});
  }
  return list;
}

}  // namespace

json repartition_figures(const RedrawnLevel& redrawn) {
  const auto made = std::count_if(redrawn.areas.begin(), redrawn.areas.end(), [](const auto& area) { return !area.old; });
  json changes = json::array();
  const auto name_of = [&](const std::string& code) {
    const auto found = redrawn.names.find(code);
    return found == redrawn.names.end() ? std::string() : found->second;
  };
  for (std::size_t i = 0; i < redrawn.changes.size(); ++i) {
    const planning::AreaChange& change = redrawn.changes[i];
    json row = {{"old_code", change.old_code},
                {"old_name", name_of(change.old_code)},
                {"new_code", change.new_code},
                {"new_name", name_of(change.new_code)},
                {"households", change.households},
                {"residents", change.residents},
                {"stays", change.heir}};
    if (!redrawn.grids_of_change.empty()) row["grids"] = redrawn.grids_of_change[i];
    changes.push_back(std::move(row));
  }
  return {{"changes", std::move(changes)},     {"level", redrawn.level},
          {"areas", redrawn.areas.size()},     {"new_areas", made},
          {"households_moved", redrawn.moved}, {"households_moved_at_least", redrawn.least_moved}};
}

std::string metrics_json(const MetricsSource& source) {
  json metrics = {{"schema", 1},
                  {"wangge", {{"version", source.version}}},
                  {"scenario", scenario_json(source)},
                  {"attribution", source.attribution},
                  {"synthetic", source.scenario.synthetic},
                  {"seed", source.scenario.seed.value},
                  {"territory", territory_json(source)},
                  {"findings", findings_json(source.findings)}};
  if (source.plan != nullptr) metrics["plan"] = plan_json(*source.plan);
  if (source.redrawn != nullptr) metrics["repartition"] = repartition_figures(*source.redrawn);
  if (source.plan != nullptr && source.aims != nullptr) {
    json aims = json::object();
    for (const planning::AimFigure figure : planning::aim_figures())
      put(aims, std::string(planning::aim_figure(figure).key).c_str(), (*source.aims)[figure]);
    metrics["plan"]["aims"] = std::move(aims);
  }
  if (source.plan != nullptr && source.elements != nullptr) metrics["plan"]["elements"] = elements_json(*source.elements);
  if (has_circle(source)) {
    metrics["coverage"] = coverage_json(*source.coverage, source.territory, source.scenario.coverage.hour);
  } else if (source.coverage != nullptr && source.coverage->responders != nullptr) {
    // Everybody sets out from home: each kind has its circle, and no posts have one.
    metrics["coverage"] = json::object();
    add_responders(metrics["coverage"], *source.coverage->responders);
  }
  if (source.simulation != nullptr) {
    metrics["simulation"] = simulation_json(source.simulation->evaluation, source.scenario);
    add_sharper(metrics["simulation"], *source.simulation);
    if (source.theory != nullptr) metrics["simulation"]["theory"] = theory_json(*source.theory, *source.simulation);
  }
  metrics["inputs"] = json::array();
  for (const InputFile& input : source.inputs) metrics["inputs"].push_back({{"path", input.path}, {"sha256", input.sha256}});
  return metrics.dump(1) + "\n";
}

}  // namespace wangge::scenarios
