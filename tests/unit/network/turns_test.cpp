#include "engine/network/dijkstra.h"
#include "engine/network/hierarchy/router.h"
#include "engine/network/spot.h"
#include "engine/network/travel.h"
#include "engine/network/turns/through_traffic.h"
#include "engine/network/turns/turn_paths.h"
#include "tests/support/ascii_map.h"
#include "tests/support/random_streets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <string>
#include <vector>

namespace wangge::network {
namespace {

using testing::easy_speeds;
using testing::RandomStreets;
using testing::RoadMap;

/// "no AB B BD": kind, from, via (letters of a node, or of roads), to. Binds e-bikes and cars, less `except`.
TurnRestriction turn(const std::string& kind, const std::string& from, const std::vector<std::string>& via, const std::string& to,
                     const std::vector<Mode>& except = {}) {
  TurnRestriction turn;
  turn.source_id = kind + ' ' + from + ' ' + to;
  turn.from = from;
  turn.to = to;
  if (via.size() == 1 && via[0].size() == 1) {
    turn.via_node = via[0][0];
  } else {
    turn.via = via;
  }
  turn.only = kind == "only";
  turn.binds = {true, true, true};  // on foot nobody is bound all the same
  for (const Mode mode : except) turn.binds[static_cast<std::size_t>(mode)] = false;
  return turn;
}

struct Town {
  Travel travel;

  Town(const std::vector<RoadLine>& lines, const std::vector<TurnRestriction>& turns)
      : travel(build_road_graph(lines, easy_speeds(), turns), easy_speeds(), {}, Metres(150), core::Threads(1)) {}

  [[nodiscard]] std::int64_t seconds(Mode mode, Position from, Position to) const {
    const auto time = travel.time(mode, travel.access(mode, from), travel.access(mode, to));
    return time ? (time->value + 500) / 1000 : -1;
  }
};

TEST(Turns, NoLeftTurnLeadsRoundByTheNextJunction) {
  const RoadMap map(R"(
    A---B---C
        |
        D
  )");
  const auto roads = map.roads({{"AB", {}}, {"BC", {}}, {"BD", {}}});
  const Town town(roads, {turn("no", "AB", {"B"}, "BD", {Mode::ebike})});
  EXPECT_EQ(town.seconds(Mode::car, map['A'], map['D']), 40 + 2 * 40 + 20);  // on to C and back
  EXPECT_EQ(town.seconds(Mode::car, map['D'], map['A']), 20 + 40);           // the other way nothing is forbidden
  EXPECT_EQ(town.seconds(Mode::car, map['B'], map['D']), 20);                // who starts at the junction has not turned
  EXPECT_EQ(town.seconds(Mode::car, map['A'], map['B']), 40);                // who arrives there neither
  EXPECT_EQ(town.seconds(Mode::ebike, map['A'], map['D']), 80 + 40);         // excepted
  EXPECT_EQ(town.seconds(Mode::walk, map['A'], map['D']), 600);
}

TEST(Turns, OnlyStraightOnForbidsEveryOtherWayOut) {
  const RoadMap map(R"(
        E
        |
    A---B---C
        |
        D
  )");
  const Town town(map.roads({{"AB", {}}, {"BC", {}}, {"BD", {}}, {"BE", {}}}), {turn("only", "AB", {"B"}, "BC")});
  EXPECT_EQ(town.seconds(Mode::car, map['A'], map['C']), 80);
  EXPECT_EQ(town.seconds(Mode::car, map['A'], map['D']), 40 + 80 + 20);
  EXPECT_EQ(town.seconds(Mode::car, map['A'], map['E']), 40 + 80 + 20);
  EXPECT_EQ(town.seconds(Mode::car, map['D'], map['E']), 40);
}

TEST(Turns, PlacesOnTheForbiddenRoadAreArrivedAtTheLongWay) {
  const RoadMap map(R"(
    A---B---C
        |
        x
        |
        D
  )");
  const Town town(map.roads({{"AB", {}}, {"BC", {}}, {"BD", {}}}), {turn("no", "AB", {"B"}, "BD")});
  EXPECT_EQ(town.seconds(Mode::car, map['A'], map['x']), 40 + 80 + 20);
  EXPECT_EQ(town.seconds(Mode::car, map['x'], map['A']), 20 + 40);
  const auto reached = town.travel.reach(Mode::car, town.travel.access(Mode::car, map['A']), Millis(70'000));
  for (const ReachedPiece& piece : reached) EXPECT_NE(town.travel.graph().line[piece.edge], 2U);
}

TEST(Turns, NoUTurnOverTheMiddleRoad) {
  const RoadMap map(R"(
    A---B---C
    |   |   |
    F---E---D
  )");
  const auto roads = map.roads({{"FA", {{"oneway", "yes"}}},
                                {"AB", {{"oneway", "yes"}}},
                                {"BC", {{"oneway", "yes"}}},
                                {"BE", {{"oneway", "yes"}}},
                                {"CD", {}},
                                {"DE", {{"oneway", "yes"}}},
                                {"EF", {{"oneway", "yes"}}}});
  const Town free(roads, {});
  const Town bound(roads, {turn("no", "AB", {"BE"}, "EF")});
  EXPECT_EQ(free.seconds(Mode::car, map['A'], map['F']), 40 + 20 + 40);
  EXPECT_EQ(bound.seconds(Mode::car, map['A'], map['F']), 40 + 40 + 20 + 40 + 40);
  EXPECT_EQ(bound.seconds(Mode::car, map['A'], map['E']), 60);  // to the end of the middle road it is allowed
  const Position middle{map['B'].x, (map['B'].y + map['E'].y) / 2};
  EXPECT_EQ(bound.seconds(Mode::car, map['A'], middle), 50);
  EXPECT_EQ(bound.seconds(Mode::car, middle, map['F']), 50);  // who starts on it has not come from A
  EXPECT_TRUE(bound.travel.graph().unused_turns.empty());
}

TEST(Turns, CountsWhatDoesNotFit) {
  const RoadMap map(R"(
    A---B---C---D
  )");
  const Town town(map.roads({{"AB", {}}, {"BC", {}}, {"CD", {}}}),
                  {turn("no", "AB", {"C"}, "CD"), turn("no", "AB", {"B"}, "XY"), turn("no", "AB", {"XY"}, "CD"),
                   turn("no", "AB", {"B"}, "BC")});
  EXPECT_EQ(town.travel.graph().unused_turns, (std::vector<std::string>{"no AB CD", "no AB XY", "no AB CD"}));
  EXPECT_EQ(town.seconds(Mode::car, map['A'], map['D']), -1);
}

/// Ways remembered as the last three courses, checked against the forbidden runs one by one.
class BruteWays {
 public:
  BruteWays(const RoadGraph& graph, Mode mode, const std::vector<std::vector<Course>>& forbidden)
      : graph_(graph), mode_(mode), forbidden_(forbidden.begin(), forbidden.end()), traffic_(graph, mode) {}

  /// From the middle of one edge to the middle of another, which differs from it.
  [[nodiscard]] std::uint64_t time(const Spot& from, const Spot& to) const {
    struct Way {
      std::vector<Course> last;
      int part = 0;  ///< 0: on local roads from the beginning, 1: out of them, 2: on local roads again
      auto operator<=>(const Way&) const = default;
    };
    std::map<Way, std::uint64_t> label;
    std::priority_queue<std::pair<std::uint64_t, Way>, std::vector<std::pair<std::uint64_t, Way>>, std::greater<>> open;
    const int first = traffic_.is_local(from.edge) ? 0 : 1;
    if (const auto head = from.to_head()) open.push({*head, {{course(from.edge, true)}, first}});
    if (const auto tail = from.to_tail()) open.push({*tail, {{course(from.edge, false)}, first}});
    std::uint64_t best = no_way;
    while (!open.empty()) {
      const auto [time, way] = open.top();
      open.pop();
      if (!label.emplace(way, time).second) continue;
      if (time >= best) break;
      for (const Course next : out(end_of(graph_, way.last.back()))) {
        Way longer = way;
        longer.last.push_back(next);
        const bool local = traffic_.is_local(edge_of(next));
        if (is_forbidden(longer.last) || (!local && way.part == 2)) continue;
        longer.part = local ? (way.part == 0 ? 0 : 2) : 1;
        if (edge_of(next) == to.edge) best = std::min(best, time + (is_forward(next) ? to.after_tail() : to.after_head()));
        if (longer.last.size() > 3) longer.last.erase(longer.last.begin());
        open.push({time + static_cast<std::uint64_t>(graph_.time_of(mode_, edge_of(next), is_forward(next)).value), longer});
      }
    }
    return best;
  }

 private:
  [[nodiscard]] bool is_forbidden(const std::vector<Course>& way) const {
    for (std::size_t first = 0; first + 1 < way.size(); ++first) {
      if (forbidden_.contains(std::vector<Course>(way.begin() + static_cast<std::ptrdiff_t>(first), way.end()))) return true;
    }
    return false;
  }
  [[nodiscard]] std::vector<Course> out(NodeId node) const {
    std::vector<Course> courses;
    for (const EdgeId edge : core::ids<EdgeId>(graph_.edge_count())) {
      const Direction direction = graph_.direction(mode_, edge);
      if (graph_.tail[edge] == node && allows_forward(direction)) courses.push_back(course(edge, true));
      if (graph_.head[edge] == node && allows_backward(direction)) courses.push_back(course(edge, false));
    }
    return courses;
  }

  const RoadGraph& graph_;
  Mode mode_;
  std::set<std::vector<Course>> forbidden_;
  ThroughTraffic traffic_;
};

/// Turning round wherever two road ends of the mode meet and the other leads on, near a restriction or not.
std::vector<std::vector<Course>> every_turn_in_mid_road(const RoadGraph& graph, Mode mode,
                                                        const std::vector<std::vector<Course>>& forbidden) {
  const auto m = static_cast<std::size_t>(mode);
  std::map<NodeId, std::vector<Course>> away;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (graph.direction(mode, edge) == Direction::closed) continue;
    for (const bool forward : {true, false}) away[begin_of(graph, course(edge, forward))].push_back(course(edge, forward));
  }
  std::vector<std::vector<Course>> turns;
  for (const auto& [node, ends] : away) {
    if (ends.size() != 2) continue;
    for (std::size_t i = 0; i < 2; ++i) {
      const Course in = back(ends[i]);
      const std::vector<Course> onward = {in, ends[1 - i]};
      const bool leads_on =
          may_take(graph, m, ends[1 - i]) && std::find(forbidden.begin(), forbidden.end(), onward) == forbidden.end();
      if (may_take(graph, m, in) && may_take(graph, m, ends[i]) && leads_on) turns.push_back({in, ends[i]});
    }
  }
  return turns;
}

/// Streets with many restrictions, some over a road between; every street is one line and one edge.
struct BoundTown {
  RandomStreets streets;
  std::vector<TurnRestriction> turns;

  explicit BoundTown(std::uint64_t seed) : streets(seed, 5, 0) {
    for (std::size_t i = 0; i < streets.lines.size(); ++i) {
      if (streets.lines[i].line_class == LineClass::footway) streets.lines[i].line_class = LineClass::residential;
      streets.lines[i].source_id = std::to_string(i);
    }
    core::Stream luck(core::Seed(seed), 0, "turns", 0);
    for (int i = 0; i < 40; ++i) {
      const std::size_t from = luck.below(static_cast<std::uint32_t>(streets.lines.size()));
      std::vector<std::size_t> chain{from};
      std::int64_t at = luck.below(2) == 0 ? streets.lines[from].nodes.front() : streets.lines[from].nodes.back();
      const std::int64_t via = at;
      const std::size_t length = 2 + luck.below(2);
      while (chain.size() < length) {
        std::vector<std::size_t> next;
        for (std::size_t line = 0; line < streets.lines.size(); ++line) {
          const auto& nodes = streets.lines[line].nodes;
          if (line != chain.back() && (nodes.front() == at || nodes.back() == at)) next.push_back(line);
        }
        if (next.empty()) break;
        chain.push_back(next[luck.below(static_cast<std::uint32_t>(next.size()))]);
        const auto& nodes = streets.lines[chain.back()].nodes;
        at = nodes.front() == at ? nodes.back() : nodes.front();
      }
      if (chain.size() < length) continue;
      TurnRestriction made =
          turn(luck.below(4) == 0 ? "only" : "no", std::to_string(chain.front()), {}, std::to_string(chain.back()));
      if (length == 2) {
        made.via_node = via;
      } else {
        made.via = {std::to_string(chain[1])};
      }
      turns.push_back(std::move(made));
    }
  }
};

TEST(Turns, AgreeWithBruteForceOnRandomStreets) {
  std::size_t compared = 0;
  std::size_t longer = 0;
  std::size_t known = 0;
  std::size_t all = 0;
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    const BoundTown town(seed);
    const RoadGraph free = build_road_graph(town.streets.lines, easy_speeds());
    const RoadGraph graph = build_road_graph(town.streets.lines, easy_speeds(), town.turns);
    const TurnPaths paths = turn_paths(free, town.streets.lines, town.turns);
    EXPECT_LT(paths.unused.size(), town.turns.size() / 2);
    const Skeleton skeleton(graph);
    Search search(graph);
    Search free_search(free);
    for (const Mode mode : {Mode::ebike, Mode::car}) {
      const auto m = static_cast<std::size_t>(mode);
      std::vector<std::vector<Course>> forbidden = paths.forbidden[m];
      for (auto& run : every_turn_in_mid_road(free, mode, paths.forbidden[m])) forbidden.push_back(std::move(run));
      known += std::set(paths.forbidden[m].begin(), paths.forbidden[m].end()).size();
      all += std::set(forbidden.begin(), forbidden.end()).size();
      const BruteWays brute(free, mode, forbidden);
      const Metric metric(skeleton, mode, graph.time[m]);
      const Router router(metric);
      core::Stream luck(core::Seed(seed), 0, "pairs", 0);
      for (int i = 0; i < 60; ++i) {
        const EdgeId a(luck.below(static_cast<std::uint32_t>(graph.edge_count())));
        const EdgeId b(luck.below(static_cast<std::uint32_t>(graph.edge_count())));
        const Spot from = make_spot(graph, easy_speeds(), mode, {a, graph.length[a] * 0.5, Metres(0)});
        const Spot to = make_spot(graph, easy_speeds(), mode, {b, graph.length[b] * 0.5, Metres(0)});
        if (a == b || !from.valid() || !to.valid()) continue;
        const std::uint64_t expected = brute.time(from, to);
        const TravelTime want = expected == no_way ? TravelTime{} : TravelTime{static_cast<std::uint32_t>(expected)};
        ASSERT_EQ(dijkstra_time(search, mode, departures(from), arrivals(to)), want) << "seed " << seed << ' ' << name(mode);
        ASSERT_EQ(router.time(departures(from), arrivals(to)), want) << "seed " << seed << ' ' << name(mode);
        const Spot free_from = make_spot(free, easy_speeds(), mode, {a, graph.length[a] * 0.5, Metres(0)});
        const Spot free_to = make_spot(free, easy_speeds(), mode, {b, graph.length[b] * 0.5, Metres(0)});
        longer += dijkstra_time(free_search, mode, departures(free_from), arrivals(free_to)) < want ? 1 : 0;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 2000U);
  EXPECT_GT(longer, compared / 10);  // or the restrictions say little
  EXPECT_GT(all, known);             // or nothing was spared
}

// A quarter of the streets are open to local traffic alone, some turns are forbidden besides.
TEST(Turns, AgreeWithBruteForceWhereStreetsAreLocal) {
  std::size_t compared = 0;
  std::size_t longer = 0;
  for (std::uint64_t seed = 101; seed <= 120; ++seed) {
    BoundTown town(seed);
    core::Stream signs(core::Seed(seed), 0, "signs", 0);
    const RoadGraph without = build_road_graph(town.streets.lines, easy_speeds(), town.turns);
    for (RoadLine& line : town.streets.lines) line.local.fill(signs.below(4) == 0);
    if (seed % 2 == 0) town.turns.clear();
    const RoadGraph free = build_road_graph(town.streets.lines, easy_speeds());
    const RoadGraph graph = build_road_graph(town.streets.lines, easy_speeds(), town.turns);
    const TurnPaths paths = turn_paths(free, town.streets.lines, town.turns);
    const Skeleton skeleton(graph);
    Search search(graph);
    Search search_without(without);
    for (const Mode mode : {Mode::walk, Mode::ebike, Mode::car}) {
      const auto m = static_cast<std::size_t>(mode);
      std::vector<std::vector<Course>> forbidden = paths.forbidden[m];
      for (auto& run : every_turn_in_mid_road(free, mode, paths.forbidden[m])) forbidden.push_back(std::move(run));
      const BruteWays brute(free, mode, forbidden);
      const Metric metric(skeleton, mode, graph.time[m]);
      const Router router(metric);
      core::Stream luck(core::Seed(seed), 0, "pairs", 0);
      for (int i = 0; i < 60; ++i) {
        const EdgeId a(luck.below(static_cast<std::uint32_t>(graph.edge_count())));
        const EdgeId b(luck.below(static_cast<std::uint32_t>(graph.edge_count())));
        const auto middle = [&](const RoadGraph& of, EdgeId edge) {
          return make_spot(of, easy_speeds(), mode, {edge, of.length[edge] * 0.5, Metres(0)});
        };
        const Spot from = middle(graph, a);
        const Spot to = middle(graph, b);
        if (a == b || !from.valid() || !to.valid()) continue;
        const std::uint64_t expected = brute.time(from, to);
        const TravelTime want = expected == no_way ? TravelTime{} : TravelTime{static_cast<std::uint32_t>(expected)};
        ASSERT_EQ(dijkstra_time(search, mode, departures(from), arrivals(to)), want) << "seed " << seed << ' ' << name(mode);
        ASSERT_EQ(router.time(departures(from), arrivals(to)), want) << "seed " << seed << ' ' << name(mode);
        const bool must_reach = mode == Mode::walk && graph.is_main(mode, a) && graph.is_main(mode, b);
        EXPECT_TRUE(want.reachable() || !must_reach) << "seed " << seed;
        longer +=
            dijkstra_time(search_without, mode, departures(middle(without, a)), arrivals(middle(without, b))) < want ? 1 : 0;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 2500U);
  EXPECT_GT(longer, compared / 20);
}

}  // namespace
}  // namespace wangge::network
