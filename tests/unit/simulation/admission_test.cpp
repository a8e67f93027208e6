// Matters that departments hand down, by hand. One metre a second; a is a building, 0 the post of w0, who needs 600 s at the
// door.
#include "engine/evaluation/admission_tally.h"
#include "engine/simulation/loop/check_log.h"
#include "engine/simulation/loop/retell.h"
#include "tests/unit/simulation/small_town.h"

#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using testing::constant;
using testing::orders;
using testing::seconds;
using testing::SmallTown;
using testing::story;

//   0    100     Kind 0: residents; kind 1: handed down, on the list; kind 2: handed down, not on it.
//   0----a
SmallTown town_with_a_department(double per_year = 0, double days = 1) {
  SmallTown town(1, days);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.inputs.departments.push_back({.name = "civil affairs"});
  town.kind("visit", per_year, constant(600));
  for (const char* name : {"ledger check (civil affairs)", "sign boards (civil affairs)"}) {
    RequestKind& kind = town.inputs.kinds[town.kind(name, per_year, constant(600))];
    kind.handed_down_by = DepartmentId(0);
  }
  RequestKind& refused = town.inputs.kinds[KindId(2)];
  refused.refused_per_year = refused.per_year;
  for (double& rate : refused.per_year) rate = 0;
  return town;
}

// A visit, a matter that is on the list and waits in the same line, and one that goes back.
TEST(Admission, LetsThoseOnTheListIntoTheLineAndSendsTheOthersBack) {
  const SimulationInputs inputs = town_with_a_department().finished();
  Requests requests = orders({{0, 0}, {100, 0}, {200, 0}});
  requests.kind[RequestId(1)] = KindId(1);
  requests.kind[RequestId(2)] = KindId(2);
  const Trace trace = Simulator(inputs).replay(requests, core::Seed(1), 0, KeepLog::yes);
  const std::string told =
      "0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n100 arrived r0 w0\n100 ordered r1\n"
      "200 ordered r2\n200 not_admitted r2\n700 resolved r0 w0\n700 dispatched r1 w0\n700 accepted r1 w0\n700 arrived r1 w0\n"
      "1300 resolved r1 w0\n1400 returned w0\n";
  EXPECT_EQ(story(trace.log), told);
  for (const char* page : {"/docs/simulation.md", "/docs/zh/simulation.md"}) {  // which show it
    std::ifstream in(std::string(WANGGE_SOURCE_DIR) + page);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    EXPECT_NE(text.find("```\n" + told + "```"), std::string::npos) << page;
  }
  EXPECT_EQ(trace.outcomes.final[RequestId(1)], Final::resolved);
  EXPECT_EQ(trace.outcomes.final[RequestId(2)], Final::refused);
  EXPECT_EQ(trace.hours.on_kind[KindId(0)], seconds(700));
  EXPECT_EQ(trace.hours.on_kind[KindId(1)], seconds(600));
  EXPECT_FALSE(log_fault(inputs, trace.requests, trace.log, trace.hours.under_way));
  const Trace again = retell(inputs, trace.requests, trace.log, trace.hours.under_way);
  EXPECT_EQ(again.outcomes.final, trace.outcomes.final);
  EXPECT_EQ(again.hours.on_kind, trace.hours.on_kind);

  const evaluation::AdmissionTallies tallies = evaluation::tally_admission(inputs, trace);
  const evaluation::AdmissionTallies* one = &tallies;
  const auto figures = evaluation::admission_figures(inputs, {&one, 1});
  ASSERT_TRUE(figures);
  EXPECT_EQ(figures->all.handed_down, 1);
  EXPECT_EQ(figures->all.refused, 1);
  EXPECT_EQ(figures->all.done_share->value, 1);
  EXPECT_DOUBLE_EQ(figures->all.worker_share->value, 600.0 / 86'400);
  ASSERT_EQ(figures->by_department.size(), 1U);
  ASSERT_EQ(figures->by_department[0].by_kind.size(), 2U);
  EXPECT_FALSE(figures->by_department[0].by_kind[1].admitted);
  EXPECT_EQ(figures->by_department[0].by_kind[1].figures.refused, 1);
}

TEST(Admission, IsNoTraceWhereARefusedMatterIsDealtWith) {
  const SimulationInputs inputs = town_with_a_department().finished();
  Requests requests = orders({{0, 0}});
  requests.kind[RequestId(0)] = KindId(1);
  const Trace trace = Simulator(inputs).replay(requests, core::Seed(1), 0, KeepLog::yes);
  requests.kind[RequestId(0)] = KindId(2);
  EXPECT_TRUE(log_fault(inputs, requests, trace.log, trace.hours.under_way));
}

// What residents order is the same with a department and without, and so is each matter wherever its kind stands.
TEST(Admission, LeavesTheLuckOfOthersAlone) {
  SmallTown town = town_with_a_department(5000, 20);
  town.inputs.kinds[KindId(1)].luck = 0x80000007U;
  town.inputs.kinds[KindId(2)].luck = 0x80000008U;
  const SimulationInputs inputs = town.finished();
  const auto opened = [](const Requests& requests, KindId kind) {
    std::vector<core::Millis> times;
    for (const RequestId id : core::ids<RequestId>(requests.size())) {
      if (requests.kind[id] == kind) times.push_back(requests.opened[id]);
    }
    return times;
  };
  const Requests all = Demand(inputs).draw(core::Seed(3), 0);
  SimulationInputs swapped = inputs;
  std::swap(swapped.kinds[KindId(1)], swapped.kinds[KindId(2)]);
  const Requests other = Demand(swapped).draw(core::Seed(3), 0);
  SimulationInputs alone = inputs;
  alone.kinds.resize(1);
  EXPECT_EQ(opened(all, KindId(0)), opened(Demand(alone).draw(core::Seed(3), 0), KindId(0)));
  EXPECT_EQ(opened(all, KindId(1)), opened(other, KindId(2)));
  EXPECT_EQ(opened(all, KindId(2)), opened(other, KindId(1)));
  EXPECT_NE(opened(all, KindId(1)), opened(all, KindId(2)));
  EXPECT_NEAR(Demand(inputs).expected(), 2 * 5000 * 20 / 365.0, 1e-6) << "without those that are refused";
}

}  // namespace
}  // namespace wangge::simulation
