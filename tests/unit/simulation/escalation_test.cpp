// Matters that a visit leaves unsettled, by hand. One metre a second; a is a building, 0 the post of w0, who needs 600 s at the
// door. Numbers above are metres.
#include "engine/core/error.h"
#include "tests/unit/simulation/small_town.h"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using testing::constant;
using testing::orders;
using testing::seconds;
using testing::SmallTown;
using testing::story;
using Level = Life::Escalation::Level;

//   0    100
//   0----a
Trace climb(const std::vector<Level>& levels, std::optional<core::Millis> visit_after, double share = 1) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.kind("dispute", 0, constant(600));
  town.inputs.kinds[KindId(0)].life.escalate = {.share = share, .levels = levels, .visit_after = visit_after};
  return Simulator(town.finished()).replay(orders({{0, 0}}), core::Seed(1), 0, KeepLog::yes);
}

const std::string visited =
    "0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n100 arrived r0 w0\n700 handled r0 w0\n"
    "700 escalated r0\n";

// Three tries at the community, two at the town, one at the city, then a return visit.
TEST(Escalation, TriesThreeTwoOneAndVisitsAgain) {
  const Trace trace = climb({{.name = "community", .tries = 3, .takes = constant(1000)},
                             {.name = "town", .tries = 2, .takes = constant(2000)},
                             {.name = "city", .tries = 1, .takes = constant(4000)}},
                            seconds(10'000));
  EXPECT_EQ(story(trace.log), visited +
                                  "800 returned w0\n"
                                  "1700 tried r0\n2700 tried r0\n3700 tried r0\n3700 escalated r0\n"
                                  "5700 tried r0\n7700 tried r0\n7700 escalated r0\n"
                                  "11700 tried r0\n11700 given_up r0\n"
                                  "21700 return_visit r0\n21700 dispatched r0 w0\n21700 accepted r0 w0\n21800 arrived r0 w0\n"
                                  "22400 resolved r0 w0\n22500 returned w0\n");
  for (const char* page : {"/docs/simulation.md", "/docs/zh/simulation.md"}) {  // which show this chain
    std::ifstream in(std::string(WANGGE_SOURCE_DIR) + page);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    EXPECT_NE(text.find("```\n" + story(trace.log) + "```"), std::string::npos) << page;
  }
  EXPECT_EQ(trace.outcomes.level[RequestId(0)], 3);
  EXPECT_EQ(trace.outcomes.settled_by[RequestId(0)], 0) << "the return visit ended it";
  EXPECT_EQ(trace.outcomes.final[RequestId(0)], Final::resolved);
}

TEST(Escalation, EndsWithTheTryThatSettlesIt) {
  const Trace trace = climb({{.name = "community", .tries = 2, .takes = constant(1000)},
                             {.name = "town", .tries = 2, .takes = constant(2000), .settled = 1}},
                            seconds(10'000));
  EXPECT_EQ(story(trace.log), visited +
                                  "800 returned w0\n1700 tried r0\n2700 tried r0\n2700 escalated r0\n"
                                  "4700 resolved r0 w0\n");
  EXPECT_EQ(trace.outcomes.settled_by[RequestId(0)], 2);
  EXPECT_EQ(trace.outcomes.resolved[RequestId(0)], seconds(4700));
}

// 1500 s for the community: the second try is broken off. A try that ends at the deadline counts.
TEST(Escalation, PassesOnWhenTheDeadlineOfALevelHasPassed) {
  const std::vector<Level> levels = {{.name = "community", .tries = 3, .takes = constant(1000), .within = seconds(1500)},
                                     {.name = "town", .tries = 1, .takes = constant(500), .settled = 1, .within = seconds(500)}};
  EXPECT_EQ(story(climb(levels, {}).log), visited +
                                              "800 returned w0\n1700 tried r0\n2200 overdue r0\n2200 escalated r0\n"
                                              "2700 resolved r0 w0\n");
}

// The community returns it once: w0, still at the door, visits again, and then the community has to try.
TEST(Escalation, IsHandedBackToTheResponderOnce) {
  EXPECT_EQ(story(climb({{.name = "community", .takes = constant(1000), .settled = 1, .hand_back = 1}}, {}).log),
            visited +
                "700 handed_back r0\n700 dispatched r0 w0\n700 accepted r0 w0\n700 arrived r0 w0\n1300 handled r0 w0\n"
                "1300 escalated r0\n1400 returned w0\n2300 resolved r0 w0\n");
}

// The town returns it once: the community tries a third time.
TEST(Escalation, IsHandedBackToTheLevelBelowWhichTriesOnceMore) {
  EXPECT_EQ(story(climb({{.name = "community", .tries = 2, .takes = constant(1000)},
                         {.name = "town", .takes = constant(500), .settled = 1, .hand_back = 1}},
                        {})
                      .log),
            visited +
                "800 returned w0\n1700 tried r0\n2700 tried r0\n2700 escalated r0\n2700 handed_back r0\n"
                "3700 tried r0\n3700 escalated r0\n4200 resolved r0 w0\n");
}

TEST(Escalation, EndsUnsettledWhereNobodyVisitsAgain) {
  const Trace trace = climb({{.name = "community", .takes = constant(1000)}}, {});
  EXPECT_EQ(story(trace.log), visited + "800 returned w0\n1700 tried r0\n1700 unsettled r0\n");
  EXPECT_EQ(trace.outcomes.final[RequestId(0)], Final::unsettled);
  EXPECT_EQ(trace.outcomes.resolved[RequestId(0)], never);
}

TEST(Escalation, LeavesAVisitThatSettlesItAlone) {
  EXPECT_EQ(story(climb({{.name = "community", .takes = constant(1000)}}, {}, 0).log),
            "0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n100 arrived r0 w0\n"
            "700 resolved r0 w0\n800 returned w0\n");
}

std::string refusal(const std::vector<Level>& levels, double share = 1) {
  try {
    static_cast<void>(climb(levels, {}, share));
  } catch (const core::Error& error) {
    EXPECT_FALSE(error.message().zh.empty());
    return error.message().en;
  }
  return {};
}

TEST(Escalation, RefusesACircleAndFiguresThatCannotBe) {
  EXPECT_EQ(refusal({{.name = "town", .takes = constant(1)}, {.name = "city"}, {.name = "town"}}),
            "request \"dispute\", escalation: level \"town\" comes twice: a circle");
  EXPECT_EQ(refusal({}), "request \"dispute\", escalation: 0 levels: expected 1 to 8");
  EXPECT_EQ(refusal({{.name = "town", .tries = 0}}),
            "request \"dispute\", escalation: tries and deadline of \"town\": expected positive figures");
  EXPECT_NE(refusal({{.name = "town", .settled = 1.5}}).find("expected 0 to 1"), std::string::npos);
  EXPECT_NE(refusal({{.name = "town"}}, -1).find("expected 0 to 1"), std::string::npos);
}

}  // namespace
}  // namespace wangge::simulation
