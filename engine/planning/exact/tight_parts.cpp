#include "engine/planning/exact/tight_parts.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace wangge::planning {
namespace {

using Node = WeightedGraph::Node;
using Nodes = std::vector<Node>;

constexpr Node no_node = ~Node{0};

/// What is added up of a part: its weight and, where the nodes have one, its size.
struct Load {
  std::int64_t weight = 0;
  std::int64_t size = 0;
};

Load load_of(const WeightedGraph& graph, Node node) {
  return {graph.node_weights[node], graph.node_sizes.empty() ? 0 : graph.node_sizes[node]};
}

bool fits(const PartRange& range, const Load& load) { return load.weight <= range.max && load.size <= range.max_size; }

bool suffices(const PartRange& range, const Load& load) { return load.weight >= range.min && load.size >= range.min_size; }

/// Whether so many parts in range can have this load in all.
bool divides(const PartRange& range, const Load& load, std::int64_t parts) {
  const auto within = [&](std::int64_t whole, std::int64_t min, std::int64_t max) {
    return whole / parts >= min && (whole + parts - 1) / parts <= max;
  };
  return within(load.weight, range.min, range.max) && within(load.size, range.min_size, range.max_size);
}

/// Lists the connected sets around one node that are in range.
class SetsAround {
 public:
  SetsAround(const WeightedGraph& graph, const PartRange& range, const TightEffort& effort)
      : graph_(graph), range_(range), effort_(effort), side_(graph.size(), Side::open) {}

  /// Nothing where they are too many, or the search too long.
  std::optional<std::vector<Nodes>> list(Node node) {
    sets_.clear();
    steps_ = 0;
    load_ = load_of(graph_, node);
    if (!fits(range_, load_)) return sets_;
    side_[node] = Side::in;
    set_ = {node};
    const bool complete = grow();
    side_[node] = Side::open;
    if (!complete) return std::nullopt;
    return sets_;
  }

 private:
  enum class Side : std::uint8_t { open, in, out };

  [[nodiscard]] bool joins(Node node) const {
    const Load more = load_of(graph_, node);
    return side_[node] == Side::open && fits(range_, {load_.weight + more.weight, load_.size + more.size});
  }

  [[nodiscard]] Node next() {
    for (const Node node : set_) {
      for (const Node beside : graph_.around(node)) {
        ++steps_;
        if (joins(beside)) return beside;
      }
    }
    return no_node;
  }

  bool grow() {
    if (steps_ > effort_.steps || sets_.size() > effort_.ways * 4) return false;
    const Node node = next();
    if (node == no_node) {
      if (suffices(range_, load_)) sets_.push_back(set_);
      return true;
    }
    const Load more = load_of(graph_, node);
    side_[node] = Side::in;
    set_.push_back(node);
    load_ = {load_.weight + more.weight, load_.size + more.size};
    bool complete = grow();
    load_ = {load_.weight - more.weight, load_.size - more.size};
    set_.pop_back();
    side_[node] = Side::out;
    complete = complete && grow();
    side_[node] = Side::open;
    return complete;
  }

  const WeightedGraph& graph_;
  const PartRange& range_;
  const TightEffort& effort_;
  std::vector<Side> side_;
  Nodes set_;
  Load load_;
  std::vector<Nodes> sets_;
  std::uint64_t steps_ = 0;
};

/// The connected pieces of what a part leaves.
std::vector<Nodes> pieces_beside(const WeightedGraph& graph, const Nodes& part) {
  std::vector<bool> seen(graph.size(), false);
  for (const Node node : part) seen[node] = true;
  std::vector<Nodes> pieces;
  for (Node start = 0; start < graph.size(); ++start) {
    if (seen[start]) continue;
    Nodes piece{start};
    seen[start] = true;
    for (std::size_t i = 0; i < piece.size(); ++i) {
      for (const Node beside : graph.around(piece[i])) {
        if (seen[beside]) continue;
        seen[beside] = true;
        piece.push_back(beside);
      }
    }
    std::sort(piece.begin(), piece.end());
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

/// The ways to share out parts among the pieces of what one part leaves.
class Shares {
 public:
  Shares(const WeightedGraph& graph, const PartRange& range, std::size_t most) : graph_(graph), range_(range), most_(most) {}

  /// False where there are more ways than may be.
  bool add(Nodes part, std::vector<TightPart>& ways) {
    way_ = {};
    std::sort(part.begin(), part.end());
    for (Nodes& piece : pieces_beside(graph_, part)) way_.rest.push_back({std::move(piece), 0});
    way_.nodes = std::move(part);
    return share(0, range_.parts - 1, ways);
  }

 private:
  bool share(std::size_t piece, std::uint32_t left, std::vector<TightPart>& ways) {
    if (piece == way_.rest.size()) {
      if (left > 0) return true;
      if (ways.size() == most_) return false;
      ways.push_back(way_);
      return true;
    }
    TightPart::Piece& now = way_.rest[piece];
    Load load;
    for (const Node node : now.nodes) {
      const Load more = load_of(graph_, node);
      load = {load.weight + more.weight, load.size + more.size};
    }
    const auto most = static_cast<std::uint32_t>(std::min<std::size_t>(left, now.nodes.size()));
    for (std::uint32_t parts = 1; parts <= most; ++parts) {
      if (!divides(range_, load, parts)) continue;
      now.parts = parts;
      if (!share(piece + 1, left - parts, ways)) return false;
    }
    return true;
  }

  const WeightedGraph& graph_;
  const PartRange& range_;
  std::size_t most_;
  TightPart way_;
};

}  // namespace

std::optional<std::vector<TightPart>> tight_parts(const WeightedGraph& graph, const PartRange& asked, const TightEffort& effort) {
  const PartRange range = checked_range(graph, asked);
  Nodes heaviest(graph.size());
  std::iota(heaviest.begin(), heaviest.end(), Node{0});
  std::stable_sort(heaviest.begin(), heaviest.end(),
                   [&](Node a, Node b) { return graph.node_weights[a] > graph.node_weights[b]; });
  heaviest.resize(std::min<std::size_t>(heaviest.size(), range.parts));
  std::optional<std::vector<TightPart>> fewest;
  SetsAround around(graph, range, effort);
  Shares shares(graph, range, effort.ways);
  for (const Node node : heaviest) {
    auto sets = around.list(node);
    if (!sets) continue;
    std::vector<TightPart> ways;
    const bool few = std::all_of(sets->begin(), sets->end(), [&](Nodes& set) { return shares.add(std::move(set), ways); });
    if (few && (!fewest || ways.size() < fewest->size())) fewest = std::move(ways);
  }
  return fewest;
}

WeightedGraph graph_of(const WeightedGraph& graph, std::span<const Node> nodes) {
  std::vector<Node> place(graph.size(), no_node);
  std::vector<std::int64_t> weights, sizes;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    place[nodes[i]] = static_cast<Node>(i);
    weights.push_back(graph.node_weights[nodes[i]]);
    if (!graph.node_sizes.empty()) sizes.push_back(graph.node_sizes[nodes[i]]);
  }
  std::vector<WeightedEdge> edges;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    for (std::size_t at = graph.first[nodes[i]]; at < graph.first[nodes[i] + 1]; ++at) {
      const Node other = place[graph.neighbours[at]];
      if (other != no_node && other > i) edges.push_back({static_cast<Node>(i), other, graph.edge_weight(at)});
    }
  }
  WeightedGraph own = make_weighted_graph(std::move(weights), edges);
  own.node_sizes = std::move(sizes);
  return own;
}

}  // namespace wangge::planning
