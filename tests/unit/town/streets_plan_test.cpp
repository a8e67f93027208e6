#include "engine/core/error.h"
#include "streets_towns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace wangge::town {
namespace {

using network::Direction;
using network::Mode;

double area_of(const std::vector<Position>& ring) {
  double twice = 0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
    twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) - (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
  }
  return twice / 2;
}

void expect_tiles(const StreetPlan& plan) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> edges;
  double total = 0;
  for (const Block& block : plan.blocks) {
    std::vector<Position> ring;
    ASSERT_EQ(block.ring.size(), block.line_of_edge.size());
    ASSERT_LT(block.region, plan.regions.size());
    for (std::size_t i = 0; i < block.ring.size(); ++i) {
      const VertexId a = block.ring[i];
      const VertexId b = block.ring[(i + 1) % block.ring.size()];
      ring.push_back(plan.vertices[a]);
      ++edges[{a.value(), b.value()}];
      const auto& on = plan.lines[block.line_of_edge[i]].vertices;
      const auto at = std::find(on.begin(), on.end(), a);
      ASSERT_NE(at, on.end());
      const bool forth = at + 1 != on.end() && *(at + 1) == b;
      const bool back = at != on.begin() && *(at - 1) == b;
      ASSERT_TRUE(forth || back || (on.front() == on.back() && (on[1] == b || on[on.size() - 2] == b)));
    }
    const double area = area_of(ring);
    ASSERT_GT(area, 0);
    total += area;
  }
  const std::vector<Position> open(plan.outline.begin(), plan.outline.end() - 1);
  EXPECT_NEAR(total / area_of(open), 1, 1e-9);
  std::size_t rim = 0;
  for (const auto& [edge, count] : edges) {
    ASSERT_EQ(count, 1);
    if (edges.find({edge.second, edge.first}) == edges.end()) ++rim;
  }
  EXPECT_EQ(rim, open.size());
}

/// Reach from one vertex along lines open to the mode, forward or backward.
std::set<std::uint32_t> reached(const StreetPlan& plan, Mode mode, bool forward, std::uint32_t from) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> ways;
  for (const Line& line : plan.lines) {
    const Direction open = line.access[static_cast<std::size_t>(mode)];
    if (!line.line_class || open == Direction::closed) continue;
    const std::uint32_t a = line.vertices.front().value();
    const std::uint32_t b = line.vertices.back().value();
    const bool ab = open == Direction::both || (open == Direction::forward) == forward;
    const bool ba = open == Direction::both || (open == Direction::backward) == forward;
    if (ab) ways[a].push_back(b);
    if (ba) ways[b].push_back(a);
  }
  std::set<std::uint32_t> seen{from};
  std::vector<std::uint32_t> open{from};
  while (!open.empty()) {
    const std::uint32_t here = open.back();
    open.pop_back();
    for (const std::uint32_t there : ways[here]) {
      if (seen.insert(there).second) open.push_back(there);
    }
  }
  return seen;
}

void expect_connected(const StreetPlan& plan) {
  for (const Mode mode : {Mode::walk, Mode::ebike, Mode::car}) {
    std::set<std::uint32_t> ends;
    for (const Line& line : plan.lines) {
      if (line.access[static_cast<std::size_t>(mode)] == Direction::closed) continue;
      ASSERT_TRUE(line.line_class && network::is_road(*line.line_class));
      ends.insert(line.vertices.front().value());
      ends.insert(line.vertices.back().value());
    }
    ASSERT_FALSE(ends.empty());
    EXPECT_EQ(reached(plan, mode, true, *ends.begin()), ends) << static_cast<int>(mode);
    EXPECT_EQ(reached(plan, mode, false, *ends.begin()), ends) << static_cast<int>(mode);
  }
}

bool crosses(Position a, Position b, Position c, Position d) {
  const auto turn = [](Position p, Position q, Position r) { return (q.x - p.x) * (r.y - p.y) - (r.x - p.x) * (q.y - p.y); };
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/// All pairs of edges that share a cell of a raster, tested one by one.
void expect_nothing_crosses(const StreetPlan& plan) {
  struct Edge {
    VertexId a, b;
  };
  std::map<std::pair<int, int>, std::vector<Edge>> cells;
  const double side = 60;
  for (const Line& line : plan.lines) {
    for (std::size_t i = 0; i + 1 < line.vertices.size(); ++i) {
      const Position a = plan.vertices[line.vertices[i]];
      const Position b = plan.vertices[line.vertices[i + 1]];
      const auto cell = [&](double v) { return static_cast<int>(std::floor(v / side)); };
      for (int x = cell(std::min(a.x, b.x)); x <= cell(std::max(a.x, b.x)); ++x) {
        for (int y = cell(std::min(a.y, b.y)); y <= cell(std::max(a.y, b.y)); ++y) {
          cells[{x, y}].push_back({line.vertices[i], line.vertices[i + 1]});
        }
      }
    }
  }
  for (const auto& [place, edges] : cells) {
    for (std::size_t i = 0; i < edges.size(); ++i) {
      for (std::size_t j = i + 1; j < edges.size(); ++j) {
        ASSERT_FALSE(
            crosses(plan.vertices[edges[i].a], plan.vertices[edges[i].b], plan.vertices[edges[j].a], plan.vertices[edges[j].b]))
            << "near " << plan.vertices[edges[i].a].x << ' ' << plan.vertices[edges[i].a].y;
      }
    }
  }
}

class StreetsOfEveryForm : public testing::TestWithParam<Form> {};

TEST_P(StreetsOfEveryForm, TileConnectAndNeverCross) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const StreetPlan plan = streets_of(town_of(GetParam(), seed));
    expect_tiles(plan);
    expect_connected(plan);
    expect_nothing_crosses(plan);
    const auto bridges = std::count_if(plan.lines.begin(), plan.lines.end(), [](const Line& line) { return line.bridge; });
    EXPECT_GE(bridges, 1);
    EXPECT_FALSE(plan.waters.empty());
  }
}

TEST_P(StreetsOfEveryForm, AreTheSameForOneAndTwoThreads) {
  const TownSpec spec = town_of(GetParam(), 7);
  const StreetPlan one = streets_of(spec, 1);
  const StreetPlan two = streets_of(spec, 2);
  EXPECT_EQ(one.vertices.values(), two.vertices.values());
  ASSERT_EQ(one.blocks.size(), two.blocks.size());
  for (const BlockId block : core::ids<BlockId>(one.blocks.size())) {
    ASSERT_EQ(one.blocks[block].ring, two.blocks[block].ring);
    ASSERT_EQ(one.blocks[block].use, two.blocks[block].use);
  }
  ASSERT_EQ(one.lines.size(), two.lines.size());
  for (const LineId line : core::ids<LineId>(one.lines.size())) {
    ASSERT_EQ(one.lines[line].line_class, two.lines[line].line_class);
    ASSERT_EQ(one.lines[line].access, two.lines[line].access);
  }
}

std::string form_name(const testing::TestParamInfo<Form>& form) {
  const std::array<std::string, 3> names{"Quarter", "City", "County"};
  return names[static_cast<std::size_t>(form.param)];
}

INSTANTIATE_TEST_SUITE_P(Forms, StreetsOfEveryForm, testing::Values(Form::quarter, Form::city, Form::county), form_name);

TEST(StreetPlan, KeepsTheCornersOfAGivenOutline) {
  TownSpec spec = town_of(Form::quarter, 3);
  spec.terrain.rivers = 0;
  spec.terrain.railway = false;
  spec.outline = {{0, 0}, {1400, 0}, {1400.1234, 900}, {0, 900}, {0, 0}};
  const StreetPlan plan = streets_of(spec);
  for (const Position corner : {Position{0, 0}, Position{1400, 0}, Position{1400.123, 900}, Position{0, 900}}) {
    EXPECT_NE(std::find(plan.vertices.begin(), plan.vertices.end(), corner), plan.vertices.end());
  }
  expect_tiles(plan);
  expect_connected(plan);
  // No road lies on the rim.
  for (const Line& line : plan.lines) {
    const Position a = plan.vertices[line.vertices[0]];
    const Position b = plan.vertices[line.vertices[1]];
    EXPECT_FALSE(a.y == 0 && b.y == 0 && line.line_class.has_value());
  }
}

TEST(StreetPlan, RefusesAnOutlineThatCannotHoldTheTown) {
  TownSpec spec = town_of(Form::quarter, 1);
  spec.outline = {{0, 0}, {100, 0}, {200, 0}, {0, 0}};
  EXPECT_THROW(static_cast<void>(streets_of(spec)), core::Error);
  spec.outline = {{0, 0}, {900, 900}, {900, 0}, {0, 900}, {0, 0}};
  EXPECT_THROW(static_cast<void>(streets_of(spec)), core::Error);
  spec.outline = {{0, 0}, {300, 0}, {300, 300}, {0, 300}, {0, 0}};
  try {
    static_cast<void>(streets_of(spec));
    FAIL() << "10,000 households on 9 hectares";
  } catch (const core::Error& error) {
    EXPECT_NE(std::string(error.what()).find("by a rough estimate about 2 km2 are enough"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace wangge::town
