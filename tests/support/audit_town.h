#pragma once

#include "engine/core/findings.h"
#include "engine/core/units.h"
#include "gis/town/town.h"

/// Holds a made town against what every town promises. Shares nothing with the code that makes it: overlaps are GEOS', paths are
/// searched anew, totals are counted again from persons and buildings.
namespace wangge::town {

/// Lines and blocks: "town.tiling" (blocks tile the outline: each directed edge once, its reverse once or on the outline, areas
/// sum up), "town.areas" (every block in an area of the lowest level, every such area has blocks, parents of the level above),
/// "town.pieces" (every area of every level is one piece over common edges), "town.connected" (for each mode every piece of road
/// reaches every other in every direction allowed; cars without forbidden turns, and turning round only where nothing else is
/// allowed), "town.line" (vertices repeat, lengths of zero). O(vertices log vertices).
[[nodiscard]] core::Findings audit_streets(const Town& town);

/// Buildings: "town.overlap" (of two buildings, or of a building with water), "town.valid" (compounds and waters that are no
/// valid polygons), "town.reserve" (a building in a road's width), "town.gate" (a dwelling of a walled compound that reaches no
/// gate by ways inside the wall within `reach`, or another that no way comes near), "town.wall" (a way through a wall).
/// O(buildings log buildings).
[[nodiscard]] core::Findings audit_buildings(const Town& town, core::Metres reach = core::Metres(80));

/// People and work: "town.totals": each kind of total of each area of each level, against a new count; "town.dwellings": more
/// households than dwellings, persons without a household. O(persons).
[[nodiscard]] core::Findings audit_people(const Town& town);

/// Schools, hospitals, markets and seats of government that stand in `year`: "town.campus": one without an organisation of its
/// kind. Where fewer organisations are asked for than there are such blocks, some must be. O(buildings + organisations).
[[nodiscard]] core::Findings audit_campuses(const Town& town, int year);

}  // namespace wangge::town
