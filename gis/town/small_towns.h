#pragma once

#include "gis/town/town.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::town {

/// Towns whose centre is a natural village turned market town: what stands for the town stands there. O(blocks).
class SmallTowns {
 public:
  explicit SmallTowns(const Town& town);

  /// Areas with such a centre, rising.
  [[nodiscard]] std::vector<AreaId> all() const;
  /// Whether the area has such a centre and the block is no part of it.
  [[nodiscard]] bool leaves_out(AreaId area, BlockId block) const {
    return has_centre_[area] != 0 && (!block.valid() || centre_of_[block] != area);
  }
  /// The middle of the longest piece of main road along the centre of the area, where a bus stops; absent without a centre.
  [[nodiscard]] std::optional<Position> bus_stop(AreaId area) const;

 private:
  const Town& town_;
  Column<AreaId, std::uint8_t> has_centre_;
  Column<BlockId, AreaId> centre_of_;
};

}  // namespace wangge::town
