#include "engine/simulation/loop/check_log.h"
#include "engine/simulation/people/shifts.h"
#include "tests/unit/simulation/small_town.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using testing::SmallTown;

/// Nobody stands at two doors, and no visit ends twice.
TEST(RoundCheck, ALogThatTellsOfTwoDoorsIsRefused) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0}, {"daily 00:00-24:00"});
  Duty& duty = town.duty("visits", {"daily 08:00-12:00"}, testing::constant(600));
  duty.households[BuildingId(0)] = 2;
  const SimulationInputs inputs = town.finished();
  const Trace trace = Simulator(inputs).run(core::Seed(1), 0, KeepLog::yes);
  const auto place_of = [&](EventKind kind) {
    return static_cast<std::size_t>(std::find(trace.log.kind.begin(), trace.log.kind.end(), kind) - trace.log.kind.begin());
  };
  const auto fault = [&](EventKind from, EventKind to) {
    EventLog log = trace.log;
    log.kind.at(place_of(from)) = to;
    return log_fault(inputs, trace.requests, log, trace.hours.under_way);
  };
  EXPECT_FALSE(fault(EventKind::called, EventKind::called));
  EXPECT_TRUE(fault(EventKind::visited, EventKind::called)) << "a second door";
  EXPECT_TRUE(fault(EventKind::called, EventKind::visited)) << "nobody had called";
  EXPECT_TRUE(fault(EventKind::round_begun, EventKind::round_left)) << "no round was under way";
  EXPECT_TRUE(fault(EventKind::visited, EventKind::visit_missed)) << "of a responder";
}

/// Who was called away holds the own post from the return to it.
TEST(RoundCheck, AConsultThatIsMannedBeforeArrivalIsRefused) {
  SmallTown town(1);
  town.building(0, {300, 0});
  town.responder(0, {0, 0}, {"daily 00:00-24:00"});
  town.kind("repair", 0, testing::constant(300));
  Duty& duty = town.duty("consult", {"daily 00:10-01:00"}, testing::constant(0));
  duty.kind = Duty::Kind::post;
  duty.households = Column<BuildingId, std::uint32_t>();
  duty.own_post.push_back(1);
  const SimulationInputs inputs = town.finished();
  const Trace trace = Simulator(inputs).replay(testing::orders({{900, 0}}), core::Seed(1), 0, KeepLog::yes);
  EXPECT_FALSE(log_fault(inputs, trace.requests, trace.log, trace.hours.under_way));
  EventLog log = trace.log;
  const auto returned = std::find(log.kind.begin(), log.kind.end(), EventKind::returned);
  ASSERT_NE(returned, log.kind.end());
  ASSERT_EQ(*std::next(returned), EventKind::manned);
  std::iter_swap(returned, std::next(returned));
  EXPECT_TRUE(log_fault(inputs, trace.requests, log, trace.hours.under_way));
}

/// An evening's window that goes on into the next turn leaves that turn its evenings.
TEST(RoundTurns, EveningsOfOneTurnDoNotEndTheNext) {
  SmallTown town(1, 16);
  town.building(0, {100, 0});
  town.responder(0, {0, 0}, {"daily 00:00-24:00"});
  Duty& duty = town.duty("visits", {"every tuesday 19:00-21:00"}, testing::constant(600));
  duty.again = Recurrence::parse(std::vector<std::string>{"daily 18:00-21:00"});
  duty.absent.fill(1.0);
  const Trace trace = Simulator(town.finished()).run(core::Seed(1), 0, KeepLog::yes);
  std::vector<int> calls(16, 0);
  for (std::size_t i = 0; i < trace.log.size(); ++i) {
    if (trace.log.kind[i] == EventKind::called) ++calls[static_cast<std::size_t>(trace.log.time[i].value / day_length.value)];
  }
  // The first Tuesday is day 1; on the second, day 8, its turn ends as the next one begins.
  EXPECT_EQ(calls, (std::vector<int>{0, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2}));
}

}  // namespace
}  // namespace wangge::simulation
