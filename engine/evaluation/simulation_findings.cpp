#include "engine/evaluation/evaluation.h"

#include <cstddef>

#include <fmt/format.h>

namespace wangge::evaluation {
namespace {

using simulation::BuildingId;
using simulation::ResponderId;
using simulation::SimulationInputs;

/// Grids to which the policy may send nobody: none who serves them, near or far, and no neighbour.
void add_unserved_grids(core::Findings& findings, const simulation::Simulator& simulator) {
  const SimulationInputs& inputs = simulator.inputs();
  for (const GridId grid : core::ids<GridId>(inputs.grids.size())) {
    if (!simulator.own(grid).empty() || !simulator.around(grid).empty()) continue;
    findings.add(
        {.rule = "simulation.grid_unserved",
         .severity = core::Severity::warning,
         .message = {.zh = fmt::format("没有人员负责网格 {}，派单规则也不能派别人去：其诉求无人处理", inputs.grids[grid]),
                     .en = fmt::format("nobody serves grid {} and the policy may send nobody else there: its requests "
                                       "stay open",
                                       inputs.grids[grid])},
         .file = {},
         .layer = {},
         .feature = inputs.grids[grid],
         .value = {},
         .place = {}});
  }
}

void add(core::Findings& findings, const char* rule, std::string zh, std::string en, std::string value = {}) {
  findings.add({.rule = rule,
                .severity = core::Severity::warning,
                .message = {.zh = std::move(zh), .en = std::move(en)},
                .file = {},
                .layer = {},
                .feature = {},
                .value = std::move(value),
                .place = {}});
}

}  // namespace

core::Findings simulation_findings(const simulation::Simulator& simulator) {
  const SimulationInputs& inputs = simulator.inputs();
  core::Findings findings;
  if (simulator.expected_requests() <= 0) {
    if (inputs.past) {
      add(findings, "simulation.no_requests", "台账中没有一行可重放：没有诉求可模拟，响应时间不计算",
          "the log has no row to replay: there is nothing to answer, and response times are not computed");
    } else {
      add(findings, "simulation.no_requests", "各类事项的到达率都为零：没有诉求可模拟，响应时间不计算",
          "every request rate is zero: there is nothing to answer, and response times are not computed");
    }
  }
  if (inputs.responders.size() == 0) {
    add(findings, "simulation.no_responders", "没有网格员：所有诉求在期末仍未办理，响应时间不计算",
        "there is no responder: every request is still open at the end, and response times are not computed");
    return findings;
  }
  add_unserved_grids(findings, simulator);
  std::size_t idle = 0;
  for (const ResponderId responder : core::ids<ResponderId>(inputs.responders.size())) {
    idle += inputs.shifts[inputs.responders.shifts[responder]].windows().empty() ? 1 : 0;
  }
  if (idle > 0) {
    add(findings, "simulation.never_on_shift", fmt::format("{} 名网格员没有班次：从不上岗", idle),
        fmt::format("{} responders have no shift: they are never on duty", idle), fmt::format("{}", idle));
  }
  if (const double lost = simulator.unreachable_per_year(); lost > 0) {
    add(findings, "simulation.unreachable_demand", fmt::format("每年约 {:.1f} 件诉求所在建筑无路可达", lost),
        fmt::format("about {:.1f} requests a year arise in buildings that no responder can reach", lost),
        fmt::format("{:.1f}", lost));
  }
  return findings;
}

}  // namespace wangge::evaluation
