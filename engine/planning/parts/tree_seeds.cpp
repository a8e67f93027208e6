#include "engine/planning/parts/tree_seeds.h"

#include "engine/core/math.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

namespace wangge::planning {
namespace {

using Local = PairTree::Local;

constexpr int trees_a_split = 3;

double excess(std::int64_t weight, SideRange range) {
  return static_cast<double>(std::max<std::int64_t>({range.min - weight, weight - range.max, 0}));
}

}  // namespace

TreeSeeds::TreeSeeds(const WeightedGraph& graph, const PartsTask& task)
    : graph_(&graph), task_(task), ideal_(static_cast<double>(total_weight(graph)) / task.parts), tree_(graph) {
  for (Node node = 0; node < graph.size(); ++node) {
    for (std::size_t arc = graph.first[node]; arc < graph.first[node + 1]; ++arc) {
      if (node < graph.neighbours[arc]) edges_.push_back({node, graph.neighbours[arc], graph.edge_weight(arc)});
    }
  }
}

/// The side that is to hold `count` of the piece's parts, as near to its share as a few trees allow.
std::vector<std::uint8_t> TreeSeeds::split(const Piece& piece, std::uint32_t count, BitStream& bits, SearchMeter& meter) {
  const std::size_t size = piece.nodes.size();
  std::vector<std::uint8_t> best;
  double best_off = std::numeric_limits<double>::infinity();
  tree_.load(piece.nodes, {}, {0, std::numeric_limits<std::int64_t>::max() / 2});
  const auto total = static_cast<double>(tree_.weight());
  const double share = total * count / piece.count;
  for (int tree = 0; tree < trees_a_split; ++tree) {
    tree_.grow(bits.luck().below(static_cast<std::uint32_t>(size)), bits);
    meter.add(size);
    std::pair<double, Local> nearest{best_off, 0};
    for (const Local edge : tree_.edges()) {
      const auto beyond = static_cast<double>(tree_.weight_beyond(edge));
      nearest = std::min(nearest, {std::min(std::abs(beyond - share), std::abs(total - beyond - share)), edge});
    }
    if (nearest.first >= best_off) continue;
    best_off = nearest.first;
    const std::span<const std::uint8_t> side = tree_.side_beyond(nearest.second);
    best.assign(side.begin(), side.end());
    const auto beyond = static_cast<double>(tree_.weight_beyond(nearest.second));
    if (std::abs(total - beyond - share) < std::abs(beyond - share)) {
      for (std::uint8_t& mark : best) mark = 1 - mark;
    }
  }
  return best;
}

std::vector<std::uint32_t> TreeSeeds::halve(BitStream& bits, SearchMeter& meter) {
  std::vector<std::uint32_t> part(graph_->size(), 0);
  std::vector<Piece> open(1);
  open[0].count = task_.parts;
  for (Node node = 0; node < graph_->size(); ++node) open[0].nodes.push_back(node);
  while (!open.empty()) {
    Piece piece = std::move(open.back());
    open.pop_back();
    if (piece.count == 1) {
      for (const Node node : piece.nodes) part[node] = piece.first;
      continue;
    }
    const std::vector<std::uint8_t> side = split(piece, piece.count / 2, bits, meter);
    Piece half, rest;
    for (std::size_t i = 0; i < side.size(); ++i) (side[i] != 0 ? half : rest).nodes.push_back(piece.nodes[i]);
    // A heavy side may have fewer nodes than parts were meant for it: the other side takes them over.
    const auto nodes = static_cast<std::uint32_t>(half.nodes.size());
    const auto others = static_cast<std::uint32_t>(rest.nodes.size());
    half.count = std::clamp(piece.count / 2, piece.count > others ? piece.count - others : 1U, std::min(nodes, piece.count - 1));
    half.first = piece.first;
    rest.first = piece.first + half.count;
    rest.count = piece.count - half.count;
    open.push_back(std::move(rest));
    open.push_back(std::move(half));
  }
  return part;
}

void TreeSeeds::gather(std::span<const std::uint32_t> part) {
  members_.assign(task_.parts, {});
  weights_.assign(task_.parts, 0);
  for (Node node = 0; node < graph_->size(); ++node) {
    members_[part[node]].push_back(node);
    weights_[part[node]] += graph_->node_weights[node];
  }
}

TreeSeeds::Cut TreeSeeds::best_cut(Local root, const RecombinationSchedule& schedule, SideRange range, BitStream& bits,
                                   SearchMeter& meter) {
  Cut best;
  best.cost = std::numeric_limits<double>::infinity();
  for (std::uint32_t tree = 0; tree < schedule.trees; ++tree) {
    tree_.grow(root, bits);
    meter.add(tree_.size());
    const auto found = static_cast<std::uint32_t>(tree_.edges().size());
    for (std::uint32_t i = 0; i < std::min(found, schedule.candidates); ++i) {
      const Local edge = tree_.edges()[found <= schedule.candidates ? i : bits.luck().below(found)];
      const std::span<const std::uint8_t> side = tree_.side_beyond(edge);
      const std::int64_t beyond = tree_.weight_beyond(edge);
      const double cost = static_cast<double>(tree_.seam(side).weight) +
                          schedule.price / ideal_ * (excess(beyond, range) + excess(tree_.weight() - beyond, range));
      if (cost >= best.cost) continue;
      best.cost = cost;
      best.side.assign(side.begin(), side.end());
    }
  }
  return best;
}

WeightedEdge TreeSeeds::draw_cut_edge(std::span<const std::uint32_t> part, BitStream& bits) const {
  while (true) {
    const WeightedEdge edge = edges_[bits.luck().below(static_cast<std::uint32_t>(edges_.size()))];
    if (part[edge.a] != part[edge.b]) return edge;
  }
}

double TreeSeeds::cost_now(std::uint32_t a, std::uint32_t b, SideRange range, double price) const {
  std::vector<std::uint8_t> side(tree_.size(), 1);
  std::fill(side.begin(), side.begin() + static_cast<std::ptrdiff_t>(tree_.size_of_first()), std::uint8_t{0});
  return static_cast<double>(tree_.seam(side).weight) +
         price / ideal_ * (excess(weights_[a], range) + excess(weights_[b], range));
}

void TreeSeeds::take(std::vector<std::uint32_t>& part, std::uint32_t a, std::uint32_t b, const Cut& cut) {
  members_[a].clear();
  members_[b].clear();
  weights_[a] = weights_[b] = 0;
  for (std::size_t i = 0; i < cut.side.size(); ++i) {
    const Node node = tree_.members()[i];
    part[node] = cut.side[i] != 0 ? a : b;
    members_[part[node]].push_back(node);
    weights_[part[node]] += graph_->node_weights[node];
  }
}

void TreeSeeds::recombine(std::vector<std::uint32_t>& part, const RecombinationSchedule& schedule, BitStream& bits,
                          SearchMeter& meter) {
  if (task_.parts < 2) return;
  gather(part);
  const double rounds = std::max(1.0, static_cast<double>(schedule.rounds));
  const double cooling = core::exp(core::log(schedule.cold / schedule.hot) / rounds);
  const double narrowing = core::exp(core::log(schedule.narrow / schedule.wide) / rounds);
  double temperature = schedule.hot;
  double tolerance = schedule.wide;
  for (std::uint32_t round = 0; round < schedule.rounds && !meter.should_stop(); ++round) {
    temperature *= cooling;
    tolerance *= narrowing;
    const WeightedEdge edge = draw_cut_edge(part, bits);
    const std::uint32_t a = part[edge.a];
    const std::uint32_t b = part[edge.b];
    const SideRange range{std::min(task_.min, static_cast<std::int64_t>(ideal_ * (1 - tolerance))),
                          std::max(task_.max, static_cast<std::int64_t>(ideal_ * (1 + tolerance)))};
    // Parts that are farther off than that may stay so: no cut would be in range for them.
    tree_.load(members_[a], members_[b],
               {std::min({range.min, weights_[a], weights_[b]}), std::max({range.max, weights_[a], weights_[b]})});
    const double before = cost_now(a, b, range, schedule.price);
    const Cut cut = best_cut(tree_.local(edge.a), schedule, range, bits, meter);
    if (cut.side.empty()) continue;
    if (cut.cost > before && cut.cost - before > -temperature * core::log(bits.luck().uniform_open())) continue;
    take(part, a, b, cut);
  }
}

}  // namespace wangge::planning
