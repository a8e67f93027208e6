#include "engine/simulation/dispatch/gathering_policies.h"

#include "engine/core/heaviest_matching.h"
#include "engine/simulation/dispatch/candidates.h"

#include <limits>

namespace wangge::simulation {

Choice AssignGathered::choose(const Situation& situation, const Call& call) const {
  return send(nearest_of_all(situation, call));
}
std::optional<RequestId> AssignGathered::next(const Situation& /*situation*/, ResponderId /*responder*/) const {
  return std::nullopt;
}

Choice OpenList::choose(const Situation& situation, const Call& call) const {
  const Candidate* first = nullptr;
  Ring of_first = Ring::own;
  std::optional<core::Millis> takes;
  std::size_t reader = 0;
  for (const Ring ring : {Ring::own, Ring::around}) {
    for (const Candidate& candidate : situation.free(call, ring)) {
      const std::optional<core::Millis> after = situation.claims_after(call, candidate.responder, reader++);
      if (!after || (takes && *takes < *after)) continue;
      if (takes == after) {  // both at one moment: as any other policy would
        const bool before = ring == of_first ? goes_before(situation, call, candidate, *first) : candidate.time < first->time;
        if (!before) continue;
      }
      first = &candidate;
      of_first = ring;
      takes = after;
    }
  }
  Choice choice = send(first);
  choice.takes = takes;
  return choice;
}

std::optional<RequestId> OpenList::next(const Situation& situation, ResponderId responder) const {
  const Waiting* best = nullptr;
  for (const Ring ring : {Ring::own, Ring::around}) {
    for (const Waiting& one : situation.waiting(responder, ring)) {
      const bool nearer = best == nullptr || one.time < best->time;
      if (nearer || (one.time == best->time && one.request < best->request)) best = &one;
    }
  }
  return best != nullptr ? std::optional(best->request) : std::nullopt;
}

std::vector<std::optional<std::uint32_t>> least_total_time(std::size_t rows, std::size_t columns,
                                                           std::span<const Pairing> pairs) {
  constexpr std::int64_t longest = std::int64_t{1} << 40;
  std::vector<core::WeightedPair> weighted;
  weighted.reserve(pairs.size());
  for (const Pairing& pair : pairs) {
    constexpr std::int64_t one_own = std::int64_t{1} << 32;  // more than all scopes together
    const std::int64_t reserve = (pair.own ? one_own : 0) + std::numeric_limits<std::uint8_t>::max() - pair.scope;
    weighted.push_back({pair.row, pair.column, {.parts = {1, longest - pair.time.value, reserve, pair.without_order.value}}});
  }
  return core::heaviest_matching(rows, columns, weighted);
}

}  // namespace wangge::simulation
