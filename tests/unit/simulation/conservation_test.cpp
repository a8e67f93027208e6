// Over random towns: nothing is lost, time never runs backwards, and every way takes exactly as long as it should.
#include "engine/core/random.h"
#include "tests/unit/simulation/small_town.h"

#include <map>

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

/// Follows the log like a clerk who believes nothing. Everybody's life is a chain: at the post, then visits, each one left for
/// the next or for home, then `returned` at the post; every link lasts as long as the travel times say, on shift or off.
class Clerk {
 public:
  Clerk(const SmallTown& town, const SimulationInputs& inputs, const Trace& trace)
      : travel_(&town.travel()),
        inputs_(&inputs),
        trace_(&trace),
        stage_(trace.requests.size(), 0),
        staff_(inputs.responders.size()) {}

  void check() {
    for (std::size_t i = 0; i < trace_->log.size(); ++i) {
      ASSERT_GE(trace_->log.time[i], now_);
      ASSERT_LT(trace_->log.time[i], inputs_->horizon);
      now_ = trace_->log.time[i];
      step(trace_->log.kind[i], trace_->log.request[i], trace_->log.responder[i]);
      if (::testing::Test::HasFatalFailure()) return;
    }
    for (const Person& person : staff_) ASSERT_TRUE(!person.way || person.way->home >= inputs_->horizon) << "comes home";
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

  [[nodiscard]] std::size_t returned_off_shift() const { return returned_off_shift_; }
  [[nodiscard]] std::size_t sent_on() const { return sent_on_; }

 private:
  /// From a building to the post.
  struct WayHome {
    BuildingId from;
    core::Millis left;
    core::Millis home;
  };
  struct Person {
    bool on_shift = false;
    std::optional<RequestId> request;
    std::optional<WayHome> way;  ///< nothing, without a request: at the post
    core::Millis travel{0};      ///< from where the request was dispatched, to its building
    core::Millis set_out{0};
  };

  /// stage: 0 not ordered, 1 ordered, 2 dispatched, 3 accepted, 4 arrived, 5 resolved, 9 unreachable
  void advance(RequestId request, int from, int to) {
    ASSERT_EQ(stage_[request.value()], from);
    stage_[request.value()] = to;
  }

  void step(EventKind kind, RequestId request, ResponderId who) {
    Person* person = who.valid() ? &staff_[who.value()] : nullptr;
    switch (kind) {
      case EventKind::ordered:
        return advance(request, 0, 1);
      case EventKind::unreachable:
        return advance(request, 1, 9);
      case EventKind::shift_started:
        ASSERT_FALSE(person->on_shift);
        person->on_shift = true;
        return;
      case EventKind::shift_ended:
        ASSERT_TRUE(person->on_shift);
        person->on_shift = false;
        return;
      case EventKind::returned:
        ASSERT_FALSE(person->request);
        ASSERT_TRUE(person->way) << "returns once";
        ASSERT_EQ(now_, person->way->home);
        person->way.reset();
        returned_off_shift_ += person->on_shift ? 0 : 1;
        return;
      case EventKind::lines_offered:
        FAIL() << "never logged";
        return;
      case EventKind::dispatched:
        ASSERT_TRUE(person->on_shift);
        return dispatched(*person, request, who);
      case EventKind::accepted:
        person->set_out = now_;
        return with(*person, request, 2, 3);
      case EventKind::arrived:
        ASSERT_EQ(now_, person->set_out + person->travel + inputs_->entry[building_of(request)]);
        return with(*person, request, 3, 4);
      case EventKind::resolved:
        with(*person, request, 4, 5);
        person->request.reset();
        person->way = {building_of(request), now_, now_ + *travel_->to_post(who, building_of(request), now_)};
        return;
    }
  }

  void dispatched(Person& person, RequestId request, ResponderId who) {
    ASSERT_FALSE(person.request) << "a responder has one request at a time";
    ASSERT_TRUE(!person.way || person.way->home >= now_) << "has come home";
    const BuildingId to = building_of(request);
    person.travel = *travel_->from_post(who, to, now_);
    if (person.way) {  // through the post, or round and back
      const core::Millis back = now_ - person.way->left;
      person.travel =
          std::min(person.way->home - now_ + person.travel, back + *travel_->between(who, person.way->from, to, now_));
      sent_on_ += person.way->left < now_ ? 1 : 0;
      person.way.reset();
    }
    person.request = request;
    advance(request, 1, 2);
  }

  void with(const Person& person, RequestId request, int from, int to) {
    ASSERT_EQ(person.request, request);
    advance(request, from, to);
  }
  [[nodiscard]] BuildingId building_of(RequestId request) const { return trace_->requests.building[request]; }

  const testing::PlaneTravel* travel_;
  const SimulationInputs* inputs_;
  const Trace* trace_;
  core::Millis now_{0};
  std::vector<int> stage_;
  std::vector<Person> staff_;
  std::size_t returned_off_shift_ = 0;
  std::size_t sent_on_ = 0;
};

TEST(Simulator, LosesNothingAndNobodyIsInTwoPlaces) {
  std::map<Final, std::size_t> seen;
  std::size_t returned_off_shift = 0;
  std::size_t sent_on = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    SmallTown town = random_town(seed);
    const SimulationInputs inputs = town.finished();
    const Trace trace = Simulator(inputs).run(core::Seed(seed), 0, KeepLog::yes);
    Clerk clerk(town, inputs, trace);
    clerk.check();
    if (HasFatalFailure()) return;
    returned_off_shift += clerk.returned_off_shift();
    sent_on += clerk.sent_on();
    for (const Final final : trace.outcomes.final) ++seen[final];
  }
  EXPECT_GT(seen[Final::resolved], 1000U);  // the towns are not trivial
  EXPECT_GT(seen[Final::open], 100U);
  EXPECT_GT(seen[Final::unreachable], 100U);
  EXPECT_GT(returned_off_shift, 100U);
  EXPECT_GT(sent_on, 100U);
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
