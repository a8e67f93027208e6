#include "engine/planning/codes/code_clash.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace wangge::planning {

std::optional<CodeClash> code_clash(const Plan& plan, AreaId area) {
  const std::vector<GridId> grids = plan.grids_of(area);
  std::size_t longest = 0;
  for (const GridId grid : grids) longest = std::max(longest, plan.code(grid).size());
  // Among codes in order, what a code begins follows it at once.
  for (std::size_t i = 1; i < grids.size(); ++i) {
    const std::string& shorter = plan.code(grids[i - 1]);
    const std::string& longer = plan.code(grids[i]);
    if (!longer.starts_with(shorter)) continue;
    return CodeClash{shorter, longer, static_cast<int>(longest - plan.territory().areas.code[area].size())};
  }
  return std::nullopt;
}

}  // namespace wangge::planning
