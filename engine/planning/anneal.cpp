#include "engine/planning/anneal.h"

#include "engine/core/math.h"
#include "engine/planning/metropolis.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace wangge::planning {

void Best::offer(const Draft& draft, const Prices& prices) {
  const std::int64_t draft_excess = draft.excess();
  if (draft_excess > excess) return;
  const double draft_cost = draft.cost(prices);
  if (std::tie(draft_excess, draft_cost) >= std::tie(excess, cost)) return;
  excess = draft_excess;
  cost = draft_cost;
  labels = draft.labels();
}

double typical_change(const Draft& draft, Prices prices) {
  prices.size = 0;
  if (draft.cut_arcs().empty()) return 0;
  double sum = 0;
  for (const std::uint32_t arc : draft.cut_arcs()) {
    sum += std::abs(draft.flip_cost(draft.tail(arc), draft.labels()[draft.graph().arcs[arc].to], prices));
  }
  return sum / static_cast<double>(draft.cut_arcs().size());
}

void anneal(Draft& draft, const Prices& prices, const Cooling& cooling, core::Stream& luck, Best& best) {
  constexpr std::uint64_t stride = 64;
  double temperature = cooling.hot;
  double factor = 1;
  if (cooling.proposals > stride && cooling.hot > 0 && cooling.cold > 0) {
    factor =
        core::exp(core::log(cooling.cold / cooling.hot) * static_cast<double>(stride) / static_cast<double>(cooling.proposals));
  }
  std::uint64_t next_offer = draft.graph().size();
  for (std::uint64_t proposal = 0; proposal < cooling.proposals && !draft.cut_arcs().empty(); ++proposal) {
    if (proposal % stride == 0 && proposal > 0) temperature *= factor;
    if (proposal == next_offer) {
      best.offer(draft, prices);
      next_offer += draft.graph().size();
    }
    const std::uint32_t arc = draft.cut_arcs()[luck.below(static_cast<std::uint32_t>(draft.cut_arcs().size()))];
    const SearchGraph::Node node = draft.tail(arc);
    const std::uint32_t to = draft.labels()[draft.graph().arcs[arc].to];
    const double change = draft.flip_cost(node, to, prices);
    if (refuses(change, temperature, luck)) continue;
    if (draft.can_leave(node)) draft.flip(node, to);
  }
  best.offer(draft, prices);
}

}  // namespace wangge::planning
