#include "engine/planning/region_search.h"

#include "engine/core/random.h"
#include "engine/planning/recombine.h"
#include "engine/planning/spanning_cut.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wangge::planning {
namespace {

constexpr int seed_trees = 4;
/// Beside an even load, the borders and the ways of an average seed count as much as this share of a grid's weight.
constexpr double soft_share = 0.5;
/// A grid 10 % off the mean load costs 0.2.
constexpr double work_price = 20;
/// A household out of range, as a share of a mean grid, costs this much; it rises from leg to leg.
constexpr std::array<double, 4> size_prices = {20, 40, 80, 200};
constexpr std::uint64_t recombinations_a_part = 8;

Yardstick measure(const Draft& draft) {
  return {static_cast<std::uint32_t>(draft.parts().size()), draft.border(), draft.travel()};
}

/// Prices that make the aims comparable: borders and ways are measured against those of the reference.
Prices prices_for(const SearchGraph& graph, const PlanningRules& rules, const Yardstick& reference, double size) {
  const auto parts = static_cast<double>(reference.parts);
  const Aims& aims = rules.aims;
  Prices prices;
  prices.work = work_price * aims.work;
  if (reference.border > 0) prices.border = soft_share * parts * (aims.compact + aims.barriers) / reference.border;
  if (reference.travel > 0) prices.travel = soft_share * parts * aims.travel / reference.travel;
  prices.size = size * parts / std::max(1.0, static_cast<double>(graph.total));
  return prices;
}

/// Metres of border that are worth one household out of place, for the choice between tree cuts.
double border_price(const SearchGraph& graph, std::uint32_t parts) {
  double border = 0;
  for (const SearchGraph::Arc& arc : graph.arcs) border += arc.cost;
  if (!(border > 0)) return 0;
  // A cut crosses about the square root of the nodes; a tenth of a grid's households is worth a cut twice as long.
  const double arcs = static_cast<double>(graph.arcs.size());
  const double cut = border / arcs * std::max(1.0, static_cast<double>(graph.size()) / 10);
  return 0.1 * static_cast<double>(graph.total) / parts / cut;
}

const PartMinutes* given(const PartMinutes& ways) { return ways ? &ways : nullptr; }

}  // namespace

Yardstick yardstick(const SearchGraph& graph, const PlanningRules& rules, const SearchRun& run, core::Seed seed,
                    const PartMinutes& ways) {
  core::Stream luck(seed, run.parts, "planning.reference", run.region);
  SpanningCut cutter(graph);
  return measure(Draft(graph, rules.households, run.parts,
                       cutter.seed(run.parts, border_price(graph, run.parts), seed_trees, luck), given(ways)));
}

Best search_region(const SearchGraph& graph, const PlanningRules& rules, const SearchRun& run, core::Seed seed,
                   const Yardstick& reference, const PartMinutes& ways) {
  Best best;
  SpanningCut cutter(graph);
  const double metre = border_price(graph, run.parts);
  core::Stream luck(seed, run.attempt, "planning.search", (run.region << 16U) + run.parts);
  Draft draft(graph, rules.households, run.parts, cutter.seed(run.parts, metre, seed_trees, luck), given(ways));
  const Prices last = prices_for(graph, rules, reference, size_prices.back());
  if (run.parts == 1) {
    best.offer(draft, last);
    return best;
  }
  Prices prices = prices_for(graph, rules, reference, size_prices.front());
  Best met;
  recombine(draft, cutter, prices, recombinations_a_part * run.parts, 0.3, 0.01, luck, met);
  const auto offer = [&](const std::vector<std::uint32_t>& labels) {
    best.offer(Draft(graph, rules.households, run.parts, labels, given(ways)), last);
  };
  offer(met.labels.empty() ? draft.labels() : met.labels);
  double hot = 2 * typical_change(draft, prices);
  for (const double size : size_prices) {
    prices.size = prices_for(graph, rules, reference, size).size;
    const double cold = hot * 0.35;
    Best leg;
    anneal(draft, prices, {.proposals = run.proposals / size_prices.size(), .hot = hot, .cold = cold}, luck, leg);
    hot = cold;
    draft.recentre();
    best.offer(draft, last);
    if (leg.excess <= best.excess && !leg.labels.empty()) offer(leg.labels);
  }
  return best;
}

Best polish_region(const SearchGraph& graph, const PlanningRules& rules, const SearchRun& run, core::Seed seed, const Best& found,
                   const PartMinutes& ways) {
  Best result = found;
  core::Stream luck(seed, run.attempt, "planning.polish", (run.region << 16U) + run.parts);
  for (int turn = 0; turn < 2; ++turn) {
    Draft draft(graph, rules.households, run.parts, result.labels, given(ways));
    const Prices prices = prices_for(graph, rules, measure(draft), size_prices.back());
    Best leg;
    leg.offer(draft, prices);
    const double scale = typical_change(draft, prices);
    anneal(draft, prices, {.proposals = run.proposals / 2, .hot = 0.1 * scale, .cold = 0.01 * scale}, luck, leg);
    if (leg.excess > result.excess) break;
    result = std::move(leg);
  }
  return result;
}

}  // namespace wangge::planning
