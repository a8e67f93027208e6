#include "gis/town/plots/town_centres.h"
#include "gis/town/streets/country_ranks.h"
#include "gis/town/streets/plane.h"
#include "streets_towns.h"

#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>

namespace wangge::town {
namespace {

using network::LineClass;

/// A county with a city of two towns, and two towns of villages; one of these has a small built-up middle.
TownSpec county_with_a_city(std::uint64_t seed) {
  TownSpec spec;
  spec.form = Form::county;
  spec.seed = core::Seed(seed);
  spec.area_km2 = 200;
  const AreaId top = add_area(spec, 0, {}, AreaKind::urban, 19200);
  for (int town = 0; town < 4; ++town) {
    const int urban = town < 2 ? 3 : town == 2 ? 1 : 0;
    const AreaId middle = add_area(spec, 1, top, AreaKind::urban, urban * 2000 + 5 * 360);
    for (int k = 0; k < urban; ++k) add_area(spec, 2, middle, AreaKind::urban, town < 2 ? 2000 : 700);
    for (int k = 0; k < 5; ++k) add_area(spec, 2, middle, AreaKind::rural, 360);
  }
  return spec;
}

/// Vertices reached from one place along roads of this class or a higher one.
std::set<std::uint32_t> reached(const StreetPlan& plan, Position place, LineClass least) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> ways;
  for (const Line& line : plan.lines) {
    if (!line.line_class || !network::is_road(*line.line_class) || *line.line_class < least) continue;
    for (std::size_t i = 0; i + 1 < line.vertices.size(); ++i) {
      ways[line.vertices[i].value()].push_back(line.vertices[i + 1].value());
      ways[line.vertices[i + 1].value()].push_back(line.vertices[i].value());
    }
  }
  std::uint32_t start = 0;
  double away = 1e300;
  for (const auto& [vertex, next] : ways) {
    const double own = core::distance(plan.vertices[VertexId(vertex)], place).value;
    if (own >= away) continue;
    away = own;
    start = vertex;
  }
  std::set<std::uint32_t> seen{start};
  std::vector<std::uint32_t> open{start};
  while (!open.empty()) {
    const std::uint32_t here = open.back();
    open.pop_back();
    for (const std::uint32_t there : ways[here]) {
      if (seen.insert(there).second) open.push_back(there);
    }
  }
  return seen;
}

double nearest(const StreetPlan& plan, const std::set<std::uint32_t>& vertices, Position place) {
  double away = 1e300;
  for (const std::uint32_t vertex : vertices) away = std::min(away, core::distance(plan.vertices[VertexId(vertex)], place).value);
  return away;
}

bool on_rim(const StreetPlan& plan, std::uint32_t vertex) {
  return std::find(plan.outline.begin(), plan.outline.end(), plan.vertices[VertexId(vertex)]) != plan.outline.end();
}

Position seat_of(const StreetPlan& plan, AreaId town) {
  for (const Region& region : plan.regions) {
    if (region.kind == RegionKind::urban && region.area == town) return region.centre;
  }
  return {};
}

constexpr std::uint64_t seeds = 3;

TEST(CountryRoads, HaveAHierarchyThatHangsTogether) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const TownSpec spec = county_with_a_city(seed);
    const StreetPlan plan = streets_of(spec);
    const Position seat = seat_of(plan, AreaId(1));
    const std::set<std::uint32_t> main = reached(plan, seat, LineClass::secondary);
    EXPECT_LT(nearest(plan, main, seat_of(plan, AreaId(10))), 400) << "the other town of the city";
    for (const Region& region : plan.regions) {
      if (region.kind == RegionKind::urban) {
        EXPECT_LT(nearest(plan, main, region.centre), 400);
      }
    }
    for (const plot::TownCentrePlace& centre : plot::town_centre_places(plan, spec))
      EXPECT_LT(nearest(plan, main, centre.at), 700) << "the centre of a small town";
    const std::set<std::uint32_t> trunk = reached(plan, seat, LineClass::primary);
    EXPECT_GE(std::count_if(trunk.begin(), trunk.end(), [&](std::uint32_t v) { return on_rim(plan, v); }), 1)
        << "the through road leaves the county";
    const std::set<std::uint32_t> all = reached(plan, seat, LineClass::tertiary);
    for (const Region& region : plan.regions) {
      if (region.kind == RegionKind::rural) {
        EXPECT_LT(nearest(plan, all, region.centre), 2500) << "a village";
      }
    }
  }
}

TEST(CountryRoads, AreMostlySmall) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const StreetPlan plan = streets_of(county_with_a_city(seed));
    std::map<LineClass, double> metres;
    double all = 0;
    for (const Line& line : plan.lines) {
      if (!line.line_class || *line.line_class < LineClass::track || *line.line_class > LineClass::primary) continue;
      for (std::size_t i = 0; i + 1 < line.vertices.size(); ++i) {
        const double own = core::distance(plan.vertices[line.vertices[i]], plan.vertices[line.vertices[i + 1]]).value;
        metres[*line.line_class] += own;
        all += own;
      }
    }
    EXPECT_GT(metres[LineClass::primary], 0.02 * all);
    EXPECT_GT(metres[LineClass::primary] + metres[LineClass::secondary], 0.06 * all);
    EXPECT_GT(metres[LineClass::tertiary], 0.05 * all);
    EXPECT_LT(metres[LineClass::primary] + metres[LineClass::secondary] + metres[LineClass::tertiary], 0.6 * all);
  }
}

TEST(CityOfACounty, IsOneAndAwayFromTheRim) {
  int apart = 0;
  int at_rim = 0;
  for (std::uint64_t seed = 1; seed <= 2 * seeds; ++seed) {
    const StreetPlan plan = streets_of(county_with_a_city(seed));
    std::map<AreaId, std::set<std::uint32_t>> built;
    for (const Block& block : plan.blocks) {
      const Region& region = plan.regions[block.region];
      const bool open = block.use == LandUse::farmland || block.use == LandUse::hills || block.use == LandUse::water;
      if (open || region.kind != RegionKind::urban) continue;
      for (const VertexId vertex : block.ring) built[region.area].insert(vertex.value());
    }
    const auto shared = std::count_if(built[AreaId(1)].begin(), built[AreaId(1)].end(),
                                      [&](std::uint32_t v) { return built[AreaId(10)].count(v) != 0; });
    apart += shared < 2 ? 1 : 0;
    at_rim +=
        std::any_of(built[AreaId(1)].begin(), built[AreaId(1)].end(), [&](std::uint32_t v) { return on_rim(plan, v); }) ? 1 : 0;
  }
  EXPECT_LE(apart, 2) << "towns of the city with fields between them";
  EXPECT_EQ(at_rim, 0);
}

}  // namespace
}  // namespace wangge::town
