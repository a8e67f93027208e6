#pragma once

#include "engine/core/progress.h"
#include "gis/town/town_spec.h"

/// The first half of a town: land, water, roads and blocks.
namespace wangge::town {

enum class RegionKind : std::uint8_t {
  urban,  ///< communities are grown over its blocks afterwards
  rural   ///< is one lowest-level area
};

/// A piece of the outline with one way of building. Blocks name it by index.
struct Region {
  RegionKind kind = RegionKind::urban;
  AreaId area;      ///< rural: the lowest-level area; urban: the area whose urban children share its blocks
  Position centre;  ///< of its densest place
};

struct StreetPlan {
  Ring outline;  ///< closed, counter-clockwise; its corners are vertices
  Column<VertexId, Position> vertices;
  Column<LineId, Line> lines;
  Column<BlockId, Block>
      blocks;  ///< tile the outline; use is set for water, railway, farmland, hills and village, else open for `allot_land`
  std::vector<Polygon> waters;
  std::vector<TurnRestriction> restrictions;
  std::vector<Region> regions;
  std::vector<Hamlet> hamlets;  ///< natural villages without names, once land is allotted
};

/// Lays rivers, railway, roads of all classes and blocks over the outline. Same spec, same bytes, for any threads.
/// Throws Error(input) where the outline has holes, many parts or no area, or is too small for what it must hold.
/// O(lines log lines).
[[nodiscard]] StreetPlan lay_streets(const TownSpec& spec, core::Threads threads, core::Progress& progress);

}  // namespace wangge::town
