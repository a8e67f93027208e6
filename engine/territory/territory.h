#pragma once

#include "engine/core/csr.h"
#include "engine/core/id.h"
#include "engine/core/text.h"
#include "engine/core/units.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The land and its people as columns. Built once (step 3) and never changed: every edit is a move applied to a plan.
namespace wangge::territory {

using core::Column;
using core::Id;
using core::Metres;
using core::Position;
using core::SquareMetres;

using LevelId = Id<struct LevelTag>;  ///< 0 is the highest level (district), the last the lowest above the grids
using AreaId = Id<struct AreaTag>;    ///< one administrative area of any level
using CellId = Id<struct CellTag>;
using BuildingId = Id<struct BuildingTag>;
using CompoundId = Id<struct CompoundTag>;

/// What lies on a border between two cells, the strongest where several do; ordered from weak to strong.
enum class BarrierClass : std::uint8_t { none, lane, street, arterial, river, railway, wall };
inline constexpr std::size_t barrier_class_count = 7;
[[nodiscard]] std::string_view name(BarrierClass barrier);

enum class BuildingUse : std::uint8_t { residential, mixed, commercial, industrial, civic, agricultural, minor, unknown };
inline constexpr std::size_t building_use_count = 8;
[[nodiscard]] std::string_view name(BuildingUse use);
[[nodiscard]] std::optional<BuildingUse> building_use(std::string_view name);

/// Where a building's households and residents come from.
enum class PopulationSource : std::uint8_t { given, from_register, modelled };
/// "given", "register" or "modelled", as plan.gpkg writes it.
[[nodiscard]] std::string_view name(PopulationSource source);

struct Level {
  std::string name;  ///< as the scenario names it: district, town, community...
};

/// Administrative areas of all levels, parents before children.
struct Areas {
  Column<AreaId, LevelId> level;
  Column<AreaId, std::string> code;  ///< unique over all levels
  Column<AreaId, std::string> name;
  Column<AreaId, AreaId> parent;            ///< invalid for the highest level
  Column<AreaId, SquareMetres> area;        ///< of the dissolved cells
  Column<AreaId, std::int64_t> households;  ///< sum over its cells
  Column<AreaId, std::int64_t> residents;   ///< sum over its cells

  [[nodiscard]] std::size_t size() const { return level.size(); }
};

struct Neighbour {
  CellId cell;
  Metres border;                              ///< length of the shared edge, all barrier classes
  BarrierClass barrier = BarrierClass::none;  ///< the strongest class that covers the longest part of the border
};

/// The smallest pieces a plan deals with: a building or a group of touching ones with its share of the land.
struct Cells {
  Column<CellId, Position> centroid;  ///< a point inside the cell where it has no building, else of its buildings
  Column<CellId, SquareMetres> area;
  Column<CellId, Metres> perimeter;     ///< of the cell's whole outline
  Column<CellId, Metres> outer_border;  ///< the part of the perimeter shared with no cell of the same lowest area
  Column<CellId, std::int64_t> households;
  Column<CellId, std::int64_t> residents;
  Column<CellId, AreaId> parent;            ///< the lowest-level area that holds it
  Column<CellId, std::uint32_t> part;       ///< which connected part of the parent it lies in, 0-based within the parent
  Column<CellId, CompoundId> compound;      ///< invalid: in no compound
  Column<CellId, std::uint8_t> derived;     ///< 1: bears population although no building is known there
  core::Csr<CellId, Neighbour> neighbours;  ///< of all parents, by rising cell id; symmetric

  [[nodiscard]] std::size_t size() const { return area.size(); }
};

struct Buildings {
  Column<BuildingId, std::string> source_id;  ///< "way/123", or the id field of the layer; unique
  Column<BuildingId, CellId> cell;            ///< always valid here; buildings without a cell are in `Territory::unassigned`
  Column<BuildingId, Position> position;      ///< a point inside the footprint
  Column<BuildingId, BuildingUse> use;
  Column<BuildingId, SquareMetres> footprint;  ///< 0 for a point building
  Column<BuildingId, float> floors;            ///< given or modelled by use
  Column<BuildingId, std::int32_t> households;
  Column<BuildingId, std::int32_t> residents;
  Column<BuildingId, PopulationSource> population_source;

  [[nodiscard]] std::size_t size() const { return cell.size(); }
};

/// A building of the source that lies in no area or has no usable geometry. Never silently dropped.
struct UnassignedBuilding {
  std::string source_id;
  core::Text reason;  ///< stable sentences, written to layer `unassigned`
  std::optional<Position> position;
};

struct Territory {
  std::vector<Level> levels;
  Areas areas;
  Cells cells;
  Buildings buildings;
  std::vector<UnassignedBuilding> unassigned;
  Column<CompoundId, std::string> compounds;                  ///< names
  Column<AreaId, std::vector<CellId>> cells_of_area;          ///< of lowest-level areas, rising; empty for others
  Column<CellId, std::vector<BuildingId>> buildings_of_cell;  ///< rising

  [[nodiscard]] LevelId lowest_level() const { return LevelId(levels.size() - 1); }
  /// Asserts everything the column comments promise: sizes, ids in range, symmetric adjacency, tallies equal to sums. O(n).
  void check_invariants() const;
};

}  // namespace wangge::territory
