#include "engine/planning/sampling/ensemble.h"

#include "engine/core/parallel.h"
#include "engine/planning/parts/search_parts.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace wangge::planning {
namespace {

constexpr std::uint64_t work_for_a_start = 20'000'000;

struct Chain {
  std::vector<std::vector<double>> figures;  ///< by plan
  RecomTally tally;
  bool started = false;
};

Chain run_chain(const WeightedGraph& graph, const RecomRules& rules, const EnsembleSettings& settings, const PlanFigures& figures,
                std::uint64_t number) {
  // Any plan will do for a start: a bound that every plan meets ends the search with the first one.
  std::int64_t any = 0;
  for (std::size_t arc = 0; arc < graph.neighbours.size(); ++arc) any += graph.edge_weight(arc);
  const core::Seed seed(core::Stream(settings.seed, 0, "ensemble start", number).next64());
  SearchAnswer start =
      search_parts(graph, {rules.parts, rules.min, rules.max}, {.work = work_for_a_start, .reach = any, .seed = seed});
  Chain done;
  if (!start.feasible) return done;
  done.started = true;
  RecomChain chain(graph, std::move(start.part), rules, core::Stream(settings.seed, 0, "ensemble", number));
  for (std::uint32_t i = 0; i < settings.warm_up; ++i) chain.propose();
  for (std::uint32_t plan = 0; plan < settings.plans; ++plan) {
    for (std::uint32_t i = 0; i < settings.proposals; ++i) chain.propose();
    done.figures.push_back(figures(chain.plan()));
  }
  done.tally = chain.tally();
  return done;
}

}  // namespace

std::optional<Ensemble> draw_ensemble(const WeightedGraph& graph, const RecomRules& rules, const EnsembleSettings& settings,
                                      const PlanFigures& figures) {
  assert(settings.chains >= 1 && settings.plans >= 1);
  std::vector<Chain> chains(settings.chains);
  core::parallel_for(settings.threads, chains.size(),
                     [&](std::size_t i) { chains[i] = run_chain(graph, rules, settings, figures, i); });
  if (!std::all_of(chains.begin(), chains.end(), [](const Chain& chain) { return chain.started; })) return std::nullopt;
  Ensemble ensemble;
  ensemble.figures.resize(chains.front().figures.front().size());
  for (std::size_t figure = 0; figure < ensemble.figures.size(); ++figure) {
    EnsembleFigure& drawn = ensemble.figures[figure];
    for (const Chain& chain : chains) {
      drawn.draws.emplace_back();
      for (const std::vector<double>& plan : chain.figures) drawn.draws.back().push_back(plan[figure]);
    }
    drawn.convergence = convergence(drawn.draws);
  }
  for (const Chain& chain : chains) ensemble.tallies.push_back(chain.tally);
  return ensemble;
}

Standing standing(const EnsembleFigure& figure, double value) {
  Standing found;
  double count = 0;
  for (const std::vector<double>& chain : figure.draws) {
    for (const double draw : chain) {
      (draw < value ? found.below : draw > value ? found.above : found.equal) += 1;
      ++count;
    }
  }
  return {found.below / count, found.equal / count, found.above / count};
}

}  // namespace wangge::planning
