#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/siting/location/nested.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace wangge::siting {
namespace {

/// A district of two towns and three or four communities, five to seven rooms, drawn by seed, no two ways alike; budgets,
/// capacities, both or neither, fixed sites, and rooms that are kept for one level.
LevelsTask random_levels(std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "test.levels", 0);
  LevelsTask levels;
  SitingTask& task = levels.task;
  const std::size_t sites = 5 + luck.below(3);
  const std::size_t demands = 4 + luck.below(3);
  const std::uint32_t communities = 3 + luck.below(2);
  std::vector<double> lengths;
  for (std::size_t pair = 0; pair < sites * demands; ++pair) lengths.push_back(12 * luck.uniform());
  task.lengths = LengthTable(sites, demands, std::move(lengths));
  double all = 0;
  for (std::size_t demand = 0; demand < demands; ++demand) {
    task.weights.push_back(1 + luck.below(6));
    all += task.weights[DemandId(demand)];
  }
  const std::uint64_t kind = seed % 4;  // bit 0: a budget, bit 1: capacities
  for (std::size_t site = 0; site < sites; ++site) {
    Candidate candidate;
    candidate.cost = 1 + luck.below(9);
    if ((kind & 2U) != 0 && luck.below(5) != 0) candidate.capacity = std::floor(all * (0.15 + 0.5 * luck.uniform()));
    candidate.fixed = luck.below(12) == 0;
    task.sites.push_back(candidate);
  }
  if ((kind & 1U) != 0) task.budget = 6 + luck.below(30);
  core::Column<SiteId, QuarterId> of_site;
  core::Column<DemandId, QuarterId> of_demand;
  for (std::size_t site = 0; site < sites; ++site)
    of_site.push_back(QuarterId(site < communities ? site : luck.below(communities)));
  for (std::size_t demand = 0; demand < demands; ++demand)
    of_demand.push_back(QuarterId(demand < communities ? demand : luck.below(communities)));
  const auto level = [&](std::size_t areas, const std::function<std::size_t(std::size_t)>& up) {
    CentreLevel made{.site_area = {}, .demand_area = {}, .areas = areas};
    for (const QuarterId own : of_site) made.site_area.push_back(QuarterId(up(own.value())));
    for (const QuarterId own : of_demand) made.demand_area.push_back(QuarterId(up(own.value())));
    return made;
  };
  levels.levels.push_back(level(1, [](std::size_t) { return std::size_t{0}; }));
  levels.levels.push_back(level(2, [](std::size_t own) { return own < 2 ? std::size_t{0} : std::size_t{1}; }));
  levels.levels.push_back(level(communities, [](std::size_t own) { return own; }));
  if (luck.below(3) == 0) {
    for (std::size_t site = 0; site + 1 < sites; ++site) levels.levels[0].sites.push_back(SiteId(site));
  }
  if (luck.below(3) != 0 || !task.budget) levels.further = luck.below(3);
  if (luck.below(4) == 0) {
    // The last room serves the district alone.
    for (std::size_t site = 0; site + 1 < sites; ++site) levels.for_further.push_back(SiteId(site));
    levels.levels[1].sites = levels.levels[2].sites = levels.for_further;
    levels.levels[0].sites.clear();
  }
  return levels;
}

/// All of it tried: at each level the centres with the least ways that leave money, further sites and room for all that follows.
class BruteForce {
 public:
  explicit BruteForce(const LevelsTask& levels) : in_(levels), task_(levels.task), ways_(1U << task_.sites.size(), no_way) {
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      if (task_.sites[site].fixed) fixed_ |= 1U << site.value();
      if (further(site)) may_ |= 1U << site.value();
    }
    most_ = in_.further ? *in_.further : task_.budget ? task_.sites.size() : 0;
    for (std::uint32_t set = 0; set < ways_.size(); ++set) {
      std::vector<double> room;
      for (const Candidate& site : task_.sites) room.push_back(site.capacity.value_or(no_way));
      ways_[set] = assigned(members(set), 0, room, true);
    }
  }

  /// Ways at the lowest level, and of each level's centres; nothing where any step has no choice.
  struct Answer {
    std::vector<double> ways;
    double all = 0;
    double free = 0;
  };
  std::optional<Answer> run() {
    if (task_.budget && cost_of(fixed_) > *task_.budget) return std::nullopt;
    Answer answer;
    std::uint32_t paid = fixed_;
    std::uint32_t above = 0;
    std::uint32_t taken = 0;
    for (std::size_t level = 0; level < in_.levels.size(); ++level) {
      above = paid;
      std::optional<double> best;
      std::uint32_t chosen = 0;
      each(level, [&](std::uint32_t some, const std::vector<SiteId>& centres) {
        const double ways = ways_of(level, centres);
        if (ways == no_way || (best && ways >= *best) || !ends(level + 1, paid | some, taken | some, some)) return;
        best = ways;
        chosen = some;
      });
      if (!best) return std::nullopt;
      answer.ways.push_back(*best);
      paid |= chosen;
      taken |= chosen;
      centres_ = chosen;
    }
    answer.all = lowest(paid, centres_, true);
    answer.free = lowest(above, 0, false);
    return answer;
  }

 private:
  [[nodiscard]] bool further(SiteId site) const {
    return in_.for_further.empty() || std::count(in_.for_further.begin(), in_.for_further.end(), site) > 0;
  }
  [[nodiscard]] std::vector<SiteId> members(std::uint32_t set) const {
    std::vector<SiteId> list;
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      if ((set >> site.value() & 1U) != 0) list.push_back(site);
    }
    return list;
  }
  [[nodiscard]] double cost_of(std::uint32_t set) const {
    double sum = 0;
    for (const SiteId site : members(set)) sum += task_.sites[site].cost;
    return sum;
  }

  void each(std::size_t level, const std::function<void(std::uint32_t, const std::vector<SiteId>&)>& take) const {
    const CentreLevel& centres = in_.levels[level];
    std::vector<std::vector<SiteId>> offers(centres.areas);
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      const bool offered = centres.sites.empty() || std::count(centres.sites.begin(), centres.sites.end(), site) > 0;
      if (offered) offers[centres.site_area[site].value()].push_back(site);
    }
    std::vector<SiteId> chosen;
    const std::function<void(std::size_t, std::uint32_t)> go = [&](std::size_t area, std::uint32_t set) {
      if (area == offers.size()) return take(set, chosen);
      for (const SiteId site : offers[area]) {
        chosen.push_back(site);
        go(area + 1, set | 1U << site.value());
        chosen.pop_back();
      }
    };
    go(0, 0);
  }

  /// Whether centres from this level on, and further sites, can be had that keep to everything. `taken`: centres so far.
  [[nodiscard]] bool ends(std::size_t level, std::uint32_t paid, std::uint32_t taken, std::uint32_t last) const {
    if (level == in_.levels.size()) return (fixed_ & ~may_ & ~taken) == 0 && lowest(paid, last, true) < no_way;
    bool found = false;
    each(level, [&](std::uint32_t some, const std::vector<SiteId>& centres) {
      found = found || (ways_of(level, centres) < no_way && ends(level + 1, paid | some, taken | some, some));
    });
    return found;
  }

  [[nodiscard]] double ways_of(std::size_t level, const std::vector<SiteId>& centres) const {
    double sum = 0;
    for (const DemandId point : core::ids<DemandId>(task_.weights.size())) {
      const std::size_t area = in_.levels[level].demand_area[point].value();
      sum += task_.weights[point] * task_.lengths(centres[area], point);
    }
    return sum;
  }

  [[nodiscard]] double assigned(const std::vector<SiteId>& sites, std::size_t demand, std::vector<double>& room,
                                bool rooms) const {
    if (demand == task_.weights.size()) return 0;
    const DemandId point(demand);
    double least = no_way;
    for (const SiteId site : sites) {
      if (in_.levels.back().site_area[site] != in_.levels.back().demand_area[point]) continue;
      if (rooms && room[site.value()] < task_.weights[point]) continue;
      room[site.value()] -= task_.weights[point];
      least = std::min(least, task_.weights[point] * task_.lengths(site, point) + assigned(sites, demand + 1, room, rooms));
      room[site.value()] += task_.weights[point];
    }
    return least;
  }

  /// The least ways at the lowest level, with those centres and what is paid.
  [[nodiscard]] double lowest(std::uint32_t paid, std::uint32_t centres, bool rooms) const {
    const std::size_t most = in_.levels.back().areas + most_;
    const std::uint32_t must = centres | (fixed_ & may_);
    double found = no_way;
    for (std::uint32_t set = 0; set < ways_.size(); ++set) {
      if ((set & must) != must || (set & ~may_ & ~centres) != 0 || members(set).size() > most) continue;
      if (task_.budget && cost_of(paid | set) > *task_.budget + 1e-9) continue;
      std::vector<double> room(task_.sites.size(), no_way);
      found = std::min(found, rooms ? ways_[set] : assigned(members(set), 0, room, false));
    }
    return found;
  }

  const LevelsTask& in_;
  const SitingTask& task_;
  std::vector<double> ways_;   ///< of each set of sites at the lowest level, within the capacities
  std::uint32_t fixed_ = 0;    ///< sets of sites, a bit each
  std::uint32_t may_ = 0;      ///< those that may stand beside a lowest centre
  std::uint32_t centres_ = 0;  ///< of the lowest level
  std::size_t most_ = 0;
};

TEST(Levels, EqualBruteForceWithBudgetsAndCapacities) {
  int solved = 0;
  int refused = 0;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    const LevelsTask task = random_levels(seed);
    const std::optional<BruteForce::Answer> best = BruteForce(task).run();
    if (!best) {
      ++refused;
      EXPECT_THROW(static_cast<void>(solve_levels(task, {})), core::Error);
      continue;
    }
    ++solved;
    const LevelsAnswer answer = solve_levels(task, {});
    for (std::size_t level = 0; level < task.levels.size(); ++level) {
      double ways = 0;
      for (const SitingAnswer& area : answer.centres[level]) {
        ways += area.cost;
        EXPECT_LE(area.bound, area.cost + 1e-9);
        EXPECT_NEAR(area.bound, area.cost, 1e-9 * (1 + area.cost)) << "given what the others take";
        EXPECT_EQ(area.stopped_by, StoppedBy::proof);
      }
      EXPECT_NEAR(ways, best->ways[level], 1e-9) << "level " << level;
    }
    EXPECT_NEAR(answer.all.cost, best->all, 1e-9);
    EXPECT_NEAR(answer.all.bound, best->all, 1e-7);
    EXPECT_LE(answer.free_bound, best->free + 1e-9);
    EXPECT_LE(answer.free_bound, best->all + 1e-9);
    double spent = 0;
    std::set<std::size_t> all;
    for (const auto& level : answer.centres) {
      for (const SitingAnswer& area : level) {
        for (const SiteId site : area.sites) all.insert(site.value());
      }
    }
    for (const SiteId site : answer.all.sites) all.insert(site.value());
    for (const std::size_t site : all) spent += task.task.sites[SiteId(site)].cost;
    EXPECT_LE(spent, task.task.budget.value_or(no_way) + 1e-9);
    std::vector<double> load(task.task.sites.size(), 0);
    for (const DemandId point : core::ids<DemandId>(task.task.weights.size()))
      load[answer.all.served_by[point].value()] += task.task.weights[point];
    for (std::size_t site = 0; site < load.size(); ++site)
      EXPECT_LE(load[site], task.task.sites[SiteId(site)].capacity.value_or(no_way));
  }
  EXPECT_GT(solved, 100);
  EXPECT_GT(refused, 20);
}

/// One community of homes at 0 and 10 with 5 people each, rooms at both and in the middle.
LevelsTask one_community() {
  LevelsTask levels;
  levels.task.lengths = LengthTable(3, 2, {0, 10, 10, 0, 5, 5});
  levels.task.sites.push_back({.name = "west", .cost = 4});
  levels.task.sites.push_back({.name = "east", .cost = 6});
  levels.task.sites.push_back({.name = "middle", .cost = 5});
  levels.task.weights = core::Column<DemandId, double>(std::vector<double>{5, 5});
  CentreLevel level{.site_area = core::Column<SiteId, QuarterId>(3, QuarterId(0)),
                    .demand_area = core::Column<DemandId, QuarterId>(2, QuarterId(0)),
                    .areas = 1,
                    .sites = {},
                    .names = {"07 Rosengasse"}};
  levels.levels = {level};
  levels.further = 1;
  return levels;
}

std::string refusal(const LevelsTask& task) {
  try {
    static_cast<void>(solve_levels(task, {}));
  } catch (const core::Error& error) {
    return error.message().en;
  }
  return "not refused";
}

TEST(Levels, SpendTheBudgetByHand) {
  LevelsTask task = one_community();
  task.task.budget = 10;  // the west room as centre (the first of equal ways), and the east one for what is left
  LevelsAnswer answer = solve_levels(task, {});
  EXPECT_EQ(answer.centres[0][0].sites, std::vector<SiteId>{SiteId(0)});
  EXPECT_EQ(answer.all.sites, (std::vector<SiteId>{SiteId(0), SiteId(1)}));
  EXPECT_EQ(answer.all.cost, 0);
  task.task.budget = 9;  // the middle room is what can be paid beside it
  answer = solve_levels(task, {});
  EXPECT_EQ(answer.all.sites, (std::vector<SiteId>{SiteId(0), SiteId(2)}));
  EXPECT_EQ(answer.all.cost, 25);
  task.task.budget = 3;
  EXPECT_EQ(
      refusal(task),
      "the budget of 3 does not pay for the centres of all levels: the cheapest cost 4 (of which fixed sites and the centres "
      "of higher levels 0)");
}

TEST(Levels, NameWhatHasTooLittleRoom) {
  LevelsTask task = one_community();
  for (Candidate& site : task.task.sites) site.capacity = 5;
  LevelsAnswer answer = solve_levels(task, {});
  EXPECT_EQ(answer.all.cost, 0);
  for (Candidate& site : task.task.sites) site.capacity = 4;
  EXPECT_EQ(refusal(task),
            "07 Rosengasse has too little room: its demand is 10, and its centre with at most 1 further sites holds 8");
}

TEST(Levels, LeaveMoneyForTheSitesThatCapacitiesAskFor) {
  // The middle room is the best centre; west and east alone hold everybody for 10, and with the middle one they cost 15.
  LevelsTask task = one_community();
  task.task.lengths = LengthTable(3, 2, {0, 10, 10, 0, 4, 4});
  task.task.sites[SiteId(0)].capacity = 5;
  task.task.sites[SiteId(1)].capacity = 5;
  task.task.sites[SiteId(2)].capacity = 4;
  task.further = 2;
  task.task.budget = 15;
  EXPECT_EQ(solve_levels(task, {}).centres[0][0].sites, std::vector<SiteId>{SiteId(2)});
  task.task.budget = 14;
  const LevelsAnswer answer = solve_levels(task, {});
  EXPECT_EQ(answer.centres[0][0].sites, std::vector<SiteId>{SiteId(0)});
  EXPECT_EQ(answer.all.sites, (std::vector<SiteId>{SiteId(0), SiteId(1)}));
  task.task.budget = 9;
  EXPECT_EQ(
      refusal(task),
      "the budget of 9 does not pay for the centres of all levels and the sites that their capacities ask for: the cheapest "
      "cost 10 (of which fixed sites and the centres of higher levels 0)");
}

TEST(Levels, TakeFixedSitesAsCentresWhereNoFurtherOnesAreAskedFor) {
  LevelsTask task = one_community();
  task.task.lengths = LengthTable(3, 2, {0, 10, 10, 0, 4, 4});
  task.task.sites[SiteId(0)].fixed = true;
  LevelsAnswer answer = solve_levels(task, {});
  EXPECT_EQ(answer.centres[0][0].sites, std::vector<SiteId>{SiteId(2)}) << "the fixed one is the further one";
  EXPECT_EQ(answer.all.sites, (std::vector<SiteId>{SiteId(0), SiteId(2)}));
  task.further = 0;
  answer = solve_levels(task, {});
  EXPECT_EQ(answer.centres[0][0].sites, std::vector<SiteId>{SiteId(0)}) << "the fixed one is the centre";
  EXPECT_EQ(answer.all.sites, std::vector<SiteId>{SiteId(0)});
  task.task.sites[SiteId(1)].fixed = true;
  EXPECT_EQ(refusal(task), "07 Rosengasse has 2 fixed sites, too many for its centre and the 0 further sites asked for");
}

TEST(Levels, StandFixedSitesOfAHigherLevelAsItsCentre) {
  LevelsTask task = one_community();
  task.levels.push_back(task.levels.front());
  task.for_further = task.levels[1].sites = {SiteId(0), SiteId(2)};
  task.task.sites[SiteId(1)].fixed = true;
  const LevelsAnswer answer = solve_levels(task, {});
  EXPECT_EQ(answer.centres[0][0].sites, std::vector<SiteId>{SiteId(1)});
  EXPECT_EQ(answer.centres[1][0].sites, std::vector<SiteId>{SiteId(0)});
  task.for_further = task.levels[1].sites = {SiteId(2)};
  task.levels[0].sites = {SiteId(0), SiteId(1)};
  task.task.sites[SiteId(0)].fixed = true;
  EXPECT_EQ(refusal(task), "the fixed sites west and east can both only be the centre of 07 Rosengasse, and an area has one");
}

}  // namespace
}  // namespace wangge::siting
