#pragma once

#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/simulation/ids.h"

#include <cstddef>
#include <cstdint>

namespace wangge::simulation {

/// The requests of one replication by rising time of order (ties: kind, then number within the kind).
struct Requests {
  Column<RequestId, core::Millis> opened;
  Column<RequestId, KindId> kind;
  Column<RequestId, std::uint32_t> number;  ///< within its kind: with the kind, what its luck is keyed by
  Column<RequestId, BuildingId> building;

  [[nodiscard]] std::size_t size() const { return opened.size(); }
};

}  // namespace wangge::simulation
