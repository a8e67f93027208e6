#include "engine/core/error.h"
#include "gis/town/people/balanced_parts.h"
#include "gis/town/people/block_outlines.h"
#include "gis/town/people/parcels.h"
#include "gis/town/people/plane_shapes.h"
#include "gis/town/settle.h"
#include "tests/support/block_town.h"

#include <array>
#include <cmath>
#include <map>
#include <set>

#include <gtest/gtest.h>

namespace wangge::town {
namespace {

double area_of(const MultiPolygon& shape) {
  double area = 0;
  for (const Polygon& polygon : shape) {
    area += signed_area(polygon.outer);
    for (const Ring& hole : polygon.holes) area += signed_area(hole);
  }
  return area;
}

/// Whether every edge of the shapes is the edge of another in the other direction, or lies on the outline: a tiling.
void expect_tiling(const std::vector<MultiPolygon>& shapes, const Town& town) {
  using Edge = std::array<double, 4>;
  std::set<Edge> edges;
  double area = 0;
  for (const MultiPolygon& shape : shapes) {
    EXPECT_GT(area_of(shape), 0);
    area += area_of(shape);
    const auto add = [&](const Ring& ring) {
      EXPECT_EQ(ring.front(), ring.back());
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        EXPECT_TRUE(edges.insert({ring[i].x, ring[i].y, ring[i + 1].x, ring[i + 1].y}).second) << "an edge twice";
      }
    };
    for (const Polygon& polygon : shape) {
      add(polygon.outer);
      for (const Ring& hole : polygon.holes) add(hole);
    }
  }
  EXPECT_NEAR(area, signed_area(town.outline), 1e-6 * area);
  const double width = town.outline[2].x;
  const double height = town.outline[2].y;
  for (const Edge& e : edges) {
    if (edges.count({e[2], e[3], e[0], e[1]}) != 0) continue;
    const bool outer = (e[0] == e[2] && (e[0] == 0 || e[0] == width)) || (e[1] == e[3] && (e[1] == 0 || e[1] == height));
    EXPECT_TRUE(outer) << "an edge without a neighbour at " << e[0] << " " << e[1];
  }
}

/// Blocks of one area reach each other over common edges.
bool one_piece(const Town& town, AreaId area) {
  std::map<std::pair<VertexId, VertexId>, BlockId> sides;
  std::vector<BlockId> members;
  for (const BlockId block : core::ids<BlockId>(town.blocks.size())) {
    if (town.blocks[block].area != area) continue;
    members.push_back(block);
    const auto& ring = town.blocks[block].ring;
    for (std::size_t i = 0; i < ring.size(); ++i) sides[{ring[i], ring[(i + 1) % ring.size()]}] = block;
  }
  std::set<BlockId> seen{members.front()};
  std::vector<BlockId> open{members.front()};
  while (!open.empty()) {
    const auto ring = town.blocks[open.back()].ring;
    open.pop_back();
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const auto other = sides.find({ring[(i + 1) % ring.size()], ring[i]});
      if (other != sides.end() && seen.insert(other->second).second) open.push_back(other->second);
    }
  }
  return seen.size() == members.size();
}

TEST(Dissolve, KeepsHolesAndPartsThatTouchInAPoint) {
  // 3 x 3 squares: a ring of eight around one, then two that touch in a corner.
  std::vector<Position> points;
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 4; ++x) points.push_back({10.0 * x, 10.0 * y});
  }
  std::vector<std::vector<VertexId>> rings;
  for (std::size_t y = 0; y < 3; ++y) {
    for (std::size_t x = 0; x < 3; ++x) {
      const std::size_t v = y * 4 + x;
      rings.push_back({VertexId(v), VertexId(v + 1), VertexId(v + 5), VertexId(v + 4)});
    }
  }
  Faces faces{points, {rings.begin(), rings.end()}};
  const auto around = dissolve(faces, std::vector<std::uint32_t>{0, 0, 0, 0, 1, 0, 0, 0, 0}, 2);
  ASSERT_EQ(around[0].size(), 1U);
  ASSERT_EQ(around[0][0].holes.size(), 1U);
  EXPECT_EQ(area_of(around[0]), 800);
  EXPECT_EQ(area_of(around[1]), 100);
  const std::uint32_t n = unlabelled;
  const auto corner = dissolve(faces, std::vector<std::uint32_t>{0, n, n, n, 0, n, n, n, n}, 1);
  EXPECT_EQ(corner[0].size(), 2U);
  // The hole touches the outer ring in a point: squares around the lower left one but for its corner neighbour.
  const auto pinched = dissolve(faces, std::vector<std::uint32_t>{n, 0, 0, 0, n, 0, 0, 0, 0}, 1);
  EXPECT_EQ(area_of(pinched[0]), 700);
  ASSERT_EQ(pinched[0].size(), 1U);
  EXPECT_EQ(pinched[0][0].holes.size(), 1U);
}

TEST(BalancedParts, HalvesAStripByHand) {
  PartGraph graph;
  for (std::uint32_t i = 0; i < 10; ++i) {
    graph.at.push_back({100.0 * i, 0});
    graph.land.push_back(10000);
    graph.weight.push_back(1);
    if (i > 0) graph.links.push_back({i - 1, i, 100, 100});
  }
  const auto part = balanced_parts(graph, std::vector<double>{3, 7}, PartRules());
  EXPECT_EQ(std::count(part.begin(), part.end(), 0U), 3);
  EXPECT_EQ(std::adjacent_find(part.begin(), part.end(), std::greater<>()) == part.end() ||
                std::adjacent_find(part.begin(), part.end(), std::less<>()) == part.end(),
            true);
}

TEST(GrowAreas, AreOnePieceAndNearTheirShareOverSeeds) {
  double worst = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(seed);
    BlockTown made = block_town({.columns = 20, .rows = 16, .river_column = 9, .towns = {6, 4, 5}}, core::Seed(seed));
    grow_areas(made.town, made.spec, made.regions, core::Threads(2));
    Column<AreaId, double> capacity(made.town.areas.size(), 0.0);
    double all = 0;
    for (const Building& building : made.town.buildings) {
      capacity[made.town.blocks[building.block].area] += building.dwellings;
      all += building.dwellings;
    }
    for (const AreaId area : core::ids<AreaId>(made.town.areas.size())) {
      if (made.town.areas[area].level != 2) continue;
      EXPECT_TRUE(one_piece(made.town, area)) << made.town.areas[area].code;
      const double target = all * static_cast<double>(made.town.areas[area].totals.households) /
                            static_cast<double>(made.town.areas[AreaId(0)].totals.households);
      worst = std::max(worst, std::abs(capacity[area] / target - 1));
      EXPECT_LT(std::abs(capacity[area] / target - 1), 0.35) << made.town.areas[area].code;
    }
    expect_tiling(
        [&] {
          std::vector<MultiPolygon> lowest;
          const auto outlines = area_outlines(made.town);
          for (const AreaId area : core::ids<AreaId>(outlines.size())) {
            if (made.town.areas[area].level == 2) lowest.push_back(outlines[area]);
          }
          return lowest;
        }(),
        made.town);
  }
  RecordProperty("worst_deviation", std::to_string(worst));
}

TEST(GrowAreas, HousesEveryoneWhereOneBlockIsLargeOverSeeds) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(seed);
    BlockTown made = block_town({.columns = 9, .rows = 8, .towns = {5, 5}, .households = 5600}, core::Seed(seed));
    for (Building& building : made.town.buildings) {
      building.floors_max = 7;
      if (building.block != BlockId(30)) continue;
      building.dwellings_per_floor *= 60;
      building.dwellings = static_cast<std::uint16_t>(60 * building.dwellings);
    }
    EXPECT_NO_THROW(settle_all(made, core::Threads(1)));
  }
}

TEST(GrowAreas, RefusesMoreAreasThanBlocks) {
  BlockTown made = block_town({.columns = 3, .rows = 2, .towns = {4, 4}}, core::Seed(1));
  EXPECT_THROW(grow_areas(made.town, made.spec, made.regions, core::Threads(1)), core::Error);
}

TEST(GrowAreas, RefusesMoreAreasThanBlocksToLiveOn) {
  BlockTown made = block_town({.columns = 8, .rows = 6, .towns = {3, 2}}, core::Seed(1));
  for (Building& building : made.town.buildings.values()) {
    if (building.block.value() > 3) building.dwellings_per_floor = 0;
  }
  try {
    grow_areas(made.town, made.spec, made.regions, core::Threads(1));
    FAIL() << "five areas cannot share the homes of a few blocks";
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::input);
    EXPECT_NE(error.message().en.find("that one can live on"), std::string::npos) << error.message().en;
  }
}

TEST(LandCutter, CutsBetweenBuildings) {
  BlockTown made = block_town({.columns = 1, .rows = 1, .side_m = 300, .buildings_a_side = 4, .towns = {1}}, core::Seed(1));
  settle_all(made, core::Threads(1));
  LandCutter cutter(made.town);
  const auto pieces = cutter.divide(cutter.whole(BlockId(0)), 4, Measure::households);
  ASSERT_EQ(pieces.size(), 4U);
  double land = 0;
  for (const Parcel& piece : pieces) {
    EXPECT_EQ(piece.buildings.size(), 4U);
    land += piece.area_m2;
    Ring ring;
    for (const VertexId vertex : cutter.full_ring(piece)) ring.push_back(cutter.points()[vertex.value()]);
    for (const BuildingId building : piece.buildings) {
      for (const Position& corner : made.town.buildings[building].footprint) EXPECT_TRUE(contains(ring, corner));
    }
  }
  EXPECT_NEAR(land, 90000, 1e-3);
}

TEST(DrawPartitions, TileTheTownExactlyOverSeeds) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(seed);
    BlockTown made = block_town({.columns = 10, .rows = 8, .side_m = 210, .buildings_a_side = 4, .floors = 9, .river_column = 6},
                                core::Seed(seed));
    made.spec.partitions = {"grids_even", "grids_uneven", "police_beats", "unit_grids", "emergency_zones"};
    settle_all(made, core::Threads(2));
    ASSERT_EQ(made.town.partitions.size(), 5U);
    for (const Partition& partition : made.town.partitions) {
      SCOPED_TRACE(partition.name);
      expect_tiling(partition.shapes, made.town);
      EXPECT_EQ(std::set<std::string>(partition.codes.begin(), partition.codes.end()).size(), partition.shapes.size());
      EXPECT_EQ(partition.names.size(), partition.shapes.size());
      for (std::size_t i = 0; i < partition.codes.size(); ++i) {
        if (!partition.area[i].valid()) continue;
        EXPECT_EQ(partition.codes[i].rfind(made.town.areas[partition.area[i]].code, 0), 0U);
      }
    }
    for (const MultiPolygon& unit : made.town.partitions[3].shapes) EXPECT_LT(area_of(unit), 50000);
  }
}

TEST(DrawPartitions, CodesAreUniqueOverAllLayersAndBeginWithTheParentOverSeeds) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    for (const std::vector<int>& towns : {std::vector<int>{3, 2}, std::vector<int>{1}}) {
      SCOPED_TRACE(seed);
      BlockTown made = block_town({.columns = 10, .rows = 8, .side_m = 210, .buildings_a_side = 4, .floors = 9, .towns = towns},
                                  core::Seed(seed));
      made.spec.partitions = {"grids_even", "grids_uneven", "police_beats", "unit_grids", "emergency_zones"};
      settle_all(made, core::Threads(2));
      std::set<std::string> codes;
      for (const Area& area : made.town.areas) EXPECT_TRUE(codes.insert(area.code).second) << area.code;
      const std::array<int, 5> level{2, 2, 1, 2, 0};
      for (std::size_t p = 0; p < level.size(); ++p) {
        const Partition& partition = made.town.partitions[p];
        for (std::size_t i = 0; i < partition.codes.size(); ++i) {
          EXPECT_TRUE(codes.insert(partition.codes[i]).second) << partition.name << " " << partition.codes[i];
          const Area& parent = made.town.areas[partition.area[i]];
          EXPECT_EQ(parent.level, level[p]) << partition.name;
          EXPECT_EQ(partition.codes[i].rfind(parent.code, 0), 0U);
          if (p == 0) {
            EXPECT_EQ(partition.codes[i].find_first_not_of("0123456789"), std::string::npos);
          }
        }
      }
    }
  }
}

TEST(DrawPartitions, EvenGridsAreOfTheUsualSize) {
  BlockTown made =
      block_town({.columns = 14, .rows = 12, .side_m = 150, .buildings_a_side = 2, .floors = 9, .towns = {4, 4}}, core::Seed(7));
  made.spec.partitions = {"grids_even", "grids_uneven"};
  settle_all(made, core::Threads(1));
  std::array<double, 2> outside{};
  for (std::size_t p = 0; p < 2; ++p) {
    for (const MultiPolygon& shape : made.town.partitions[p].shapes) {
      double households = 0;
      for (const Building& building : made.town.buildings) {
        const Position at = centroid(building.footprint);
        for (const Polygon& polygon : shape) households += contains(polygon.outer, at) ? building.households : 0;
      }
      outside[p] += households < 500 || households > 1000 ? 1 : 0;
    }
    outside[p] /= static_cast<double>(made.town.partitions[p].shapes.size());
  }
  EXPECT_LE(outside[0], 0.15);
  EXPECT_GE(outside[1], 0.4);
}

TEST(DrawPartitions, AreTheSameForAnyThreads) {
  const auto made_with = [](int threads) {
    BlockTown made = block_town({.columns = 8, .rows = 8, .side_m = 200, .buildings_a_side = 3}, core::Seed(11));
    made.spec.partitions = {"grids_even", "grids_uneven", "police_beats", "unit_grids", "emergency_zones"};
    settle_all(made, core::Threads(threads));
    return made.town.partitions;
  };
  const auto one = made_with(1);
  const auto two = made_with(2);
  ASSERT_EQ(one.size(), two.size());
  for (std::size_t p = 0; p < one.size(); ++p) {
    EXPECT_EQ(one[p].codes, two[p].codes);
    ASSERT_EQ(one[p].shapes.size(), two[p].shapes.size());
    for (std::size_t i = 0; i < one[p].shapes.size(); ++i) {
      ASSERT_EQ(one[p].shapes[i].size(), two[p].shapes[i].size());
      for (std::size_t k = 0; k < one[p].shapes[i].size(); ++k) EXPECT_EQ(one[p].shapes[i][k].outer, two[p].shapes[i][k].outer);
    }
  }
}

TEST(DrawPartitions, RefusesAnUnknownName) {
  BlockTown made = block_town({.columns = 3, .rows = 3, .towns = {2}}, core::Seed(1));
  made.spec.partitions = {"hexagons"};
  EXPECT_THROW(settle_all(made, core::Threads(1)), core::Error);
}

}  // namespace
}  // namespace wangge::town
