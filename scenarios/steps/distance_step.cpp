#include "scenarios/steps/distance_step.h"

#include "engine/core/units.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace wangge::scenarios {
namespace {

using simulation::RequestId;
using simulation::ResponderId;

/// Metres an hour of each mode; 0: unknown.
using Speeds = std::array<double, network::mode_count>;

Speeds sampled_speeds(const simulation::RoadTravel& roads, const simulation::Trace& trace) {
  constexpr std::size_t most = 1000;
  std::vector<RequestId> visited;
  for (const RequestId request : core::ids<RequestId>(trace.requests.size())) {
    const bool taken = trace.outcomes.responder[request].valid() && trace.outcomes.accepted[request] != simulation::never;
    if (taken) visited.push_back(request);
  }
  const std::size_t step = std::max<std::size_t>(1, (visited.size() + most - 1) / most);
  Speeds metres{};
  Speeds hours{};
  for (std::size_t i = 0; i < visited.size(); i += step) {
    const ResponderId responder = trace.outcomes.responder[visited[i]];
    const auto way = roads.way_from_post(responder, trace.requests.building[visited[i]], trace.outcomes.accepted[visited[i]]);
    if (!way) continue;
    const auto mode = static_cast<std::size_t>(roads.mode(responder));
    metres[mode] += way->length.value;
    hours[mode] += core::in_hours(way->time);
  }
  Speeds speeds{};
  for (std::size_t mode = 0; mode < speeds.size(); ++mode) speeds[mode] = hours[mode] > 0 ? metres[mode] / hours[mode] : 0;
  return speeds;
}

}  // namespace

std::optional<core::Estimate> distance_of(const simulation::SimulationInputs& inputs, const simulation::RoadTravel& roads,
                                          const evaluation::SimulationResult& result) {
  if (!result.evaluation.way_hours) return std::nullopt;
  const Speeds speeds = sampled_speeds(roads, result.first);
  Speeds hours{};
  for (const ResponderId id : core::ids<ResponderId>(inputs.responders.size()))
    hours[static_cast<std::size_t>(roads.mode(id))] += core::in_hours(core::Millis(result.work[id].under_way));
  double metres = 0;
  double all = 0;
  for (std::size_t mode = 0; mode < speeds.size(); ++mode) {
    if (hours[mode] > 0 && speeds[mode] <= 0) return std::nullopt;
    metres += hours[mode] * speeds[mode];
    all += hours[mode];
  }
  if (all <= 0) return std::nullopt;
  core::Estimate distance = *result.evaluation.way_hours;
  const double speed = metres / all;
  distance.value *= speed;
  if (distance.ci95) distance.ci95 = core::Estimate::Interval{distance.ci95->low * speed, distance.ci95->high * speed};
  for (double& sample : distance.samples) sample *= speed;
  return distance;
}

}  // namespace wangge::scenarios
