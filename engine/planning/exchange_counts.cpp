#include "engine/planning/exchange_counts.h"

#include "engine/core/parallel.h"
#include "engine/planning/repair.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <set>
#include <utility>

namespace wangge::planning {
namespace {

using territory::Territory;

/// Regions that are asked at a time whether they can give or take a grid, beside the grids that are missing.
constexpr std::size_t asked_at_once = 6;
/// A region with another number of grids.
struct Trial {
  std::size_t region = 0;
  std::int64_t step = 0;  ///< grids more
  SearchRun run{};
  Best best{};
};

class Exchange {
 public:
  Exchange(const Territory& territory, std::vector<Region>& regions, const PlanningInputs& inputs, core::Seed seed,
           core::Threads threads, core::Progress& progress)
      : territory_(territory), regions_(regions), inputs_(inputs), seed_(seed), threads_(threads), progress_(progress) {}

  /// Whether regions have changed their numbers; then fewer households are out of range.
  bool once() {
    std::vector<Trial> changes = better_counts();
    std::int64_t open = 0;
    for (const Trial& trial : changes) open -= trial.step;
    if (open != 0) {
      std::vector<Trial> others = partners(open > 0 ? 1 : -1, static_cast<std::size_t>(std::abs(open)));
      for (Trial& trial : others) {
        open -= trial.step;
        changes.push_back(std::move(trial));
      }
    }
    while (open != 0) {  // What nobody takes stays where it was.
      const auto last =
          std::find_if(changes.rbegin(), changes.rend(), [&](const Trial& trial) { return (trial.step > 0) != (open > 0); });
      open += last->step;
      changes.erase(std::next(last).base());
    }
    for (Trial& trial : changes) {
      regions_[trial.region].best = std::move(trial.best);
      regions_[trial.region].run = trial.run;
    }
    return !changes.empty();
  }

 private:
  /// Whether the sizes of a region allow it so many grids more, and the planner has not given its own number.
  [[nodiscard]] bool can_count(std::size_t region, std::int64_t step) const {
    const Region& asked = regions_[region];
    const std::int64_t count = asked.run.parts + step;
    return asked.of_total && asked.possible.least <= count && count <= asked.possible.most && failed_.count({region, count}) == 0;
  }

  /// Searches each trial; the least excess is kept.
  void search(std::vector<Trial>& trials) {
    core::parallel_for(threads_, trials.size(), [&](std::size_t i) {
      progress_.check();
      Trial& trial = trials[i];
      const Region& region = regions_[trial.region];
      const auto parts = static_cast<std::uint32_t>(region.run.parts + trial.step);
      const PartMinutes ways = ways_of_posts(territory_, region, inputs_);
      SearchRun run{.region = trial.region, .attempt = 0, .parts = parts, .proposals = region.proposals};
      const Yardstick reference = yardstick(region.graph, inputs_.rules, run, seed_, ways);
      for (; run.attempt < (parts > 1 ? tiny_runs : 1U) && !(inputs_.stop && inputs_.stop()); ++run.attempt) {
        Best found = search_region(region.graph, inputs_.rules, run, seed_, reference, ways);
        if (repair(region.graph, inputs_.rules.households, run, seed_, found, true) != parts) continue;
        if (found.excess < trial.best.excess || (found.excess == trial.best.excess && found.cost < trial.best.cost)) {
          trial.best = std::move(found);
          trial.run = run;
        }
      }
    });
    for (const Trial& trial : trials) {
      const Region& region = regions_[trial.region];
      const bool better = region.best.excess > 0 && trial.best.excess < region.best.excess;
      if (trial.best.excess > 0 && !better) failed_.insert({trial.region, region.run.parts + trial.step});
    }
  }

  /// For each region that has a grid out of range, although its sizes would allow another count, the count next to it that
  /// does better, if one does.
  std::vector<Trial> better_counts() {
    std::vector<Trial> trials;
    for (std::size_t i = 0; i < regions_.size(); ++i) {
      if (regions_[i].best.excess == 0 || !inputs_.rules.households.fits(regions_[i].graph.total)) continue;
      for (const std::int64_t step : {-1, 1}) {
        if (can_count(i, step)) trials.push_back({.region = i, .step = step});
      }
    }
    search(trials);
    std::vector<Trial> chosen;
    for (Trial& trial : trials) {
      if (trial.best.excess >= regions_[trial.region].best.excess) continue;
      if (chosen.empty() || chosen.back().region != trial.region)
        chosen.push_back(std::move(trial));
      else if (trial.best.excess < chosen.back().best.excess)
        chosen.back() = std::move(trial);
    }
    return chosen;
  }

  /// So many regions that stay in range with `step` grids more, those first whose grids come nearest to the mean of all.
  std::vector<Trial> partners(std::int64_t step, std::size_t wanted) {
    double work = 0;
    double grids = 0;
    std::vector<std::pair<double, std::size_t>> order;
    for (const Region& region : regions_) {
      work += static_cast<double>(region.graph.total);
      grids += region.run.parts;
    }
    for (std::size_t i = 0; i < regions_.size(); ++i) {
      if (regions_[i].best.excess > 0 || !can_count(i, step)) continue;
      const double own = static_cast<double>(regions_[i].graph.total) / static_cast<double>(regions_[i].run.parts + step);
      order.emplace_back(std::abs(own - work / grids), i);
    }
    std::sort(order.begin(), order.end());
    std::vector<Trial> found;
    for (std::size_t next = 0; next < order.size() && found.size() < wanted;) {
      std::vector<Trial> asked;
      for (; next < order.size() && asked.size() < wanted - found.size() + asked_at_once; ++next)
        asked.push_back({.region = order[next].second, .step = step});
      search(asked);
      for (Trial& trial : asked) {
        if (trial.best.excess == 0 && found.size() < wanted) found.push_back(std::move(trial));
      }
    }
    return found;
  }

  const Territory& territory_;
  std::vector<Region>& regions_;
  const PlanningInputs& inputs_;
  core::Seed seed_;
  core::Threads threads_;
  core::Progress& progress_;
  std::set<std::pair<std::size_t, std::int64_t>> failed_;  ///< region and number of grids
};

}  // namespace

void exchange_counts(const Territory& territory, std::vector<Region>& regions, const PlanningInputs& inputs, core::Seed seed,
                     core::Threads threads, core::Progress& progress) {
  Exchange exchange(territory, regions, inputs, seed, threads, progress);
  while (exchange.once()) {
  }
}

}  // namespace wangge::planning
