#include "engine/network/travel.h"

#include "engine/network/spot.h"
#include "tests/support/ascii_map.h"
#include "tests/support/random_streets.h"

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <queue>
#include <tuple>
#include <utility>
#include <vector>

namespace wangge::network {
namespace {

using testing::easy_speeds;
using testing::RandomStreets;

constexpr std::array modes = {Mode::walk, Mode::ebike, Mode::car};

/// Every second town lies on a hillside above a valley.
RandomStreets hilly(RandomStreets town, std::uint64_t seed) {
  if (seed % 2 == 0) return town;
  for (RoadLine& line : town.lines) {
    for (const Position at : line.points) line.heights.emplace_back(0.08 * at.x + 0.0004 * (at.y - 250) * (at.y - 250));
  }
  return town;
}

struct Asked {
  RandomStreets town;
  Travel travel;

  Asked(std::uint64_t seed, std::uint32_t side, std::uint32_t doors)
      : town(hilly(RandomStreets(seed, side, doors), seed)),
        travel(build_road_graph(town.lines, easy_speeds()), easy_speeds(), Column<BuildingId, Position>(town.doors), Metres(120),
               Threads(1)) {}
  [[nodiscard]] std::vector<AccessPoint> access(Mode mode) const {
    std::vector<AccessPoint> points;
    for (const BuildingId building : core::ids<BuildingId>(travel.building_count()))
      points.push_back(travel.access(mode, building));
    return points;
  }
};

/// The textbook's algorithm on a graph of its own: every piece of an edge between neighbouring doors is an arc.
/// Vertices: the nodes, then one for each door's place on the road.
class Textbook {
 public:
  Textbook(const RoadGraph& graph, Mode mode, const std::vector<AccessPoint>& doors) : doors_(doors.size()) {
    using Stop = std::tuple<std::uint32_t, std::uint32_t, std::size_t>;  // ms from the tail, ms to it, vertex
    std::vector<std::vector<Stop>> stops(graph.edge_count());
    arcs_.resize(graph.node_count() + doors.size());
    for (std::size_t i = 0; i < doors.size(); ++i) {
      const Spot spot = make_spot(graph, easy_speeds(), mode, doors[i]);
      doors_[i] = spot.valid() ? std::optional(spot.leg) : std::nullopt;
      if (spot.valid()) stops[spot.edge.value()].push_back({spot.at.forward, spot.at.backward, graph.node_count() + i});
    }
    for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
      const Direction direction = graph.direction(mode, edge);
      auto& chain = stops[edge.value()];
      std::sort(chain.begin(), chain.end());
      chain.insert(chain.begin(), {0U, 0U, graph.tail[edge].value()});
      chain.push_back({static_cast<std::uint32_t>(graph.time_of(mode, edge, true).value),
                       static_cast<std::uint32_t>(graph.time_of(mode, edge, false).value), graph.head[edge].value()});
      for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
        const auto& [ahead, behind, vertex] = chain[i];
        const auto& [next_ahead, next_behind, next] = chain[i + 1];
        const std::uint32_t forward = next_ahead - ahead;
        const std::uint32_t backward = next_behind - behind;
        const bool same = forward == 0 && backward == 0;
        if (direction == Direction::closed) continue;
        if (allows_forward(direction) || same) arcs_[vertex].push_back({next, forward});
        if (allows_backward(direction) || same) arcs_[next].push_back({vertex, backward});
      }
    }
  }

  [[nodiscard]] std::vector<std::uint64_t> from(std::size_t door) const {
    const std::size_t nodes = arcs_.size() - doors_.size();
    std::vector<std::uint64_t> times(doors_.size(), no_way);
    if (!doors_[door]) return times;
    std::vector<std::uint64_t> label(arcs_.size(), no_way);
    std::priority_queue<std::pair<std::uint64_t, std::size_t>, std::vector<std::pair<std::uint64_t, std::size_t>>, std::greater<>>
        open;
    label[nodes + door] = 0;
    open.push({0, nodes + door});
    while (!open.empty()) {
      const auto [time, at] = open.top();
      open.pop();
      if (time > label[at]) continue;
      for (const auto& [to, more] : arcs_[at]) {
        if (time + more >= label[to]) continue;
        label[to] = time + more;
        open.push({label[to], to});
      }
    }
    for (std::size_t i = 0; i < doors_.size(); ++i) {
      if (doors_[i] && label[nodes + i] != no_way) times[i] = *doors_[door] + label[nodes + i] + *doors_[i];
    }
    return times;
  }

 private:
  std::vector<std::vector<std::pair<std::size_t, std::uint32_t>>> arcs_;
  std::vector<std::optional<std::uint32_t>> doors_;  ///< the leg on foot
};

TEST(Travel, AgreesWithTheTextbookOnRandomStreets) {
  std::size_t compared = 0;
  std::size_t reached = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Asked asked(seed, 3 + static_cast<std::uint32_t>(seed % 8), 40);
    for (const Mode mode : modes) {
      const auto doors = asked.access(mode);
      const Textbook textbook(asked.travel.graph(), mode, doors);
      const auto table = asked.travel.table(mode, doors, doors, Threads(1));
      for (std::size_t from = 0; from < doors.size(); ++from) {
        const auto expected = textbook.from(from);
        const auto row = asked.travel.to_buildings(mode, doors[from]);
        for (std::size_t to = 0; to < doors.size(); ++to) {
          const TravelTime want = expected[to] == no_way ? TravelTime{} : TravelTime{static_cast<std::uint32_t>(expected[to])};
          const auto pair = asked.travel.time(mode, doors[from], doors[to]);
          ASSERT_EQ(row[BuildingId(to)], want) << "seed " << seed << ' ' << name(mode) << ' ' << from << " -> " << to;
          ASSERT_EQ(table[from * doors.size() + to], want) << "seed " << seed << ' ' << name(mode) << ' ' << from << " -> " << to;
          ASSERT_EQ(pair ? TravelTime{static_cast<std::uint32_t>(pair->value)} : TravelTime{}, want)
              << "seed " << seed << ' ' << name(mode) << ' ' << from << " -> " << to;
          ++compared;
          if (want.reachable()) ++reached;
        }
      }
    }
  }
  EXPECT_EQ(compared, 60U * 3 * 40 * 40);
  EXPECT_GT(reached, compared / 4);  // most doors have a way, or the comparison says little
  RecordProperty("reached", static_cast<int>(reached));
}

TEST(Travel, RoutesLeadFromDoorToDoorInTheirTime) {
  std::size_t drawn = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Asked asked(seed, 8, 30);
    const RoadGraph& graph = asked.travel.graph();
    for (const Mode mode : modes) {
      const auto doors = asked.access(mode);
      for (std::size_t i = 0; i + 1 < doors.size(); ++i) {
        const auto route = asked.travel.route(mode, doors[i], doors[i + 1]);
        ASSERT_EQ(route.has_value(), asked.travel.time(mode, doors[i], doors[i + 1]).has_value());
        if (!route || route->pieces.empty()) continue;
        EXPECT_EQ(route->time, *asked.travel.time(mode, doors[i], doors[i + 1]));
        double ms = 0;
        double length = 0;
        for (const RoutePiece& piece : route->pieces) {
          const Direction direction = graph.direction(mode, piece.edge);
          EXPECT_TRUE(piece.from < piece.to ? allows_forward(direction) : allows_backward(direction)) << "seed " << seed;
          const double part = std::abs(piece.to.value - piece.from.value);
          length += part;
          ms += part / graph.length[piece.edge].value *
                static_cast<double>(graph.time_of(mode, piece.edge, piece.from < piece.to).value);
        }
        for (const AccessPoint& door : {doors[i], doors[i + 1]}) {
          ms += static_cast<double>(time_for(door.off_road, easy_speeds().off_road).value);
        }
        EXPECT_NEAR(ms, static_cast<double>(route->time.value), 3) << "seed " << seed;
        const std::vector<Position> line = route_line(graph, route->pieces);
        EXPECT_EQ(line.front(), graph.position(doors[i].edge, doors[i].offset));
        EXPECT_EQ(line.back(), graph.position(doors[i + 1].edge, doors[i + 1].offset));
        double drawn_length = 0;
        for (std::size_t k = 0; k + 1 < line.size(); ++k) drawn_length += core::distance(line[k], line[k + 1]).value;
        EXPECT_NEAR(drawn_length, length, 0.01) << "seed " << seed;
        ++drawn;
      }
    }
  }
  EXPECT_GT(drawn, 300U);
}

TEST(Travel, TableIsTheSameForAnyThreadsAndShape) {
  const Asked asked(7, 9, 120);
  const auto doors = asked.access(Mode::ebike);
  const auto whole = asked.travel.table(Mode::ebike, doors, doors, Threads(1));
  EXPECT_EQ(whole, asked.travel.table(Mode::ebike, doors, doors, Threads(2)));
  EXPECT_EQ(whole, asked.travel.table(Mode::ebike, doors, doors, Threads(5)));
  for (std::size_t from = 0; from < doors.size(); ++from) {  // one source: the other way of searching
    const auto row = asked.travel.table(Mode::ebike, std::span(doors).subspan(from, 1), doors, Threads(1));
    EXPECT_TRUE(std::equal(row.begin(), row.end(), whole.begin() + static_cast<std::ptrdiff_t>(from * doors.size())));
  }
}

/// The search for a table keeps to what is near where all places are; each cell as the search for one way has it.
TEST(Travel, TablesAmongNearPlacesHoldTheWaysOfSingleSearches) {
  std::size_t compared = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const Asked asked(seed, 40, 800);
    for (const Mode mode : modes) {
      std::vector<AccessPoint> near;
      for (std::size_t i = 0; i < asked.town.doors.size(); ++i) {
        const Position door = asked.town.doors[i];
        if (door.x > 1400 && door.x < 2000 && door.y > 1400 && door.y < 2000)
          near.push_back(asked.travel.access(mode, BuildingId(i)));
      }
      for (const std::size_t rows : {std::size_t{1}, near.size()}) {
        const auto table = asked.travel.table(mode, std::span(near).first(rows), near, Threads(1));
        for (std::size_t i = 0; i < table.size(); ++i) {
          const auto alone = asked.travel.time(mode, near[i / near.size()], near[i % near.size()]);
          ASSERT_EQ(table[i].reachable() ? std::optional(table[i].value()) : std::nullopt, alone) << "seed " << seed;
          ++compared;
        }
      }
    }
  }
  EXPECT_GT(compared, 5000U);
}

TEST(Travel, TablesAmongNearPlacesHoldALongWayRound) {
  //  A and C lie 200 m apart, on either side of a river without a bridge but the one far in the east
  const testing::RoadMap map(R"(
    A-E---------------------------------------------------B
                                                          |
    C-F---------------------------------------------------D
  )");
  const Travel travel(build_road_graph(map.roads({{"AE", {}}, {"EB", {}}, {"BD", {}}, {"DF", {}}, {"FC", {}}}), easy_speeds()),
                      easy_speeds(), Column<BuildingId, Position>(std::vector<Position>{map['A'], map['C']}), Metres(50),
                      Threads(1));
  const std::vector<AccessPoint> doors = {travel.access(Mode::car, BuildingId(0)), travel.access(Mode::car, BuildingId(1))};
  const auto table = travel.table(Mode::car, doors, doors, Threads(1));
  ASSERT_TRUE(table[1].reachable());
  EXPECT_EQ(table[1].value(), *travel.time(Mode::car, doors[0], doors[1]));
  EXPECT_GT(table[1].ms, 1'000'000U);  // more than 10 km at 10 m/s
  EXPECT_EQ(table[0].ms, 0U);
}

TEST(Travel, LimitOnlyTakesAwayWhatLiesBeyond) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Asked asked(seed, 8, 80);
    const auto from = asked.travel.access(Mode::walk, BuildingId(0));
    const auto all = asked.travel.to_buildings(Mode::walk, from);
    const auto near = asked.travel.to_buildings(Mode::walk, from, Millis(300000));
    for (const BuildingId building : core::ids<BuildingId>(all.size())) {
      EXPECT_EQ(near[building], all[building].ms <= 300000 ? all[building] : TravelTime{}) << "seed " << seed;
    }
  }
}

TEST(Travel, NoDetourOverAThirdNodeIsShorter) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Asked asked(seed, 6, 0);
    const RoadGraph& graph = asked.travel.graph();
    std::vector<AccessPoint> ends;
    for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
      if (graph.is_main(Mode::car, edge)) ends.push_back({edge, Metres(0), Metres(0)});
    }
    const auto table = asked.travel.table(Mode::car, ends, ends, Threads(1));
    const std::size_t n = ends.size();
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t b = 0; b < n; ++b) {
        for (std::size_t c = 0; c < n; ++c) {
          ASSERT_TRUE(table[a * n + b].reachable()) << "seed " << seed;
          ASSERT_LE(table[a * n + c].ms, table[a * n + b].ms + table[b * n + c].ms) << "seed " << seed;
        }
      }
    }
  }
}

TEST(Travel, ReachHoldsExactlyTheDoorsWithinTheLimit) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const Asked asked(seed, 8, 60);
    const Millis limit(60000 + 5000 * static_cast<std::int64_t>(seed));
    for (const Mode mode : modes) {
      const auto doors = asked.access(mode);
      const auto pieces = asked.travel.reach(mode, doors[0], limit);
      for (std::size_t i = 0; doors[0].valid() && i < doors.size(); ++i) {
        AccessPoint on_road = doors[i];
        on_road.off_road = Metres(0);
        const Spot spot = make_spot(asked.travel.graph(), easy_speeds(), mode, on_road);
        if (!spot.valid() || spot.touches_tail() || spot.touches_head()) continue;  // on a node: reached with any of its edges
        const auto time = asked.travel.time(mode, doors[0], on_road);
        if (time && std::abs(time->value - limit.value) <= 2) continue;  // rounding decides these
        const bool held = std::any_of(pieces.begin(), pieces.end(), [&](const ReachedPiece& piece) {
          return piece.edge == on_road.edge && piece.from <= on_road.offset && on_road.offset <= piece.to;
        });
        EXPECT_EQ(held, time && *time <= limit) << "seed " << seed << ' ' << name(mode) << " door " << i;
      }
    }
  }
}

}  // namespace
}  // namespace wangge::network
