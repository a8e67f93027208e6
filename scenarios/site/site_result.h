#pragma once

#include "engine/core/findings.h"
#include "scenarios/run/metrics_json.h"
#include "scenarios/site/candidate_list.h"
#include "scenarios/site/grid_staffing.h"
#include "scenarios/site/pairing_step.h"
#include "scenarios/site/post_service.h"
#include "scenarios/site/site_search.h"

#include <optional>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// What is known at the end of `wangge site`, before it is written.
struct SiteResult {
  const Scenario& scenario;
  const territory::Territory& territory;
  const CandidateList& candidates;
  const DoorList& doors;
  const SiteChoice& choice;
  std::optional<PostService> before;  ///< today's posts; absent: the scenario has none of the kind
  bool before_real = false;           ///< posts that exist, not those of a made plan
  core::Text before_words;            ///< how these came to their places
  PostService after;
  std::optional<StaffPlan> staff_before;
  std::optional<StaffPlan> staff_after;  ///< absent too where no responder sets out from the posts that are sited
  std::optional<PairingResult> pairing;
  core::Findings findings;
  std::vector<std::string> attribution;
  std::vector<InputFile> inputs;
};

}  // namespace wangge::scenarios
