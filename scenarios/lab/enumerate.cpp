#include "scenarios/lab/enumerate.h"

#include "engine/core/error.h"
#include "engine/planning/exact/count_plans.h"
#include "engine/planning/exact/graph_file.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

/// The weights that lie within the slack around the mean, which need not be whole.
planning::PartRange range_of(const planning::WeightedGraph& graph, const EnumerateQuestion& question) {
  if (question.min && question.max) return {question.parts, *question.min, *question.max};
  const std::int64_t total = planning::total_weight(graph);
  const std::int64_t low = (total + question.parts - 1) / question.parts;
  return {question.parts, std::max<std::int64_t>(0, low - question.slack), total / question.parts + question.slack};
}

}  // namespace

GridSize grid_size(std::string_view text) {
  GridSize size;
  const char* end = text.data() + text.size();
  const auto rows = std::from_chars(text.data(), end, size.rows);
  if (rows.ec == std::errc() && rows.ptr != end && *rows.ptr == 'x') {
    const auto columns = std::from_chars(rows.ptr + 1, end, size.columns);
    const bool fits = size.rows >= 1 && size.columns >= 1 && size.rows <= 1000 && size.columns <= 1000;
    if (columns.ec == std::errc() && columns.ptr == end && fits) return size;
  }
  throw core::Error(core::ErrorCode::usage,
                    {.zh = fmt::format("--grid {}：应为“行x列”，各 1 到 1000，如 6x6", text),
                     .en = fmt::format("--grid {}: expected ROWSxCOLUMNS, 1 to 1000 each, such as 6x6", text)});
}

std::string lab_enumerate(const EnumerateQuestion& question) {
  const planning::WeightedGraph graph =
      question.graph ? planning::read_graph_file(*question.graph) : planning::grid_graph(question.rows, question.columns);
  const planning::PartRange range = range_of(graph, question);
  // No whole weight lies within a slack of nothing around a mean that is not whole.
  const planning::PlanCount count =
      range.min > range.max ? planning::PlanCount() : planning::count_plans(graph, range, {.bytes = question.mebibytes << 20});
  return fmt::format("{{\n  \"plans\": {}\n}}\n", planning::to_string(count));
}

}  // namespace wangge::scenarios
