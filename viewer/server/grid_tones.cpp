#include "viewer/server/grid_tones.h"

#include "gis/map/colouring.h"
#include "gis/map/shape_net.h"

#include <cstdint>

namespace wangge::viewer {

std::vector<std::uint32_t> grid_tones(const std::vector<gis::PlanFile::Grid>& grids) {
  std::vector<const gis::MultiPolygon*> shapes;
  for (const gis::PlanFile::Grid& grid : grids) shapes.push_back(&grid.shape);
  const gis::map::ShapeNet net(shapes, 0);
  return gis::map::colour_areas(grids.size(), net.neighbours(grids.size()), tone_count);
}

}  // namespace wangge::viewer
