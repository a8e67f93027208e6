#pragma once

#include "engine/network/quaternary_heap.h"
#include "engine/network/road_graph.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace wangge::network {

/// A workspace for Dijkstra's algorithm that settles one node at a time, nearest first, ties by lowest node. It can be
/// started again without touching the labels it did not use. Not thread-safe: one a thread.
///
///   search.start(Mode::walk);  search.seed(node, 0);
///   while (const auto settled = search.next()) if (settled->time > limit) break;
class Search {
 public:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  struct Settled {
    NodeId node;
    std::uint32_t time = 0;
  };

  /// The graph must outlive the search.
  explicit Search(const RoadGraph& graph) : graph_(&graph), label_(graph.state_count(), none) {}

  void start(Mode mode);
  /// Offers a node at a time [ms]; several seeds are one search from all of them.
  void seed(NodeId node, std::uint64_t time) { offer(node, time); }
  /// Settles the nearest open node and opens its neighbours; nothing when all that can be reached is settled.
  std::optional<Settled> next() {  // inline: the inner loop of everything here
    while (!heap_.empty()) {
      const std::uint64_t key = heap_.pop();
      const NodeId node(key & 0xffffffffU);
      const auto time = static_cast<std::uint32_t>(key >> 32U);
      if (time != label_[node]) continue;  // an older, worse offer
      for (const Arc& arc : (*out_)[node]) offer(arc.head, std::uint64_t{time} + arc.time);
      return Settled{node, time};
    }
    return std::nullopt;
  }
  /// Final for settled nodes, an upper bound for open ones, `none` for the rest.
  [[nodiscard]] std::uint32_t label(NodeId node) const { return label_[node]; }

 private:
  void offer(NodeId node, std::uint64_t time) {
    std::uint32_t& label = label_[node];
    if (time >= label) return;  // also a time that does not fit: a label is at most `none`
    if (label == none) touched_.push_back(node);
    label = static_cast<std::uint32_t>(time);
    heap_.push(time << 32U | node.value());
  }

  const RoadGraph* graph_;
  const core::Csr<NodeId, Arc>* out_ = nullptr;  ///< of the mode
  Column<NodeId, std::uint32_t> label_;
  std::vector<NodeId> touched_;
  QuaternaryHeap heap_;
};

}  // namespace wangge::network
