#pragma once

#include "engine/core/findings.h"
#include "engine/evaluation/plan_matching.h"
#include "gis/write/plan_file.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

/// The land of two plans side by side: what lies in which grid of the one and of the other.
namespace wangge::gis {

/// `cells`: both plans are made of the same cells, so a cell is in one grid of each. `overlay`: their cells differ; areas come
/// from laying the grids over one another, people and buildings from the buildings that both plans know by their number.
enum class ComparisonWay : std::uint8_t { cells, overlay };
[[nodiscard]] const char* name(ComparisonWay way);

struct CommonLand {
  ComparisonWay way = ComparisonWay::cells;
  evaluation::ComparedPlans plans;  ///< grids in the order of their files
  core::Findings findings;          ///< compare.cells, compare.counts, compare.buildings, compare.derived
};

/// Where a count of a cell or building differs between the plans, the smaller is taken as common and the difference is a finding.
/// Throws Error(input) when the reference systems differ, a plan has no grid, or the plans have no land in common.
/// O(n log n) in cells and buildings; the overlay adds the vertices of the grids.
///
///   const CommonLand land = common_land(read_plan_file("a.gpkg"), read_plan_file("b.gpkg"));
[[nodiscard]] CommonLand common_land(const PlanFile& before, const PlanFile& after);

/// The shape of each transfer between two grids, in the order given. O(vertices of its cells or grids).
[[nodiscard]] std::vector<MultiPolygon> transfer_shapes(const PlanFile& before, const PlanFile& after, ComparisonWay way,
                                                        std::span<const evaluation::Transfer> transfers);

}  // namespace wangge::gis
