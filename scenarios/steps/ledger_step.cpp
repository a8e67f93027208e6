#include "scenarios/steps/ledger_step.h"

#include "gis/assign/point_locator.h"
#include "gis/read/read_counts.h"
#include "scenarios/steps/layer_specs.h"

#include <optional>
#include <vector>

#include <fmt/core.h>

namespace wangge::scenarios {
namespace {

using territory::CellId;

core::Column<CellId, double>& column_of(planning::LedgerOfCell& ledger, const std::string& kind) {
  if (kind == "in_need") return ledger.in_need;
  if (kind == "party_members") return ledger.party_members;
  if (kind == "enterprises") return ledger.enterprises;
  return ledger.organisations;
}

}  // namespace

planning::LedgerOfCell read_ledgers(const Scenario& scenario, const gis::Layers& layers, const territory::Territory& territory,
                                    const gis::CellShape& shape, core::Threads threads, core::Progress& progress,
                                    core::Findings& findings) {
  planning::LedgerOfCell ledger;
  if (scenario.ledgers.empty()) return ledger;
  std::vector<gis::MultiPolygon> shapes;
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) shapes.push_back(shape(cell));
  const gis::PointLocator locator(shapes);
  for (const LedgerSpec& spec : scenario.ledgers) {
    core::Column<CellId, double>& column = column_of(ledger, spec.kind);
    column.resize(territory.cells.size(), 0);
    const std::vector<gis::CountedPoint> points =
        gis::read_counts(count_spec(scenario, spec), layers.reference, progress, findings);
    std::vector<core::Position> places;
    for (const gis::CountedPoint& point : points) places.push_back(point.position);
    const std::vector<gis::PolygonId> homes = locator.locate(places, threads);
    std::int64_t outside = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (homes[i].valid()) {
        column[CellId(homes[i].value())] += static_cast<double>(points[i].count);
      } else {
        outside += points[i].count;
      }
    }
    if (outside == 0) continue;
    findings.add({.rule = "ledger.outside",
                  .severity = core::Severity::warning,
                  .message = {.zh = fmt::format("{}：有 {} 个不在任何单元内，未计入", spec.kind, outside),
                              .en = fmt::format("{}: {} stand in no cell and are not counted", spec.kind, outside)},
                  .file = spec.source.path,
                  .layer = spec.source.layer,
                  .feature = {},
                  .value = {},
                  .place = std::nullopt});
  }
  return ledger;
}

}  // namespace wangge::scenarios
