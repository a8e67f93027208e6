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

  /// Places from which every target takes more than `limit` are left out: ways to targets of at most `limit` are still whole.
  /// O(places / 64 + links of what is selected).
  void select(std::span<const Ends> targets, std::uint32_t limit = Metric::none);

  [[nodiscard]] const SearchGraph& down() const { return down_; }
  [[nodiscard]] std::span<const Landings> landings() const { return landings_; }
  /// The number of a place here, or `none`.
  [[nodiscard]] std::uint32_t local(std::uint32_t place) const {
    const std::uint32_t found = local_[place];
    return found < place_.size() && place_[found] == place ? found : Metric::none;
  }

 private:
  void gather_all(std::span<const Ends> targets);
  void gather_within(std::span<const Ends> targets, std::uint32_t limit);

  const Metric* metric_;
  PlaceSet wanted_;
  std::vector<std::uint32_t> nearest_;  ///< by place, while gathering within a limit; `none` between
  std::vector<std::uint32_t> local_;    ///< by place; means something only where place_ agrees, so nothing needs clearing
  std::vector<std::uint32_t> place_;
  SearchGraph down_;
  std::vector<Landings> landings_;
};

}  // namespace wangge::network
