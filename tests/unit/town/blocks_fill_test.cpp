#include "blocks_check.h"
#include "blocks_ground.h"
#include "gis/town/block_fill.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace wangge::town {
namespace {

using test::area_of;
using test::broken_promises;
using test::ground_of;
using test::ground_shapes;
using test::GroundShape;

constexpr std::array<Fabric, 6> fabrics{Fabric::old_core,          Fabric::grid_quarter, Fabric::mixed,
                                        Fabric::industrial_estate, Fabric::suburb,       Fabric::village};

TownSpec spec_of(std::uint64_t seed) {
  TownSpec spec;
  spec.seed = core::Seed{seed};
  return spec;
}

double households_a_hectare(LandUse use, std::uint64_t seed) {
  switch (use) {
    case LandUse::compound:
      return std::array{30.0, 80.0, 140.0, 220.0}[seed % 4];
    case LandUse::open_estate:
      return 80;
    case LandUse::lanes:
      return 55;
    case LandUse::urban_village:
      return 150;
    case LandUse::village:
      return std::array{6.0, 15.0}[seed % 2];
    default:
      return 0;
  }
}

std::int64_t dwellings_of(const BlockFill& fill) {
  std::int64_t sum = 0;
  for (const Building& building : fill.buildings) sum += building.dwellings;
  return sum;
}

class EveryUse : public testing::TestWithParam<LandUse> {};

TEST_P(EveryUse, KeepsEveryPromiseOnEveryShape) {
  const LandUse use = GetParam();
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    std::size_t shape_index = 0;
    for (const GroundShape& shape : ground_shapes()) {
      const double households = households_a_hectare(use, seed) * area_of(shape.corners) / 10000;
      const BlockGround ground = ground_of(shape, use, fabrics[seed % fabrics.size()], households, shape_index++);
      const BlockFill fill = fill_block(ground, spec_of(seed));
      for (const std::string& broken : broken_promises(ground, fill)) {
        ADD_FAILURE() << name(use) << " on " << shape.name << ", seed " << seed << ": " << broken;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(FillBlock, EveryUse,
                         testing::Values(LandUse::compound, LandUse::open_estate, LandUse::lanes, LandUse::urban_village,
                                         LandUse::village, LandUse::commerce, LandUse::industry, LandUse::school,
                                         LandUse::hospital, LandUse::market, LandUse::civic, LandUse::park, LandUse::farmland,
                                         LandUse::hills),
                         [](const auto& each) {
                           std::string word(name(each.param));
                           for (char& letter : word) letter = letter == ' ' ? '_' : letter;
                           return word;
                         });

// A square of 160 m between four residential streets: one estate of walk-ups, as anybody would draw it.
TEST(FillBlock, BuildsRowsThatFaceSouthBehindAWall) {
  const GroundShape square{"square", {{0, 0}, {160, 0}, {160, 160}, {0, 160}}, {network::LineClass::residential}};
  const BlockGround ground = ground_of(square, LandUse::compound, Fabric::industrial_estate, 200, 7);
  const BlockFill fill = fill_block(ground, spec_of(4));
  ASSERT_GE(fill.compounds.size(), 1U);
  EXPECT_TRUE(fill.compounds[0].walled);
  ASSERT_GE(fill.compounds[0].gates.size(), 1U);
  int slabs = 0;
  for (const Building& building : fill.buildings) {
    if (building.dwellings == 0) continue;
    ++slabs;
    const Ring& ring = building.footprint;
    const double east = std::abs(ring[1].x - ring[0].x);
    const double north = std::abs(ring[1].y - ring[0].y);
    EXPECT_LT(north, 0.27 * east) << "a slab turns more than 15 degrees out of the south";
  }
  EXPECT_GE(slabs, 3);
}

TEST(FillBlock, HoldsTheHouseholdsItIsAskedFor) {
  for (const double a_hectare : {60.0, 120.0, 180.0}) {
    double wanted = 0;
    double built = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      const GroundShape shape{"block", {{0, 0}, {260, 0}, {260, 210}, {0, 210}}, {network::LineClass::residential}};
      const double households = a_hectare * area_of(shape.corners) / 10000;
      const BlockGround ground = ground_of(shape, LandUse::compound, Fabric::grid_quarter, households, seed);
      wanted += households / spec_of(seed).occupied;
      built += static_cast<double>(dwellings_of(fill_block(ground, spec_of(seed))));
    }
    EXPECT_GT(built, 0.9 * wanted) << a_hectare << " households a hectare";
    EXPECT_LT(built, 1.5 * wanted) << a_hectare << " households a hectare";
  }
}

TEST(FillBlock, BuildsTheSameWhateverElseIsBuilt) {
  const GroundShape shape = ground_shapes()[6];
  const BlockGround ground = ground_of(shape, LandUse::lanes, Fabric::old_core, 800, 3);
  const BlockFill first = fill_block(ground, spec_of(9));
  const BlockFill other = fill_block(ground_of(shape, LandUse::lanes, Fabric::old_core, 800, 4), spec_of(9));
  const BlockFill again = fill_block(ground, spec_of(9));
  ASSERT_EQ(first.buildings.size(), again.buildings.size());
  for (std::size_t i = 0; i < first.buildings.size(); ++i) {
    EXPECT_EQ(first.buildings[i].footprint, again.buildings[i].footprint);
  }
  EXPECT_EQ(first.nodes, again.nodes);
  EXPECT_NE(first.nodes, other.nodes);
}

TEST(FillBlock, MakesEstatesOfVeryDifferentSizes) {
  std::vector<std::int64_t> sizes;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    for (std::size_t shape : {std::size_t{0}, std::size_t{6}}) {
      const GroundShape at = ground_shapes()[shape];
      const Fabric fabric = shape == 0 ? Fabric::old_core : Fabric::grid_quarter;
      const BlockFill fill = fill_block(
          ground_of(at, LandUse::compound, fabric, (shape == 0 ? 80 : 130) * area_of(at.corners) / 10000, seed), spec_of(seed));
      std::vector<std::int64_t> flats(fill.compounds.size(), 0);
      for (const Building& building : fill.buildings) {
        if (building.compound.valid()) flats[building.compound.value()] += building.dwellings;
      }
      sizes.insert(sizes.end(), flats.begin(), flats.end());
    }
  }
  EXPECT_LT(*std::min_element(sizes.begin(), sizes.end()), 60);
  EXPECT_GT(*std::max_element(sizes.begin(), sizes.end()), 1000);
}

/// Buildings of each compound; those with homes second.
std::vector<std::pair<int, int>> houses_of(const BlockFill& fill) {
  std::vector<std::pair<int, int>> houses(fill.compounds.size());
  for (const Building& building : fill.buildings) {
    if (!building.compound.valid()) continue;
    ++houses[building.compound.value()].first;
    houses[building.compound.value()].second += building.dwellings > 0 ? 1 : 0;
  }
  return houses;
}

TEST(FillBlock, MakesNoEstateOfASingleHouse) {
  int lone = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    for (const double side : {50.0, 64.0, 80.0, 130.0}) {
      const GroundShape shape{"court", {{0, 0}, {side, 0}, {side, 60}, {0, 60}}, {network::LineClass::residential}};
      const BlockFill fill = fill_block(
          ground_of(shape, LandUse::compound, Fabric::old_core, 110 * area_of(shape.corners) / 10000, seed), spec_of(seed));
      for (const auto& [all, homes] : houses_of(fill)) {
        EXPECT_GE(homes, 2) << side << " m, seed " << seed;
        EXPECT_LE(all, 40);
      }
      for (const Building& building : fill.buildings) {
        lone += building.dwellings > 0 && !building.compound.valid() ? 1 : 0;
        EXPECT_FALSE(building.use == territory::BuildingUse::minor && !building.compound.valid()) << "a guard without a wall";
      }
    }
  }
  EXPECT_GT(lone, 20) << "small courts hold a house of their own";
}

TEST(FillBlock, MakesOneEstateOfThousandsOnASuperblock) {
  const GroundShape shape{"superblock", {{0, 0}, {420, 0}, {420, 380}, {0, 380}}, {network::LineClass::secondary}};
  int largest = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const BlockFill fill = fill_block(ground_of(shape, LandUse::compound, Fabric::grid_quarter, 3700, seed), spec_of(seed));
    ASSERT_EQ(fill.compounds.size(), 1U) << seed;
    EXPECT_LE(houses_of(fill)[0].first, 40);
    largest = std::max(largest, static_cast<int>(dwellings_of(fill)));
  }
  EXPECT_GT(largest, 3000);
}

/// The share of walled estates of some fabric that are managed so.
double managed(Fabric fabric, Management management) {
  double all = 0;
  double those = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    const GroundShape shape{"block", {{0, 0}, {170, 0}, {170, 150}, {0, 150}}, {network::LineClass::residential}};
    const BlockFill fill = fill_block(ground_of(shape, LandUse::compound, fabric, 300, seed), spec_of(seed));
    for (const Compound& compound : fill.compounds) {
      all += 1;
      those += compound.management == management ? 1 : 0;
    }
  }
  return those / all;
}

TEST(FillBlock, LeavesOldEstatesToTheirResidentsAndNewOnesToCompanies) {
  EXPECT_NEAR(managed(Fabric::grid_quarter, Management::property), 0.93, 0.05);
  EXPECT_LT(managed(Fabric::grid_quarter, Management::none), 0.06);
  const double old_companies = managed(Fabric::old_core, Management::property);
  const double old_nobody = managed(Fabric::old_core, Management::none);
  EXPECT_TRUE(old_companies > 0.3 && old_companies < 0.65) << old_companies;
  EXPECT_TRUE(old_nobody > 0.12 && old_nobody < 0.4) << old_nobody;
}

TEST(FillBlock, LeavesWaterAndHillsEmpty) {
  for (const LandUse use : {LandUse::water, LandUse::railway, LandUse::hills}) {
    const BlockFill fill = fill_block(ground_of(ground_shapes()[0], use, Fabric::mixed, 0, 1), spec_of(1));
    EXPECT_TRUE(fill.buildings.empty() && fill.lines.empty() && fill.compounds.empty());
  }
}

}  // namespace
}  // namespace wangge::town
