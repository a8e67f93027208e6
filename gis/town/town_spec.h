#pragma once

#include "gis/town/town.h"

/// What a made town shall be: the facts of `[synth]`, with every total already resolved.
namespace wangge::town {

enum class Form : std::uint8_t {
  quarter,  ///< part of a city: all of the outline is built up
  city,     ///< old core, rings and radials, new quarters, an edge of suburbs and fields
  county    ///< a county town, small-town centres, villages along valleys
};

struct Terrain {
  int rivers = 1;  ///< cross the outline
  double river_width_m = 90;
  int bridges = 3;  ///< over each river in built-up land, at least one
  bool railway = true;
  int rail_crossings = 3;
  double relief = 0.3;  ///< 0 plain .. 1 mountains: hills, valleys, slopes of roads
};

/// Shares of built-up land for living, by kind; any scale.
struct LivingShares {
  double compound = 0.55;
  double open_estate = 0.12;
  double lanes = 0.13;
  double urban_village = 0.20;
};

/// A date of the town, for growth studies.
struct Stage {
  int year = 0;
  double share = 1;  ///< of the final households that live there by then
};

struct TownSpec {
  core::Seed seed{1};
  Form form = Form::quarter;
  Ring outline;  ///< empty: made, of `area_km2`
  double area_km2 = 0;
  Terrain terrain;
  LivingShares living;
  std::vector<std::string> level_names;   ///< from the top
  Column<AreaId, Area> areas;             ///< parents before children, totals of every area filled in and summing exactly
  double dwelling_m2 = 95;                ///< gross floor area of a flat
  double occupied = 0.88;                 ///< aimed share of dwellings with a household
  std::optional<std::int64_t> buildings;  ///< aimed number of buildings, not exact: the built-up land is set to it
  double buildings_per_hectare = 10;      ///< of built-up land, with `buildings`: a first guess that make_town corrects
  int year = 2025;                        ///< of the town as it stands
  std::vector<Stage> stages;              ///< earlier dates; empty: none
  std::optional<double> renewal;          ///< share of the new quarters that stand on old ones; absent: by fabric (renewals.h)
  std::vector<std::string> partitions;    ///< which to draw: grids_even, grids_uneven, police_beats, unit_grids, emergency_zones
};

}  // namespace wangge::town
