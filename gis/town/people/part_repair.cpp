#include "gis/town/people/part_net.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace wangge::town {
namespace {

/// What a border as long as a part is wide weighs against a deviation of one mean part.
constexpr double border_weight = 0.012;
/// What a part's worth of land weighs that lies a part's width further from the middle.
constexpr double reach_weight = 0.04;

/// What land weighs that hangs on its part over water or a railway only: as much as a part that is off by 11/20 of its target.
constexpr double apart_weight = 0.3;

/// What falling short of the needed room weighs against being off the target by as much.
constexpr double shortage_weight = 12;

class Repair {
 public:
  Repair(const PartGraph& graph, const PartNet& net, std::span<const double> targets, std::span<const double> least,
         std::vector<std::uint32_t>& part)
      : graph_(graph),
        net_(net),
        targets_(targets),
        least_(least),
        part_(part),
        weight_(targets.size(), 0.0),
        room_(targets.size(), 0.0),
        nodes_(targets.size(), 0),
        mark_(graph.size(), 0) {
    const auto count = static_cast<double>(targets.size());
    mean_ = std::max(1e-9, std::accumulate(targets.begin(), targets.end(), 0.0) / count);
    const double land = std::accumulate(graph.land.begin(), graph.land.end(), 0.0);
    per_hold_ = border_weight / std::sqrt(std::max(1.0, land / count));
    per_reach_ = reach_weight / (std::max(1.0, land / count) * std::max(1.0, land / count));
    for (std::size_t node = 0; node < graph.size(); ++node) {
      weight_[part[node]] += graph.weight[node];
      room_[part[node]] += room(static_cast<std::uint32_t>(node));
      ++nodes_[part[node]];
    }
  }

  /// Whether any node moved.
  bool sweep() {
    find_middles();
    bool moved = false;
    for (std::uint32_t node = 0; node < graph_.size(); ++node) moved = improve(node) || moved;
    return moved;
  }

  /// Hands land that hangs on its part over water or a railway only to a part that it touches, all of a piece, where that costs
  /// less than it is worth. Whether any was handed over.
  bool join_loose() {
    find_middles();
    bool joined = false;
    const std::vector<std::vector<std::uint32_t>> pieces = dry_pieces();
    std::vector<double> largest(targets_.size(), 0);
    for (const auto& piece : pieces) largest[part_[piece.front()]] = std::max(largest[part_[piece.front()]], land_of(piece));
    for (const auto& piece : pieces) {
      if (land_of(piece) < largest[part_[piece.front()]]) joined = hand_over(piece) || joined;
    }
    return joined;
  }

  void judge(RepairedParts& result) const {
    result.weight = weight_;
    for (std::uint32_t part = 0; part < targets_.size(); ++part) {
      result.misfit += misfit(part, weight_[part], room_[part]);
      result.worst = std::max(result.worst, std::abs(weight_[part] - targets_[part]) / std::max(targets_[part], 0.2 * mean_));
      if (shortage(part, room_[part]) > 0) result.worst = std::numeric_limits<double>::infinity();
    }
  }

 private:
  void find_middles() {
    middle_.assign(targets_.size(), core::Position());
    std::vector<double> land(targets_.size(), 0.0);
    for (std::size_t node = 0; node < graph_.size(); ++node) {
      const double own = std::max(1.0, graph_.land[node]);
      middle_[part_[node]].x += own * graph_.at[node].x;
      middle_[part_[node]].y += own * graph_.at[node].y;
      land[part_[node]] += own;
    }
    for (std::size_t i = 0; i < middle_.size(); ++i) middle_[i] = {middle_[i].x / land[i], middle_[i].y / land[i]};
  }

  [[nodiscard]] double reach(std::uint32_t node, std::uint32_t part) const {
    const double dx = graph_.at[node].x - middle_[part].x;
    const double dy = graph_.at[node].y - middle_[part].y;
    return per_reach_ * graph_.land[node] * (dx * dx + dy * dy);
  }

  [[nodiscard]] double land_of(const std::vector<std::uint32_t>& piece) const {
    double land = 0;
    for (const std::uint32_t node : piece) land += std::max(1.0, graph_.land[node]);
    return land;
  }

  /// What hangs together of each part without water and railways, by first node.
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> dry_pieces() const {
    std::vector<std::vector<std::uint32_t>> pieces;
    std::vector<std::uint8_t> seen(graph_.size(), 0);
    for (std::uint32_t start = 0; start < graph_.size(); ++start) {
      if (seen[start] != 0 || divides(start)) continue;
      seen[start] = 1;
      std::vector<std::uint32_t>& piece = pieces.emplace_back(1, start);
      for (std::size_t head = 0; head < piece.size(); ++head) {
        for (const PartArc& arc : net_[PartNode(piece[head])]) {
          if (seen[arc.to] != 0 || divides(arc.to) || part_[arc.to] != part_[start]) continue;
          seen[arc.to] = 1;
          piece.push_back(arc.to);
        }
      }
    }
    return pieces;
  }

  bool hand_over(const std::vector<std::uint32_t>& piece) {
    const std::uint32_t from = part_[piece.front()];
    std::uint32_t best = from;
    double least = apart_weight;
    for (const std::uint32_t node : piece) {
      for (const PartArc& arc : net_[PartNode(node)]) {
        const std::uint32_t to = part_[arc.to];
        if (to == from || to == best || divides(arc.to)) continue;
        const double change = change_of_piece(piece, from, to);
        if (change >= least) continue;
        least = change;
        best = to;
      }
    }
    if (best == from) return false;
    for (const std::uint32_t node : piece) move(node, best);
    if (is_whole(from)) return true;
    for (const std::uint32_t node : piece) move(node, from);
    return false;
  }

  [[nodiscard]] double change_of_piece(const std::vector<std::uint32_t>& piece, std::uint32_t from, std::uint32_t to) const {
    double own = 0, held = 0, change = 0;
    for (const std::uint32_t node : piece) {
      own += graph_.weight[node];
      held += room(node);
      change += reach(node, to) - reach(node, from);
      for (const PartArc& arc : net_[PartNode(node)]) {
        if (part_[arc.to] == to) change -= per_hold_ * arc.hold;
      }
    }
    return change + misfit(from, weight_[from] - own, room_[from] - held) - misfit(from, weight_[from], room_[from]) +
           misfit(to, weight_[to] + own, room_[to] + held) - misfit(to, weight_[to], room_[to]);
  }

  [[nodiscard]] bool is_whole(std::uint32_t part) {
    const auto start = std::find(part_.begin(), part_.end(), part);
    if (start == part_.end()) return false;
    queue_.assign(1, static_cast<std::uint32_t>(start - part_.begin()));
    mark_[queue_.front()] = ++stamp_;
    for (std::size_t head = 0; head < queue_.size(); ++head) {
      for (const PartArc& arc : net_[PartNode(queue_[head])]) {
        if (part_[arc.to] != part || mark_[arc.to] == stamp_) continue;
        mark_[arc.to] = stamp_;
        queue_.push_back(arc.to);
      }
    }
    return queue_.size() == nodes_[part];
  }

  void move(std::uint32_t node, std::uint32_t to) {
    const std::uint32_t from = part_[node];
    part_[node] = to;
    weight_[from] -= graph_.weight[node];
    weight_[to] += graph_.weight[node];
    room_[from] -= room(node);
    room_[to] += room(node);
    --nodes_[from];
    ++nodes_[to];
  }

  bool improve(std::uint32_t node) {
    const std::uint32_t from = part_[node];
    if (nodes_[from] < 2) return false;
    std::uint32_t best = from;
    double least = -1e-9;
    for (const PartArc& arc : net_[PartNode(node)]) {
      const std::uint32_t to = part_[arc.to];
      if (to == from || to == best) continue;
      const double change = change_of(node, from, to);
      if (change < least) {
        least = change;
        best = to;
      }
    }
    if (best == from || !stays_whole(node, false)) return false;
    if (least > -apart_weight && !divides(node) && !stays_whole(node, true)) return false;
    move(node, best);
    return true;
  }

  [[nodiscard]] double room(std::uint32_t node) const { return graph_.room.empty() ? 0 : graph_.room[node]; }
  [[nodiscard]] double shortage(std::uint32_t part, double room) const {
    return least_.empty() ? 0 : std::max(0.0, least_[part] - room);
  }

  [[nodiscard]] double misfit(std::uint32_t part, double weight, double room) const {
    const double off = weight - targets_[part];
    const double lacking = shortage(part, room);
    return (off * off + shortage_weight * lacking * lacking) / std::max(targets_[part], 0.2 * mean_) / mean_;
  }

  [[nodiscard]] double change_of(std::uint32_t node, std::uint32_t from, std::uint32_t to) const {
    const double own = graph_.weight[node];
    const double held = room(node);
    double change = misfit(from, weight_[from] - own, room_[from] - held) - misfit(from, weight_[from], room_[from]) +
                    misfit(to, weight_[to] + own, room_[to] + held) - misfit(to, weight_[to], room_[to]) + reach(node, to) -
                    reach(node, from);
    for (const PartArc& arc : net_[PartNode(node)]) {
      if (part_[arc.to] == from) change += per_hold_ * arc.hold;
      if (part_[arc.to] == to) change -= per_hold_ * arc.hold;
    }
    if (!divides(node)) change += apart_weight * (hangs_apart(node, to) - hangs_apart(node, from));
    return change;
  }

  [[nodiscard]] bool divides(std::uint32_t node) const { return !graph_.dividing.empty() && graph_.dividing[node] != 0; }

  /// 1 where nothing but water and railways of the part is beside the node, else 0.
  [[nodiscard]] int hangs_apart(std::uint32_t node, std::uint32_t part) const {
    if (graph_.dividing.empty()) return 0;
    const auto arcs = net_[PartNode(node)];
    return std::any_of(arcs.begin(), arcs.end(), [&](const PartArc& arc) { return part_[arc.to] == part && !divides(arc.to); })
               ? 0
               : 1;
  }

  /// Whether the part of the node is one piece without it, or with `dry` no more pieces of land than with it: its neighbours
  /// there still reach each other, not over water and railways then.
  bool stays_whole(std::uint32_t node, bool dry) {
    const std::uint32_t own = part_[node];
    std::size_t wanted = 0;
    queue_.clear();
    ++stamp_;
    mark_[node] = stamp_;
    for (const PartArc& arc : net_[PartNode(node)]) {
      if (part_[arc.to] != own || (dry && divides(arc.to))) continue;
      ++wanted;
      if (queue_.empty()) {
        queue_.push_back(arc.to);
        mark_[arc.to] = stamp_;
      }
    }
    std::size_t found = 0;
    for (std::size_t head = 0; head < queue_.size(); ++head) {
      for (const PartArc& arc : net_[PartNode(queue_[head])]) {
        if (arc.to == node) found += 1;
        if (part_[arc.to] != own || mark_[arc.to] == stamp_ || (dry && divides(arc.to))) continue;
        mark_[arc.to] = stamp_;
        queue_.push_back(arc.to);
      }
      if (found == wanted) return true;
    }
    return found == wanted && (wanted > 0 || dry);
  }

  const PartGraph& graph_;
  const PartNet& net_;
  std::span<const double> targets_;
  std::span<const double> least_;
  std::vector<std::uint32_t>& part_;
  std::vector<double> weight_;
  std::vector<double> room_;
  std::vector<std::uint32_t> nodes_;
  std::vector<std::uint32_t> mark_;
  std::vector<std::uint32_t> queue_;
  std::uint32_t stamp_ = 0;
  double mean_ = 1;
  double per_hold_ = 0;
  double per_reach_ = 0;
  std::vector<core::Position> middle_;
};

}  // namespace

RepairedParts repaired(const PartGraph& graph, const PartNet& net, std::span<const double> targets, std::span<const double> least,
                       int sweeps, std::vector<std::uint32_t> part) {
  RepairedParts result;
  result.part = std::move(part);
  Repair repair(graph, net, targets, least, result.part);
  int left = sweeps;
  const auto sweep = [&] {
    while (left > 0 && repair.sweep()) --left;
  };
  sweep();
  for (int times = 0; times < 3 && sweeps > 0 && !graph.dividing.empty() && repair.join_loose(); ++times) {
    left = sweeps;
    sweep();
  }
  repair.judge(result);
  return result;
}

}  // namespace wangge::town
