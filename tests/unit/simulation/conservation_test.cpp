// Over random towns: nothing is lost, time never runs backwards, and every way takes exactly as long as it should.
#include "engine/core/random.h"
#include "engine/simulation/loop/check_log.h"
#include "engine/simulation/loop/retell.h"
#include "tests/unit/simulation/all_time_told.h"
#include "tests/unit/simulation/clerk.h"
#include "tests/unit/simulation/eventful_town.h"
#include "tests/unit/simulation/small_town.h"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using testing::seconds;
using testing::SmallTown;

TEST(Simulator, LosesNothingAndNobodyIsInTwoPlaces) {
  std::map<Final, std::size_t> seen;
  std::size_t returned_off_shift = 0;
  std::size_t sent_on = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    SmallTown town = random_town(seed);
    const SimulationInputs inputs = town.finished();
    const Trace trace = Simulator(inputs).run(core::Seed(seed), 0, KeepLog::yes);
    testing::Clerk clerk(town, inputs, trace);
    clerk.check();
    if (HasFatalFailure()) return;
    returned_off_shift += clerk.returned_off_shift;
    sent_on += clerk.sent_on;
    for (const Final final : trace.outcomes.final) ++seen[final];
  }
  EXPECT_GT(seen[Final::resolved], 1000U);  // the towns are not trivial
  EXPECT_GT(seen[Final::open], 100U);
  EXPECT_GT(seen[Final::unreachable], 100U);
  EXPECT_GT(returned_off_shift, 100U);
  EXPECT_GT(sent_on, 100U);
}

TEST(Simulator, LosesNothingWhateverHappens) {
  std::map<EventKind, std::size_t> seen;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SmallTown town = eventful_town(seed);
    const SimulationInputs inputs = town.finished();
    SCOPED_TRACE(::testing::Message() << "seed " << seed << ", " << inputs.policy);
    const Trace trace = Simulator(inputs).run(core::Seed(seed), 0, KeepLog::yes);
    testing::Clerk clerk(town, inputs, trace);
    clerk.check();
    if (HasFatalFailure()) return;
    for (const auto& [kind, count] : clerk.seen) seen[kind] += count;
  }
  for (std::size_t i = 0; i < event_kind_count; ++i) {
    const auto kind = static_cast<EventKind>(i);
    const bool unlogged = kind == EventKind::break_due || kind == EventKind::lines_offered || kind == EventKind::moves_on ||
                          kind == EventKind::asked_again || kind == EventKind::gathered || kind == EventKind::round_due ||
                          kind == EventKind::walk_ended || kind == EventKind::settled_jointly ||
                          kind == EventKind::offices_opened || kind == EventKind::rounds_ended ||
                          of_rounds(kind);  // of rounds: round_conservation_test.cpp
    if (unlogged) {
      EXPECT_EQ(seen[kind], 0U) << name(kind);
    } else {
      EXPECT_GT(seen[kind], 20U) << name(kind);
    }
  }
}

/// The log alone tells the outcomes and the hours.
TEST(Simulator, WritesALogThatTellsEverything) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SmallTown town = eventful_town(seed);
    for (RequestKind& kind : town.inputs.kinds) {
      kind.life.deadlines = {
          .accept = testing::seconds(300), .arrive = testing::seconds(900), .resolve = testing::seconds(20'000)};
    }
    const SimulationInputs inputs = town.finished();
    SCOPED_TRACE(::testing::Message() << "seed " << seed << ", " << inputs.policy);
    const Trace trace = Simulator(inputs).run(core::Seed(seed), 0, KeepLog::yes);
    const Trace told = retell(inputs, trace.requests, trace.log, trace.hours.under_way);
    EXPECT_EQ(told.events, trace.events);
    EXPECT_EQ(told.outcomes.dispatched, trace.outcomes.dispatched);
    EXPECT_EQ(told.outcomes.accepted, trace.outcomes.accepted);
    EXPECT_EQ(told.outcomes.arrived, trace.outcomes.arrived);
    EXPECT_EQ(told.outcomes.resolved, trace.outcomes.resolved);
    EXPECT_EQ(told.outcomes.first_resolved, trace.outcomes.first_resolved);
    EXPECT_EQ(told.outcomes.responder, trace.outcomes.responder);
    EXPECT_EQ(told.outcomes.final, trace.outcomes.final);
    EXPECT_EQ(told.outcomes.within_shift, trace.outcomes.within_shift);
    EXPECT_EQ(told.outcomes.asked, trace.outcomes.asked);
    EXPECT_EQ(told.outcomes.declined, trace.outcomes.declined);
    EXPECT_EQ(told.outcomes.timed_out, trace.outcomes.timed_out);
    EXPECT_EQ(told.outcomes.stars, trace.outcomes.stars);
    EXPECT_EQ(told.outcomes.rated, trace.outcomes.rated);
    EXPECT_EQ(told.outcomes.reopened, trace.outcomes.reopened);
    EXPECT_EQ(told.outcomes.marks, trace.outcomes.marks);
    EXPECT_EQ(told.outcomes.level, trace.outcomes.level);
    EXPECT_EQ(told.outcomes.settled_by, trace.outcomes.settled_by);
    EXPECT_EQ(told.reports, trace.reports);
    EXPECT_EQ(told.stays, trace.stays);
    EXPECT_EQ(told.hours.on_shift, trace.hours.on_shift);
    EXPECT_EQ(told.hours.busy, trace.hours.busy);
    EXPECT_EQ(told.hours.overtime, trace.hours.overtime);
    EXPECT_EQ(told.hours.break_taken, trace.hours.break_taken);
    EXPECT_EQ(told.hours.break_lost, trace.hours.break_lost);
    EXPECT_EQ(told.hours.on_kind, trace.hours.on_kind);
    testing::expect_all_time_told(inputs, trace, told);
    if (HasFailure()) return;
  }
}

/// A warm-up changes no event; the log tells what is counted after it.
TEST(Simulator, CountsHoursFromTheEndOfTheWarmUpOn) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SmallTown town = eventful_town(seed);
    const SimulationInputs inputs = town.finished();
    SCOPED_TRACE(::testing::Message() << "seed " << seed << ", " << inputs.policy);
    const Simulator simulator(inputs);
    core::Stream luck(core::Seed(seed), 0, "warm-up", 0);
    const core::Millis from(static_cast<std::int64_t>(luck.uniform() * static_cast<double>(inputs.horizon.value)));
    const Trace all = simulator.run(core::Seed(seed), 0, KeepLog::yes);
    const Trace trace = simulator.run(core::Seed(seed), 0, KeepLog::yes, nullptr, from);
    EXPECT_EQ(trace.log.digest(), all.log.digest());
    EXPECT_EQ(trace.outcomes.final, all.outcomes.final);
    const Trace told = retell(inputs, trace.requests, trace.log, trace.hours.under_way, from);
    EXPECT_EQ(told.counted_from, from);
    EXPECT_EQ(told.hours.on_shift, trace.hours.on_shift);
    EXPECT_EQ(told.hours.busy, trace.hours.busy);
    EXPECT_EQ(told.hours.overtime, trace.hours.overtime);
    EXPECT_EQ(told.hours.break_taken, trace.hours.break_taken);
    EXPECT_EQ(told.hours.break_lost, trace.hours.break_lost);
    EXPECT_EQ(told.hours.on_kind, trace.hours.on_kind);
    testing::expect_all_time_told(inputs, trace, told);
    for (const ResponderId id : core::ids<ResponderId>(inputs.responders.size())) {
      for (const auto* hours : {&trace.hours.on_shift, &trace.hours.busy, &trace.hours.overtime, &trace.hours.under_way}) {
        ASSERT_GE((*hours)[id].value, 0);
        ASSERT_LE((*hours)[id], inputs.horizon - from);
      }
      ASSERT_LE(trace.hours.on_shift[id], all.hours.on_shift[id]);
      ASSERT_LE(trace.hours.under_way[id], all.hours.under_way[id]);
    }
    if (HasFailure()) return;
  }
}

/// One change to a random event; the stars go along with the ratings.
void spoil(EventLog& log, core::Stream& luck) {
  const auto size = static_cast<std::uint32_t>(log.size());
  const std::size_t at = luck.below(size);
  const std::size_t other = luck.below(size);
  switch (luck.below(6)) {
    case 0:
      log.request.erase(log.request.begin() + static_cast<std::ptrdiff_t>(at));
      log.time.erase(log.time.begin() + static_cast<std::ptrdiff_t>(at));
      log.kind.erase(log.kind.begin() + static_cast<std::ptrdiff_t>(at));
      log.responder.erase(log.responder.begin() + static_cast<std::ptrdiff_t>(at));
      return;
    case 1:
      std::swap(log.kind[at], log.kind[other]);
      std::swap(log.request[at], log.request[other]);
      std::swap(log.responder[at], log.responder[other]);
      return;
    case 2:
      log.kind[at] = static_cast<EventKind>(luck.below(event_kind_count));
      return;
    case 3:
      log.request[at] = luck.below(2) == 0 ? RequestId() : log.request[other];
      return;
    case 4:
      log.responder[at] = luck.below(2) == 0 ? ResponderId() : log.responder[other];
      return;
    default:
      if (!log.stars.empty()) log.stars[luck.below(static_cast<std::uint32_t>(log.stars.size()))] = 200;
      return;
  }
}

TEST(LogCheck, TakesEveryLogOfASimulationAndRefusesOrBearsASpoiltOne) {
  std::size_t refused = 0;
  std::size_t borne = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SmallTown town = eventful_town(seed);
    const SimulationInputs inputs = town.finished();
    SCOPED_TRACE(::testing::Message() << "seed " << seed << ", " << inputs.policy);
    const Trace trace = Simulator(inputs).run(core::Seed(seed), 0, KeepLog::yes);
    const auto fault = log_fault(inputs, trace.requests, trace.log, trace.hours.under_way);
    ASSERT_FALSE(fault) << (fault->event ? *fault->event : 0) << " " << fault->what.en;
    if (trace.log.size() == 0) continue;
    core::Stream luck(core::Seed(seed), 0, "spoil", 0);
    for (int change = 0; change < 20; ++change) {
      EventLog log = trace.log;
      spoil(log, luck);
      if (log_fault(inputs, trace.requests, log, trace.hours.under_way)) {
        ++refused;
        continue;
      }
      ++borne;  // a missing walk home, say: it is told all the same
      const Trace told = retell(inputs, trace.requests, log, trace.hours.under_way);
      for (const ResponderId id : core::ids<ResponderId>(inputs.responders.size())) {
        ASSERT_GE(told.hours.busy[id].value, 0);
        ASSERT_LE(told.hours.on_shift[id], inputs.horizon);
      }
      for (const RequestId id : core::ids<RequestId>(told.requests.size())) ASSERT_LE(told.outcomes.stars[id], 5);
    }
  }
  EXPECT_GT(refused, 2000U);
  EXPECT_GT(borne, 50U);
}

TEST(LogCheck, NamesTheEventThatCannotBe) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 0, testing::constant(600));
  town.inputs.kinds[KindId(0)].life.rate = {.share = 1, .stars = {0, 0, 0, 1, 0}};
  const SimulationInputs inputs = town.finished();
  // 0 shift_started, 1 ordered, 2 dispatched, 3 accepted, 4 arrived, 5 resolved, 6 rated, 7 returned
  const Trace trace = Simulator(inputs).replay(testing::orders({{10, 0}}), core::Seed(1), 0, KeepLog::yes);
  ASSERT_EQ(trace.log.size(), 8U);
  const auto fault = [&](auto&& change) {
    EventLog log = trace.log;
    change(log);
    return log_fault(inputs, trace.requests, log, trace.hours.under_way);
  };
  EXPECT_FALSE(fault([](EventLog&) {}));
  EXPECT_EQ(fault([](EventLog& log) { log.responder[2] = {}; })->event, 2U) << "dispatched to nobody";
  EXPECT_EQ(fault([](EventLog& log) { log.request[0] = RequestId(0); })->event, 0U) << "a shift of a request";
  EXPECT_EQ(fault([](EventLog& log) { log.kind[5] = EventKind::handled; })->event, 6U) << "rated, and not settled";
  EXPECT_EQ(fault([](EventLog& log) { log.append(seconds(5000), EventKind::escalated, RequestId(0), {}); })->event, 8U)
      << "there is no level";
  EXPECT_EQ(fault([](EventLog& log) { log.stars[0] = 200; })->event, 6U);
  EXPECT_EQ(fault([](EventLog& log) { log.stars[0] = 1; })->event, 6U) << "nobody gives one star";
  EXPECT_EQ(fault([](EventLog& log) { log.time[4] = log.time[3] - seconds(1); })->event, 4U) << "backwards";
  EXPECT_EQ(fault([](EventLog& log) { log.time[7] = seconds(86'400); })->event, 7U) << "beyond the horizon";
  EXPECT_EQ(fault([](EventLog& log) { log.kind[7] = EventKind::gathered; })->event, 7U) << "is never logged";
  EXPECT_EQ(fault([](EventLog& log) { log.kind[0] = EventKind::shift_ended; })->event, 0U);
  const auto never_ordered = fault([](EventLog& log) {
    log.time.resize(1);
    log.kind.resize(1);
    log.request.resize(1);
    log.responder.resize(1);
  });
  EXPECT_FALSE(never_ordered->event);
  EXPECT_EQ(never_ordered->what.en, "1 requests are never ordered");
  Column<ResponderId, core::Millis> ways;
  ways.push_back(seconds(86'401));
  EXPECT_TRUE(log_fault(inputs, trace.requests, trace.log, ways));
}

TEST(Simulator, RepeatsItselfAndSharesRequestsBetweenPolicies) {
  SmallTown town = random_town(3);
  SimulationInputs inputs = town.finished();
  const Simulator simulator(inputs);
  const Trace first = simulator.run(core::Seed(9), 4, KeepLog::yes);
  EXPECT_EQ(first.log.digest(), simulator.run(core::Seed(9), 4, KeepLog::yes).log.digest());
  EXPECT_NE(first.log.digest(), simulator.run(core::Seed(9), 5, KeepLog::yes).log.digest());
  inputs.policy = "own grid only";
  const Trace other = Simulator(inputs).run(core::Seed(9), 4, KeepLog::yes);
  EXPECT_EQ(first.requests.opened, other.requests.opened);
  EXPECT_EQ(first.requests.building, other.requests.building);
}

TEST(Simulator, TakesTheSameLuckForARequestWhoeverServesIt) {
  const auto handling = [](double post) {
    SmallTown town(1, 30);
    town.building(0, {0, 0});
    town.responder(0, {post, 0});
    town.kind("visit", 2000, testing::exponential(600));
    town.inputs.accept = testing::exponential(60);
    const Trace trace = Simulator(town.finished()).run(core::Seed(2), 0, KeepLog::no);
    std::vector<std::int64_t> lengths;
    for (const RequestId request : core::ids<RequestId>(100)) {
      lengths.push_back((trace.outcomes.resolved[request] - trace.outcomes.arrived[request]).value);
    }
    return lengths;
  };
  EXPECT_EQ(handling(10), handling(300));
}

}  // namespace
}  // namespace wangge::simulation
