#include "engine/simulation/dispatch/foresight_policies.h"

#include "engine/simulation/dispatch/candidates.h"

namespace wangge::simulation {
namespace {

/// The least urgent work is left first, by the nearest of those who are at it.
const Candidate* easiest_to_interrupt(const Situation& situation, const Call& call, Ring ring) {
  const Candidate* best = nullptr;
  for (const Candidate& candidate : situation.less_urgent(call, ring)) {
    const bool less_urgent = best == nullptr || candidate.priority < best->priority;
    if (less_urgent || (candidate.priority == best->priority && goes_before(situation, call, candidate, *best)))
      best = &candidate;
  }
  return best;
}

const Waiting* most_urgent(std::span<const Waiting> waiting, const Waiting* best = nullptr) {
  for (const Waiting& one : waiting) {
    if (best == nullptr || one.priority > best->priority) best = &one;
  }
  return best;
}

}  // namespace

Choice NearestOrSoonFree::choose(const Situation& situation, const Call& call) const {
  const Candidate* free = nearest_of_all(situation, call);
  const Candidate* soon = nearer(nearest(situation, call, situation.nearly_free(call, Ring::own)),
                                 nearest(situation, call, situation.nearly_free(call, Ring::around)));
  if (soon == nullptr || (free != nullptr && free->time <= soon->time)) return send(free);
  return {.how = Choice::How::wait_for, .responder = soon->responder};
}
std::optional<RequestId> NearestOrSoonFree::next(const Situation& situation, ResponderId responder) const {
  return oldest_of_all(situation, responder);
}

Choice UrgentInterrupts::choose(const Situation& situation, const Call& call) const {
  const Candidate* free = nearest_by_ring(situation, call);
  if (free != nullptr) return send(free);
  const Candidate* busy = easiest_to_interrupt(situation, call, Ring::own);
  if (busy == nullptr) busy = easiest_to_interrupt(situation, call, Ring::around);
  if (busy == nullptr) return {};
  return {.how = Choice::How::interrupt, .responder = busy->responder};
}
std::optional<RequestId> UrgentInterrupts::next(const Situation& situation, ResponderId responder) const {
  const Waiting* own = most_urgent(situation.waiting(responder, Ring::own));
  const Waiting* around = most_urgent(situation.waiting(responder, Ring::around));
  if (own == nullptr && around == nullptr) return std::nullopt;
  const bool from_own = around == nullptr || (own != nullptr && own->priority >= around->priority);
  return (from_own ? own : around)->request;
}

Choice KeepCoverage::choose(const Situation& situation, const Call& call) const {
  const Candidate* best = nullptr;
  Ring of_best = Ring::own;
  double least = 0;
  for (const Ring ring : {Ring::own, Ring::around}) {
    for (const Candidate& candidate : situation.free(call, ring)) {
      if (candidate.time > situation.in_time()) continue;
      const double lost = situation.coverage_lost(candidate.responder);
      if (best != nullptr) {
        if (least < lost) continue;
        const bool before =
            ring == of_best ? goes_before(situation, call, candidate, *best) : candidate.time < best->time;  // else the own
        if (!(lost < least) && !before) continue;
      }
      best = &candidate;
      of_best = ring;
      least = lost;
    }
  }
  return send(best != nullptr ? best : nearest_of_all(situation, call));
}
std::optional<RequestId> KeepCoverage::next(const Situation& situation, ResponderId responder) const {
  return oldest_of_all(situation, responder);
}

}  // namespace wangge::simulation
