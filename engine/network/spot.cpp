#include "engine/network/spot.h"

#include <algorithm>

namespace wangge::network {

Spot make_spot(const RoadGraph& graph, const Speeds& speeds, Mode mode, const AccessPoint& point) {
  if (!point.valid()) return {};
  const Direction direction = graph.direction(mode, point.edge);
  if (direction == Direction::closed) return {};
  const Millis leg = time_for(point.off_road, speeds.off_road);
  if (leg >= too_long) return {};
  Spot spot;
  spot.edge = point.edge;
  spot.whole = graph.time[static_cast<std::size_t>(mode)][point.edge];
  const double length = graph.length[point.edge].value;
  const double share = length > 0 ? std::clamp(point.offset.value / length, 0.0, 1.0) : 0.0;
  const auto part = [&](std::uint32_t whole) { return std::min(whole, static_cast<std::uint32_t>(share * whole + 0.5)); };
  spot.at = {part(spot.whole.forward), part(spot.whole.backward)};
  spot.leg = static_cast<std::uint32_t>(leg.value);
  spot.forward = allows_forward(direction);
  spot.backward = allows_backward(direction);
  // On a node any way may begin, and any arrival there is an arrival.
  const NodeId tail = graph.tail[point.edge];
  const NodeId head = graph.head[point.edge];
  spot.leave_by_tail = spot.touches_tail() ? graph.start(mode, tail) : graph.leave(mode, point.edge, false);
  spot.leave_by_head = spot.touches_head() ? graph.start(mode, head) : graph.leave(mode, point.edge, true);
  spot.enter_by_tail = spot.touches_tail() ? tail : graph.enter(mode, point.edge, true);
  spot.enter_by_head = spot.touches_head() ? head : graph.enter(mode, point.edge, false);
  return spot;
}

Ends departures(const Spot& spot) {
  Ends ends;
  if (!spot.valid()) return ends;
  if (const auto time = spot.to_tail()) ends[0] = {spot.leave_by_tail, *time + spot.leg};
  if (const auto time = spot.to_head()) ends[1] = {spot.leave_by_head, *time + spot.leg};
  return ends;
}

Ends arrivals(const Spot& spot) {
  Ends ends;
  if (!spot.valid()) return ends;
  if (spot.from_tail()) ends[0] = {spot.enter_by_tail, spot.after_tail() + spot.leg};
  if (spot.from_head()) ends[1] = {spot.enter_by_head, spot.after_head() + spot.leg};
  return ends;
}

std::uint64_t along_edge(const Spot& from, const Spot& to) {
  if (from.edge != to.edge) return no_way;
  if (from.at == to.at) return 0;
  // Both grow with the place on the edge, but the one may stand still where the other moves on by a millisecond.
  const bool behind = from.at.forward <= to.at.forward && from.at.backward <= to.at.backward;
  if (behind && from.forward) return to.at.forward - from.at.forward;
  if (!behind && from.backward) return from.at.backward - to.at.backward;
  return no_way;
}

}  // namespace wangge::network
