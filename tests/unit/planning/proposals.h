#pragma once

#include "engine/planning/propose/propose_plans.h"

#include "engine/core/error.h"
#include "engine/planning/life/plan_life.h"
#include "engine/planning/locks/forced_sizes.h"
#include "engine/planning/make_plan.h"
#include "engine/planning/node_ways.h"
#include "engine/planning/propose/aim_draft.h"
#include "engine/planning/propose/combine.h"
#include "engine/planning/propose/parent_bounds.h"
#include "engine/planning/propose/pool.h"
#include "tests/support/ascii_cells.h"
#include "tests/support/random_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

/// Proposals of small lands, for tests.
namespace wangge::planning {

using testing::ascii_territory;
using testing::random_town;

inline ProposeInputs inputs_for(SizeRange range) {
  ProposeInputs inputs;
  inputs.rules.households = range;
  return inputs;
}

inline Proposal proposed(const territory::Territory& land, const ProposeInputs& inputs, std::uint64_t seed = 1, int threads = 1) {
  core::SilentProgress silent;
  return propose_plans(land, inputs, core::Seed(seed), core::Threads(threads), silent);
}

inline Plan drawn(const territory::Territory& land, SizeRange range, std::uint64_t seed) {
  core::SilentProgress silent;
  PlanningInputs inputs;
  inputs.rules.households = range;
  return make_plan(land, inputs, core::Seed(seed), core::Threads(1), silent);
}

inline std::vector<std::string> reason_keys(const Proposal& proposal) {
  std::vector<std::string> keys;
  for (const ParentReport& parent : proposal.plans.front().parents) {
    for (const ParentReason& reason : parent.reasons) keys.emplace_back(reason.key);
  }
  return keys;
}

}  // namespace wangge::planning
