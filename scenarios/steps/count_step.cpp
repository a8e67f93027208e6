#include "scenarios/steps/count_step.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
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

namespace {

std::string in_words(const planning::CountRange& range) {
  return range.least == range.most ? fmt::format("{}", range.least) : fmt::format("{}-{}", range.least, range.most);
}

bool met(const planning::CountRange& range, std::size_t made) {
  return range.least <= static_cast<std::int64_t>(made) && static_cast<std::int64_t>(made) <= range.most;
}

/// `feature`: the code of an area, or the total.
core::Finding not_met(const std::string& feature, const planning::CountRange& asked, std::size_t made, bool given) {
  const core::Text why =
      given ? core::Text{.zh = "给定网格共 {} 个；运行保留给定的网格，重划请用 wangge plan",
                         .en = "there are {} in [grids]: a run keeps given grids as they are; wangge plan draws them anew"}
            : core::Text{.zh = "划成 {} 个：单元不能分得更多，或专属网格已更多",
                         .en = "{} were made: its cells cannot be parted into more, or it has more dedicated grids"};
  const std::string zh = fmt::format(fmt::runtime(why.zh), made);
  const std::string en = fmt::format(fmt::runtime(why.en), made);
  return {.rule = "planning.count_not_met",
          .severity = core::Severity::warning,
          .message = {.zh = fmt::format("{}：planning.count 要 {} 个网格，{}", feature, in_words(asked), zh),
                      .en = fmt::format("{}: planning.count asks for {} grids, {}", feature, in_words(asked), en)},
          .feature = feature,
          .value = fmt::format("{}", made)};
}

/// Codes of the grids of an area that are out of range without an excuse.
std::vector<std::string> out_of_range(const planning::Plan& plan, AreaId area) {
  std::vector<std::string> codes;
  for (const planning::GridId grid : plan.grids_of(area)) {
    const planning::Verdict verdict = plan.verdict(grid);
    const bool contested = std::any_of(verdict.broken.begin(), verdict.broken.end(),
                                       [](const planning::RuleBreak& broken) { return broken.rule == 5 && !broken.excused; });
    if (contested) codes.push_back(plan.code(grid));
  }
  return codes;
}

constexpr std::size_t shown_codes = 5;

/// Of the areas with a number of their own one finding each, of all others together one.
core::Finding met_out_of_range(const std::string& feature, const planning::CountRange& asked, std::vector<std::string> codes,
                               const planning::SizeRange& sizes) {
  std::sort(codes.begin(), codes.end());
  const std::vector<std::string> first(codes.begin(),
                                       codes.begin() + static_cast<std::ptrdiff_t>(std::min(codes.size(), shown_codes)));
  const char* more = codes.size() > shown_codes ? ", …" : "";
  return {
      .rule = "planning.count_out_of_range",
      .severity = core::Severity::warning,
      .message = {.zh = fmt::format("{}：planning.count 要 {} 个网格；为凑足此数，{} 个网格不在 {} {}之内，且无其他理由：{}{}。"
                                    "没有找到全部合规的划法；可改为一个范围，或不给个数",
                                    feature, in_words(asked), codes.size(), sizes.ends(), sizes.unit().zh, fmt::join(first, "、"),
                                    more),
                  .en = fmt::format("{}: planning.count asks for {} grids; with so many {} {} outside {} {} for no other reason: "
                                    "{}{}. No division with all in range was found; give a range of numbers, or none",
                                    feature, in_words(asked), codes.size(), codes.size() == 1 ? "grid is" : "grids are",
                                    sizes.ends(), sizes.unit().en, fmt::join(first, ", "), more)},
      .feature = feature,
      .value = fmt::format("{}", codes.size())};
}

}  // namespace

core::Findings unmet_counts(const planning::CountWishes& wishes, const planning::Plan& plan, bool given) {
  core::Findings findings;
  const Territory& territory = plan.territory();
  std::vector<std::string> by_total;
  for (const AreaId area : core::ids<AreaId>(territory.areas.size())) {
    if (territory.cells_of_area[area].empty()) continue;
    const bool own = !wishes.of_area.empty() && wishes.of_area[area].has_value();
    if (!own && !wishes.total) continue;
    std::vector<std::string> codes = given ? std::vector<std::string>() : out_of_range(plan, area);
    if (!own) {
      by_total.insert(by_total.end(), codes.begin(), codes.end());
      continue;
    }
    const planning::CountRange& asked = *wishes.of_area[area];
    const std::string& code = territory.areas.code[area];
    const std::size_t made = plan.grids_of(area).size();
    if (!met(asked, made)) findings.add(not_met(code, asked, made, given));
    if (!codes.empty()) findings.add(met_out_of_range(code, asked, std::move(codes), plan.rules().households));
  }
  if (!wishes.total) return findings;
  const std::string feature = "planning.count.total";
  if (!met(wishes.total->range, plan.grids().size()))
    findings.add(not_met(feature, wishes.total->range, plan.grids().size(), given));
  if (!by_total.empty())
    findings.add(met_out_of_range(feature, wishes.total->range, std::move(by_total), plan.rules().households));
  return findings;
}

}  // namespace wangge::scenarios
