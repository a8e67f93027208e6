#include "scenarios/steps/duty_step.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wangge::scenarios {
namespace {

using territory::BuildingId;

/// How many of those who are visited are in each building.
class Visited {
 public:
  Visited(const Scenario& scenario, const DutySpec& duty, const territory::Buildings& buildings, const CountedOfBuilding& counted)
      : buildings_(buildings) {
    if (duty.group.empty()) return;
    const auto group = std::find_if(scenario.groups.begin(), scenario.groups.end(),
                                    [&](const GroupSpec& one) { return one.name == duty.group; });
    share_ = group->share;
    if (share_) return;
    const auto found = counted.find(duty.group);
    nobody_ = found == counted.end();
    members_ = nobody_ ? nullptr : &found->second;
  }

  [[nodiscard]] std::uint32_t in(BuildingId building) {
    if (nobody_) return 0;
    if (members_ != nullptr) return static_cast<std::uint32_t>(std::llround((*members_)[building]));
    if (!share_) return static_cast<std::uint32_t>(buildings_.households[building]);
    const auto before = static_cast<std::uint64_t>(*share_ * static_cast<double>(residents_) + 1e-9);
    residents_ += static_cast<std::uint64_t>(buildings_.residents[building]);
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(*share_ * static_cast<double>(residents_) + 1e-9) - before);
  }

 private:
  const territory::Buildings& buildings_;
  std::optional<double> share_;
  const core::Column<BuildingId, double>* members_ = nullptr;
  bool nobody_ = false;
  std::uint64_t residents_ = 0;
};

simulation::Duty::Kind kind_of(DutySpec::Kind kind) {
  using Kind = simulation::Duty::Kind;
  return kind == DutySpec::Kind::visits   ? Kind::visits
         : kind == DutySpec::Kind::sweep  ? Kind::sweep
         : kind == DutySpec::Kind::patrol ? Kind::patrol
                                          : Kind::post;
}

}  // namespace

void add_duties(simulation::SimulationInputs& inputs, const Scenario& scenario, const territory::Territory& territory,
                const CountedOfBuilding& counted) {
  for (const DutySpec& spec : scenario.duties) {
    simulation::Duty duty;
    duty.name = spec.name;
    duty.kind = kind_of(spec.kind);
    duty.passes = spec.passes;
    duty.by = simulation::ResponderKindId(spec.by);
    duty.responders = spec.responders;
    duty.from = spec.from;
    duty.when = simulation::Recurrence::parse(spec.when);
    duty.yields_to = spec.yields_to;
    duty.each = spec.each;
    duty.takes = spec.takes;
    duty.knock = spec.knock;
    duty.absent = spec.absent;
    duty.again = simulation::Recurrence::parse(spec.again);
    duty.calls = spec.calls;
    duty.most = spec.most;
    inputs.duties.push_back(std::move(duty));
    if (spec.kind != DutySpec::Kind::visits && spec.kind != DutySpec::Kind::sweep) continue;
    simulation::Column<BuildingId, std::uint32_t>& households_of =
        inputs.duties[simulation::DutyId(inputs.duties.size() - 1)].households;
    Visited visited(scenario, spec, territory.buildings, counted);
    for (const BuildingId building : core::ids<BuildingId>(territory.buildings.size())) {
      const auto& uses = spec.uses;
      const bool kept = uses.empty() || std::find(uses.begin(), uses.end(), territory.buildings.use[building]) != uses.end();
      const std::uint32_t households = kept ? visited.in(building) : 0;
      households_of.push_back(households);
    }
  }
}

}  // namespace wangge::scenarios
