#pragma once

#include "gis/town/plots/site.h"

#include <optional>

/// Kinds of blocks of flats and how they stand in rows.
namespace wangge::town::plot {

enum class HousingKind : std::uint8_t { row_houses, walk_up, mid_rise, high_slab, tower };

/// One kind as it is built in one estate.
struct Housing {
  HousingKind kind = HousingKind::walk_up;
  double depth = 12.5;  ///< metres, north to south
  double unit = 15;     ///< width of what one stair serves
  int units_low = 2;
  int units_high = 5;
  double side_gap = 7;
  double row_gap = 19;
  double margin = 4.5;  ///< from the border of the yard
  int floors = 6;
  int floors_min = 5;
  int floors_max = 7;
  double flats_per_unit = 2;  ///< on one floor
  bool stepped = false;       ///< units stand a step before each other; towers get notched corners
  bool staggered = false;
  double per_hectare = 150;  ///< dwellings on a hectare of walled land at floors_max
};

/// The least dense kind that holds `needed` dwellings a hectare among those built on such land in such years, with its
/// dimensions drawn; rows are drawn apart where there is more land than needed.
[[nodiscard]] Housing chosen_housing(Site& site, double needed, double hectares, int built);

/// What stands between the rows of a taller kind: walk-ups, with the room that such rows keep at their sides; none for low kinds.
[[nodiscard]] std::optional<Housing> lower_housing(Site& site, const Housing& housing);

/// When an estate of this fabric was built.
[[nodiscard]] int year_built(Site& site);

/// The corners of a block of `units` units in the frame, about `centre`.
[[nodiscard]] Corners footprint(const Housing& housing, const Frame& frame, Position centre, int units);
/// Sets floors and dwellings of a block of flats.
void furnish(Building& building, const Housing& housing, int units, int floors, int built);

/// Rows of blocks over the yard, with a footway on the north side of each; `compound` is the local index or invalid.
void lay_rows(Site& site, std::span<const Position> yard, const Frame& frame, const Housing& housing, int built,
              CompoundId compound, bool open_ends);

/// The frame of the rows of an estate: along about east, turned towards the streets by at most 15 degrees (30 where that
/// squares it with them).
[[nodiscard]] Frame southward(std::span<const Position> land);

}  // namespace wangge::town::plot
