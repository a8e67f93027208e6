#pragma once

#include "engine/network/hierarchy/lanes.h"
#include "engine/network/hierarchy/metric.h"
#include "engine/network/hierarchy/place_set.h"
#include "engine/network/hierarchy/target_part.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::network {

/// A workspace for searches from up to `width` (1 or 16) sources at once: up to the top from all of them, then one sweep down.
/// Lanes without a source reach nothing. Not thread-safe: one a thread. Memory: 4 bytes a node, and 4 x width a label.
template <std::size_t width>
class LaneSearch {
 public:
  explicit LaneSearch(const Metric& metric) : metric_(&metric), open_(metric.size()), position_(metric.size(), 0) {}

  /// Shortest times from each source to every node. O(links).
  void reach_all(std::span<const Ends> sources);
  /// After reach_all: from the source of a lane to a node, `none` where there is no way.
  [[nodiscard]] std::uint32_t label(std::size_t lane, NodeId node) const { return ~labels_[metric_->place(node)].at[lane]; }

  /// Shortest times from each source to each target of the part, in the order of targets; valid until the next call. Those above
  /// `limit`, which the part was selected with, may be longer than the shortest.
  std::span<const Lanes<width>> reach(std::span<const Ends> sources, const TargetPart& part, std::uint32_t limit = Metric::none);

 private:
  void climb_from(std::span<const Ends> sources, std::uint32_t limit);
  void gather_all(std::span<const Ends> sources);
  void gather_within(std::span<const Ends> sources, std::uint32_t limit);

  const Metric* metric_;
  PlaceSet open_;
  std::vector<std::uint32_t> position_;  ///< by place, of what is on the way up
  std::vector<std::uint32_t> above_;     ///< places on the way up, the lowest in the hierarchy first, behind one that is none
  std::vector<std::uint32_t> nearest_;   ///< by place, while gathering within a limit; `none` between
  std::vector<Lanes<width>> climbed_;    ///< their labels, complements as in sweep.h
  std::vector<std::uint32_t> seeded_;
  std::vector<Lanes<width>> labels_;
  std::vector<Lanes<width>> times_;
};

extern template class LaneSearch<1>;
extern template class LaneSearch<16>;

}  // namespace wangge::network
