#include "scenarios/steps/dedicated_names.h"

#include "engine/planning/grid_label.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/core.h>

namespace wangge::scenarios {
namespace {

std::string chinese_use(const std::string& use) {
  static const std::map<std::string, std::string> words = {{"residential", "居住用地"}, {"mixed", "混合用地"},
                                                           {"commercial", "商业用地"},  {"industrial", "工业用地"},
                                                           {"civic", "公共用地"},       {"agricultural", "农业用地"}};
  const auto found = words.find(use);
  return found == words.end() ? use : found->second;
}

std::string made_name(const planning::DedicatedGrid& grid, const std::vector<PlanningSpec::Dedicated>& specs,
                      const territory::Territory& territory) {
  const std::string& area = territory.areas.name[territory.cells.parent[grid.cells.front()]];
  const bool chinese = planning::is_chinese(area);
  const auto spec = std::find_if(specs.begin(), specs.end(), [&](const auto& each) { return each.key == grid.key; });
  std::string what = chinese ? "专属网格" : "dedicated";
  if (spec != specs.end() && !spec->use.empty()) what = chinese ? chinese_use(spec->use) : spec->use;
  if (spec != specs.end() && !spec->kinds.empty()) what = spec->kinds.front();
  return chinese && planning::is_chinese(what) ? area + what : fmt::format("{} {}", area, what);
}

}  // namespace

std::vector<planning::DedicatedGrid> uniquely_named(std::vector<planning::DedicatedGrid> grids,
                                                    const std::vector<PlanningSpec::Dedicated>& specs,
                                                    const territory::Territory& territory) {
  std::set<std::string> taken;
  for (planning::DedicatedGrid& grid : grids) {
    if (grid.name.empty()) grid.name = made_name(grid, specs, territory);
    const std::string own = grid.name;
    for (int number = 2; !taken.insert(grid.name).second; ++number)
      grid.name = planning::is_chinese(own) ? fmt::format("{}（{}）", own, number) : fmt::format("{} {}", own, number);
  }
  return grids;
}

}  // namespace wangge::scenarios
