#include "engine/simulation/loop/replication.h"

#include <algorithm>
#include <numeric>

namespace wangge::simulation {

const Replication::Refusals* Replication::refused(RequestId request) const {
  if (refusals_.empty()) return nullptr;
  const auto found = refusals_.find(request.value());
  return found == refusals_.end() || found->second.who.empty() ? nullptr : &found->second;
}

bool Replication::suits(ResponderId id, const Call& call) const {
  const SimulationInputs& inputs = town_->inputs;
  if (has_round(id) && call.priority < rounds_->yields_to(id).value_or(call.priority)) return false;
  if (!inputs.responders.microgrid.empty()) {
    const MicrogridId part = inputs.responders.microgrid[id];
    if (part.valid() && (inputs.microgrid_of_building.empty() || inputs.microgrid_of_building[call.building] != part))
      return false;
  }
  const KindId kind = trace_.requests.kind[call.request];
  const bool known = (trace_.outcomes.marks[call.request] & static_cast<std::uint8_t>(Mark::handed_over)) != 0;
  const bool by_skill = (inputs.dispatch.match_skills || known) && town_->skilled(call.grid, kind);
  if (by_skill && !town_->kind_of(id).skills.cover(inputs.kinds[kind].life.needs)) return false;
  const Refusals* refusals = refused(call.request);
  return refusals == nullptr || std::find(refusals->who.begin(), refusals->who.end(), id) == refusals->who.end();
}

std::span<const Candidate> Replication::free(const Call& call, Ring ring) const {
  std::vector<Candidate>& found = free_[static_cast<std::size_t>(ring)];
  found.clear();
  foresee(responders_in(call.grid, ring));
  for (const ResponderId id : responders_in(call.grid, ring)) {
    if (!is_free(id) || !may_take(id, call)) continue;
    const std::optional<Journeys::Way> way = journeys_.way(id, call.building, now_);
    if (way) found.push_back(candidate(id, way->time));
  }
  return found;
}

/// What a visit may be expected to last still: the mean of its kind less what it has lasted.
core::Millis Replication::expected_rest(ResponderId id) const {
  const Responder& responder = responders_[id];
  return std::max(core::Millis(0), responder.began + kind_of(responder.request).handle.mean - now_);
}

std::span<const Candidate> Replication::nearly_free(const Call& call, Ring ring) const {
  std::vector<Candidate>& found = nearly_free_[static_cast<std::size_t>(ring)];
  found.clear();
  for (const ResponderId id : responders_in(call.grid, ring)) {
    const Responder& responder = responders_[id];
    if (responder.doing != Doing::handling || !responder.on_shift || responder.promised.valid() || !may_take(id, call)) continue;
    const std::optional<Journeys::Way> way = journeys_.way(id, call.building, now_);
    if (way) found.push_back(candidate(id, expected_rest(id) + way->time));
  }
  return found;
}

std::span<const Candidate> Replication::less_urgent(const Call& call, Ring ring) const {
  std::vector<Candidate>& found = less_urgent_[static_cast<std::size_t>(ring)];
  found.clear();
  for (const ResponderId id : responders_in(call.grid, ring)) {
    const Responder& responder = responders_[id];
    const bool at_work =
        responder.doing == Doing::asked || responder.doing == Doing::on_the_way || responder.doing == Doing::handling;
    if (!at_work || !responder.on_shift || helpers_.find(responder.request.value()) != helpers_.end()) continue;
    const int priority = life_of(responder.request).priority;
    if (priority >= call.priority || !may_take(id, call)) continue;
    const std::optional<Journeys::Way> way = journeys_.way(id, call.building, now_);
    if (way) found.push_back(candidate(id, way->time, priority));
  }
  return found;
}

double Replication::lot(const Call& call, ResponderId responder) const {
  return luck_.uniform("lot", key(call.request), town_->key[responder]);
}

/// Sum over the grids that the responder serves or may help: demand * (1 - q) q^(k - 1), with k free responders for the grid.
double Replication::coverage_lost(ResponderId responder) const {
  const double q = town_->busy_share;
  std::vector<double> losses;
  for (const Ring ring : {Ring::own, Ring::around}) {
    for (const GridId grid : grids_in(responder, ring)) {
      double last = town_->demand_of_grid[grid] * (1 - q);
      for (const Ring others : {Ring::own, Ring::around}) {
        for (const ResponderId id : responders_in(grid, others)) {
          if (id != responder && is_free(id)) last *= q;
        }
      }
      losses.push_back(last);
    }
  }
  std::sort(losses.begin(), losses.end());  // the same sum however grids are numbered
  return std::accumulate(losses.begin(), losses.end(), 0.0);
}

/// Each time that all read of it again they have other luck.
std::optional<core::Millis> Replication::claims_after(const Call& call, ResponderId responder, std::size_t n) const {
  constexpr std::uint64_t most_readers = 1'000'000;
  const auto again = refusals_.empty() ? refusals_.end() : refusals_.find(call.request.value());
  const std::uint64_t turn = again == refusals_.end() ? 0 : again->second.turns;
  const std::uint64_t place = trace_.outcomes.asked[call.request] + n + turn * most_readers;
  const DispatchRules& rules = town_->inputs.dispatch;
  const double chance = town_->kind_of(responder).decline.value_or(rules.decline);
  if (luck_.happens(chance, "decline", key(call.request), place)) return std::nullopt;
  const core::Millis after = luck_.duration(town_->inputs.accept, "accept", key(call.request), place);
  return rules.accept_timeout && after > *rules.accept_timeout ? std::nullopt : std::optional(after);
}

std::optional<RequestId> Replication::oldest_waiting(ResponderId responder, Ring ring) const {
  std::optional<RequestId> oldest;
  if (lines_.size() == 0) return oldest;
  for (const GridId grid : grids_in(responder, ring)) {
    for (const RequestId request : lines_.of(grid)) {
      if (oldest && *oldest < request) break;
      if (!may_take(responder, call_of(request))) continue;
      if (!town_->inputs.travel->from_post(responder, trace_.requests.building[request], now_)) continue;
      oldest = request;
      break;
    }
  }
  return oldest;
}

std::span<const Waiting> Replication::waiting(ResponderId responder, Ring ring) const {
  std::vector<Waiting>& found = waiting_[static_cast<std::size_t>(ring)];
  found.clear();
  if (lines_.size() == 0) return found;
  for (const GridId grid : grids_in(responder, ring)) {
    for (const RequestId request : lines_.of(grid)) {
      const Call call = call_of(request);
      if (!may_take(responder, call)) continue;
      const std::optional<Journeys::Way> way = journeys_.way(responder, call.building, now_);
      if (way) found.push_back({.request = request, .time = way->time, .priority = call.priority});
    }
  }
  std::sort(found.begin(), found.end(), [](const Waiting& a, const Waiting& b) { return a.request < b.request; });
  return found;
}

}  // namespace wangge::simulation
