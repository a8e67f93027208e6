#include "engine/planning/exact/prove_cut.h"

#include "engine/core/error.h"
#include "engine/planning/exact/checked_bound.h"
#include "engine/planning/exact/cut_search.h"
#include "engine/planning/exact/part_prices.h"
#include "engine/planning/exact/part_tables.h"
#include "engine/planning/exact/vertex_order.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace wangge::planning {
namespace {

constexpr std::uint64_t few_states = 2'000;
constexpr std::uint64_t too_far = 16;  ///< times the states of the pass before
constexpr std::uint64_t quick_states = 100'000;
constexpr std::uint64_t quick_filled = 1'000'000'000;
constexpr std::size_t most_nodes = 4096;

/// The parts renamed by the first node of each.
std::vector<std::uint32_t> in_order(std::vector<std::uint32_t> part) {
  std::vector<std::uint32_t> names(part.size(), static_cast<std::uint32_t>(part.size()));
  std::uint32_t next = 0;
  for (std::uint32_t& own : part) {
    if (names[own] == part.size()) names[own] = next++;
    own = names[own];
  }
  return part;
}

/// The search for one graph, its range checked.
class Proof {
 public:
  Proof(const WeightedGraph& graph, const PartRange& range, const ProofLimits& limits)
      : graph_(graph), limits_(limits), range_(range), edges_(total_edge_weight(graph)) {}

  /// `known`: the steps of the graph, if they are.
  CutProof run(std::span<const std::uint32_t> incumbent, std::span<const FrontierStep> known) {
    if (!incumbent.empty()) {
      proof_.plan = in_order({incumbent.begin(), incumbent.end()});
      proof_.cut = cut_of(graph_, incumbent);
    }
    const std::int64_t heaviest = *std::max_element(graph_.node_weights.begin(), graph_.node_weights.end());
    const bool large =
        range_.limits_size() && *std::max_element(graph_.node_sizes.begin(), graph_.node_sizes.end()) > range_.max_size;
    if (heaviest > range_.max || large || range_.parts > graph_.size()) proof_.status = ProofStatus::infeasible;
    if (proof_.status == ProofStatus::infeasible || graph_.size() > most_nodes) return proof_;
    std::vector<FrontierStep> own;
    if (known.empty()) own = proof_steps(graph_);
    steps_ = known.empty() ? own : known;
    proof_.width = frontier_width(steps_);
    if (proof_.width > most_table_width) return proof_;
    // Prices that settle longer pay off where the search is long.
    search(std::min(limits_.filled, quick_filled), std::min(limits_.states, quick_states));
    if (proof_.status == ProofStatus::limit && proof_.work > 0 && proof_.work < limits_.states) {
      search(limits_.filled, limits_.states);
    }
    return proof_;
  }

 private:
  void search(std::uint64_t filled, std::uint64_t states) {
    const std::int64_t hint = std::max<std::int64_t>(1, proof_.plan.empty() ? edges_ / 2 : proof_.cut);
    const std::optional<PartTables> tables =
        priced_tables(steps_, range_, hint, {.bytes = limits_.bytes / 2, .filled = filled, .deadline = limits_.deadline});
    if (!tables) return;
    proof_.lower_bound = std::max(proof_.lower_bound, tables->cut_of_ticks(tables->root()));
    if (!proof_.plan.empty()) proof_.lower_bound = checked_bound(proof_.lower_bound, proof_.cut, std::int64_t{0});
    ProofLimits limits = limits_;
    limits.states = states - proof_.work;
    CutSearch search(steps_, range_, *tables, limits);
    const std::uint64_t before = proof_.work;
    raise(search);
    proof_.work = before + search.work();
  }

  /// Searches for cuts ever larger, until a plan is found, the incumbent's is reached, or no cut can be larger. States grow
  /// exponentially with the cut allowed: the step is such that a pass costs some times the one before, and a pass that costs
  /// far more has stepped too far and is taken back.
  void raise(CutSearch& search) {
    const std::int64_t end = proof_.plan.empty() ? edges_ : proof_.cut - 1;
    std::int64_t step = std::max<std::int64_t>(1, proof_.lower_bound / 64);
    std::uint64_t last = few_states;
    while (proof_.lower_bound <= end) {
      const std::int64_t most = std::min(end, proof_.lower_bound + step - 1);
      const std::uint64_t before = search.work();
      const CutSearch::Answer answer = search.run(most, step > 1 ? last * too_far : limits_.states);
      if (answer.stopped == CutSearch::Stop::deadline) proof_.status = ProofStatus::deadline;
      if (answer.stopped == CutSearch::Stop::limit || answer.stopped == CutSearch::Stop::deadline) return;
      if (answer.stopped == CutSearch::Stop::states) {
        step = std::max<std::int64_t>(1, step / 4);
        continue;
      }
      proof_.lower_bound = answer.lower_bound;
      if (!answer.part_of_step.empty()) return keep(answer);
      const std::uint64_t now = std::max(few_states, search.work() - before);
      if (now < 2 * last) step *= 2;
      if (now > 4 * last) step = std::max<std::int64_t>(1, step / 2);
      last = now;
    }
    proof_.lower_bound = proof_.plan.empty() ? 0 : proof_.cut;
    proof_.status = proof_.plan.empty() ? ProofStatus::infeasible : ProofStatus::proven;
  }

  void keep(const CutSearch::Answer& answer) {
    std::vector<std::uint32_t> plan(graph_.size());
    for (std::size_t i = 0; i < steps_.size(); ++i) plan[steps_[i].node] = answer.part_of_step[i];
    proof_.plan = in_order(std::move(plan));
    proof_.cut = answer.lower_bound;
    proof_.status = ProofStatus::proven;
  }

  const WeightedGraph& graph_;
  ProofLimits limits_;
  PartRange range_;
  std::span<const FrontierStep> steps_;
  std::int64_t edges_;
  CutProof proof_;
};

}  // namespace

std::vector<FrontierStep> proof_steps(const WeightedGraph& graph) {
  if (graph.size() > most_nodes) return {};
  std::vector<FrontierStep> steps = frontier_steps(graph, frontier_order(graph));
  return frontier_width(steps) > most_table_width ? steps : with_links(graph, std::move(steps));
}

CutProof prove_cut(const WeightedGraph& graph, const PartRange& range, std::span<const std::uint32_t> incumbent,
                   const ProofLimits& limits) {
  return prove_cut(graph, {}, range, incumbent, limits);
}

CutProof prove_cut(const WeightedGraph& graph, std::span<const FrontierStep> steps, const PartRange& asked,
                   std::span<const std::uint32_t> incumbent, const ProofLimits& limits) {
  const PartRange range = checked_range(graph, asked);
  if (!incumbent.empty() && !is_plan(graph, incumbent, range)) {
    throw core::Error(
        core::ErrorCode::input,
        {.zh = "作为上界的方案不满足份数、连通、权重或规模的范围",
         .en = "the plan given as an upper bound breaks the number of parts, their connection or their range of weight or size"});
  }
  if (total_edge_weight(graph) > most_edge_weight) {
    throw core::Error(
        core::ErrorCode::input,
        {.zh = fmt::format("边的总权重 {}：割的证明最多允许 {}", total_edge_weight(graph), most_edge_weight),
         .en = fmt::format("the edges weigh {} in all; a proof takes at most {}", total_edge_weight(graph), most_edge_weight)});
  }
  return Proof(graph, range, limits).run(incumbent, steps);
}

}  // namespace wangge::planning
