#pragma once

#include "engine/simulation/loop/simulator.h"

#include <gtest/gtest.h>

namespace wangge::testing {

/// Every moment on shift, and of overtime, has one occupation, and the log alone tells it.
inline void expect_all_time_told(const simulation::SimulationInputs& inputs, const simulation::Trace& trace,
                                 const simulation::Trace& told) {
  EXPECT_EQ(told.hours.spent, trace.hours.spent);
  simulation::Column<simulation::ResponderKindId, core::Millis> hours(trace.hours.spent.size(), core::Millis(0));
  for (const simulation::ResponderId id : core::ids<simulation::ResponderId>(inputs.responders.size())) {
    const auto kind = inputs.responders.kind.empty() ? simulation::ResponderKindId(0) : inputs.responders.kind[id];
    hours[kind] += trace.hours.on_shift[id] + trace.hours.overtime[id];
  }
  for (const auto kind : core::ids<simulation::ResponderKindId>(hours.size())) {
    EXPECT_EQ(trace.hours.spent[kind].total(), hours[kind]) << kind.value();
    for (const core::Millis time : trace.hours.spent[kind].alone) EXPECT_GE(time.value, 0);
  }
}

}  // namespace wangge::testing
