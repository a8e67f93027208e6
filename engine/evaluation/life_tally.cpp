#include "engine/evaluation/life_tally.h"

#include <algorithm>

namespace wangge::evaluation {
namespace {

using core::Millis;
using simulation::Final;
using simulation::Mark;
using simulation::SimulationInputs;

constexpr std::array<std::string_view, life_figure_count> names = {
    "declined_share",  "timed_out_share", "interrupted_share", "handed_over_share", "assisted_share",    "council_share",
    "escalated_share", "reopened_share",  "rated_share",       "late_accept_share", "late_arrive_share", "late_resolve_share"};

bool has(std::uint8_t marks, Mark mark) { return (marks & static_cast<std::uint8_t>(mark)) != 0; }

/// Decided within the horizon, answered or not.
LifeTally::Part late(const std::optional<Millis>& deadline, Millis opened, Millis horizon, bool missed) {
  if (!deadline || opened + *deadline >= horizon) return {};
  return {missed ? 1 : 0, 1};
}

}  // namespace

std::string_view name(LifeFigure figure) { return names[static_cast<std::size_t>(figure)]; }

void LifeTally::add(const LifeTally& other) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i].part += other.parts[i].part;
    parts[i].whole += other.parts[i].whole;
  }
  on_the_spot.part += other.on_the_spot.part;
  on_the_spot.whole += other.on_the_spot.whole;
  stars += other.stars;
  for (std::size_t i = 0; i < answered.size(); ++i) {
    answered[i] += other.answered[i];
    answer_sum[i] += other.answer_sum[i];
  }
  for (std::size_t i = 0; i < reached.size(); ++i) {
    reached[i] += other.reached[i];
    settled[i] += other.settled[i];
  }
}

LifeTally life_tally_of(const SimulationInputs& inputs, const simulation::Trace& trace, simulation::RequestId request) {
  const simulation::Outcomes& outcomes = trace.outcomes;
  const std::uint8_t marks = outcomes.marks[request];
  const Millis opened = trace.requests.opened[request];
  LifeTally tally;
  const auto set = [&](LifeFigure figure, std::int64_t part, std::int64_t whole) {
    tally.parts[static_cast<std::size_t>(figure)] = {part, whole};
  };
  const auto share = [&](LifeFigure figure, bool part, bool whole) { set(figure, part && whole ? 1 : 0, whole ? 1 : 0); };
  set(LifeFigure::declined, outcomes.declined[request] - outcomes.timed_out[request], outcomes.asked[request]);
  set(LifeFigure::timed_out, outcomes.timed_out[request], outcomes.asked[request]);
  share(LifeFigure::interrupted, has(marks, Mark::interrupted), outcomes.asked[request] > 0);
  const bool visited = outcomes.arrived[request] != simulation::never;
  share(LifeFigure::handed_over, has(marks, Mark::handed_over), visited);
  share(LifeFigure::assisted, has(marks, Mark::helped), visited);
  const bool alone = !has(marks, Mark::handed_over) && !has(marks, Mark::helped);
  tally.on_the_spot = {visited && alone ? 1 : 0, visited ? 1 : 0};
  share(LifeFigure::deliberated, has(marks, Mark::deliberated), visited);
  share(LifeFigure::escalated, outcomes.level[request] > 0, visited);
  const bool ever_resolved = outcomes.final[request] == Final::resolved || outcomes.reopened[request] > 0;
  share(LifeFigure::reopened, outcomes.reopened[request] > 0, ever_resolved);
  share(LifeFigure::rated, outcomes.stars[request] > 0, ever_resolved);
  tally.stars = outcomes.stars[request];
  const simulation::Life::Deadlines& deadlines = inputs.kinds[trace.requests.kind[request]].life.deadlines;
  const auto put = [&](LifeFigure figure, const std::optional<Millis>& deadline, Mark mark) {
    tally.parts[static_cast<std::size_t>(figure)] = late(deadline, opened, inputs.horizon, has(marks, mark));
  };
  put(LifeFigure::late_accept, deadlines.accept, Mark::late_accept);
  put(LifeFigure::late_arrive, deadlines.arrive, Mark::late_arrive);
  put(LifeFigure::late_resolve, deadlines.resolve, Mark::late_resolve);
  const std::array<Millis, 3> moments = {outcomes.accepted[request], outcomes.arrived[request], outcomes.resolved[request]};
  for (std::size_t i = 0; i < moments.size(); ++i) {
    if (moments[i] == simulation::never) continue;
    tally.answered[i] = 1;
    tally.answer_sum[i] = (moments[i] - opened).value;
  }
  for (std::size_t i = 0; i < outcomes.level[request] && i < tally.reached.size(); ++i) tally.reached[i] = 1;
  const std::uint8_t settled_by = outcomes.settled_by[request];
  if (settled_by > 0 && settled_by <= tally.settled.size()) tally.settled[settled_by - 1U] = 1;
  return tally;
}

std::array<bool, life_figure_count> possible_figures(const SimulationInputs& inputs) {
  std::array<bool, life_figure_count> possible{};
  const auto set = [&](LifeFigure figure, bool value) { possible[static_cast<std::size_t>(figure)] |= value; };
  set(LifeFigure::declined, inputs.dispatch.decline > 0);
  for (const simulation::ResponderKind& kind : inputs.responder_kinds) set(LifeFigure::declined, kind.decline.value_or(0) > 0);
  set(LifeFigure::timed_out, inputs.dispatch.accept_timeout.has_value());
  set(LifeFigure::interrupted, inputs.policy == "most urgent first, interrupting");
  for (const simulation::RequestKind& kind : inputs.kinds) {
    const simulation::Life& life = kind.life;
    set(LifeFigure::handed_over, !life.needs.none());
    set(LifeFigure::assisted, life.help.share > 0 || !life.needs.none());
    set(LifeFigure::deliberated, life.deliberate.share > 0);
    set(LifeFigure::escalated, life.escalate.share > 0 || life.whistle.share > 0);
    set(LifeFigure::reopened, life.reopen.share > 0);
    set(LifeFigure::rated, life.rate.share > 0);
    set(LifeFigure::late_accept, life.deadlines.accept.has_value());
    set(LifeFigure::late_arrive, life.deadlines.arrive.has_value());
    set(LifeFigure::late_resolve, life.deadlines.resolve.has_value());
  }
  return possible;
}

void TeamTally::add(const TeamTally& other) {
  resolved += other.resolved;
  late += other.late;
  rated += other.rated;
  stars += other.stars;
}

TeamTally ratings_of(const simulation::Trace& trace, simulation::RequestId request) {
  return {.resolved = 0, .late = 0, .rated = 1, .stars = trace.outcomes.stars[request]};
}

TeamTally team_tally_of(const simulation::Trace& trace, simulation::RequestId request) {
  const simulation::Outcomes& outcomes = trace.outcomes;
  if (!outcomes.responder[request].valid()) return {};
  const std::uint8_t marks = outcomes.marks[request];
  const bool late = has(marks, Mark::late_accept) || has(marks, Mark::late_arrive) || has(marks, Mark::late_resolve);
  const bool settled = outcomes.final[request] == Final::resolved && outcomes.settled_by[request] == 0;
  return {.resolved = settled ? 1 : 0, .late = late ? 1 : 0, .rated = 0, .stars = 0};
}

}  // namespace wangge::evaluation
