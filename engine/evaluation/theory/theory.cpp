#include "engine/evaluation/theory/theory.h"

#include "engine/evaluation/theory/ground.h"

#include <optional>
#include <string>

namespace wangge::evaluation {
namespace {

/// Why no formula says anything of this scenario.
std::optional<core::Text> silence(const simulation::Simulator& simulator) {
  const simulation::SimulationInputs& inputs = simulator.inputs();
  if (inputs.responders.size() == 0) return core::Text{.zh = "没有人员", .en = "there is no responder"};
  if (inputs.past) {
    return core::Text{.zh = "事项来自台账，不是按到达率产生的",
                      .en = "requests are those of a log, not of rates that a formula takes"};
  }
  double rates = 0;
  for (const simulation::RequestKind& kind : inputs.kinds) {
    for (const double rate : kind.per_year) rates += rate;
  }
  if (!(rates > 0)) return core::Text{.zh = "没有事项", .en = "nothing is ordered"};
  return std::nullopt;
}

}  // namespace

Theory theory_of(const simulation::Simulator& simulator, const Promise& promise, core::Threads threads, bool warmed_up) {
  Theory theory;
  if (const auto why = silence(simulator)) {
    theory.no_grids = *why;
    theory.no_units = *why;
    return theory;
  }
  const TheoryGround ground(simulator, promise, true);
  grid_model(theory, ground, threads);
  if (!simulator.policy().by_fixed_list()) {
    const std::string name(simulator.policy().name());
    theory.no_units = {.zh = "派单策略“" + name + "”没有公式：派谁不由固定的次序决定",
                       .en = "no formula is known for the policy \"" + name + "\": whom it sends follows no fixed list"};
  } else if (takes_hours(simulator)) {
    unit_model(theory, ground, threads);
  } else {
    theory.mean_load = true;
    unit_model(theory, TheoryGround(simulator, promise, false), threads);
  }
  theory.gaps = theory_gaps(simulator, promise, theory, warmed_up);
  return theory;
}

}  // namespace wangge::evaluation
