#pragma once

#include "engine/core/units.h"
#include "engine/network/hierarchy/lane_search.h"
#include "engine/network/hierarchy/metric.h"
#include "engine/network/hierarchy/pair_search.h"
#include "engine/network/hierarchy/target_part.h"
#include "engine/network/pool.h"
#include "engine/network/travel_time.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::network {

/// Shortest times between nodes on one metric: pairs, tables, one to all. Exact: the same milliseconds as Dijkstra's algorithm,
/// whatever the machine, the number of threads or the order of contraction. Thread-safe; keeps its workspaces.
///
///   const Skeleton skeleton(graph);   const Metric metric(skeleton, Mode::car, graph.time[2]);   Router router(metric);
///   const std::vector<TravelTime> table = router.table(posts, doors, threads);
class Router {
 public:
  static constexpr std::size_t batch = 16;
  using One = LaneSearch<1>;
  using Batch = LaneSearch<batch>;

  /// The metric must outlive the router.
  explicit Router(const Metric& metric) : metric_(&metric), pairs_(metric), parts_(metric), ones_(metric), batches_(metric) {}

  [[nodiscard]] const Metric& metric() const { return *metric_; }
  [[nodiscard]] TravelTime time(const Ends& from, const Ends& to) const { return {pairs_.take()->time(from, to)}; }
  [[nodiscard]] NodePath path(const RoadGraph& graph, const Ends& from, const Ends& to) const {
    return pairs_.take()->path(graph, from, to);
  }
  /// Row-major, a row for each of `from`. O(links that lead to targets) for every sixteen sources, beside the answer. Within a
  /// `limit` only what lies that near is passed; times above it may then be longer than the shortest, or missing.
  [[nodiscard]] std::vector<TravelTime> table(std::span<const Ends> from, std::span<const Ends> to, core::Threads threads,
                                              std::uint32_t limit = Metric::none) const;
  /// A workspace for reach_all, from one source or up to sixteen.
  [[nodiscard]] auto one() const { return ones_.take(); }
  [[nodiscard]] auto sixteen() const { return batches_.take(); }

 private:
  const Metric* metric_;
  mutable Pool<PairSearch, Metric> pairs_;
  mutable Pool<TargetPart, Metric> parts_;
  mutable Pool<One, Metric> ones_;
  mutable Pool<Batch, Metric> batches_;
};

}  // namespace wangge::network
