#pragma once

#include "scenarios/report/ensemble_chart.h"
#include "scenarios/report/figures.h"
#include "scenarios/report/markup.h"

#include <vector>

/// What the report says of an ensemble, from plans.json.
namespace wangge::scenarios::report {

/// Strips of the aims in which drawn plans differ, or known plans differ from them; none where there is no ensemble.
[[nodiscard]] EnsembleChart ensemble_chart(const Json& body);

/// How the figure is to be read, with the numbers of this ensemble.
[[nodiscard]] core::Text ensemble_caption(const Json& body);
/// What every drawn plan keeps, and what not.
[[nodiscard]] std::vector<core::Text> ensemble_rules(const Json& body);
/// Aims that are placed among drawn plans: all but the change against today's grids, in which those are best by definition.
[[nodiscard]] bool is_placed(const Json& aim);
/// The sentences that explain R-hat and the effective draws.
[[nodiscard]] std::vector<core::Text> convergence_words();
/// Where today's grids break a rule that every drawn plan keeps, too few plans are drawn, chains do not agree, or a range was
/// widened; empty where all is well.
[[nodiscard]] std::vector<core::Text> ensemble_warnings(const Json& body);

/// Nothing where plans.json has no ensemble.
void write_ensemble_section(Markup& page, const Json& body);

}  // namespace wangge::scenarios::report
