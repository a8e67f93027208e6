#pragma once

#include "engine/planning/exact/frontier.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::planning {

/// The widest frontier that tables are made for.
constexpr std::uint32_t most_table_width = 24;

/// Of all edges together, for graphs of up to 4,096 nodes: their arithmetic then fits 62 bits.
constexpr std::int64_t most_edge_weight = std::int64_t{1} << 36;

/// How finely the tables look at weights and costs.
struct TableGrain {
  std::int64_t bucket = 1;     ///< weight of a bucket
  std::int64_t cost_hint = 1;  ///< a cut about as large as those of interest: at most 10,000 ticks
};

/// The relaxation of a least cut to one part at a time. A plan's cut is half the sum of what its parts cut; a node in a part
/// earns its price, and as every node is in one part only, the least costs of the parts that are open or to come, plus the
/// prices of the nodes to come, never exceed what is still to be cut (a Lagrangian relaxation: each node in exactly one part).
/// The least cost of a single part, given which frontier nodes it holds and what it weighs, is a table filled from the last
/// step to the first (state-space relaxation: Christofides, Mingozzi, Toth 1981); that the part be connected is dropped, but
/// for this: a part that has left the frontier is complete.
///
/// Weights are rounded to buckets. Rounding errors of the nodes still to come widen the window of a complete part, so a
/// bound stays valid. Costs are whole ticks, rounded down; values are cut off at a ceiling, which only lowers bounds.
/// Memory 2 bytes x buckets x sum of 2^width; filling takes as many steps.
class PartTables {
 public:
  /// Precondition: width at most 24, bucket and hint at least 1.
  PartTables(std::span<const FrontierStep> steps, const PartRange& range, const TableGrain& grain);

  /// Memory of such tables.
  [[nodiscard]] static std::uint64_t bytes(std::span<const FrontierStep> steps, const PartRange& range, std::int64_t bucket);

  /// Fills the tables for a price of each step's node, in ticks. Prices are cut off at ±2,000, and lowered where they sum to more
  /// than 20,000.
  void fill(std::span<const double> prices);
  /// The prices as they were put in.
  [[nodiscard]] std::span<const double> prices() const { return given_prices_; }

  [[nodiscard]] std::size_t nodes() const { return steps_.size(); }
  /// Bound in ticks on the whole cut.
  [[nodiscard]] std::int64_t root() const { return unopened(0) * range_.parts + prices_left(0); }
  /// Ticks that a part to be opened after so many steps costs at least.
  [[nodiscard]] std::int64_t unopened(std::size_t steps) const { return unopened_[steps]; }
  /// Ticks that an open part still costs at least, given the frontier slots it holds (not none) and its true weight.
  [[nodiscard]] std::int64_t open(std::size_t steps, std::uint32_t slots, std::int64_t weight) const;
  /// Prices of the nodes to come.
  [[nodiscard]] std::int64_t prices_left(std::size_t steps) const { return prices_left_[steps]; }
  /// The cheapest part, as a mark for each step's node.
  [[nodiscard]] std::vector<bool> cheapest_part() const;

  /// Whether a cut so far with so many ticks to come must exceed a cut.
  [[nodiscard]] bool exceeds(std::int64_t cut, std::int64_t ticks, std::int64_t most) const {
    return cut * numerator_ + ticks * denominator_ > most * numerator_;
  }
  /// The least whole cut of so many ticks.
  [[nodiscard]] std::int64_t cut_of_ticks(std::int64_t ticks) const;
  /// Ticks of a cut of 1.
  [[nodiscard]] double ticks_per_cut() const { return static_cast<double>(numerator_) / static_cast<double>(denominator_); }

 private:
  using Tick = std::int16_t;

  /// Half the price of cutting an edge, in ticks.
  [[nodiscard]] std::int64_t half_cost(std::int64_t edge_weight) const { return edge_weight * numerator_ / (2 * denominator_); }
  /// What a step costs a part that holds these slots before it: without the node, and with it.
  struct StepCost {
    int without = 0;
    int with = 0;
  };
  [[nodiscard]] StepCost step_cost(std::size_t step, std::uint32_t slots) const;
  [[nodiscard]] static std::uint32_t slots_after(const FrontierStep& step, std::uint32_t slots);
  void fill_layer(std::size_t step);
  /// After so many steps; the row of no slot is that of a complete part.
  [[nodiscard]] const Tick* row(std::size_t steps, std::uint32_t slots) const {
    return slots == 0 ? complete_.data() : layers_[steps].data() + slots * buckets_;
  }
  [[nodiscard]] std::int64_t taken(std::size_t step, std::uint32_t slots, std::int64_t bucket) const;

  std::span<const FrontierStep> steps_;
  PartRange range_;
  std::int64_t bucket_;
  std::int64_t numerator_ = 1;
  std::int64_t denominator_ = 1;
  std::int64_t lowest_ = 0;  ///< the window of a complete part, in buckets
  std::int64_t highest_ = 0;
  std::size_t buckets_ = 0;
  std::vector<std::int64_t> rounded_;  ///< of a step's node, in buckets
  std::vector<std::int64_t> above_;    ///< after so many steps: sum of what the nodes to come weigh above their buckets
  std::vector<std::int64_t> below_;    ///< and below
  std::vector<double> given_prices_;
  std::vector<std::int64_t> prices_;  ///< of a step's node
  std::vector<std::int64_t> prices_left_;
  std::vector<std::int64_t> unopened_;
  std::vector<Tick> complete_;
  std::vector<std::vector<Tick>> layers_;
};

}  // namespace wangge::planning
