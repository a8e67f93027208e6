#pragma once

#include "engine/network/road_graph.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace wangge::network {

/// The parts of a way where some roads are open to local traffic alone (access=destination and the like): it may begin on them,
/// then goes on public roads, and may end on them. From one part it passes to the next and never back, so nobody goes through.
enum class Part : std::uint8_t { beginning, through, ending };
inline constexpr std::size_t part_count = 3;

/// Which roads are open to a mode's local traffic alone, and what becomes of the junctions on them.
///
/// A road without the sign that hangs together with the main network of public roads only across signed ones counts as signed:
/// what lies behind them is reached, and left, across them. So every road of the main component stays reachable from every other,
/// and what is forbidden is exactly to enter local roads from a public one and to come out to a public one again.
///
///   ==A====B----C====D==     = public, - local      A to D: not by C; A to C, C to D, B to C: allowed
///
/// A junction where both kinds meet has a state for each part of a way, one inside local roads the beginning and the ending; the
/// node itself stands for the last, where every way may end. OSRM weighs entering a restricted road with a penalty that nothing
/// else outweighs, which is the same wherever there is another way. O(edges of the mode) to build.
class ThroughTraffic {
 public:
  ThroughTraffic(const RoadGraph& graph, Mode mode);

  /// Whether the mode has any road open to local traffic alone.
  [[nodiscard]] bool any() const { return any_; }
  [[nodiscard]] bool is_local(EdgeId edge) const { return local_[edge] != 0; }
  /// The parts of a way in which an edge may be taken.
  [[nodiscard]] std::span<const Part> parts_of(EdgeId edge) const;
  /// The parts that may pass a junction, in their order.
  [[nodiscard]] std::span<const Part> parts_at(NodeId node) const;

 private:
  void find_what_lies_behind(const RoadGraph& graph, Mode mode);

  bool any_ = false;
  Column<EdgeId, std::uint8_t> local_;
  Column<NodeId, std::uint8_t> touches_;  ///< 1: local roads, 2: public ones
};

}  // namespace wangge::network
