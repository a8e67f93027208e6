#include "scenarios/lab/partition.h"

#include "engine/planning/exact/cut_bound.h"
#include "engine/planning/exact/deviation_bound.h"
#include "engine/planning/exact/graph_file.h"
#include "engine/planning/exact/lattice_bound.h"
#include "engine/planning/exact/prove_cut.h"
#include "engine/planning/exact/tight_parts.h"
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

/// What one question may still cost.
struct Means {
  std::uint64_t states = 0;
  std::uint64_t search_work = 0;
  core::Seed seed;
  std::optional<Clock::time_point> deadline;
};

/// The best that is known of one question, improved step by step.
class Solver {
 public:
  Solver(const WeightedGraph& graph, const planning::PartRange& range, const Means& means)
      : graph_(graph), range_(range), means_(means) {}

  const CutProof& solve() {
    prove({}, std::min(quick_states, means_.states), quick_share);
    if (settled()) return best_;
    best_.lower_bound = std::max(best_.lower_bound, planning::lattice_bound(graph_, range_));
    // First, since a bound of a large graph may take all the time there is.
    if (!solve_tight()) search();
    if (settled()) return best_;
    best_.lower_bound = std::max(best_.lower_bound, planning::cut_bound(graph_, range_, {.deadline = deadline(1)}).cut);
    if (!best_.plan.empty() && best_.cut <= best_.lower_bound) best_.status = ProofStatus::proven;
    // A frontier too wide for tables was refused at once; it would be again.
    if (!settled() && provable_) prove(best_.plan, means_.states, 1);
    return best_;
  }

 private:
  [[nodiscard]] bool settled() const { return best_.status == ProofStatus::proven || best_.status == ProofStatus::infeasible; }

  /// At a share of the time that is left.
  [[nodiscard]] std::optional<Clock::time_point> deadline(double share) const {
    if (!means_.deadline) return std::nullopt;
    return start_ + std::chrono::duration_cast<Clock::duration>((*means_.deadline - start_) * share);
  }

  void prove(const std::vector<std::uint32_t>& incumbent, std::uint64_t states, double share) {
    CutProof proof = planning::prove_cut(graph_, range_, incumbent, {.states = states, .deadline = deadline(share)});
    provable_ = proof.work > 0;
    proof.work += best_.work;
    proof.lower_bound = std::max(proof.lower_bound, best_.lower_bound);
    best_ = std::move(proof);
  }

  void search() {
    planning::SearchLimits limits{.work = means_.search_work,
                                  .reach = best_.lower_bound,
                                  .settled = static_cast<std::uint64_t>(settled_share * static_cast<double>(means_.search_work)),
                                  .seed = means_.seed};
    if (means_.deadline) {
      const double left = std::chrono::duration<double>(*means_.deadline - Clock::now()).count();
      limits.seconds = std::max(0.0, left) * search_share;
    }
    const planning::SearchAnswer answer = planning::search_parts(graph_, {range_.parts, range_.min, range_.max}, limits);
    best_.work += answer.work;
    best_.status = answer.stopped_by == planning::StoppedBy::seconds ? ProofStatus::deadline : ProofStatus::limit;
    if (!answer.feasible) return;
    best_.plan = answer.part;
    best_.cut = answer.cut;
    if (best_.cut <= best_.lower_bound) best_.status = ProofStatus::proven;
  }

  /// Where the part of some node has few ways to look: each way's pieces are questions of their own. False where none has.
  bool solve_tight() {
    const auto ways = planning::tight_parts(graph_, range_);
    if (!ways) return false;
    std::optional<std::int64_t> bound;  // of all ways that are not proven impossible
    bool clock = false;
    for (std::size_t i = 0; i < ways->size(); ++i) {
      const CutProof proof = solve_way((*ways)[i], ways->size() - i);
      best_.work += proof.work;
      if (proof.status == ProofStatus::infeasible) continue;
      clock = clock || proof.status == ProofStatus::deadline;
      bound = std::min(bound.value_or(proof.lower_bound), proof.lower_bound);
      if (!proof.plan.empty() && (best_.plan.empty() || proof.cut < best_.cut)) {
        best_.plan = proof.plan;
        best_.cut = proof.cut;
      }
    }
    best_.status = clock ? ProofStatus::deadline : ProofStatus::limit;
    if (!bound) best_.status = ProofStatus::infeasible;
    best_.lower_bound = std::max(best_.lower_bound, bound.value_or(0));
    if (!best_.plan.empty() && best_.cut <= best_.lower_bound) best_.status = ProofStatus::proven;
    return true;
  }

  /// Of all that is left, as much as each of so many ways may have; a piece has its share by nodes.
  CutProof solve_way(const planning::TightPart& way, std::size_t ways) {
    CutProof all{.status = ProofStatus::proven, .plan = std::vector<std::uint32_t>(graph_.size(), 0)};
    std::uint32_t parts = 1;
    std::vector<std::uint32_t> piece_of(graph_.size(), 0);
    for (std::size_t i = 0; i < way.rest.size(); ++i) {
      for (const WeightedGraph::Node node : way.rest[i].nodes) piece_of[node] = static_cast<std::uint32_t>(i + 1);
    }
    all.cut = all.lower_bound = planning::cut_of(graph_, piece_of);
    double before = 0;  // nodes of the pieces solved
    const auto start = Clock::now();
    const double rest = static_cast<double>(graph_.size() - way.nodes.size());
    for (const planning::TightPart::Piece& piece : way.rest) {
      before += static_cast<double>(piece.nodes.size());
      Means means{
          .states = means_.states, .search_work = means_.search_work / ways, .seed = means_.seed, .deadline = std::nullopt};
      if (means_.deadline) {
        const auto left = (*means_.deadline - start) * (before / rest / static_cast<double>(ways));
        means.deadline = start + std::chrono::duration_cast<Clock::duration>(left);
      }
      const WeightedGraph graph = planning::graph_of(graph_, piece.nodes);
      planning::PartRange range = range_;
      range.parts = piece.parts;
      Solver solver(graph, range, means);
      const CutProof& proof = solver.solve();
      all.work += proof.work;
      all.lower_bound += proof.lower_bound;
      if (proof.status != ProofStatus::proven) all.status = proof.status;
      if (proof.status == ProofStatus::infeasible) break;
      if (proof.plan.empty() || all.plan.empty()) {
        all.plan.clear();
      } else {
        for (std::size_t i = 0; i < piece.nodes.size(); ++i) all.plan[piece.nodes[i]] = parts + proof.plan[i];
        all.cut += proof.cut;
      }
      parts += piece.parts;
    }
    return all;
  }

  const WeightedGraph& graph_;
  planning::PartRange range_;
  Means means_;
  Clock::time_point start_ = Clock::now();
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
  Means means{.states = question.states, .search_work = question.search_work, .seed = question.seed, .deadline = std::nullopt};
  if (question.seconds) {
    means.deadline = start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(*question.seconds));
  }
  Solver solver(graph, {.parts = question.parts, .min = question.min, .max = question.max}, means);
  const CutProof& best = solver.solve();
  if (question.out) {
    std::string lines;
    for (const std::uint32_t part : best.plan) lines += fmt::format("{}\n", part);
    replace_file(*question.out, lines);
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
