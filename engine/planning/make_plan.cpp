#include "engine/planning/make_plan.h"

#include "engine/core/parallel.h"
#include "engine/planning/dedicated/fixed_grids.h"
#include "engine/planning/draft.h"
#include "engine/planning/grid_counts.h"
#include "engine/planning/lands.h"
#include "engine/planning/node_ways.h"
#include "engine/planning/plan_assembler.h"
#include "engine/planning/region_search.h"
#include "engine/planning/repair.h"
#include "engine/planning/search_graph.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace wangge::planning {
namespace {

using territory::Territory;

/// Independent searches of each region; the best is kept.
constexpr std::uint32_t first_runs = 3;
/// Further searches where repair leaves a region with a grid out of range: each with twice the first effort, then with other
/// counts.
constexpr std::uint32_t further_runs = 4;
constexpr std::size_t other_counts = 2;
/// Regions that are asked at a time whether they can give or take a grid, beside the grids that are missing.
constexpr std::size_t asked_at_once = 6;
/// Smaller regions are searched as if they had so many nodes; tiny ones as if they had twice as many, and more often: it costs
/// little, and a single search of a region without room is soon stuck.
constexpr std::size_t small_region = 100;
constexpr std::size_t tiny_region = 60;
constexpr std::uint32_t tiny_runs = 8;

struct Region {
  AreaId area;
  SearchGraph graph;
  std::vector<std::int64_t> counts;  ///< of grids, to try in this order
  bool count_given = false;          ///< by the planner: the one in `counts`, no other
  bool of_total = false;             ///< the given count is a share of the total alone: another region may take some of it
  CountRange possible{};             ///< counts that sizes allow
  std::uint64_t proposals = 0;       ///< of one search
  SearchRun run;                     ///< of the best so far
  Best best;

  [[nodiscard]] std::uint32_t parts(std::size_t choice) const {
    return static_cast<std::uint32_t>(std::min<std::int64_t>(counts[choice], static_cast<std::int64_t>(graph.size())));
  }
};

/// Nodes that a search of so many is paid for.
std::size_t searched_as(std::size_t nodes) { return nodes < tiny_region ? 2 * small_region : std::max(nodes, small_region); }

PlanAssembler::Grids grids_of_fixed(const std::vector<CellId>& cells, const FixedGrids& fixed) {
  std::map<FixedId, std::vector<CellId>> own;
  for (const CellId cell : cells) {
    if (fixed.of(cell).valid()) own[fixed.of(cell)].push_back(cell);
  }
  PlanAssembler::Grids grids;
  for (auto& [id, members] : own) grids.push_back(std::move(members));
  return grids;
}

/// The planner's numbers of grids in place of those by size.
void count_as_wished(const Territory& territory, const PlanningInputs& inputs, const FixedGrids& fixed,
                     std::vector<Region>& regions) {
  std::vector<CountedLand> lands;
  for (const Region& region : regions) {
    CountedLand& land = lands.emplace_back();
    land.area = region.area;
    for (const SearchGraph::NodeRow& node : region.graph.nodes) land.work += node.work;
    land.usual = region.parts(0);
    land.possible = possible_counts(region.graph, inputs.rules.households);
    land.most = static_cast<std::int64_t>(region.graph.size());
  }
  core::Column<AreaId, std::int64_t> standing(territory.areas.size(), 0);
  for (const AreaId area : core::ids<AreaId>(territory.areas.size()))
    standing[area] = static_cast<std::int64_t>(grids_of_fixed(territory.cells_of_area[area], fixed).size());
  const auto counts = wished_counts(lands, standing, inputs.counts, inputs.rules.households);
  for (std::size_t i = 0; i < regions.size(); ++i) {
    if (!counts[i]) continue;
    Region& region = regions[i];
    region.counts = {*counts[i]};
    region.count_given = true;
    region.of_total = inputs.counts.total && (inputs.counts.of_area.empty() || !inputs.counts.of_area[region.area]);
    region.possible = lands[i].possible;
  }
}

/// What is left to draw: regions by area.
std::vector<Region> make_regions(const Territory& territory, const PlanningInputs& inputs, const FixedGrids& fixed) {
  const Lands lands = around(territory, fixed, build_lands(territory, inputs.rules.households));
  std::vector<Region> regions;
  for (const AreaId area : core::ids<AreaId>(territory.areas.size())) {
    if (territory.cells_of_area[area].empty()) continue;
    for (SearchGraph& graph : search_graphs(territory, lands, area, inputs.rules, inputs.work)) {
      if (fixed.of(graph.cells.front().front()).valid()) continue;
      Region& region = regions.emplace_back();
      region.area = area;
      region.counts = counts_by_size(graph, inputs.rules.households);
      region.proposals = static_cast<std::uint64_t>(std::max<std::int64_t>(1, inputs.rules.effort)) * searched_as(graph.size()) /
                         (first_runs + 1);
      region.graph = std::move(graph);
    }
  }
  count_as_wished(territory, inputs, fixed, regions);
  return regions;
}

/// Ways from the middles of grids by road, or from the posts; one for each search, since it keeps what it was asked.
PartMinutes ways_in(const Territory& territory, const Region& region, const PlanningInputs& inputs) {
  auto ways = std::make_shared<NodeWays>(territory, region.graph, inputs.travel, inputs.posts);
  return [ways](const Draft& draft) { return ways->of(draft); };
}

/// For searches from fresh seeds straight lines stand for roads; ways from posts are known.
PartMinutes ways_of_posts(const Territory& territory, const Region& region, const PlanningInputs& inputs) {
  return inputs.posts != nullptr && inputs.rules.aims.travel > 0 ? ways_in(territory, region, inputs) : PartMinutes();
}

/// A search of one region, and which region.
struct Task {
  std::size_t region = 0;
  SearchRun run;
};

/// For each task the first one with the same region and count, where these stand together.
std::vector<std::size_t> leaders(const std::vector<Task>& tasks) {
  std::vector<std::size_t> leader(tasks.size());
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const bool same = i > 0 && tasks[i].region == tasks[i - 1].region && tasks[i].run.parts == tasks[i - 1].run.parts;
    leader[i] = same ? leader[i - 1] : i;
  }
  return leader;
}

/// Runs all searches and keeps the best of each region, compared in the order of the tasks. Searches with fewer households out
/// of range win; between different counts of grids the earlier one.
void search(const Territory& territory, std::vector<Region>& regions, const std::vector<Task>& tasks,
            const PlanningInputs& inputs, core::Seed seed, core::Threads threads, core::Progress& progress) {
  const std::vector<std::size_t> leader = leaders(tasks);
  std::vector<Yardstick> yardsticks(tasks.size());
  core::parallel_for(threads, tasks.size(), [&](std::size_t i) {
    if (leader[i] != i) return;
    const Region& region = regions[tasks[i].region];
    yardsticks[i] = yardstick(region.graph, inputs.rules, tasks[i].run, seed, ways_of_posts(territory, region, inputs));
  });
  std::vector<Best> found(tasks.size());
  core::parallel_for(threads, tasks.size(), [&](std::size_t i) {
    progress.check();
    const Region& region = regions[tasks[i].region];
    SearchRun run = tasks[i].run;
    if (inputs.stop && inputs.stop()) run.proposals = 0;
    found[i] =
        search_region(region.graph, inputs.rules, run, seed, yardsticks[leader[i]], ways_of_posts(territory, region, inputs));
    progress.advance(tasks[i].run.proposals);
  });
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    Region& region = regions[tasks[i].region];
    const bool same_count = tasks[i].run.parts == region.run.parts;
    const bool better = found[i].excess < region.best.excess ||
                        (found[i].excess == region.best.excess && same_count && found[i].cost < region.best.cost);
    if (!better) continue;
    region.best = std::move(found[i]);
    region.run = tasks[i].run;
  }
}

std::vector<Task> first_tasks(const std::vector<Region>& regions) {
  std::vector<Task> tasks;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const std::uint32_t parts = regions[i].parts(0);
    const std::uint32_t runs = regions[i].graph.size() < tiny_region ? tiny_runs : first_runs;
    for (std::uint32_t attempt = 0; attempt < (parts > 1 ? runs : 1U); ++attempt) {
      tasks.push_back({i, {.region = i, .attempt = attempt, .parts = parts, .proposals = regions[i].proposals}});
    }
  }
  return tasks;
}

std::vector<Task> further_tasks(const std::vector<Region>& regions, const SizeRange& range) {
  std::vector<Task> tasks;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const Region& region = regions[i];
    if (region.best.excess == 0 || !range.fits(region.graph.total)) continue;
    for (std::uint32_t attempt = 0; attempt < further_runs && region.parts(0) > 1; ++attempt) {
      tasks.push_back(
          {i, {.region = i, .attempt = tiny_runs + attempt, .parts = region.parts(0), .proposals = 2 * region.proposals}});
    }
    for (std::size_t choice = 1; choice < std::min(region.counts.size(), other_counts + 1); ++choice) {
      for (std::uint32_t attempt = 0; attempt < 2 && region.parts(choice) != region.parts(0); ++attempt) {
        tasks.push_back({i, {.region = i, .attempt = attempt, .parts = region.parts(choice), .proposals = region.proposals}});
      }
    }
  }
  return tasks;
}

/// Parts out of range are drawn anew together with those around them; the new borders are smoothed.
void mend(const Territory& territory, std::vector<Region>& regions, const PlanningInputs& inputs, core::Seed seed,
          core::Threads threads, core::Progress& progress) {
  core::parallel_for(threads, regions.size(), [&](std::size_t i) {
    progress.check();
    Region& region = regions[i];
    const std::int64_t before = region.best.excess;
    region.run.parts = repair(region.graph, inputs.rules.households, region.run, seed, region.best, region.count_given);
    if (region.best.excess == before || region.run.parts < 2) return;
    region.best =
        polish_region(region.graph, inputs.rules, region.run, seed, region.best, ways_of_posts(territory, region, inputs));
  });
}

/// A region with another number of grids.
struct Trial {
  std::size_t region = 0;
  std::int64_t step = 0;  ///< grids more
  SearchRun run{};
  Best best{};
};

/// Searches each trial as `search` does its regions; the least excess is kept.
void search_trials(const Territory& territory, const std::vector<Region>& regions, std::vector<Trial>& trials,
                   const PlanningInputs& inputs, core::Seed seed, core::Threads threads, core::Progress& progress) {
  core::parallel_for(threads, trials.size(), [&](std::size_t i) {
    progress.check();
    Trial& trial = trials[i];
    const Region& region = regions[trial.region];
    const auto parts = static_cast<std::uint32_t>(region.run.parts + trial.step);
    const PartMinutes ways = ways_of_posts(territory, region, inputs);
    SearchRun run{.region = trial.region, .attempt = 0, .parts = parts, .proposals = region.proposals};
    const Yardstick reference = yardstick(region.graph, inputs.rules, run, seed, ways);
    for (; run.attempt < (parts > 1 ? tiny_runs : 1U) && !(inputs.stop && inputs.stop()); ++run.attempt) {
      Best found = search_region(region.graph, inputs.rules, run, seed, reference, ways);
      if (repair(region.graph, inputs.rules.households, run, seed, found, true) != parts) continue;
      if (found.excess < trial.best.excess || (found.excess == trial.best.excess && found.cost < trial.best.cost)) {
        trial.best = std::move(found);
        trial.run = run;
      }
    }
  });
}

/// Whether the sizes of a region allow it a grid more or less, and the planner has not given its own number.
bool can_count(const Region& region, std::int64_t step) {
  const std::int64_t count = region.run.parts + step;
  return region.of_total && region.possible.least <= count && count <= region.possible.most;
}

/// For each region that has a grid out of range, although its sizes would allow another count, the count next to it that does
/// better, if one does.
std::vector<Trial> other_counts_of(const Territory& territory, const std::vector<Region>& regions, const PlanningInputs& inputs,
                                   core::Seed seed, core::Threads threads, core::Progress& progress) {
  std::vector<Trial> trials;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    if (regions[i].best.excess == 0 || !inputs.rules.households.fits(regions[i].graph.total)) continue;
    for (const std::int64_t step : {-1, 1}) {
      if (can_count(regions[i], step)) trials.push_back({.region = i, .step = step});
    }
  }
  search_trials(territory, regions, trials, inputs, seed, threads, progress);
  std::vector<Trial> chosen;
  for (Trial& trial : trials) {
    if (trial.best.excess >= regions[trial.region].best.excess) continue;
    if (chosen.empty() || chosen.back().region != trial.region)
      chosen.push_back(std::move(trial));
    else if (trial.best.excess < chosen.back().best.excess)
      chosen.back() = std::move(trial);
  }
  return chosen;
}

/// So many regions that stay in range with `step` grids more, those first whose grids come nearest to the mean of all.
std::vector<Trial> partners(const Territory& territory, const std::vector<Region>& regions, std::int64_t step, std::size_t wanted,
                            const PlanningInputs& inputs, core::Seed seed, core::Threads threads, core::Progress& progress) {
  double work = 0;
  double grids = 0;
  std::vector<std::pair<double, std::size_t>> order;
  for (const Region& region : regions) {
    work += static_cast<double>(region.graph.total);
    grids += region.run.parts;
  }
  for (std::size_t i = 0; i < regions.size(); ++i) {
    if (regions[i].best.excess > 0 || !can_count(regions[i], step)) continue;
    const double own = static_cast<double>(regions[i].graph.total) / static_cast<double>(regions[i].run.parts + step);
    order.emplace_back(std::abs(own - work / grids), i);
  }
  std::sort(order.begin(), order.end());
  std::vector<Trial> found;
  for (std::size_t next = 0; next < order.size() && found.size() < wanted;) {
    std::vector<Trial> asked;
    for (; next < order.size() && asked.size() < wanted - found.size() + asked_at_once; ++next)
      asked.push_back({.region = order[next].second, .step = step});
    search_trials(territory, regions, asked, inputs, seed, threads, progress);
    for (Trial& trial : asked) {
      if (trial.best.excess == 0 && found.size() < wanted) found.push_back(std::move(trial));
    }
  }
  return found;
}

/// The given total is shared by sizes, and the land of a region may not be parted into its share: it takes another number, and a
/// region with room the difference, so that the total stays.
void exchange_counts(const Territory& territory, std::vector<Region>& regions, const PlanningInputs& inputs, core::Seed seed,
                     core::Threads threads, core::Progress& progress) {
  std::vector<Trial> changes = other_counts_of(territory, regions, inputs, seed, threads, progress);
  std::int64_t open = 0;
  for (const Trial& trial : changes) open -= trial.step;
  if (open != 0) {
    std::vector<Trial> others = partners(territory, regions, open > 0 ? 1 : -1, static_cast<std::size_t>(std::abs(open)), inputs,
                                         seed, threads, progress);
    for (Trial& trial : others) {
      open -= trial.step;
      changes.push_back(std::move(trial));
    }
  }
  for (std::size_t i = changes.size(); i-- > 0 && open != 0;) {  // What nobody takes stays where it was.
    if ((changes[i].step > 0) == (open > 0)) continue;
    open += changes[i].step;
    changes.erase(changes.begin() + static_cast<std::ptrdiff_t>(i));
  }
  for (Trial& trial : changes) {
    regions[trial.region].best = std::move(trial.best);
    regions[trial.region].run = trial.run;
  }
}

void polish(const Territory& territory, std::vector<Region>& regions, const PlanningInputs& inputs, core::Seed seed,
            core::Threads threads, core::Progress& progress) {
  core::parallel_for(threads, regions.size(), [&](std::size_t i) {
    progress.check();
    Region& region = regions[i];
    if (region.run.parts < 2) return;
    SearchRun run = region.run;
    run.proposals = region.proposals;
    region.best = polish_region(region.graph, inputs.rules, run, seed, region.best, ways_in(territory, region, inputs));
    progress.advance(region.proposals);
  });
}

Plan assemble(const Territory& territory, const std::vector<Region>& regions, const PlanningInputs& inputs,
              const FixedGrids& fixed) {
  PlanAssembler assembler(territory, inputs.rules, nullptr, fixed);
  std::size_t i = 0;
  for (const AreaId area : core::ids<AreaId>(territory.areas.size())) {
    if (territory.cells_of_area[area].empty()) continue;
    PlanAssembler::Grids grids = grids_of_fixed(territory.cells_of_area[area], fixed);
    for (; i < regions.size() && regions[i].area == area; ++i) {
      const std::size_t first = grids.size();
      grids.resize(first + regions[i].run.parts);
      for (std::size_t node = 0; node < regions[i].graph.size(); ++node) {
        auto& grid = grids[first + regions[i].best.labels[node]];
        grid.insert(grid.end(), regions[i].graph.cells[node].begin(), regions[i].graph.cells[node].end());
      }
    }
    assembler.add(area, grids);
  }
  return std::move(assembler).plan(inputs.work);
}

std::uint64_t proposals_of(const std::vector<Task>& tasks) {
  std::uint64_t sum = 0;
  for (const Task& task : tasks) sum += task.run.proposals;
  return sum;
}

}  // namespace

Plan make_plan(const Territory& territory, const PlanningInputs& inputs, core::Seed seed, core::Threads threads,
               core::Progress& progress) {
  const FixedGrids fixed = fixed_grids(territory, inputs.rules, inputs.dedicated);
  std::vector<Region> regions = make_regions(territory, inputs, fixed);
  const std::vector<Task> tasks = first_tasks(regions);
  const bool by_road = (inputs.travel || inputs.posts != nullptr) && inputs.rules.aims.travel > 0;
  std::uint64_t last = 0;
  for (const Region& region : regions) last += by_road ? region.proposals : 0;
  progress.begin("plan", proposals_of(tasks) + last);
  search(territory, regions, tasks, inputs, seed, threads, progress);
  mend(territory, regions, inputs, seed, threads, progress);
  search(territory, regions, further_tasks(regions, inputs.rules.households), inputs, seed, threads, progress);
  mend(territory, regions, inputs, seed, threads, progress);
  exchange_counts(territory, regions, inputs, seed, threads, progress);
  if (by_road) polish(territory, regions, inputs, seed, threads, progress);
  progress.end();
  return assemble(territory, regions, inputs, fixed);
}

}  // namespace wangge::planning
