#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/siting/location/centre_money.h"
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
/// capacities, both or neither, and rooms that are kept for one level.
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
  return levels;
}

/// All of it tried: centres of each level in turn, those of the levels below as cheap as can be, then further sites.
class BruteForce {
 public:
  explicit BruteForce(const LevelsTask& levels) : in_(levels), task_(levels.task) {}

  /// Ways at the lowest level, and of each level's centres; nothing where any step has no choice.
  struct Answer {
    std::vector<double> ways;
    double all = 0;
    double free = 0;
  };
  std::optional<Answer> run() {
    std::set<std::size_t> paid;
    double fixed = 0;
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      if (!task_.sites[site].fixed) continue;
      paid.insert(site.value());
      fixed += task_.sites[site].cost;
    }
    if (task_.budget && fixed > *task_.budget) return std::nullopt;
    Answer answer;
    std::set<std::size_t> paid_above = paid;
    std::vector<SiteId> centres;
    for (std::size_t level = 0; level < in_.levels.size(); ++level) {
      paid_above = paid;
      std::optional<double> best;
      std::vector<SiteId> chosen;
      each(level, [&](const std::vector<SiteId>& some) {
        std::set<std::size_t> with = paid;
        for (const SiteId site : some) with.insert(site.value());
        if (task_.budget && cheapest_below(level + 1, with) > *task_.budget + 1e-9) return;
        const double ways = ways_of(level, some);
        if (best && ways >= *best) return;
        best = ways;
        chosen = some;
      });
      if (!best) return std::nullopt;
      answer.ways.push_back(*best);
      for (const SiteId site : chosen) paid.insert(site.value());
      centres = chosen;
    }
    const std::size_t most = centres.size() + (in_.further ? *in_.further : task_.budget ? task_.sites.size() : 0);
    answer.all = least(centres, paid, most, task_.budget ? std::optional(*task_.budget) : std::nullopt, true);
    answer.free = least({}, paid_above, most, task_.budget, false);
    if (answer.all == no_way) return std::nullopt;
    return answer;
  }

 private:
  [[nodiscard]] double cost_of(const std::set<std::size_t>& sites) const {
    double sum = 0;
    for (const std::size_t site : sites) sum += task_.sites[SiteId(site)].cost;
    return sum;
  }

  /// Whether an area's centre leaves room: some further sites of the area hold its demand with it.
  [[nodiscard]] bool roomy(SiteId centre, std::size_t area) const {
    const CentreLevel& lowest = in_.levels.back();
    double demand = 0;
    for (const DemandId point : core::ids<DemandId>(task_.weights.size())) {
      if (lowest.demand_area[point] == QuarterId(area)) demand += task_.weights[point];
    }
    const std::size_t most = in_.further ? *in_.further : task_.budget ? task_.sites.size() : 0;
    for (std::uint32_t set = 0; set < (1U << task_.sites.size()); ++set) {
      double room = task_.sites[centre].capacity.value_or(no_way);
      std::size_t count = 0;
      bool own = true;
      for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
        if ((set >> site.value() & 1U) == 0) continue;
        own = own && site != centre && lowest.site_area[site] == QuarterId(area);
        room += task_.sites[site].capacity.value_or(no_way);
        ++count;
      }
      if (own && count <= most && room >= demand) return true;
    }
    return false;
  }

  void each(std::size_t level, const std::function<void(const std::vector<SiteId>&)>& take) const {
    const CentreLevel& centres = in_.levels[level];
    const bool lowest = level + 1 == in_.levels.size();
    std::vector<std::vector<SiteId>> offers(centres.areas);
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      const bool offered = centres.sites.empty() || std::count(centres.sites.begin(), centres.sites.end(), site) > 0;
      const std::size_t area = centres.site_area[site].value();
      if (offered && (!lowest || roomy(site, area))) offers[area].push_back(site);
    }
    std::vector<SiteId> chosen;
    const std::function<void(std::size_t)> go = [&](std::size_t area) {
      if (area == offers.size()) return take(chosen);
      for (const SiteId site : offers[area]) {
        chosen.push_back(site);
        go(area + 1);
        chosen.pop_back();
      }
    };
    go(0);
  }

  [[nodiscard]] double cheapest_below(std::size_t level, const std::set<std::size_t>& paid) const {
    if (level == in_.levels.size()) return cost_of(paid);
    double least = no_way;
    each(level, [&](const std::vector<SiteId>& some) {
      std::set<std::size_t> with = paid;
      for (const SiteId site : some) with.insert(site.value());
      least = std::min(least, cheapest_below(level + 1, with));
    });
    return least;
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

  [[nodiscard]] double least(const std::vector<SiteId>& centres, const std::set<std::size_t>& paid, std::size_t most,
                             std::optional<double> budget, bool rooms) const {
    double found = no_way;
    for (std::uint32_t set = 0; set < (1U << task_.sites.size()); ++set) {
      std::vector<SiteId> chosen;
      std::set<std::size_t> with = paid;
      bool kept = true;
      for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
        const bool in = (set >> site.value() & 1U) != 0;
        const bool must = task_.sites[site].fixed || std::count(centres.begin(), centres.end(), site) > 0;
        kept = kept && (in || !must);
        if (!in) continue;
        chosen.push_back(site);
        with.insert(site.value());
      }
      if (!kept || chosen.size() > most || (budget && cost_of(with) > *budget + 1e-9)) continue;
      std::vector<double> room;
      for (const Candidate& site : task_.sites) room.push_back(site.capacity.value_or(no_way));
      found = std::min(found, assigned(chosen, 0, room, rooms));
    }
    return found;
  }

  const LevelsTask& in_;
  const SitingTask& task_;
};

TEST(Levels, EqualBruteForceWithBudgetsAndCapacities) {
  int solved = 0;
  int refused = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
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

TEST(CentreMoney, EqualsBruteForceAndKeepsItsBound) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    core::Stream luck(core::Seed(seed), 0, "test.money", 0);
    std::vector<std::vector<CentreOption>> areas(2 + luck.below(5));
    std::uint32_t next = 0;
    for (auto& options : areas) {
      const std::uint32_t count = 1 + luck.below(5);
      for (std::uint32_t i = 0; i < count; ++i)
        options.push_back({SiteId(next++), static_cast<double>(luck.below(20)), static_cast<double>(luck.below(10))});
    }
    const double money = luck.below(30);
    double best = no_way;
    const std::function<void(std::size_t, double, double)> go = [&](std::size_t area, double ways, double spent) {
      if (spent > money) return;
      if (area == areas.size()) {
        best = std::min(best, ways);
        return;
      }
      for (const CentreOption& option : areas[area]) go(area + 1, ways + option.ways, spent + option.money);
    };
    go(0, 0, 0);
    const auto found = choose_centres(areas, money, 1'000'000);
    ASSERT_EQ(found.has_value(), best < no_way);
    if (!found) continue;
    EXPECT_TRUE(found->proven);
    EXPECT_NEAR(found->ways, best, 1e-9);
    const auto hasty = choose_centres(areas, money, seed % 7);
    ASSERT_TRUE(hasty.has_value());
    EXPECT_GE(hasty->ways, best - 1e-9);
    EXPECT_LE(hasty->bound, best + 1e-9);
  }
}

}  // namespace
}  // namespace wangge::siting
