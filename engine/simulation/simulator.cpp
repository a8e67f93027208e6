#include "engine/simulation/simulator.h"

#include "engine/core/error.h"
#include "engine/simulation/replication.h"
#include "engine/simulation/town.h"

#include <algorithm>
#include <cassert>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace wangge::simulation {
namespace {

using Pairs = std::vector<std::pair<GridId, ResponderId>>;

core::Csr<GridId, ResponderId> own_responders(const SimulationInputs& inputs) {
  Pairs pairs;
  for (const ResponderId responder : core::ids<ResponderId>(inputs.responders.size())) {
    pairs.emplace_back(inputs.responders.grid[responder], responder);
  }
  return core::Csr<GridId, ResponderId>::build(inputs.grids.size(), pairs);
}

core::Csr<GridId, ResponderId> responders_around(const SimulationInputs& inputs, const core::Csr<GridId, ResponderId>& own) {
  Pairs pairs;
  for (const GridId grid : core::ids<GridId>(inputs.grids.size())) {
    const std::size_t first = pairs.size();
    for (const GridId neighbour : inputs.neighbours[grid]) {
      for (const ResponderId responder : own[neighbour]) pairs.emplace_back(grid, responder);
    }
    std::sort(pairs.begin() + static_cast<std::ptrdiff_t>(first), pairs.end());
  }
  return core::Csr<GridId, ResponderId>::build(inputs.grids.size(), pairs);
}

SimulationInputs checked(SimulationInputs inputs) {
  if (inputs.horizon.value <= 0) {
    throw core::Error(core::ErrorCode::input,
                      {.zh = fmt::format("模拟时长 {} 毫秒：应为正数", inputs.horizon.value),
                       .en = fmt::format("simulated horizon of {} ms: expected a positive time", inputs.horizon.value)});
  }
  if (inputs.neighbours.size() == 0) inputs.neighbours = core::Csr<GridId, GridId>::build(inputs.grids.size(), {});
  assert(inputs.neighbours.size() == inputs.grids.size());
  assert(inputs.entry.size() == inputs.grid_of_building.size());
  assert(inputs.responders.shifts.size() == inputs.responders.size());
  assert(inputs.responders.size() == 0 || inputs.travel != nullptr);
  return inputs;
}

}  // namespace

Town::Town(SimulationInputs given)
    : inputs(checked(std::move(given))),
      demand(inputs),
      policy(&dispatch_policy(inputs.policy)),
      own(own_responders(inputs)),
      around(responders_around(inputs, own)),
      cut_off(inputs.grid_of_building.size(), 0) {
  for (const BuildingId building : core::ids<BuildingId>(cut_off.size())) {
    const GridId grid = inputs.grid_of_building[building];
    if (!grid.valid()) continue;
    const auto reaches = [&](ResponderId responder) {
      for (core::Millis hour(0); hour < day_length; hour += hour_length) {
        if (inputs.travel->from_post(responder, building, hour)) return true;
      }
      return false;
    };
    const auto candidates = policy->helps_neighbours() ? around[grid] : std::span<const ResponderId>();
    if (own[grid].empty() && candidates.empty()) continue;
    const bool reached =
        std::any_of(own[grid].begin(), own[grid].end(), reaches) || std::any_of(candidates.begin(), candidates.end(), reaches);
    cut_off[building] = reached ? 0 : 1;
  }
}

Simulator::Simulator(SimulationInputs inputs) : town_(std::make_unique<const Town>(std::move(inputs))) {}
Simulator::Simulator(Simulator&&) noexcept = default;
Simulator& Simulator::operator=(Simulator&&) noexcept = default;
Simulator::~Simulator() = default;

const SimulationInputs& Simulator::inputs() const { return town_->inputs; }
const DispatchPolicy& Simulator::policy() const { return *town_->policy; }
std::span<const ResponderId> Simulator::own(GridId grid) const { return town_->own[grid]; }
std::span<const ResponderId> Simulator::around(GridId grid) const { return town_->around[grid]; }
double Simulator::expected_requests() const { return town_->demand.expected(); }

double Simulator::unreachable_per_year() const {
  double total = 0;
  for (const RequestKind& kind : town_->inputs.kinds) {
    for (const BuildingId building : core::ids<BuildingId>(kind.per_year.size())) {
      if (town_->cut_off[building] != 0) total += kind.per_year[building];
    }
  }
  return total;
}

Trace Simulator::run(core::Seed seed, std::uint32_t replication, KeepLog keep) const {
  return replay(town_->demand.draw(seed, replication), seed, replication, keep);
}

Trace Simulator::replay(Requests requests, core::Seed seed, std::uint32_t replication, KeepLog keep) const {
  return Replication(*town_, std::move(requests), seed, replication, keep).run();
}

Trace simulate(const SimulationInputs& inputs, core::Seed seed, std::uint32_t replication) {
  return Simulator(inputs).run(seed, replication, KeepLog::yes);
}

}  // namespace wangge::simulation
