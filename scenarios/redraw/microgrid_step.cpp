#include "scenarios/redraw/microgrid_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>

namespace wangge::scenarios {

std::vector<gis::PlanFile::Microgrid> microgrid_rows(const Scenario& scenario, const planning::Plan& plan,
                                                     const gis::CellCoverage& coverage, core::Threads threads) {
  if (!scenario.microgrids) return {};
  const MicrogridSpec& spec = *scenario.microgrids;
  const planning::Microgrids drawn = planning::draw_microgrids(
      plan, {.count = spec.count, .households = spec.households, .captains = spec.captains, .code_digits = spec.code_digits},
      scenario.seed, threads);
  core::Column<territory::CellId, std::uint32_t> label;
  for (const planning::MicrogridId one : drawn.microgrid_of_cell) label.push_back(one.value());
  auto shapes = coverage.dissolve(label, static_cast<std::uint32_t>(drawn.all.size()), threads);
  std::vector<gis::PlanFile::Microgrid> rows;
  for (std::size_t i = 0; i < drawn.all.size(); ++i) {
    const planning::Microgrid& one = drawn.all[i];
    rows.push_back({.code = one.code,
                    .name = one.name,
                    .parent = plan.code(one.grid),
                    .households = one.households,
                    .residents = one.residents,
                    .buildings = one.buildings,
                    .captains = one.captains,
                    .area_m2 = one.area.value,
                    .compactness = one.compactness,
                    .valid = one.connected,
                    .reason = one.connected ? std::string() : std::string("lies in several pieces"),
                    .reason_zh = one.connected ? std::string() : std::string("分为数块"),
                    .shape = std::move(shapes[i])});
  }
  return rows;
}

core::Findings microgrid_findings(const std::vector<gis::PlanFile::Microgrid>& rows) {
  core::Findings findings;
  if (rows.empty()) return findings;
  const auto [least, most] =
      std::minmax_element(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.households < b.households; });
  std::int64_t captains = 0;
  std::set<std::string> grids;
  std::size_t apart = 0;
  for (const gis::PlanFile::Microgrid& row : rows) {
    captains += row.captains;
    grids.insert(row.parent);
    apart += row.valid ? 0 : 1;
  }
  findings.add({.rule = "microgrids.drawn",
                .severity = core::Severity::note,
                .message = {.zh = fmt::format("在 {} 个网格中划出 {} 个微网格，户数 {} 至 {}，楼栋长共 {} 人{}", grids.size(),
                                              rows.size(), least->households, most->households, captains,
                                              apart == 0 ? "" : fmt::format("；{} 个分为数块", apart)),
                            .en = fmt::format("{} microgrids are drawn in {} grids, of {} to {} households, with {} captains{}",
                                              rows.size(), grids.size(), least->households, most->households, captains,
                                              apart == 0 ? "" : fmt::format("; {} in several pieces", apart))},
                .layer = "microgrids"});
  return findings;
}

}  // namespace wangge::scenarios
