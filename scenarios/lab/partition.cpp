#include "scenarios/lab/partition.h"

#include "engine/planning/exact/graph_file.h"
#include "engine/planning/exact/prove_cut.h"
#include "scenarios/run/checked_file.h"

#include <chrono>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using planning::CutProof;
using planning::ProofStatus;

std::string_view why(ProofStatus status) {
  switch (status) {
    case ProofStatus::proven:
      return "proof";
    case ProofStatus::infeasible:
      return "infeasible";
    case ProofStatus::limit:
      break;
  }
  return "work";
}

}  // namespace

std::string lab_partition(const PartitionQuestion& question) {
  const auto start = std::chrono::steady_clock::now();
  const planning::WeightedGraph graph = planning::read_graph_file(question.graph);
  const planning::PartRange range{question.parts, question.min, question.max};
  const CutProof proof = planning::prove_cut(graph, range, {}, {.states = question.states});
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (question.out) {
    std::string lines;
    for (const std::uint32_t part : proof.plan) lines += fmt::format("{}\n", part);
    write_file(*question.out, lines);
  }
  nlohmann::json answer = {{"cut_edges", nullptr}, {"lower_bound", proof.lower_bound}, {"feasible", !proof.plan.empty()},
                           {"seconds", seconds},   {"stopped_by", why(proof.status)},  {"work", proof.work}};
  if (!proof.plan.empty()) answer["cut_edges"] = proof.cut;
  return answer.dump(2) + "\n";
}

}  // namespace wangge::scenarios
