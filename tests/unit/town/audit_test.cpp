#include "gis/town/make_town.h"
#include "tests/support/audit_town.h"
#include "tests/support/town_specs.h"

#include <algorithm>

#include <gtest/gtest.h>

/// Each rule of the audit against a defect made by hand in a town that is sound.
namespace wangge::town {
namespace {

const Town& sound_town() {
  static const Town town = [] {
    core::SilentProgress progress;
    return make_town(quarter_spec(4, 1500, 0.35, 3), core::Threads(1), progress);
  }();
  return town;
}

core::Findings audited(const Town& town) {
  core::Findings all = audit_streets(town);
  all.append(audit_buildings(town));
  all.append(audit_people(town));
  all.append(audit_campuses(town, 2025));
  return all;
}

class Audit : public testing::Test {
 protected:
  [[nodiscard]] std::size_t count(const char* rule) const { return audited(town_).count(rule); }
  /// A building in which people live inside a walled compound.
  [[nodiscard]] BuildingId walled_home() const {
    for (const BuildingId id : core::ids<BuildingId>(town_.buildings.size())) {
      const Building& own = town_.buildings[id];
      if (own.dwellings > 0 && own.compound.valid() && town_.compounds[own.compound].walled) return id;
    }
    return BuildingId();
  }
  void move(BuildingId building, Position to) {
    Ring& ring = town_.buildings[building].footprint;
    const Position by{to.x - ring.front().x, to.y - ring.front().y};
    for (Position& corner : ring) corner = {corner.x + by.x, corner.y + by.y};
  }
  [[nodiscard]] LineId a_street() const {
    for (const LineId id : core::ids<LineId>(town_.lines.size())) {
      if (town_.lines[id].line_class == network::LineClass::residential) return id;
    }
    return LineId();
  }

  /// Beyond the eastern end of the town.
  [[nodiscard]] Position outside(double further) const {
    const auto east =
        std::max_element(town_.outline.begin(), town_.outline.end(), [](Position a, Position b) { return a.x < b.x; });
    return {east->x + 100 + further, east->y};
  }

  Town town_ = sound_town();
};

TEST_F(Audit, FindsNothingInASoundTown) { EXPECT_TRUE(audited(town_).all().empty()); }

TEST_F(Audit, FindsOverlappingBuildings) {
  Building shifted = town_.buildings[BuildingId(0)];
  for (Position& corner : shifted.footprint) corner.x += 1;
  shifted.dwellings = shifted.households = shifted.residents = shifted.in_need = shifted.party_members = 0;
  town_.buildings.push_back(shifted);
  EXPECT_EQ(count("town.overlap"), 1U);
}

TEST_F(Audit, FindsASchoolWithoutOrganisation) {
  const auto school = std::find_if(town_.organisations.begin(), town_.organisations.end(),
                                   [](const Establishment& one) { return one.kind == "school"; });
  ASSERT_NE(school, town_.organisations.end());
  school->kind = "association";
  EXPECT_EQ(count("town.campus"), 1U);
}

TEST_F(Audit, FindsABuildingInWater) {
  town_.waters.push_back({town_.buildings[BuildingId(0)].footprint, {}});
  EXPECT_EQ(count("town.overlap"), 1U);
}

TEST_F(Audit, FindsAFootprintThatCrossesItself) {
  const auto box = std::find_if(town_.buildings.begin(), town_.buildings.end(),
                                [](const Building& building) { return building.footprint.size() == 5; });
  ASSERT_NE(box, town_.buildings.end());
  std::swap(box->footprint[1], box->footprint[2]);
  EXPECT_GE(count("town.overlap"), 1U);
}

TEST_F(Audit, FindsABuildingInARoad) {
  move(BuildingId(0), town_.vertices[town_.lines[a_street()].vertices[1]]);
  EXPECT_EQ(count("town.reserve"), 1U);
}

TEST_F(Audit, FindsACompoundWithoutGate) {
  const BuildingId home = walled_home();
  ASSERT_TRUE(home.valid());
  const CompoundId compound = town_.buildings[home].compound;
  const auto homes = std::count_if(town_.buildings.begin(), town_.buildings.end(),
                                   [&](const Building& own) { return own.compound == compound && own.dwellings > 0; });
  town_.compounds[compound].gates.clear();
  EXPECT_EQ(count("town.gate"), static_cast<std::size_t>(homes));
}

TEST_F(Audit, FindsAWallThatCrossesItself) {
  Ring& wall = town_.compounds[CompoundId(0)].wall;
  const Position between{(wall[0].x + wall[1].x) / 2, (wall[0].y + wall[1].y) / 2};
  wall.insert(wall.begin() + 2, between);  // back along the edge just drawn
  EXPECT_EQ(count("town.valid"), 1U);
}

TEST_F(Audit, FindsAWaterThatCrossesItself) {
  const Position at = outside(0);
  town_.waters.push_back({{at, {at.x + 10, at.y + 10}, {at.x + 10, at.y}, {at.x, at.y + 10}, at}, {}});
  EXPECT_EQ(count("town.valid"), 1U);
}

TEST_F(Audit, FindsAWayThroughAWall) {
  const auto walled =
      std::find_if(town_.compounds.begin(), town_.compounds.end(), [](const Compound& own) { return own.walled; });
  ASSERT_NE(walled, town_.compounds.end());
  const Position a = walled->wall[0];
  const Position b = walled->wall[1];
  const Position middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
  const double length = core::distance(a, b).value;
  const Position aside{-(b.y - a.y) / length, (b.x - a.x) / length};
  Line way = town_.lines[a_street()];
  way.vertices = {town_.vertices.push_back({middle.x - aside.x, middle.y - aside.y}),
                  town_.vertices.push_back({middle.x + aside.x, middle.y + aside.y})};
  town_.lines.push_back(way);
  EXPECT_EQ(count("town.wall"), 1U);
}

TEST_F(Audit, FindsAHomeOutsideWallsThatNoWayComesNear) {
  const auto lone = [&](const Building& own) {
    return own.dwellings > 0 && !(own.compound.valid() && town_.compounds[own.compound].walled);
  };
  const auto home = std::find_if(town_.buildings.begin(), town_.buildings.end(), lone);
  ASSERT_NE(home, town_.buildings.end());
  move(BuildingId(static_cast<std::size_t>(home - town_.buildings.begin())), outside(500));
  EXPECT_EQ(count("town.gate"), 1U);
}

TEST_F(Audit, FindsAHomeFarFromEveryWay) { EXPECT_GT(audit_buildings(town_, core::Metres(1)).count("town.gate"), 0U); }

TEST_F(Audit, FindsARoadThatIsCutOff) {
  Line alone = town_.lines[a_street()];
  alone.vertices = {town_.vertices.push_back(outside(0)), town_.vertices.push_back(outside(50))};
  town_.lines.push_back(alone);
  EXPECT_EQ(count("town.connected"), 6U) << "two ends for three modes";
}

TEST_F(Audit, FindsAStreetThatCarsCannotLeave) {
  Line trap = town_.lines[a_street()];
  trap.vertices = {trap.vertices.front(), town_.vertices.push_back(outside(0))};
  trap.access[static_cast<std::size_t>(network::Mode::car)] = network::Direction::forward;
  town_.lines.push_back(trap);
  EXPECT_GE(count("town.connected"), 1U);
}

TEST_F(Audit, FindsAStreetThatForbiddenTurnsCloseToCars) {
  const LineId street = a_street();
  for (const VertexId via : {town_.lines[street].vertices.front(), town_.lines[street].vertices.back()}) {
    for (const LineId from : core::ids<LineId>(town_.lines.size())) {
      const std::vector<VertexId>& path = town_.lines[from].vertices;
      if (from != street && std::find(path.begin(), path.end(), via) != path.end())
        town_.restrictions.push_back({from, via, street});
    }
  }
  EXPECT_GT(audit_streets(town_).count("town.connected"), 0U);
}

TEST_F(Audit, FindsALineWithoutLength) {
  Line& line = town_.lines[LineId(0)];
  line.vertices.insert(line.vertices.begin(), line.vertices.front());
  EXPECT_EQ(count("town.line"), 1U);
}

TEST_F(Audit, FindsAGapBetweenBlocks) {
  const BlockId last(town_.blocks.size() - 1);
  town_.blocks[last].ring = town_.blocks[BlockId(0)].ring;
  EXPECT_GE(audit_streets(town_).count("town.tiling"), 3U) << "a block lies twice, another is missing";
}

TEST_F(Audit, FindsABlockTurnedOver) {
  std::vector<VertexId>& ring = town_.blocks[BlockId(0)].ring;
  std::reverse(ring.begin(), ring.end());
  EXPECT_GE(audit_streets(town_).count("town.tiling"), 1U);
}

TEST_F(Audit, FindsABlockWithoutArea) {
  town_.blocks[BlockId(0)].area = AreaId();
  EXPECT_EQ(audit_streets(town_).count("town.areas"), 1U);
}

TEST_F(Audit, FindsAnAreaUnderTheWrongParent) {
  town_.areas[AreaId(2)].parent = AreaId(1);
  EXPECT_EQ(audit_streets(town_).count("town.areas"), 1U);
}

TEST_F(Audit, FindsAnAreaWithoutLand) {
  for (Block& block : town_.blocks) block.area = block.area == AreaId(1) ? AreaId(2) : block.area;
  EXPECT_EQ(audit_streets(town_).count("town.areas"), 1U);
}

TEST_F(Audit, FindsAnAreaInTwoPieces) {
  const auto far_from = [this](AreaId area) {
    for (const BlockId id : core::ids<BlockId>(town_.blocks.size())) {
      const auto& ring = town_.blocks[id].ring;
      const bool near = std::any_of(town_.blocks.begin(), town_.blocks.end(), [&](const Block& other) {
        return other.area == area && std::any_of(ring.begin(), ring.end(), [&](VertexId vertex) {
                 return std::find(other.ring.begin(), other.ring.end(), vertex) != other.ring.end();
               });
      });
      if (!near) return id;
    }
    return BlockId();
  };
  const AreaId area(1);
  const BlockId away = far_from(area);
  ASSERT_TRUE(away.valid());
  town_.blocks[away].area = area;
  EXPECT_GE(audit_streets(town_).count("town.pieces"), 1U);
}

TEST_F(Audit, FindsEachWrongTotal) {
  const AreaId lowest(town_.areas.size() - 1);
  Totals& totals = town_.areas[lowest].totals;
  for (std::int64_t* figure :
       {&totals.households, &totals.residents, totals.ages.data(), totals.ages.data() + 3, totals.residences.data(),
        totals.residences.data() + 2, &totals.in_need, &totals.party_members, &totals.enterprises, &totals.organisations}) {
    ++*figure;
    EXPECT_EQ(count("town.totals"), 1U);
    --*figure;
  }
  ++town_.areas[AreaId(0)].totals.residents;
  EXPECT_EQ(count("town.totals"), 1U);
}

TEST_F(Audit, FindsMoreHouseholdsThanDwellings) {
  const BuildingId home = walled_home();
  ASSERT_GT(town_.buildings[home].households, 0);
  town_.buildings[home].dwellings = static_cast<std::uint16_t>(town_.buildings[home].households - 1);
  EXPECT_EQ(count("town.dwellings"), 1U);
}

TEST_F(Audit, FindsAPersonWithoutHousehold) {
  town_.persons.push_back(0);
  EXPECT_EQ(count("town.dwellings"), 1U);
}

}  // namespace
}  // namespace wangge::town
