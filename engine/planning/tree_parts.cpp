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

/// The least cost of a subtree for each size of the part that its top node lies in. One more state stands for a part with a
/// giant, whose size no longer matters.
class TreeTables {
 public:
  using Node = SearchGraph::Node;

  TreeTables(const SearchGraph& graph, const SpanningTree& tree, const SizeRange& range, double ideal)
      : graph_(graph), tree_(tree), range_(range), ideal_(ideal), giant_(static_cast<std::uint32_t>(range.most) + 1) {
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
    return found;
  }

 private:
  /// Costs by size from 0, and that of a part with a giant at the end.
  using Table = std::vector<double>;
  /// What a state was made of: the state of the top without the subtree, and that of the subtree.
  struct Taken {
    std::uint32_t rest = 0;
    std::uint32_t below = cut_off;
  };

  [[nodiscard]] std::uint32_t state_of(std::size_t slot, std::size_t slots) const {
    return slot + 1 == slots ? giant_ : static_cast<std::uint32_t>(slot);
  }
  template <class Slots>
  [[nodiscard]] std::size_t slot(const Slots& slots, std::uint32_t state) const {
    return state == giant_ ? slots.size() - 1 : state;
  }
  [[nodiscard]] double cost_of(const Table& table, std::uint32_t state) const {
    return table[slot(table, state)] + close_cost(state);
  }

  [[nodiscard]] Table alone(Node node) const {
    const SearchGraph::NodeRow& row = graph_.nodes[node];
    Table table(static_cast<std::size_t>(std::min(row.size, range_.most)) + 2, never);
    if (row.giants > 0) {
      table.back() = 0;
    } else {
      table[table.size() - 2] = 0;
    }
    return table;
  }

  [[nodiscard]] double close_cost(std::uint32_t state) const {
    if (state == giant_) return 0;
    const double off = static_cast<double>(state) / ideal_ - 1;
    return off * off + excess_price * static_cast<double>(range_.excess(state));
  }

  [[nodiscard]] std::uint32_t cheapest(const Table& table) const {
    std::uint32_t best = giant_;
    for (std::size_t at = 0; at + 1 < table.size(); ++at) {
      const auto state = static_cast<std::uint32_t>(at);
      if (table[at] < never && cost_of(table, state) < cost_of(table, best)) best = state;
    }
    return best;
  }

  void merge(std::uint32_t up, std::uint32_t at) {
    const Table& top = tables_[up];
    const Table& below = tables_[at];
    const std::size_t most = static_cast<std::size_t>(range_.most);
    Table merged(std::min(top.size() + below.size() - 4, most) + 2, never);
    std::vector<Taken> taken(merged.size());
    const auto offer = [&](std::size_t into, double cost, std::uint32_t rest, std::uint32_t part) {
      if (cost >= merged[into]) return;
      merged[into] = cost;
      taken[into] = {rest, part};
    };
    const double closed = cost_of(below, close_[at]);
    for (std::size_t a = 0; a < top.size(); ++a) {
      if (!(top[a] < never)) continue;
      const std::uint32_t rest = state_of(a, top.size());
      offer(slot(merged, rest), top[a] + closed, rest, cut_off);
      const std::size_t room = rest == giant_ ? most : most - a;
      for (std::size_t b = 0; b < std::min(below.size() - 1, room + 1); ++b) {
        if (!(below[b] < never)) continue;
        const auto part = static_cast<std::uint32_t>(b);
        if (rest == giant_) {
          offer(merged.size() - 1, top[a] + below[b] + giant_cost(rest, part), rest, part);
        } else {
          offer(a + b, top[a] + below[b], rest, part);
        }
      }
      if (below.back() < never) offer(merged.size() - 1, top[a] + below.back() + giant_cost(rest, giant_), rest, giant_);
    }
    tables_[up] = std::move(merged);
    taken_[at] = std::move(taken);
    tables_[at] = Table();
  }

  [[nodiscard]] double giant_cost(std::uint32_t a, std::uint32_t b) const {
    const std::int64_t other = a == giant_ ? (b == giant_ ? range_.most : b) : a;
    return giant_price * static_cast<double>(other) / ideal_;
  }

  void count_excess(std::uint32_t state, TreeParts& found) const {
    if (state != giant_) found.excess += range_.excess(state);
  }

  const SearchGraph& graph_;
  const SpanningTree& tree_;
  SizeRange range_;
  double ideal_;
  std::uint32_t giant_;
  std::vector<std::uint32_t> place_;
  std::vector<Table> tables_;
  std::vector<std::vector<Taken>> taken_;  ///< by the subtree that was merged
  std::vector<std::uint32_t> close_;       ///< the best state to cut the subtree off with
};

}  // namespace

TreeParts cut_tree(const SearchGraph& graph, const SpanningTree& tree, const SizeRange& range, double ideal) {
  return TreeTables(graph, tree, range, ideal).parts();
}

}  // namespace wangge::planning
