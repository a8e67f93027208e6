#pragma once

#include "engine/core/findings.h"
#include "engine/planning/dedicated/dedicated_wish.h"
#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"

#include <cstdint>
#include <span>
#include <string>

/// What `choose_dedicated` has to say of its grids: notes and warnings that begin with the key of the wish.
namespace wangge::planning {

/// A building of the cell for people to find it by, or else the cell's number.
[[nodiscard]] core::Text landmark(const territory::Territory& territory, CellId cell);
/// The same with the name of what the wish found there, where it has one: "隆坪中学 (building b414)".
[[nodiscard]] core::Text landmark(const territory::Territory& territory, const DedicatedWish& wish, CellId cell);

/// A place shares the cell with the dedicated grid of another entry.
[[nodiscard]] core::Finding dedicated_overlap(const territory::Territory& territory, const DedicatedWish& wish, CellId cell,
                                              const std::string& other);
/// A place that begins with the cell would cut so much off (`size`), less than the least of a grid.
[[nodiscard]] core::Finding dedicated_passed_over(const territory::Territory& territory, const DedicatedWish& wish, CellId cell,
                                                  std::int64_t size, const SizeRange& range);
/// A place lies, in part at least, in a grid of today that stays as it is.
[[nodiscard]] core::Finding dedicated_kept(const territory::Territory& territory, const DedicatedWish& wish, CellId cell,
                                           const std::string& grid);
/// An organisation of the kind lodges among dwellings.
[[nodiscard]] core::Finding dedicated_lodger(const territory::Territory& territory, const DedicatedWish& wish, CellId cell);
/// No place is of that use or kind and large enough.
[[nodiscard]] core::Finding dedicated_none(const DedicatedWish& wish);
/// A piece without a household joins the grid that cuts it off.
[[nodiscard]] core::Finding dedicated_enclosed(const territory::Territory& territory, const std::string& key,
                                               std::span<const CellId> piece);
/// A piece that is too small for a grid stays by itself.
[[nodiscard]] core::Finding dedicated_cuts(const territory::Territory& territory, const std::string& key,
                                           std::span<const CellId> piece, std::int64_t size, const SizeRange& range);

}  // namespace wangge::planning
