#pragma once

#include "gis/town/town.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// A town of four blocks drawn by hand, for what reads and writes towns.
///
///     6 --- 7 --- 8      blocks of 100 m. Lines 1-4 (oneway) and 4-7 are streets, 3-4 and 4-5 a river with a bridge
///     |  2  |  3  |      at 4, the outline is bare. Blocks 0 and 2 lie in community 110001 (urban), 1 and 3 in 110002 (rural).
///     3 --- 4 --- 5      Block 0: a walled compound with a gate and two buildings; block 1: a house; block 2: a
///     |  0  |  1  |      school; block 3: a pond with an island.
///     0 --- 1 --- 2
namespace wangge::test {

inline constexpr double hand_x = 500'000;
inline constexpr double hand_y = 2'600'000;

/// Corners of a box in metres from the town's corner; closed, counter-clockwise.
inline gis::Ring hand_box(double x, double y, double width, double height) {
  const double left = hand_x + x;
  const double low = hand_y + y;
  return {{left, low}, {left + width, low}, {left + width, low + height}, {left, low + height}, {left, low}};
}

inline town::Line hand_line(std::vector<std::size_t> vertices, std::optional<network::LineClass> line_class, double width) {
  town::Line line;
  for (const std::size_t vertex : vertices) line.vertices.emplace_back(vertex);
  line.line_class = line_class;
  line.width_m = width;
  if (line_class && network::is_road(*line_class)) line.access.fill(network::Direction::both);
  return line;
}

inline void add_hand_land(town::Town& made) {
  using network::LineClass;
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) made.vertices.push_back({hand_x + 100 * column, hand_y + 100 * row});
  }
  made.outline = hand_box(0, 0, 200, 200);
  const std::vector<std::pair<std::size_t, std::size_t>> bare{{0, 1}, {1, 2}, {2, 5}, {5, 8}, {8, 7}, {7, 6}, {6, 3}, {3, 0}};
  for (const auto& [a, b] : bare) made.lines.push_back(hand_line({a, b}, std::nullopt, 0));
  made.lines.push_back(hand_line({1, 4}, LineClass::residential, 12));  // 8
  made.lines.push_back(hand_line({4, 7}, LineClass::secondary, 20));    // 9
  made.lines.push_back(hand_line({3, 4}, LineClass::river, 0));         // 10
  made.lines.push_back(hand_line({4, 5}, LineClass::river, 0));         // 11
  made.lines[town::LineId(8)].access[2] = network::Direction::forward;
  made.lines[town::LineId(8)].name = "新华路";
  made.lines[town::LineId(9)].bridge = true;
  const auto block = [&](std::vector<std::size_t> ring, std::vector<std::size_t> lines, town::LandUse use, std::size_t area) {
    town::Block made_block;
    for (const std::size_t vertex : ring) made_block.ring.emplace_back(vertex);
    for (const std::size_t line : lines) made_block.line_of_edge.emplace_back(line);
    made_block.use = use;
    made_block.area = town::AreaId(area);
    made.blocks.push_back(std::move(made_block));
  };
  block({0, 1, 4, 3}, {0, 8, 10, 7}, town::LandUse::compound, 1);
  block({1, 2, 5, 4}, {1, 2, 11, 8}, town::LandUse::village, 2);
  block({3, 4, 7, 6}, {10, 9, 5, 6}, town::LandUse::school, 1);
  block({4, 5, 8, 7}, {11, 3, 4, 9}, town::LandUse::park, 2);
  gis::Ring island = hand_box(145, 145, 10, 10);
  made.waters.push_back({hand_box(130, 130, 40, 40), {gis::Ring(island.rbegin(), island.rend())}});
  made.restrictions.push_back({town::LineId(8), town::VertexId(4), town::LineId(9)});
}

inline void add_hand_buildings(town::Town& made) {
  town::Compound compound;
  compound.name = "锦绣花园";
  compound.block = town::BlockId(0);
  compound.wall = hand_box(10, 10, 80, 80);
  compound.gates.push_back({{hand_x + 90, hand_y + 50}, town::VertexId()});
  made.compounds.push_back(compound);
  const auto building = [&](gis::Ring footprint, std::size_t block, int households, int residents) -> town::Building& {
    town::Building one;
    one.footprint = std::move(footprint);
    one.block = town::BlockId(block);
    one.floors = 6;
    one.dwellings = static_cast<std::uint16_t>(households);
    one.households = static_cast<std::uint16_t>(households);
    one.residents = static_cast<std::uint16_t>(residents);
    one.built = 1998;
    made.buildings.push_back(std::move(one));
    return made.buildings.values().back();
  };
  building(hand_box(20, 20, 40, 12), 0, 3, 7).compound = town::CompoundId(0);
  building(hand_box(20, 60, 40, 12), 0, 2, 4).compound = town::CompoundId(0);
  building(hand_box(120, 20, 10, 8), 1, 1, 3);
  town::Building& school = building(hand_box(20, 120, 60, 15), 2, 0, 0);
  school.use = territory::BuildingUse::civic;
}

inline void add_hand_people(town::Town& made) {
  const std::vector<std::pair<std::size_t, std::uint8_t>> homes{{0, 3}, {0, 2}, {0, 2}, {1, 3}, {1, 1}, {2, 3}};
  for (const auto& [building, persons] : homes) {
    made.households.push_back({town::BuildingId(building), persons});
    // Every household: one grown-up who rents, the others children who live there.
    made.persons.push_back(static_cast<std::uint8_t>(1 + town::age_count * 2));
    for (int i = 1; i < persons; ++i) made.persons.push_back(0);
  }
  made.enterprises.push_back({town::BuildingId(3), {hand_x + 30, hand_y + 125}, "百货店", "shop"});
  made.posts.push_back({{hand_x + 25, hand_y + 122}, town::BuildingId(3), town::AreaId(1), "station", "东街社区网格服务站"});
  made.partitions.push_back({"police_beats", {"J1"}, {"一警务区"}, {town::AreaId()}, {{{hand_box(0, 0, 200, 200), {}}}}});
}

inline town::Totals hand_totals(std::int64_t households, std::int64_t residents, std::int64_t enterprises) {
  town::Totals totals;
  totals.households = households;
  totals.residents = residents;
  totals.ages = {residents - households, households, 0, 0};
  totals.residences = {residents - households, 0, households};
  totals.enterprises = enterprises;
  return totals;
}

inline town::Town hand_town() {
  town::Town made;
  made.level_names = {"town", "community"};
  made.areas.push_back({0, "1100", "东镇", town::AreaId(), town::AreaKind::urban, hand_totals(6, 14, 1)});
  made.areas.push_back({1, "110001", "东街社区", town::AreaId(0), town::AreaKind::urban, hand_totals(5, 11, 1)});
  made.areas.push_back({1, "110002", "柳村", town::AreaId(0), town::AreaKind::rural, hand_totals(1, 3, 0)});
  add_hand_land(made);
  add_hand_buildings(made);
  add_hand_people(made);
  return made;
}

}  // namespace wangge::test
