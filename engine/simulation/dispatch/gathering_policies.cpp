#include "engine/simulation/dispatch/gathering_policies.h"

#include "engine/core/heaviest_matching.h"
#include "engine/simulation/dispatch/candidates.h"

namespace wangge::simulation {

Choice AssignGathered::choose(const Situation& situation, const Call& call) const {
  return send(nearest(situation.free(call, Ring::around), nearest(situation.free(call, Ring::own))));
}
std::optional<RequestId> AssignGathered::next(const Situation& /*situation*/, ResponderId /*responder*/) const {
  return std::nullopt;
}

Choice OpenList::choose(const Situation& situation, const Call& call) const {
  Choice first;
  std::size_t reader = 0;
  for (const Ring ring : {Ring::own, Ring::around}) {
    for (const Candidate& candidate : situation.free(call, ring)) {
      const std::optional<core::Millis> after = situation.claims_after(call, candidate.responder, reader++);
      if (!after || (first.takes && *first.takes <= *after)) continue;
      first = {.how = Choice::How::send, .responder = candidate.responder, .takes = after};
    }
  }
  return first;
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
  for (const Pairing& pair : pairs) weighted.push_back({pair.row, pair.column, {.parts = {1, longest - pair.time.value, 0, 0}}});
  return core::heaviest_matching(rows, columns, weighted);
}

}  // namespace wangge::simulation
