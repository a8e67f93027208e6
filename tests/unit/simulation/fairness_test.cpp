// Numbers are names: no grid and no responder fares better or worse for having a lower one.
#include "engine/core/random.h"
#include "tests/unit/simulation/small_town.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using core::Position;
using testing::SmallTown;

/// A town on paper: its grids and workers can be numbered in any order.
struct Draft {
  struct Worker {
    std::size_t grid;
    Position post;
    std::vector<std::string> shifts;
  };
  std::size_t grids = 0;
  std::vector<std::pair<std::size_t, Position>> buildings;
  std::vector<Worker> workers;
  std::vector<std::pair<std::size_t, std::size_t>> borders;

  /// The draft's grid g is number grid_number[g], its worker w number worker_number[w].
  [[nodiscard]] SmallTown build(const std::vector<std::size_t>& grid_number, const std::vector<std::size_t>& worker_number,
                                double days, double per_year, const std::string& policy) const {
    SmallTown town(grids, days);
    for (const auto& [grid, place] : buildings) town.building(grid_number[grid], place);
    std::vector<std::size_t> in_order(workers.size());
    for (std::size_t i = 0; i < workers.size(); ++i) in_order[worker_number[i]] = i;
    for (const std::size_t i : in_order) {
      town.responder(grid_number[workers[i].grid], workers[i].post, workers[i].shifts);
      town.inputs.responders.place.push_back(static_cast<std::uint32_t>(i));  // who is who, however they are numbered
    }
    for (std::size_t grid = 0; grid < grids; ++grid) {
      std::string code = "G";
      code += std::to_string(grid);
      town.inputs.grids[GridId(grid_number[grid])] = code;
    }
    for (const auto& [a, b] : borders) town.neighbours(grid_number[a], grid_number[b]);
    town.kind("visit", per_year, testing::exponential(900));
    town.inputs.accept = testing::exponential(60);
    town.inputs.policy = policy;
    return town;
  }
};

std::vector<std::size_t> as_drawn(std::size_t count) {
  std::vector<std::size_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  return numbers;
}

std::vector<std::size_t> shuffled(core::Stream& luck, std::size_t count) {
  std::vector<std::size_t> numbers = as_drawn(count);
  for (std::size_t i = count; i > 1; --i) std::swap(numbers[i - 1], numbers[luck.below(static_cast<std::uint32_t>(i))]);
  return numbers;
}

/// Some decline, some lack the skill, some patrol or stay at home, and urgent matters interrupt others.
void make_eventful(SmallTown& town, const std::vector<std::size_t>& worker_number) {
  auto& inputs = town.inputs;
  const ShiftsId breaks = inputs.shifts.push_back(WeeklyShifts::parse(std::vector<std::string>{"daily 10:00-10:15"}));
  inputs.responder_kinds.push_back({.name = "worker", .decline = 0.2, .breaks = breaks});
  inputs.responder_kinds.push_back({.name = "mediator", .skills = {1}, .present = 0.8});
  inputs.responder_kinds.push_back({.name = "walker", .skills = {1}, .patrols = true});
  std::vector<ResponderKindId> kinds(worker_number.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) kinds[worker_number[i]] = ResponderKindId(i % 3);
  for (const ResponderKindId kind : kinds) inputs.responders.kind.push_back(kind);
  inputs.kinds[KindId(0)].life.needs = {1};
  RequestKind urgent = inputs.kinds[KindId(0)];
  urgent.name = "urgent";
  urgent.life = {.priority = 2, .help = {.share = 0.3, .takes = testing::exponential(900), .by_colleague = true}};
  urgent.life.reopen = {.share = 0.2, .after = testing::exponential(7200)};
  inputs.kinds.push_back(std::move(urgent));
}

/// Scheduled work of every kind: visits by the first worker of each grid, a sweep by mediators, a patrol by walkers, and places
/// that workers hold.
void give_duties(SmallTown& town, const std::vector<std::size_t>& worker_number) {
  auto& inputs = town.inputs;
  Duty& visits = town.duty("visits", {"daily 08:30-11:30"}, testing::exponential(300));
  visits.each = Cycle::parse("every 2 days");
  visits.responders = 1;
  visits.absent.fill(0.3);
  visits.again = Recurrence::parse(std::vector<std::string>{"daily 14:00-15:30"});
  Duty& sweep = town.duty("sweep", {"daily 14:00-18:00"}, testing::exponential(120));
  sweep.kind = Duty::Kind::sweep;
  sweep.by = ResponderKindId(1);
  sweep.each = Cycle::once();
  Duty& patrol = town.duty("patrol", {"daily 09:00-12:00"}, {});
  patrol.kind = Duty::Kind::patrol;
  patrol.by = ResponderKindId(2);
  patrol.passes = 2;
  patrol.households = {};
  for (const GridId grid : core::ids<GridId>(inputs.grids.size())) {
    Streets streets;
    for (const BuildingId building : core::ids<BuildingId>(inputs.entry.size())) {
      if (inputs.grid_of_building[building] == grid) streets.near_corner.push_back(building);
    }
    streets.corners = static_cast<std::uint32_t>(streets.near_corner.size());
    for (std::uint32_t corner = 1; corner < streets.corners; ++corner) {
      streets.pieces.push_back({corner - 1, corner, 60'000 * std::int64_t{corner}, true});
      streets.length_cm.push_back(8000 * corner);
      streets.near.push_back(streets.near_corner[corner]);
    }
    patrol.streets.push_back(streets);
  }
  Duty& post = town.duty("post", {"daily 15:30-16:00"}, {});
  post.kind = Duty::Kind::post;
  post.households = {};
  post.yields_to = 1;
  post.places.resize(worker_number.size());
  for (std::size_t i = 0; i < worker_number.size(); i += 3)
    post.places[ResponderId(worker_number[i])] = BuildingId(i % inputs.entry.size());
}

/// Most begin at one moment, with much that has waited.
Draft random_draft(core::Stream& luck) {
  const auto place = [&] { return Position{1000 * luck.uniform(), 1000 * luck.uniform()}; };
  const std::vector<std::vector<std::string>> rosters = {{"daily 08:00-12:00", "daily 14:00-18:00"}, {"daily 08:00-16:00"}};
  Draft draft;
  draft.grids = 2 + luck.below(6);
  for (std::size_t a = 0; a < draft.grids; ++a) {
    for (int i = 0; i < 5; ++i) draft.buildings.emplace_back(a, place());
    for (std::uint32_t i = luck.below(3); i > 0; --i) draft.workers.push_back({a, place(), rosters[luck.below(2)]});
    for (std::size_t b = 0; b < a; ++b) {
      if (luck.below(2) == 0) draft.borders.emplace_back(a, b);
    }
  }
  return draft;
}

/// When each planned visit ended and how, whatever its number.
std::vector<std::pair<std::int64_t, VisitEnd>> ends_of_visits(const Trace& trace) {
  std::vector<std::pair<std::int64_t, VisitEnd>> ends;
  for (const VisitId visit : core::ids<VisitId>(trace.rounds.end.size()))
    ends.emplace_back(trace.rounds.ended[visit].value, trace.rounds.end[visit]);
  std::sort(ends.begin(), ends.end());
  return ends;
}

TEST(Fairness, RenumberingGridsAndWorkersChangesNothingElse) {
  std::size_t dispatched = 0;
  std::size_t held_or_walked = 0;
  for (const std::string& policy : dispatch_policy_names()) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
      SCOPED_TRACE(::testing::Message() << policy << ", seed " << seed);
      core::Stream luck(core::Seed(seed), 0, "draft", 0);
      const Draft draft = random_draft(luck);
      const std::vector<std::size_t> grid_number = shuffled(luck, draft.grids);
      const std::vector<std::size_t> worker_number = shuffled(luck, draft.workers.size());
      const bool eventful = seed % 2 == 0;
      const auto run = [&](const auto& grids, const auto& workers) {
        SmallTown town = draft.build(grids, workers, 7, 400, policy);
        if (eventful) make_eventful(town, workers);
        if (seed % 4 == 0) give_duties(town, workers);
        return Simulator(town.finished()).run(core::Seed(seed), 0, KeepLog::no);
      };
      const Trace before = run(as_drawn(draft.grids), as_drawn(draft.workers.size()));
      const Trace after = run(grid_number, worker_number);
      ASSERT_EQ(before.outcomes.arrived, after.outcomes.arrived);
      ASSERT_EQ(before.outcomes.resolved, after.outcomes.resolved);
      ASSERT_EQ(before.outcomes.marks, after.outcomes.marks);
      ASSERT_EQ(before.outcomes.declined, after.outcomes.declined);
      ASSERT_EQ(before.events, after.events);
      ASSERT_EQ(ends_of_visits(before), ends_of_visits(after));
      ASSERT_EQ(before.rounds.walked, after.rounds.walked);
      for (const RoundOutcomes::Walked& walked : before.rounds.walked)
        held_or_walked += walked.centimetres > 0 || walked.manned.value > 0;
      for (const RequestId request : core::ids<RequestId>(before.requests.size())) {
        const ResponderId who = before.outcomes.responder[request];
        ASSERT_EQ(after.outcomes.responder[request], who.valid() ? ResponderId(worker_number[who.value()]) : who);
        dispatched += who.valid() ? 1 : 0;
      }
    }
  }
  EXPECT_GT(dispatched, 10'000U);
  EXPECT_GT(held_or_walked, 50U);
}

/// Twelve equal grids in a ring, one worker each, every one like the next but turned by 30 degrees.
Draft ring() {
  constexpr std::size_t count = 12;
  Draft draft{.grids = count, .buildings = {}, .workers = {}, .borders = {}};
  for (std::size_t grid = 0; grid < count; ++grid) {
    const double angle = 2 * 3.14159265358979 * static_cast<double>(grid) / count;
    const auto at = [&](double out, double along) {
      return Position{std::cos(angle) * out - std::sin(angle) * along - 2000, std::sin(angle) * out + std::cos(angle) * along};
    };
    for (const double along : {-170.0, -60.0, 15.0, 130.0}) draft.buildings.emplace_back(grid, at(900 + along / 3, along));
    draft.workers.push_back({grid, at(950, 5), {"daily 08:00-18:00"}});
    draft.borders.emplace_back(grid, (grid + 1) % count);
  }
  return draft;
}

/// Of the requests of each grid that were ordered at night.
struct Night {
  std::vector<double> requests = std::vector<double>(12);
  std::vector<double> helped = std::vector<double>(12);
  double later = 0;         ///< found another one of their grid waiting since the evening
  double helped_later = 0;  ///< and these were helped
};

Night nights_of(const SimulationInputs& inputs, const Trace& trace) {
  Night night;
  std::vector<std::int64_t> last(12, -1);  // the morning that the grid's request before waited for
  for (const RequestId request : core::ids<RequestId>(trace.requests.size())) {
    const ResponderId who = trace.outcomes.responder[request];
    if (trace.outcomes.within_shift[request] != 0 || !who.valid()) continue;
    const std::size_t grid = inputs.grid_of_building[trace.requests.building[request]].value();
    const std::int64_t morning = (trace.requests.opened[request] + hour_length * 16).value / day_length.value;
    const bool later = morning == std::exchange(last[grid], morning);
    const bool helped = inputs.responders.grid[who].value() != grid;
    night.requests[grid] += 1;
    night.helped[grid] += helped ? 1 : 0;
    night.later += later ? 1 : 0;
    night.helped_later += helped && later ? 1 : 0;
  }
  return night;
}

// Requests of the night all wait for one moment: each grid's worker takes the oldest, idle neighbours take what is left. So
// they are helped as often as they are not the first of their grid, 1 - (1 - e^-m) / m for m a night, and no more in one grid
// than in another.
TEST(Fairness, EqualGridsInARingAreHelpedEquallyAndOnlyBeyondTheirFirstRequestOfTheNight) {
  constexpr double days = 2000;
  constexpr double a_day = 1.2;  // of a grid
  const Draft draft = ring();
  const SimulationInputs inputs =
      draft.build(as_drawn(12), as_drawn(12), days, a_day * 365 / 4, "own grid, then neighbours").finished();
  const Night night = nights_of(inputs, Simulator(inputs).run(core::Seed(1), 0, KeepLog::no));
  const double requests = std::accumulate(night.requests.begin(), night.requests.end(), 0.0);
  const double helped = std::accumulate(night.helped.begin(), night.helped.end(), 0.0);
  const double share = helped / requests;

  double chi_square = 0;
  for (std::size_t grid = 0; grid < 12; ++grid) {
    const double expected = share * night.requests[grid];
    chi_square += std::pow(night.helped[grid] - expected, 2) / (expected * (1 - share));
  }
  EXPECT_LT(chi_square, 31.3) << "one in a thousand, 11 degrees of freedom";

  const double m = a_day * 14 / 24;
  const double not_first = 1 - (1 - std::exp(-m)) / m;
  EXPECT_NEAR(night.later / requests, not_first, 4 * std::sqrt(not_first / requests));
  EXPECT_EQ(night.helped_later, helped) << "the first of the night is never helped";
  EXPECT_GT(helped, 0.7 * night.later) << "most of the others are";
}

}  // namespace
}  // namespace wangge::simulation
