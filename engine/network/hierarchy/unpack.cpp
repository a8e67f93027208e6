#include "engine/network/hierarchy/unpack.h"

#include "engine/network/hierarchy/lanes.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace wangge::network {
namespace {

struct Leg {
  std::uint32_t from = 0;  ///< rank
  std::uint32_t to = 0;
};

class Unpacking {
 public:
  Unpacking(const Metric& metric, const RoadGraph& graph) : metric_(metric), skeleton_(metric.skeleton()), graph_(graph) {}

  void append(Leg whole, std::vector<Step>& steps) const {
    std::vector<Leg> open{whole};
    while (!open.empty()) {
      const Leg leg = open.back();
      open.pop_back();
      const std::uint32_t time = time_of(leg);
      assert(time != Metric::none);
      if (const Arc* arc = original(leg, time)) {
        if (arc->edge.valid()) steps.push_back({arc->edge, arc->forward});
        continue;
      }
      const std::uint32_t over = lower_between(leg, time);
      assert(over != Metric::none);
      open.push_back({over, leg.to});
      open.push_back({leg.from, over});
    }
  }

 private:
  [[nodiscard]] std::uint32_t time_of(Leg leg) const {
    const std::uint32_t arc = skeleton_.arc_between(std::min(leg.from, leg.to), std::max(leg.from, leg.to));
    return arc == Skeleton::none ? Metric::none : metric_.time(arc, leg.from < leg.to ? 0 : 1);
  }

  [[nodiscard]] const Arc* original(Leg leg, std::uint32_t time) const {
    const NodeId to = skeleton_.node(leg.to);
    for (const Arc& arc : graph_.out_of(metric_.mode(), skeleton_.node(leg.from))) {
      if (arc.head == to && metric_.edge_time(arc.edge, arc.forward) == time) return &arc;
    }
    return nullptr;
  }

  [[nodiscard]] std::uint32_t lower_between(Leg leg, std::uint32_t time) const {
    for (const std::uint32_t arc : skeleton_.from_below(std::min(leg.from, leg.to))) {
      const std::uint32_t over = skeleton_.tails()[arc];
      if (sum(time_of({leg.from, over}), time_of({over, leg.to})) == time) return over;
    }
    return Metric::none;
  }

  const Metric& metric_;
  const Skeleton& skeleton_;
  const RoadGraph& graph_;
};

}  // namespace

void append_link(const Metric& metric, const RoadGraph& graph, NodeId from, NodeId to, std::vector<Step>& steps) {
  Unpacking(metric, graph).append({metric.skeleton().rank(from), metric.skeleton().rank(to)}, steps);
}

}  // namespace wangge::network
