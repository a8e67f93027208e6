// Over random towns: nothing is lost, nobody is in two places, time never runs backwards.
#include "engine/core/random.h"
#include "tests/unit/simulation/small_town.h"

#include <map>
#include <set>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

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
      {"daily 00:00-24:00"}, {"mon-fri 08:00-12:00", "mon-fri 14:00-18:00"}, {"sat-sun 20:00-24:00", "sun-mon 00:00-04:00"}, {}};
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
  town.inputs.policy = dispatch_policy_names()[luck.below(3)];
  return town;
}

/// Follows the log like a clerk who believes nothing.
class Clerk {
 public:
  Clerk(const SmallTown& town, const SimulationInputs& inputs, const Trace& trace)
      : town_(&town), inputs_(&inputs), trace_(&trace), stage_(trace.requests.size(), 0), staff_(inputs.responders.size()) {
    for (std::size_t i = 0; i < staff_.size(); ++i) staff_[i].place = town.travel().posts[i];
  }

  void check() {
    core::Millis last{0};
    for (std::size_t i = 0; i < trace_->log.size(); ++i) {
      ASSERT_GE(trace_->log.time[i], last);
      ASSERT_LT(trace_->log.time[i], inputs_->horizon);
      last = trace_->log.time[i];
      step(trace_->log.kind[i], trace_->log.request[i], trace_->log.responder[i], last);
      if (::testing::Test::HasFatalFailure()) return;
    }
    for (std::size_t i = 0; i < stage_.size(); ++i) {
      const RequestId request(i);
      ASSERT_NE(stage_[i], 0) << "every request is ordered";
      const Final expected = stage_[i] == 9 ? Final::unreachable : stage_[i] == 5 ? Final::resolved : Final::open;
      ASSERT_EQ(trace_->outcomes.final[request], expected);
      ASSERT_EQ(trace_->outcomes.resolved[request] != never, expected == Final::resolved);
    }
    for (const ResponderId id : core::ids<ResponderId>(staff_.size())) {
      ASSERT_LE(trace_->hours.busy[id], trace_->hours.on_shift[id]);
      ASSERT_LE(trace_->hours.on_shift[id], inputs_->horizon);
    }
  }

 private:
  struct Person {
    bool on_shift = false;
    std::optional<std::size_t> request;
    core::Position place;
    core::Millis since{0};  ///< when the person was surely there
  };

  /// stage: 0 not ordered, 1 ordered, 2 dispatched, 3 accepted, 4 arrived, 5 resolved, 9 unreachable
  void advance(RequestId request, int from, int to) {
    ASSERT_EQ(stage_[request.value()], from);
    stage_[request.value()] = to;
  }

  void step(EventKind kind, RequestId request, ResponderId who, core::Millis now) {
    Person* person = who.valid() ? &staff_[who.value()] : nullptr;
    switch (kind) {
      case EventKind::ordered:
        return advance(request, 0, 1);
      case EventKind::unreachable:
        return advance(request, 1, 9);
      case EventKind::shift_started:
        ASSERT_FALSE(person->on_shift);
        person->on_shift = true;
        if (!person->request) settle(*person, town_->travel().posts[who.value()], now);
        return;
      case EventKind::shift_ended: {
        ASSERT_TRUE(person->on_shift);
        person->on_shift = false;
        return;
      }
      case EventKind::returned:
        ASSERT_FALSE(person->request);
        // Off shift it is on its own time, and not followed.
        if (person->on_shift) walked(*person, town_->travel().posts[who.value()], now);
        return settle(*person, town_->travel().posts[who.value()], now);
      case EventKind::lines_offered:
        FAIL() << "never logged";
        return;
      case EventKind::dispatched:
        ASSERT_FALSE(person->request) << "a responder has one request at a time";
        ASSERT_TRUE(person->on_shift);
        person->request = request.value();
        return advance(request, 1, 2);
      case EventKind::accepted:
        return with(*person, request, 2, 3);
      case EventKind::arrived: {
        const BuildingId building = trace_->requests.building[request];
        walked(*person, town_->travel().buildings[building.value()], now - inputs_->entry[building]);
        settle(*person, town_->travel().buildings[building.value()], now);
        return with(*person, request, 3, 4);
      }
      case EventKind::resolved:
        with(*person, request, 4, 5);
        person->request.reset();
        return settle(*person, person->place, now);
    }
  }

  void with(const Person& person, RequestId request, int from, int to) {
    ASSERT_TRUE(person.request && *person.request == request.value());
    advance(request, from, to);
  }
  static void settle(Person& person, core::Position place, core::Millis now) {
    person.place = place;
    person.since = now;
  }
  /// Nobody is faster than a metre a second (times are rounded to the millisecond).
  static void walked(const Person& person, core::Position to, core::Millis now) {
    ASSERT_GE(static_cast<double>((now - person.since).value) + 2, 1000 * core::distance(person.place, to).value);
  }

  const SmallTown* town_;
  const SimulationInputs* inputs_;
  const Trace* trace_;
  std::vector<int> stage_;
  std::vector<Person> staff_;
};

TEST(Simulator, LosesNothingAndNobodyIsInTwoPlaces) {
  std::map<Final, std::size_t> seen;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    SmallTown town = random_town(seed);
    const SimulationInputs inputs = town.finished();
    const Trace trace = Simulator(inputs).run(core::Seed(seed), 0, KeepLog::yes);
    Clerk(town, inputs, trace).check();
    if (HasFatalFailure()) return;
    for (const Final final : trace.outcomes.final) ++seen[final];
  }
  EXPECT_GT(seen[Final::resolved], 1000U);  // the towns are not trivial
  EXPECT_GT(seen[Final::open], 100U);
  EXPECT_GT(seen[Final::unreachable], 100U);
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
