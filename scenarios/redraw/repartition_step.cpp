#include "scenarios/redraw/repartition_step.h"

#include "engine/core/error.h"
#include "engine/planning/read_plan.h"
#include "gis/build/assign_grids.h"
#include "scenarios/run/figures_json.h"
#include "scenarios/run/manifest.h"
#include "scenarios/run/version.h"
#include "scenarios/steps/plan_record.h"
#include "scenarios/steps/planning_step.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace wangge::scenarios {
namespace {

using territory::AreaId;
using territory::CellId;
using territory::LevelId;
using territory::Territory;
using Pieces = std::vector<std::vector<CellId>>;

LevelId level_named(const Territory& territory, const std::string& name) {
  for (std::size_t i = 0; i < territory.levels.size(); ++i) {
    if (territory.levels[i].name == name) return LevelId(i);
  }
  return territory.lowest_level();
}

Pieces pieces_of(const planning::Plan& plan) {
  Pieces pieces;
  for (const planning::GridId grid : plan.grids()) pieces.emplace_back(plan.cells_of(grid).begin(), plan.cells_of(grid).end());
  return pieces;
}

/// Areas of the level below, or cells.
Pieces pieces_of(const Territory& territory, LevelId level) {
  std::map<AreaId, std::vector<CellId>> below;
  Pieces pieces;
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    if (level == territory.lowest_level()) {
      pieces.push_back({cell});
      continue;
    }
    AreaId area = territory.cells.parent[cell];
    while (territory.areas.level[area].value() > level.value() + 1) area = territory.areas.parent[area];
    below[area].push_back(cell);
  }
  for (auto& [area, cells] : below) pieces.push_back(std::move(cells));
  return pieces;
}

planning::RepartitionRules rules_of(const RepartitionSpec& spec, const Territory& territory) {
  planning::RepartitionRules rules;
  rules.level = level_named(territory, spec.level);
  rules.unit = spec.households ? planning::PeopleUnit::households : planning::PeopleUnit::residents;
  std::int64_t people = 0;
  for (const CellId cell : core::ids<CellId>(territory.cells.size()))
    people += spec.households ? territory.cells.households[cell] : territory.cells.residents[cell];
  // The section has one of both at least.
  const std::int64_t into = spec.into ? *spec.into : std::max<std::int64_t>(1, (people + *spec.size / 2) / *spec.size);
  const double size = static_cast<double>(spec.size.value_or(people / into));
  rules.into = static_cast<std::uint32_t>(into);
  rules.size = {static_cast<std::int64_t>(std::floor(size * (1 - spec.tolerance))),
                std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(size * (1 + spec.tolerance))))};
  rules.smooth = spec.smooth;
  rules.attempts = static_cast<std::uint32_t>(spec.attempts);
  rules.effort = static_cast<std::uint64_t>(spec.effort);
  if (people >= into * rules.size.least && people <= into * rules.size.most) return rules;
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("{}：{} 人（户）划为 {} 个，平均 {}，不在 {}-{} 之内；请改 into、people 或 tolerance", spec.key, people,
                         into, people / into, rules.size.least, rules.size.most),
       .en = fmt::format("{}: {} {} in {} areas are {} each, outside {}-{}; change into, people or tolerance", spec.key, people,
                         planning::name(rules.unit), into, people / into, rules.size.least, rules.size.most)});
}

/// The area of the level that a cell lies in.
AreaId area_at(const Territory& territory, CellId cell, LevelId level) {
  AreaId area = territory.cells.parent[cell];
  while (territory.areas.level[area].value() > level.value()) area = territory.areas.parent[area];
  return area;
}

/// How many grids of the plan, which lies on the old areas, have cells in both areas of each change.
std::vector<std::size_t> grids_of_changes(const planning::Plan& before, const Territory& after, LevelId level,
                                          const std::vector<planning::AreaChange>& changes) {
  std::map<std::pair<std::string, std::string>, std::set<planning::GridId>> grids;
  for (const CellId cell : core::ids<CellId>(after.cells.size())) {
    const std::string& from = before.territory().areas.code[area_at(before.territory(), cell, level)];
    grids[{from, after.areas.code[area_at(after, cell, level)]}].insert(before.grid_of(cell));
  }
  std::vector<std::size_t> counts;
  for (const planning::AreaChange& change : changes) counts.push_back(grids[{change.old_code, change.new_code}].size());
  return counts;
}

std::map<std::string, std::string> names_at(const Territory& territory, LevelId level) {
  std::map<std::string, std::string> names;
  for (const AreaId area : core::ids<AreaId>(territory.areas.size())) {
    if (territory.areas.level[area] == level) names.emplace(territory.areas.code[area], territory.areas.name[area]);
  }
  return names;
}

void refuse_more_than(std::size_t pieces, std::uint32_t into, bool grids, const RepartitionSpec& spec) {
  if (into <= pieces) return;
  throw core::Error(core::ErrorCode::input,
                    {.zh = fmt::format("{}：要划 {} 个辖区，而可用的块只有 {} 个（{}）{}", spec.key, into, pieces,
                                       grids ? "现状网格" : "单元或下级辖区", grids ? "；atoms = \"cells\" 可以切开网格" : ""),
                     .en = fmt::format("{}: {} areas are asked for, and there are only {} pieces to make them of ({}){}",
                                       spec.key, into, pieces, grids ? "today's grids" : "cells, or areas below",
                                       grids ? "; atoms = \"cells\" may cut grids" : "")});
}

void report(const RedrawnLevel& redrawn, const Territory& territory, core::Findings& findings) {
  for (const planning::NewArea& area : redrawn.areas) {
    const std::string& code = territory.areas.code[area.area];
    const std::int64_t people = redrawn.households ? territory.areas.households[area.area] : territory.areas.residents[area.area];
    const bool fits = redrawn.size.holds(people);
    const core::Text why = area.off ? area.off->reason : core::Text{};
    const std::string range = fmt::format("{}-{}", redrawn.size.least, redrawn.size.most);
    findings.add({.rule = fits ? "repartition.area" : "repartition.size",
                  .severity = fits ? core::Severity::note : core::Severity::warning,
                  .message = {.zh = fmt::format("{} {}：{} 户、{} 人{}{}", code, territory.areas.name[area.area],
                                                territory.areas.households[area.area], territory.areas.residents[area.area],
                                                area.old ? "" : fmt::format("，新设，主要来自 {}", area.old_code),
                                                fits ? "" : fmt::format("，不在 {} 之内：{}", range, why.zh)),
                              .en = fmt::format("{} {}: {} households, {} residents{}{}", code, territory.areas.name[area.area],
                                                territory.areas.households[area.area], territory.areas.residents[area.area],
                                                area.old ? "" : fmt::format("; new, mostly from {}", area.old_code),
                                                fits ? "" : fmt::format("; outside {}: {}", range, why.en))},
                  .layer = redrawn.level,
                  .feature = code});
  }
}

}  // namespace

std::optional<RedrawnLevel> redraw_level(const Scenario& scenario, const gis::Layers& layers, gis::TerritoryBuild& built,
                                         core::Threads threads) {
  if (!scenario.repartition) return std::nullopt;
  const RepartitionSpec& spec = *scenario.repartition;
  const Territory before = built.territory;
  const planning::RepartitionRules rules = rules_of(spec, before);
  const auto shape = [&](CellId cell) { return built.coverage.polygon(cell); };
  std::optional<gis::GridAssignment> today;
  if (!layers.grids.empty()) {
    today = gis::assign_grids(layers.grids, before, shape, threads);
    if (const auto recorded = recorded_grids(scenario)) today->plan = with_record(std::move(today->plan), *recorded);
  }
  std::optional<planning::ReadPlan> plan_before;
  if (today) plan_before = planning::read_plan(before, today->plan, planning_rules(scenario));

  RedrawnLevel redrawn;
  redrawn.grids_whole = rules.level == before.lowest_level() && spec.atoms == "grids" && plan_before.has_value();
  const Pieces pieces = redrawn.grids_whole ? pieces_of(plan_before->plan) : pieces_of(before, rules.level);
  if (rules.level == before.lowest_level() && spec.atoms == "grids" && !plan_before) {
    built.findings.add(
        {.rule = "repartition.no_grids",
         .severity = core::Severity::note,
         .message = {.zh = fmt::format("没有现状网格（[grids]）：新辖区由 {} 个单元拼成", pieces.size()),
                     .en = fmt::format("there are no grids of today ([grids]): areas are made of {} cells", pieces.size())},
         .layer = spec.level,
         .feature = "repartition.atoms"});
  }
  refuse_more_than(pieces.size(), rules.into, redrawn.grids_whole, spec);
  planning::Repartition drawn = planning::repartition(before, pieces, rules, scenario.seed);
  built.territory = std::move(drawn.territory);
  redrawn.level = spec.level;
  redrawn.households = spec.households;
  redrawn.size = rules.size;
  redrawn.areas = std::move(drawn.areas);
  redrawn.changes = std::move(drawn.changes);
  redrawn.moved = drawn.moved;
  redrawn.least_moved = drawn.least_moved;
  redrawn.excess = drawn.excess;
  redrawn.names = names_at(built.territory, rules.level);
  for (const auto& [code, name] : names_at(before, rules.level)) {
    if (redrawn.names.emplace(code, name).second && rules.level == before.lowest_level()) redrawn.former_names.insert(name);
  }
  if (today) {
    const planning::ReadPlan after = planning::read_plan(built.territory, today->plan, planning_rules(scenario));
    redrawn.today = planning::coded_cells(plan_before->plan);
    redrawn.grid_codes = planning::code_changes(*redrawn.today, after.plan);
    redrawn.grids_of_change = grids_of_changes(plan_before->plan, built.territory, rules.level, redrawn.changes);
  }
  report(redrawn, built.territory, built.findings);
  return redrawn;
}

std::set<std::string> RedrawnLevel::ended_codes() const {
  std::set<std::string> ended;
  for (const planning::CodeChange& change : grid_codes) {
    if (change.voided) ended.insert(change.old_code);
  }
  return ended;
}

void keep_grid_codes(const RedrawnLevel& redrawn, gis::PlanFile& file) {
  const std::string version = file.grids.empty() ? "1" : file.grids.front().version;
  for (const planning::CodeChange& change : redrawn.grid_codes) {
    if (change.relation == planning::CodeRelation::kept) continue;
    file.code_history.push_back({.old_code = change.old_code,
                                 .new_code = change.new_code,
                                 .relation = std::string(planning::name(change.relation)),
                                 .cells = change.cells,
                                 .households = change.households,
                                 .residents = change.residents,
                                 .voided = change.voided,
                                 .version = version,
                                 .valid_from = {}});
  }
  for (const std::string& code : redrawn.ended_codes()) file.voided_codes.push_back({.code = code, .version = version});
}

std::string repartition_json(const Scenario& scenario, const Territory& territory, const RedrawnLevel& redrawn) {
  using nlohmann::json;
  json areas = json::array();
  for (const planning::NewArea& area : redrawn.areas) {
    const std::int64_t people = redrawn.households ? territory.areas.households[area.area] : territory.areas.residents[area.area];
    json object = {{"code", territory.areas.code[area.area]},
                   {"name", territory.areas.name[area.area]},
                   {"new", !area.old.has_value()},
                   {"from", area.old_code},
                   {"households", territory.areas.households[area.area]},
                   {"residents", territory.areas.residents[area.area]},
                   {"area_m2", rounded(territory.areas.area[area.area].value)},
                   {"sized", redrawn.size.holds(people)}};
    if (area.off) object["reason"] = {{"proven", area.off->proven}, {"text", text_json(area.off->reason)}};
    areas.push_back(std::move(object));
  }
  json changes = json::array();
  for (const planning::AreaChange& change : redrawn.changes) {
    changes.push_back({{"old_code", change.old_code},
                       {"new_code", change.new_code},
                       {"households", change.households},
                       {"residents", change.residents},
                       {"stays", change.heir}});
  }
  json grids = json::array();
  for (const planning::CodeChange& change : redrawn.grid_codes) {
    if (change.relation == planning::CodeRelation::kept) continue;
    grids.push_back({{"old_code", change.old_code},
                     {"new_code", change.new_code},
                     {"relation", planning::name(change.relation)},
                     {"households", change.households}});
  }
  const json body = {{"wangge", {{"version", version()}}},
                     {"scenario", {{"name", scenario.name}, {"hash", scenario_hash(scenario)}}},
                     {"synthetic", scenario.synthetic},
                     {"level", redrawn.level},
                     {"unit", redrawn.households ? "households" : "residents"},
                     {"size", {{"min", redrawn.size.least}, {"max", redrawn.size.most}}},
                     {"grids_whole", redrawn.grids_whole},
                     {"areas", areas},
                     {"changes", changes},
                     {"households_moved", redrawn.moved},
                     {"households_moved_at_least", redrawn.least_moved},
                     {"people_out_of_range", redrawn.excess},
                     {"grid_codes", grids}};
  return body.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace wangge::scenarios
