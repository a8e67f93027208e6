// What the loop keeps to whatever a scenario asks for: worked out by hand, as in loop_trace_test.cpp.
#include "engine/core/error.h"
#include "engine/core/progress.h"
#include "tests/unit/simulation/small_town.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using core::Millis;
using testing::constant;
using testing::orders;
using testing::seconds;
using testing::SmallTown;
using testing::story;

Trace day(SmallTown& town, const std::vector<std::pair<double, std::size_t>>& list) {
  return Simulator(town.finished()).replay(orders(list), core::Seed(1), 0, KeepLog::yes);
}
/// Makes the responders of these kinds, in turn.
void kinds_of(SmallTown& town, const std::vector<std::size_t>& kinds) {
  for (const std::size_t kind : kinds) town.inputs.responders.kind.push_back(ResponderKindId(kind));
}

//   0    100
//   0    a      w0 never wants to, and is asked every millisecond
TEST(LoopRules, WhatNobodyWantsIsNotAskedForEver) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.responder(0, {200, 0}, {"daily 10:00-11:00"});
  town.kind("visit", 0, constant(600));
  town.inputs.dispatch.ask_again = Millis(1);
  town.inputs.responder_kinds.push_back({.name = "unwilling", .decline = 1.0});
  town.inputs.responder_kinds.push_back({.name = "willing"});
  kinds_of(town, {0, 1});
  const Trace trace = day(town, {{0, 0}, {50'000, 0}});
  const RequestId first(0);
  const RequestId second(1);
  EXPECT_EQ(trace.outcomes.asked[first], most_turns + 2) << "at once, then a thousand times again, then the other";
  EXPECT_EQ(trace.outcomes.declined[first], most_turns + 1);
  EXPECT_EQ(trace.outcomes.dispatched[first], seconds(0));
  EXPECT_EQ(trace.outcomes.accepted[first], seconds(36'000)) << "somebody who has not declined may take it";
  EXPECT_EQ(trace.outcomes.asked[second], most_turns + 1);
  EXPECT_EQ(trace.outcomes.final[second], Final::open);
  EXPECT_EQ(trace.events, trace.log.size());
  EXPECT_LT(trace.events, 6100U);
}

/// Wants to stop as soon as it is asked.
class Impatient final : public core::Progress {
 public:
  void begin(std::string_view /*stage*/, std::uint64_t /*total*/) override {}
  void advance(std::uint64_t /*by*/) override {}
  void end() override {}
  [[nodiscard]] bool interrupted() const override { return true; }
};

TEST(LoopRules, AReplicationCanBeInterrupted) {
  SmallTown town(1, 7);
  town.building(0, {1, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 365 * 10'000, constant(1));
  const Simulator simulator(town.finished());
  const Impatient impatient;
  const core::SilentProgress patient;
  EXPECT_GT(simulator.run(core::Seed(1), 0, KeepLog::no, &patient).events, 200'000U);
  try {
    static_cast<void>(simulator.run(core::Seed(1), 0, KeepLog::no, &impatient));
    ADD_FAILURE() << "not interrupted";
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::interrupted);
  }
}

}  // namespace
}  // namespace wangge::simulation
