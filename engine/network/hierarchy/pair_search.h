#pragma once

#include "engine/network/hierarchy/metric.h"
#include "engine/network/hierarchy/target_part.h"
#include "engine/network/hierarchy/unpack.h"

#include <cstdint>
#include <vector>

namespace wangge::network {

/// A shortest way between two sets of ends.
struct NodePath {
  std::uint32_t time = Metric::none;  ///< ends included; `none`: there is no way
  std::size_t from = 0;               ///< which end of the source it leaves by
  std::size_t to = 0;                 ///< which end of the goal it arrives by
  std::vector<Step> steps;
};

/// A workspace for one pair at a time: from both sides up the elimination tree (Dibbelt, Strasser, Wagner 2014), no queue.
/// Not thread-safe: one a thread. O(links on the two ways to the top), some microseconds.
class PairSearch {
 public:
  explicit PairSearch(const Metric& metric)
      : metric_(&metric), from_source_(metric.size(), Metric::none), to_goal_(metric.size(), Metric::none) {}

  /// `none` where there is no way.
  [[nodiscard]] std::uint32_t time(const Ends& from, const Ends& to);
  /// The way too: of equally short ones the same on every machine with the same order. O(length of the way x links) more.
  [[nodiscard]] NodePath path(const RoadGraph& graph, const Ends& from, const Ends& to);

 private:
  struct Meeting {
    std::uint32_t time = Metric::none;
    std::uint32_t place = Metric::none;
  };
  template <class Visit>
  void visit_ways_up(const Ends& ends, Visit&& visit) const;
  void climb(const SearchGraph& graph, const Ends& ends, std::vector<std::uint32_t>& labels);
  Meeting meet(const Ends& from, const Ends& to);
  /// The places between a meeting and the end whose label it has, the meeting first, and which end.
  struct Trace {
    std::vector<std::uint32_t> places;
    std::size_t end = 0;
  };
  [[nodiscard]] Trace trace(const SearchGraph& graph, const Ends& ends, const std::vector<std::uint32_t>& labels,
                            std::uint32_t meeting) const;
  void forget(const Ends& from, const Ends& to);

  const Metric* metric_;
  std::vector<std::uint32_t> from_source_;  ///< by place; all `none` between queries
  std::vector<std::uint32_t> to_goal_;
};

}  // namespace wangge::network
