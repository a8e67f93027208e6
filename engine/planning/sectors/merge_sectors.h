#pragma once

#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/planning/make_plan.h"
#include "engine/planning/sectors/sector.h"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace wangge::planning {

/// Why a border between two comprehensive grids runs where it does.
struct BorderChoice {
  GridId a;  ///< lower id
  GridId b;
  core::Metres length;
  std::vector<core::Metres> shared;                                    ///< with the borders of each sector
  core::Metres own;                                                    ///< with no sector's
  std::array<core::Metres, territory::barrier_class_count> barrier{};  ///< what lies on it
};

/// What became of the borders of each sector.
struct SectorFollowed {
  core::Metres length;    ///< of its borders within lowest areas
  core::Metres followed;  ///< of them, borders of comprehensive grids
};

struct MergedSectors {
  Plan plan;
  std::vector<BorderChoice> choices;     ///< by the codes of both grids
  std::vector<SectorFollowed> followed;  ///< beside the sectors
};

/// Draws comprehensive grids (综合网格) along the borders of several sector partitions, as `make_plan` draws them along roads: a
/// border on which all sectors agree is as good as a river, one of a single sector as good as a street or less by its weight, and
/// where no sector has a border, what lies on the ground only breaks ties. Sizes, connection and codes are those of
/// `inputs.rules`, whose weight of barriers counts three times here. The same for any threads.
///
///   MergedSectors merged = merge_sectors(territory, sectors, inputs, seed, threads, progress);
[[nodiscard]] MergedSectors merge_sectors(const territory::Territory& territory, std::span<const SectorPartition> sectors,
                                          const PlanningInputs& inputs, core::Seed seed, core::Threads threads,
                                          core::Progress& progress);

/// The explanation alone, of any plan. O(borders x sectors).
[[nodiscard]] std::vector<BorderChoice> border_choices(const Plan& plan, std::span<const SectorPartition> sectors);
[[nodiscard]] std::vector<SectorFollowed> sectors_followed(const Plan& plan, std::span<const SectorPartition> sectors);

}  // namespace wangge::planning
