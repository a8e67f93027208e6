#pragma once

#include "engine/core/findings.h"
#include "engine/core/text.h"
#include "scenarios/run/stage_clock.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

/// What a run or a check found, in words and as JSON.
namespace wangge::scenarios {

/// Stage, seconds, CPU-seconds, peak MiB, size; a last row with the sums.
[[nodiscard]] std::string stage_table(const std::vector<Stage>& stages, core::Language language);

/// One line a rule with count and an example; all findings when `every`.
[[nodiscard]] std::string findings_text(const core::Findings& findings, core::Language language, bool every);
/// Each rule with its count, the first `each` of its findings with their places, how many more there are, and the repair; errors
/// first.
[[nodiscard]] std::string listed_findings(const core::Findings& findings, core::Language language, std::size_t each);
/// How many findings are errors.
[[nodiscard]] std::size_t error_count(const core::Findings& findings);
/// The errors alone, each in full.
[[nodiscard]] std::string error_findings_text(const core::Findings& findings, core::Language language);
/// One finding in full: severity, place, cause, repair.
[[nodiscard]] std::string finding_text(const core::Finding& finding, core::Language language);
[[nodiscard]] nlohmann::json finding_json(const core::Finding& finding);
[[nodiscard]] nlohmann::json stages_json(const std::vector<Stage>& stages);

/// The figures that a reader wants first, from the text of metrics.json.
[[nodiscard]] std::string key_figures(const std::string& metrics, core::Language language);

}  // namespace wangge::scenarios
