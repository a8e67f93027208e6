#include "scenarios/redraw/microgrid_step.h"

#include <fmt/format.h>

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

}  // namespace wangge::scenarios
