#include "engine/planning/spanning_cut.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace wangge::planning {
namespace {

/// How strongly a tree avoids barriers: 0 not at all; above 1 a wide road is crossed only where nothing else is left.
constexpr double barrier_bias = 1.2;
constexpr std::size_t compared_cuts = 6;

}  // namespace

SpanningCut::SpanningCut(const SearchGraph& graph)
    : graph_(&graph), tree_(graph), below_(graph.size(), 0), first_(graph.size(), 0), last_(graph.size(), 0) {}

void SpanningCut::measure_tree() {
  const std::vector<Node>& order = tree_.order();
  for (std::uint32_t at = 0; at < order.size(); ++at) {
    first_[order[at]] = at;
    last_[order[at]] = at + 1;
    below_[order[at]] = graph_->nodes[order[at]].size;
  }
  for (auto at = order.rbegin(); at != order.rend() && *at != order.front(); ++at) {
    below_[tree_.above(*at)] += below_[*at];
    last_[tree_.above(*at)] = std::max(last_[tree_.above(*at)], last_[*at]);
  }
}

std::vector<SpanningCut::Candidate> SpanningCut::candidates(std::span<const Node> members, double share) const {
  const auto total = static_cast<double>(below_[members.front()]);
  std::vector<Candidate> found;
  for (const Node node : tree_.order()) {
    if (node == tree_.order().front()) continue;
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

std::vector<double> SpanningCut::inner_borders(std::span<const Node> members, std::span<const Candidate> cuts) const {
  struct Subtree {
    std::uint32_t from = 0;
    std::uint32_t nodes = 0;
  };
  std::vector<Subtree> subtrees;
  for (const Candidate& cut : cuts) subtrees.push_back({first_[cut.node], last_[cut.node] - first_[cut.node]});
  std::vector<double> borders(cuts.size(), 0);
  for (const Node node : members) {
    const std::uint32_t here = first_[node];
    for (const SearchGraph::Arc& arc : graph_->out(node)) {
      if (arc.to <= node || !tree_.holds(arc.to)) continue;
      const std::uint32_t there = first_[arc.to];
      for (std::size_t i = 0; i < subtrees.size(); ++i) {
        // Places before the subtree wrap around to large numbers; a sum without a branch is faster than one with.
        const auto [from, nodes] = subtrees[i];
        borders[i] += (here - from < nodes) != (there - from < nodes) ? arc.cost : 0.0;
      }
    }
  }
  return borders;
}

SpanningCut::Half SpanningCut::cut(std::span<const Node> members, double share, double border_price, int trees,
                                   core::Stream& luck) {
  Half best;
  double best_score = std::numeric_limits<double>::infinity();
  for (int tree = 0; tree < trees; ++tree) {
    tree_.grow(members, {.barrier = barrier_bias}, luck);
    measure_tree();
    const std::vector<Candidate> cuts = candidates(members, share);
    const std::vector<double> borders = inner_borders(members, cuts);
    for (std::size_t i = 0; i < cuts.size(); ++i) {
      const Candidate& candidate = cuts[i];
      const std::uint32_t from = first_[candidate.node];
      const std::uint32_t to = last_[candidate.node];
      const double score = candidate.off + border_price * borders[i];
      if (score >= best_score) continue;
      best_score = score;
      best.off = candidate.off;
      best.border = borders[i];
      best.members.clear();
      for (std::uint32_t at = 0; at < tree_.order().size(); ++at) {
        if ((at >= from && at < to) == candidate.below) best.members.push_back(tree_.order()[at]);
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
