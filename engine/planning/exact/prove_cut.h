#pragma once

#include "engine/planning/exact/frontier.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wangge::planning {

/// What a proof may use. A search that reaches a limit says so and still gives a valid lower bound.
struct ProofLimits {
  std::uint64_t states = 30'000'000;             ///< work units: states of the search
  std::uint64_t bytes = std::uint64_t{2} << 30;  ///< memory of tables and states
  std::uint64_t filled = 8'000'000'000;          ///< bytes of tables filled while prices settle, about a second
  /// Of the clock: only ends the search early.
  std::optional<std::chrono::steady_clock::time_point> deadline = std::nullopt;
};

enum class ProofStatus {
  proven,      ///< the plan has the least cut
  infeasible,  ///< proven: there is no plan
  limit,       ///< stopped by states or memory; the optimum is at least the lower bound
  deadline     ///< likewise by the clock
};

struct CutProof {
  ProofStatus status = ProofStatus::limit;
  std::vector<std::uint32_t> plan;  ///< the best known part of each node, numbered by first node; empty: none known
  std::int64_t cut = 0;             ///< of the plan
  std::int64_t lower_bound = 0;     ///< of every plan's cut
  std::uint64_t work = 0;           ///< states
  std::uint32_t width = 0;          ///< of the frontier; 0: not looked at, the graph is too large
};

/// The least cut of a graph into connected parts with weights in a range, proven.
///
/// A frontier search: nodes are taken in an order of narrow frontiers, layer by layer; a state is the labels of the frontier
/// nodes, their pieces, the weights of the open parts and the number of complete ones; of equal states the one with the
/// least cut remains. A state is dropped where its cut and the bound of PartTables on what is still to be cut exceed the cut
/// sought: below the incumbent's, or, without an incumbent, a cut raised from the root bound until a plan is found.
/// Exact for any graph of at most 4,096 nodes; practical where the frontier is narrow (counties of a state: 3 to 9). A frontier
/// too wide for the limits ends with `limit` at once, without a bound.
/// Deterministic: limits count states, unless a deadline is set. Throws Error(input) as checked_range does, where the incumbent
/// is no plan, and where the edges weigh more than 2^36 in all.
///
///   CutProof proof = prove_cut(graph, {.parts = 4, .min = 757781, .max = 765396});
[[nodiscard]] CutProof prove_cut(const WeightedGraph& graph, const PartRange& range,
                                 std::span<const std::uint32_t> incumbent = {}, const ProofLimits& limits = {});

/// The steps that proofs of a graph take, with links where the frontier is narrow enough for tables; none for a graph too large.
/// They are the same for every range: several questions about one graph need them once.
///
///   const auto steps = proof_steps(graph);   for (const PartRange& range : ranges) prove_cut(graph, steps, range);
[[nodiscard]] std::vector<FrontierStep> proof_steps(const WeightedGraph& graph);

/// As above. Precondition: steps as `proof_steps` gives them for the graph.
[[nodiscard]] CutProof prove_cut(const WeightedGraph& graph, std::span<const FrontierStep> steps, const PartRange& range,
                                 std::span<const std::uint32_t> incumbent = {}, const ProofLimits& limits = {});

}  // namespace wangge::planning
