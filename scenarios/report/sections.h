#pragma once

#include "gis/map/inline_map.h"
#include "scenarios/report/figures.h"
#include "scenarios/report/markup.h"

/// The chapters of the report, each complete in itself; a chapter whose figures were not computed writes nothing.
namespace wangge::scenarios::report {

/// A map of more buildings than this leaves them out.
inline constexpr std::size_t most_buildings = 40000;

void write_answers(Markup& page, const RunFigures& run);
void write_overview(Markup& page, const RunFigures& run);
void write_circle(Markup& page, const RunFigures& run);
/// The tables of that chapter.
void write_circle_tables(Markup& page, const RunFigures& run);
void write_response(Markup& page, const RunFigures& run);
/// Of that chapter: whether a replication settles, and sharpened means.
void write_precision(Markup& page, const RunFigures& run);
/// What became of requests on their way: declined, late, helped, passed up, rated; teams; time and ways of responders.
void write_service(Markup& page, const RunFigures& run);
/// Of that chapter: offices of the levels.
void write_offices(Markup& page, const RunFigures& run);
/// A level of the usual names, such as "community", as a page says it.
core::Text level_words(const std::string& level);
/// Likewise: what departments hand down.
void write_admission(Markup& page, const RunFigures& run);
/// Likewise: departments that were whistled for.
void write_whistles(Markup& page, const RunFigures& run);
/// What formulas expect, beside what was simulated.
void write_theory(Markup& page, const RunFigures& run);
/// Planned visits, rounds and sweeps.
void write_rounds(Markup& page, const RunFigures& run);
/// What each kind of responder does with its hours.
void write_duty_time(Markup& page, const RunFigures& run);
void write_load(Markup& page, const RunFigures& run);
void write_grids(Markup& page, const RunFigures& run);
void write_rules(Markup& page, const RunFigures& run);
void write_audit(Markup& page, const RunFigures& run);
void write_sources(Markup& page, const RunFigures& run);
void write_method(Markup& page, const RunFigures& run);
void write_imprint(Markup& page, const RunFigures& run);

/// A map of a plan with its legend, and beside one that stands upright the areas with what they hold.
void write_map(Markup& page, const gis::PlanFile& plan, const gis::map::InlineMapWishes& wishes, const core::Text& caption);

/// "warning", "note" and so on, of `findings` in the figures, in both languages.
[[nodiscard]] core::Text severity_words(const std::string& severity);

/// The target of the run in minutes, 15 where none is stated.
[[nodiscard]] double target_minutes(const RunFigures& run);

}  // namespace wangge::scenarios::report
