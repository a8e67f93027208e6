#include "engine/planning/repartition/divide.h"

#include "engine/core/random.h"
#include "engine/planning/repartition/divide_search.h"
#include "engine/planning/repartition/exact_division.h"
#include "engine/planning/spanning_cut.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <limits>
#include <utility>

namespace wangge::planning {
namespace {

using Node = SearchGraph::Node;
using Labels = std::vector<std::uint32_t>;

constexpr int seed_trees = 4;
/// Stages of a search, in proposals a node from the start: 1, 2, 4 … 64, 125, 250, 500 …
constexpr int small_stages = 7;
constexpr std::uint64_t first_stage = 125;
/// Numbers of luck that one stream of a caller may take.
constexpr std::uint64_t most_stages = 64;

/// Proposals a node after which a stage ends.
std::uint64_t stage_end(int stage) {
  return stage < small_stages ? std::uint64_t{1} << stage : first_stage << (stage - small_stages);
}

/// The nodes of one group as a graph of their own.
SearchGraph part_of(const SearchGraph& graph, const std::vector<Node>& members) {
  std::vector<Node> place(graph.size(), ~0U);
  for (std::size_t i = 0; i < members.size(); ++i) place[members[i]] = static_cast<Node>(i);
  SearchGraph part;
  part.first.push_back(0);
  for (const Node node : members) {
    part.nodes.push_back(graph.nodes[node]);
    part.cells.push_back(graph.cells[node]);
    part.total += graph.nodes[node].size;
    for (SearchGraph::Arc arc : graph.out(node)) {
      if (place[arc.to] == ~0U) continue;
      arc.to = place[arc.to];
      part.arcs.push_back(arc);
    }
    part.first.push_back(static_cast<std::uint32_t>(part.arcs.size()));
  }
  std::vector<std::uint32_t> next(part.first.begin(), part.first.end() - 1);
  for (Node node = 0; node < part.size(); ++node) {
    for (std::uint32_t at = part.first[node]; at < part.first[node + 1]; ++at) part.arcs[at].back = next[part.arcs[at].to]++;
  }
  return part;
}

/// Each group divided on its own; nothing where there are more groups than parts.
std::optional<Labels> within_groups(const SearchGraph& graph, const std::vector<std::vector<Node>>& members, std::uint32_t parts,
                                    core::Stream& luck) {
  if (members.size() > parts) return std::nullopt;
  std::vector<std::int64_t> sizes;
  for (const auto& group : members) {
    std::int64_t& sum = sizes.emplace_back(0);
    for (const Node node : group) sum += graph.nodes[node].size;
  }
  const std::vector<std::uint32_t> counts = apportion(sizes, parts);
  Labels labels(graph.size(), 0);
  std::uint32_t first = 0;
  for (std::size_t group = 0; group < members.size(); ++group) {
    if (counts[group] > members[group].size()) return std::nullopt;
    const SearchGraph own = part_of(graph, members[group]);
    SpanningCut cutter(own);
    const Labels seeded = cutter.seed(counts[group], 0, seed_trees, luck);
    for (std::size_t i = 0; i < members[group].size(); ++i) labels[members[group][i]] = first + seeded[i];
    first += counts[group];
  }
  return labels;
}

std::int64_t least_moved(const SearchGraph& graph, const std::vector<std::vector<Node>>& members, const DivideRules& rules) {
  std::int64_t bound = 0;
  std::vector<std::int64_t> most_kept;
  for (const auto& group : members) {
    // The most households that fit into one part of the maximum size, as if nodes could be cut: densest first. A part with an
    // atom over the maximum has no such bound.
    std::vector<Node> order = group;
    std::sort(order.begin(), order.end(), [&](Node a, Node b) {
      const auto& x = graph.nodes[a];
      const auto& y = graph.nodes[b];
      const double left = x.households * static_cast<double>(std::max<std::int64_t>(1, y.size));
      const double right = y.households * static_cast<double>(std::max<std::int64_t>(1, x.size));
      return left != right ? left > right : a < b;
    });
    double kept = 0;
    double all = 0;
    std::int64_t room = rules.size.most;
    bool giant = false;
    for (const Node node : order) {
      const SearchGraph::NodeRow& row = graph.nodes[node];
      giant = giant || row.giants > 0;
      all += row.households;
      const double share = row.size == 0 ? 1.0 : std::clamp(static_cast<double>(room) / static_cast<double>(row.size), 0.0, 1.0);
      kept += share * row.households;
      room -= std::min(room, row.size);
    }
    const auto whole = static_cast<std::int64_t>(all);
    most_kept.push_back(giant ? whole : std::min(whole, static_cast<std::int64_t>(kept + 1e-6)));
    bound += whole - most_kept.back();
  }
  // Groups beyond the number of parts have no heir: at best those that keep least.
  std::sort(most_kept.begin(), most_kept.end());
  for (std::size_t i = 0; i + rules.parts < most_kept.size(); ++i) bound += most_kept[i];
  return bound;
}

}  // namespace

std::vector<std::uint32_t> apportion(const std::vector<std::int64_t>& sizes, std::uint32_t parts,
                                     const std::vector<std::uint32_t>& most) {
  const bool enough = sizes.size() <= parts;
  std::vector<std::uint32_t> counts(sizes.size(), enough ? 1 : 0);
  // By size a part, and those without a part before all others, by their size.
  const auto before = [&](std::size_t a, std::size_t b) {
    if (counts[a] == 0 || counts[b] == 0) return std::pair(counts[a] == 0, sizes[a]) > std::pair(counts[b] == 0, sizes[b]);
    return sizes[a] * counts[b] > sizes[b] * counts[a];
  };
  for (std::size_t left = parts - (enough ? sizes.size() : 0); left > 0; --left) {
    std::size_t next = sizes.size();
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      const bool full = !most.empty() && counts[i] >= most[i];
      if (!full && (next == sizes.size() || before(i, next))) next = i;
    }
    assert(next < sizes.size());
    ++counts[next];
  }
  return counts;
}

Division divide(const SearchGraph& graph, const std::vector<std::uint32_t>& group_of_node, const DivideRules& rules,
                core::Seed seed) {
  std::vector<std::vector<Node>> members;
  for (Node node = 0; node < graph.size(); ++node) {
    if (group_of_node[node] >= members.size()) members.resize(group_of_node[node] + 1);
    members[group_of_node[node]].push_back(node);
  }
  const auto seeded = [&](std::uint32_t attempt, core::Stream& luck) {
    std::optional<Labels> labels;
    if (attempt % 4 != 3) labels = within_groups(graph, members, rules.parts, luck);
    return labels ? std::move(*labels) : SpanningCut(graph).seed(rules.parts, 0, seed_trees, luck);
  };
  core::Stream first(seed, 0, "repartition.scale", rules.stream);
  const DivideGround ground(graph, group_of_node, rules, seeded(0, first));
  Division best = worst_division();
  for (std::uint32_t attempt = 0; attempt < rules.attempts; ++attempt) {
    for (int stage = 0; stage == 0 || stage_end(stage) <= rules.effort; ++stage) {
      core::Stream luck(seed, attempt, "repartition", rules.stream * most_stages + static_cast<std::uint64_t>(stage));
      DivideSearch search(ground, seeded(attempt + static_cast<std::uint32_t>(stage), luck));
      search.run(stage_end(stage) - (stage == 0 ? 0 : stage_end(stage - 1)), luck, best);
    }
  }
  improve_exactly(ground, best);
  best.least_moved = least_moved(graph, members, rules);
  if (best.moved_proven && best.excess == 0) best.least_moved = best.moved;
  if (rules.smooth > 0) {
    core::Stream luck(seed, 0, "repartition.smooth", rules.stream);
    DivideSearch(ground, best.part_of_node).smooth(rules.effort * graph.size(), luck, best);
  }
  return best;
}

}  // namespace wangge::planning
