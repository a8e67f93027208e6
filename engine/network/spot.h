#pragma once

#include "engine/network/access.h"
#include "engine/network/ends.h"
#include "engine/network/road_graph.h"
#include "engine/network/search.h"

#include <cstdint>
#include <optional>

namespace wangge::network {

/// An access point as one mode sees it: whole numbers of milliseconds along its edge, and the walk between road and door. Time
/// runs evenly between the ends of an edge, each way at its own speed.
/// Everything that is asked about a pair is answered from two spots, so all answers agree.
struct Spot {
  EdgeId edge;           ///< invalid: no road
  NodeId leave_by_tail;  ///< the state a way that leaves by the tail is in there
  NodeId leave_by_head;
  NodeId enter_by_tail;  ///< the state whose label is the time of arrival by the tail
  NodeId enter_by_head;
  EdgeTime at;            ///< ms between the tail and this place
  EdgeTime whole;         ///< ms over the edge
  std::uint32_t leg = 0;  ///< ms on foot between road and door
  bool forward = false;   ///< the mode may go from tail to head
  bool backward = false;

  [[nodiscard]] bool valid() const { return edge.valid(); }
  /// Standing on an end of the edge is standing on the node, whatever the direction of the edge.
  [[nodiscard]] bool touches_tail() const { return at == EdgeTime{}; }
  [[nodiscard]] bool touches_head() const { return at == whole; }
  /// From the road at this spot to an end; nothing where the direction forbids it.
  [[nodiscard]] std::optional<std::uint32_t> to_tail() const {
    return backward || touches_tail() ? std::optional(at.backward) : std::nullopt;
  }
  [[nodiscard]] std::optional<std::uint32_t> to_head() const {
    return forward || touches_head() ? std::optional(whole.forward - at.forward) : std::nullopt;
  }
  [[nodiscard]] bool from_tail() const { return forward || touches_tail(); }
  [[nodiscard]] bool from_head() const { return backward || touches_head(); }
  [[nodiscard]] std::uint32_t after_tail() const { return at.forward; }
  [[nodiscard]] std::uint32_t after_head() const { return whole.backward - at.backward; }
};

/// An invalid spot for an invalid point, or where the mode may not use the edge.
[[nodiscard]] Spot make_spot(const RoadGraph& graph, const Speeds& speeds, Mode mode, const AccessPoint& point);

inline constexpr std::uint64_t no_way = ~std::uint64_t{0};

/// Along the shared edge, without passing an end; both legs excluded. `no_way` where it is not possible.
[[nodiscard]] std::uint64_t along_edge(const Spot& from, const Spot& to);

/// Where searches from a spot begin, and where searches to it end, the way on foot between road and door included.
[[nodiscard]] Ends departures(const Spot& spot);
[[nodiscard]] Ends arrivals(const Spot& spot);

/// From the labels of the ends of the edge of `to` to its door; `no_way` where neither end is labelled.
template <class Label>
[[nodiscard]] std::uint64_t arrival(const Spot& to, Label&& label) {
  std::uint64_t best = no_way;
  if (to.from_tail()) {
    if (const std::uint32_t time = label(to.enter_by_tail); time != Search::none) best = std::uint64_t{time} + to.after_tail();
  }
  if (to.from_head()) {
    if (const std::uint32_t time = label(to.enter_by_head); time != Search::none) {
      const std::uint64_t other = std::uint64_t{time} + to.after_head();
      best = other < best ? other : best;
    }
  }
  return best == no_way ? no_way : best + to.leg;
}

}  // namespace wangge::network
