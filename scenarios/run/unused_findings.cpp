#include "scenarios/run/scenario_findings.h"
#include "scenarios/steps/request_rates.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

/// What a scenario says and nothing ever uses.
namespace wangge::scenarios {
namespace {

using simulation::Life;

/// `key` is the place to look at in the scenario.
void warn(core::Findings& findings, std::string rule, std::string key, core::Text message) {
  findings.add({.rule = std::move(rule),
                .severity = core::Severity::warning,
                .message = std::move(message),
                .file = {},
                .layer = {},
                .feature = std::move(key),
                .value = {},
                .place = {}});
}

bool any_above_zero(const std::vector<Rate>& rates) {
  return std::any_of(rates.begin(), rates.end(), [](const Rate& rate) { return rate.per_1000_year > 0; });
}

bool calls(const Scenario& scenario, simulation::DepartmentId id) {
  return std::any_of(scenario.requests.begin(), scenario.requests.end(), [&](const RequestSpec& request) {
    const Life::Whistle& whistle = request.life.whistle;
    return whistle.share > 0 &&
           std::find(whistle.departments.begin(), whistle.departments.end(), id) != whistle.departments.end();
  });
}

void report_departments(core::Findings& findings, const Scenario& scenario) {
  for (std::size_t i = 0; i < scenario.departments.size(); ++i) {
    const DepartmentSpec& department = scenario.departments[i];
    const std::string& name = department.name;
    const bool called = calls(scenario, simulation::DepartmentId(i));
    if (!called && department.matters.empty()) {
      warn(findings, "scenario.unused_department", fmt::format("department[{}].name", i),
           {.zh = fmt::format("没有任何诉求吹哨呼叫部门“{}”，它也没有要下派的事项", name),
            .en = fmt::format("no request whistles for the department \"{}\", and it has no matters to hand down", name)});
    } else if (!called) {
      for (const auto& [key, given] :
           {std::pair("reports", department.reports.has_value()), std::pair("hours", !department.hours.empty())}) {
        if (!given) continue;
        warn(findings, "scenario.unused_whistle_key", fmt::format("department[{}].{}", i, key),
             {.zh = fmt::format("没有任何诉求吹哨呼叫部门“{}”：它的 {} 用不上", name, key),
              .en = fmt::format("no request whistles for the department \"{}\": its `{}` is never used", name, key)});
      }
    }
    for (std::size_t j = 0; j < department.matters.size(); ++j) {
      if (any_above_zero(department.matters[j].rates)) continue;
      warn(findings, "scenario.zero_matter", fmt::format("department[{}].matters[{}].rate", i, j),
           {.zh = fmt::format("部门“{}”的事项“{}”频率为零：它从不下派", name, department.matters[j].kind),
            .en = fmt::format("the matter \"{}\" of the department \"{}\" has a rate of zero: it is never handed down",
                              department.matters[j].kind, name)});
    }
  }
}

/// Whether a matter of the kind can come to a level of its chain: something sets it climbing, and no level below settles all.
bool climbs_to(const RequestSpec& request, const std::string& level) {
  const Life& life = request.life;
  bool comes = life.escalate.share > 0 || (life.whistle.share > 0 && !life.whistle.after);
  for (const Life::Escalation::Level& step : life.escalate.levels) {
    if (step.name == level) return comes;
    comes = comes && (step.settled < 1 || step.within);
  }
  return false;
}

void report_offices(core::Findings& findings, const Scenario& scenario) {
  for (std::size_t i = 0; i < scenario.offices.size(); ++i) {
    const std::string& level = scenario.offices[i].level;
    const auto named = [&](const RequestSpec& request) {
      const auto& levels = request.life.escalate.levels;
      return std::any_of(levels.begin(), levels.end(), [&](const auto& step) { return step.name == level; });
    };
    const auto leads = [&](const RequestSpec& request) {
      return climbs_to(request, level) && (scenario.log || ever_occurs(scenario, request));
    };
    if (std::any_of(scenario.requests.begin(), scenario.requests.end(), leads)) continue;
    const bool any = std::any_of(scenario.requests.begin(), scenario.requests.end(), named);
    const core::Text none = {.zh = fmt::format("没有任何诉求的升级链有“{}”这一级：它的席位用不上", level),
                             .en = fmt::format("no request climbs to the level \"{}\": its desks are never used", level)};
    const core::Text vain = {
        .zh = fmt::format("升级链有“{}”这一级，却没有事项到得了：unsettled 为零、下面一级全部办结，或诉求从不发生；"
                          "它的席位用不上",
                          level),
        .en = fmt::format("chains have the level \"{}\" and nothing ever comes to it: `unsettled` is zero, a level below settles "
                          "everything, or the requests never occur; its desks are never used",
                          level)};
    warn(findings, "scenario.unused_office", fmt::format("office[{}].level", i), any ? vain : none);
  }
}

/// A factor multiplies what residents order; what departments hand down comes at its own rate.
void report_idle_surges(core::Findings& findings, const Scenario& scenario) {
  for (std::size_t i = 0; i < scenario.surges.size(); ++i) {
    const SurgeSpec& surge = scenario.surges[i];
    const bool acts = std::any_of(scenario.requests.begin(), scenario.requests.end(), [&](const RequestSpec& request) {
      return occurs(request) && std::find(surge.kinds.begin(), surge.kinds.end(), request.kind) != surge.kinds.end();
    });
    if (acts || surge.extra) continue;
    warn(findings, "scenario.idle_surge", fmt::format("surge[{}].kinds", i),
         {.zh = fmt::format("激增“{}”的诉求居民都不提出（频率为零）：它什么也没有改变，部门下派的不随之增减", surge.name),
          .en =
              fmt::format("residents order nothing of the kinds of the surge \"{}\" (rates of zero): it changes nothing, as what "
                          "departments hand down does not follow it",
                          surge.name)});
  }
}

}  // namespace

/// A surge may bring a kind that is else never ordered.
bool ever_occurs(const Scenario& scenario, const RequestSpec& request) {
  const std::vector<MatterOf> matters = matters_of(scenario);
  return occurs(request) ||
         std::any_of(matters.begin(), matters.end(),
                     [&](const MatterOf& one) {
                       return one.request == &request && one.matter->admitted && any_above_zero(one.matter->rates);
                     }) ||
         std::any_of(scenario.surges.begin(), scenario.surges.end(), [&](const SurgeSpec& surge) {
           return surge.extra && surge.extra->per_1000_year > 0 &&
                  std::find(surge.kinds.begin(), surge.kinds.end(), request.kind) != surge.kinds.end();
         });
}

core::Findings unused_findings(const Scenario& scenario) {
  core::Findings findings;
  report_departments(findings, scenario);
  report_offices(findings, scenario);
  report_idle_surges(findings, scenario);
  return findings;
}

}  // namespace wangge::scenarios
