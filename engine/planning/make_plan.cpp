#include "engine/planning/make_plan.h"

#include "engine/core/parallel.h"
#include "engine/planning/dedicated/fixed_grids.h"
#include "engine/planning/draft.h"
#include "engine/planning/exchange_counts.h"
#include "engine/planning/grid_counts.h"
#include "engine/planning/lands.h"
#include "engine/planning/plan_assembler.h"
#include "engine/planning/region.h"
#include "engine/planning/region_search.h"
#include "engine/planning/repair.h"
#include "engine/planning/search_graph.h"

#include <algorithm>
#include <cstdint>
#include <map>
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
/// Smaller regions are searched as if they had so many nodes; tiny ones as if they had twice as many, and more often
/// (`tiny_runs`): it costs little, and a single search of a region without room is soon stuck.
constexpr std::size_t small_region = 100;
constexpr std::size_t tiny_region = 60;

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
