// Offices of the levels, with few desks. One metre a second; a is a building, 0 the post of w0, w1 and w2, who need 600 s at the
// door. Numbers above are metres.
#include "engine/core/estimate.h"
#include "engine/queueing/formulas.h"
#include "engine/simulation/loop/check_log.h"
#include "engine/simulation/loop/retell.h"
#include "tests/unit/simulation/eventful_town.h"
#include "tests/unit/simulation/small_town.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using testing::constant;
using testing::exponential;
using testing::orders;
using testing::seconds;
using testing::SmallTown;
using testing::story;
using Level = Life::Escalation::Level;

OfficeLevel office(std::size_t grids, std::uint32_t desks, std::optional<DurationLaw> takes = {}) {
  OfficeLevel level{.name = "community", .desks = desks, .takes = takes, .codes = {"C"}};
  level.of_grid.resize(grids, 0);
  return level;
}

//   0    100
//   0----a
// r0 and r1 quarrel, r2 is urgent. `first` and `second`: the levels, the first of which has one desk.
SimulationInputs one_desk(Level first, std::vector<Level> above = {}, std::optional<DurationLaw> takes = {}) {
  SmallTown town(1);
  town.building(0, {100, 0});
  for (int i = 0; i < 3; ++i) town.responder(0, {0, 0});
  town.inputs.offices.push_back(office(1, 1, takes));
  first.offices = 0;
  std::vector<Level> levels = {first};
  levels.insert(levels.end(), above.begin(), above.end());
  for (const int priority : {0, 3}) {
    const KindId kind = town.kind(priority > 0 ? "urgent" : "quarrel", 0, constant(600));
    town.inputs.kinds[kind].life.priority = priority;
    town.inputs.kinds[kind].life.escalate = {.share = 1, .levels = levels, .visit_after = {}};
  }
  return town.finished();
}

Requests two_quarrels_and_an_urgent_matter() {
  Requests requests = orders({{0, 0}, {100, 0}, {200, 0}});
  requests.kind[RequestId(2)] = KindId(1);
  return requests;
}

/// Without what the responders do.
std::string at_the_office(const Trace& trace) {
  std::string told;
  std::string all = story(trace.log);
  for (std::size_t from = 0; from < all.size();) {
    const std::size_t end = all.find('\n', from) + 1;
    const std::string line = all.substr(from, end - from);
    from = end;
    const std::string kind = line.substr(line.find(' ') + 1, line.find(' ', line.find(' ') + 1) - line.find(' ') - 1);
    for (const char* word : {"escalated", "desk_taken", "tried", "overdue", "handed_back", "resolved", "unsettled"}) {
      if (kind == word) told += line;
    }
  }
  return told;
}

void expect_told(const SimulationInputs& inputs, const Trace& trace) {
  EXPECT_FALSE(log_fault(inputs, trace.requests, trace.log, trace.hours.under_way));
  EXPECT_EQ(retell(inputs, trace.requests, trace.log, trace.hours.under_way).stays, trace.stays);
}

SimulationInputs one_desk_open(const std::vector<std::string>& hours, Level level) {
  SimulationInputs inputs = one_desk(std::move(level));
  inputs.offices[0].hours = WeeklyShifts::parse(hours);
  return inputs;
}

// The urgent matter goes before the quarrel that came first; a matter keeps its desk for both tries.
TEST(Office, ServesTheMostUrgentThenTheOldestWhileOthersWait) {
  const SimulationInputs inputs = one_desk({.name = "community", .tries = 2, .takes = constant(1000)});
  const Trace trace = Simulator(inputs).replay(two_quarrels_and_an_urgent_matter(), core::Seed(1), 0, KeepLog::yes);
  EXPECT_EQ(at_the_office(trace),
            "700 escalated r0\n700 desk_taken r0\n800 escalated r1\n900 escalated r2\n"
            "1700 tried r0\n2700 tried r0\n2700 desk_taken r2\n2700 unsettled r0\n"
            "3700 tried r2\n4700 tried r2\n4700 desk_taken r1\n4700 unsettled r2\n"
            "5700 tried r1\n6700 tried r1\n6700 unsettled r1\n");
  const std::vector<Stay> stays = {{.request = RequestId(0), .came = seconds(700), .sat = seconds(700), .left = seconds(2700)},
                                   {.request = RequestId(1), .came = seconds(800), .sat = seconds(4700), .left = seconds(6700)},
                                   {.request = RequestId(2), .came = seconds(900), .sat = seconds(2700), .left = seconds(4700)}};
  EXPECT_EQ(trace.stays, stays);
  expect_told(inputs, trace);
}

// A page of the documentation shows this one, whole.
TEST(Office, IsShownInTheDocumentation) {
  SmallTown town(1);
  town.building(0, {100, 0});
  for (int i = 0; i < 2; ++i) town.responder(0, {0, 0});
  town.inputs.offices.push_back(office(1, 1));
  const KindId kind = town.kind("quarrel", 0, constant(600));
  town.inputs.kinds[kind].life.escalate = {
      .share = 1, .levels = {{.name = "community", .takes = constant(1000), .settled = 1, .offices = 0}}, .visit_after = {}};
  const Trace trace = Simulator(town.finished()).replay(orders({{0, 0}, {100, 0}}), core::Seed(1), 0, KeepLog::yes);
  for (const char* page : {"/docs/simulation.md", "/docs/zh/simulation.md"}) {
    std::ifstream in(std::string(WANGGE_SOURCE_DIR) + page);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    EXPECT_NE(text.find("```\n" + story(trace.log) + "```"), std::string::npos) << page << "\n" << story(trace.log);
  }
}

// 1500 s for the community: r1 gives up in the line, r2 is broken off at the desk, which is free then.
TEST(Office, CountsTheWaitTowardsTheDeadlineOfItsLevel) {
  const SimulationInputs inputs =
      one_desk({.name = "community", .takes = constant(1000), .within = seconds(1500)}, {}, constant(1200));
  const Trace trace = Simulator(inputs).replay(two_quarrels_and_an_urgent_matter(), core::Seed(1), 0, KeepLog::yes);
  EXPECT_EQ(at_the_office(trace),
            "700 escalated r0\n700 desk_taken r0\n800 escalated r1\n900 escalated r2\n"
            "1900 tried r0\n1900 desk_taken r2\n1900 unsettled r0\n"
            "2300 overdue r1\n2300 unsettled r1\n2400 overdue r2\n2400 unsettled r2\n");
  EXPECT_EQ(trace.stays[1].sat, never);
  EXPECT_EQ(trace.stays[1].left, seconds(2300));
  expect_told(inputs, trace);
}

// The town returns r0 at once: it goes to the end of its own line again, as an older one of equal urgency before r1.
TEST(Office, TakesBackWhatTheLevelAboveReturns) {
  const SimulationInputs inputs = one_desk({.name = "community", .takes = constant(1000)},
                                           {{.name = "town", .takes = constant(50), .settled = 1, .hand_back = 1}});
  const Trace trace = Simulator(inputs).replay(orders({{0, 0}, {100, 0}}), core::Seed(1), 0, KeepLog::yes);
  const auto who = [&](std::size_t request) {  // by lot, but not the same one for both
    return std::to_string(trace.outcomes.responder[RequestId(request)].value());
  };
  EXPECT_EQ(at_the_office(trace),
            "700 escalated r0\n700 desk_taken r0\n800 escalated r1\n1700 tried r0\n1700 desk_taken r1\n"
            "1700 escalated r0\n1700 handed_back r0\n2700 tried r1\n2700 desk_taken r0\n2700 escalated r1\n"
            "2700 handed_back r1\n3700 tried r0\n3700 desk_taken r1\n3700 escalated r0\n3750 resolved r0 w" +
                who(0) + "\n4700 tried r1\n4700 escalated r1\n4750 resolved r1 w" + who(1) + "\n");
  EXPECT_NE(who(0), who(1));
  expect_told(inputs, trace);
}

TEST(Office, WithADeskForEverybodyChangesNothing) {
  const auto run = [](bool desks) {
    SimulationInputs inputs = one_desk({.name = "community", .tries = 2, .takes = constant(1000)});
    if (desks) {
      inputs.offices[0].desks = 3;
    } else {
      inputs.offices.clear();
      for (RequestKind& kind : inputs.kinds) kind.life.escalate.levels[0].offices.reset();
    }
    return Simulator(inputs).replay(two_quarrels_and_an_urgent_matter(), core::Seed(1), 0, KeepLog::no).outcomes.final;
  };
  EXPECT_EQ(run(true), run(false));
}

// r1 and r2 wait for the one desk; were there two, or the second free, they would not.
TEST(Office, ALogThatLeavesADeskFreeWhileSomebodyWaitsIsRefused) {
  SimulationInputs inputs = one_desk({.name = "community", .tries = 2, .takes = constant(1000)});
  const Trace trace = Simulator(inputs).replay(two_quarrels_and_an_urgent_matter(), core::Seed(1), 0, KeepLog::yes);
  const auto fault = [&](const EventLog& log) { return log_fault(inputs, trace.requests, log, trace.hours.under_way); };
  const auto at = [&](EventKind kind, std::uint32_t request) {
    std::size_t i = 0;
    while (trace.log.kind[i] != kind || trace.log.request[i] != RequestId(request)) ++i;
    return i;
  };
  ASSERT_FALSE(fault(trace.log));
  const std::size_t sits = at(EventKind::desk_taken, 2);
  const auto expect_idle = [&](const std::optional<LogFault>& found, std::size_t event, const std::string& who) {
    ASSERT_TRUE(found);
    EXPECT_EQ(found->event, event);
    EXPECT_EQ(found->what.en, "before it, request " + who + " waits in line although a desk of its office is free");
  };
  EventLog late = trace.log;  // the urgent one a second later, and so all that comes after
  for (std::size_t i = sits; i < late.size(); ++i) late.time[i] += seconds(1);
  expect_idle(fault(late), sits, "2");
  EventLog cut = trace.log;  // nobody comes up to the desk any more
  const std::size_t last = at(EventKind::desk_taken, 1);
  cut.time.resize(last);
  cut.kind.resize(last);
  cut.request.resize(last);
  cut.responder.resize(last);
  const auto unfilled = fault(cut);
  ASSERT_TRUE(unfilled);
  EXPECT_FALSE(unfilled->event);
  inputs.offices[0].desks = 2;
  expect_idle(fault(trace.log), at(EventKind::handled, 2), "1");
}

// Open from 1200 s to 2400 s and from 7200 s on. All three wait for the opening; r0, who sits down in time, is finished after
// 2400 s; r1 is not begun and waits for the next opening.
TEST(Office, TakesMattersUpInItsHoursAloneAndFinishesWhoIsAtADesk) {
  const SimulationInputs inputs =
      one_desk_open({"daily 00:20-00:40", "daily 02:00-03:00"}, {.name = "community", .takes = constant(1000)});
  const Trace trace = Simulator(inputs).replay(two_quarrels_and_an_urgent_matter(), core::Seed(1), 0, KeepLog::yes);
  EXPECT_EQ(at_the_office(trace),
            "700 escalated r0\n800 escalated r1\n900 escalated r2\n"
            "1200 desk_taken r2\n2200 tried r2\n2200 desk_taken r0\n2200 unsettled r2\n"
            "3200 tried r0\n3200 unsettled r0\n"
            "7200 desk_taken r1\n8200 tried r1\n8200 unsettled r1\n");
  const std::vector<Stay> stays = {{.request = RequestId(0), .came = seconds(700), .sat = seconds(2200), .left = seconds(3200)},
                                   {.request = RequestId(1), .came = seconds(800), .sat = seconds(7200), .left = seconds(8200)},
                                   {.request = RequestId(2), .came = seconds(900), .sat = seconds(1200), .left = seconds(2200)}};
  EXPECT_EQ(trace.stays, stays);
  expect_told(inputs, trace);
}

// Both tries of r2 are one stay at its desk, the second after hours; at 2200 s nobody else is taken up, as it still sits.
TEST(Office, FinishesAllTriesAfterHours) {
  const SimulationInputs inputs =
      one_desk_open({"daily 00:20-00:40", "daily 02:00-03:00"}, {.name = "community", .tries = 2, .takes = constant(1000)});
  const Trace trace = Simulator(inputs).replay(two_quarrels_and_an_urgent_matter(), core::Seed(1), 0, KeepLog::yes);
  EXPECT_EQ(at_the_office(trace),
            "700 escalated r0\n800 escalated r1\n900 escalated r2\n"
            "1200 desk_taken r2\n2200 tried r2\n3200 tried r2\n3200 unsettled r2\n"
            "7200 desk_taken r0\n8200 tried r0\n9200 tried r0\n9200 desk_taken r1\n9200 unsettled r0\n"
            "10200 tried r1\n11200 tried r1\n11200 unsettled r1\n");
  expect_told(inputs, trace);
}

// 1500 s for the community, which opens at 7200 s: too late for all.
TEST(Office, CountsClosedHoursTowardsTheDeadline) {
  const SimulationInputs inputs =
      one_desk_open({"daily 02:00-03:00"}, {.name = "community", .takes = constant(1000), .within = seconds(1500)});
  const Trace trace = Simulator(inputs).replay(two_quarrels_and_an_urgent_matter(), core::Seed(1), 0, KeepLog::yes);
  EXPECT_EQ(at_the_office(trace),
            "700 escalated r0\n800 escalated r1\n900 escalated r2\n2200 overdue r0\n2200 unsettled r0\n"
            "2300 overdue r1\n2300 unsettled r1\n2400 overdue r2\n2400 unsettled r2\n");
  expect_told(inputs, trace);
}

// A matter that comes at the opening sits down at once; one that comes as it closes does not.
TEST(Office, OpensAtTheFirstMomentAndClosesAtTheLast) {
  const auto sat = [](const std::vector<std::string>& hours) {
    const SimulationInputs inputs = one_desk_open(hours, {.name = "community", .takes = constant(1000)});
    const Trace trace = Simulator(inputs).replay(orders({{200, 0}}), core::Seed(1), 0, KeepLog::yes);
    expect_told(inputs, trace);
    return trace.stays.at(0).sat;
  };
  EXPECT_EQ(sat({"daily 00:15-00:20"}), seconds(900)) << "it comes at 900 s";
  EXPECT_EQ(sat({"daily 00:00-00:15"}), never);
  EXPECT_EQ(sat({"daily 00:00-24:00"}), seconds(900));
}

TEST(Office, ALogThatHeedsNoHoursIsRefused) {
  const Level level = {.name = "community", .takes = constant(1000)};
  const SimulationInputs late = one_desk_open({"daily 02:00-03:00"}, level);
  const SimulationInputs both = one_desk_open({"daily 00:20-00:40", "daily 02:00-03:00"}, level);
  const auto fault = [&](const SimulationInputs& made, const SimulationInputs& held) {
    const Trace trace = Simulator(made).replay(two_quarrels_and_an_urgent_matter(), core::Seed(1), 0, KeepLog::yes);
    const auto found = log_fault(held, trace.requests, trace.log, trace.hours.under_way);
    return found ? found->what.en : std::string();
  };
  EXPECT_EQ(fault(both, both), "");
  EXPECT_EQ(fault(both, late), "it cannot happen to request 2 at that moment") << "at a desk before it opens";
  EXPECT_EQ(fault(late, both), "before it, request 2 waits in line although a desk of its office is free") << "it has opened";
  EXPECT_EQ(fault(one_desk(level), late), "it cannot happen to request 0 at that moment");
}

// 200 random towns, some offices of which have hours: nobody sits down outside of them, and every matter that came got a desk,
// left the line at a deadline, or waits at the end.
TEST(Office, KeepsItsHoursAndLosesNobody) {
  std::size_t sat = 0;
  std::size_t waited = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    const SimulationInputs inputs = eventful_town(seed).finished();
    const Trace trace = Simulator(inputs).run(core::Seed(seed), 0, KeepLog::yes);
    std::size_t escalated = 0;
    std::size_t seated = 0;
    for (std::size_t i = 0; i < trace.log.size(); ++i) seated += trace.log.kind[i] == EventKind::desk_taken ? 1 : 0;
    for (const Stay& stay : trace.stays) {
      const auto& hours = inputs.offices[stay.level].hours;
      escalated += stay.sat != never ? 1 : 0;
      if (stay.sat == never || !hours) continue;
      ++sat;
      EXPECT_TRUE(hours->on(stay.sat));
      if (stay.sat == stay.came) continue;
      ++waited;
      EXPECT_LE(stay.came, stay.sat);
    }
    EXPECT_EQ(escalated, seated);
    expect_told(inputs, trace);
    if (HasFailure()) return;
  }
  EXPECT_GT(sat, 300U);
  EXPECT_GT(waited, 100U);
}

// Each grid has an office of its own: a full one does not hold up the other.
TEST(Office, IsItsAreasOwn) {
  SmallTown town(2);
  town.building(0, {100, 0});
  town.building(1, {100, 0});
  for (const std::size_t grid : {0U, 0U, 1U}) town.responder(grid, {0, 0});
  OfficeLevel level = office(2, 1);
  level.codes = {"C0", "C1"};
  level.of_grid[GridId(1)] = 1;
  town.inputs.offices.push_back(level);
  const KindId kind = town.kind("quarrel", 0, constant(600));
  town.inputs.kinds[kind].life.escalate = {
      .share = 1, .levels = {{.name = "community", .takes = constant(1000), .settled = 1, .offices = 0}}, .visit_after = {}};
  const Trace trace = Simulator(town.finished()).replay(orders({{0, 0}, {0, 0}, {1, 1}}), core::Seed(1), 0, KeepLog::yes);
  EXPECT_EQ(trace.stays[2].office, 1U);
  EXPECT_EQ(trace.stays[2].sat, trace.stays[2].came);
  EXPECT_EQ(trace.stays[1].sat, trace.stays[0].left);
}

// Whatever a visit does takes no time, so that an office of c desks is an M/M/c.
TEST(Office, IsAnErlangQueue) {
  for (const int desks : {1, 3}) {
    const double mean = 600;
    const double load = 0.8;
    const double rate = load * desks / mean;  // a second
    SmallTown town(1, 60);
    town.building(0, {0, 0});
    town.responder(0, {0, 0});
    town.inputs.offices.push_back(office(1, static_cast<std::uint32_t>(desks), exponential(mean)));
    const KindId kind = town.kind("quarrel", rate * 365 * 86'400, constant(0));
    town.inputs.kinds[kind].life.escalate = {
        .share = 1, .levels = {{.name = "community", .settled = 1, .offices = 0}}, .visit_after = {}};
    const Simulator simulator(town.finished());
    std::vector<double> waits;
    std::vector<double> waiting;
    for (std::uint32_t replication = 0; replication < 20; ++replication) {
      const Trace trace = simulator.run(core::Seed(7), replication, KeepLog::no);
      double sum = 0;
      double waited = 0;
      double count = 0;
      for (const Stay& stay : trace.stays) {
        if (stay.came < seconds(5 * 86'400) || stay.sat == never) continue;
        sum += static_cast<double>((stay.sat - stay.came).value) / 1000;
        waited += stay.sat > stay.came ? 1 : 0;
        count += 1;
      }
      waits.push_back(sum / count);
      waiting.push_back(waited / count);
    }
    const double chance = *queueing::erlang_c(rate * mean, desks);
    const double wait = chance * mean / (desks * (1 - load));
    const core::Estimate mean_wait = *core::mean_of(waits);
    const core::Estimate mean_waiting = *core::mean_of(waiting);
    EXPECT_LE(mean_wait.ci95->low, wait) << desks;
    EXPECT_GE(mean_wait.ci95->high, wait) << desks;
    EXPECT_LT(mean_wait.ci95->high - mean_wait.ci95->low, 0.15 * wait) << desks << ": wide intervals show nothing";
    EXPECT_LE(mean_waiting.ci95->low, chance) << desks;
    EXPECT_GE(mean_waiting.ci95->high, chance) << desks;
  }
}

}  // namespace
}  // namespace wangge::simulation
