#include "engine/planning/parts/parts_state.h"

#include <algorithm>

namespace wangge::planning {

ArcTable::ArcTable(const WeightedGraph& from) : graph(&from) {
  tail.resize(from.neighbours.size());
  back.resize(from.neighbours.size());
  for (Node node = 0; node < from.size(); ++node) {
    for (std::uint32_t arc = from.first[node]; arc < from.first[node + 1]; ++arc) {
      const std::span<const Node> around = from.around(from.neighbours[arc]);
      const auto place = std::lower_bound(around.begin(), around.end(), node) - around.begin();
      tail[arc] = node;
      back[arc] = from.first[from.neighbours[arc]] + static_cast<std::uint32_t>(place);
    }
  }
}

PartsState::PartsState(const ArcTable& table, const PartsTask& task)
    : table_(&table), task_(task), seen_(table.graph->size(), 0), wanted_(table.graph->size(), 0) {}

void PartsState::assign(std::span<const std::uint32_t> part) {
  const WeightedGraph& graph = *table_->graph;
  part_.assign(part.begin(), part.end());
  weights_.assign(task_.parts, 0);
  for (Node node = 0; node < graph.size(); ++node) weights_[part_[node]] += graph.node_weights[node];
  excess_ = 0;
  for (const std::int64_t weight : weights_) excess_ += task_.excess(weight);
  place_.assign(graph.neighbours.size(), nowhere);
  cut_arcs_.clear();
  for (std::uint32_t arc = 0; arc < graph.neighbours.size(); ++arc) {
    if (part_[table_->tail[arc]] != part_[graph.neighbours[arc]]) list(arc);
  }
  cut_ = cut_of(graph, part_);
}

PartsState::Change PartsState::change_by(Node node, std::uint32_t to) const {
  const WeightedGraph& graph = *table_->graph;
  const std::uint32_t from = part_[node];
  Change change;
  for (std::uint32_t arc = graph.first[node]; arc < graph.first[node + 1]; ++arc) {
    const std::uint32_t other = part_[graph.neighbours[arc]];
    const std::int64_t weight = graph.edge_weight(arc);
    if (other == from) change.cut += weight;
    if (other == to) change.cut -= weight;
  }
  const std::int64_t weight = graph.node_weights[node];
  change.excess = task_.excess(weights_[from] - weight) + task_.excess(weights_[to] + weight) - task_.excess(weights_[from]) -
                  task_.excess(weights_[to]);
  return change;
}

bool PartsState::can_leave(Node node) {
  const WeightedGraph& graph = *table_->graph;
  const std::uint32_t own = part_[node];
  ++now_;
  open_.clear();
  std::uint32_t missing = 0;
  for (const Node other : graph.around(node)) {
    if (part_[other] != own) continue;
    wanted_[other] = now_;
    ++missing;
    if (missing == 1) open_.push_back(other);
  }
  if (missing <= 1) return missing == 1;
  --missing;
  seen_[node] = now_;
  seen_[open_.front()] = now_;
  for (std::size_t at = 0; at < open_.size(); ++at) {
    ++looked_at_;
    for (const Node other : graph.around(open_[at])) {
      if (seen_[other] == now_ || part_[other] != own) continue;
      seen_[other] = now_;
      if (wanted_[other] == now_ && --missing == 0) return true;
      open_.push_back(other);
    }
  }
  return false;
}

void PartsState::flip(Node node, std::uint32_t to) {
  const WeightedGraph& graph = *table_->graph;
  const std::uint32_t from = part_[node];
  const Change change = change_by(node, to);
  cut_ += change.cut;
  excess_ += change.excess;
  weights_[from] -= graph.node_weights[node];
  weights_[to] += graph.node_weights[node];
  part_[node] = to;
  for (std::uint32_t arc = graph.first[node]; arc < graph.first[node + 1]; ++arc) {
    update(arc);
    update(table_->back[arc]);
  }
}

void PartsState::update(std::uint32_t arc) {
  const bool cut = part_[table_->tail[arc]] != part_[table_->graph->neighbours[arc]];
  if (cut == (place_[arc] != nowhere)) return;
  cut ? list(arc) : unlist(arc);
}

void PartsState::list(std::uint32_t arc) {
  place_[arc] = static_cast<std::uint32_t>(cut_arcs_.size());
  cut_arcs_.push_back(arc);
}

void PartsState::unlist(std::uint32_t arc) {
  const std::uint32_t last = cut_arcs_.back();
  cut_arcs_[place_[arc]] = last;
  place_[last] = place_[arc];
  place_[arc] = nowhere;
  cut_arcs_.pop_back();
}

}  // namespace wangge::planning
