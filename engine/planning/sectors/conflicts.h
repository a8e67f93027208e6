#pragma once

#include "engine/core/text.h"
#include "engine/core/units.h"
#include "engine/planning/sectors/sector.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
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
  core::Position place;         ///< of its cell with most households
  std::vector<CellId> piece{};  ///< rising
};

/// What a plan makes of a conflict.
enum class ConflictOutcome : std::uint8_t {
  apart,     ///< the border of the second sector is followed: no border between the piece and the rest lies within a grid
  together,  ///< the area of the first sector stays whole here: no grid border runs between the piece and the rest
  partly,    ///< some of that border is followed
  parted,    ///< the piece touches the rest of its area nowhere within a parent: there was nothing to decide
};
/// "apart", "together", "partly" or "parted".
[[nodiscard]] std::string_view name(ConflictOutcome outcome);

struct ConflictDecision {
  ConflictOutcome outcome{};
  core::Metres border;          ///< between the piece and the rest of its area, within a parent
  core::Metres followed;        ///< of it, what is a border of grids
  std::vector<double> share{};  ///< of each sector: how much of that border is its own
  double agreement = 0;         ///< weight of the sectors with a border there, of all weights
  std::vector<GridId> grids{};  ///< that the piece lies in, rising
};

/// O(borders of the piece x sectors).
[[nodiscard]] ConflictDecision decided(const Plan& plan, std::span<const SectorPartition> sectors,
                                       const SectorConflict& conflict);

/// The outcome and why it is so, in words: whose borders run there and with what weight, and where they are not followed, what
/// the piece would lack as a grid of its own.
[[nodiscard]] core::Text decision_text(const Plan& plan, std::span<const SectorPartition> sectors, const SectorConflict& conflict,
                                       const ConflictDecision& decision);

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
