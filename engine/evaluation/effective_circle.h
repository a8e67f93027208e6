#pragma once

#include "engine/core/units.h"
#include "engine/evaluation/measures.h"
#include "engine/simulation/loop/simulator.h"

#include <optional>

/// The effective circle: whom a worker reaches in time who may be busy. The static circle asks only for the way.
namespace wangge::evaluation {

struct EffectiveCircle {
  /// Of each building, the probability that a request ordered while a responder of its own grid is on shift has somebody at the
  /// household's door in time. Nothing: in no grid, or nobody of the grid is ever on shift.
  Column<simulation::BuildingId, std::optional<double>> on_shift;
  /// The same of a request ordered at any moment; 0 in no grid.
  Column<simulation::BuildingId, double> any_time;
};

/// The share of the time on shift in which each responder has a request; 0 for one who is never on shift.
[[nodiscard]] Column<simulation::ResponderId, double> busy_shares(const Column<simulation::ResponderId, WorkTally>& work);

/// For each building, with responders on shift r1, r2, … in the order in which the policy prefers them when free,
///
///   P = sum_k  b(r1) … b(r(k-1)) (1 - b(rk)) F(within - way(rk) - entry),
///
/// b the chance to be busy or absent, F the law of acceptance, way the time from the post by the hour, entry that from the
/// building's door to the household's; averaged over the moments of the week, or of the horizon's whole weeks, as requests arise
/// in them. Whom the policy sends is the nearest free one even where the way takes too long, as in the simulation. Whom a
/// meeting or a checkpoint holds that the request does not interrupt stands behind all others and has less time: F(within - what
/// is left of it - way - entry), none beyond the end of the shift. The chance to be busy is that of the time on shift which
/// nothing holds.
///
/// Assumed, and not so in the simulation: responders are busy independently of each other and of the hour; who is free stands at
/// the post, also whom a checkpoint lets go; everybody has the skill, nobody declines or pauses; rounds of visits and patrols
/// keep nobody, and meetings go before them in whatever order; no request that was begun before a meeting runs into it; who finds
/// everybody busy is too late (some wait for a short time only). The first is the independence of Larson's (1975) approximation
/// of the hypercube without its correction; busy shares are simulated, not solved for. All of a request's handling is in `busy`,
/// so a grid with one responder is right where requests come evenly and nobody waits in time.
///
/// The same for any number of threads. O(buildings * (moments * people asked + shifts and speeds * people asked * candidates));
/// people are asked for until it hardly ever happens that all are busy. Precondition: 0 <= busy <= 1.
///
///   const EffectiveCircle circle = effective_circle(simulator, busy_shares(result.work), core::minutes(15), threads);
[[nodiscard]] EffectiveCircle effective_circle(const simulation::Simulator& simulator,
                                               const Column<simulation::ResponderId, double>& busy, core::Millis within,
                                               core::Threads threads);

}  // namespace wangge::evaluation
