#include "gis/town/people/block_outlines.h"
#include "tests/support/made_town.h"
#include "tests/support/town_specs.h"

#include <gtest/gtest.h>

/// The areas of every level of a made town are one piece of land each, over seeds.
namespace wangge::town {
namespace {

constexpr std::uint64_t seeds = 10;

/// By the audit, and as the polygons that are written.
void expect_one_piece_each(const Town& town) {
  EXPECT_EQ(words(audit_streets(town)), "");
  const Column<AreaId, MultiPolygon> outlines = area_outlines(town);
  for (const AreaId id : core::ids<AreaId>(town.areas.size())) {
    EXPECT_EQ(outlines[id].size(), 1U) << town.areas[id].name << " of " << town.level_names[town.areas[id].level];
  }
}

TEST(PiecesOfTowns, AreasOfACountyAreWhole) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(fmt::format("county, seed {}", seed));
    expect_one_piece_each(made(county_spec(seed, 8000, 420, 48, 6), 2));
  }
}

TEST(PiecesOfTowns, AreasOfACountyOfTwoTownsAreWhole) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(fmt::format("county, seed {}", seed));
    TownSpec spec = county_spec(seed, 3000, 130, 10);
    spec.terrain.rivers = 2;
    spec.terrain.railway = true;
    expect_one_piece_each(made(spec, 2));
  }
}

TEST(PiecesOfTowns, ALargeSeatOnLittleLandCutsNoVillageInTwo) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(fmt::format("county, seed {}", seed));
    expect_one_piece_each(made(county_spec(seed, 16000, 90, 32, 4), 2));
  }
}

TEST(PiecesOfTowns, AreasOfAQuarterAreWhole) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(fmt::format("quarter, seed {}", seed));
    expect_one_piece_each(made(quarter_spec(seed, 6000, 0, 6), 2));
  }
}

}  // namespace
}  // namespace wangge::town
