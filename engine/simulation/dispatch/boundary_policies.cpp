#include "engine/simulation/dispatch/boundary_policies.h"

#include "engine/simulation/dispatch/candidates.h"

namespace wangge::simulation {

Choice OwnThenNeighbours::choose(const Situation& situation, const Call& call) const {
  return send(nearest_by_ring(situation, call));
}
std::optional<RequestId> OwnThenNeighbours::next(const Situation& situation, ResponderId responder) const {
  return oldest_by_ring(situation, responder);
}

Choice OwnOnly::choose(const Situation& situation, const Call& call) const {
  return send(nearest(situation, call, situation.free(call, Ring::own)));
}
std::optional<RequestId> OwnOnly::next(const Situation& situation, ResponderId responder) const {
  return situation.oldest_waiting(responder, Ring::own);
}

Choice NearestAround::choose(const Situation& situation, const Call& call) const { return send(nearest_of_all(situation, call)); }
std::optional<RequestId> NearestAround::next(const Situation& situation, ResponderId responder) const {
  return oldest_of_all(situation, responder);
}

Choice NearestFree::choose(const Situation& situation, const Call& call) const { return send(nearest_of_all(situation, call)); }
std::optional<RequestId> NearestFree::next(const Situation& situation, ResponderId responder) const {
  return oldest_of_all(situation, responder);
}

Choice SmallestScope::choose(const Situation& situation, const Call& call) const {
  const Candidate* best = nullptr;
  for (const Candidate& candidate : situation.free(call, Ring::own)) {
    const bool smaller = best == nullptr || candidate.scope < best->scope;
    if (smaller || (candidate.scope == best->scope && goes_before(situation, call, candidate, *best))) best = &candidate;
  }
  return send(best != nullptr ? best : nearest(situation, call, situation.free(call, Ring::around)));
}
std::optional<RequestId> SmallestScope::next(const Situation& situation, ResponderId responder) const {
  return oldest_by_ring(situation, responder);
}

}  // namespace wangge::simulation
