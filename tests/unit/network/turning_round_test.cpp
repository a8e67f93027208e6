#include "engine/network/turns/turning_round.h"

#include "engine/network/travel.h"
#include "tests/support/ascii_map.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wangge::network {
namespace {

using testing::easy_speeds;
using testing::RoadMap;

TurnRestriction forbidden(const std::string& from, char via, const std::string& to) {
  TurnRestriction turn;
  turn.source_id = from + ' ' + to;
  turn.from = from;
  turn.to = to;
  turn.via_node = via;
  turn.binds = {true, true, true};  // on foot nobody is bound all the same
  return turn;
}

struct Town {
  Travel travel;

  Town(const std::vector<RoadLine>& lines, const std::vector<TurnRestriction>& turns)
      : travel(build_road_graph(lines, easy_speeds(), turns), easy_speeds(), {}, Metres(150), Threads(1)) {}

  [[nodiscard]] std::int64_t seconds(Mode mode, Position from, Position to) const {
    const auto time = travel.time(mode, travel.access(mode, from), travel.access(mode, to));
    return time ? (time->value + 500) / 1000 : -1;
  }
};

// From A nobody may turn into BD. The road goes on over P and Q, two ways that meet there, to its end at C.
constexpr const char* street = R"(
    A---B---P---Q---C
        |       |
        D       E
)";

TEST(TurningRound, IsForbiddenInMidRoad) {
  const RoadMap map(street);
  const auto roads = map.roads({{"AB", {}}, {"BP", {}}, {"PQ", {}}, {"QC", {}}, {"BD", {}}});
  const Town free(roads, {});
  EXPECT_EQ(free.seconds(Mode::car, map['A'], map['D']), 60);
  const Town town(roads, {forbidden("AB", 'B', "BD")});
  // not at P, 40 s behind the junction, nor at Q: only where the road ends
  EXPECT_EQ(town.seconds(Mode::car, map['A'], map['D']), 40 + 2 * 120 + 20);
  EXPECT_EQ(town.seconds(Mode::walk, map['A'], map['D']), 600);
  EXPECT_TRUE(town.travel.graph().unused_turns.empty());
}

TEST(TurningRound, IsAllowedAtJunctions) {
  const RoadMap map(street);
  const auto roads = map.roads({{"AB", {}}, {"BP", {}}, {"PQ", {}}, {"QC", {}}, {"BD", {}}, {"QE", {}}});
  const Town town(roads, {forbidden("AB", 'B', "BD")});
  EXPECT_EQ(town.seconds(Mode::car, map['A'], map['D']), 40 + 2 * 80 + 20);
  const Town no_u_turn(roads, {forbidden("AB", 'B', "BD"), forbidden("PQ", 'Q', "PQ")});
  EXPECT_EQ(no_u_turn.seconds(Mode::car, map['A'], map['D']), 40 + 80 + 2 * 20 + 80 + 20);  // to the end E and back
}

TEST(TurningRound, IsAllowedWhereNothingElseLeadsOn) {
  const RoadMap map(street);
  // what goes on behind P is one-way against the driver
  const Town against(map.roads({{"AB", {}}, {"BP", {}}, {"PQ", {{"oneway", "-1"}}}, {"BD", {}}}), {forbidden("AB", 'B', "BD")});
  EXPECT_EQ(against.seconds(Mode::car, map['A'], map['D']), 40 + 2 * 40 + 20);
  // a footpath that goes on is no road for a car, and makes no junction of P
  const Town path(map.roads({{"AB", {}}, {"BP", {}}, {"PQ", {{"class", "footway"}}}, {"BD", {}}}), {forbidden("AB", 'B', "BD")});
  EXPECT_EQ(path.seconds(Mode::car, map['A'], map['D']), 40 + 2 * 40 + 20);
  // going straight on at P is forbidden
  const Town must(map.roads({{"AB", {}}, {"BP", {}}, {"PQ", {}}, {"BD", {}}}),
                  {forbidden("AB", 'B', "BD"), forbidden("BP", 'P', "PQ")});
  EXPECT_EQ(must.seconds(Mode::car, map['A'], map['D']), 40 + 2 * 40 + 20);
}

TEST(TurningRound, IsAllowedWhereAWayBeginsOrEnds) {
  const RoadMap map(R"(
    A---B---P---Q---C
        | x
        D
  )");
  const Town town(map.roads({{"AB", {}}, {"BP", {}}, {"PQ", {}}, {"QC", {}}, {"BD", {}}}), {forbidden("AB", 'B', "BD")});
  const Position x{map['x'].x, map['B'].y};  // 200 m behind B, on BP
  EXPECT_EQ(town.seconds(Mode::car, map['A'], x), 60);
  EXPECT_EQ(town.seconds(Mode::car, x, map['D']), 20 + 20);  // sets out either way
  EXPECT_EQ(town.seconds(Mode::car, map['P'], map['D']), 40 + 20);
}

TEST(TurningRound, IsOnlyHeededWhereItMatters) {
  //  the chain over P leads to the rule at B; that over Q does not
  const RoadMap map(R"(
    A---B---P---C---Q---E
        |       |
        D       F
  )");
  const auto roads = map.roads({{"AB", {}}, {"BP", {}}, {"PC", {}}, {"CQ", {}}, {"QE", {}}, {"BD", {}}, {"CF", {}}});
  const RoadGraph graph = build_road_graph(roads, easy_speeds());
  EXPECT_TRUE(turns_in_mid_road(graph, Mode::car, {}).empty());
  const TurnPaths paths = turn_paths(graph, roads, std::vector{forbidden("AB", 'B', "BD")});
  const auto turns = turns_in_mid_road(graph, Mode::car, std::span(paths.forbidden[2]).first(1));
  ASSERT_EQ(turns.size(), 2U);
  for (const auto& turn : turns) EXPECT_EQ(graph.node_source[end_of(graph, turn[0])], 'P');
  EXPECT_EQ(paths.forbidden[2].size(), 3U);
}

}  // namespace
}  // namespace wangge::network
