#pragma once

#include "engine/network/road_class.h"

#include <array>
#include <cstdint>
#include <string>

namespace wangge::network {

/// A gate, bollard, stile… on a node of a road, as a reader gives it. Modes it does not stop pass in no time.
struct NodeBarrier {
  std::string source_id;
  std::int64_t node = 0;                 ///< the source's node id, as in RoadLine::nodes
  std::array<bool, mode_count> stops{};  ///< the modes that cannot pass, in either direction
};

}  // namespace wangge::network
