#pragma once

#include "scenarios/compare/comparison.h"
#include "scenarios/report/markup.h"

/// The chapters of the report of a comparison; a chapter without content writes nothing.
namespace wangge::scenarios {

/// Both plans side by side, matched grids in one colour, then the map of the difference.
void write_maps(report::Markup& page, const Comparison& comparison);
/// Whom the change moves: transfers, areas, codes.
void write_moves(report::Markup& page, const Comparison& comparison);
void write_codes(report::Markup& page, const Comparison& comparison);
/// Every figure side by side.
void write_figures(report::Markup& page, const Comparison& comparison);
/// Which keys of the scenarios differ.
void write_settings(report::Markup& page, const Comparison& comparison);
/// How it was compared, and what the reader must know.
void write_notes(report::Markup& page, const Comparison& comparison);

}  // namespace wangge::scenarios
