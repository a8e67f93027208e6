#include "scenarios/site/candidate_audit.h"

#include "engine/core/error.h"
#include "scenarios/site/candidate_list.h"
#include "scenarios/site/site_task.h"

#include <optional>
#include <string>
#include <utility>

namespace wangge::scenarios {
namespace {

core::Finding defect(const char* rule, std::string file, std::string key, core::Text message) {
  return {.rule = rule,
          .severity = core::Severity::error,
          .message = std::move(message),
          .file = std::move(file),
          .layer = {},
          .feature = std::move(key),
          .value = {},
          .place = {}};
}

/// Posts of today may bear the names too, and are not known here.
Scenario without_today(const Scenario& scenario) {
  Scenario alone = scenario;
  if (!alone.siting->keep_today) return alone;
  alone.siting->keep_today = false;
  alone.siting->fixed.clear();
  alone.siting->forbidden.clear();
  return alone;
}

void report_too_few(core::Findings& findings, const SitingSpec& spec, const CandidateList& list) {
  if (spec.keep_today || spec.problem == SitingProblem::nested) return;
  if (std::optional<core::Text> few = too_few(spec, list))
    findings.add(defect("site.too_few", {}, "siting.number", std::move(*few)));
}

}  // namespace

core::Findings candidate_findings(const Scenario& scenario, const Town& town, core::Threads threads, core::Progress& progress) {
  if (!scenario.siting) return {};
  const Scenario alone = without_today(scenario);
  const CellFinder cells(town.built);
  const siting::Posts nobody;
  try {
    CandidateList list = list_candidates({alone, town.layers, town.built, cells, town.travel, nobody, true}, threads, progress);
    report_too_few(list.findings, *scenario.siting, list);
    return std::move(list.findings);
  } catch (const core::Error& error) {
    // A check tells of everything else too, where a layer of candidates is missing.
    if (error.code() == core::ErrorCode::usage) throw;
    core::Findings findings;
    const auto& source = scenario.siting->candidates.source;
    findings.add(defect("site.source", source ? source->path : std::string(), "siting.candidates", error.message()));
    return findings;
  }
}

}  // namespace wangge::scenarios
