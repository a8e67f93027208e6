// Every dispatch policy in a town where it chooses otherwise than another would. One metre a second everywhere; a, b, c are
// buildings, 0, 1, 2 the posts of w0, w1, w2; a bar is the border of two grids. Numbers above are metres.
#include "engine/simulation/dispatch/gathering_policies.h"
#include "tests/unit/simulation/small_town.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
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

Trace day(SmallTown& town, const std::string& policy, const std::vector<std::pair<double, std::size_t>>& list) {
  town.inputs.policy = policy;
  return Simulator(town.finished()).replay(orders(list), core::Seed(1), 0, KeepLog::yes);
}
ResponderId who(const Trace& trace, std::size_t request) { return trace.outcomes.responder[RequestId(request)]; }

//   0        500  510        900
//   a 0  |        1    |     2      G0 | G1 | G2: w1 of the grid between is nearer to c than its own w2
TEST(PolicyTrace, NearestFreeLooksBeyondTheNeighbours) {
  SmallTown town(3);
  town.building(0, {0, 0});
  town.building(2, {880, 0});
  town.responder(0, {10, 0});
  town.responder(1, {900, 0}, {"daily 00:00-00:01"});
  town.responder(2, {700, 0});
  town.neighbours(0, 1);
  town.neighbours(1, 2);
  town.kind("visit", 0, constant(5000));
  // r0 takes w0; r1 in the same grid has only w2 left in the town, whom neither the grid nor its neighbours have.
  EXPECT_EQ(who(day(town, "nearest free", {{100, 0}, {200, 0}}), 1), ResponderId(2));
  EXPECT_EQ(who(day(town, "own grid, then neighbours", {{100, 0}, {200, 0}}), 1), ResponderId(0)) << "waits for its own";
}

//   0    100                      600
//   0    a b                      1      w0 will be free in 60 s, 10 m from b; w1 is 490 m away
TEST(PolicyTrace, WhoIsNearlyFreeIsWaitedFor) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.building(0, {110, 0});
  town.responder(0, {0, 0});
  town.responder(0, {600, 0});
  town.kind("visit", 0, constant(600));
  const std::string policy = "nearest free or soon free";
  const Trace trace = day(town, policy, {{0, 0}, {640, 1}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n0 shift_started w1\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n100 arrived r0 w0\n"
            "640 ordered r1\n"  // 60 + 10 by w0, 490 by w1
            "700 resolved r0 w0\n700 dispatched r1 w0\n700 accepted r1 w0\n710 arrived r1 w0\n1310 resolved r1 w0\n"
            "1420 returned w0\n");
  EXPECT_EQ(who(day(town, policy, {{0, 0}, {200, 1}}), 1), ResponderId(1)) << "500 + 10 by w0 is longer";
  EXPECT_EQ(who(day(town, policy, {{0, 0}, {640, 1}, {650, 1}}), 2), ResponderId(1)) << "one promise each";
}

// The shift of the one who was waited for ends before the visit: the request finds another at once.
TEST(PolicyTrace, APromiseEndsWithTheShift) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.building(0, {110, 0});
  town.responder(0, {0, 0}, {"daily 00:00-00:11"});
  town.responder(0, {600, 0});
  town.kind("visit", 0, constant(600));
  const Trace trace = day(town, "nearest free or soon free", {{0, 0}, {640, 1}});
  EXPECT_EQ(who(trace, 1), ResponderId(1));
  EXPECT_EQ(trace.outcomes.dispatched[RequestId(1)], seconds(700));
}

//   0    100  200                 900
//   0    a    1   |    b          2      all of them free; G0 orders much, G1 little
TEST(PolicyTrace, CoverageIsKeptByTheOneWhoseLeavingCostsLeast) {
  SmallTown town(2);
  town.building(0, {100, 0});
  town.building(1, {400, 0});
  town.responder(0, {0, 0});
  town.responder(1, {500, 0});
  town.responder(1, {900, 0});
  town.kind("visit", 0, constant(600));
  town.inputs.kinds[KindId(0)].per_year[BuildingId(0)] = 1;
  town.inputs.kinds[KindId(0)].per_year[BuildingId(1)] = 1000;
  // The grids do not border: w0 alone covers G0, w1 and w2 cover G1, and nobody helps. Of w1 and w2, who cost the same, the
  // nearer.
  Trace trace = day(town, "keep coverage", {{0, 1}});
  EXPECT_EQ(who(trace, 0), ResponderId(1));
  // With a border all three serve both: all cost the same, and the nearest goes: w1 (100) before w0 (400) and w2 (500).
  town.neighbours(0, 1);
  trace = day(town, "keep coverage", {{0, 1}});
  EXPECT_EQ(who(trace, 0), ResponderId(1));
}

//   0         100        200       300                    G0 | G1 | G2 in a row
//   0 a  |         1      |        2                      w1 of the middle covers all three, w0 and w2 two each
TEST(PolicyTrace, CoverageSendsTheOneAtTheEdgeThoughTheMiddleIsNearer) {
  SmallTown town(3);
  town.building(0, {60, 0});
  town.building(1, {100, 0});
  town.building(2, {300, 0});
  town.responder(0, {0, 0});
  town.responder(1, {100, 0});
  town.responder(2, {300, 0});
  town.neighbours(0, 1);
  town.neighbours(1, 2);
  town.kind("visit", 100, constant(600));
  EXPECT_EQ(who(day(town, "nearest of own grid and neighbours", {{0, 0}}), 0), ResponderId(1));
  EXPECT_EQ(who(day(town, "keep coverage", {{0, 0}}), 0), ResponderId(0));
  town.inputs.dispatch.in_time = seconds(50);  // only w1, 40 s away, keeps the promise
  EXPECT_EQ(who(day(town, "keep coverage", {{0, 0}}), 0), ResponderId(1));
  town.inputs.dispatch.in_time = seconds(30);  // nobody does: the nearest
  EXPECT_EQ(who(day(town, "keep coverage", {{0, 0}}), 0), ResponderId(1));
}

//   G0 | G1 | G2 in a row: w0 and w3 in G0, w1 in G1, w2 in G2; a in G1. Metres from a: w2 50, w0 200, w3 210, w1 700.
TEST(PolicyTrace, CoverageCountsThoseWhoAreFree) {
  SmallTown town(3);
  for (std::size_t grid = 0; grid < 3; ++grid) town.building(grid, {0, 0});
  town.responder(0, {200, 0});
  town.responder(1, {700, 0});
  town.responder(2, {50, 0});
  town.responder(0, {210, 0});
  town.neighbours(0, 1);
  town.neighbours(1, 2);
  town.kind("visit", 100, constant(5000));
  const Trace trace = day(town, "keep coverage", {{0, 1}, {10, 1}});
  EXPECT_EQ(who(trace, 0), ResponderId(0)) << "G0 keeps two, G2 would keep one";
  EXPECT_EQ(who(trace, 1), ResponderId(2)) << "now both would keep one, and w2 is nearer than w3";
}

//   0    100       400
//   0    a    1    b ...      one after the other: w1 (90) to a, then w0 (400) to b; together: w0 to a (100), w1 to b (210)
TEST(PolicyTrace, OrdersOfAMinuteAreAssignedTogether) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.building(0, {400, 0});
  town.responder(0, {0, 0});
  town.responder(0, {190, 0});
  town.kind("visit", 0, constant(600));
  const Trace trace = day(town, "assignment each minute", {{10, 0}, {20, 1}, {60, 0}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n0 shift_started w1\n10 ordered r0\n20 ordered r1\n"
            "60 dispatched r0 w0\n60 dispatched r1 w1\n60 accepted r0 w0\n60 accepted r1 w1\n60 ordered r2\n"
            "160 arrived r0 w0\n270 arrived r1 w1\n760 resolved r0 w0\n"
            "780 dispatched r2 w0\n780 accepted r2 w0\n800 arrived r2 w0\n"  // at 13 minutes; 20 m of the way home, 80 m on by
                                                                             // way of it
            "870 resolved r1 w1\n1080 returned w1\n1400 resolved r2 w0\n1500 returned w0\n");
  EXPECT_EQ(who(day(town, "own grid only", {{10, 0}, {20, 1}}), 0), ResponderId(1));
}

TEST(PolicyTrace, TheAssignmentIsTheBestOfAllPermutations) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "pairs", 0);
    constexpr std::size_t size = 5;
    std::vector<Pairing> pairs;
    for (std::uint32_t row = 0; row < size; ++row) {
      for (std::uint32_t column = 0; column < size; ++column) pairs.push_back({row, column, core::Millis(luck.below(1'000'000))});
    }
    const auto found = least_total_time(size, size, pairs);
    std::int64_t total = 0;
    for (std::size_t row = 0; row < size; ++row) total += pairs[row * size + *found[row]].time.value;
    std::vector<std::size_t> columns(size);
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    do {
      std::int64_t sum = 0;
      for (std::size_t row = 0; row < size; ++row) sum += pairs[row * size + columns[row]].time.value;
      least = std::min(least, sum);
    } while (std::next_permutation(columns.begin(), columns.end()));
    EXPECT_EQ(total, least) << "seed " << seed;
  }
}

// As many as can be first, then the least time: w0 can reach a alone, so w1 goes to b though it is nearer to a.
TEST(PolicyTrace, TheAssignmentServesAsManyAsItCan) {
  const auto found = least_total_time(2, 2, std::vector<Pairing>{{0, 0, seconds(900)}, {0, 1, seconds(1)}, {1, 1, seconds(900)}});
  EXPECT_EQ(found[0], 0U);
  EXPECT_EQ(found[1], 1U);
}

//   0    100       500
//   0    a         1      whoever claims first has it, be he nearer or farther; a freed one claims the nearest
TEST(PolicyTrace, TheOpenListGoesToWhoeverClaimsFirst) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.building(0, {900, 0});
  town.responder(0, {0, 0});
  town.responder(0, {500, 0});
  town.kind("visit", 0, constant(600));
  town.inputs.accept = testing::exponential(60);
  town.inputs.policy = "claims from an open list";
  std::array<int, 2> claimed{};
  double waited = 0;
  const SimulationInputs inputs = town.finished();
  constexpr int seeds = 400;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const Trace trace = Simulator(inputs).replay(orders({{0, 0}}), core::Seed(seed), 0, KeepLog::no);
    claimed[who(trace, 0).value()] += 1;
    waited += static_cast<double>(trace.outcomes.accepted[RequestId(0)].value) / 1000 / seeds;
  }
  EXPECT_NEAR(claimed[0], seeds / 2, 4 * std::sqrt(seeds / 4.0));
  EXPECT_NEAR(waited, 30, 4 * 30 / std::sqrt(seeds)) << "the first of two exponentials of 60 s";

  town.inputs.accept = constant(0);
  const Trace trace = day(town, "claims from an open list", {{0, 0}, {1, 1}, {2, 1}, {3, 0}});
  EXPECT_EQ(who(trace, 3), ResponderId(0)) << "r3 at a, where w0 is, before the older r2 far off";
  EXPECT_EQ(who(trace, 2), ResponderId(1));
}

//   0         100        200
//   1         a          0       w1, of the whole community, is nearer; w0 serves the grid, w2 the part of it where a is
TEST(PolicyTrace, TheSmallestScopeIsAskedFirst) {
  SmallTown town(2);
  town.building(0, {100, 0});
  town.building(0, {150, 0});
  town.building(1, {120, 0});
  town.responder(0, {200, 0});
  town.responder(1, {90, 0});
  town.responder(0, {800, 0});
  town.kind("visit", 0, constant(5000));
  auto& inputs = town.inputs;
  inputs.responder_kinds.push_back({.name = "grid worker", .scope = 1});
  inputs.responder_kinds.push_back({.name = "community staff", .scope = 2});
  inputs.responder_kinds.push_back({.name = "building captain", .scope = 0});
  for (const std::size_t kind : {0U, 1U, 2U}) inputs.responders.kind.push_back(ResponderKindId(kind));
  const std::vector<std::pair<ResponderId, GridId>> serves = {
      {ResponderId(0), GridId(0)}, {ResponderId(1), GridId(0)}, {ResponderId(1), GridId(1)}, {ResponderId(2), GridId(0)}};
  inputs.responders.serves = core::Csr<ResponderId, GridId>::build(3, serves);
  for (const MicrogridId part : {MicrogridId(), MicrogridId(), MicrogridId(0)}) inputs.responders.microgrid.push_back(part);
  for (const MicrogridId part : {MicrogridId(0), MicrogridId(1), MicrogridId()}) inputs.microgrid_of_building.push_back(part);
  const Trace trace = day(town, "smallest scope first", {{0, 0}, {1, 0}, {2, 0}, {3, 2}});
  EXPECT_EQ(who(trace, 0), ResponderId(2)) << "the captain, though farthest";
  EXPECT_EQ(who(trace, 1), ResponderId(0));
  EXPECT_EQ(who(trace, 2), ResponderId(1));
  EXPECT_EQ(who(trace, 3), ResponderId(1)) << "waits: the grid has nobody of its own";
  EXPECT_EQ(who(day(town, "smallest scope first", {{0, 1}}), 0), ResponderId(0)) << "not the captain's part of the grid";
  EXPECT_EQ(who(day(town, "own grid, then neighbours", {{0, 0}}), 0), ResponderId(1)) << "the nearest of all who serve the grid";
}

// The most urgent of what waits is taken before the oldest, from whichever line.
TEST(PolicyTrace, AFreedResponderTakesTheMostUrgent) {
  SmallTown town(2);
  town.building(0, {0, 0});
  town.building(1, {0, 0});
  town.responder(0, {0, 0}, {"daily 01:00-24:00"});
  town.neighbours(0, 1);
  town.kind("visit", 0, constant(100));
  town.kind("urgent", 0, constant(100));
  town.inputs.kinds[KindId(1)].life.priority = 1;
  town.inputs.policy = "most urgent first, interrupting";
  Requests requests = orders({{10, 0}, {20, 0}, {30, 1}});
  requests.kind[RequestId(2)] = KindId(1);
  const Trace trace = Simulator(town.finished()).replay(std::move(requests), core::Seed(1), 0, KeepLog::no);
  EXPECT_EQ(trace.outcomes.resolved[RequestId(2)], seconds(3700));
  EXPECT_EQ(trace.outcomes.resolved[RequestId(0)], seconds(3800));
  EXPECT_EQ(trace.outcomes.resolved[RequestId(1)], seconds(3900));
}

}  // namespace
}  // namespace wangge::simulation
