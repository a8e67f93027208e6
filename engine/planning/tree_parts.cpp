#include "engine/planning/tree_parts.h"

#include <algorithm>
#include <limits>

namespace wangge::planning {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();
/// Beside it the unevenness of all parts together is small.
constexpr double excess_price = 1e6;
/// A part with a giant that takes in as much again as an ideal part costs more than a part of twice the ideal.
constexpr double giant_price = 4;
/// In place of a size in the open part: the subtree was cut off.
constexpr std::uint32_t cut_off = ~0U;
/// Tables hold a row for each size up to the maximum. Beyond so many, as of points in thousandths, sizes are counted in grains,
/// so many to the maximum.
constexpr std::int64_t most_rows = 20'000;
constexpr std::int64_t grains_of_most = 2'000;

std::int64_t grain_of(const SizeRange& range) { return range.most > most_rows ? range.most / grains_of_most : 1; }

/// The graph with sizes in grains: sums along the tree's order are rounded, so that a subtree's is off by one at the most.
SearchGraph in_grains(const SearchGraph& graph, const SpanningTree& tree, std::int64_t grain) {
  SearchGraph made;
  made.nodes = graph.nodes;
  std::int64_t sum = 0;
  std::int64_t rounded = 0;
  for (const SearchGraph::Node node : tree.order()) {
    sum += graph.nodes[node].size;
    const std::int64_t next = (sum + grain / 2) / grain;
    made.nodes[node].size = next - rounded;
    rounded = next;
  }
  return made;
}

/// The range in grains, a grain within its ends where that leaves something: rounded sums in it are in range, mostly.
SizeRange in_grains(const SizeRange& range, std::int64_t grain) {
  SizeRange made{.least = (range.least + grain - 1) / grain, .most = std::max<std::int64_t>(1, range.most / grain)};
  if (made.least + 2 <= made.most) {
    ++made.least;
    --made.most;
  }
  made.least = std::min(made.least, made.most);
  return made;
}

/// By the true sizes.
std::int64_t excess_of(const SearchGraph& graph, const SpanningTree& tree, const SizeRange& range, const TreeParts& parts) {
  std::vector<std::int64_t> sizes(parts.count, 0);
  std::vector<std::uint32_t> giants(parts.count, 0);
  for (std::size_t at = 0; at < tree.order().size(); ++at) {
    const SearchGraph::NodeRow& row = graph.nodes[tree.order()[at]];
    sizes[parts.labels[at]] += row.size;
    giants[parts.labels[at]] += row.giants;
  }
  std::int64_t excess = 0;
  for (std::size_t part = 0; part < parts.count; ++part) excess += giants[part] > 0 ? 0 : range.excess(sizes[part]);
  return excess;
}

/// The least cost of a subtree for each size of the part that its top node lies in. Two more states stand for a part with a
/// giant, whose size no longer matters: one that holds it, and one that has yet to meet it further up.
class TreeTables {
 public:
  using Node = SearchGraph::Node;

  TreeTables(const SearchGraph& graph, const SpanningTree& tree, const SizeRange& range, double ideal)
      : graph_(graph),
        tree_(tree),
        range_(range),
        ideal_(ideal),
        waits_(static_cast<std::uint32_t>(range.most) + 1),
        giant_(waits_ + 1) {
    const std::vector<Node>& order = tree.order();
    place_.resize(graph.size());
    for (std::uint32_t at = 0; at < order.size(); ++at) place_[order[at]] = at;
    tables_.resize(order.size());
    taken_.resize(order.size());
    close_.resize(order.size());
    for (std::uint32_t at = 0; at < order.size(); ++at) tables_[at] = alone(order[at]);
    for (std::size_t at = order.size(); at-- > 0;) {
      close_[at] = cheapest(tables_[at]);
      if (at > 0) merge(place_[tree.above(order[at])], static_cast<std::uint32_t>(at));
    }
  }

  [[nodiscard]] TreeParts parts() const {
    const std::vector<Node>& order = tree_.order();
    TreeParts found;
    found.cost = cost_of(tables_[0], close_[0]);
    found.labels.assign(order.size(), 0);
    std::vector<std::uint32_t> state(order.size(), 0);
    state[0] = close_[0];
    found.count = 1;
    count_excess(state[0], found);
    // Subtrees were merged from the last to the first: they are taken apart in the order of the tree.
    for (std::uint32_t at = 1; at < order.size(); ++at) {
      const std::uint32_t up = place_[tree_.above(order[at])];
      const Taken& taken = taken_[at][slot(taken_[at], state[up])];
      state[up] = taken.rest;
      if (taken.below != cut_off) {
        state[at] = taken.below;
        found.labels[at] = found.labels[up];
      } else {
        state[at] = close_[at];
        found.labels[at] = found.count++;
        count_excess(state[at], found);
      }
    }
    found.cost -= excess_price * static_cast<double>(found.excess);
    // A node over the maximum without a giant, of several cells, was counted as the maximum.
    for (const Node node : order) {
      const SearchGraph::NodeRow& row = graph_.nodes[node];
      if (row.giants == 0) found.excess += std::max<std::int64_t>(0, row.size - range_.most);
    }
    return found;
  }

 private:
  /// Costs by size from 0; at the end that of a part that waits for a giant, and of one that holds it.
  using Table = std::vector<double>;
  /// What a state was made of: the state of the top without the subtree, and that of the subtree.
  struct Taken {
    std::uint32_t rest = 0;
    std::uint32_t below = cut_off;
  };

  template <class Slots>
  [[nodiscard]] std::size_t slot(const Slots& slots, std::uint32_t state) const {
    return state < waits_ ? state : slots.size() - 1 - (giant_ - state);
  }
  [[nodiscard]] double cost_of(const Table& table, std::uint32_t state) const {
    return table[slot(table, state)] + close_cost(state);
  }
  [[nodiscard]] static std::size_t sizes(const Table& table) { return table.size() - 2; }

  [[nodiscard]] Table alone(Node node) const {
    const SearchGraph::NodeRow& row = graph_.nodes[node];
    const auto size = static_cast<std::size_t>(std::min(row.size, range_.most));
    Table table(row.giants > 0 ? 2 : size + 3, never);
    if (row.giants > 0) {
      table[slot(table, giant_)] = 0;
    } else {
      table[size] = 0;
      table[slot(table, waits_)] = giant_price * static_cast<double>(size) / ideal_;
    }
    return table;
  }

  [[nodiscard]] double close_cost(std::uint32_t state) const {
    if (state == giant_) return 0;
    if (state == waits_) return never;
    const double off = static_cast<double>(state) / ideal_ - 1;
    return off * off + excess_price * static_cast<double>(range_.excess(state));
  }

  [[nodiscard]] std::uint32_t cheapest(const Table& table) const {
    std::uint32_t best = giant_;
    for (std::uint32_t size = 0; size < sizes(table); ++size) {
      if (table[size] < never && cost_of(table, size) < cost_of(table, best)) best = size;
    }
    return best;
  }

  void merge(std::uint32_t up, std::uint32_t at) {
    const Table& top = tables_[up];
    const Table& below = tables_[at];
    const auto most = static_cast<std::size_t>(range_.most);
    const bool grows = sizes(top) > 0 && sizes(below) > 0;
    Table merged((grows ? std::min(sizes(top) + sizes(below) - 1, most + 1) : sizes(top)) + 2, never);
    std::vector<Taken> taken(merged.size());
    const auto offer = [&](std::uint32_t into, double cost, std::uint32_t rest, std::uint32_t part) {
      double& least = merged[slot(merged, into)];
      if (cost >= least) return;
      least = cost;
      taken[slot(merged, into)] = {rest, part};
    };
    const double closed = cost_of(below, close_[at]);
    for (std::uint32_t a = 0; a < sizes(top); ++a) {
      if (!(top[a] < never)) continue;
      offer(a, top[a] + closed, a, cut_off);
      for (std::uint32_t b = 0; b < std::min(sizes(below), most - a + 1); ++b) {
        if (below[b] < never) offer(a + b, top[a] + below[b], a, b);
      }
    }
    for (const std::uint32_t rest : {waits_, giant_}) {
      const double own = top[slot(top, rest)];
      offer(rest, own + closed, rest, cut_off);
      for (const std::uint32_t part : {waits_, giant_}) {
        const double second = rest == giant_ && part == giant_ ? giant_price * static_cast<double>(range_.most) / ideal_ : 0.0;
        offer(std::max(rest, part), own + below[slot(below, part)] + second, rest, part);
      }
    }
    tables_[up] = std::move(merged);
    taken_[at] = std::move(taken);
    tables_[at] = Table();
  }

  void count_excess(std::uint32_t state, TreeParts& found) const {
    if (state != giant_) found.excess += range_.excess(state);
  }

  const SearchGraph& graph_;
  const SpanningTree& tree_;
  SizeRange range_;
  double ideal_;
  std::uint32_t waits_, giant_;  ///< states after the sizes
  std::vector<std::uint32_t> place_;
  std::vector<Table> tables_;
  std::vector<std::vector<Taken>> taken_;  ///< by the subtree that was merged
  std::vector<std::uint32_t> close_;       ///< the best state to cut the subtree off with
};

}  // namespace

TreeParts cut_tree(const SearchGraph& graph, const SpanningTree& tree, const SizeRange& range, double ideal) {
  const std::int64_t grain = grain_of(range);
  if (grain == 1) return TreeTables(graph, tree, range, ideal).parts();
  const SearchGraph coarse = in_grains(graph, tree, grain);
  TreeParts parts = TreeTables(coarse, tree, in_grains(range, grain), ideal / static_cast<double>(grain)).parts();
  parts.excess = excess_of(graph, tree, range, parts);
  return parts;
}

}  // namespace wangge::planning
