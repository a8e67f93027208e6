// Over random towns: nothing is lost, time never runs backwards, and every way takes exactly as long as it should.
#include "engine/core/random.h"
#include "engine/simulation/loop/check_log.h"
#include "engine/simulation/loop/retell.h"
#include "tests/unit/simulation/clerk.h"
#include "tests/unit/simulation/small_town.h"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using testing::seconds;
using testing::SmallTown;

SmallTown random_town(std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "town", 0);
  const auto place = [&] { return core::Position{1100 * luck.uniform(), 1000 * luck.uniform()}; };  // some out of reach
  const std::size_t grids = 1 + luck.below(6);
  SmallTown town(grids, 1 + luck.below(12));
  const std::size_t buildings = 1 + luck.below(40);
  for (std::size_t i = 0; i < buildings; ++i) {
    town.building(luck.below(static_cast<std::uint32_t>(grids)), place(), core::Millis(luck.below(60'000)));
  }
  const std::vector<std::vector<std::string>> rosters = {
      {"daily 00:00-24:00"},
      {"mon-fri 08:00-12:00", "mon-fri 12:05-18:00"},  // a break that ends before many are home
      {"sat-sun 20:00-24:00", "sun-mon 00:00-04:00"},
      {}};
  for (std::uint32_t i = luck.below(8); i > 0; --i) {
    town.responder(luck.below(static_cast<std::uint32_t>(grids)), {900 * luck.uniform(), 1000 * luck.uniform()},
                   rosters[luck.below(4)]);
  }
  for (std::size_t i = 1; i < grids; ++i) town.neighbours(i - 1, i);
  const double load = 365 * 40 * luck.uniform();
  town.kind("short", load / static_cast<double>(buildings), testing::exponential(600));
  town.kind("long", load / static_cast<double>(buildings) / 4,
            {.kind = DurationLaw::Kind::lognormal, .mean = testing::seconds(3600), .cv = 1.2});
  town.inputs.accept = testing::exponential(90);
  town.slow_way_home(1 + luck.below(3));
  town.inputs.policy = dispatch_policy_names()[luck.below(3)];
  return town;
}

/// Departments with and without hours; a kind calls some of them after visits, or after a level.
void blow_whistles(SmallTown& town, std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "whistles", 0);
  auto& inputs = town.inputs;
  const auto office = WeeklyShifts::parse(std::vector<std::string>{"mon-fri 08:00-17:00"});
  inputs.departments.push_back({.name = "housing", .reports = testing::exponential(4000)});
  inputs.departments.push_back({.name = "police", .reports = testing::exponential(2000)});
  inputs.departments.push_back({.name = "office", .reports = testing::exponential(3000), .hours = office});
  for (RequestKind& kind : inputs.kinds) {
    Life::Whistle& whistle = kind.life.whistle;
    whistle = {.share = 0.5 * luck.uniform(), .within = testing::seconds(5000), .takes = testing::exponential(3000)};
    for (const DepartmentId id : core::ids<DepartmentId>(3)) {
      if (luck.below(2) == 0 || (id.value() == 2 && whistle.departments.empty())) whistle.departments.push_back(id);
    }
    whistle.grace = testing::seconds(2000 * luck.below(2));
    if (const std::uint32_t after = luck.below(5); after < 3) whistle.after = static_cast<std::uint8_t>(after);
  }
}

/// Some levels have offices with few desks: the community one for each grid, those above one for all.
void open_offices(SmallTown& town, std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "offices", 0);
  auto& inputs = town.inputs;
  for (const char* name : {"community", "town", "city"}) {
    if (luck.below(4) == 0) continue;
    OfficeLevel level{.name = name, .desks = 1 + luck.below(2)};
    if (luck.below(2) == 0) level.takes = testing::exponential(6000);
    for (const GridId grid : core::ids<GridId>(inputs.grids.size())) {
      const bool own = level.codes.empty() || level.name == "community";
      if (own) level.codes.push_back(inputs.grids[grid]);
      level.of_grid.push_back(static_cast<std::uint32_t>(level.codes.size() - 1));
    }
    for (RequestKind& kind : inputs.kinds) {
      for (auto& step : kind.life.escalate.levels) {
        if (step.name == name) step.offices = static_cast<std::uint32_t>(inputs.offices.size());
      }
    }
    inputs.offices.push_back(std::move(level));
  }
}

/// The same with everything that can happen to a request and to a responder.
SmallTown eventful_town(std::uint64_t seed) {
  SmallTown town = random_town(seed);
  core::Stream luck(core::Seed(seed), 0, "eventful", 0);
  auto& inputs = town.inputs;
  inputs.policy = dispatch_policy_names()[seed % dispatch_policy_names().size()];
  inputs.dispatch.decline = 0.2 * luck.uniform();
  if (luck.below(2) == 0) inputs.dispatch.accept_timeout = testing::seconds(200);
  inputs.dispatch.match_skills = luck.below(2) == 0;
  inputs.dispatch.restart_interrupted = luck.below(2) == 0;
  const ShiftsId breaks =
      inputs.shifts.push_back(WeeklyShifts::parse(std::vector<std::string>{"daily 10:00-10:20", "daily 21:00-21:30"}));
  inputs.responder_kinds.push_back({.name = "worker"});
  inputs.responder_kinds.push_back({.name = "mediator", .skills = {1}, .decline = 0.5, .breaks = breaks});
  inputs.responder_kinds.push_back({.name = "walker", .skills = {2}, .patrols = true});
  inputs.responder_kinds.push_back({.name = "volunteer", .scope = 2, .skills = {3}, .present = 0.6, .breaks = breaks});
  for (const ResponderId id : core::ids<ResponderId>(inputs.responders.size())) {
    const bool ends = inputs.shifts[inputs.responders.shifts[id]].next_end(core::Millis(0)).has_value();
    inputs.responders.kind.push_back(ResponderKindId(luck.below(ends ? 4 : 3)));
  }
  for (RequestKind& kind : inputs.kinds) {
    Life& life = kind.life;
    life.priority = static_cast<int>(luck.below(3));
    life.needs = {luck.below(4)};
    if (luck.below(2) == 0) life.hear = testing::exponential(60);
    if (luck.below(2) == 0) life.classify = testing::constant(30);
    life.help = {.share = 0.3 * luck.uniform(), .takes = testing::exponential(1800), .by_colleague = luck.below(2) == 0};
    life.deliberate = {.share = 0.2, .takes = testing::exponential(7200)};
    if (luck.below(2) == 0) life.feed_back = testing::exponential(3600);
    life.rate = {.share = 0.5, .stars = {1, 0, 2, 4, 8}};
    life.reopen = {.share = 0.1, .after = testing::exponential(7200), .most = 2};
    life.escalate = {.share = 0.3,
                     .levels = {{.name = "community", .tries = 3, .takes = testing::exponential(5000), .settled = 0.2},
                                {.name = "town",
                                 .tries = 2,
                                 .takes = testing::exponential(9000),
                                 .settled = 0.3,
                                 .within = testing::seconds(12'000),
                                 .hand_back = 0.3},
                                {.name = "city", .takes = testing::constant(7000), .settled = 0.3, .hand_back = 0.2}},
                     .visit_after = {}};
    if (luck.below(2) == 0) life.escalate.visit_after = testing::seconds(20'000);
    life.escalate.levels[0].hand_back = 0.2 * static_cast<double>(luck.below(2));
  }
  blow_whistles(town, seed);
  open_offices(town, seed);
  return town;
}

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
