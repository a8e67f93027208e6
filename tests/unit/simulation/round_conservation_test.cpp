// Over random towns with scheduled work: every planned visit ends in one way, nobody is in two places, every way takes as long as
// it should, and the log alone tells what became of it.
#include "engine/core/random.h"
#include "engine/simulation/loop/check_log.h"
#include "engine/simulation/loop/retell.h"
#include "engine/simulation/people/shifts.h"
#include "engine/simulation/rounds/beats.h"
#include "tests/unit/simulation/all_time_told.h"
#include "tests/unit/simulation/clerk.h"
#include "tests/unit/simulation/small_town.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using core::Millis;
using testing::SmallTown;

std::vector<std::string> times(core::Stream& luck, std::uint32_t from) {
  static const std::vector<std::vector<std::string>> all = {
      {"daily 08:00-12:00"},        {"every tuesday 19:00-21:00", "sat 09:00-11:00"},
      {"every 3 days 08:30-09:00"}, {"mon-fri 08:00-18:00"},
      {"daily 18:00-21:00"},        {}};
  return all[from + luck.below(static_cast<std::uint32_t>(all.size()) - from)];
}

/// A patrol round the houses of each grid, or posts: at some of them, or each one's own.
void stand_or_walk(SmallTown& town, Duty& duty, core::Stream& luck) {
  auto& inputs = town.inputs;
  duty.households = Column<BuildingId, std::uint32_t>();
  duty.again = Recurrence();
  if (luck.below(2) == 0) {
    duty.kind = Duty::Kind::post;
    const bool own = luck.below(2) == 0;
    for (std::size_t i = 0; i < inputs.responders.size(); ++i) {
      const bool there = inputs.responders.kind[ResponderId(i)] == duty.by && luck.below(4) > 0;
      const BuildingId place(luck.below(static_cast<std::uint32_t>(inputs.entry.size())));
      if (own) duty.own_post.push_back(there);
      if (!own) duty.places.push_back(there ? place : BuildingId());
    }
    return;
  }
  duty.kind = Duty::Kind::patrol;
  duty.passes = 1 + luck.below(3);
  for (const GridId grid : core::ids<GridId>(inputs.grids.size())) {
    Streets streets;
    for (const BuildingId building : core::ids<BuildingId>(inputs.entry.size())) {
      if (inputs.grid_of_building[building] == grid) streets.near_corner.push_back(building);
    }
    streets.corners = static_cast<std::uint32_t>(streets.near_corner.size());
    for (std::uint32_t corner = 1; corner < streets.corners; ++corner) {
      streets.pieces.push_back({luck.below(corner), corner, 20'000 + luck.below(200'000), luck.below(5) > 0});
      streets.length_cm.push_back(1000 + luck.below(20'000));
      streets.near.push_back(streets.near_corner[corner]);
    }
    duty.streets.push_back(streets);
  }
}

SmallTown dutiful_town(std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "town", 0);
  const auto place = [&] { return core::Position{1020 * luck.uniform(), 1000 * luck.uniform()}; };  // some out of reach
  const std::uint32_t grids = 1 + luck.below(4);
  SmallTown town(grids, 1 + luck.below(9));
  for (std::uint32_t i = 2 + luck.below(30); i > 0; --i) town.building(luck.below(grids), place(), Millis(luck.below(60'000)));
  const std::vector<std::vector<std::string>> rosters = {
      {"daily 00:00-24:00"}, {"mon-fri 08:00-12:00", "mon-fri 12:05-18:30"}, {"daily 08:00-20:00"}, {}};
  for (std::uint32_t i = 1 + luck.below(6); i > 0; --i)
    town.responder(luck.below(grids), {900 * luck.uniform(), 1000 * luck.uniform()}, rosters[luck.below(4)]);
  for (std::size_t i = 1; i < grids; ++i) town.neighbours(i - 1, i);
  auto& inputs = town.inputs;
  const ShiftsId breaks = inputs.shifts.push_back(WeeklyShifts::parse(std::vector<std::string>{"daily 09:30-10:00"}));
  inputs.responder_kinds.push_back({.name = "worker", .breaks = breaks});
  inputs.responder_kinds.push_back({.name = "volunteer", .scope = 2, .decline = 0.4});
  inputs.responder_kinds.push_back({.name = "walker", .patrols = true});
  for (std::size_t i = 0; i < inputs.responders.size(); ++i) inputs.responders.kind.push_back(ResponderKindId(luck.below(3)));
  testing::serve_next(inputs, ResponderKindId(1), [](GridId grid) { return grid; });
  const double load = 365 * 30 * luck.uniform() / static_cast<double>(inputs.entry.size());
  town.kind("repair", load, testing::exponential(1200));
  town.kind("urgent", load / 4, testing::exponential(600));
  inputs.kinds[KindId(1)].life.priority = 2;
  inputs.kinds[KindId(0)].life.help = {.share = 0.3, .takes = testing::exponential(1800), .by_colleague = true};
  inputs.accept = testing::exponential(90);
  inputs.dispatch.decline = 0.2 * luck.uniform();
  inputs.policy = dispatch_policy_names()[seed % dispatch_policy_names().size()];
  for (std::uint32_t i = 1 + luck.below(3); i > 0; --i) {
    Duty& duty = town.duty("duty " + std::to_string(i), times(luck, 0), testing::exponential(700));
    if (duty.when.never()) duty.when = Recurrence::parse(std::vector<std::string>{"daily 10:00-11:00"});
    duty.by = ResponderKindId(luck.below(3));
    duty.responders = luck.below(3);
    for (std::uint32_t& households : duty.households) households = luck.below(4);
    duty.absent.fill(0.6 * luck.uniform());
    duty.again = Recurrence::parse(times(luck, 2));
    duty.calls = static_cast<std::uint8_t>(luck.below(4));
    duty.most = luck.below(3) * 4;
    duty.yields_to = static_cast<int>(luck.below(4));
    const std::uint32_t cycle = luck.below(4);
    if (cycle == 0) duty.each = Cycle::parse("every 2 days");
    if (cycle == 1) duty.each = Cycle::parse("once a week");
    if (cycle == 2) {
      duty.each = Cycle::once();
      duty.kind = Duty::Kind::sweep;
    }
    if (cycle == 3 && luck.below(3) > 0) stand_or_walk(town, duty, luck);
  }
  return town;
}

/// Follows the rounds through the log.
class RoundClerk {
 public:
  RoundClerk(const SmallTown& town, const SimulationInputs& inputs, const Trace& trace)
      : travel_(&town.travel()), inputs_(&inputs), trace_(&trace), numbers_(inputs), people_(inputs.responders.size()) {
    for (const DutyId id : core::ids<DutyId>(inputs.duties.size())) {
      const Duty& duty = inputs.duties[id];
      for (const Recurrence* when : {&duty.when, &duty.again}) {
        for (const TimeWindow& window : windows_of(inputs, duty, *when)) {
          turnings_.push_back(window.start);
          turnings_.push_back(window.end);
        }
      }
      for (std::size_t turn = 0; turn < numbers_.turns(id).size(); ++turn) {
        for (const BuildingId building : core::ids<BuildingId>(duty.households.size())) {
          for (std::uint32_t household = 0; household < duty.households[building]; ++household) {
            EXPECT_EQ(numbers_.visit(id, turn, building, household), VisitId(places_.size())) << "each has a number of its own";
            places_.push_back(building);
            duties_.push_back(id);
          }
        }
        for (const ResponderId who : duty.holders()) {
          EXPECT_EQ(numbers_.post(id, turn, who), VisitId(places_.size()));
          places_.push_back(duty.at_post() ? BuildingId() : duty.places[who]);
          duties_.push_back(id);
        }
      }
    }
  }

  void check() {
    ASSERT_EQ(places_.size(), trace_->rounds.end.size());
    ends_.resize(places_.size(), VisitEnd::open);
    calls_.resize(places_.size(), 0);
    walked_.resize(inputs_->duties.size());
    std::size_t told = 0;
    Millis before(0);
    for (std::size_t i = 0; i < trace_->log.size(); ++i) {
      SCOPED_TRACE(::testing::Message() << "event " << i << ", " << name(trace_->log.kind[i]));
      now_ = trace_->log.time[i];
      ASSERT_GE(now_, before);
      before = now_;
      if (of_rounds(trace_->log.kind[i])) {
        ASSERT_LT(told, trace_->log.about.size());
        round(trace_->log.kind[i], trace_->log.responder[i], trace_->log.about[told++]);
      } else if (trace_->log.responder[i].valid()) {
        other(trace_->log.kind[i], trace_->log.responder[i]);
      }
      if (::testing::Test::HasFatalFailure()) return;
    }
    ASSERT_EQ(told, trace_->log.about.size());
    for (std::size_t i = 0; i < places_.size(); ++i) {
      ASSERT_EQ(ends_[i], trace_->rounds.end[VisitId(i)]) << "v" << i;
      ASSERT_EQ(calls_[i], trace_->rounds.calls[VisitId(i)]) << "v" << i;
      const Duty& duty = inputs_->duties[duties_[i]];
      ASSERT_LE(calls_[i], duty.calls > 0 ? duty.calls : 255);
      ++seen_ends[ends_[i]];
    }
    for (const DutyId id : core::ids<DutyId>(walked_.size())) {
      ASSERT_EQ(walked_[id].centimetres, trace_->rounds.walked[id].centimetres);
      ASSERT_EQ(walked_[id].passes, trace_->rounds.walked[id].passes);
    }
  }

  std::map<EventKind, std::size_t> seen;
  std::map<VisitEnd, std::size_t> seen_ends;
  std::size_t ways = 0;  ///< held against the travel times

 private:
  struct Person {
    bool on_round = false;
    DutyId duty{};
    std::optional<std::uint32_t> visiting;
    std::optional<BuildingId> stands;  ///< since it is on this round, or at the post (invalid)
    Millis left{0};
  };

  void other(EventKind kind, ResponderId who) {
    Person& person = people_[who.value()];
    const bool busy = kind == EventKind::dispatched || kind == EventKind::help_sent || kind == EventKind::break_started;
    ASSERT_FALSE(busy && person.on_round) << "in two places";
    const bool patrols = inputs_->responder_kinds[inputs_->responders.kind[who]].patrols;  // and may be on the way
    if (kind == EventKind::returned && !patrols) {
      person.stands = BuildingId();
      person.left = now_;
    } else if (kind == EventKind::patrolled || kind == EventKind::accepted || kind == EventKind::help_sent) {
      person.stands.reset();
    }
  }

  void round(EventKind kind, ResponderId who, std::uint32_t about) {
    ++seen[kind];
    if (!who.valid()) return finish(kind, about);
    Person& person = people_[who.value()];
    switch (kind) {
      case EventKind::round_begun:
        ASSERT_FALSE(person.on_round);
        person.on_round = true;
        person.duty = DutyId(about);
        person.left = now_;
        return;
      case EventKind::round_left:
        ASSERT_TRUE(person.on_round);
        ASSERT_EQ(person.duty, DutyId(about));
        person.on_round = false;
        person.stands.reset();  // may be on the way home when it goes on
        person.visiting.reset();
        return;
      case EventKind::called:
      case EventKind::call_resumed:
        ASSERT_TRUE(person.on_round && !person.visiting);
        ASSERT_EQ(duties_[about], person.duty);
        ASSERT_EQ(ends_[about], VisitEnd::open) << "over already";
        check_way(person, who, places_[about], inputs_->entry[places_[about]]);
        if (kind == EventKind::called) ++calls_[about];
        person.visiting = about;
        person.stands = places_[about];
        return;
      case EventKind::manned:
        ASSERT_TRUE(person.on_round && !person.visiting);
        check_way(person, who, places_[about], Millis(0));
        person.visiting = about;
        person.stands = places_[about];
        return;
      case EventKind::street_walked:
        ASSERT_TRUE(person.on_round);
        walked_[person.duty].centimetres += about;
        person.stands.reset();
        return;
      case EventKind::pass_walked:
        ASSERT_TRUE(person.on_round && person.duty == DutyId(about));
        walked_[person.duty].passes += 1;
        person.stands.reset();
        return;
      case EventKind::visited:
      case EventKind::attended:
      case EventKind::not_in:
        ASSERT_EQ(person.visiting, about);
        person.visiting.reset();
        person.left = now_;
        if (kind != EventKind::not_in) finish(kind, about);
        return;
      default:
        FAIL() << "not of a responder";
    }
  }

  void check_way(const Person& person, ResponderId who, BuildingId to, Millis entry) {
    if (!person.stands || !to.valid()) return;
    const bool diverted =
        std::any_of(turnings_.begin(), turnings_.end(), [&](Millis at) { return person.left <= at && at < now_; });
    if (*person.stands == to || diverted) return;
    const auto way = person.stands->valid() ? travel_->between(who, *person.stands, to, now_) : travel_->from_post(who, to, now_);
    ASSERT_TRUE(way);
    ASSERT_EQ(now_, person.left + *way + entry);
    ++ways;
  }

  void finish(EventKind kind, std::uint32_t about) {
    ASSERT_EQ(ends_[about], VisitEnd::open) << "v" << about << " ends twice";
    ends_[about] = kind == EventKind::visited || kind == EventKind::attended ? VisitEnd::done
                   : kind == EventKind::visit_given_up                       ? VisitEnd::absent
                   : kind == EventKind::visit_missed                         ? VisitEnd::missed
                   : kind == EventKind::visit_unmanned                       ? VisitEnd::unmanned
                                                                             : VisitEnd::unreachable;
  }

  const testing::PlaneTravel* travel_;
  const SimulationInputs* inputs_;
  const Trace* trace_;
  VisitNumbers numbers_;
  Millis now_{0};
  std::vector<Millis> turnings_;  ///< windows open or close: whoever is on the way may turn round
  std::vector<BuildingId> places_;
  std::vector<DutyId> duties_;
  std::vector<VisitEnd> ends_;
  std::vector<std::uint8_t> calls_;
  std::vector<Person> people_;
  Column<DutyId, RoundOutcomes::Walked> walked_;
};

TEST(Rounds, LoseNoVisitAndNobodyIsInTwoPlaces) {
  std::map<EventKind, std::size_t> seen;
  std::map<VisitEnd, std::size_t> ends;
  std::size_t ways = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SmallTown town = dutiful_town(seed);
    const SimulationInputs inputs = town.finished();
    SCOPED_TRACE(::testing::Message() << "seed " << seed << ", " << inputs.policy);
    const Trace trace = Simulator(inputs).run(core::Seed(seed), 0, KeepLog::yes);
    testing::Clerk requests(town, inputs, trace);
    requests.check();
    RoundClerk clerk(town, inputs, trace);
    clerk.check();
    if (HasFatalFailure()) return;
    for (const ResponderId id : core::ids<ResponderId>(inputs.responders.size()))
      ASSERT_LE(trace.hours.busy[id] + trace.hours.on_rounds[id], trace.hours.on_shift[id]);
    for (const auto& [kind, count] : clerk.seen) seen[kind] += count;
    for (const auto& [end, count] : clerk.seen_ends) ends[end] += count;
    ways += clerk.ways;
  }
  for (std::size_t i = 0; i < event_kind_count; ++i) {
    const auto kind = static_cast<EventKind>(i);
    EXPECT_TRUE(!of_rounds(kind) || seen[kind] > 50) << name(kind) << ' ' << seen[kind];
  }
  for (std::size_t end = 0; end < visit_end_count; ++end) EXPECT_GT(ends[static_cast<VisitEnd>(end)], 50U) << end;
  EXPECT_GT(ways, 1000U);
}

TEST(Rounds, AreToldByTheLogAlone) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SmallTown town = dutiful_town(seed);
    const SimulationInputs inputs = town.finished();
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    const Trace trace = Simulator(inputs).run(core::Seed(seed), 0, KeepLog::yes);
    const Trace told = retell(inputs, trace.requests, trace.log, trace.hours.under_way);
    EXPECT_EQ(told.rounds, trace.rounds);
    EXPECT_EQ(told.hours.on_rounds, trace.hours.on_rounds);
    EXPECT_EQ(told.hours.overtime, trace.hours.overtime);
    EXPECT_EQ(told.hours.busy, trace.hours.busy);
    EXPECT_EQ(told.hours.on_shift, trace.hours.on_shift);
    EXPECT_EQ(told.hours.break_taken, trace.hours.break_taken);
    EXPECT_EQ(told.hours.break_lost, trace.hours.break_lost);
    testing::expect_all_time_told(inputs, trace, told);
    const Trace quiet = Simulator(inputs).run(core::Seed(seed), 0, KeepLog::no);
    EXPECT_EQ(quiet.rounds, trace.rounds);
    if (HasFailure()) return;
  }
}

TEST(Rounds, AreHeldAgainstWhatCanHappen) {
  std::size_t refused = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SmallTown town = dutiful_town(seed);
    const SimulationInputs inputs = town.finished();
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    const Trace trace = Simulator(inputs).run(core::Seed(seed), 0, KeepLog::yes);
    const auto fault = log_fault(inputs, trace.requests, trace.log, trace.hours.under_way);
    ASSERT_FALSE(fault) << (fault->event ? *fault->event : 0) << " " << fault->what.en;
    if (trace.log.about.empty()) continue;
    core::Stream luck(core::Seed(seed), 0, "spoil", 0);
    for (int change = 0; change < 20; ++change) {
      EventLog log = trace.log;
      const auto at = luck.below(static_cast<std::uint32_t>(log.size()));
      switch (luck.below(4)) {
        case 0:
          log.about[luck.below(static_cast<std::uint32_t>(log.about.size()))] = luck.below(1000);
          break;
        case 1:
          log.about.pop_back();
          break;
        case 2:
          log.kind[at] = static_cast<EventKind>(luck.below(event_kind_count));
          break;
        default:
          log.responder[at] =
              luck.below(3) == 0 ? ResponderId() : ResponderId(luck.below(static_cast<std::uint32_t>(inputs.responders.size())));
      }
      if (log_fault(inputs, trace.requests, log, trace.hours.under_way)) ++refused;
    }
  }
  EXPECT_GT(refused, 1000U);
}

/// Grids, and with them responders, in reverse: the same visits end in the same way at the same time.
TEST(Rounds, DoNotDependOnNumbers) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    SmallTown town = dutiful_town(seed);
    SmallTown turned = dutiful_town(seed);
    const std::size_t grids = town.inputs.grids.size();
    const auto other = [&](GridId grid) { return GridId(grids - 1 - grid.value()); };
    for (std::size_t i = 0; i < grids; ++i) turned.inputs.grids[other(GridId(i))] = town.inputs.grids[GridId(i)];
    for (GridId& grid : turned.inputs.grid_of_building) grid = other(grid);
    for (Duty& duty : turned.inputs.duties) std::reverse(duty.streets.begin(), duty.streets.end());
    testing::serve_next(turned.inputs, ResponderKindId(1), other);
    for (GridId& grid : turned.inputs.responders.grid) grid = other(grid);
    const Trace one = Simulator(town.finished()).run(core::Seed(seed), 0, KeepLog::no);
    const Trace two = Simulator(turned.finished(), core::Threads(3)).run(core::Seed(seed), 0, KeepLog::no);
    ASSERT_EQ(one.rounds, two.rounds);
    ASSERT_EQ(one.outcomes.arrived, two.outcomes.arrived);
  }
}

}  // namespace
}  // namespace wangge::simulation
