#pragma once

#include "engine/core/units.h"
#include "engine/planning/exact/weighted_graph.h"
#include "engine/planning/sampling/convergence.h"
#include "engine/planning/sampling/recom_chain.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace wangge::planning {

/// How an ensemble of plans is drawn.
struct EnsembleSettings {
  std::uint32_t chains = 4;      ///< each from a start of its own
  std::uint32_t plans = 1000;    ///< of each chain
  std::uint32_t proposals = 20;  ///< trees drawn from one plan to the next
  std::uint32_t warm_up = 2000;  ///< trees drawn before the first plan
  core::Seed seed{1};
  core::Threads threads{1};
};

/// The figures of a plan, always as many, in the same order: part of each node in, values out. Called on several threads at once.
using PlanFigures = std::function<std::vector<double>(std::span<const std::uint32_t> part)>;

/// One figure over all plans drawn.
struct EnsembleFigure {
  std::vector<std::vector<double>> draws;  ///< by chain, in the order drawn
  std::optional<Convergence> convergence;  ///< nothing where all plans have the same value
};

struct Ensemble {
  std::vector<EnsembleFigure> figures;
  std::vector<RecomTally> tallies;  ///< by chain; one without steps has drawn its start again and again
};

/// Draws plans by recombination in several chains at once and keeps the figures of each. Which law the plans have: RecomChain;
/// whether the chains agree: the convergence of each figure. Starts are plans found by search_parts with different luck; nothing
/// where it finds none. The answer is the same for any number of threads.
/// Preconditions: as search_parts; at least two parts. O(chains x (warm-up + plans x proposals) x nodes of two parts).
///
///   const auto drawn = draw_ensemble(graph, {.parts = 5, .min = 500, .max = 1000}, {.chains = 4, .plans = 1000}, figures);
[[nodiscard]] std::optional<Ensemble> draw_ensemble(const WeightedGraph& graph, const RecomRules& rules,
                                                    const EnsembleSettings& settings, const PlanFigures& figures);

/// Where a value lies among the draws of a figure, as shares of the draws.
struct Standing {
  double below = 0;
  double equal = 0;
  double above = 0;
};

/// Precondition: at least one draw. O(draws).
[[nodiscard]] Standing standing(const EnsembleFigure& figure, double value);

}  // namespace wangge::planning
