#include "engine/planning/propose/improve.h"

#include "engine/core/math.h"
#include "engine/planning/metropolis.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace wangge::planning {
namespace {

constexpr int legs = 3;
constexpr std::uint64_t stride = 64;

double over_change(const AimTerms& terms, const AimGoal& goal) {
  return std::max(0.0, terms[at(AimTerm::moved)] - goal.cap[at(AimTerm::moved)]);
}

std::pair<double, double> weightier_first(std::int64_t excess, double over_change, bool change_first) {
  const auto out_of_range = static_cast<double>(excess);
  return change_first ? std::pair(over_change, out_of_range) : std::pair(out_of_range, over_change);
}

Found as_it_stands(const AimDraft& draft, const AimGoal& goal) {
  return {.parts = draft.parts(),
          .labels = draft.labels(),
          .excess = draft.excess(),
          .over_change = over_change(draft.terms(), goal),
          .change_first = goal.change_first,
          .capped = goal.keeps_caps(draft.terms()),
          .cost = goal.cost(draft.terms()),
          .terms = draft.terms()};
}

/// Mean absolute change of cost over the flips now possible, households out of range left out.
double typical_change(const AimDraft& draft, AimGoal goal) {
  goal.price[at(AimTerm::excess)] = 0;
  goal.cap_price = {};
  const double now = goal.cost(draft.terms());
  double sum = 0;
  const auto& arcs = draft.draft().cut_arcs();
  const std::size_t step = std::max<std::size_t>(1, arcs.size() / 200);
  std::size_t count = 0;
  for (std::size_t i = 0; i < arcs.size(); i += step, ++count) {
    const SearchGraph::Node node = draft.draft().tail(arcs[i]);
    const std::uint32_t to = draft.labels()[draft.draft().graph().arcs[arcs[i]].to];
    sum += std::abs(goal.cost(draft.after(node, to)) - now);
  }
  return count > 0 ? sum / static_cast<double>(count) : 0.0;
}

struct Leg {
  std::uint64_t proposals = 0;
  double hot = 0;
  double cold = 0;
};

/// Metropolis' rule; contiguity is tested only for flips that would be accepted. The state is kept when it is the best met.
Found anneal(AimDraft& draft, const AimGoal& goal, const Leg& leg, core::Stream& luck) {
  Found best = as_it_stands(draft, goal);
  double temperature = leg.hot;
  const double factor =
      leg.hot > 0 && leg.cold > 0 && leg.proposals > stride
          ? core::exp(core::log(leg.cold / leg.hot) * static_cast<double>(stride) / static_cast<double>(leg.proposals))
          : 1.0;
  double now = goal.cost(draft.terms());
  const Draft& inner = draft.draft();
  for (std::uint64_t proposal = 0; proposal < leg.proposals && !inner.cut_arcs().empty(); ++proposal) {
    if (proposal % stride == 0 && proposal > 0) temperature *= factor;
    const std::uint32_t arc = inner.cut_arcs()[luck.below(static_cast<std::uint32_t>(inner.cut_arcs().size()))];
    const SearchGraph::Node node = inner.tail(arc);
    const std::uint32_t to = draft.labels()[inner.graph().arcs[arc].to];
    const AimTerms terms = draft.after(node, to);
    const double then = goal.cost(terms);
    const double change = then - now;
    if (refuses(change, temperature, luck)) continue;
    if (!draft.can_leave(node)) continue;
    draft.flip(node, to, terms);
    now = then;
    if (now < best.cost || best.excess > 0 || best.over_change > 0) {
      const auto trespass = weightier_first(draft.excess(), over_change(terms, goal), goal.change_first);
      if (std::tuple(trespass, !goal.keeps_caps(terms), now) < std::tuple(best.trespass(), !best.capped, best.cost))
        best = as_it_stands(draft, goal);
    }
  }
  return best;
}

}  // namespace

std::pair<double, double> Found::trespass() const { return weightier_first(excess, over_change, change_first); }

bool Found::better_than(const Found& other) const {
  return std::tuple(trespass(), !capped, cost) < std::tuple(other.trespass(), !other.capped, other.cost);
}

Found judged(AimDraft& draft, const AimGoal& goal) {
  draft.recentre();
  return as_it_stands(draft, goal);
}

Found improve(AimDraft draft, const AimGoal& goal, const Improvement& wish, core::Stream& luck) {
  Found best = judged(draft, goal);
  if (draft.parts() < 2) return best;
  double hot = wish.heat * typical_change(draft, goal);
  const double cooling = core::exp(core::log(0.01 / std::max(wish.heat, 0.011)) / legs);
  for (int leg = 0; leg < legs; ++leg) {
    const Found met = anneal(draft, goal, {wish.proposals / legs, hot, hot * cooling}, luck);
    hot *= cooling;
    draft.restart(met.labels);
    Found end = as_it_stands(draft, goal);
    if (end.better_than(best)) best = std::move(end);
  }
  return best;
}

}  // namespace wangge::planning
