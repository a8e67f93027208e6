#include "engine/planning/region.h"

#include "engine/planning/node_ways.h"

#include <memory>

namespace wangge::planning {

PartMinutes ways_in(const territory::Territory& territory, const Region& region, const PlanningInputs& inputs) {
  auto ways = std::make_shared<NodeWays>(territory, region.graph, inputs.travel, inputs.posts);
  return [ways](const Draft& draft) { return ways->of(draft); };
}

PartMinutes ways_of_posts(const territory::Territory& territory, const Region& region, const PlanningInputs& inputs) {
  return inputs.posts != nullptr && inputs.rules.aims.travel > 0 ? ways_in(territory, region, inputs) : PartMinutes();
}

}  // namespace wangge::planning
