#pragma once

#include "gis/town/streets/plan_lines.h"

namespace wangge::town::streets {

/// Which component of the network of `mode` each vertex belongs to, by undirected reach; none where no such road passes.
[[nodiscard]] std::vector<std::uint32_t> components(const StreetPlan& plan, network::Mode mode);
inline constexpr std::uint32_t no_component = 0xFFFFFFFFU;

/// Roads that serve only open land become tracks; where a part of the network is cut off, the shortest bare borders (and, where
/// nothing else helps, the rim) become tracks until roads are one component for every mode. O(lines log lines) a round.
void connect(LaidPlan& laid);

/// Are the roads one component for every mode? O(vertices log vertices).
[[nodiscard]] bool connected(const StreetPlan& plan);

}  // namespace wangge::town::streets
