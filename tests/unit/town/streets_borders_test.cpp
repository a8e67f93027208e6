#include "gis/town/streets/border_drawing.h"
#include "gis/town/streets/outline.h"
#include "gis/town/streets/region_borders.h"
#include "gis/town/streets/whole_regions.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <gtest/gtest.h>

namespace wangge::town::streets {
namespace {

/// A ring with a vertex every 50 m through the corners.
std::vector<Position> ring_through(const std::vector<Position>& corners) {
  std::vector<Position> ring;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Position a = corners[i];
    const Position b = corners[(i + 1) % corners.size()];
    const int steps = std::max(1, static_cast<int>(length(b - a) / 50));
    for (int k = 0; k < steps; ++k) ring.push_back(between(a, b, static_cast<double>(k) / steps));
  }
  return ring;
}

// A square of 4 km from whose east side a tongue sticks out, 300 m wide and 1.4 km long: the shortest border by far cuts off
// the tongue.
const std::vector<Position> tongue_of_land =
    ring_through({{0, 0}, {4000, 0}, {4000, 1800}, {5400, 1800}, {5400, 2100}, {4000, 2100}, {4000, 4000}, {0, 4000}});

TEST(BorderDrawing, LeavesNobodyASliver) {
  TownSpec spec;
  Mesh mesh = outline_mesh(tongue_of_land);
  const Heights heights(spec, tongue_of_land, {});
  const std::array<double, 2> weights{0.06, 0.94};
  const double whole = signed_area(tongue_of_land);
  const BorderGround ground{heights, Noise(core::Seed(1), "border bends")};
  core::SilentProgress progress;
  const std::vector<FaceIndex> faces = divided_face(mesh, 0, weights, ground, progress);
  ASSERT_EQ(faces.size(), 2U);
  double sum = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    const double share = signed_area(mesh.ring_points(mesh.faces[faces[i]])) / whole;
    EXPECT_GE(share, 0.6 * weights[i]);
    sum += share;
  }
  EXPECT_NEAR(sum, 1, 1e-9);
}

/// A county of two towns: the first has villages 1 and 2, the second 3.
TownSpec two_towns() {
  TownSpec spec;
  const auto add = [&spec](int level, AreaId parent, AreaKind kind) {
    Area area;
    area.level = static_cast<std::uint8_t>(level);
    area.parent = parent;
    area.kind = kind;
    return spec.areas.push_back(area);
  };
  const AreaId county = add(0, {}, AreaKind::urban);
  const AreaId one = add(1, county, AreaKind::urban);
  const AreaId other = add(1, county, AreaKind::urban);
  add(2, one, AreaKind::rural);
  add(2, one, AreaKind::rural);
  add(2, other, AreaKind::rural);
  return spec;
}

// Four fields in a row, 0 1 2 3 from the west, with 100, 100, 200 and 100 m of 100 m depth.
Mesh four_fields() {
  Mesh mesh = outline_mesh(std::vector<Position>{
      {0, 0}, {100, 0}, {200, 0}, {400, 0}, {500, 0}, {500, 100}, {400, 100}, {200, 100}, {100, 100}, {0, 100}});
  const ChainIndex border = mesh.add_chain({});
  const auto at = [&mesh](FaceIndex face, Position place) {
    const auto& ring = mesh.faces[face].ring;
    const auto found = std::find_if(ring.begin(), ring.end(), [&](Vertex v) { return mesh.at[v] == place; });
    return static_cast<std::size_t>(found - ring.begin());
  };
  FaceIndex rest = 0;
  for (const double x : {100.0, 200.0, 400.0}) {
    // What lies on the ring from the north end to the south end is west of the border.
    const FaceIndex east = mesh.cut(rest, at(rest, {x, 100}), at(rest, {x, 0}), {}, border);
    rest = east;
  }
  return mesh;
}

TEST(WholeRegions, GiveThePiecesOfARegionToItsTownFirst) {
  const TownSpec spec = two_towns();
  const std::vector<Region> regions{
      {RegionKind::rural, AreaId(3), {}}, {RegionKind::rural, AreaId(4), {}}, {RegionKind::rural, AreaId(5), {}}};
  Mesh mesh = four_fields();
  ASSERT_EQ(mesh.faces.size(), 4U);
  // Village 0 lies east and west of village 1 of its town; its smaller piece also touches village 2 of the other town.
  mesh.faces[0].region = 2;
  mesh.faces[1].region = 0;
  mesh.faces[2].region = 1;
  mesh.faces[3].region = 0;
  mesh.faces[3].use = mesh.faces[1].use = LandUse::farmland;
  EXPECT_EQ(pieces_of_towns(mesh, regions, spec), 2U);
  join_pieces_of_regions(mesh, regions, spec);
  EXPECT_EQ(pieces_of_towns(mesh, regions, spec), 2U);
  EXPECT_EQ(mesh.faces[0].region, 2U);
  EXPECT_EQ(mesh.faces[2].region, 1U);
  EXPECT_NE(mesh.faces[1].region == 0, mesh.faces[3].region == 0) << "one of its two pieces stays";
  EXPECT_NE(mesh.faces[1].region == 1, mesh.faces[3].region == 1) << "and the other joins its town";
}

TEST(WholeRegions, CountTownsInPieces) {
  const TownSpec spec = two_towns();
  const std::vector<Region> regions{
      {RegionKind::rural, AreaId(3), {}}, {RegionKind::rural, AreaId(4), {}}, {RegionKind::rural, AreaId(5), {}}};
  Mesh mesh = four_fields();
  mesh.faces[0].region = 0;
  mesh.faces[1].region = 2;
  mesh.faces[2].region = 2;
  mesh.faces[3].region = 1;
  EXPECT_EQ(pieces_of_towns(mesh, regions, spec), 3U);
}

}  // namespace
}  // namespace wangge::town::streets
