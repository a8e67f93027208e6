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
/// Where chains do not agree, or a range was widened; empty where all is well.
[[nodiscard]] std::vector<core::Text> ensemble_warnings(const Json& body);

/// Nothing where plans.json has no ensemble.
void write_ensemble_section(Markup& page, const Json& body);

}  // namespace wangge::scenarios::report
