#include "engine/planning/sampling/recom_chain.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace wangge::planning {

using Local = PairTree::Local;

RecomChain::RecomChain(const WeightedGraph& graph, std::vector<std::uint32_t> plan, const RecomRules& rules, core::Stream luck)
    : rules_(rules), bits_(luck), tree_(graph), plan_(std::move(plan)), members_(rules.parts) {
  assert(rules.parts >= 2 && is_plan(graph, plan_, rules.parts, rules.min, rules.max));
  for (Node node = 0; node < graph.size(); ++node) {
    members_[plan_[node]].push_back(node);
    for (const Node other : graph.around(node)) {
      if (node >= other) continue;
      edges_.push_back({node, other});
      cut_edges_ += plan_[node] == plan_[other] ? 0 : 1;
    }
  }
}

std::int64_t RecomChain::cut_edges() const {
  if (rules_.reversible) return cut_edges_;
  return std::count_if(edges_.begin(), edges_.end(), [&](const Arc& edge) { return plan_[edge.from] != plan_[edge.to]; });
}

/// By rejection: no list of cut edges has to be kept.
RecomChain::Arc RecomChain::draw_cut_edge() {
  while (true) {
    const Arc edge = edges_[bits_.luck().below(static_cast<std::uint32_t>(edges_.size()))];
    if (plan_[edge.from] != plan_[edge.to]) return edge;
  }
}

void RecomChain::draw_pair() {
  const Arc edge = draw_cut_edge();
  a_ = plan_[edge.from];
  b_ = plan_[edge.to];
  tree_.load(members_[a_], members_[b_], {rules_.min, rules_.max});
  root_ = tree_.local(edge.from);
  pair_drawn_ = true;
}

bool RecomChain::propose() {
  if (!pair_drawn_ || rules_.reversible) draw_pair();
  ++tally_.proposals;
  tree_.grow(root_, bits_);
  const std::optional<Local> edge = draw_edge();
  if (!edge) return false;
  pair_drawn_ = false;
  const bool changed = cut(*edge);
  tally_.steps += changed ? 1 : 0;
  return changed;
}

std::optional<Local> RecomChain::draw_edge() {
  const auto found = static_cast<std::uint32_t>(tree_.edges().size());
  if (found == 0) return std::nullopt;
  if (!rules_.reversible) return tree_.edges()[bits_.luck().below(found)];
  const std::uint32_t reckoned = rules_.reckoned_edges.value_or(tree_.most_edges());
  tally_.clipped += found > reckoned ? 1 : 0;
  const std::uint32_t slot = bits_.luck().below(std::max(reckoned, found));
  return slot < found ? std::optional(tree_.edges()[slot]) : std::nullopt;
}

bool RecomChain::cut(Local edge) {
  const std::span<const std::uint8_t> side = tree_.side_beyond(edge);
  const auto first = static_cast<std::ptrdiff_t>(tree_.size_of_first());
  const auto beyond_first = static_cast<std::size_t>(std::count(side.begin(), side.begin() + first, std::uint8_t{1}));
  const auto beyond_second = static_cast<std::size_t>(std::count(side.begin() + first, side.end(), std::uint8_t{1}));
  const std::size_t size_first = tree_.size_of_first();
  const std::size_t size_second = tree_.size() - size_first;
  const bool same = (beyond_first == size_first && beyond_second == 0) || (beyond_first == 0 && beyond_second == size_second);
  if (same || (rules_.reversible && !accept(side))) return false;
  // The name of a part stays with the larger share of its nodes; names are no part of the law.
  move(side, beyond_first + (size_second - beyond_second) >= tree_.size() - tree_.size() / 2);
  return true;
}

bool RecomChain::accept(std::span<const std::uint8_t> side) {
  std::vector<std::uint8_t> now(tree_.size(), 1);
  std::fill(now.begin(), now.begin() + static_cast<std::ptrdiff_t>(tree_.size_of_first()), std::uint8_t{0});
  const std::int64_t then = cut_edges_ - tree_.seam(now).edges + tree_.seam(side).edges;
  const double chance = static_cast<double>(cut_edges_) / static_cast<double>(then);
  if (bits_.luck().uniform() >= chance) return false;
  cut_edges_ = then;
  return true;
}

void RecomChain::move(std::span<const std::uint8_t> side, bool first_beyond) {
  members_[a_].clear();
  members_[b_].clear();
  for (std::size_t i = 0; i < side.size(); ++i) {
    const std::uint32_t part = (side[i] != 0) == first_beyond ? a_ : b_;
    const Node node = tree_.members()[i];
    plan_[node] = part;
    members_[part].push_back(node);
  }
}

std::vector<std::uint32_t> column_stripes(std::uint32_t rows, std::uint32_t columns, std::uint32_t parts) {
  const std::uint64_t nodes = std::uint64_t{rows} * columns;
  std::vector<std::uint32_t> plan(nodes);
  for (std::uint32_t column = 0; column < columns; ++column) {
    for (std::uint32_t row = 0; row < rows; ++row) {
      const std::uint32_t along = column % 2 == 0 ? row : rows - 1 - row;
      const std::uint64_t place = std::uint64_t{column} * rows + along;
      plan[std::size_t{row} * columns + column] = static_cast<std::uint32_t>(place * parts / nodes);
    }
  }
  return plan;
}

}  // namespace wangge::planning
