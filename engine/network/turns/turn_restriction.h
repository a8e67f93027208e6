#pragma once

#include "engine/core/units.h"
#include "engine/network/road_class.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wangge::network {

/// A turn that is not allowed, or the only one that is, as a reader gives it: along one line, over a node or along further
/// lines, into another line. The via place is told by the source's node id, or by position.
struct TurnRestriction {
  std::string source_id;
  std::string from;              ///< source id of a RoadLine
  std::vector<std::string> via;  ///< lines between, in any order; empty: a node
  std::string to;
  std::optional<std::int64_t> via_node;
  std::optional<core::Position> via_place;
  bool only = false;                     ///< from `from` nothing but `to` is allowed
  std::array<bool, mode_count> binds{};  ///< the modes that must obey it
};

}  // namespace wangge::network
