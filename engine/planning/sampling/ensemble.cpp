#include "engine/planning/sampling/ensemble.h"

#include "engine/planning/parts/search_parts.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

namespace wangge::planning {
namespace {

constexpr std::uint64_t work_a_node = 100'000;
constexpr std::uint64_t most_work_for_a_start = 20'000'000;
constexpr std::uint64_t trees_between = 100;

/// A piece under way; without a chain where there is nothing to draw.
struct Walk {
  std::optional<RecomChain> chain;
  std::vector<std::uint32_t> fixed;
  std::uint32_t parts = 1;

  void walk(std::uint64_t trees, const std::function<void()>& between) {
    for (std::uint64_t i = 0; chain && i < trees * parts; ++i) {
      if (between && i % trees_between == 0) between();
      chain->propose();
    }
  }
  [[nodiscard]] std::span<const std::uint32_t> plan() const { return chain ? chain->plan() : fixed; }
};

Walk begin_walk(const EnsemblePiece& piece, const ChainSettings& settings, std::uint32_t chain, ChainTally& tally) {
  Walk walk;
  walk.parts = piece.rules.parts;
  std::vector<std::uint32_t> start;
  if (chain > 0 && piece.rules.parts > 1) start = find_start(piece.graph, piece.rules, settings.seed, chain, piece.number);
  if (start.empty()) {
    start = piece.start;
    tally.given_starts += piece.rules.parts > 1 ? 1 : 0;
  }
  if (piece.rules.parts < 2) {
    walk.fixed = std::move(start);
  } else {
    walk.chain.emplace(piece.graph, std::move(start), piece.rules, core::Stream(settings.seed, chain, "ensemble", piece.number));
  }
  return walk;
}

}  // namespace

std::vector<std::uint32_t> find_start(const WeightedGraph& graph, const RecomRules& rules, core::Seed seed, std::uint32_t chain,
                                      std::uint64_t number) {
  // Any plan will do: a bound that every plan meets ends the search with the first one.
  const SearchLimits limits{.work = std::min(most_work_for_a_start, work_a_node * graph.size()),
                            .reach = total_edge_weight(graph),
                            .seed = core::Seed(core::Stream(seed, chain, "ensemble start", number).next64())};
  SearchAnswer found = search_parts(graph, {rules.parts, rules.min, rules.max}, limits);
  return found.feasible ? std::move(found.part) : std::vector<std::uint32_t>();
}

ChainTally draw_chain(std::span<const EnsemblePiece> pieces, const ChainSettings& settings, std::uint32_t chain,
                      const KeepPlan& keep) {
  ChainTally tally;
  std::vector<Walk> walks;
  for (const EnsemblePiece& piece : pieces) {
    walks.push_back(begin_walk(piece, settings, chain, tally));
    walks.back().walk(settings.burn_in, settings.between);
  }
  std::vector<std::span<const std::uint32_t>> parts(walks.size());
  for (std::uint32_t plan = 0; plan < settings.plans; ++plan) {
    for (std::size_t i = 0; i < walks.size(); ++i) {
      walks[i].walk(settings.thin, settings.between);
      parts[i] = walks[i].plan();
    }
    keep(plan, parts);
  }
  for (const Walk& walk : walks) {
    if (!walk.chain) continue;
    tally.recom.proposals += walk.chain->tally().proposals;
    tally.recom.steps += walk.chain->tally().steps;
    tally.recom.clipped += walk.chain->tally().clipped;
    tally.still += walk.chain->tally().steps == 0 ? 1 : 0;
  }
  return tally;
}

}  // namespace wangge::planning
