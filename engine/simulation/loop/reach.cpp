#include "engine/simulation/loop/reach.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace wangge::simulation {
namespace {

using GridPairs = std::vector<std::pair<ResponderId, GridId>>;

}  // namespace

core::Csr<ResponderId, GridId> grids_served(const SimulationInputs& inputs) {
  if (inputs.responders.serves.size() > 0) return inputs.responders.serves;
  GridPairs pairs;
  for (const ResponderId id : core::ids<ResponderId>(inputs.responders.size()))
    pairs.emplace_back(id, inputs.responders.grid[id]);
  return core::Csr<ResponderId, GridId>::build(inputs.responders.size(), pairs);
}

core::Csr<ResponderId, GridId> grids_helped(const SimulationInputs& inputs, Reach reach) {
  const core::Csr<ResponderId, GridId> serves = grids_served(inputs);
  GridPairs pairs;
  std::vector<GridId> found;
  for (const ResponderId id : core::ids<ResponderId>(inputs.responders.size())) {
    if (reach == Reach::own) break;
    found.clear();
    if (reach == Reach::town) {
      for (const GridId grid : core::ids<GridId>(inputs.grids.size())) found.push_back(grid);
    } else {
      for (const GridId grid : serves[id])
        found.insert(found.end(), inputs.neighbours[grid].begin(), inputs.neighbours[grid].end());
      std::sort(found.begin(), found.end());
      found.erase(std::unique(found.begin(), found.end()), found.end());
    }
    for (const GridId grid : found) {
      if (!std::binary_search(serves[id].begin(), serves[id].end(), grid)) pairs.emplace_back(id, grid);
    }
  }
  return core::Csr<ResponderId, GridId>::build(inputs.responders.size(), pairs);
}

}  // namespace wangge::simulation
