#pragma once

#include "engine/core/random.h"
#include "engine/simulation/loop/simulator.h"
#include "tests/unit/simulation/small_town.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Small towns drawn at random, of a seed, in which whatever can happen does.
namespace wangge::simulation {

using testing::SmallTown;

inline SmallTown random_town(std::uint64_t seed) {
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

/// Departments with and without hours; a kind calls some of them after visits, or after a level.
inline void blow_whistles(SmallTown& town, std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "whistles", 0);
  auto& inputs = town.inputs;
  const auto office = WeeklyShifts::parse(std::vector<std::string>{"mon-fri 08:00-17:00"});
  inputs.departments.push_back({.name = "housing", .reports = testing::exponential(4000)});
  inputs.departments.push_back({.name = "police", .reports = testing::exponential(2000)});
  inputs.departments.push_back({.name = "office", .reports = testing::exponential(3000), .hours = office});
  for (RequestKind& kind : inputs.kinds) {
    Life::Whistle& whistle = kind.life.whistle;
    whistle = {.share = 0.5 * luck.uniform(), .within = testing::seconds(5000), .takes = testing::exponential(3000)};
    for (const DepartmentId id : core::ids<DepartmentId>(3)) {
      if (luck.below(2) == 0 || (id.value() == 2 && whistle.departments.empty())) whistle.departments.push_back(id);
    }
    whistle.grace = testing::seconds(2000 * luck.below(2));
    if (const std::uint32_t after = luck.below(5); after < 3) whistle.after = static_cast<std::uint8_t>(after);
  }
}

/// Some levels have offices with few desks: the community one for each grid, those above one for all.
inline void open_offices(SmallTown& town, std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "offices", 0);
  core::Stream day(core::Seed(seed), 0, "office hours", 0);
  auto& inputs = town.inputs;
  for (const char* name : {"community", "town", "city"}) {
    if (luck.below(4) == 0) continue;
    OfficeLevel level{.name = name, .desks = 1 + luck.below(2)};
    if (luck.below(2) == 0) level.takes = testing::exponential(6000);
    if (day.below(2) == 0)
      level.hours =
          WeeklyShifts::parse(std::vector<std::string>{"mon-fri 09:00-12:00", "mon-fri 14:00-17:30", "sun 22:00-02:00"});
    for (const GridId grid : core::ids<GridId>(inputs.grids.size())) {
      const bool own = level.codes.empty() || level.name == "community";
      if (own) level.codes.push_back(inputs.grids[grid]);
      level.of_grid.push_back(static_cast<std::uint32_t>(level.codes.size() - 1));
    }
    for (RequestKind& kind : inputs.kinds) {
      for (auto& step : kind.life.escalate.levels) {
        if (step.name == name) step.offices = static_cast<std::uint32_t>(inputs.offices.size());
      }
    }
    inputs.offices.push_back(std::move(level));
  }
}

/// A department hands down matters of the first kind, of which one half is on its admission list.
inline void hand_matters_down(SmallTown& town) {
  auto& inputs = town.inputs;
  RequestKind matter = inputs.kinds[KindId(0)];
  matter.name += " (office)";
  matter.handed_down_by = DepartmentId(2);
  matter.luck = 0x80000001U;
  inputs.kinds.push_back(matter);
  matter.name += ", refused";
  matter.luck = 0x80000002U;
  matter.refused_per_year = matter.per_year;
  std::fill(matter.per_year.begin(), matter.per_year.end(), 0.0);
  inputs.kinds.push_back(std::move(matter));
}

/// The same with everything that can happen to a request and to a responder.
inline SmallTown eventful_town(std::uint64_t seed) {
  SmallTown town = random_town(seed);
  core::Stream luck(core::Seed(seed), 0, "eventful", 0);
  auto& inputs = town.inputs;
  inputs.policy = dispatch_policy_names()[seed % dispatch_policy_names().size()];
  inputs.dispatch.decline = 0.2 * luck.uniform();
  if (luck.below(2) == 0) inputs.dispatch.accept_timeout = testing::seconds(200);
  inputs.dispatch.match_skills = luck.below(2) == 0;
  inputs.dispatch.restart_interrupted = luck.below(2) == 0;
  const ShiftsId breaks =
      inputs.shifts.push_back(WeeklyShifts::parse(std::vector<std::string>{"daily 10:00-10:20", "daily 21:00-21:30"}));
  inputs.responder_kinds.push_back({.name = "worker"});
  inputs.responder_kinds.push_back({.name = "mediator", .skills = {1}, .decline = 0.5, .breaks = breaks});
  inputs.responder_kinds.push_back({.name = "walker", .skills = {2}, .patrols = true});
  inputs.responder_kinds.push_back({.name = "volunteer", .scope = 2, .skills = {3}, .present = 0.6, .breaks = breaks});
  for (const ResponderId id : core::ids<ResponderId>(inputs.responders.size())) {
    const bool ends = inputs.shifts[inputs.responders.shifts[id]].next_end(core::Millis(0)).has_value();
    inputs.responders.kind.push_back(ResponderKindId(luck.below(ends ? 4 : 3)));
  }
  for (RequestKind& kind : inputs.kinds) {
    Life& life = kind.life;
    life.priority = static_cast<int>(luck.below(3));
    life.needs = {luck.below(4)};
    if (luck.below(2) == 0) life.hear = testing::exponential(60);
    if (luck.below(2) == 0) life.classify = testing::constant(30);
    life.help = {.share = 0.3 * luck.uniform(), .takes = testing::exponential(1800), .by_colleague = luck.below(2) == 0};
    life.deliberate = {.share = 0.2, .takes = testing::exponential(7200)};
    if (luck.below(2) == 0) life.feed_back = testing::exponential(3600);
    life.rate = {.share = 0.5, .stars = {1, 0, 2, 4, 8}};
    life.reopen = {.share = 0.1, .after = testing::exponential(7200), .most = 2};
    life.escalate = {.share = 0.3,
                     .levels = {{.name = "community", .tries = 3, .takes = testing::exponential(5000), .settled = 0.2},
                                {.name = "town",
                                 .tries = 2,
                                 .takes = testing::exponential(9000),
                                 .settled = 0.3,
                                 .within = testing::seconds(12'000),
                                 .hand_back = 0.3},
                                {.name = "city", .takes = testing::constant(7000), .settled = 0.3, .hand_back = 0.2}},
                     .visit_after = {}};
    if (luck.below(2) == 0) life.escalate.visit_after = testing::seconds(20'000);
    life.escalate.levels[0].hand_back = 0.2 * static_cast<double>(luck.below(2));
  }
  blow_whistles(town, seed);
  open_offices(town, seed);
  hand_matters_down(town);
  return town;
}

}  // namespace wangge::simulation
