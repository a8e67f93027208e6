#pragma once

#include "engine/planning/exact/flow_balls.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::planning {

/// Those of the flows that have nearly the best ratio, mixed into one by it; nothing where none has a ratio. O(edges + loads).
[[nodiscard]] BallFlow blend(const std::vector<BallFlow>& flows, std::size_t edges);

/// A mixture of flows, each of value 1, whose most loaded edge is to carry little: divided by that load, it is a packing of
/// value 1 / load. Shares move down the gradient of a soft maximum of the loads (exponentiated gradient: Kivinen, Warmuth
/// 1997), which is a price of each edge; prices say which flows would help.
///
///   FlowMix mix(edges);   mix.sharpen(20);   mix.add(std::move(flows));   mix.settle(5);   mix.packed();
class FlowMix {
 public:
  explicit FlowMix(std::size_t edges) : loads_(edges, 0.0), trial_(edges), prices_(edges, 0.0), trial_prices_(edges) {}

  /// Of the soft maximum, over the largest load. The sharper the nearer to the maximum, and the slower.
  void sharpen(double sharpness);
  /// Mixes in what has nearly the best ratio of these, by as much as lowers the soft maximum. O(loads of the flows).
  void add(std::vector<BallFlow> flows);
  /// So many steps of the shares. O(steps x loads).
  void settle(int steps);

  [[nodiscard]] bool empty() const { return flows_.empty(); }
  /// The best value of a packing so far.
  [[nodiscard]] double packed() const { return packed_; }
  /// By edge; they sum to 1 once there are flows.
  [[nodiscard]] const std::vector<double>& prices() const { return prices_; }
  /// Loads that were added up so far: the work done.
  [[nodiscard]] std::uint64_t work() const { return work_; }

 private:
  /// The soft maximum of loads, and its prices.
  double soften(const std::vector<double>& loads, std::vector<double>& prices) const;
  void sum_up(const std::vector<double>& shares, std::vector<double>& loads);
  bool step();
  void note_packed();

  std::vector<BallFlow> flows_;
  std::vector<double> shares_;  ///< of the flows; they sum to 1
  std::vector<double> slopes_, trial_shares_;
  std::vector<double> loads_, trial_;
  std::vector<double> prices_, trial_prices_;
  double sharpness_ = 1;
  double scale_ = 1;  ///< the largest load when it was sharpened
  double soft_ = 0;
  double pace_ = 0.3;
  double packed_ = 0;
  std::uint64_t work_ = 0;
};

}  // namespace wangge::planning
