// Offices of the levels, with few desks. One metre a second; a is a building, 0 the post of w0, w1 and w2, who need 600 s at the
// door. Numbers above are metres.
#include "engine/core/estimate.h"
#include "engine/queueing/formulas.h"
#include "engine/simulation/loop/check_log.h"
#include "engine/simulation/loop/retell.h"
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
