#pragma once

#include "engine/network/turns/turn_paths.h"

#include <span>
#include <vector>

namespace wangge::network {

/// Turning round in mid-road: at a node where exactly two road ends meet that the mode may use, back along the edge it came by
/// although the other leads on. Routing engines forbid this, or a driver would get round every restriction by turning behind the
/// junction. It stays allowed in dead ends (also before a closed barrier, or where what goes on is one-way against the driver or
/// itself forbidden), at junctions of three and more road ends unless a restriction says `no_u_turn`, and where a way begins or
/// ends.
///
/// Turning round never makes a way shorter unless it breaks up a forbidden run: without it the way before and behind it joins at
/// the junction where the detour began. So only chains of such nodes that lie at, or lead to, a node at which `forbidden` forbids
/// something need the ban; elsewhere it would change no shortest way, and cost states. Nothing where `forbidden` is empty.
/// O(edges of the mode).
[[nodiscard]] std::vector<std::vector<Course>> turns_in_mid_road(const RoadGraph& graph, Mode mode,
                                                                 std::span<const std::vector<Course>> forbidden);

}  // namespace wangge::network
