#pragma once

#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "gis/town/town_spec.h"

/// One function for each way of dividing a town that somebody works with. All tile the whole outline exactly, over whole blocks
/// or parcels of them, and give codes that begin with the code of the area they lie in. Behind it stands a letter of the sector,
/// so that no two layers share a code; today's grids alone have digits only.
namespace wangge::town {

inline constexpr const char* uneven_letter = "W";
inline constexpr const char* beat_letter = "J";
inline constexpr const char* unit_letter = "D";
inline constexpr const char* zone_letter = "Y";

/// Today's grids: of 500-1,000 households in urban areas, 30-150 in rural ones, all of one area about equal. A block with more
/// households than a grid may hold is cut along gaps between its buildings; one tower alone stays whole, and then its grid is
/// over size.
[[nodiscard]] Partition even_grids(const Town& town, const TownSpec& spec, core::Threads threads, const core::Progress& progress);

/// As many grids as above, drawn badly: shares heavy-tailed, borders ragged.
[[nodiscard]] Partition uneven_grids(const Town& town, const TownSpec& spec, core::Threads threads,
                                     const core::Progress& progress);

/// Superblocks between main roads, over the lines of communities but not of the areas above them; one for 6,000 residents.
[[nodiscard]] Partition police_beats(const Town& town, const TownSpec& spec, core::Threads threads);

/// The city-management standard's unit grids (GB/T 30428.1): about 10,000 m2 within one lowest area, buildings whole where gaps
/// allow; code of the area, D and at least three digits, in rows from the north, each from the west. Land that is not built on is
/// not divided.
[[nodiscard]] Partition unit_grids(const Town& town, const TownSpec& spec, core::Threads threads);

/// The land nearest to each of a few stations, one for 10,000 residents, across all lines.
[[nodiscard]] Partition emergency_zones(const Town& town, const TownSpec& spec);

/// How many grids of the usual size an area of so many households has: 500-1,000 urban, 30-150 rural; at least 1.
[[nodiscard]] std::int64_t usual_grids(AreaKind kind, std::int64_t households);

}  // namespace wangge::town
