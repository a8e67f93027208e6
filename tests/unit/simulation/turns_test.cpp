// Who is sent among equals: the own grid's, then the smaller scope, then whoever has been longest without an order, then by lot.
#include "engine/simulation/dispatch/gathering_policies.h"
#include "tests/unit/simulation/small_town.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <utility>
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

/// A moment on paper.
class Moment final : public Situation {
 public:
  std::array<std::vector<Candidate>, 2> idle;
  std::vector<Candidate> busy;                             ///< of the own grid
  std::vector<double> lots = std::vector<double>(8, 0.5);  ///< by responder
  std::vector<double> claims = std::vector<double>(8, 0);  ///< seconds by reader

  [[nodiscard]] std::span<const Candidate> free(const Call& /*call*/, Ring ring) const override {
    return idle[static_cast<std::size_t>(ring)];
  }
  [[nodiscard]] std::span<const Candidate> less_urgent(const Call& /*call*/, Ring ring) const override {
    return ring == Ring::own ? std::span<const Candidate>(busy) : std::span<const Candidate>();
  }
  [[nodiscard]] std::span<const Candidate> nearly_free(const Call& call, Ring ring) const override {
    return less_urgent(call, ring);
  }
  [[nodiscard]] double lot(const Call& /*call*/, ResponderId responder) const override { return lots[responder.value()]; }
  [[nodiscard]] core::Millis in_time() const override { return core::minutes(15); }
  [[nodiscard]] std::optional<core::Millis> claims_after(const Call& /*call*/, ResponderId /*responder*/,
                                                         std::size_t n) const override {
    return seconds(claims[n]);
  }
};

Candidate one(std::size_t id, double way, int scope, std::optional<double> last_order) {
  Candidate candidate{.responder = ResponderId(id), .time = seconds(way), .scope = static_cast<std::uint8_t>(scope)};
  if (last_order) candidate.last_order = seconds(*last_order);
  return candidate;
}

std::size_t chosen(const Moment& moment, const std::string& policy) {
  return dispatch_policy(policy).choose(moment, {}).responder.value();
}

TEST(Turns, GoByScopeThenByTheTimeWithoutAnOrderThenByLot) {
  for (const std::string& policy : dispatch_policy_names()) {
    SCOPED_TRACE(policy);
    Moment moment;
    auto& own = moment.idle[0];
    own = {one(0, 60, 2, {}), one(1, 60, 1, 500), one(2, 60, 1, 400), one(3, 60, 1, 900)};
    EXPECT_EQ(chosen(moment, policy), 2U) << "its last order is the longest past; w0 is kept in reserve";
    own.push_back(one(4, 60, 1, {}));
    EXPECT_EQ(chosen(moment, policy), 4U) << "who never had one has been longest without";
    own.push_back(one(5, 60, 1, {}));
    EXPECT_EQ(chosen(moment, policy), 4U) << "equal in all: the first in the list, which is one of names";
    moment.lots[5] = 0.25;
    EXPECT_EQ(chosen(moment, policy), 5U) << "by lot";
    std::reverse(own.begin(), own.end());
    EXPECT_EQ(chosen(moment, policy), 5U) << "wherever it stands";
    own.push_back(one(6, 59, 1, 900));
    EXPECT_EQ(chosen(moment, policy), 6U) << "the nearer before all of that";
  }
}

TEST(Turns, OfTheOwnGridComeBeforeThoseAround) {
  for (const std::string& policy : dispatch_policy_names()) {
    SCOPED_TRACE(policy);
    Moment moment;
    moment.idle[0] = {one(0, 60, 2, 900)};
    moment.idle[1] = {one(1, 60, 1, {})};
    EXPECT_EQ(chosen(moment, policy), 0U);
    if (policy == "own grid only") continue;
    moment.idle[0].clear();
    moment.idle[1] = {one(1, 60, 1, 300), one(2, 60, 1, 200), one(3, 60, 3, {})};
    EXPECT_EQ(chosen(moment, policy), 2U) << "among them as among the own";
  }
}

TEST(Turns, HoldAmongThoseWhoClaimAtOneMoment) {
  Moment moment;
  moment.idle[0] = {one(0, 60, 1, 900), one(1, 60, 1, 300), one(2, 90, 1, 100)};
  EXPECT_EQ(chosen(moment, "claims from an open list"), 1U) << "as near as w0, and longer without an order";
  moment.claims = {5, 5, 4};
  EXPECT_EQ(chosen(moment, "claims from an open list"), 2U) << "the first to claim";
}

TEST(Turns, HoldAmongThoseWhoAreCalledAwayOrWaitedFor) {
  Moment moment;
  moment.busy = {one(0, 60, 1, 900), one(1, 60, 1, 300), one(2, 60, 2, 100)};
  const Choice choice = dispatch_policy("most urgent first, interrupting").choose(moment, {});
  EXPECT_EQ(choice.how, Choice::How::interrupt);
  EXPECT_EQ(choice.responder, ResponderId(1));
  moment.busy[2].priority = -1;
  EXPECT_EQ(chosen(moment, "most urgent first, interrupting"), 2U) << "the least urgent work is left first";
  EXPECT_EQ(chosen(moment, "nearest free or soon free"), 1U);
}

TEST(Turns, OfAnAssignmentAreABetterSumOfLaterAimsOnly) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "pairs", 0);
    constexpr std::size_t size = 4;
    std::vector<Pairing> pairs;
    std::array<std::uint8_t, size + 2> scopes{};
    std::array<std::uint32_t, size + 2> rests{};
    for (std::size_t i = 0; i < scopes.size(); ++i) scopes[i] = static_cast<std::uint8_t>(luck.below(3));
    for (std::uint32_t& rest : rests) rest = luck.below(4);
    for (std::uint32_t row = 0; row < size; ++row) {
      for (std::uint32_t column = 0; column < scopes.size(); ++column) {
        pairs.push_back({.row = row,
                         .column = column,
                         .time = core::Millis(luck.below(2)),
                         .own = luck.below(2) == 0,
                         .scope = scopes[column],
                         .without_order = core::Millis(rests[column])});
      }
    }
    using Sums = std::array<std::int64_t, 4>;  // each the less the better
    const auto add = [&](Sums& sums, const Pairing& pair) {
      sums[0] += pair.time.value;
      sums[1] -= pair.own ? 1 : 0;
      sums[2] += pair.scope;
      sums[3] -= pair.without_order.value;
    };
    std::array<std::size_t, size + 2> columns{};
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    std::optional<Sums> least;
    do {
      Sums sums{};
      for (std::size_t row = 0; row < size; ++row) add(sums, pairs[row * columns.size() + columns[row]]);
      least = least ? std::min(*least, sums) : sums;
    } while (std::next_permutation(columns.begin(), columns.end()));
    const auto found = least_total_time(size, columns.size(), pairs);
    Sums sums{};
    for (std::size_t row = 0; row < size; ++row) add(sums, pairs[row * columns.size() + *found[row]]);
    EXPECT_EQ(sums, *least) << "seed " << seed;
  }
}

/// Two workers (w0, w1) and a mediator (w2), who serves more than a grid, at one station, 100 m from the household a.
//   0       100
//   012------a
SmallTown station(const std::string& policy) {
  SmallTown town(1);
  town.building(0, {100, 0});
  for (int i = 0; i < 3; ++i) town.responder(0, {0, 0});
  town.kind("visit", 0, constant(50));
  town.inputs.responder_kinds.push_back({.name = "worker"});
  town.inputs.responder_kinds.push_back({.name = "mediator", .scope = 2});
  for (const std::size_t kind : {0U, 0U, 1U}) town.inputs.responders.kind.push_back(ResponderKindId(kind));
  town.inputs.policy = policy;
  return town;
}

// r0 goes to a worker x, by lot. r1 to the other, y, who never had one; 10 s later, y being under way, r2 to x, whose scope is
// the smaller, though the mediator never had one; r3 to the mediator, who alone is free. r4 to y, who ended 10 s before x.
TEST(Turns, OfTwoWorkersAndAMediatorByHand) {
  std::set<std::size_t> first;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SmallTown town = station("own grid, then neighbours");
    const Trace trace =
        Simulator(town.finished())
            .replay(orders({{0, 0}, {1000, 0}, {1010, 0}, {1020, 0}, {2000, 0}}), core::Seed(seed), 0, KeepLog::yes);
    const std::size_t lot = trace.outcomes.responder[RequestId(0)].value();
    first.insert(lot);
    const std::string x = " w" + std::to_string(lot);
    const std::string y = " w" + std::to_string(1 - lot);
    const auto sent = [](const std::string& at, const std::string& order, const std::string& who) {
      return at + " ordered " + order + "\n" + at + " dispatched " + order + who + "\n" + at + " accepted " + order + who + "\n";
    };
    EXPECT_EQ(story(trace.log), "0 shift_started w2\n0 shift_started w0\n0 shift_started w1\n" + sent("0", "r0", x) +
                                    "100 arrived r0" + x + "\n150 resolved r0" + x + "\n250 returned" + x + "\n" +
                                    sent("1000", "r1", y) + sent("1010", "r2", x) + sent("1020", "r3", " w2") +
                                    "1100 arrived r1" + y + "\n1110 arrived r2" + x + "\n1120 arrived r3 w2\n" +
                                    "1150 resolved r1" + y + "\n1160 resolved r2" + x + "\n1170 resolved r3 w2\n" +
                                    "1250 returned" + y + "\n1260 returned" + x + "\n1270 returned w2\n" + sent("2000", "r4", y) +
                                    "2100 arrived r4" + y + "\n2150 resolved r4" + y + "\n2250 returned" + y + "\n");
  }
  EXPECT_EQ(first, (std::set<std::size_t>{0, 1})) << "not always the same one at the start";
}

// Help counts as an order: x handles r0 with y's help, x and y end together, and r1 goes to the third.
TEST(Turns, CountHelpAsAnOrder) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    SmallTown town = station("own grid, then neighbours");
    town.inputs.responders.kind[ResponderId(2)] = ResponderKindId(0);
    town.inputs.kinds[KindId(0)].life.help = {.share = 1, .takes = constant(9000), .by_colleague = true};
    const Trace trace = Simulator(town.finished()).replay(orders({{0, 0}, {1000, 0}}), core::Seed(seed), 0, KeepLog::yes);
    std::size_t helper = 3;
    for (std::size_t i = 0; i < trace.log.size() && helper == 3; ++i) {
      if (trace.log.kind[i] == EventKind::help_sent) helper = trace.log.responder[i].value();
    }
    const std::size_t x = trace.outcomes.responder[RequestId(0)].value();
    ASSERT_NE(helper, x);
    EXPECT_EQ(trace.outcomes.responder[RequestId(1)].value(), 3 - x - helper);
  }
}

// Six at one station, each order over before the next: they take turns, under every policy.
TEST(Turns, GiveEqualsEqualShares) {
  for (const std::string& policy : dispatch_policy_names()) {
    SCOPED_TRACE(policy);
    SmallTown town(2);
    town.building(0, {100, 0});
    for (int i = 0; i < 6; ++i) town.responder(0, {0, 0});
    town.kind("visit", 0, constant(600));
    town.inputs.policy = policy;
    std::vector<std::pair<double, std::size_t>> list;
    for (int i = 0; i < 40; ++i) list.emplace_back(1000.0 * i, 0);
    const Trace trace = Simulator(town.finished()).replay(orders(list), core::Seed(1), 0, KeepLog::no);
    std::vector<int> share(6, 0);
    for (std::size_t i = 0; i < list.size(); ++i) ++share[trace.outcomes.responder[RequestId(i)].value()];
    const auto [least, most] = std::minmax_element(share.begin(), share.end());
    EXPECT_LE(*most - *least, 1);
  }
}

// The same with what is drawn, three at each of two stations and sometimes all of them at work.
TEST(Turns, GiveEqualsNearlyEqualSharesUnderLoad) {
  for (const std::string& policy : dispatch_policy_names()) {
    SCOPED_TRACE(policy);
    SmallTown town(2, 200);
    for (std::size_t grid = 0; grid < 2; ++grid) {
      town.building(grid, {100.0 + 700.0 * static_cast<double>(grid), 0});
      for (int i = 0; i < 3; ++i) town.responder(grid, {900.0 * static_cast<double>(grid), 0});
    }
    town.neighbours(0, 1);
    town.kind("visit", 365.0 * 24 * 2, exponential(2000));
    town.inputs.accept = exponential(60);
    town.inputs.policy = policy;
    const Trace trace = Simulator(town.finished()).run(core::Seed(1), 0, KeepLog::no);
    std::vector<double> share(6, 0);
    for (const RequestId request : core::ids<RequestId>(trace.requests.size())) {
      const ResponderId who = trace.outcomes.responder[request];
      if (who.valid()) ++share[who.value()];
    }
    for (std::size_t grid = 0; grid < 2; ++grid) {
      const double mean = (share[3 * grid] + share[3 * grid + 1] + share[3 * grid + 2]) / 3;
      for (std::size_t i = 3 * grid; i < 3 * grid + 3; ++i) EXPECT_NEAR(share[i], mean, 4 * std::sqrt(mean * 2 / 3)) << "w" << i;
    }
  }
}

/// Blocks of responders as a scenario lists them: two of one name, of other shifts, declines and stations.
struct Block {
  ResponderKind kind;
  std::vector<std::string> shifts;
  std::size_t each_grid;
  double east;
};

std::vector<Block> blocks() {
  return {{{.name = "worker", .decline = 0.1}, {"daily 00:00-24:00"}, 2, 0},
          {{.name = "mediator", .scope = 2, .skills = {1}, .present = 0.8}, {"daily 07:00-20:00"}, 1, 0},
          {{.name = "worker", .skills = {1}}, {"daily 06:00-14:00"}, 1, 0},
          {{.name = "walker", .skills = {2}, .patrols = true}, {"daily 06:00-14:00"}, 2, 0}};
}

struct Outcome {
  std::vector<core::Millis> arrived;
  std::vector<std::string> who;  ///< block and place in it
  std::uint64_t events = 0;
  std::vector<core::Millis> busy;  ///< sorted
};

Outcome under(const std::vector<std::size_t>& order, const std::string& policy, std::uint64_t seed) {
  constexpr std::size_t grids = 3;
  SmallTown town(grids, 6);
  for (std::size_t grid = 0; grid < grids; ++grid) {
    for (double east : {10.0, 60.0, 130.0}) town.building(grid, {200.0 * static_cast<double>(grid) + east, 0});
    if (grid > 0) town.neighbours(grid - 1, grid);
  }
  town.kind("visit", 365 * 12, exponential(1200));
  town.kind("urgent", 365 * 3, exponential(1200));
  auto& urgent = town.inputs.kinds[KindId(1)].life;
  urgent.priority = 2;
  urgent.needs = {1};
  urgent.help = {.share = 0.3, .takes = exponential(900), .by_colleague = true};
  std::vector<std::string> names;
  for (const std::size_t number : order) {
    const Block block = blocks()[number];
    const ResponderKindId kind = town.inputs.responder_kinds.push_back(block.kind);
    for (std::size_t grid = 0; grid < grids; ++grid) {
      for (std::size_t i = 0; i < block.each_grid; ++i) {
        town.responder(grid, {block.east + 300, 0}, block.shifts);
        town.inputs.responders.kind.push_back(kind);
        names.push_back(std::to_string(number) + " " + std::to_string(grid) + " " + std::to_string(i));
      }
    }
  }
  town.inputs.policy = policy;
  town.inputs.accept = seed % 2 == 0 ? exponential(60) : constant(30);
  const Trace trace = Simulator(town.finished()).run(core::Seed(seed), 0, KeepLog::no);
  Outcome outcome{.arrived = {}, .who = {}, .events = trace.events, .busy = {}};
  for (const RequestId request : core::ids<RequestId>(trace.requests.size())) {
    const ResponderId who = trace.outcomes.responder[request];
    outcome.arrived.push_back(trace.outcomes.arrived[request]);
    outcome.who.push_back(who.valid() ? names[who.value()] : "");
  }
  outcome.busy.assign(trace.hours.busy.begin(), trace.hours.busy.end());
  std::sort(outcome.busy.begin(), outcome.busy.end());
  return outcome;
}

TEST(Turns, DoNotDependOnTheOrderOfTheKinds) {
  std::vector<std::size_t> order = {0, 1, 2, 3};
  for (const std::string& policy : dispatch_policy_names()) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      SCOPED_TRACE(policy + ", seed " + std::to_string(seed));
      std::sort(order.begin(), order.end());
      const Outcome as_written = under(order, policy, seed);
      while (std::next_permutation(order.begin(), order.end())) {
        const Outcome permuted = under(order, policy, seed);
        ASSERT_EQ(permuted.arrived, as_written.arrived);
        ASSERT_EQ(permuted.who, as_written.who);
        ASSERT_EQ(permuted.busy, as_written.busy);
        ASSERT_EQ(permuted.events, as_written.events);
      }
    }
  }
}

}  // namespace
}  // namespace wangge::simulation
