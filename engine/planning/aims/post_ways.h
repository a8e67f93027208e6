#pragma once

#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace wangge::planning {

/// Ways from posts whose places are known before grids are drawn, for the aim of travel. A cell is served as in the static circle
/// of a run: by the nearest of the posts that serve an area above it or the grid it lies in; without such a post by the nearest
/// of all. Minutes throughout.
struct PostWays {
  /// A post that serves the grid it stands in.
  struct Post {
    CellId cell;                  ///< of the building nearest to it
    std::vector<double> minutes;  ///< to the cells of its lowest-level area, in their order
  };

  core::Column<CellId, double> served;        ///< from the nearest post of an area above; `nobody` where there is none
  core::Column<CellId, double> nearest;       ///< from the nearest post of all
  std::vector<Post> of_grids;                 ///< by cell
  core::Column<CellId, std::uint32_t> place;  ///< of a cell among those of its area

  static constexpr double nobody = std::numeric_limits<double>::infinity();

  /// The posts of `of_grids` that stand in these cells (rising), by number. O(posts log cells).
  [[nodiscard]] std::vector<std::size_t> within(std::span<const CellId> cells) const;
  /// To a cell of a grid that holds these posts. O(posts).
  [[nodiscard]] double minutes(CellId cell, std::span<const std::size_t> posts) const;
};

/// The place of each cell among those of its lowest-level area.
[[nodiscard]] core::Column<CellId, std::uint32_t> places_in_areas(const territory::Territory& territory);

}  // namespace wangge::planning
