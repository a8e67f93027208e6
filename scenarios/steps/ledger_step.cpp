#include "scenarios/steps/ledger_step.h"

#include "gis/read/read_counts.h"
#include "scenarios/steps/layer_specs.h"

#include <optional>
#include <vector>

#include <fmt/core.h>

namespace wangge::scenarios {
namespace {

using territory::CellId;

/// Where plans count this kind; null: they do not.
core::Column<CellId, double>* column_of(planning::LedgerOfCell& ledger, const std::string& kind) {
  if (kind == "in_need") return &ledger.in_need;
  if (kind == "party_members") return &ledger.party_members;
  if (kind == "enterprises") return &ledger.enterprises;
  if (kind == "organisations") return &ledger.organisations;
  return nullptr;
}

}  // namespace

CellGround cell_ground(const gis::CellCoverage& coverage) {
  return {[coverage](CellId cell) { return coverage.polygon(cell); },
          [coverage](core::Position place) { return coverage.cell_at(place); }};
}

std::vector<LocatedLedger> locate_ledgers(const Scenario& scenario, const gis::Layers& layers,
                                          const territory::Territory& territory, const CellAt& cell_at, core::Progress& progress,
                                          core::Findings& findings) {
  std::vector<LocatedLedger> located;
  for (const LedgerSpec& spec : scenario.ledgers) {
    LocatedLedger& own = located.emplace_back();
    own.kind = spec.kind;
    own.of_cell.resize(territory.cells.size(), 0);
    const std::vector<gis::CountedPoint> points =
        gis::read_counts(count_spec(scenario, spec), layers.reference, progress, findings);
    for (const gis::CountedPoint& point : points) {
      if (const std::optional<CellId> home = cell_at(point.position)) {
        own.of_cell[*home] += static_cast<double>(point.count);
      } else {
        own.outside += point.count;
      }
    }
    if (own.outside == 0) continue;
    findings.add({.rule = "ledger.outside",
                  .severity = core::Severity::warning,
                  .message = {.zh = fmt::format("{}：有 {} 个不在任何单元内，未计入", spec.kind, own.outside),
                              .en = fmt::format("{}: {} stand in no cell and are not counted", spec.kind, own.outside)},
                  .file = spec.source.path,
                  .layer = spec.source.layer,
                  .feature = {},
                  .value = {},
                  .place = std::nullopt});
  }
  return located;
}

planning::LedgerOfCell ledger_of_cells(const std::vector<LocatedLedger>& located) {
  planning::LedgerOfCell ledger;
  for (const LocatedLedger& one : located) {
    core::Column<CellId, double>* column = column_of(ledger, one.kind);
    if (column == nullptr) continue;
    column->resize(one.of_cell.size(), 0);
    for (const CellId cell : core::ids<CellId>(one.of_cell.size())) (*column)[cell] += one.of_cell[cell];
  }
  return ledger;
}

planning::LedgerOfCell read_ledgers(const Scenario& scenario, const gis::Layers& layers, const territory::Territory& territory,
                                    const CellAt& cell_at, core::Progress& progress, core::Findings& findings) {
  return ledger_of_cells(locate_ledgers(scenario, layers, territory, cell_at, progress, findings));
}

}  // namespace wangge::scenarios
