#pragma once

#include "engine/core/id.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/search_graph.h"
#include "engine/territory/territory.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// How many grids an area gets: what sizes allow, and how a number for the whole land is shared among its areas.
namespace wangge::planning {

/// Numbers of grids that a parent may have, both ends included.
struct CountRange {
  std::int64_t least = 1;
  std::int64_t most = 1;
};

/// The number of grids of all parents together, those that stand beforehand among them.
struct TotalCount {
  CountRange range{};
  std::string key{};  ///< file, line and key, for messages
};

/// What the planner wants to be so many; empty: what sizes ask for.
struct CountWishes {
  core::Column<AreaId, std::optional<CountRange>> of_area{};  ///< of lowest-level areas; may be empty
  std::optional<TotalCount> total{};
};

/// A land that is divided on its own, as those see it who share grids out.
struct GridShare {
  double work = 0;  ///< what the shares go by
  std::int64_t least = 1;
  std::int64_t most = 1;  ///< >= least
};

/// Numbers that add up to `total`, each within its range, in proportion to work: each land's quota is its work times a factor
/// that is the same for all, put into its range; the factor is such that the quotas add up. A land gets the whole part of its
/// quota, and those with the largest remainders, the earlier of equal ones, one more (Hamilton's rule with bounds). Nothing where
/// the ranges do not allow the total. O(n log n).
///
///   share_grids(std::vector<GridShare>{{.work = 30, .least = 1, .most = 9}, {.work = 10, .least = 1, .most = 9}}, 8) == {6, 2}
[[nodiscard]] std::optional<std::vector<std::int64_t>> share_grids(std::span<const GridShare> lands, std::int64_t total);

/// Numbers of grids of a region to try, best first (`SizeRange::counts`): a node with a cell over the maximum fills a grid of its
/// own, the others share the rest.
[[nodiscard]] std::vector<std::int64_t> counts_by_size(const SearchGraph& graph, const SizeRange& range);

/// All numbers of grids that sizes allow a region: those with the least excess where none fits. O(nodes).
[[nodiscard]] CountRange possible_counts(const SearchGraph& graph, const SizeRange& range);

/// Land that is divided on its own: of which area, what it weighs, and what sizes allow it.
struct CountedLand {
  AreaId area;
  double work = 0;
  std::int64_t usual = 1;  ///< the number that suits it best
  CountRange possible{};
  std::int64_t most = 1;  ///< it can be parted into so many at all
};

/// How many grids each land gets, by the planner's wishes: the total is shared among areas, what an area gets among its lands, by
/// `share_grids`; nothing for lands of areas that no wish speaks of. `standing[i]`: grids of an area that are there beforehand.
/// Lands come by area. Where an area is given a number that its sizes do not allow, it goes all the same, as near as its lands
/// can be parted. Throws Error(input) where no plan has the total, with the numbers that there can be.
[[nodiscard]] std::vector<std::optional<std::int64_t>> wished_counts(std::span<const CountedLand> lands,
                                                                     const core::Column<AreaId, std::int64_t>& standing,
                                                                     const CountWishes& wishes, const SizeRange& range);

}  // namespace wangge::planning
