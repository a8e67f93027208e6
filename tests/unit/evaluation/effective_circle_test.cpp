#include "engine/evaluation/effective_circle.h"

#include "engine/core/progress.h"
#include "engine/core/random.h"
#include "engine/evaluation/evaluation.h"
#include "engine/simulation/dispatch/policy.h"
#include "tests/unit/simulation/small_town.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wangge::evaluation {
namespace {

using core::Millis;
using simulation::BuildingId;
using simulation::RequestId;
using simulation::ResponderId;
using simulation::Simulator;
using testing::SmallTown;

//   10   100   210   290     one metre a second, 30 s from door to household, one minute to say yes; w0 is busy three tenths of
//   w0   a     w1    b       the time, w1 half of it
TEST(EffectiveCircle, TakesTheNextBestWhoIsFree) {
  SmallTown town(1);
  town.building(0, {100, 0}, testing::seconds(30));
  town.building(0, {290, 0}, testing::seconds(30));
  town.responder(0, {10, 0});
  town.responder(0, {210, 0});
  town.kind("visit", 100, testing::constant(600));
  town.inputs.accept = testing::constant(60);
  const Simulator simulator(town.finished());
  const Column<ResponderId, double> busy(std::vector{0.3, 0.5});
  // a: w0 first (90 m), then w1 (110 m); b: w1 first (80 m), then w0 (280 m), who is too late.
  const EffectiveCircle wide = effective_circle(simulator, busy, testing::seconds(200), core::Threads(1));
  EXPECT_NEAR(wide.on_shift[BuildingId(0)].value(), 0.7 + 0.3 * 0.5, 1e-12);
  EXPECT_NEAR(wide.on_shift[BuildingId(1)].value(), 0.5, 1e-12);
  EXPECT_NEAR(wide.any_time[BuildingId(1)], 0.5, 1e-12);
  // In 185 s only w0 comes to a in time; whoever is free is sent all the same.
  const EffectiveCircle tight = effective_circle(simulator, busy, testing::seconds(185), core::Threads(1));
  EXPECT_NEAR(tight.on_shift[BuildingId(0)].value(), 0.7, 1e-12);
}

TEST(EffectiveCircle, KnowsWhenNobodyIsOnShift) {
  SmallTown town(2);
  town.building(0, {0, 0});
  town.building(1, {0, 0});
  town.responder(0, {0, 0}, {"daily 06:00-12:00"});
  town.kind("visit", 100, testing::constant(600));
  const EffectiveCircle circle = effective_circle(Simulator(town.finished()), Column<ResponderId, double>(std::vector{0.2}),
                                                  testing::seconds(60), core::Threads(1));
  EXPECT_NEAR(circle.on_shift[BuildingId(0)].value(), 0.8, 1e-12);
  EXPECT_NEAR(circle.any_time[BuildingId(0)], 0.8 / 4, 1e-12);
  EXPECT_FALSE(circle.on_shift[BuildingId(1)]);
  EXPECT_EQ(circle.any_time[BuildingId(1)], 0);
}

/// A meeting of everybody, each at the own post.
void meeting(SmallTown& town, const std::string& when, int yields_to) {
  if (town.inputs.responder_kinds.empty()) {
    town.inputs.responder_kinds.push_back({.name = "worker"});
    town.inputs.responders.kind.resize(town.inputs.responders.size(), simulation::ResponderKindId(0));
  }
  simulation::Duty& duty = town.duty("meeting " + when, {when}, testing::constant(0));
  duty.kind = simulation::Duty::Kind::post;
  duty.households = {};
  duty.own_post.resize(town.inputs.responders.size(), 1);
  duty.yields_to = yields_to;
}

// Ordered in the meeting's last 200 s, a request finds w0 in time (100 m, no acceptance, 300 s): of its 40 minutes at the middles
// of the last three, 30, 90 and 150 s before its end. Requests come from 06:00 to 12:00, in w0's shift, alike; w0 is busy a tenth
// of the shift, 36 of the 320 minutes that the meeting leaves.
TEST(EffectiveCircle, WaitsForTheEndOfAMeeting) {
  SmallTown town(1, 7);
  town.building(0, {100, 0});
  town.responder(0, {0, 0}, {"daily 06:00-12:00"});
  const simulation::KindId kind = town.kind("visit", 100, testing::constant(600));
  town.inputs.kinds[kind].hour_weight.fill(0);
  for (std::size_t hour = 6; hour < 12; ++hour) town.inputs.kinds[kind].hour_weight[hour] = 1;
  meeting(town, "daily 08:00-08:40", 101);
  const Column<ResponderId, double> busy(std::vector{0.1});
  const auto share = [&] {
    return *effective_circle(Simulator(town.finished()), busy, testing::seconds(300), core::Threads(1)).on_shift[BuildingId(0)];
  };
  EXPECT_NEAR(share(), (320.0 + 3) / 360 * (1 - 36.0 / 320), 1e-12);
  // What interrupts it finds w0 at once; of two kinds alike in number, one does.
  town.inputs.kinds[kind].life.priority = 101;
  EXPECT_NEAR(share(), 0.9, 1e-12);
  const simulation::KindId other = town.inputs.kinds.push_back(town.inputs.kinds[kind]);
  town.inputs.kinds[other].name = "question";
  town.inputs.kinds[other].life.priority = 0;
  EXPECT_NEAR(share(), (360.0 + 323) / 720 * (1 - 36.0 / 340), 1e-12);
  // On two days of seven; a checkpoint at all hours leaves nobody.
  town.inputs.kinds[kind].life.priority = 0;
  town.inputs.duties = {};
  meeting(town, "mon,thu 08:00-08:40", 1);
  EXPECT_NEAR(share(), (7 * 320.0 + 5 * 40 + 2 * 3) / (7 * 360) * (1 - 7 * 36.0 / (7 * 360 - 2 * 40)), 1e-12);
  town.inputs.duties = {};
  meeting(town, "daily 00:00-24:00", 1);
  EXPECT_EQ(share(), 0);
}

// At the end of the shift nobody is let go; of meetings that follow one another, or overlap, at the end of the last; before a
// duty begins, and in weeks without, nobody is held.
TEST(EffectiveCircle, HoldsAsLongAsTheLastMeeting) {
  const auto share = [](const std::vector<std::string>& meetings, double days, double from_day) {
    SmallTown town(1, days);
    town.building(0, {100, 0});
    town.responder(0, {0, 0}, {"daily 06:00-12:00"});
    town.kind("visit", 100, testing::constant(600));
    town.inputs.calendar = simulation::Calendar{.first = std::chrono::year(2026) / 11 / 2, .holidays = {}};
    for (const std::string& when : meetings) {
      meeting(town, when, 1);
      for (simulation::Duty& duty : town.inputs.duties) duty.from = Millis(std::llround(from_day * 86'400'000));
    }
    const Column<ResponderId, double> busy(std::vector{0.0});
    return *effective_circle(Simulator(town.finished()), busy, testing::seconds(300), core::Threads(1)).on_shift[BuildingId(0)];
  };
  EXPECT_NEAR(share({"daily 11:20-12:00"}, 1, 0), 320.0 / 360, 1e-12) << "a shift that is over";
  EXPECT_NEAR(share({"daily 11:20-11:59"}, 1, 0), (321.0 + 3) / 360, 1e-12);
  EXPECT_NEAR(share({"daily 08:00-08:20", "daily 08:20-08:40"}, 7, 0), (320.0 + 3) / 360, 1e-12) << "one after the other";
  EXPECT_NEAR(share({"daily 08:00-08:30", "daily 08:10-08:40"}, 10, 0), (320.0 + 3) / 360, 1e-12) << "at once";
  EXPECT_NEAR(share({"daily 08:00-08:40"}, 14, 7), (320.0 + 3 + 360) / 720, 1e-12) << "from the second week on";
  EXPECT_NEAR(share({"first monday of the month 08:00-08:40"}, 28, 0), 1 - 37.0 / (28 * 360), 1e-12) << "once in four weeks";
  EXPECT_NEAR(share({"sun 23:00-07:00"}, 7, 0), 1 - 57.0 / (7 * 360), 1e-12) << "over the end of the week";
}

//   0          100        250
//   w0         a          w1          w0 meets at all hours, w1 does not, and is busy a quarter of the time
TEST(EffectiveCircle, SendsWhoDoesNotMeetFirst) {
  SmallTown town(1, 7);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.responder(0, {250, 0});
  town.kind("visit", 100, testing::constant(600));
  meeting(town, "daily 00:00-24:00", 1);
  town.inputs.duties[simulation::DutyId(0)].own_post[ResponderId(1)] = 0;
  const Column<ResponderId, double> busy(std::vector{0.0, 0.25});
  const Simulator simulator(town.finished());
  const auto share = [&](double seconds) {
    return *effective_circle(simulator, busy, testing::seconds(seconds), core::Threads(1)).on_shift[BuildingId(0)];
  };
  EXPECT_NEAR(share(149), 0, 1e-12);
  EXPECT_NEAR(share(150), 0.75, 1e-12);
}

/// Everybody at the post, some of them busy.
class Frozen final : public simulation::Situation {
 public:
  Frozen(const Simulator& simulator, std::uint32_t busy, std::uint32_t on) : simulator_(simulator), free_(on & ~busy) {}
  [[nodiscard]] std::span<const simulation::Candidate> free(const simulation::Call& call, simulation::Ring ring) const override {
    auto& found = found_[static_cast<std::size_t>(ring)];
    found.clear();
    for (const ResponderId id : ring == simulation::Ring::own ? simulator_.own(call.grid) : simulator_.around(call.grid)) {
      const std::optional<Millis> time = time_to(id, call.building);
      if ((free_ >> id.value() & 1U) != 0 && time) found.push_back({.responder = id, .time = *time});
    }
    return found;
  }
  [[nodiscard]] std::optional<Millis> time_to(ResponderId responder, BuildingId building) const {
    return simulator_.inputs().travel->from_post(responder, building, Millis(0));
  }

 private:
  const Simulator& simulator_;
  std::uint32_t free_;
  mutable std::array<std::vector<simulation::Candidate>, 2> found_;
};

/// Over every set of busy responders, whom the policy would send.
double over_all_states(const Simulator& simulator, const Column<ResponderId, double>& busy, std::uint32_t on, BuildingId building,
                       Millis within) {
  double sum = 0;
  const simulation::SimulationInputs& inputs = simulator.inputs();
  for (std::uint32_t state = 0; state < 1U << busy.size(); ++state) {
    double probability = 1;
    for (const ResponderId id : core::ids<ResponderId>(busy.size()))
      probability *= (state >> id.value() & 1U) != 0 ? busy[id] : 1 - busy[id];
    const Frozen town(simulator, state, on);
    const simulation::Choice sent =
        simulator.policy().choose(town, {.request = {}, .grid = inputs.grid_of_building[building], .building = building});
    if (sent.how != simulation::Choice::How::send) continue;
    const Millis left = within - *town.time_to(sent.responder, building) - inputs.entry[building];
    sum += probability * simulation::share_within(inputs.accept, left);
  }
  return sum;
}

// Three grids in a row, two responders each, one of whom works by day; two thirds of the requests come then.
TEST(EffectiveCircle, EqualsTheSumOverAllBusyStates) {
  for (const char* policy : {"own grid, then neighbours", "own grid only", "nearest of own grid and neighbours"}) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      SCOPED_TRACE(std::string(policy) + ", seed " + std::to_string(seed));
      core::Stream luck(core::Seed(seed), 0, "effective", 0);
      const auto anywhere = [&] { return core::Position{luck.uniform() * 1100, luck.uniform() * 500}; };
      SmallTown town(3);
      town.inputs.policy = policy;
      for (std::size_t i = 0; i < 12; ++i) town.building(i % 3, anywhere(), testing::seconds(luck.uniform() * 60));
      Column<ResponderId, double> busy;
      for (std::size_t i = 0; i < 6; ++i) {
        town.responder(i % 3, anywhere(), {i < 3 ? "daily 08:00-20:00" : "daily 00:00-24:00"});
        busy.push_back(luck.uniform());
      }
      town.neighbours(0, 1);
      town.neighbours(1, 2);
      town.kind("visit", 50, testing::constant(600));
      for (std::size_t hour = 8; hour < 20; ++hour) town.inputs.kinds[simulation::KindId(0)].hour_weight[hour] = 2;
      town.inputs.accept = {.kind = simulation::DurationLaw::Kind::lognormal, .mean = testing::seconds(120), .cv = 0.7};
      const Simulator simulator(town.finished());
      const Millis within = testing::seconds(500);
      const EffectiveCircle circle = effective_circle(simulator, busy, within, core::Threads(3));
      for (const BuildingId building : core::ids<BuildingId>(12)) {
        const double truth = over_all_states(simulator, busy, 63, building, within) * 2 / 3 +
                             over_all_states(simulator, busy, 56, building, within) / 3;
        EXPECT_NEAR(circle.any_time[building], truth, 1e-10);
        EXPECT_NEAR(circle.on_shift[building].value(), truth, 1e-10);
      }
    }
  }
}

// Where hardly anybody waits, the simulation says the same; where a lone worker is busy half the time, it finds besides those who
// wait for less than the promise.
TEST(EffectiveCircle, AgreesWithTheSimulationWhereHardlyAnybodyWaits) {
  for (const auto& [per_day, meets] : {std::pair(2.0, false), std::pair(2.0, true), std::pair(72.0, false)}) {
    SmallTown town(1, 200);
    town.building(0, {100, 0});
    town.building(0, {400, 0});
    town.responder(0, {0, 0});
    town.kind("visit", per_day / 2 * 365, testing::exponential(600));
    town.inputs.accept = testing::exponential(60);
    if (meets) meeting(town, "daily 09:00-13:00", 1);
    const Simulator simulator(town.finished());
    const Promise promise{.target = Response::arrive, .within = testing::seconds(420)};
    core::SilentProgress silent;
    const SimulationResult result =
        simulate_and_evaluate(simulator, promise, exactly(20), core::Seed(3), core::Threads(2), silent);
    const EffectiveCircle circle = effective_circle(simulator, busy_shares(result.work), promise.within, core::Threads(2));
    const double expected = (circle.any_time[BuildingId(0)] + circle.any_time[BuildingId(1)]) / 2;
    const double found = result.evaluation.all.within_target_share->value;
    if (per_day < 10) {
      EXPECT_NEAR(expected, found, 0.02);
      EXPECT_EQ(expected < 0.58, meets);
    } else {
      EXPECT_LT(expected, found - 0.02) << "who waits for a short time is still in time";
      EXPECT_GT(expected, found - 0.25);
    }
  }
}

TEST(DurationLaw, SharesAreThoseOfTheDraws) {
  using Kind = simulation::DurationLaw::Kind;
  for (const simulation::DurationLaw& law : {simulation::DurationLaw{Kind::exponential, testing::seconds(120), 0},
                                             simulation::DurationLaw{Kind::lognormal, testing::seconds(120), 0.8},
                                             simulation::DurationLaw{Kind::lognormal, testing::seconds(120), 2.5},
                                             simulation::DurationLaw{Kind::constant, Millis(500), 0}}) {
    constexpr int count = 20000;
    for (const Millis limit :
         {Millis(0), Millis(499), Millis(500), testing::seconds(40), testing::seconds(120), testing::seconds(900)}) {
      int within = 0;
      for (std::uint64_t i = 0; i < count; ++i) {
        core::Stream luck(core::Seed(11), 0, "share", i);
        within += simulation::draw(law, luck) <= limit ? 1 : 0;
      }
      EXPECT_NEAR(simulation::share_within(law, limit), static_cast<double>(within) / count, 0.015) << limit.value;
    }
    EXPECT_EQ(simulation::share_within(law, Millis(-1)), 0);
  }
}

}  // namespace
}  // namespace wangge::evaluation
