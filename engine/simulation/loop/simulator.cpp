#include "engine/simulation/loop/simulator.h"

#include "engine/simulation/loop/replication.h"
#include "engine/simulation/loop/town.h"

#include <utility>

namespace wangge::simulation {
Simulator::Simulator(SimulationInputs inputs, core::Threads threads)
    : town_(std::make_unique<const Town>(std::move(inputs), threads)) {}
Simulator::Simulator(Simulator&&) noexcept = default;
Simulator& Simulator::operator=(Simulator&&) noexcept = default;
Simulator::~Simulator() = default;

const SimulationInputs& Simulator::inputs() const { return town_->inputs; }
const DispatchPolicy& Simulator::policy() const { return *town_->policy; }
std::span<const ResponderId> Simulator::own(GridId grid) const { return town_->own[grid]; }
std::span<const ResponderId> Simulator::around(GridId grid) const { return town_->around[grid]; }
const Beats& Simulator::beats() const { return town_->beats; }
double Simulator::expected_requests(core::Millis from) const { return town_->demand.expected(from); }

double Simulator::unreachable_per_year() const {
  double total = 0;
  for (const RequestKind& kind : town_->inputs.kinds) {
    for (const BuildingId building : core::ids<BuildingId>(kind.per_year.size())) {
      if (town_->cut_off[building] != 0) total += kind.per_year[building];
    }
  }
  return total;
}

Trace Simulator::run(core::Seed seed, std::uint32_t replication, KeepLog keep, const core::Progress* progress,
                     core::Millis counted_from) const {
  return replay(town_->demand.draw(seed, replication), seed, replication, keep, progress, counted_from);
}

Trace Simulator::replay(Requests requests, core::Seed seed, std::uint32_t replication, KeepLog keep,
                        const core::Progress* progress, core::Millis counted_from) const {
  return Replication(*town_, std::move(requests), seed, replication, keep, counted_from).run(progress);
}

Trace simulate(const SimulationInputs& inputs, core::Seed seed, std::uint32_t replication) {
  return Simulator(inputs).run(seed, replication, KeepLog::yes);
}

}  // namespace wangge::simulation
