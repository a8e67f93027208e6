#pragma once

#include "engine/core/id.h"
#include "engine/core/text.h"
#include "engine/core/units.h"
#include "engine/network/road_class.h"
#include "engine/territory/territory.h"
#include "gis/geometry.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A made town: one planar subdivision of the land whose lines are roads, banks, rails and bare borders, whose faces are
/// blocks; what stands on each block; who lives there. All geometry shares vertices: a line and a block name the same vertex
/// by the same id, so levels, blocks and roads fit exactly by construction. Always synthetic.
namespace wangge::town {

using core::Column;
using core::Id;
using core::Position;
using gis::LineString;
using gis::MultiPolygon;
using gis::Polygon;
using gis::Ring;

using VertexId = Id<struct TownVertexTag>;
using LineId = Id<struct TownLineTag>;
using BlockId = Id<struct TownBlockTag>;
using CompoundId = Id<struct TownCompoundTag>;
using BuildingId = Id<struct TownBuildingTag>;
using AreaId = Id<struct TownAreaTag>;  ///< an area of any level, in the order of TownSpec::areas

/// What a block is for.
enum class LandUse : std::uint8_t {
  compound,       ///< walled estate with gates
  open_estate,    ///< flats without wall and without management
  lanes,          ///< old lane neighbourhood
  urban_village,  ///< village in the city
  village,        ///< natural village
  commerce,       ///< shops and offices along the street
  industry,
  school,
  hospital,
  market,
  civic,  ///< offices of government, service centres
  park,
  water,    ///< a river with its banks, a lake
  railway,  ///< the corridor of a line
  farmland,
  hills
};
inline constexpr std::size_t land_use_count = 16;
[[nodiscard]] std::string_view name(LandUse use);

enum class Fabric : std::uint8_t { old_core, grid_quarter, mixed, industrial_estate, suburb, village };

/// A polyline of the plan from junction to junction. Its inner vertices belong to it alone (and to its two blocks).
struct Line {
  std::vector<VertexId> vertices;                ///< two or more
  std::optional<network::LineClass> line_class;  ///< absent: a border with nothing on it
  network::Access access{};                      ///< roads only
  double width_m = 0;                            ///< of the whole road reserve; 0 for a bare border
  bool bridge = false;
  bool tunnel = false;
  std::uint8_t slope = 0;  ///< 0 flat, 1 rolling (up to 5 %), 2 steep
  std::string name;
  BlockId block;  ///< of a way inside a block; invalid between blocks
};

/// "From this line, at this vertex, not into that line."
struct TurnRestriction {
  LineId from;
  VertexId via;
  LineId to;
};

/// A face of the subdivision, between the centre lines of what bounds it.
struct Block {
  std::vector<VertexId> ring;        ///< counter-clockwise, not closed
  std::vector<LineId> line_of_edge;  ///< line under the edge ring[i] -> ring[i + 1]
  LandUse use = LandUse::farmland;
  Fabric fabric = Fabric::mixed;
  std::uint32_t region = 0;  ///< which urban or rural region it was made in
  AreaId area;               ///< the lowest-level area; invalid until areas are grown
};

enum class Management : std::uint8_t { property, self, none };

struct Gate {
  Position at;      ///< on the wall
  VertexId vertex;  ///< of the way through it
};

/// An estate: walled (with gates) or open.
struct Compound {
  std::string name;
  BlockId block;
  Ring wall;  ///< closed ring of its land; the wall itself where `walled`
  bool walled = true;
  Management management = Management::property;
  std::vector<Gate> gates;  ///< at least one where walled
};

struct Building {
  Ring footprint;  ///< closed, counter-clockwise, 4 or more corners
  BlockId block;
  CompoundId compound;  ///< invalid: in none
  territory::BuildingUse use = territory::BuildingUse::residential;
  std::uint16_t floors = 1;
  std::uint16_t floors_min = 1;  ///< what fits the type; floors may be moved within while the totals are met
  std::uint16_t floors_max = 1;
  float dwellings_per_floor = 0;  ///< 0: nobody lives here
  std::uint16_t dwellings = 0;    ///< flats that exist; households <= dwellings
  std::uint16_t households = 0;
  std::uint16_t residents = 0;
  std::uint16_t in_need = 0;
  std::uint16_t party_members = 0;
  std::optional<std::int16_t> built;    ///< year; absent: it has always stood
  std::optional<std::int16_t> drawn;    ///< year by the luck of its block, before growth/growth_order.h set `built`
  std::optional<std::int16_t> removed;  ///< of an earlier date: year in which it goes; absent: it stands in today's town
};

enum class Age : std::uint8_t { child, adult, old, very_old };  ///< under 15, 15-59, 60-79, 80 and more
inline constexpr std::size_t age_count = 4;
enum class Residence : std::uint8_t { resident, floating, rental };
inline constexpr std::size_t residence_count = 3;

/// Every total that is given or follows, of one area; each is met exactly at every level.
struct Totals {
  std::int64_t households = 0;
  std::int64_t residents = 0;  ///< all persons; the sum over ages and the sum over residences
  std::array<std::int64_t, age_count> ages{};
  std::array<std::int64_t, residence_count> residences{};
  std::int64_t in_need = 0;
  std::int64_t party_members = 0;
  std::int64_t enterprises = 0;
  std::int64_t organisations = 0;

  friend bool operator==(const Totals&, const Totals&) = default;
  Totals& operator+=(const Totals& other);
};

enum class AreaKind : std::uint8_t { urban, rural };

/// The year that growth goes by; 0, before all others, of a building that has always stood.
[[nodiscard]] inline int drawn_year(const Building& building) { return building.drawn.value_or(building.built.value_or(0)); }

/// One area of one level, as the specification names it, parents before children.
struct Area {
  std::uint8_t level = 0;  ///< 0 is the highest
  std::string code;
  std::string name;
  AreaId parent;  ///< invalid for the highest
  AreaKind kind = AreaKind::urban;
  Totals totals;
  bool organisations_stated = true;  ///< else they may go to a sister with more schools and the like (people/campuses.h)
};

/// An enterprise or an organisation, at a building.
struct Establishment {
  BuildingId building;
  Position at;
  std::string name;
  std::string kind;             ///< retail, catering, … as written
  std::uint16_t employees = 0;  ///< of an enterprise
};

struct Post {
  Position at;
  BuildingId building;
  AreaId area;
  std::string kind;  ///< station, sub-centre, centre
  std::string name;
};

/// A layer of grids drawn over whole blocks or parcels of them: today's grids, or one sector's partition.
struct Partition {
  std::string name;  ///< grids_even, grids_uneven, police_beats, unit_grids, emergency_zones
  std::vector<std::string> codes;
  std::vector<std::string> names;
  std::vector<AreaId> area;  ///< the parent: the area of any level that holds it
  std::vector<MultiPolygon> shapes;
};

struct Household {
  BuildingId building;
  std::uint8_t persons = 1;
};

/// Households of a natural village. One has fewer where its whole area does, more where the area's other land is full.
inline constexpr std::int64_t fewest_in_village = 20;
inline constexpr std::int64_t most_in_village = 150;

/// A natural village: some blocks of one lowest-level area, or among the fields of a town.
struct Hamlet {
  std::string name;
  std::vector<BlockId> blocks;  ///< rising, at least one
  bool town_centre = false;     ///< turned into the centre of the small town that its area lies in
};

struct Town {
  std::optional<int> stage_year;         ///< of an earlier date; absent: the town as it stands
  double land_factor = 1;                ///< of the land that was estimated first, where the town takes what it needs
  std::vector<std::string> level_names;  ///< from the top: district, town, community
  Ring outline;                          ///< closed, counter-clockwise
  Column<VertexId, Position> vertices;   ///< metres in the town's reference system, whole millimetres
  Column<LineId, Line> lines;
  std::vector<TurnRestriction> restrictions;
  std::vector<Polygon> waters;
  Column<BlockId, Block> blocks;
  std::vector<Hamlet> hamlets;
  Column<CompoundId, Compound> compounds;
  Column<BuildingId, Building> buildings;  ///< those that stand
  /// Of an earlier date, what lasts from file to file: the number of each building in today's town, or, where `removed`, among
  /// all that was ever pulled down; of each compound in today's town. Empty for the town as it stands: ids are numbers.
  Column<BuildingId, std::uint32_t> building_numbers;
  Column<CompoundId, std::uint32_t> compound_numbers;
  Column<AreaId, Area> areas;
  std::vector<Household> households;  ///< by building, rising
  std::vector<std::uint8_t> persons;  ///< one a person, by household: age + age_count * residence
  std::vector<Establishment> enterprises;
  std::vector<Establishment> organisations;
  std::vector<Post> posts;
  std::vector<Partition> partitions;
};

/// The mean of the corners of a block. O(corners).
[[nodiscard]] Position middle_of_block(const Column<VertexId, Position>& vertices, const Block& block);

/// Within the outline.
[[nodiscard]] core::SquareMetres land_of(const Town& town);

}  // namespace wangge::town
