#include "engine/planning/recombine.h"

#include "engine/core/math.h"
#include "engine/planning/metropolis.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace wangge::planning {
namespace {

using Node = SearchGraph::Node;

constexpr int trees_a_round = 2;

/// The nodes of two parts, found from one of them across connecting arcs; rising.
std::vector<Node> members_of(const Draft& draft, Node start, std::uint32_t a, std::uint32_t b) {
  std::vector<Node> members{start};
  std::vector<std::uint8_t> seen(draft.graph().size(), 0);
  seen[start] = 1;
  for (std::size_t at = 0; at < members.size(); ++at) {
    for (const SearchGraph::Arc& arc : draft.graph().out(members[at])) {
      const std::uint32_t label = draft.labels()[arc.to];
      if (!arc.connects || seen[arc.to] != 0 || (label != a && label != b)) continue;
      seen[arc.to] = 1;
      members.push_back(arc.to);
    }
  }
  std::sort(members.begin(), members.end());
  return members;
}

}  // namespace

void recombine(Draft& draft, SpanningCut& cutter, const Prices& prices, std::uint64_t rounds, double hot, double cold,
               core::Stream& luck, Best& best) {
  double temperature = hot;
  const double factor = hot > 0 && cold > 0 && rounds > 1 ? core::exp(core::log(cold / hot) / static_cast<double>(rounds)) : 1.0;
  const double border_price = prices.size > 0 ? prices.border / prices.size : 0.0;
  double before = draft.cost(prices);
  Draft next = draft;  // its space serves every round
  for (std::uint64_t round = 0; round < rounds && !draft.cut_arcs().empty(); ++round, temperature *= factor) {
    const std::uint32_t arc = draft.cut_arcs()[luck.below(static_cast<std::uint32_t>(draft.cut_arcs().size()))];
    const std::uint32_t a = draft.labels()[draft.tail(arc)];
    const std::uint32_t b = draft.labels()[draft.graph().arcs[arc].to];
    const std::vector<Node> members = members_of(draft, draft.tail(arc), a, b);
    const SpanningCut::Half half = cutter.cut(members, 0.5, border_price, trees_a_round, luck);
    const auto already =
        std::count_if(half.members.begin(), half.members.end(), [&](Node node) { return draft.labels()[node] == a; });
    const bool keeps_name = 2 * already >= static_cast<std::ptrdiff_t>(half.members.size());
    next = draft;
    for (const Node node : members) {
      if (draft.labels()[node] != (keeps_name ? b : a)) next.flip(node, keeps_name ? b : a);
    }
    for (const Node node : half.members) next.flip(node, keeps_name ? a : b);
    next.recentre();
    const double after = next.cost(prices);
    if (refuses(after - before, temperature, luck)) continue;
    std::swap(draft, next);
    before = after;
    best.offer(draft, prices);
  }
}

}  // namespace wangge::planning
