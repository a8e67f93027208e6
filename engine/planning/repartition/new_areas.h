#pragma once

#include "engine/planning/repartition/atom_graph.h"
#include "engine/planning/repartition/divide.h"
#include "engine/planning/repartition/range_reason.h"
#include "engine/territory/territory.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// A level of areas drawn anew: communities that have grown become more, smaller ones; grids and lower areas follow.
namespace wangge::planning {

struct RepartitionRules {
  territory::LevelId level;  ///< to draw anew
  std::uint32_t into = 1;    ///< areas in all
  SizeRange size;            ///< of an area, in `unit`
  PeopleUnit unit = PeopleUnit::residents;
  std::uint64_t effort = 4000;
  std::uint32_t attempts = 8;
  double smooth = 0;  ///< see DivideRules
};

/// One new area beside the old one whose name and code it keeps.
struct NewArea {
  AreaId area;                    ///< in the new territory
  std::optional<AreaId> old;      ///< in the old territory; nothing: it is new
  std::string old_code;           ///< of `old`, or of the area that most of its households come from
  std::optional<OffRange> off{};  ///< why it is out of range; nothing: it is in range
};

/// Households and residents that were in one area and are in another.
struct AreaChange {
  std::string old_code;
  std::string new_code;
  std::int64_t households = 0;
  std::int64_t residents = 0;
  bool heir = false;  ///< the new area keeps the old one's code and name
};

struct Repartition {
  territory::Territory territory;   ///< with the new areas; cells, buildings and levels are the same
  std::vector<NewArea> areas;       ///< of the level
  std::vector<AreaChange> changes;  ///< by old code, then new
  std::set<std::string> ended;      ///< codes of areas that no area has any more
  std::int64_t moved = 0;           ///< households that come under another name
  std::int64_t least_moved = 0;     ///< a lower bound of it
  std::int64_t excess = 0;          ///< people out of range
};

/// Draws the areas of one level anew from atoms, which stay whole (today's grids, single cells, or the areas below): every area
/// above keeps its outline and gets a share of `into` by its people, one at least. The heir of an old area keeps its code and
/// name; new ones get the next numbers under the area above, from west to east, then north to south. Lower areas whose parent
/// changes get the next code under it where their code began with their parent's. Throws Error(input) where `into` is less than
/// the areas above or more than the atoms. Cost: see `divide`.
///
///   Repartition drawn = repartition(territory, grids_as_atoms, {.level = territory.lowest_level(), .into = 19, …}, seed);
[[nodiscard]] Repartition repartition(const territory::Territory& territory, const std::vector<std::vector<CellId>>& atoms,
                                      const RepartitionRules& rules, core::Seed seed);

}  // namespace wangge::planning
