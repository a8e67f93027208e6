#include "scenarios/lab/recom.h"

#include "engine/core/error.h"
#include "engine/planning/sampling/recom_chain.h"
#include "gis/read/file_hash.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/cpu_seconds.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using planning::RecomChain;
using planning::RecomRules;
using Plan = std::vector<std::uint32_t>;

constexpr std::uint64_t plan_stride = 100;
/// A chain that draws so many trees a step in the mean is stuck.
constexpr std::uint64_t most_trees_a_step = 10'000;

RecomRules rules_of(const RecomQuestion& question) {
  const double cells = static_cast<double>(question.rows) * static_cast<double>(question.columns);
  const double mean = cells / question.parts;
  constexpr double rounding = 1e-9;
  RecomRules rules;
  rules.parts = question.parts;
  rules.min = static_cast<std::int64_t>(std::ceil(mean * (1 - question.tolerance) - rounding));
  rules.max = static_cast<std::int64_t>(std::floor(mean * (1 + question.tolerance) + rounding));
  rules.reversible = question.reversible;
  rules.reckoned_edges = question.reckoned_edges;
  return rules;
}

Plan start_of(const RecomQuestion& question, const planning::WeightedGraph& graph, const RecomRules& rules) {
  const std::size_t cells = graph.size();
  if (question.parts < 2 || question.parts > cells) {
    throw core::Error(core::ErrorCode::usage,
                      {.zh = fmt::format("--parts {}：应为 2 至格数 {}", question.parts, cells),
                       .en = fmt::format("--parts {}: expected 2 to the number of cells, {}", question.parts, cells)});
  }
  if (rules.min > rules.max) {
    const double mean = static_cast<double>(cells) / question.parts;
    throw core::Error(
        core::ErrorCode::usage,
        {.zh = fmt::format("--tolerance {}：每部分平均 {:.2f} 格，容差内没有整数；请加大容差", question.tolerance, mean),
         .en = fmt::format("--tolerance {}: no whole number of cells is so near to the mean of {:.2f}; a larger "
                           "tolerance would do",
                           question.tolerance, mean)});
  }
  Plan start = planning::column_stripes(question.rows, question.columns, question.parts);
  if (planning::is_plan(graph, start, rules.parts, rules.min, rules.max)) return start;
  throw core::Error(core::ErrorCode::usage,
                    {.zh = fmt::format("--tolerance {}：每部分须有 {} 至 {} 格，{} 格不能均分为 {} 条；请加大容差",
                                       question.tolerance, rules.min, rules.max, cells, question.parts),
                     .en = fmt::format("--tolerance {}: a part must have {} to {} cells, and {} cells make no {} such stripes; "
                                       "a larger tolerance would do",
                                       question.tolerance, rules.min, rules.max, cells, question.parts)});
}

struct Walk {
  std::vector<Plan> plans;
  double seconds = 0;
};

Walk walk(RecomChain& chain, const RecomQuestion& question) {
  Walk walk;
  const double start = cpu_seconds(CpuOf::thread);
  const auto done = [&] { return question.reversible ? chain.tally().proposals : chain.tally().steps; };
  const std::uint64_t stride_of_check = question.reversible ? 1 : most_trees_a_step;
  std::uint64_t next = plan_stride;
  while (done() < question.steps && chain.tally().proposals < question.steps * stride_of_check) {
    chain.propose();
    if (done() < next) continue;
    walk.plans.push_back(chain.plan());
    next += plan_stride;
  }
  walk.seconds = cpu_seconds(CpuOf::thread) - start;
  return walk;
}

std::string lines_of(std::span<const Plan> plans) {
  std::string text;
  for (const Plan& plan : plans) text += fmt::format("{}\n", fmt::join(plan, " "));
  return text;
}

void add_laws(json& answer, const RecomQuestion& question, const RecomChain& chain) {
  answer["tree"] = "uniform among the spanning trees of the two parts together (Wilson 1996)";
  answer["pair"] = "the parts on both sides of an edge drawn uniformly among the edges between parts";
  if (!question.reversible) {
    answer["edge"] =
        "uniform among the tree's edges with both sides in range; a tree without one is drawn again for the same pair";
    answer["plans"] = "no closed form";
    return;
  }
  const std::string reckoned = question.reckoned_edges ? fmt::format("{}", *question.reckoned_edges) : "the most a tree can have";
  answer["edge"] = fmt::format(
      "each of the tree's edges with both sides in range with chance 1 / m, m = {}; then accepted with "
      "chance min(1, cut edges before / after)",
      reckoned);
  answer["plans"] = "chance in proportion to the product over the parts of their numbers of spanning trees";
  answer["clipped"] = chain.tally().clipped;
}

}  // namespace

std::string lab_recom(const RecomQuestion& question) {
  const planning::WeightedGraph graph = planning::grid_graph(question.rows, question.columns);
  const RecomRules rules = rules_of(question);
  RecomChain chain(graph, start_of(question, graph, rules), rules, core::Stream(question.seed, 0, "recom", 0));
  const Walk walked = walk(chain, question);
  const std::string lines = lines_of(walked.plans);
  if (question.out) replace_file(*question.out, lines);
  json answer = {{"proposals", chain.tally().proposals},
                 {"steps", chain.tally().steps},
                 {"cpu_seconds", walked.seconds},
                 {"steps_per_cpu_second", std::round(static_cast<double>(chain.tally().steps) / std::max(walked.seconds, 1e-9))},
                 {"digest", gis::sha256_of_text(lines)},
                 {"min", rules.min},
                 {"max", rules.max}};
  add_laws(answer, question, chain);
  return answer.dump(2) + "\n";
}

}  // namespace wangge::scenarios
