#include "gis/build/roads.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wangge::gis {
namespace {

using network::Direction;
using network::LineClass;

LineFeature line(const std::string& id, LineClass line_class) {
  LineFeature feature;
  feature.source_id = id;
  feature.line_class = line_class;
  feature.points = {{0, 0}, {1, 0}};
  feature.nodes = {1, 2};
  feature.access.fill(Direction::both);
  return feature;
}

TEST(Roads, LeaveOutRailAndWater) {
  Layers layers;
  layers.lines = {line("way/1", LineClass::rail), line("way/2", LineClass::footway), line("way/3", LineClass::river)};
  const Roads roads = road_lines(layers);
  ASSERT_EQ(roads.lines.size(), 1U);
  EXPECT_EQ(roads.lines[0].source_id, "way/2");
  EXPECT_EQ(roads.lines[0].nodes, layers.lines[1].nodes);
}

}  // namespace
}  // namespace wangge::gis
