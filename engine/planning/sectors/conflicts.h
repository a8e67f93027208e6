#pragma once

#include "engine/core/units.h"
#include "engine/planning/sectors/sector.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace wangge::planning {

/// Land of an area of one sector that lies in another area of a second sector than most of it does.
struct SectorConflict {
  std::size_t first = 0;   ///< the sector whose area is cut
  std::size_t second = 0;  ///< the sector that cuts it
  std::string area;        ///< code in `first`
  std::string with;        ///< where most of its households are (land, where equal), code in `second`; empty: outside all
  std::string apart;       ///< where this piece lies, code in `second`; empty: outside all
  std::size_t cells = 0;
  std::int64_t households = 0;
  core::SquareMetres land;
  core::Position place;  ///< of its cell with most households
};

/// How far the borders of two sectors agree; between cells of one parent, each border once.
struct BorderAgreement {
  std::size_t first = 0;
  std::size_t second = 0;
  core::Metres common;
  core::Metres first_alone;
  core::Metres second_alone;
};

/// For every ordered pair of sectors, the pieces between their borders: most households first, then most land, then by codes.
/// O(sectors^2 x cells log cells).
[[nodiscard]] std::vector<SectorConflict> sector_conflicts(const territory::Territory& territory,
                                                           std::span<const SectorPartition> sectors);

/// For every pair of sectors. O(sectors^2 x borders).
[[nodiscard]] std::vector<BorderAgreement> border_agreements(const territory::Territory& territory,
                                                             std::span<const SectorPartition> sectors);

}  // namespace wangge::planning
