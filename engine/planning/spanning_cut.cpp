#include "engine/planning/spanning_cut.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace wangge::planning {
namespace {

/// How strongly a tree avoids barriers: 0 not at all; above 1 a wide road is crossed only where nothing else is left.
constexpr double barrier_bias = 1.2;
constexpr std::size_t compared_cuts = 6;

}  // namespace

SpanningCut::SpanningCut(const SearchGraph& graph)
    : graph_(&graph),
      member_(graph.size(), 0),
      tree_(graph.size()),
      above_(graph.size(), 0),
      below_(graph.size(), 0),
      first_(graph.size(), 0),
      last_(graph.size(), 0),
      set_(graph.size(), 0) {}

/// Kruskal's tree with random keys.
void SpanningCut::grow_tree(std::span<const Node> members, core::Stream& luck) {
  std::vector<std::tuple<double, Node, Node>> edges;
  for (const Node node : members) {
    tree_[node].clear();
    set_[node] = node;
    for (const SearchGraph::Arc& arc : graph_->out(node)) {
      if (!arc.connects || arc.to < node || member_[arc.to] != now_) continue;
      edges.emplace_back(luck.uniform() + barrier_bias * static_cast<double>(arc.barrier), node, arc.to);
    }
  }
  std::sort(edges.begin(), edges.end());
  const auto root = [&](Node at) {
    while (set_[at] != at) at = set_[at] = set_[set_[at]];
    return at;
  };
  for (const auto& [key, a, b] : edges) {
    const Node x = root(a);
    const Node y = root(b);
    if (x == y) continue;
    set_[std::max(x, y)] = std::min(x, y);
    tree_[a].push_back(b);
    tree_[b].push_back(a);
  }
}

void SpanningCut::order_tree(Node root) {
  order_.clear();
  std::vector<Node> open{root};
  above_[root] = root;
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    first_[node] = static_cast<std::uint32_t>(order_.size());
    order_.push_back(node);
    for (const Node other : tree_[node]) {
      if (other == above_[node]) continue;
      above_[other] = node;
      open.push_back(other);
    }
  }
  for (const Node node : order_) {
    below_[node] = graph_->nodes[node].size;
    last_[node] = first_[node] + 1;
  }
  for (auto at = order_.rbegin(); at != order_.rend(); ++at) {
    if (*at == root) continue;
    below_[above_[*at]] += below_[*at];
    last_[above_[*at]] = std::max(last_[above_[*at]], last_[*at]);
  }
}

std::vector<SpanningCut::Candidate> SpanningCut::candidates(std::span<const Node> members, double share) const {
  const auto total = static_cast<double>(below_[members.front()]);
  std::vector<Candidate> found;
  for (const Node node : order_) {
    if (node == order_.front()) continue;
    const auto below = static_cast<double>(below_[node]);
    found.push_back({std::abs(below - share * total), node, true});
    found.push_back({std::abs(total - below - share * total), node, false});
  }
  const auto nearer = [](const Candidate& a, const Candidate& b) {
    return std::tie(a.off, a.node, b.below) < std::tie(b.off, b.node, a.below);
  };
  const auto keep = static_cast<std::ptrdiff_t>(std::min(compared_cuts, found.size()));
  std::partial_sort(found.begin(), found.begin() + keep, found.end(), nearer);
  found.resize(static_cast<std::size_t>(keep));
  return found;
}

double SpanningCut::inner_border(std::span<const Node> members, std::uint32_t from, std::uint32_t to) const {
  const auto inside = [&](Node node) { return first_[node] >= from && first_[node] < to; };
  double border = 0;
  for (const Node node : members) {
    for (const SearchGraph::Arc& arc : graph_->out(node)) {
      if (arc.to > node && member_[arc.to] == now_ && inside(node) != inside(arc.to)) border += arc.cost;
    }
  }
  return border;
}

SpanningCut::Half SpanningCut::cut(std::span<const Node> members, double share, double border_price, int trees,
                                   core::Stream& luck) {
  ++now_;
  for (const Node node : members) member_[node] = now_;
  Half best;
  double best_score = std::numeric_limits<double>::infinity();
  for (int tree = 0; tree < trees; ++tree) {
    grow_tree(members, luck);
    order_tree(members.front());
    for (const Candidate& candidate : candidates(members, share)) {
      const std::uint32_t from = first_[candidate.node];
      const std::uint32_t to = last_[candidate.node];
      const double border = inner_border(members, from, to);
      const double score = candidate.off + border_price * border;
      if (score >= best_score) continue;
      best_score = score;
      best.off = candidate.off;
      best.border = border;
      best.members.clear();
      for (std::uint32_t at = 0; at < order_.size(); ++at) {
        if ((at >= from && at < to) == candidate.below) best.members.push_back(order_[at]);
      }
    }
  }
  return best;
}

std::vector<std::uint32_t> SpanningCut::seed(std::uint32_t parts, double border_price, int trees, core::Stream& luck) {
  struct Piece {
    std::vector<Node> members;
    std::uint32_t first, count;
  };
  std::vector<std::uint32_t> labels(graph_->size(), 0);
  std::vector<Piece> open(1);
  for (Node node = 0; node < graph_->size(); ++node) open[0].members.push_back(node);
  open[0].first = 0;
  open[0].count = parts;
  while (!open.empty()) {
    Piece piece = std::move(open.back());
    open.pop_back();
    const auto size = static_cast<std::uint32_t>(piece.members.size());
    // A light side may hold fewer nodes than parts were meant for it: what is left over goes to the other side.
    if (piece.count == 1) {
      for (const Node node : piece.members) labels[node] = piece.first;
      continue;
    }
    std::uint32_t count = piece.count / 2;
    Half half = cut(piece.members, static_cast<double>(count) / piece.count, border_price, trees, luck);
    const auto near = static_cast<std::uint32_t>(half.members.size());
    count = std::clamp(count, piece.count > size - near ? piece.count - (size - near) : 1U, std::min(near, piece.count - 1));
    std::vector<std::uint8_t> taken(graph_->size(), 0);
    for (const Node node : half.members) taken[node] = 1;
    Piece rest{{}, piece.first + count, piece.count - count};
    for (const Node node : piece.members) {
      if (taken[node] == 0) rest.members.push_back(node);
    }
    std::sort(half.members.begin(), half.members.end());
    open.push_back(std::move(rest));
    open.push_back({std::move(half.members), piece.first, count});
  }
  return labels;
}

}  // namespace wangge::planning
