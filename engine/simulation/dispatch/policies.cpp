#include "engine/core/error.h"
#include "engine/simulation/dispatch/boundary_policies.h"
#include "engine/simulation/dispatch/foresight_policies.h"
#include "engine/simulation/dispatch/gathering_policies.h"

#include <array>

#include <fmt/format.h>

namespace wangge::simulation {
namespace {

/// Every policy, registered here and nowhere else.
const std::array<const DispatchPolicy*, 10>& policies() {
  static const OwnThenNeighbours own_then_neighbours;
  static const OwnOnly own_only;
  static const NearestAround nearest_around;
  static const NearestFree nearest_free;
  static const NearestOrSoonFree nearest_or_soon_free;
  static const UrgentInterrupts urgent_interrupts;
  static const KeepCoverage keep_coverage;
  static const AssignGathered assign_gathered;
  static const OpenList open_list;
  static const SmallestScope smallest_scope;
  static const std::array<const DispatchPolicy*, 10> all = {
      &own_then_neighbours, &own_only,      &nearest_around,  &nearest_free, &nearest_or_soon_free,
      &urgent_interrupts,   &keep_coverage, &assign_gathered, &open_list,    &smallest_scope};
  return all;
}

}  // namespace

std::span<const Candidate> Situation::nearly_free(const Call& /*call*/, Ring /*ring*/) const { return {}; }
std::span<const Candidate> Situation::less_urgent(const Call& /*call*/, Ring /*ring*/) const { return {}; }
double Situation::lot(const Call& /*call*/, ResponderId /*responder*/) const { return 0; }
double Situation::coverage_lost(ResponderId /*responder*/) const { return 0; }
core::Millis Situation::in_time() const { return core::Millis(0); }
std::optional<core::Millis> Situation::claims_after(const Call& /*call*/, ResponderId /*responder*/, std::size_t /*n*/) const {
  return core::Millis(0);
}
std::optional<RequestId> Situation::oldest_waiting(ResponderId /*responder*/, Ring /*ring*/) const { return std::nullopt; }
std::span<const Waiting> Situation::waiting(ResponderId /*responder*/, Ring /*ring*/) const { return {}; }

std::vector<std::string> dispatch_policy_names() {
  std::vector<std::string> names;
  for (const DispatchPolicy* policy : policies()) names.emplace_back(policy->name());
  return names;
}

const DispatchPolicy& dispatch_policy(std::string_view name) {
  for (const DispatchPolicy* policy : policies()) {
    if (policy->name() == name) return *policy;
  }
  std::string known;
  for (const std::string& each : dispatch_policy_names()) known += fmt::format("{}\"{}\"", known.empty() ? "" : ", ", each);
  throw core::Error(core::ErrorCode::usage, {.zh = fmt::format("没有名为“{}”的派单规则；可用：{}", name, known),
                                             .en = fmt::format("no dispatch policy \"{}\"; known: {}", name, known)});
}

}  // namespace wangge::simulation
