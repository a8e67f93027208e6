#include "engine/planning/draft.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

namespace wangge::planning {
namespace {

constexpr std::uint32_t unlisted = std::numeric_limits<std::uint32_t>::max();
/// 4.5 km/h: the unit of travel does not matter, only its proportions.
constexpr double metres_per_minute = 75;
/// A part with a giant is out of range anyway; what else it holds counts little.
constexpr double giant_discount = 0.1;

}  // namespace

Draft::Draft(const SearchGraph& graph, const SizeRange& range, std::uint32_t parts, std::vector<std::uint32_t> labels,
             const PartMinutes* ways)
    : graph_(&graph),
      range_(range),
      labels_(std::move(labels)),
      parts_(parts),
      tail_(graph.arcs.size()),
      place_of_cut_(graph.arcs.size(), unlisted),
      flood_(graph.size()),
      ways_(ways) {
  double work = 0;
  for (Node node = 0; node < graph.size(); ++node) {
    Part& part = parts_[labels_[node]];
    part.size += graph.nodes[node].size;
    part.households += graph.nodes[node].households;
    part.work += graph.nodes[node].work;
    part.giants += graph.nodes[node].giants;
    ++part.nodes;
    work += graph.nodes[node].work;
    for (std::uint32_t arc = graph.first[node]; arc < graph.first[node + 1]; ++arc) {
      tail_[arc] = node;
      if (graph.arcs[arc].connects && labels_[graph.arcs[arc].to] != labels_[node]) list_cut(arc);
    }
  }
  mean_work_ = work > 0 ? work / parts : 1;
  recentre();
}

void Draft::list_cut(std::uint32_t arc) {
  place_of_cut_[arc] = static_cast<std::uint32_t>(cut_arcs_.size());
  cut_arcs_.push_back(arc);
}

void Draft::unlist_cut(std::uint32_t arc) {
  const std::uint32_t place = place_of_cut_[arc];
  cut_arcs_[place] = cut_arcs_.back();
  place_of_cut_[cut_arcs_[place]] = place;
  cut_arcs_.pop_back();
  place_of_cut_[arc] = unlisted;
}

double Draft::minutes(std::uint32_t part, Node node) const {
  if (!minutes_.empty()) return minutes_[part][node];
  return core::distance(parts_[part].centre, graph_->nodes[node].place).value / metres_per_minute;
}

double Draft::size_cost(std::int64_t size, std::uint32_t giants) const {
  const auto excess = static_cast<double>(range_.excess(size));
  return giants > 0 ? giant_discount * excess : excess;
}

double Draft::flip_cost(Node node, std::uint32_t to, const Prices& prices) const {
  const std::uint32_t from = labels_[node];
  const Part& left = parts_[from];
  const Part& joined = parts_[to];
  const SearchGraph::NodeRow& row = graph_->nodes[node];
  double border = 0;
  for (const SearchGraph::Arc& arc : graph_->out(node)) {
    const std::uint32_t beyond = labels_[arc.to];
    if (beyond == from) border += arc.cost;
    if (beyond == to) border -= arc.cost;
  }
  double cost = prices.border * border;
  if (row.households > 0) cost += prices.travel * row.households * (minutes(to, node) - minutes(from, node));
  const double work = row.work / mean_work_;
  // (d - w)^2 + (e + w)^2 - d^2 - e^2 with deviations d and e.
  cost += prices.work * 2 * work * (work + (joined.work - left.work) / mean_work_);
  const double size = size_cost(left.size - row.size, left.giants - row.giants) +
                      size_cost(joined.size + row.size, joined.giants + row.giants) - size_cost(left.size, left.giants) -
                      size_cost(joined.size, joined.giants);
  return cost + prices.size * size;
}

bool Draft::can_leave(Node node) { return parts_[labels_[node]].nodes > 1 && flood_.holds_without(*graph_, labels_, node); }

void Draft::flip(Node node, std::uint32_t to) {
  Part& left = parts_[labels_[node]];
  Part& joined = parts_[to];
  const SearchGraph::NodeRow& row = graph_->nodes[node];
  left.size -= row.size;
  joined.size += row.size;
  left.households -= row.households;
  joined.households += row.households;
  left.work -= row.work;
  joined.work += row.work;
  left.giants -= row.giants;
  joined.giants += row.giants;
  --left.nodes;
  ++joined.nodes;
  labels_[node] = to;
  for (std::uint32_t arc = graph_->first[node]; arc < graph_->first[node + 1]; ++arc) {
    const SearchGraph::Arc& row_arc = graph_->arcs[arc];
    if (!row_arc.connects) continue;
    const bool cut = labels_[row_arc.to] != to;
    if (cut == (place_of_cut_[arc] != unlisted)) continue;
    for (const std::uint32_t way : {arc, row_arc.back}) {
      if (cut) {
        list_cut(way);
      } else {
        unlist_cut(way);
      }
    }
  }
}

std::int64_t Draft::excess() const {
  std::int64_t sum = 0;
  for (const Part& part : parts_) sum += part.giants > 0 ? 0 : range_.excess(part.size);
  return sum;
}

double Draft::border() const {
  double sum = 0;
  for (std::uint32_t arc = 0; arc < graph_->arcs.size(); ++arc) {
    if (tail_[arc] < graph_->arcs[arc].to && labels_[tail_[arc]] != labels_[graph_->arcs[arc].to]) sum += graph_->arcs[arc].cost;
  }
  return sum;
}

double Draft::travel() const {
  double sum = 0;
  for (Node node = 0; node < graph_->size(); ++node) sum += graph_->nodes[node].households * minutes(labels_[node], node);
  return sum;
}

double Draft::unevenness() const {
  double sum = 0;
  for (const Part& part : parts_) {
    const double deviation = part.work / mean_work_ - 1;
    sum += deviation * deviation;
  }
  return sum;
}

double Draft::cost(const Prices& prices) const {
  double size = 0;
  for (const Part& part : parts_) size += size_cost(part.size, part.giants);
  return prices.work * unevenness() + prices.border * border() + prices.travel * travel() + prices.size * size;
}

std::vector<Draft::Node> Draft::middle_nodes() const {
  std::vector<core::Position> mean(parts_.size());
  std::vector<double> total(parts_.size(), 0);
  for (Node node = 0; node < graph_->size(); ++node) {
    const std::uint32_t part = labels_[node];
    const double weight = parts_[part].households > 0 ? graph_->nodes[node].households : 1.0;
    total[part] += weight;
    mean[part].x += weight * graph_->nodes[node].place.x;
    mean[part].y += weight * graph_->nodes[node].place.y;
  }
  std::vector<Node> found(parts_.size(), 0);
  std::vector<double> nearest(parts_.size(), std::numeric_limits<double>::infinity());
  for (Node node = 0; node < graph_->size(); ++node) {
    const std::uint32_t part = labels_[node];
    if (parts_[part].households > 0 && !(graph_->nodes[node].households > 0)) continue;
    const core::Position middle{mean[part].x / total[part], mean[part].y / total[part]};
    const double far = core::distance(middle, graph_->nodes[node].place).value;
    if (far >= nearest[part]) continue;
    nearest[part] = far;
    found[part] = node;
  }
  return found;
}

void Draft::recentre() {
  if (ways_ != nullptr) {
    minutes_ = (*ways_)(*this);
    return;
  }
  const std::vector<Node> middle = middle_nodes();
  for (std::size_t part = 0; part < parts_.size(); ++part) parts_[part].centre = graph_->nodes[middle[part]].place;
}

}  // namespace wangge::planning
