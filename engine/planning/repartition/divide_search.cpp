#include "engine/planning/repartition/divide_search.h"

#include "engine/core/math.h"
#include "engine/planning/repartition/heirs.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <utility>

namespace wangge::planning {
namespace {

/// Prices beside each other, for a part 10 % off the mean, 10 % of a part's households moved, and so on.
constexpr double work_price = 4;
constexpr double moved_price = 4;
constexpr double border_price = 0.15;
constexpr std::array<double, 4> size_prices = {10, 30, 60, 120};
constexpr std::array<double, 5> temperatures = {0.4, 0.12, 0.04, 0.012, 0.002};
/// Of smoothing: a border longer by so much is taken once in e proposals at the beginning, and at the end.
constexpr double hottest_metres = 40;
constexpr double coldest_metres = 0.5;
/// Costs that differ by less are equal.
constexpr double hair = 1e-9;

}  // namespace

DivideGround::DivideGround(const SearchGraph& search_graph, const std::vector<std::uint32_t>& group_of, const DivideRules& divide,
                           std::vector<std::uint32_t> usual)
    : graph(search_graph), group_of_node(group_of), rules(divide) {
  for (const std::uint32_t group : group_of) groups = std::max(groups, group + 1);
  for (const SearchGraph::NodeRow& node : graph.nodes) households += static_cast<std::int64_t>(node.households);
  const double border = Draft(graph, rules.size, rules.parts, std::move(usual)).border();
  fine.work = 1;
  fine.border = border > 0 ? border_price * rules.parts / border : 0;
}

DivideGround::Match DivideGround::match(const std::vector<std::uint32_t>& labels) const {
  std::vector<std::vector<std::int64_t>> kept(groups, std::vector<std::int64_t>(rules.parts, 0));
  for (SearchGraph::Node node = 0; node < graph.size(); ++node) {
    kept[group_of_node[node]][labels[node]] += static_cast<std::int64_t>(graph.nodes[node].households);
  }
  Match found{heirs(kept, rules.parts), households};
  for (std::uint32_t group = 0; group < groups; ++group) {
    if (found.heir[group]) found.moved -= kept[group][*found.heir[group]];
  }
  return found;
}

Division worst_division() {
  Division worst;
  worst.excess = std::numeric_limits<std::int64_t>::max();
  worst.moved = std::numeric_limits<std::int64_t>::max();
  worst.cost = std::numeric_limits<double>::infinity();
  return worst;
}

void offer(const DivideGround& ground, const Draft& draft, Division& best) {
  const std::int64_t excess = draft.excess();
  if (excess > best.excess) return;
  DivideGround::Match match = ground.match(draft.labels());
  const std::int64_t moved = ground.rules.stay > 0 ? match.moved : 0;
  if (std::tie(excess, moved) > std::tie(best.excess, best.moved)) return;
  const double cost = draft.unevenness() + ground.fine.border * draft.border();
  if (std::tie(excess, moved, cost) >= std::tie(best.excess, best.moved, best.cost)) return;
  best.excess = excess;
  best.moved = moved;
  best.cost = cost;
  best.part_of_node = draft.labels();
  best.heir_of_group = std::move(match.heir);
}

bool DivideSearch::Change::better() const {
  if (excess != 0) return excess < 0;
  if (moved != 0) return moved < 0;
  return cost < -hair;
}

DivideSearch::DivideSearch(const DivideGround& ground, std::vector<std::uint32_t> labels)
    : ground_(ground),
      draft_(ground.graph, ground.rules.size, ground.rules.parts, std::move(labels)),
      prices_{.work = work_price, .border = ground.fine.border} {
  match();
}

void DivideSearch::run(std::uint64_t effort, core::Stream& luck, Division& best) {
  offer(best);
  const std::uint64_t proposals = effort * ground_.graph.size();
  for (std::size_t i = 0; i < size_prices.size(); ++i) {
    prices_.size = size_prices[i] * ground_.rules.parts / std::max(1.0, static_cast<double>(ground_.graph.total));
    anneal(proposals / size_prices.size(), temperatures[i], temperatures[i + 1], luck, best);
    offer(best);
  }
  descend(proposals / 2);
  offer(best);
}

void DivideSearch::smooth(std::uint64_t proposals, core::Stream& luck, Division& best) {
  const DivideGround::Match before = ground_.match(draft_.labels());
  heir_ = before.heir;
  const std::int64_t most_excess = draft_.excess();
  const std::int64_t most_moved =
      before.moved + static_cast<std::int64_t>(ground_.rules.smooth * static_cast<double>(ground_.households));
  const double border = draft_.border();
  std::int64_t excess = most_excess;
  std::int64_t moved = before.moved;
  const Prices metres{.border = 1};
  constexpr std::uint64_t stride = 64;
  const double factor = core::exp(core::log(coldest_metres / hottest_metres) * stride /
                                  static_cast<double>(std::max<std::uint64_t>(stride, proposals)));
  double temperature = hottest_metres;
  for (std::uint64_t i = 0; i < proposals && !draft_.cut_arcs().empty(); ++i) {
    if (i % stride == stride - 1) temperature *= factor;
    const std::uint32_t arc = draft_.cut_arcs()[luck.below(static_cast<std::uint32_t>(draft_.cut_arcs().size()))];
    const Node node = draft_.tail(arc);
    const std::uint32_t to = draft_.labels()[ground_.graph.arcs[arc].to];
    const double longer = draft_.flip_cost(node, to, metres);
    if (longer > 0 && longer >= -temperature * core::log(luck.uniform_open())) continue;
    const Change own = change(node, to);
    const std::int64_t leaving = moves(node, to);
    if (excess + own.excess > most_excess || moved + leaving > most_moved || !draft_.can_leave(node)) continue;
    draft_.flip(node, to);
    excess += own.excess;
    moved += leaving;
  }
  if (draft_.border() >= border) return;
  DivideGround::Match match = ground_.match(draft_.labels());
  best.excess = excess;
  best.moved_proven = best.moved_proven && (ground_.rules.stay <= 0 || match.moved == best.moved);
  best.moved = ground_.rules.stay > 0 ? match.moved : 0;
  best.cost = draft_.unevenness() + ground_.fine.border * draft_.border();
  best.part_of_node = draft_.labels();
  best.heir_of_group = std::move(match.heir);
}

void DivideSearch::match() { heir_ = ground_.match(draft_.labels()).heir; }

void DivideSearch::offer(Division& best) {
  match();
  planning::offer(ground_, draft_, best);
}

/// Households that would leave their group's heir, less those that would come back to it.
std::int64_t DivideSearch::moves(Node node, std::uint32_t to) const {
  const auto own = static_cast<std::int64_t>(ground_.graph.nodes[node].households);
  const std::optional<std::uint32_t>& heir = heir_[ground_.group_of_node[node]];
  return (heir == draft_.labels()[node] ? own : 0) - (heir == to ? own : 0);
}

void DivideSearch::anneal(std::uint64_t proposals, double hot, double cold, core::Stream& luck, Division& best) {
  const SearchGraph& graph = ground_.graph;
  const double mean = std::max(1.0, static_cast<double>(ground_.households) / ground_.rules.parts);
  constexpr std::uint64_t stride = 64;
  const std::uint64_t round = std::max<std::uint64_t>(stride, graph.size());
  const double factor = proposals > stride ? core::exp(core::log(cold / hot) * stride / static_cast<double>(proposals)) : 1.0;
  double temperature = hot;
  for (std::uint64_t i = 0; i < proposals && !draft_.cut_arcs().empty(); ++i) {
    if (i % stride == stride - 1) temperature *= factor;
    if (i % round == round - 1) offer(best);
    const std::uint32_t arc = draft_.cut_arcs()[luck.below(static_cast<std::uint32_t>(draft_.cut_arcs().size()))];
    const Node node = draft_.tail(arc);
    const std::uint32_t to = draft_.labels()[graph.arcs[arc].to];
    const double price = ground_.rules.stay * moved_price * static_cast<double>(moves(node, to)) / mean;
    const double change = draft_.flip_cost(node, to, prices_) + price;
    if (change > 0 && change >= -temperature * core::log(luck.uniform_open())) continue;
    if (draft_.can_leave(node)) draft_.flip(node, to);
  }
}

DivideSearch::Change DivideSearch::change(Node node, std::uint32_t to) const {
  const Draft::Part& left = draft_.parts()[draft_.labels()[node]];
  const Draft::Part& joined = draft_.parts()[to];
  const SearchGraph::NodeRow& row = ground_.graph.nodes[node];
  const std::int64_t excess = ground_.off(left.size - row.size, left.giants - row.giants) +
                              ground_.off(joined.size + row.size, joined.giants + row.giants) -
                              ground_.off(left.size, left.giants) - ground_.off(joined.size, joined.giants);
  return {excess, ground_.rules.stay > 0 ? moves(node, to) : 0, draft_.flip_cost(node, to, ground_.fine)};
}

std::vector<std::uint32_t> DivideSearch::parts_beside(Node node) const {
  std::vector<std::uint32_t> parts;
  for (const SearchGraph::Arc& arc : ground_.graph.out(node)) {
    const std::uint32_t part = draft_.labels()[arc.to];
    if (arc.connects && part != draft_.labels()[node]) parts.push_back(part);
  }
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  return parts;
}

std::vector<SearchGraph::Node> DivideSearch::members(std::uint32_t part) const {
  std::vector<Node> found;
  for (Node node = 0; node < ground_.graph.size(); ++node) {
    if (draft_.labels()[node] == part) found.push_back(node);
  }
  return found;
}

void DivideSearch::descend(std::uint64_t budget) {
  for (bool improved = true; improved && budget > 0;) {
    improved = false;
    for (Node node = 0; node < ground_.graph.size() && budget > 0; ++node) {
      if (!improve(node, budget)) continue;
      improved = true;
      match();
    }
  }
}

/// One step that begins with this node, if there is one.
bool DivideSearch::improve(Node node, std::uint64_t& budget) {
  const std::uint32_t from = draft_.labels()[node];
  for (const std::uint32_t to : parts_beside(node)) {
    if (budget == 0 || !draft_.can_leave(node)) return false;
    --budget;
    const Change first = change(node, to);
    draft_.flip(node, to);
    if (first.better() || improve_after(node, first, budget)) return true;
    draft_.flip(node, from);
  }
  return false;
}

/// A second node that leaves the part which the first one came to.
bool DivideSearch::improve_after(Node node, const Change& first, std::uint64_t& budget) {
  for (const Node other : members(draft_.labels()[node])) {
    if (other == node) continue;
    for (const std::uint32_t to : parts_beside(other)) {
      if (budget == 0) return false;
      --budget;
      if (!(first + change(other, to)).better() || !draft_.can_leave(other)) continue;
      draft_.flip(other, to);
      return true;
    }
  }
  return false;
}

}  // namespace wangge::planning
