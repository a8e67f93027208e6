#include "scenarios/lab/partition.h"

#include "engine/planning/exact/cut_bound.h"
#include "engine/planning/exact/deviation_bound.h"
#include "engine/planning/exact/graph_file.h"
#include "engine/planning/exact/lattice_bound.h"
#include "engine/planning/exact/prove_cut.h"
#include "engine/planning/parts/search_parts.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/cpu_seconds.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using planning::CutProof;
using planning::ProofStatus;
using planning::WeightedGraph;
using Clock = std::chrono::steady_clock;

constexpr std::uint64_t quick_states = 1'000'000;  ///< of the proof that comes before the search
constexpr double settled_share = 0.48;             ///< of the work of a search, where it finds nothing better any more
constexpr double quick_share = 0.3;                ///< of the seconds, likewise
constexpr double search_share = 0.4;               ///< of the seconds that are left then, for the search

std::string_view name(ProofStatus status) {
  switch (status) {
    case ProofStatus::proven:
      return "proof";
    case ProofStatus::infeasible:
      return "infeasible";
    case ProofStatus::deadline:
      return "seconds";
    case ProofStatus::limit:
      break;
  }
  return "work";
}

/// The best that is known of one question, improved step by step.
class Solver {
 public:
  Solver(const PartitionQuestion& question, const WeightedGraph& graph, Clock::time_point start)
      : question_(question), graph_(graph), start_(start), range_{question.parts, question.min, question.max} {}

  const CutProof& solve() {
    prove({}, std::min(quick_states, question_.states), quick_share);
    if (settled()) return best_;
    best_.lower_bound = std::max(best_.lower_bound, planning::lattice_bound(graph_, range_));
    // First, since a bound of a large graph may take all the time there is.
    search();
    if (settled()) return best_;
    best_.lower_bound = std::max(best_.lower_bound, planning::cut_bound(graph_, range_, {.deadline = deadline(1)}).cut);
    if (!best_.plan.empty() && best_.cut <= best_.lower_bound) best_.status = ProofStatus::proven;
    // A frontier too wide for tables was refused at once; it would be again.
    if (!settled() && provable_) prove(best_.plan, question_.states, 1);
    return best_;
  }

 private:
  [[nodiscard]] bool settled() const { return best_.status == ProofStatus::proven || best_.status == ProofStatus::infeasible; }

  [[nodiscard]] std::optional<Clock::time_point> deadline(double share) const {
    if (!question_.seconds) return std::nullopt;
    return start_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(*question_.seconds * share));
  }

  void prove(const std::vector<std::uint32_t>& incumbent, std::uint64_t states, double share) {
    CutProof proof = planning::prove_cut(graph_, range_, incumbent, {.states = states, .deadline = deadline(share)});
    provable_ = proof.work > 0;
    proof.work += best_.work;
    proof.lower_bound = std::max(proof.lower_bound, best_.lower_bound);
    best_ = std::move(proof);
  }

  void search() {
    planning::SearchLimits limits{
        .work = question_.search_work,
        .reach = best_.lower_bound,
        .settled = static_cast<std::uint64_t>(settled_share * static_cast<double>(question_.search_work)),
        .seed = question_.seed};
    if (question_.seconds) {
      const double spent = std::chrono::duration<double>(Clock::now() - start_).count();
      limits.seconds = std::max(0.0, *question_.seconds - spent) * search_share;
    }
    const planning::SearchAnswer answer = planning::search_parts(graph_, {range_.parts, range_.min, range_.max}, limits);
    best_.work += answer.work;
    best_.status = answer.stopped_by == planning::StoppedBy::seconds ? ProofStatus::deadline : ProofStatus::limit;
    if (!answer.feasible) return;
    best_.plan = answer.part;
    best_.cut = answer.cut;
    if (best_.cut <= best_.lower_bound) best_.status = ProofStatus::proven;
  }

  const PartitionQuestion& question_;
  const WeightedGraph& graph_;
  Clock::time_point start_;
  planning::PartRange range_;
  bool provable_ = false;
  CutProof best_;
};

/// Of the largest deviation from the mean weight.
double deviation(const WeightedGraph& graph, const CutProof& best, std::uint32_t parts) {
  std::vector<std::int64_t> weights(parts, 0);
  for (std::size_t node = 0; node < graph.size(); ++node) weights[best.plan[node]] += graph.node_weights[node];
  std::int64_t most = 0;
  for (const std::int64_t weight : weights) most = std::max(most, std::abs(weight * parts - planning::total_weight(graph)));
  return static_cast<double>(most) / parts;
}

}  // namespace

std::string lab_partition(const PartitionQuestion& question) {
  const auto start = Clock::now();
  const double cpu_start = cpu_seconds(CpuOf::process);
  const WeightedGraph graph = planning::read_graph_file(question.graph);
  Solver solver(question, graph, start);
  const CutProof& best = solver.solve();
  if (question.out) {
    std::string lines;
    for (const std::uint32_t part : best.plan) lines += fmt::format("{}\n", part);
    write_file(*question.out, lines);
  }
  nlohmann::json answer = {{"cut_edges", nullptr},
                           {"lower_bound", best.lower_bound},
                           {"feasible", !best.plan.empty()},
                           {"stopped_by", name(best.status)},
                           {"work", best.work},
                           {"deviation", nullptr},
                           {"deviation_bound", nullptr}};
  if (question.parts <= graph.size()) {
    answer["deviation_bound"] = static_cast<double>(planning::deviation_bound(graph, question.parts)) / question.parts;
  }
  if (!best.plan.empty()) {
    answer["cut_edges"] = best.cut;
    answer["deviation"] = deviation(graph, best, question.parts);
  }
  answer["seconds"] = std::chrono::duration<double>(Clock::now() - start).count();
  answer["cpu_seconds"] = cpu_seconds(CpuOf::process) - cpu_start;
  return answer.dump(2) + "\n";
}

}  // namespace wangge::scenarios
