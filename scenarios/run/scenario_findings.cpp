#include "scenarios/run/scenario_findings.h"

#include "engine/core/nearest.h"
#include "scenarios/steps/planning_step.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

/// `key` is the place to look at in the scenario.
void warn(core::Findings& findings, std::string rule, std::string key, std::string file, core::Text message) {
  findings.add({.rule = std::move(rule),
                .severity = core::Severity::warning,
                .message = std::move(message),
                .file = std::move(file),
                .layer = {},
                .feature = std::move(key),
                .value = {},
                .place = {}});
}

bool any_occurs(const Scenario& scenario) {
  return std::any_of(scenario.requests.begin(), scenario.requests.end(),
                     [&](const RequestSpec& request) { return ever_occurs(scenario, request); });
}

}  // namespace

core::Findings staffing_findings(const Scenario& scenario) {
  core::Findings findings;
  const bool staffed = std::any_of(scenario.responders.begin(), scenario.responders.end(),
                                   [](const ResponderSpec& responder) { return responder.count() > 0; });
  if (scenario.responders.empty()) {
    warn(findings, "scenario.no_workers", "responder", {},
         {.zh = "场景没有 [[responder]]：没有人员，任何诉求都不会有人响应",
          .en = "the scenario has no [[responder]]: there are no workers and no request is ever answered"});
  } else if (!staffed) {
    warn(findings, "scenario.no_workers", "responder[].per.grid", {},
         {.zh = "每种人员每网格都是 0 人：任何诉求都不会有人响应",
          .en = "every [[responder]] has 0 workers a grid: no request is ever answered"});
  }
  if (scenario.requests.empty()) {
    warn(findings, "scenario.no_requests", "request", {},
         {.zh = "场景没有 [[request]]：没有诉求可模拟", .en = "the scenario has no [[request]]: there is nothing to simulate"});
  } else if (!scenario.log && !any_occurs(scenario)) {
    warn(findings, "scenario.no_requests", "request[].rate", {},
         {.zh = "各类诉求的频率都为零：没有诉求可模拟",
          .en = "every [[request]] has a rate of zero: there is nothing to simulate"});
  }
  return findings;
}

core::Findings unstaffed_findings(const Scenario& scenario, const gis::Layers& layers) {
  const PlanningSpec::Staff& spec = scenario.planning.staff;
  const planning::Staffing assigned = staffing(scenario);
  core::Findings findings;
  const auto severity = spec.enforced ? core::Severity::error : core::Severity::note;
  const auto add = [&](std::string rule, core::Severity how, std::string feature, core::Text message) {
    findings.add({.rule = std::move(rule),
                  .severity = how,
                  .message = std::move(message),
                  .file = {},
                  .layer = "grids",
                  .feature = std::move(feature),
                  .value = {},
                  .place = {}});
  };
  if (spec.enforced && assigned.usual.workers == 0) {
    add("plan.unstaffed", severity, "responder[].per.grid",
        {.zh = "没有一个网格有网格员：planning.staff.enforced 要求每个网格有人，而 [[responder]] 没有按网格配人",
         .en = "no grid has a worker: planning.staff.enforced asks for one in each, and no [[responder]] gives any"});
  }
  std::vector<std::string> known;
  for (const gis::AreaFeature& grid : layers.grids) known.push_back(grid.code);
  std::set<std::string> codes = assigned.no_worker;
  codes.insert(assigned.no_leader.begin(), assigned.no_leader.end());
  for (const std::string& code : codes) {
    if (!known.empty() && std::find(known.begin(), known.end(), code) == known.end()) {
      const auto guess = core::nearest(code, known);
      add("scenario.staff_unknown", core::Severity::warning, code,
          {.zh = fmt::format("planning.staff：现状网格中没有 {}{}", code, guess ? fmt::format("，是不是 {}？", *guess) : ""),
           .en = fmt::format("planning.staff: there is no grid {} today{}", code,
                             guess ? fmt::format("; did you mean {}?", *guess) : "")});
      continue;
    }
    const core::Text who = planning::staff_reason(assigned.of(code));
    add("plan.unstaffed", severity, code,
        {.zh = fmt::format("网格 {}：{}（规则 7）", code, who.zh), .en = fmt::format("grid {} {} (rule 7)", code, who.en)});
  }
  return findings;
}

core::Findings undrawn_findings(const Scenario& scenario) {
  core::Findings findings;
  if (scenario.ensemble) {
    findings.add({.rule = "ensemble.not_in_run",
                  .severity = core::Severity::note,
                  .message = {.zh = "[ensemble] 的随机方案只由 wangge plan 抽取；本次运行没有抽取",
                              .en = "the plans at random of [ensemble] are drawn by wangge plan alone; this run draws none"},
                  .file = {},
                  .layer = {},
                  .feature = "ensemble",
                  .value = {},
                  .place = {}});
  }
  return findings;
}

core::Findings town_findings(const Scenario& scenario, const territory::Territory& territory) {
  core::Findings findings;
  const std::size_t left_out = territory.unassigned.size();
  if (territory.buildings.size() == 0 && left_out == 0) {
    warn(findings, "building.none", "buildings.source", scenario.buildings.source.path,
         {.zh = "来源中没有任何建筑：户数、诉求和驻点都无从落到楼栋",
          .en = "the source holds no building: households, requests and posts have nowhere to be"});
  } else if (territory.buildings.size() == 0) {
    warn(findings, "building.all_outside", "buildings.source", scenario.buildings.source.path,
         {.zh = fmt::format("全部 {} 栋建筑都未归入任何辖区：多半是坐标系不对，或取错了区域", left_out),
          .en = fmt::format("{}: the reference system is likely wrong, or the area is another",
                            left_out == 1 ? "the only building lies in no area"
                                          : fmt::format("none of the {} buildings lies in an area", left_out))});
  }
  if (scenario.synth && scenario.synth->buildings) {
    const auto aimed = static_cast<double>(*scenario.synth->buildings);
    const auto made = static_cast<double>(territory.buildings.size() + left_out);
    constexpr double fair = 0.1;
    if (std::abs(made / aimed - 1) > fair) {
      warn(findings, "synth.buildings_not_met", "synth.buildings", {},
           {.zh = fmt::format(
                "synth.buildings 要约 {:.0f} 栋建筑，造出 {:.0f} 栋（{:+.0f} %）：已给出面积的街区和县由户数与用地决定栋数",
                aimed, made, (made / aimed - 1) * 100),
            .en = fmt::format(
                "synth.buildings aims at {:.0f} buildings, {:.0f} were made ({:+.0f} %): in a county, or a quarter of "
                "a given area, they follow from households and land",
                aimed, made, (made / aimed - 1) * 100)});
    }
  }
  for (std::size_t i = 0; !scenario.log && any_occurs(scenario) && i < scenario.requests.size(); ++i) {
    const RequestSpec& request = scenario.requests[i];
    if (ever_occurs(scenario, request)) continue;
    warn(findings, "scenario.zero_rate", fmt::format("request[{}].rate", i), {},
         {.zh = fmt::format("诉求“{}”的频率为零：它从不发生", request.kind),
          .en = fmt::format("the request \"{}\" has a rate of zero: it never occurs", request.kind)});
  }
  findings.append(unused_findings(scenario));
  return findings;
}

}  // namespace wangge::scenarios
