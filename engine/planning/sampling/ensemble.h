#pragma once

#include "engine/core/units.h"
#include "engine/planning/exact/weighted_graph.h"
#include "engine/planning/sampling/recom_chain.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace wangge::planning {

/// One graph whose partitions are drawn independently of all others.
struct EnsemblePiece {
  WeightedGraph graph;               ///< connected
  RecomRules rules;                  ///< with one part nothing is drawn
  std::uint64_t number = 0;          ///< names its luck: another for each piece
  std::vector<std::uint32_t> start;  ///< a plan of it: the first chain's, and that of chains that find no start of their own
};

/// How many plans a chain draws. Work is counted in trees, so that the same settings draw the same plans on any machine.
struct ChainSettings {
  std::uint32_t plans = 500;
  std::uint32_t thin = 5;       ///< trees drawn from one plan to the next, times the parts of the piece
  std::uint32_t burn_in = 100;  ///< trees drawn before the first plan, times the parts of the piece
  core::Seed seed{1};
  std::function<void()> between{};  ///< called every few trees; what it throws ends the chain. May be empty.
};

/// What a chain has done in all its pieces.
struct ChainTally {
  RecomTally recom{};
  std::size_t given_starts = 0;  ///< pieces that began with the given plan
  std::size_t still = 0;         ///< pieces of several parts in which no plan but the start was drawn
};

/// One kept plan: for each piece the part of each of its nodes.
using KeepPlan = std::function<void(std::uint32_t plan, const std::vector<std::span<const std::uint32_t>>& parts)>;

/// Draws plans by recombination and hands each to `keep`, in order. Which law they have: RecomChain, a tree of it being a step of
/// the clock under both laws. Chain 0 begins with the given starts, every other with plans that search_parts finds by luck of its
/// own, so that the agreement of chains tells whether the starts are forgotten. Depends on its arguments alone; chains may run at
/// the same time. What `keep` throws ends the chain. O((burn-in + plans x thin) x parts x nodes of two parts) a piece.
///
///   draw_chain(pieces, {.plans = 500, .seed = seed}, 2, [&](std::uint32_t plan, const auto& parts) { … });
ChainTally draw_chain(std::span<const EnsemblePiece> pieces, const ChainSettings& settings, std::uint32_t chain,
                      const KeepPlan& keep);

/// A plan of the graph, with luck named by chain and number; empty where none is found within a small budget.
[[nodiscard]] std::vector<std::uint32_t> find_start(const WeightedGraph& graph, const RecomRules& rules, core::Seed seed,
                                                    std::uint32_t chain, std::uint64_t number);

}  // namespace wangge::planning
