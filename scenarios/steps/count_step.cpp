#include "scenarios/steps/count_step.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"

#include <string>
#include <vector>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using territory::AreaId;
using territory::Territory;

/// In `planning.count`: all areas together.
constexpr const char* all_areas = "total";

[[noreturn]] void no_such_area(const Territory& territory, const PlanningSpec::Count& count,
                               const std::vector<std::string>& known) {
  for (const AreaId area : core::ids<AreaId>(territory.areas.size())) {
    if (territory.areas.code[area] != count.of) continue;
    const std::string& level = territory.levels[territory.areas.level[area].value()].name;
    const std::string& lowest = territory.levels.back().name;
    throw core::Error(
        core::ErrorCode::usage,
        {.zh = fmt::format("{}：“{}”属于层级“{}”，而网格属于最低层级“{}”：请按其下各辖区的编码写", count.key, count.of, level,
                           lowest),
         .en = fmt::format("{}: \"{}\" is of level \"{}\", and grids belong to the lowest, \"{}\": write it for the codes of "
                           "the areas below",
                           count.key, count.of, level, lowest)});
  }
  const auto guess = core::nearest(count.of, known);
  throw core::Error(core::ErrorCode::usage,
                    {.zh = fmt::format("{}：没有编码为“{}”的最低层级辖区，也没有这个层级{}", count.key, count.of,
                                       guess ? fmt::format("；是不是“{}”？", *guess) : ""),
                     .en = fmt::format("{}: no area of the lowest level has the code \"{}\", nor is it a level{}", count.key,
                                       count.of, guess ? fmt::format("; did you mean \"{}\"?", *guess) : "")});
}

}  // namespace

planning::CountWishes count_wishes(const Scenario& scenario, const Territory& territory) {
  planning::CountWishes wishes;
  if (scenario.planning.counts.empty()) return wishes;
  std::vector<std::string> known;
  std::vector<AreaId> lowest;
  for (const AreaId area : core::ids<AreaId>(territory.areas.size())) {
    if (territory.cells_of_area[area].empty()) continue;
    lowest.push_back(area);
    known.push_back(territory.areas.code[area]);
  }
  const std::string& level = territory.levels.back().name;
  for (const bool single : {false, true}) {
    for (const PlanningSpec::Count& count : scenario.planning.counts) {
      const planning::CountRange range{count.least, count.most};
      if (count.of == all_areas) {
        wishes.total = planning::TotalCount{range, count.key};
        continue;
      }
      if ((count.of != level) != single) continue;
      if (wishes.of_area.empty()) wishes.of_area.resize(territory.areas.size());
      bool found = false;
      for (const AreaId area : lowest) {
        if (single && territory.areas.code[area] != count.of) continue;
        wishes.of_area[area] = range;
        found = true;
      }
      if (!found && single) no_such_area(territory, count, known);
    }
  }
  return wishes;
}

core::Findings unmet_counts(const planning::CountWishes& wishes, const planning::Plan& plan) {
  core::Findings findings;
  const Territory& territory = plan.territory();
  for (const AreaId area : core::ids<AreaId>(wishes.of_area.size())) {
    if (!wishes.of_area[area] || territory.cells_of_area[area].empty()) continue;
    const auto& [least, most] = *wishes.of_area[area];
    const auto made = static_cast<std::int64_t>(plan.grids_of(area).size());
    if (least <= made && made <= most) continue;
    const std::string asked = least == most ? fmt::format("{}", least) : fmt::format("{}-{}", least, most);
    const std::string& code = territory.areas.code[area];
    findings.add({.rule = "planning.count_not_met",
                  .severity = core::Severity::warning,
                  .message = {.zh = fmt::format("{}：planning.count 要 {} 个网格，划成 {} 个：单元不能分得更多，或专属网格已更多",
                                                code, asked, made),
                              .en = fmt::format("{}: planning.count asks for {} grids, {} were made: its cells cannot be parted "
                                                "into more, or it has more dedicated grids",
                                                code, asked, made)},
                  .file = {},
                  .layer = {},
                  .feature = code,
                  .value = fmt::format("{}", made),
                  .place = {}});
  }
  return findings;
}

}  // namespace wangge::scenarios
