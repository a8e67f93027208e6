#include "engine/network/turns/through_traffic.h"

#include "engine/network/travel.h"
#include "tests/support/ascii_map.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wangge::network {
namespace {

using testing::easy_speeds;
using testing::RoadMap;

/// Roads of which some are open to local traffic alone, by car.
struct Town {
  RoadMap map;
  std::vector<RoadLine> lines;
  Travel travel;

  Town(const char* picture, const std::vector<std::string>& roads, const std::vector<std::string>& local,
       const std::vector<TurnRestriction>& turns = {})
      : map(picture),
        lines(lines_of(map, roads, local)),
        travel(build_road_graph(lines, easy_speeds(), turns), easy_speeds(), {}, Metres(110), Threads(1)) {}

  static std::vector<RoadLine> lines_of(const RoadMap& map, const std::vector<std::string>& roads,
                                        const std::vector<std::string>& local) {
    std::vector<RoadLine> lines;
    for (const std::string& letters : roads) lines.push_back(map.road(letters));
    for (const std::string& letters : local) {
      lines.push_back(map.road(letters));
      lines.back().local = {false, false, true};
    }
    return lines;
  }
  /// On the road beside a place, without the walk; -1: no way.
  [[nodiscard]] std::int64_t seconds(char from, char to, Mode mode = Mode::car) const {
    const auto on_road = [&](char letter) {
      AccessPoint at = travel.access(mode, map[letter]);
      at.off_road = Metres(0);
      return at;
    };
    const auto time = travel.time(mode, on_road(from), on_road(to));
    return time ? (time->value + 500) / 1000 : -1;
  }
};

// BC is signed "destination only"; the public way from B to C leads over E and F.
constexpr const char* short_cut = R"(
     a             d
  A----B---------C----D
       |    m    |
       |         |
       E---------F
)";

TEST(ThroughTraffic, StaysOutOfLocalRoads) {
  const Town town(short_cut, {"AB", "CD", "BE", "EF", "FC"}, {"BC"});
  EXPECT_EQ(town.seconds('a', 'd'), 20 + 30 + 100 + 30 + 20);  // not 14 squares straight on
  EXPECT_EQ(town.seconds('a', 'd', Mode::ebike), (200 + 1000 + 200) / 5);
  const Town open(short_cut, {"AB", "CD", "BE", "EF", "FC", "BC"}, {});
  EXPECT_EQ(open.seconds('a', 'd'), 140);
}

TEST(ThroughTraffic, BeginsAndEndsOnThem) {
  const Town town(short_cut, {"AB", "CD", "BE", "EF", "FC"}, {"BC"});
  EXPECT_EQ(town.seconds('a', 'm'), 20 + 50);
  EXPECT_EQ(town.seconds('d', 'm'), 20 + 50);
  EXPECT_EQ(town.seconds('m', 'a'), 50 + 20);
  EXPECT_EQ(town.seconds('m', 'd'), 50 + 20);
}

// Two local areas, x in one and y in the other: out of the one, along public roads, into the other. From x to z, in the same
// area, by the area itself, although it is longer than through nothing else.
TEST(ThroughTraffic, LeadsFromOneLocalAreaToAnother) {
  const Town town(R"(
       x         y
    A----B=====C----D
         |     |
         E=====F
              z
  )",
                  {"BC", "EF", "BE", "CF"}, {"AB", "CD"});
  EXPECT_EQ(town.seconds('x', 'y'), (200 + 600 + 200) / 10);
  EXPECT_EQ(town.seconds('x', 'z'), (200 + 200 + 500) / 10);
}

// The village V-W has public roads, but all that leads there is local: it counts as local, and stays reachable. Nobody goes
// through it from c to d either, who have a longer public way.
TEST(ThroughTraffic, ReachesWhatLiesBehindLocalRoads) {
  const char* village = R"(
    A-----B--------C-----D
     a    |   v    |   d
          V--------W
    E--------------------F
  )";
  const Town town(village, {"AB", "VW", "CD", "AE", "EF", "FD"}, {"BV", "WC"});
  EXPECT_GT(town.seconds('a', 'v'), 0);
  EXPECT_EQ(town.seconds('a', 'v'), (500 + 200 + 400) / 10);
  EXPECT_EQ(town.seconds('v', 'd'), (500 + 200 + 400) / 10);
  const ThroughTraffic traffic(town.travel.graph(), Mode::car);
  EXPECT_TRUE(traffic.is_local(EdgeId(1)));   // VW
  EXPECT_FALSE(traffic.is_local(EdgeId(0)));  // AB
  EXPECT_FALSE(ThroughTraffic(town.travel.graph(), Mode::walk).any());
  EXPECT_EQ(town.seconds('a', 'd'), (100 + 300 + 2100 + 300 + 200) / 10);
}

// A turn that is forbidden stays so where it leads from a public road into a local one, and out of it.
TEST(ThroughTraffic, HeedsTurnsIntoAndOutOfLocalRoads) {
  const auto no_turn = [](const std::string& from, char via, const std::string& to) {
    TurnRestriction turn;
    turn.source_id = from + to;
    turn.from = from;
    turn.to = to;
    turn.via_node = via;
    turn.binds = {false, true, true};
    return turn;
  };
  const Town into(short_cut, {"AB", "CD", "BE", "EF", "FC"}, {"BC"}, {no_turn("AB", 'B', "BC")});
  EXPECT_EQ(into.seconds('a', 'm'), 20 + 30 + 100 + 30 + 50);
  EXPECT_EQ(into.seconds('d', 'm'), 20 + 50);
  const Town out(short_cut, {"AB", "CD", "BE", "EF", "FC"}, {"BC"}, {no_turn("BC", 'C', "CD")});
  EXPECT_EQ(out.seconds('m', 'd'), 50 + 30 + 100 + 30 + 20);
  EXPECT_EQ(out.seconds('m', 'a'), 50 + 20);
}

}  // namespace
}  // namespace wangge::network
