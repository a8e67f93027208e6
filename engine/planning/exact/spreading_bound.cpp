#include "engine/planning/exact/spreading_bound.h"

#include "engine/core/math.h"
#include "engine/core/random.h"
#include "engine/planning/exact/flow_balls.h"
#include "engine/planning/exact/flow_mix.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace wangge::planning {
namespace {

using Node = WeightedGraph::Node;

constexpr double first_sharpness = 10;  ///< of the soft maximum
constexpr double last_sharpness = 300;
/// In a round, for each part that the graph holds at the least: many rounds of few flows lead further than few rounds of many.
constexpr std::size_t sources_a_part = 2;
constexpr std::size_t least_sources = 8;
/// Of the visits, for the first round: the smaller the parts, the less has to be found where.
constexpr double share_a_part = 0.02;
constexpr double most_share = 0.2;
constexpr int steps_a_round = 5;
constexpr double least_price = 1e-7;  ///< so that no way is free
/// Loads added up in the time in which a node is settled.
constexpr std::uint64_t loads_a_visit = 32;

class Packing {
 public:
  Packing(const WeightedGraph& graph, std::int64_t max)
      : balls_(graph, max), mix_(balls_.capacities().size()), lengths_(balls_.capacities().size(), 0.0) {
    const auto parts = static_cast<std::size_t>(total_weight(graph) / std::max<std::int64_t>(1, max));
    first_share_ = std::min(most_share, share_a_part * static_cast<double>(parts));
    most_sources_ = std::min(graph.size(), std::max(least_sources, sources_a_part * parts));
    core::Stream luck(core::Seed(0), 0, "spreading", 0);
    for (Node node = 0; node < graph.size(); ++node) {
      turns_.push_back(node);
      std::swap(turns_[node], turns_[luck.below(node + 1)]);
    }
    for (std::size_t e = 0; e < lengths_.size(); ++e) lengths_[e] = capacity(e) > 0 ? 1 / capacity(e) : 0.0;
  }

  double run(const SpreadingEffort& effort) {
    if (late(effort)) return 0;
    send_from_all(effort);
    for (int round = 0; round < effort.rounds && work() < effort.visits; ++round) {
      if (late(effort)) break;
      const double done =
          std::max(round / static_cast<double>(effort.rounds), static_cast<double>(work()) / static_cast<double>(effort.visits));
      mix_.sharpen(first_sharpness * core::exp(core::log(last_sharpness / first_sharpness) * done));
      mix_.add(flows(sources(effort)));
      mix_.settle(steps_a_round);
      if (mix_.empty()) continue;
      for (std::size_t e = 0; e < lengths_.size(); ++e)
        lengths_[e] = capacity(e) > 0 ? (mix_.prices()[e] + least_price) / capacity(e) : 0.0;
    }
    return mix_.packed();
  }

 private:
  [[nodiscard]] static bool late(const SpreadingEffort& effort) {
    return effort.deadline && std::chrono::steady_clock::now() >= *effort.deadline;
  }

  [[nodiscard]] double capacity(std::size_t edge) const { return balls_.capacities()[edge]; }

  [[nodiscard]] std::uint64_t work() const { return balls_.visits() + mix_.work() / loads_a_visit; }

  /// As many as the visits allow in every round.
  [[nodiscard]] std::size_t sources(const SpreadingEffort& effort) const {
    const double each = static_cast<double>(work()) / static_cast<double>(sent_);
    const double allowed = static_cast<double>(effort.visits) / effort.rounds / each;
    return std::clamp<std::size_t>(static_cast<std::size_t>(allowed), 1, most_sources_);
  }

  [[nodiscard]] std::vector<BallFlow> flows(std::size_t count) {
    std::vector<BallFlow> made;
    for (std::size_t i = 0; i < count; ++i) made.push_back(balls_.around(turns_[sent_++ % turns_.size()], lengths_));
    return made;
  }

  /// One flow from as many sources as a share of the visits allows: where land is alike everywhere little can be added to it.
  void send_from_all(const SpreadingEffort& effort) {
    std::vector<BallFlow> all = flows(std::min(least_sources, turns_.size()));
    const double each = static_cast<double>(work()) / static_cast<double>(all.size());
    const auto allowed = static_cast<std::size_t>(first_share_ * static_cast<double>(effort.visits) / each);
    if (all.size() < std::min(allowed, turns_.size())) {
      std::vector<BallFlow> further = flows(std::min(allowed, turns_.size()) - all.size());
      std::move(further.begin(), further.end(), std::back_inserter(all));
    }
    mix_.add({blend(all, lengths_.size())});
  }

  FlowBalls balls_;
  FlowMix mix_;
  std::vector<double> lengths_;
  std::vector<Node> turns_;  ///< sources in an order without a pattern
  double first_share_ = 0;
  std::size_t most_sources_ = 0;
  std::size_t sent_ = 0;
};

}  // namespace

std::int64_t spreading_bound(const WeightedGraph& graph, std::int64_t max, const SpreadingEffort& effort) {
  if (graph.size() == 0 || graph.edges() == 0) return 0;
  const double bound = Packing(graph, max).run(effort);
  return static_cast<std::int64_t>(std::ceil(bound * (1 - 1e-6) - 1e-6));
}

}  // namespace wangge::planning
