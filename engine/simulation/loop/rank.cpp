#include "engine/simulation/loop/rank.h"

#include <algorithm>

namespace wangge::simulation {
namespace {

const ResponderKind& kind_of(const SimulationInputs& inputs, ResponderId id) {
  static const ResponderKind plain;
  return inputs.responders.kind.empty() ? plain : inputs.responder_kinds[inputs.responders.kind[id]];
}

/// Where they were not given, places are counted by shifts first, so that kinds of one name may be listed in any order too.
int compare_shifts(const SimulationInputs& inputs, ResponderId a, ResponderId b) {
  const auto& of_a = inputs.shifts[inputs.responders.shifts[a]].windows();
  const auto& of_b = inputs.shifts[inputs.responders.shifts[b]].windows();
  for (std::size_t i = 0; i < std::min(of_a.size(), of_b.size()); ++i) {
    if (of_a[i].start != of_b[i].start) return of_a[i].start < of_b[i].start ? -1 : 1;
    if (of_a[i].end != of_b[i].end) return of_a[i].end < of_b[i].end ? -1 : 1;
  }
  return of_a.size() == of_b.size() ? 0 : of_a.size() < of_b.size() ? -1 : 1;
}

}  // namespace

const std::string& unit_of(const SimulationInputs& inputs, ResponderId id) {
  const Responders& people = inputs.responders;
  return people.area.empty() || people.area[id].empty() ? inputs.grids[people.grid[id]] : people.area[id];
}

std::vector<ResponderId> responders_by_rank(const SimulationInputs& inputs) {
  const Responders& people = inputs.responders;
  std::vector<ResponderId> order;
  for (const ResponderId id : core::ids<ResponderId>(people.size())) order.push_back(id);
  std::sort(order.begin(), order.end(), [&](ResponderId a, ResponderId b) {
    if (const int units = unit_of(inputs, a).compare(unit_of(inputs, b)); units != 0) return units < 0;
    const ResponderKind& kind_a = kind_of(inputs, a);
    const ResponderKind& kind_b = kind_of(inputs, b);
    if (const int names = kind_a.name.compare(kind_b.name); names != 0) return names < 0;
    if (!people.place.empty()) return people.place[a] != people.place[b] ? people.place[a] < people.place[b] : a < b;
    if (kind_a.scope != kind_b.scope) return kind_a.scope < kind_b.scope;
    const int shifts = compare_shifts(inputs, a, b);
    return shifts != 0 ? shifts < 0 : a < b;
  });
  return order;
}

}  // namespace wangge::simulation
