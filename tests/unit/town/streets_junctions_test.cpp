#include "gis/town/streets/connect.h"
#include "gis/town/streets/drives.h"
#include "gis/town/streets/plane.h"
#include "streets_towns.h"

#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>

namespace wangge::town::streets {
namespace {

using network::Direction;
using network::LineClass;
using network::Mode;

TEST(StrongComponents, AreCyclesAndTheNodesBesideThem) {
  // 0 -> 1 -> 2 -> 0 is a cycle; 2 -> 3 leads out; 4 <-> 5 leads in.
  const std::vector<std::uint32_t> found = strong_components({{1}, {2}, {0, 3}, {}, {5, 0}, {4}});
  EXPECT_EQ(found, (std::vector<std::uint32_t>{0, 0, 0, 3, 4, 4}));
}

// Two squares side by side; the border between them carries nothing, the roads left and right do not meet.
//   3 - 4 - 5
//   |   |   |
//   0 - 1 - 2     roads: 3-0 and 2-5; the rest bare
TEST(Connect, MakesTheCheapestBareBordersTracks) {
  LaidPlan laid;
  for (const Position p : {Position{0, 0}, {100, 0}, {200, 0}, {0, 100}, {100, 100}, {200, 100}}) laid.plan.vertices.push_back(p);
  const auto add = [&](std::size_t a, std::size_t b, bool road, bool left, bool right) {
    Line line;
    line.vertices = {VertexId(a), VertexId(b)};
    if (road) line.line_class = LineClass::tertiary;
    line.access = usual_access(line.line_class);
    laid.plan.lines.push_back(line);
    laid.street.push_back(0);
    laid.sides.push_back({left ? BlockId(0) : BlockId(), right ? BlockId(0) : BlockId()});
  };
  laid.plan.blocks.push_back({});
  laid.plan.blocks[BlockId(0)].use = LandUse::compound;
  add(0, 3, true, true, true);
  add(2, 5, true, true, true);
  add(0, 1, false, true, true);
  add(1, 2, false, true, true);
  add(1, 4, false, true, true);
  add(3, 4, false, true, false);
  add(4, 5, false, true, false);
  connect(laid);
  EXPECT_EQ(laid.plan.lines[LineId(2)].line_class, LineClass::track);
  EXPECT_EQ(laid.plan.lines[LineId(3)].line_class, LineClass::track);
  EXPECT_FALSE(laid.plan.lines[LineId(4)].line_class.has_value());
  EXPECT_FALSE(laid.plan.lines[LineId(5)].line_class.has_value());
}

/// Lines of streets at every vertex: residential and larger.
std::vector<int> street_arms(const StreetPlan& plan) {
  std::vector<int> arms(plan.vertices.size(), 0);
  for (const Line& line : plan.lines) {
    if (!line.line_class || *line.line_class < LineClass::residential || *line.line_class > LineClass::primary) continue;
    ++arms[line.vertices.front().value()];
    ++arms[line.vertices.back().value()];
  }
  return arms;
}

TEST(BlindStreets, EndAtARealisticShareOfAllPlaces) {
  for (const Form form : {Form::quarter, Form::city}) {
    std::size_t blind = 0;
    std::size_t crossings = 0;
    std::size_t places = 0;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      for (const int arms : street_arms(streets_of(town_of(form, seed)))) {
        places += arms == 1 || arms >= 3 ? 1 : 0;
        blind += arms == 1 ? 1 : 0;
        crossings += arms >= 4 ? 1 : 0;
      }
    }
    EXPECT_GT(blind * 100, places * 9);
    EXPECT_LT(blind * 100, places * 35);
    EXPECT_LT(crossings * 100, places * 30);
  }
}

TEST(OneWayPairs, RunSeveralBlocksInOppositeDirectionsInQuarters) {
  std::size_t lines = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const StreetPlan plan = streets_of(town_of(Form::quarter, seed));
    Position sum;
    double metres = 0;
    for (const Line& line : plan.lines) {
      const Direction open = line.access[static_cast<std::size_t>(Mode::car)];
      if (open != Direction::forward && open != Direction::backward) continue;
      ++lines;
      const Position way = plan.vertices[line.vertices.back()] - plan.vertices[line.vertices.front()];
      sum = sum + way * (open == Direction::forward ? 1.0 : -1.0);
      metres += length(way);
      EXPECT_EQ(line.access[static_cast<std::size_t>(Mode::walk)], Direction::both);
    }
    EXPECT_GT(metres, 300);
    EXPECT_LT(length(sum), 0.5 * metres) << "what is driven one way is driven back beside it";
  }
  EXPECT_GE(lines, 30U);
}

/// From every driven line to every other, turns forbidden by the plan left out.
bool all_drives_meet(const StreetPlan& plan) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> leaving;
  std::set<std::uint32_t> drives;
  const auto car = static_cast<std::size_t>(Mode::car);
  for (const LineId id : core::ids<LineId>(plan.lines.size())) {
    const Line& line = plan.lines[id];
    if (line.access[car] == Direction::closed) continue;
    if (line.access[car] != Direction::backward) {
      leaving[line.vertices.front().value()].push_back(2 * id.value());
      drives.insert(2 * id.value());
    }
    if (line.access[car] != Direction::forward) {
      leaving[line.vertices.back().value()].push_back(2 * id.value() + 1);
      drives.insert(2 * id.value() + 1);
    }
  }
  std::set<std::pair<std::uint32_t, std::uint32_t>> forbidden;
  for (const TurnRestriction& turn : plan.restrictions) {
    const auto& from = plan.lines[turn.from].vertices;
    const auto& to = plan.lines[turn.to].vertices;
    forbidden.emplace(2 * turn.from.value() + (from.front() == turn.via ? 1 : 0),
                      2 * turn.to.value() + (to.back() == turn.via ? 1 : 0));
  }
  std::map<std::uint32_t, std::vector<std::uint32_t>> forth;
  std::map<std::uint32_t, std::vector<std::uint32_t>> back;
  for (const std::uint32_t drive : drives) {
    const auto& v = plan.lines[LineId(drive / 2)].vertices;
    for (const std::uint32_t next : leaving[(drive % 2 != 0 ? v.front() : v.back()).value()]) {
      if (forbidden.count({drive, next}) != 0) continue;
      forth[drive].push_back(next);
      back[next].push_back(drive);
    }
  }
  for (auto* ways : {&forth, &back}) {
    std::set<std::uint32_t> seen{*drives.begin()};
    std::vector<std::uint32_t> open{*drives.begin()};
    while (!open.empty()) {
      const std::uint32_t here = open.back();
      open.pop_back();
      for (const std::uint32_t there : (*ways)[here]) {
        if (seen.insert(there).second) open.push_back(there);
      }
    }
    if (seen != drives) return false;
  }
  return true;
}

TEST(JunctionRules, ForbidTurnsInEveryQuarter) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    const StreetPlan plan = streets_of(town_of(Form::quarter, seed));
    EXPECT_GT(plan.restrictions.size(), 5U);
    EXPECT_TRUE(all_drives_meet(plan));
  }
}

TEST(JunctionRules, ForbidTurnsAndStillLetCarsGetEverywhere) {
  std::size_t restrictions = 0;
  std::size_t one_way = 0;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const StreetPlan plan = streets_of(town_of(Form::city, seed));
    restrictions += plan.restrictions.size();
    for (const Line& line : plan.lines) {
      const Direction open = line.access[static_cast<std::size_t>(Mode::car)];
      one_way += open == Direction::forward || open == Direction::backward ? 1 : 0;
    }
    EXPECT_TRUE(all_drives_meet(plan));
  }
  EXPECT_GT(restrictions, 20U);
  EXPECT_GT(one_way, 20U);
}

TEST(County, GivesEveryRuralAreaVillagesForItsHouseholdsAndOneTownToEachTownWithCommunities) {
  const TownSpec spec = town_of(Form::county, 5);
  const StreetPlan plan = streets_of(spec);
  std::map<std::uint32_t, double> village_m2;
  for (const Block& block : plan.blocks) {
    if (block.use != LandUse::village) continue;
    double twice = 0;
    for (std::size_t i = 0; i < block.ring.size(); ++i) {
      const Position a = plan.vertices[block.ring[i]];
      const Position b = plan.vertices[block.ring[(i + 1) % block.ring.size()]];
      twice += (a.x - plan.outline[0].x) * (b.y - plan.outline[0].y) - (b.x - plan.outline[0].x) * (a.y - plan.outline[0].y);
    }
    village_m2[block.region] += twice / 2;
  }
  std::size_t rural = 0;
  std::set<std::uint32_t> towns;
  for (std::uint32_t r = 0; r < plan.regions.size(); ++r) {
    const Area& area = spec.areas[plan.regions[r].area];
    if (plan.regions[r].kind == RegionKind::urban) {
      EXPECT_EQ(area.level, 1);
      EXPECT_TRUE(towns.insert(plan.regions[r].area.value()).second);
      continue;
    }
    ++rural;
    EXPECT_EQ(area.level, 2);
    EXPECT_GT(village_m2[r] / 300, static_cast<double>(area.totals.households));
  }
  EXPECT_EQ(rural, 15U);
  EXPECT_EQ(towns.size(), 3U);
}

}  // namespace
}  // namespace wangge::town::streets
