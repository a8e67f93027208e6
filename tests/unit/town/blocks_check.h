#pragma once

#include "gis/town/block_fill.h"

#include <string>
#include <vector>

/// What must hold for every filled block, looked up by brute force with its own geometry.
namespace wangge::town::test {

/// One sentence for each promise that is broken; empty where all is well.
[[nodiscard]] std::vector<std::string> broken_promises(const BlockGround& ground, const BlockFill& fill);

}  // namespace wangge::town::test
