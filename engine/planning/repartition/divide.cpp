#include "engine/planning/repartition/divide.h"

#include "engine/core/math.h"
#include "engine/core/random.h"
#include "engine/planning/draft.h"
#include "engine/planning/repartition/heirs.h"
#include "engine/planning/spanning_cut.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <limits>
#include <tuple>
#include <utility>

namespace wangge::planning {
namespace {

using Node = SearchGraph::Node;
using Labels = std::vector<std::uint32_t>;
using Kept = std::vector<std::vector<std::int64_t>>;  ///< households by group and part

constexpr int seed_trees = 4;
/// Prices beside each other, for a part 10 % off the mean, 10 % of a part's households moved, and so on.
constexpr double work_price = 4;
constexpr double moved_price = 4;
constexpr double border_price = 0.15;
constexpr std::array<double, 4> size_prices = {10, 30, 60, 120};
constexpr std::array<double, 5> temperatures = {0.4, 0.12, 0.04, 0.012, 0.002};

/// One attempt: labels, heirs, and what a flip costs.
class Attempt {
 public:
  Attempt(const SearchGraph& graph, const Labels& group_of, const DivideRules& rules, Labels labels)
      : graph_(graph), group_of_(group_of), rules_(rules), draft_(graph, rules.size, rules.parts, std::move(labels)) {
    for (const std::uint32_t group : group_of) groups_ = std::max(groups_, group + 1);
    for (const SearchGraph::NodeRow& node : graph.nodes) households_ += node.households;
    match();
    const double border = draft_.border();
    prices_.work = work_price;
    prices_.border = border > 0 ? border_price * rules.parts / border : 0;
  }

  void run(core::Stream& luck, Division& best) {
    offer(best);
    const std::uint64_t leg = rules_.effort * graph_.size() / size_prices.size();
    for (std::size_t i = 0; i < size_prices.size(); ++i) {
      prices_.size = size_prices[i] * rules_.parts / std::max(1.0, static_cast<double>(graph_.total));
      anneal(leg, temperatures[i], temperatures[i + 1], luck, best);
      match();
      offer(best);
    }
  }

 private:
  [[nodiscard]] Kept kept() const {
    Kept kept(groups_, std::vector<std::int64_t>(rules_.parts, 0));
    for (Node node = 0; node < graph_.size(); ++node) {
      kept[group_of_[node]][draft_.labels()[node]] += static_cast<std::int64_t>(graph_.nodes[node].households);
    }
    return kept;
  }

  void match() {
    heir_ = heirs(kept(), rules_.parts);
    moved_ = static_cast<std::int64_t>(households_);
    for (Node node = 0; node < graph_.size(); ++node) {
      if (heir_[group_of_[node]] == draft_.labels()[node]) moved_ -= static_cast<std::int64_t>(graph_.nodes[node].households);
    }
  }

  /// Households that would leave their group's heir, less those that would come back to it.
  [[nodiscard]] std::int64_t moves(Node node, std::uint32_t to) const {
    const auto own = static_cast<std::int64_t>(graph_.nodes[node].households);
    const std::optional<std::uint32_t>& heir = heir_[group_of_[node]];
    return (heir == draft_.labels()[node] ? own : 0) - (heir == to ? own : 0);
  }

  void anneal(std::uint64_t proposals, double hot, double cold, core::Stream& luck, Division& best) {
    const double mean = std::max(1.0, households_ / rules_.parts);
    constexpr std::uint64_t stride = 64;
    const double factor = proposals > stride ? core::exp(core::log(cold / hot) * stride / static_cast<double>(proposals)) : 1.0;
    double temperature = hot;
    for (std::uint64_t i = 0; i < proposals && !draft_.cut_arcs().empty(); ++i) {
      if (i % stride == stride - 1) temperature *= factor;
      if (i % graph_.size() == graph_.size() - 1) offer(best);
      const std::uint32_t arc = draft_.cut_arcs()[luck.below(static_cast<std::uint32_t>(draft_.cut_arcs().size()))];
      const Node node = draft_.tail(arc);
      const std::uint32_t to = draft_.labels()[graph_.arcs[arc].to];
      const std::int64_t moved = moves(node, to);
      const double change = draft_.flip_cost(node, to, prices_) + rules_.stay * moved_price * static_cast<double>(moved) / mean;
      if (change > 0 && change >= -temperature * core::log(luck.uniform_open())) continue;
      if (!draft_.can_leave(node)) continue;
      draft_.flip(node, to);
      moved_ += moved;
    }
  }

  void offer(Division& best) const {
    const std::int64_t excess = draft_.excess();
    const std::int64_t moved = rules_.stay > 0 ? moved_ : 0;
    if (std::tie(excess, moved) > std::tie(best.excess, best.moved)) return;
    const double cost = draft_.unevenness() + prices_.border * draft_.border();
    if (std::tie(excess, moved, cost) >= std::tie(best.excess, best.moved, best.cost)) return;
    best.excess = excess;
    best.moved = moved;
    best.cost = cost;
    best.part_of_node = draft_.labels();
    best.heir_of_group = heir_;
  }

  const SearchGraph& graph_;
  const Labels& group_of_;
  const DivideRules& rules_;
  Draft draft_;
  std::uint32_t groups_ = 0;
  double households_ = 0;
  Prices prices_;
  std::vector<std::optional<std::uint32_t>> heir_;
  std::int64_t moved_ = 0;
};

/// The nodes of one group as a graph of their own.
SearchGraph part_of(const SearchGraph& graph, const std::vector<Node>& members) {
  std::vector<Node> place(graph.size(), ~0U);
  for (std::size_t i = 0; i < members.size(); ++i) place[members[i]] = static_cast<Node>(i);
  SearchGraph part;
  part.first.push_back(0);
  for (const Node node : members) {
    part.nodes.push_back(graph.nodes[node]);
    part.cells.push_back(graph.cells[node]);
    part.total += graph.nodes[node].size;
    for (SearchGraph::Arc arc : graph.out(node)) {
      if (place[arc.to] == ~0U) continue;
      arc.to = place[arc.to];
      part.arcs.push_back(arc);
    }
    part.first.push_back(static_cast<std::uint32_t>(part.arcs.size()));
  }
  std::vector<std::uint32_t> next(part.first.begin(), part.first.end() - 1);
  for (Node node = 0; node < part.size(); ++node) {
    for (std::uint32_t at = part.first[node]; at < part.first[node + 1]; ++at) part.arcs[at].back = next[part.arcs[at].to]++;
  }
  return part;
}

/// Each group divided on its own; nothing where there are more groups than parts.
std::optional<Labels> within_groups(const SearchGraph& graph, const std::vector<std::vector<Node>>& members, std::uint32_t parts,
                                    core::Stream& luck) {
  if (members.size() > parts) return std::nullopt;
  std::vector<std::int64_t> sizes;
  for (const auto& group : members) {
    std::int64_t& sum = sizes.emplace_back(0);
    for (const Node node : group) sum += graph.nodes[node].size;
  }
  const std::vector<std::uint32_t> counts = apportion(sizes, parts);
  Labels labels(graph.size(), 0);
  std::uint32_t first = 0;
  for (std::size_t group = 0; group < members.size(); ++group) {
    if (counts[group] > members[group].size()) return std::nullopt;
    const SearchGraph own = part_of(graph, members[group]);
    SpanningCut cutter(own);
    const Labels seeded = cutter.seed(counts[group], 0, seed_trees, luck);
    for (std::size_t i = 0; i < members[group].size(); ++i) labels[members[group][i]] = first + seeded[i];
    first += counts[group];
  }
  return labels;
}

std::int64_t least_moved(const SearchGraph& graph, const std::vector<std::vector<Node>>& members, const DivideRules& rules) {
  std::int64_t bound = 0;
  std::vector<std::int64_t> most_kept;
  for (const auto& group : members) {
    // The most households that fit into one part of the maximum size, as if nodes could be cut: densest first. A part with an
    // atom over the maximum has no such bound.
    std::vector<Node> order = group;
    std::sort(order.begin(), order.end(), [&](Node a, Node b) {
      const auto& x = graph.nodes[a];
      const auto& y = graph.nodes[b];
      const double left = x.households * static_cast<double>(std::max<std::int64_t>(1, y.size));
      const double right = y.households * static_cast<double>(std::max<std::int64_t>(1, x.size));
      return left != right ? left > right : a < b;
    });
    double kept = 0;
    double all = 0;
    std::int64_t room = rules.size.most;
    bool giant = false;
    for (const Node node : order) {
      const SearchGraph::NodeRow& row = graph.nodes[node];
      giant = giant || row.giants > 0;
      all += row.households;
      const double share = row.size == 0 ? 1.0 : std::clamp(static_cast<double>(room) / static_cast<double>(row.size), 0.0, 1.0);
      kept += share * row.households;
      room -= std::min(room, row.size);
    }
    const auto whole = static_cast<std::int64_t>(all);
    most_kept.push_back(giant ? whole : std::min(whole, static_cast<std::int64_t>(kept + 1e-6)));
    bound += whole - most_kept.back();
  }
  // Groups beyond the number of parts have no heir: at best those that keep least.
  std::sort(most_kept.begin(), most_kept.end());
  for (std::size_t i = 0; i + rules.parts < most_kept.size(); ++i) bound += most_kept[i];
  return bound;
}

}  // namespace

std::vector<std::uint32_t> apportion(const std::vector<std::int64_t>& sizes, std::uint32_t parts,
                                     const std::vector<std::uint32_t>& most) {
  const bool enough = sizes.size() <= parts;
  std::vector<std::uint32_t> counts(sizes.size(), enough ? 1 : 0);
  // By size a part, and those without a part before all others, by their size.
  const auto before = [&](std::size_t a, std::size_t b) {
    if (counts[a] == 0 || counts[b] == 0) return std::pair(counts[a] == 0, sizes[a]) > std::pair(counts[b] == 0, sizes[b]);
    return sizes[a] * counts[b] > sizes[b] * counts[a];
  };
  for (std::size_t left = parts - (enough ? sizes.size() : 0); left > 0; --left) {
    std::size_t next = sizes.size();
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      const bool full = !most.empty() && counts[i] >= most[i];
      if (!full && (next == sizes.size() || before(i, next))) next = i;
    }
    assert(next < sizes.size());
    ++counts[next];
  }
  return counts;
}

Division divide(const SearchGraph& graph, const std::vector<std::uint32_t>& group_of_node, const DivideRules& rules,
                core::Seed seed) {
  std::vector<std::vector<Node>> members;
  for (Node node = 0; node < graph.size(); ++node) {
    if (group_of_node[node] >= members.size()) members.resize(group_of_node[node] + 1);
    members[group_of_node[node]].push_back(node);
  }
  Division best;
  best.excess = std::numeric_limits<std::int64_t>::max();
  best.moved = std::numeric_limits<std::int64_t>::max();
  best.cost = std::numeric_limits<double>::infinity();
  for (std::uint32_t attempt = 0; attempt < rules.attempts; ++attempt) {
    core::Stream luck(seed, attempt, "repartition", rules.stream);
    std::optional<Labels> labels;
    if (attempt % 4 != 3) labels = within_groups(graph, members, rules.parts, luck);
    if (!labels) labels = SpanningCut(graph).seed(rules.parts, 0, seed_trees, luck);
    Attempt(graph, group_of_node, rules, std::move(*labels)).run(luck, best);
  }
  best.least_moved = least_moved(graph, members, rules);
  return best;
}

}  // namespace wangge::planning
