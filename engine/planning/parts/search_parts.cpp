#include "engine/planning/parts/search_parts.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/planning/parts/flip_annealing.h"
#include "engine/planning/parts/overlay.h"
#include "engine/planning/parts/search_meter.h"
#include "engine/planning/parts/tree_seeds.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace wangge::planning {
namespace {

constexpr std::size_t legs_a_round = 4;
constexpr std::size_t pool_size = 8;
constexpr std::size_t slices_tried = 4;
/// Times the work that the answer took, without a better one, until a search counts as settled.
constexpr std::uint64_t patience = 4;

/// Ways to cool, by turns; prices in units of sqrt(nodes / parts). The usual ones; short ones at a high price, for narrow ranges;
/// an eased price, for graphs with a few heavy nodes; great heat, for small graphs; a long one.
constexpr std::array<FlipCooling, 9> profiles{{{.proposals = 300'000, .hot = 1.0, .cold = 0.2, .price = 12},
                                               {.proposals = 50'000, .hot = 2.0, .cold = 0.5, .price = 24},
                                               {.proposals = 100'000, .hot = 4.0, .cold = 0.2, .price = 24, .ease = 0.1},
                                               {.proposals = 100'000, .hot = 3.0, .cold = 0.5, .price = 50},
                                               {.proposals = 300'000, .hot = 2.0, .cold = 0.2, .price = 6},
                                               {.proposals = 100'000, .hot = 20., .cold = 2.0, .price = 30},
                                               {.proposals = 300'000, .hot = 0.7, .cold = 0.2, .price = 24},
                                               {.proposals = 300'000, .hot = 4.0, .cold = 0.3, .price = 36, .ease = 0.1},
                                               {.proposals = 1'000'000, .hot = 3.0, .cold = 0.4, .price = 50}}};
constexpr double reheat = 1.5;

struct Leg {
  BestParts best;
  std::uint64_t work = 0;
};

/// Names of parts in the order of their first nodes: two partitions are the same if these are.
std::vector<std::uint32_t> in_order(const std::vector<std::uint32_t>& part, std::uint32_t parts) {
  std::vector<std::uint32_t> name_of(parts, parts);
  std::vector<std::uint32_t> named(part.size());
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (name_of[part[i]] == parts) name_of[part[i]] = next++;
    named[i] = name_of[part[i]];
  }
  return named;
}

class Portfolio {
 public:
  Portfolio(const WeightedGraph& graph, const PartsTask& task, const SearchLimits& limits, const NodePlaces& places)
      : graph_(&graph),
        task_(task),
        limits_(limits),
        table_(graph),
        ideal_(static_cast<double>(total_weight(graph)) / task.parts) {
    if (limits.seconds) {
      deadline_ = SearchMeter::Clock::now() +
                  std::chrono::duration_cast<SearchMeter::Clock::duration>(std::chrono::duration<double>(*limits.seconds));
    }
    scale_ = std::sqrt(static_cast<double>(graph.size()) / task.parts);
    slices_ = slice_seeds(graph, task, places, slices_tried);
  }

  SearchAnswer search() {
    SearchAnswer answer;
    std::uint64_t found_at = 0;
    for (std::uint64_t first = 0;; first += legs_a_round) {
      std::array<Leg, legs_a_round> legs;
      std::array<std::atomic<bool>, legs_a_round> enough{};
      core::parallel_for(limits_.threads, legs_a_round, [&](std::size_t i) {
        if (enough[i].load(std::memory_order_relaxed)) return;
        SearchMeter meter(deadline_, limits_.reach.value_or(std::numeric_limits<std::int64_t>::min()), &enough[i]);
        legs[i].best = leg(first + i, meter);
        legs[i].work = meter.work();
        // Legs behind one that cannot be beaten count for nothing: they may end.
        if (!meter.reached(legs[i].best)) return;
        for (std::size_t j = i + 1; j < legs_a_round; ++j) enough[j].store(true, std::memory_order_relaxed);
      });
      for (Leg& leg : legs) {
        answer.work += leg.work;
        if (pool_.empty() || leg.best.beats(pool_.front())) found_at = answer.work;
        keep(std::move(leg.best));
        if (limits_.reach && pool_.front().excess == 0 && pool_.front().cut <= *limits_.reach) {
          return finished(std::move(answer), StoppedBy::reach);
        }
      }
      if (deadline_ && SearchMeter::Clock::now() >= *deadline_) return finished(std::move(answer), StoppedBy::seconds);
      if (limits_.settled > 0 && pool_.front().excess == 0 && answer.work >= std::max(limits_.settled, patience * found_at))
        return finished(std::move(answer), StoppedBy::settled);
      if (answer.work >= limits_.work) return finished(std::move(answer), StoppedBy::work);
    }
  }

 private:
  [[nodiscard]] SearchAnswer finished(SearchAnswer answer, StoppedBy stopped_by) const {
    const BestParts& best = pool_.front();
    answer.part = best.part;
    answer.cut = best.cut;
    answer.excess = best.excess;
    answer.feasible = best.excess == 0;
    answer.stopped_by = stopped_by;
    return answer;
  }

  void keep(BestParts found) {
    if (found.part.empty()) return;
    found.part = in_order(found.part, task_.parts);
    for (const BestParts& known : pool_) {
      if (known.part == found.part) return;
    }
    const auto place = std::find_if(pool_.begin(), pool_.end(), [&](const BestParts& known) { return found.beats(known); });
    pool_.insert(place, std::move(found));
    if (pool_.size() > pool_size) pool_.pop_back();
  }

  /// Which of the profiles, by turns: both kinds of start meet all of them.
  [[nodiscard]] FlipCooling cooling_of(std::uint64_t index) const {
    FlipCooling cooling = profiles[index / 2 % profiles.size()];
    cooling.price *= scale_;
    return cooling;
  }

  [[nodiscard]] BestParts leg(std::uint64_t index, SearchMeter& meter) const {
    core::Stream luck(limits_.seed, 0, "parts", index);
    meter.add(graph_->size());
    BitStream bits(core::Stream(limits_.seed, 0, "part trees", index));
    TreeSeeds trees(*graph_, task_);
    FlipCooling cooling = cooling_of(index);
    std::vector<std::uint32_t> part;
    if (index < slices_.size()) {
      part = slices_[index];
    } else if (index % 2 == 1 && pool_.size() >= 2) {
      part = crossed(luck, meter, cooling);
      cooling.hot = std::min(cooling.hot, reheat);
    } else {
      part = trees.halve(bits, meter);
      trees.recombine(part, {.rounds = 20 * task_.parts, .price = 12 * scale_}, bits, meter);
    }
    BestParts best;
    PartsState state(table_, task_);
    state.assign(part);
    anneal_flips(state, cooling, ideal_, luck, meter, best);
    refine(best, trees, bits, meter);
    return best;
  }

  /// Recombination within the range itself: from plan to plan where flips would have to pass through others, and often into the
  /// range from a little outside.
  void refine(BestParts& best, TreeSeeds& trees, BitStream& bits, SearchMeter& meter) const {
    constexpr double nodes_a_turn = 40'000;
    constexpr std::uint32_t trees_a_round = 10;
    const double pair = 2 * static_cast<double>(graph_->size()) / task_.parts;
    const auto rounds = static_cast<std::uint32_t>(std::clamp(nodes_a_turn / (trees_a_round * pair), 10.0, 20.0 * task_.parts));
    std::vector<std::uint32_t> part = best.part;
    for (int turn = 0; turn < 4 && !meter.reached(best) && !meter.should_stop(); ++turn) {
      trees.recombine(
          part, {.rounds = rounds, .trees = trees_a_round, .hot = 1, .cold = 0.3, .wide = 1e-9, .narrow = 1e-9, .price = 1e4},
          bits, meter);
      PartsState state(table_, task_);
      state.assign(part);
      offer(state, best);
    }
  }

  [[nodiscard]] std::vector<std::uint32_t> crossed(core::Stream& luck, SearchMeter& meter, FlipCooling cooling) const {
    const auto size = static_cast<std::uint32_t>(pool_.size());
    const std::uint32_t first = luck.below(size);
    const std::uint32_t second = (first + 1 + luck.below(size - 1)) % size;
    const Overlay both = overlay(*graph_, pool_[first].part, pool_[second].part);
    const ArcTable table(both.graph);
    PartsState state(table, task_);
    state.assign(both.gathered(pool_[first].part));
    BestParts best;
    cooling.proposals = 20'000;
    cooling.hot = 4;
    SearchMeter own = meter;
    anneal_flips(state, cooling, ideal_, luck, own, best);
    meter = own;
    return both.spread(state.part());
  }

  const WeightedGraph* graph_;
  PartsTask task_;
  SearchLimits limits_;
  ArcTable table_;
  double ideal_ = 0;
  double scale_ = 1;
  std::optional<SearchMeter::Clock::time_point> deadline_;
  std::vector<std::vector<std::uint32_t>> slices_;
  std::vector<BestParts> pool_;
};

bool connected(const WeightedGraph& graph) {
  const std::vector<std::uint32_t> one(graph.size(), 0);
  return is_plan(graph, one, 1, 0, std::numeric_limits<std::int64_t>::max());
}

}  // namespace

std::string_view name(StoppedBy stopped_by) {
  switch (stopped_by) {
    case StoppedBy::reach:
      return "bound";
    case StoppedBy::settled:
      return "settled";
    case StoppedBy::seconds:
      return "seconds";
    case StoppedBy::work:
      break;
  }
  return "work";
}

SearchAnswer search_parts(const WeightedGraph& graph, const PartsTask& task, const SearchLimits& limits,
                          const std::optional<NodePlaces>& places) {
  assert(task.parts >= 1 && task.parts <= graph.size());
  if (!connected(graph)) {
    throw core::Error(core::ErrorCode::input, {.zh = "图不连通：请分别划分各连通块",
                                               .en = "the graph is not connected: part each of its pieces on its own"});
  }
  if (task.parts == 1) {
    SearchAnswer answer;
    answer.part.assign(graph.size(), 0);
    answer.excess = task.excess(total_weight(graph));
    answer.feasible = answer.excess == 0;
    answer.stopped_by = StoppedBy::reach;
    return answer;
  }
  return Portfolio(graph, task, limits, places ? *places : places_by_steps(graph)).search();
}

}  // namespace wangge::planning
