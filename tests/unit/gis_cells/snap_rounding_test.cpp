#include "gis/cells/snap_rounding.h"

#include "engine/core/random.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <gtest/gtest.h>

namespace wangge::gis::cells {
namespace {

using core::Threads;
__extension__ typedef __int128 Wide;

/// A fraction with a positive denominator.
struct Fraction {
  Wide top;
  Wide bottom;
};
bool less(Fraction a, Fraction b) { return a.top * b.bottom < b.top * a.bottom; }
Fraction fraction(Wide top, Wide bottom) { return bottom < 0 ? Fraction{-top, -bottom} : Fraction{top, bottom}; }

/// The textbook test, by clipping the segment with the four sides one after the other: the stretch of parameters t inside
/// [low, high) of both coordinates, as exact fractions with open or closed ends. Independent of passes_pixel.
bool meets_by_clipping(const Segment& s, LatticePoint p) {
  Fraction from{0, 1};
  Fraction to{1, 1};
  bool to_open = false;
  bool from_open = false;
  for (const bool upright : {true, false}) {
    const Wide start = 2 * Wide{upright ? s.a.x : s.a.y};
    const Wide step = 2 * Wide{upright ? s.b.x : s.b.y} - start;
    const Wide low = 2 * Wide{upright ? p.x : p.y} - 1;
    const Wide high = low + 2;
    if (step == 0) {
      if (start < low || start >= high) return false;
      continue;
    }
    const Fraction at_low = fraction(low - start, step);
    const Fraction at_high = fraction(high - start, step);
    const Fraction enter = step > 0 ? at_low : at_high;
    const Fraction leave = step > 0 ? at_high : at_low;
    const bool enter_open = step < 0;
    if (less(from, enter)) {
      from = enter;
      from_open = enter_open;
    } else if (!less(enter, from)) {
      from_open = from_open || enter_open;
    }
    if (less(leave, to)) {
      to = leave;
      to_open = !enter_open;
    } else if (!less(to, leave)) {
      to_open = to_open || !enter_open;
    }
  }
  return less(from, to) || (!less(to, from) && !from_open && !to_open);
}

/// Where two segments cross, by Cramer's rule; only for crossings in one point.
std::vector<LatticePoint> crossing_by_cramer(const Segment& s, const Segment& t) {
  const Wide sx = Wide{s.b.x} - s.a.x, sy = Wide{s.b.y} - s.a.y, tx = Wide{t.b.x} - t.a.x, ty = Wide{t.b.y} - t.a.y;
  const Wide determinant = sx * ty - sy * tx;
  if (determinant == 0) return {};
  const Wide dx = Wide{t.a.x} - s.a.x, dy = Wide{t.a.y} - s.a.y;
  const Fraction u = fraction(dx * ty - dy * tx, determinant);
  const Fraction v = fraction(dx * sy - dy * sx, determinant);
  if (u.top < 0 || u.top > u.bottom || v.top < 0 || v.top > v.bottom) return {};
  const auto round = [&](Wide start, Wide step) {
    const Wide top = 2 * (start * u.bottom + step * u.top) + u.bottom;
    const Wide bottom = 2 * u.bottom;
    Wide quotient = top / bottom;
    if (top % bottom < 0) --quotient;
    return static_cast<std::int32_t>(quotient);
  };
  return {{round(s.a.x, sx), round(s.a.y, sy)}};
}

/// All pairs, all pixels, no index.
std::set<std::tuple<std::uint32_t, LatticePoint, LatticePoint>> rounded_by_brute_force(const std::vector<Segment>& segments) {
  std::set<LatticePoint> hot;
  for (const Segment& s : segments) {
    if (s.a == s.b) continue;
    hot.insert({s.a, s.b});
    for (const Segment& t : segments) {
      for (const LatticePoint& p : crossing_by_cramer(s, t)) {
        if (t.a != t.b) hot.insert(p);
      }
    }
  }
  std::set<std::tuple<std::uint32_t, LatticePoint, LatticePoint>> pieces;
  for (std::uint32_t i = 0; i < segments.size(); ++i) {
    const Segment& s = segments[i];
    if (s.a == s.b) continue;
    std::vector<LatticePoint> on;
    for (const LatticePoint& p : hot) {
      if (meets_by_clipping(s, p)) on.push_back(p);
    }
    const auto along = [&](LatticePoint p) {
      return Wide{p.x - s.a.x} * (Wide{s.b.x} - s.a.x) + Wide{p.y - s.a.y} * (Wide{s.b.y} - s.a.y);
    };
    std::sort(on.begin(), on.end(), [&](LatticePoint p, LatticePoint q) { return along(p) < along(q); });
    for (std::size_t k = 0; k + 1 < on.size(); ++k) pieces.insert({i, on[k], on[k + 1]});
  }
  return pieces;
}

std::set<std::tuple<std::uint32_t, LatticePoint, LatticePoint>> pieces_of(const Noding& noding) {
  std::set<std::tuple<std::uint32_t, LatticePoint, LatticePoint>> pieces;
  for (const Piece& piece : noding.pieces) pieces.insert({piece.segment, noding.points[piece.from], noding.points[piece.to]});
  return pieces;
}

void expect_noded(const Noding& noding) {
  for (std::size_t i = 0; i < noding.pieces.size(); ++i) {
    const Segment s{noding.points[noding.pieces[i].from], noding.points[noding.pieces[i].to]};
    for (std::size_t j = i + 1; j < noding.pieces.size(); ++j) {
      EXPECT_FALSE(cross_properly(s, {noding.points[noding.pieces[j].from], noding.points[noding.pieces[j].to]}));
    }
    for (const LatticePoint& p : noding.points) EXPECT_FALSE(p != s.a && p != s.b && on_segment(s, p));
  }
}

std::vector<Segment> random_segments(std::uint64_t seed, std::uint32_t count, std::uint32_t width) {
  core::Stream luck(core::Seed(seed), 0, "segments", width);
  const auto coordinate = [&] { return static_cast<std::int32_t>(luck.below(width)) - static_cast<std::int32_t>(width / 2); };
  std::vector<Segment> segments;
  for (std::uint32_t i = 0; i < count; ++i) segments.push_back({{coordinate(), coordinate()}, {coordinate(), coordinate()}});
  return segments;
}

TEST(SnapRounding, LeadsSegmentsThroughTheCrossing) {
  const std::vector<Segment> segments{{{0, 0}, {5, 5}},
                                      {{0, 5}, {5, 0}}};  // cross in (2.5, 2.5): the pixel of (3, 3) begins there
  const Noding noding = snap_round(segments, Threads(1));
  EXPECT_EQ(pieces_of(noding), (std::set<std::tuple<std::uint32_t, LatticePoint, LatticePoint>>{
                                   {0, {0, 0}, {3, 3}}, {0, {3, 3}, {5, 5}}, {1, {0, 5}, {3, 3}}, {1, {3, 3}, {5, 0}}}));
}

TEST(SnapRounding, LeadsALongSegmentThroughAForeignEnd) {
  const std::vector<Segment> segments{{{0, 0}, {1000, 1}}, {{400, 0}, {400, -50}}, {{600, 1}, {600, 50}}};
  const auto pieces = pieces_of(snap_round(segments, Threads(1)));
  EXPECT_EQ(pieces.count({0, {0, 0}, {400, 0}}), 1U);
  EXPECT_EQ(pieces.count({0, {400, 0}, {600, 1}}), 1U);
}

TEST(SnapRounding, IgnoresSegmentsOfNoLengthAndEmptyInput) {
  EXPECT_TRUE(snap_round({}, Threads(1)).pieces.empty());
  const std::vector<Segment> segments{{{3, 3}, {3, 3}}};
  EXPECT_TRUE(snap_round(segments, Threads(1)).pieces.empty());
}

TEST(SnapRounding, RoundsCrossingsAtTheEndsOfTheRange) {
  const std::int32_t far = lattice_limit;
  const std::vector<Segment> segments{{{-far, -far}, {far, far - 1}}, {{-far, far}, {far, -far + 3}}};
  const Noding noding = snap_round(segments, Threads(1));
  EXPECT_EQ(pieces_of(noding), rounded_by_brute_force(segments));
}

TEST(PixelTest, AgreesWithClippingOnSmallCases) {
  for (std::int32_t bx = -4; bx <= 4; ++bx) {
    for (std::int32_t by = -4; by <= 4; ++by) {
      if (bx == 0 && by == 0) continue;
      for (std::int32_t x = -5; x <= 5; ++x) {
        for (std::int32_t y = -5; y <= 5; ++y) {
          const Segment s{{0, 0}, {bx, by}};
          EXPECT_EQ(passes_pixel(s, {x, y}), meets_by_clipping(s, {x, y})) << bx << ' ' << by << ' ' << x << ' ' << y;
        }
      }
    }
  }
}

TEST(SnapRounding, AgreesWithBruteForceOnRandomSegments) {
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const std::uint32_t width = seed % 5 == 0   ? 12U
                                : seed % 5 == 1 ? 40U
                                : seed % 5 == 2 ? 300U
                                : seed % 5 == 3 ? 100000U
                                                : 1U << 30U;
    const std::vector<Segment> segments = random_segments(seed, 3 + static_cast<std::uint32_t>(seed % 23), width);
    const Noding noding = snap_round(segments, Threads(1));
    ASSERT_EQ(pieces_of(noding), rounded_by_brute_force(segments));
    expect_noded(noding);
    if (::testing::Test::HasFailure()) break;
  }
}

TEST(SnapRounding, GivesTheSameForAnyNumberOfThreads) {
  const std::vector<Segment> segments = random_segments(7, 600, 5000);
  const Noding one = snap_round(segments, Threads(1));
  const Noding five = snap_round(segments, Threads(5));
  EXPECT_EQ(one.points, five.points);
  ASSERT_EQ(one.pieces.size(), five.pieces.size());
  for (std::size_t i = 0; i < one.pieces.size(); ++i) {
    EXPECT_EQ(std::tie(one.pieces[i].from, one.pieces[i].to, one.pieces[i].segment),
              std::tie(five.pieces[i].from, five.pieces[i].to, five.pieces[i].segment));
  }
}

}  // namespace
}  // namespace wangge::gis::cells
