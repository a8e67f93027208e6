#pragma once

#include "engine/network/ends.h"
#include "engine/network/hierarchy/metric.h"
#include "engine/network/hierarchy/place_set.h"
#include "engine/network/hierarchy/sweep.h"
#include "engine/network/road_graph.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::network {

/// What a sweep must pass to reach a set of targets: all places that lead down to them, numbered anew from the top
/// (RPHAST: Delling, Goldberg, Werneck 2011). Can be selected again; keeps its memory.
class TargetPart {
 public:
  explicit TargetPart(const Metric& metric) : metric_(&metric), wanted_(metric.size()), local_(metric.size(), 0) {}

  /// O(places / 64 + links of what is selected).
  void select(std::span<const Ends> targets);

  [[nodiscard]] const SearchGraph& down() const { return down_; }
  [[nodiscard]] std::span<const Landings> landings() const { return landings_; }
  /// The number of a place here, or `none`.
  [[nodiscard]] std::uint32_t local(std::uint32_t place) const {
    const std::uint32_t found = local_[place];
    return found < place_.size() && place_[found] == place ? found : Metric::none;
  }

 private:
  const Metric* metric_;
  PlaceSet wanted_;
  std::vector<std::uint32_t> local_;  ///< by place; means something only where place_ agrees, so nothing needs clearing
  std::vector<std::uint32_t> place_;
  SearchGraph down_;
  std::vector<Landings> landings_;
};

}  // namespace wangge::network
