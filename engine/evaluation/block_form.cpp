#include "engine/evaluation/block_form.h"

#include "engine/evaluation/spread.h"

namespace wangge::evaluation {

BlockForm measure_blocks(std::span<const FormBlock> blocks, const BuiltGround& ground) {
  constexpr double pi = 3.14159265358979323846;
  std::vector<double> areas;
  std::vector<double> shapes;
  for (const FormBlock& block : blocks) {
    if (2 * block.area < least_block_width_m * block.perimeter || ground.share_inside(block.ring) < 0.5) continue;
    areas.push_back(block.area);
    const double radius = smallest_circle(convex_hull(block.ring));
    shapes.push_back(block.area / (pi * radius * radius));
  }
  if (areas.size() < least_blocks) return {areas.size(), {}, {}, {}, {}};
  areas = sorted(std::move(areas));
  return {areas.size(), quantile(areas, 0.5), quantile(areas, 0.1), quantile(areas, 0.9), mean(shapes)};
}

}  // namespace wangge::evaluation
