#include "engine/planning/exact/cut_bound.h"

#include "engine/planning/exact/lattice_bound.h"
#include "engine/planning/exact/part_prices.h"
#include "engine/planning/exact/spreading_bound.h"
#include "engine/planning/exact/vertex_order.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace wangge::planning {
namespace {

constexpr std::size_t most_nodes = 4096;  ///< for which an order is sought

}  // namespace

CutBound cut_bound(const WeightedGraph& graph, const PartRange& asked, const BoundLimits& limits) {
  const PartRange range = checked_range(graph, asked);
  CutBound bound;
  bound.cut = std::max<std::int64_t>(
      0, spreading_bound(graph, range.max, {.rounds = limits.rounds, .visits = limits.visits, .deadline = limits.deadline}));
  if (limits.deadline && std::chrono::steady_clock::now() >= *limits.deadline) return bound;
  bound.cut = std::max(bound.cut, lattice_bound(graph, range));
  if (limits.table_bytes == 0 || graph.size() > most_nodes || total_edge_weight(graph) > most_edge_weight) return bound;
  const std::vector<FrontierStep> steps = frontier_steps(graph, frontier_order(graph));
  const std::int64_t hint = std::max<std::int64_t>(1, total_edge_weight(graph) / 2);
  const std::optional<PartTables> tables = priced_tables(
      steps, range, hint, {.bytes = limits.table_bytes, .filled = limits.table_filled, .deadline = limits.deadline});
  if (tables && tables->cut_of_ticks(tables->root()) > bound.cut)
    bound = {.cut = tables->cut_of_ticks(tables->root()), .by_tables = true};
  return bound;
}

}  // namespace wangge::planning
