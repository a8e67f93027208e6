#include "gis/cells/arrangement.h"

#include "engine/core/random.h"
#include "gis/cells/outlines.h"

#include <algorithm>
#include <numeric>
#include <set>

#include <gtest/gtest.h>

namespace wangge::gis::cells {
namespace {

std::vector<Segment> ring(const std::vector<LatticePoint>& points) {
  std::vector<Segment> segments;
  for (std::size_t i = 0; i < points.size(); ++i) segments.push_back({points[i], points[(i + 1) % points.size()]});
  return segments;
}

Arrangement arrange(const std::vector<std::vector<Segment>>& groups) {
  std::vector<Segment> all;
  for (const auto& group : groups) all.insert(all.end(), group.begin(), group.end());
  return Arrangement(snap_round(all, core::Threads(1)));
}

std::vector<Outline> outlines_of_face(const Arrangement& plane, std::uint32_t face) {
  std::vector<std::uint32_t> border;
  for (std::uint32_t h = 0; h < plane.half_edge_count(); ++h) {
    if (plane.face_of(h) == face) border.push_back(h);
  }
  return trace_outlines(plane, border, [](std::uint32_t) { return 0U; });
}

TEST(Arrangement, NestsIslandsInIslands) {
  const Arrangement plane =
      arrange({ring({{0, 0}, {100, 0}, {100, 100}, {0, 100}}), ring({{20, 20}, {80, 20}, {80, 80}, {20, 80}}),
               ring({{40, 40}, {60, 40}, {60, 60}, {40, 60}})});
  EXPECT_EQ(plane.face_count(), 4U);
  EXPECT_EQ(plane.component_count(), 3U);
  EXPECT_EQ(plane.doubled_area(plane.locate({10, 50})), 2 * (100 * 100 - 60 * 60));
  EXPECT_EQ(plane.doubled_area(plane.locate({30, 50})), 2 * (60 * 60 - 20 * 20));
  EXPECT_EQ(plane.doubled_area(plane.locate({50, 50})), 2 * 20 * 20);
  EXPECT_EQ(plane.locate({200, 50}), 0U);
}

TEST(Arrangement, GivesBothSidesOfADeadEndOneFace) {
  const Arrangement plane = arrange({ring({{0, 0}, {100, 0}, {100, 100}, {0, 100}}), {{{50, 0}, {50, 40}}}});
  EXPECT_EQ(plane.face_count(), 2U);
  std::size_t same = 0;
  for (std::uint32_t h = 0; h < plane.half_edge_count(); h += 2) same += plane.face_of(h) == plane.face_of(h + 1) ? 1U : 0U;
  EXPECT_EQ(same, 1U);
}

TEST(Arrangement, RemembersAllPiecesThatLieOnAnEdge) {
  const Arrangement plane = arrange({{{{0, 0}, {10, 0}}, {{10, 0}, {0, 0}}, {{-5, 0}, {15, 0}}}});
  ASSERT_EQ(plane.edge_count(), 3U);
  std::vector<std::size_t> counts;
  for (std::size_t edge = 0; edge < 3; ++edge) counts.push_back(plane.sources(edge).size());
  std::sort(counts.begin(), counts.end());
  EXPECT_EQ(counts, (std::vector<std::size_t>{1, 1, 3}));
}

TEST(Arrangement, KeepsEulersFormulaAndAreasOnRandomSegments) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    core::Stream luck(core::Seed(seed), 0, "arrangement", 0);
    const std::uint32_t width = seed % 2 == 0 ? 60 : 100000;
    std::vector<Segment> segments;
    const auto coordinate = [&] { return static_cast<std::int32_t>(luck.below(width)); };
    for (int i = 0; i < 40; ++i) segments.push_back({{coordinate(), coordinate()}, {coordinate(), coordinate()}});
    const Arrangement plane(snap_round(segments, core::Threads(1)));
    const std::set<std::uint32_t> used = [&] {
      std::set<std::uint32_t> points;
      for (std::uint32_t h = 0; h < plane.half_edge_count(); ++h) points.insert(plane.origin(h));
      return points;
    }();
    EXPECT_EQ(used.size() + plane.face_count(), plane.edge_count() + 1 + plane.component_count());
    // The outer cycles, seen from outside, enclose exactly the bounded faces.
    std::int64_t outer = 0;
    for (std::uint32_t h = 0; h < plane.half_edge_count(); ++h) {
      if (plane.face_of(h) == 0) outer -= cross({0, 0}, plane.points()[plane.origin(h)], plane.points()[plane.target(h)]);
    }
    std::int64_t inner = 0;
    for (std::uint32_t face = 1; face < plane.face_count(); ++face) {
      EXPECT_GT(plane.doubled_area(face), 0);
      inner += plane.doubled_area(face);
    }
    EXPECT_EQ(inner, outer);
    for (std::uint32_t h = 0; h < plane.half_edge_count(); ++h) EXPECT_EQ(plane.face_of(plane.next(h)), plane.face_of(h));
  }
}

/// The doubled winding-free way: the face of a point is the one whose boundary it crosses an odd number of times going left.
TEST(Arrangement, LocatesPointsAsParityDoes) {
  core::Stream luck(core::Seed(5), 0, "locate", 0);
  std::vector<Segment> segments;
  const auto coordinate = [&] { return static_cast<std::int32_t>(luck.below(2000)); };
  for (int i = 0; i < 60; ++i) segments.push_back({{coordinate(), coordinate()}, {coordinate(), coordinate()}});
  const Arrangement plane(snap_round(segments, core::Threads(1)));
  int checked = 0;
  for (int i = 0; i < 2000; ++i) {
    const LatticePoint p{coordinate(), coordinate()};
    bool on_edge = false;
    std::vector<int> parity(plane.face_count(), 0);
    for (std::uint32_t h = 0; h < plane.half_edge_count(); ++h) {
      const Segment s = plane.segment(h);
      on_edge = on_edge || on_segment(s, p);
      const Segment up = s.a.y <= s.b.y ? s : Segment{s.b, s.a};
      if (up.a.y <= p.y && p.y < up.b.y && cross(up.a, up.b, p) < 0) parity[plane.face_of(h)] ^= 1;
    }
    if (on_edge) continue;
    ++checked;
    std::uint32_t face = 0;
    for (std::uint32_t f = 1; f < parity.size(); ++f) face = parity[f] != 0 ? f : face;
    EXPECT_EQ(plane.locate(p), face);
  }
  EXPECT_GT(checked, 1500);
}

TEST(Outlines, SplitAHoleThatTouchesTheOuterRing) {
  // A square with a square hole that touches its border in the point (50, 0).
  const Arrangement plane =
      arrange({ring({{0, 0}, {50, 0}, {100, 0}, {100, 100}, {0, 100}}), ring({{50, 0}, {70, 20}, {50, 40}, {30, 20}})});
  const auto outlines = outlines_of_face(plane, plane.locate({10, 90}));
  ASSERT_EQ(outlines.size(), 1U);
  EXPECT_EQ(outlines[0].outer.size(), 5U);
  ASSERT_EQ(outlines[0].holes.size(), 1U);
  EXPECT_EQ(outlines[0].holes[0].size(), 4U);
}

TEST(Outlines, SplitTwoHolesThatTouch) {
  const Arrangement plane =
      arrange({ring({{0, 0}, {100, 0}, {100, 100}, {0, 100}}), ring({{50, 50}, {30, 70}, {10, 50}, {30, 30}}),
               ring({{50, 50}, {70, 30}, {90, 50}, {70, 70}})});
  const auto outlines = outlines_of_face(plane, plane.locate({5, 5}));
  ASSERT_EQ(outlines.size(), 1U);
  EXPECT_EQ(outlines[0].outer.size(), 4U);
  EXPECT_EQ(outlines[0].holes.size(), 2U);
}

TEST(Outlines, KeepSquaresThatTouchInACornerApart) {
  const Arrangement plane = arrange({ring({{0, 0}, {10, 0}, {10, 10}, {0, 10}}), ring({{10, 10}, {20, 10}, {20, 20}, {10, 20}})});
  std::vector<std::uint32_t> border;
  for (std::uint32_t h = 0; h < plane.half_edge_count(); ++h) {
    if (plane.face_of(h) != 0) border.push_back(h);
  }
  const auto outlines = trace_outlines(plane, border, [](std::uint32_t face) { return face; });
  ASSERT_EQ(outlines.size(), 2U);
  EXPECT_EQ(outlines[0].outer.size(), 4U);
  EXPECT_EQ(outlines[1].outer.size(), 4U);
}

}  // namespace
}  // namespace wangge::gis::cells
