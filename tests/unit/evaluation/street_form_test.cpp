#include "engine/evaluation/street_form.h"

#include "tests/unit/evaluation/drawn_streets.h"

#include <gtest/gtest.h>

#include <cmath>

namespace wangge::evaluation {
namespace {

using test::street;

/// Everything within `known` counts.
StreetForm form_of(const std::vector<test::RoadLine>& streets, const std::vector<Ring>& known) {
  const BuiltLand land(test::lines_of(streets), known, {.cell = core::Metres(100000), .least_density = 0});
  std::vector<std::vector<Ring>> edge = {known};
  return measure_streets(build_street_net(streets), land.within({}), OutlineIndex(edge));
}

TEST(StreetForm, OfAPerfectGrid) {
  const StreetForm form = form_of(test::grid(10, 100), {test::box(0, 0, 1000, 1000)});
  EXPECT_NEAR(form.length.value, 20000, 1e-6);
  EXPECT_EQ(form.junctions, 100U);
  EXPECT_EQ(form.four_way, 100U);
  EXPECT_EQ(form.ends, 0U) << "what the edge of the source cuts is no dead end";
  EXPECT_DOUBLE_EQ(*form.piece_median, 100);
  EXPECT_NEAR(*form.piece_mean, 20000.0 / 220, 1e-9);
  EXPECT_DOUBLE_EQ(*form.streets_per_node, 4);
  EXPECT_NEAR(*form.entropy, std::log(4), 1e-12);
  EXPECT_NEAR(*form.order, 1, 1e-12);
  EXPECT_NEAR(*form.piece_circuity, 1, 1e-12);
  // City-block ways over straight ones, all bearings alike, are 4 / pi.
  EXPECT_NEAR(*form.trip_circuity, 4 / 3.14159265, 0.05);
}

TEST(StreetForm, OfARoadWithCulDeSacs) {
  const std::vector<test::RoadLine> streets = {street({{100, 500}, {300, 500}, {500, 500}, {700, 500}, {900, 500}}),
                                               street({{300, 500}, {300, 600}}), street({{500, 500}, {500, 380}}),
                                               street({{700, 500}, {700, 560}, {760, 560}})};
  const StreetForm form = form_of(streets, {test::box(0, 0, 1000, 1000)});
  EXPECT_EQ(form.junctions, 3U);
  EXPECT_EQ(form.three_way, 3U);
  EXPECT_EQ(form.four_way, 0U);
  EXPECT_EQ(form.ends, 5U);
  EXPECT_DOUBLE_EQ(*form.streets_per_node, 14.0 / 8);
  EXPECT_NEAR(form.length.value, 800 + 100 + 120 + 120, 1e-9);
  EXPECT_NEAR(*form.piece_circuity, 1140 / (1020 + std::hypot(60, 60)), 1e-12);
}

TEST(StreetForm, OfAStar) {
  std::vector<test::RoadLine> streets;
  for (int i = 0; i < 8; ++i) streets.push_back(street({{0, 0}, test::turned({0, 500}, 45 * i)}));
  const StreetForm form = form_of(streets, {test::box(-1000, -1000, 2000, 2000)});
  EXPECT_EQ(form.junctions, 1U);
  EXPECT_EQ(form.three_way + form.four_way, 0U);
  EXPECT_EQ(form.ends, 8U);
  EXPECT_NEAR(*form.entropy, std::log(8), 1e-12);
  EXPECT_NEAR(*form.piece_circuity, 1, 1e-12);
  EXPECT_DOUBLE_EQ(*form.streets_per_node, 16.0 / 9);
}

TEST(StreetForm, StaysTheSameWhenTheTownIsTurned) {
  const auto town = [](double degrees) {
    std::vector<test::RoadLine> streets = test::grid(8, 110);
    streets.push_back(street({{55, 55}, {90, 100}, {165, 165}}));
    streets.push_back(street({{385, 385}, {430, 420}, {440, 400}}));
    for (test::RoadLine& line : streets) line.points = test::turned(line.points, degrees);
    return form_of(streets, {test::turned(test::box(0, 0, 880, 880), degrees)});
  };
  const StreetForm straight = town(0);
  const StreetForm turned = town(30);
  EXPECT_NEAR(straight.length.value, turned.length.value, 30) << "pieces of 10 m at the edge";
  EXPECT_EQ(straight.junctions, turned.junctions);
  EXPECT_EQ(straight.three_way, turned.three_way);
  EXPECT_EQ(straight.four_way, turned.four_way);
  EXPECT_EQ(straight.ends, turned.ends);
  EXPECT_NEAR(*straight.piece_median, *turned.piece_median, 1e-6);
  EXPECT_NEAR(*straight.piece_circuity, *turned.piece_circuity, 1e-9);
  EXPECT_NEAR(*straight.trip_circuity, *turned.trip_circuity, 0.02) << "the draw follows the order of the nodes";
  EXPECT_NEAR(*straight.entropy, *turned.entropy, 1e-9) << "three bins on";
}

}  // namespace
}  // namespace wangge::evaluation
