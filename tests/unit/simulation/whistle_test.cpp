// Departments that are whistled for, by hand. One metre a second; a is a building, 0 the post of w0, who needs 600 s at the door
// and finds that the matter is for departments: p0 reports after 1000 s, p1 after 3000 s. Together they need 1200 s. Who has not
// reported by the deadline (and its grace) has missed it, and the community takes 500 s. Numbers above are metres.
#include "engine/core/error.h"
#include "engine/simulation/loop/check_log.h"
#include "engine/simulation/loop/retell.h"
#include "tests/unit/simulation/small_town.h"

#include <fstream>
#include <iterator>
#include <map>
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

//   0    100
//   0----a
SmallTown whistling(double within, double grace = 0) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.kind("unsafe wall", 0, constant(600));
  town.inputs.departments.push_back({.name = "housing", .reports = constant(1000)});
  town.inputs.departments.push_back({.name = "fire brigade", .reports = constant(3000)});
  Life& life = town.inputs.kinds[KindId(0)].life;
  life.escalate.levels = {{.name = "community", .takes = constant(500), .settled = 1}};
  life.whistle = {.share = 1,
                  .departments = {DepartmentId(0), DepartmentId(1)},
                  .within = seconds(within),
                  .grace = seconds(grace),
                  .takes = constant(1200)};
  return town;
}

Trace day(SmallTown& town) { return Simulator(town.finished()).replay(orders({{0, 0}}), core::Seed(1), 0, KeepLog::yes); }

const std::string visited =
    "0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n100 arrived r0 w0\n700 handled r0 w0\n";

TEST(Whistle, DepartmentsReportAndSettleTheMatter) {
  SmallTown town = whistling(3000);  // p1 reports at the deadline itself
  const Trace trace = day(town);
  EXPECT_EQ(story(trace.log),
            visited + "700 whistled r0\n800 returned w0\n1700 reported r0 p0\n3700 reported r0 p1\n4900 resolved r0 w0\n");
  EXPECT_EQ(trace.outcomes.settled_by[RequestId(0)], by_departments);
  EXPECT_EQ(trace.outcomes.level[RequestId(0)], 0);
  ASSERT_EQ(trace.reports.size(), 2U);
  EXPECT_EQ(trace.reports[0].reported, seconds(1700));
  EXPECT_FALSE(trace.reports[1].missed);
  EXPECT_EQ(trace.hours.busy[ResponderId(0)], seconds(700)) << "nobody of the grid waits with them";
}

TEST(Whistle, AMissedOneGoesUp) {
  SmallTown town = whistling(2000);
  const Trace trace = day(town);
  EXPECT_EQ(story(trace.log), visited +
                                  "700 whistled r0\n800 returned w0\n1700 reported r0 p0\n2700 report_missed r0 p1\n"
                                  "2700 escalated r0\n3200 resolved r0 w0\n");
  for (const char* page : {"/docs/simulation.md", "/docs/zh/simulation.md"}) {  // which show this one
    std::ifstream in(std::string(WANGGE_SOURCE_DIR) + page);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    EXPECT_NE(text.find("```\n" + story(trace.log) + "```"), std::string::npos) << page;
  }
  EXPECT_TRUE(trace.reports[1].missed);
  EXPECT_EQ(trace.outcomes.settled_by[RequestId(0)], 1);
}

TEST(Whistle, ALateReportCountsWithinItsGrace) {
  SmallTown town = whistling(2000, 1000);
  EXPECT_EQ(story(day(town).log), visited +
                                      "700 whistled r0\n800 returned w0\n1700 reported r0 p0\n3700 reported r0 p1\n"
                                      "4900 resolved r0 w0\n");
  SmallTown short_of = whistling(2000, 999);
  EXPECT_NE(story(day(short_of).log).find("3699 report_missed r0 p1\n3699 escalated r0\n"), std::string::npos);
}

TEST(Whistle, IsHeardInOfficeHours) {
  SmallTown town = whistling(7200);
  town.inputs.departments[DepartmentId(0)].hours = WeeklyShifts::parse(std::vector<std::string>{"daily 01:00-02:00"});
  EXPECT_EQ(story(day(town).log), visited +
                                      "700 whistled r0\n800 returned w0\n3700 reported r0 p1\n4600 reported r0 p0\n"
                                      "5800 resolved r0 w0\n");
}

// The community tries twice in vain, then whistles; p1 does not come in time, and the city has it.
TEST(Whistle, ALevelThatHasGivenUpBlowsIt) {
  SmallTown town = whistling(2000);
  Life& life = town.inputs.kinds[KindId(0)].life;
  life.escalate = {.share = 1,
                   .levels = {{.name = "community", .tries = 2, .takes = constant(1000)},
                              {.name = "city", .takes = constant(500), .settled = 1}},
                   .visit_after = {}};
  life.whistle.after = 0;
  EXPECT_EQ(story(day(town).log), visited +
                                      "700 escalated r0\n800 returned w0\n1700 tried r0\n2700 tried r0\n2700 whistled r0\n"
                                      "3700 reported r0 p0\n4700 report_missed r0 p1\n4700 escalated r0\n5200 resolved r0 w0\n");
  life.whistle.within = seconds(3000);
  EXPECT_NE(story(day(town).log).find("5700 reported r0 p1\n6900 resolved r0 w0\n"), std::string::npos);
}

// Nobody settles it after the last whistle.
TEST(Whistle, EndsUnsettledWhereTheLastLevelsWhistleIsMissed) {
  SmallTown town = whistling(2000);
  Life& life = town.inputs.kinds[KindId(0)].life;
  life.escalate = {.share = 1, .levels = {{.name = "community", .takes = constant(1000)}}, .visit_after = {}};
  life.whistle.after = 0;
  const Trace trace = day(town);
  EXPECT_NE(story(trace.log).find("1700 whistled r0\n2700 reported r0 p0\n3700 report_missed r0 p1\n3700 unsettled r0\n"),
            std::string::npos)
      << story(trace.log);
  EXPECT_EQ(trace.outcomes.final[RequestId(0)], Final::unsettled);
}

// A department keeps its luck when others come or go: two scenarios meet the same.
TEST(Whistle, LuckIsADepartmentsOwnWhereverItStands) {
  const auto reported = [](const std::vector<std::string>& listed) {
    SmallTown town = whistling(80'000);
    town.inputs.departments = {};
    std::vector<DepartmentId> called;
    for (const std::string& name : listed) {
      if (name != "women") called.emplace_back(town.inputs.departments.size());
      const DurationLaw law{.kind = DurationLaw::Kind::exponential, .mean = seconds(2000)};
      town.inputs.departments.push_back({.name = name, .reports = law});
    }
    town.inputs.kinds[KindId(0)].life.whistle.departments = called;
    std::map<std::string, core::Millis> times;
    for (const Report& report : day(town).reports) times[town.inputs.departments[report.department].name] = report.reported;
    return times;
  };
  const auto first = reported({"housing", "fire brigade"});
  EXPECT_NE(first.at("housing"), first.at("fire brigade"));
  EXPECT_EQ(reported({"women", "housing", "fire brigade"}), first) << "one that nobody calls";
  EXPECT_EQ(reported({"fire brigade", "housing"}), first);
}

TEST(Whistle, ALogOfOneIsToldAnewAndASpoiltOneRefused) {
  SmallTown town = whistling(2000);
  const SimulationInputs inputs = town.finished();
  const Trace trace = Simulator(inputs).replay(orders({{0, 0}}), core::Seed(1), 0, KeepLog::yes);
  EXPECT_FALSE(log_fault(inputs, trace.requests, trace.log, trace.hours.under_way));
  EXPECT_EQ(retell(inputs, trace.requests, trace.log, trace.hours.under_way).reports, trace.reports);
  const auto refused = [&](auto&& change) {
    EventLog log = trace.log;
    change(log);
    return log_fault(inputs, trace.requests, log, trace.hours.under_way).has_value();
  };
  EXPECT_TRUE(refused([](EventLog& log) { log.about[0] = 1; })) << "p1 twice";
  EXPECT_TRUE(refused([](EventLog& log) { log.about.pop_back(); }));
  EXPECT_TRUE(refused([](EventLog& log) { log.kind[9] = EventKind::reported; })) << "nobody missed it, and it went up";
  EXPECT_TRUE(refused([](EventLog& log) { log.kind[6] = EventKind::declined_by_all; })) << "nobody whistled";
}

std::string refusal(const Life::Whistle& whistle, bool chain = true) {
  SmallTown town = whistling(2000);
  town.inputs.kinds[KindId(0)].life.whistle = whistle;
  if (!chain) town.inputs.kinds[KindId(0)].life.escalate = {};
  try {
    static_cast<void>(Simulator(town.finished()));
  } catch (const core::Error& error) {
    EXPECT_FALSE(error.message().zh.empty());
    return error.message().en;
  }
  return {};
}

TEST(Whistle, RefusesWhatCannotBe) {
  const Life::Whistle right{.share = 1, .departments = {DepartmentId(0)}, .within = seconds(1)};
  EXPECT_EQ(refusal(right), "");
  const auto with = [&](auto&& change) {
    Life::Whistle other = right;
    change(other);
    return refusal(other);
  };
  EXPECT_EQ(with([](auto& one) { one.departments = {}; }), "request \"unsafe wall\", whistle: 0 departments: expected 1 to 8");
  EXPECT_NE(with([](auto& one) { one.departments = {DepartmentId(2)}; }).find("unknown"), std::string::npos);
  EXPECT_NE(with([](auto& one) { one.departments = {DepartmentId(0), DepartmentId(0)}; }).find("twice"), std::string::npos);
  EXPECT_NE(with([](auto& one) { one.within = seconds(0); }).find("positive deadline"), std::string::npos);
  EXPECT_NE(with([](auto& one) { one.after = 1; }).find("no such level"), std::string::npos);
  EXPECT_NE(with([](auto& one) { one.share = 2; }).find("expected 0 to 1"), std::string::npos);
  EXPECT_NE(refusal(right, false).find("0 levels: expected 1 to 8"), std::string::npos);
}

}  // namespace
}  // namespace wangge::simulation
