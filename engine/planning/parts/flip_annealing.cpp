#include "engine/planning/parts/flip_annealing.h"

#include "engine/core/math.h"

#include <array>
#include <cstddef>

namespace wangge::planning {
namespace {

constexpr std::size_t quantiles = 4096;

/// -log of the middles of equal shares of (0, 1): a draw of one is an exponential number, without a logarithm a proposal.
const std::array<double, quantiles>& exponential_quantiles() {
  static const std::array<double, quantiles> table = [] {
    std::array<double, quantiles> values{};
    for (std::size_t i = 0; i < quantiles; ++i) {
      values[i] = -core::log((static_cast<double>(i) + 0.5) / static_cast<double>(quantiles));
    }
    return values;
  }();
  return table;
}

}  // namespace

void offer(const PartsState& state, BestParts& best) {
  if (state.excess() > best.excess || (state.excess() == best.excess && state.cut() >= best.cut)) return;
  best.excess = state.excess();
  best.cut = state.cut();
  best.part = state.part();
}

void anneal_flips(PartsState& state, const FlipCooling& cooling, double ideal, core::Stream& luck, SearchMeter& meter,
                  BestParts& best) {
  constexpr std::uint64_t stride = 256;
  const auto& exponential = exponential_quantiles();
  const double steps = static_cast<double>(cooling.proposals) / static_cast<double>(stride);
  const double factor = steps > 1 ? core::exp(core::log(cooling.cold / cooling.hot) / steps) : 1.0;
  const double rise = steps > 1 ? core::exp(-core::log(cooling.ease) / steps) : 1.0;
  double price = cooling.price * cooling.ease / ideal;
  double temperature = cooling.hot;
  const std::uint64_t looked_before = state.looked_at();
  std::uint64_t proposal = 0;
  offer(state, best);
  for (; proposal < cooling.proposals && !state.cut_arcs().empty() && !meter.reached(best); ++proposal) {
    if (proposal % stride == stride - 1) {
      temperature *= factor;
      price *= rise;
      if (meter.should_stop()) break;
    }
    const std::uint32_t arc = state.cut_arcs()[luck.below(static_cast<std::uint32_t>(state.cut_arcs().size()))];
    const PartsState::Node node = state.tail(arc);
    const std::uint32_t to = state.part()[state.head(arc)];
    const PartsState::Change change = state.change_by(node, to);
    const double cost = static_cast<double>(change.cut) + price * static_cast<double>(change.excess);
    if (cost > 0 && cost > temperature * exponential[luck.next32() % quantiles]) continue;
    if (!state.can_leave(node)) continue;
    state.flip(node, to);
    offer(state, best);
  }
  meter.add(proposal + state.looked_at() - looked_before);
}

}  // namespace wangge::planning
