#include "engine/evaluation/duty_time.h"

#include <cassert>

namespace wangge::evaluation {
namespace {

using core::Millis;
using simulation::Occupation;
using simulation::ResponderId;
using simulation::ResponderKindId;
using simulation::SimulationInputs;

ResponderKindId kind_of(const SimulationInputs& inputs, ResponderId responder) {
  return inputs.responders.kind.empty() ? ResponderKindId(0) : inputs.responders.kind[responder];
}

bool without_post(const SimulationInputs& inputs, ResponderId responder) {
  return !inputs.responders.no_post.empty() && inputs.responders.no_post[responder] != 0;
}

using Replications = std::span<const DutyTimeTallies* const>;

template <class Time>
DutyTimeFigures::Part part_of(Replications replications, ResponderKindId kind, const Time& time) {
  std::vector<double> hours;
  std::vector<double> shares;
  for (const DutyTimeTallies* tallies : replications) {
    const DutyTimeTally& tally = (*tallies)[kind];
    const Millis all = tally.on_shift + tally.overtime;
    const Millis part = time(tally);
    hours.push_back(core::in_hours(part));
    if (all.value > 0) shares.push_back(static_cast<double>(part.value) / static_cast<double>(all.value));
  }
  return {.hours = *core::mean_amount_of(hours), .share = core::mean_share_of(shares)};
}

}  // namespace

DutyTimeTallies tally_duty_time(const SimulationInputs& inputs, const simulation::Trace& trace) {
  DutyTimeTallies tallies(trace.hours.spent.size());
  if (tallies.empty()) return tallies;
  for (const ResponderKindId kind : core::ids<ResponderKindId>(tallies.size())) tallies[kind].spent = trace.hours.spent[kind];
  for (const ResponderId responder : core::ids<ResponderId>(inputs.responders.size())) {
    DutyTimeTally& tally = tallies[kind_of(inputs, responder)];
    tally.on_shift += trace.hours.on_shift[responder];
    tally.overtime += trace.hours.overtime[responder];
    if (without_post(inputs, responder)) tally.without_post += trace.hours.on_shift[responder] + trace.hours.overtime[responder];
  }
  for (const ResponderKindId kind : core::ids<ResponderKindId>(tallies.size())) {
    DutyTimeTally& tally = tallies[kind];
    const bool patrols = !inputs.responders.kind.empty() && inputs.responder_kinds[kind].patrols;
    Millis& free = tally.spent.alone[static_cast<std::size_t>(patrols ? Occupation::patrolling : Occupation::at_post)];
    assert(free >= tally.without_post);
    free = free - tally.without_post;
  }
  return tallies;
}

std::vector<DutyTimeFigures> duty_time_figures(const SimulationInputs& inputs, Replications replications) {
  if (replications.front()->empty()) return {};
  simulation::Column<ResponderKindId, std::size_t> people(replications.front()->size(), 0);
  simulation::Column<ResponderKindId, std::size_t> posted_nowhere(people.size(), 0);
  for (const ResponderId responder : core::ids<ResponderId>(inputs.responders.size())) {
    people[kind_of(inputs, responder)] += 1;
    if (without_post(inputs, responder)) posted_nowhere[kind_of(inputs, responder)] += 1;
  }
  std::vector<DutyTimeFigures> all;
  for (const ResponderKindId kind : core::ids<ResponderKindId>(people.size())) {
    if (people[kind] == 0) continue;
    const simulation::ResponderKind& what =
        inputs.responders.kind.empty() ? simulation::ResponderKind() : inputs.responder_kinds[kind];
    DutyTimeFigures figures{.kind = what.name,
                            .responders = people[kind],
                            .without_posts = posted_nowhere[kind],
                            .on_shift = {},
                            .overtime = {},
                            .alone = {},
                            .without_post = {},
                            .duties = {}};
    figures.on_shift = part_of(replications, kind, [](const DutyTimeTally& tally) { return tally.on_shift; }).hours;
    figures.overtime = part_of(replications, kind, [](const DutyTimeTally& tally) { return tally.overtime; }).hours;
    for (std::size_t i = 0; i < figures.alone.size(); ++i) {
      const auto occupation = static_cast<Occupation>(i);
      const bool at_home = occupation == Occupation::moving_back || occupation == Occupation::at_post;
      if (what.patrols ? at_home : occupation == Occupation::patrolling) continue;
      figures.alone[i] = part_of(replications, kind, [&](const DutyTimeTally& tally) { return tally.spent[occupation]; });
    }
    if (figures.without_posts > 0)
      figures.without_post = part_of(replications, kind, [](const DutyTimeTally& tally) { return tally.without_post; });
    for (const simulation::DutyId duty : core::ids<simulation::DutyId>(inputs.duties.size())) {
      if (inputs.duties[duty].by != kind) continue;
      DutyTimeFigures::OfDuty of{.duty = duty, .way = {}, .at = {}};
      of.at = part_of(replications, kind, [&](const DutyTimeTally& tally) { return tally.spent.duties[duty].at; });
      if (inputs.duties[duty].kind != simulation::Duty::Kind::patrol)
        of.way = part_of(replications, kind, [&](const DutyTimeTally& tally) { return tally.spent.duties[duty].way; });
      figures.duties.push_back(of);
    }
    all.push_back(std::move(figures));
  }
  return all;
}

}  // namespace wangge::evaluation
