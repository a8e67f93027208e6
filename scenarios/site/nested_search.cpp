#include "scenarios/site/nested_search.h"

#include "engine/core/error.h"
#include "engine/siting/location/nested.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using siting::DemandId;
using siting::QuarterId;
using siting::SiteId;
using siting::SitingAnswer;
using territory::AreaId;

/// The areas of one level, and who lies in which.
struct Level {
  std::string name;
  std::vector<AreaId> areas;
  siting::CentreLevel centres;
};

class NestedSearch {
 public:
  NestedSearch(const Scenario& scenario, const territory::Territory& territory, const CandidateList& candidates,
               const DoorList& doors, const SiteTask& made)
      : spec_(*scenario.siting), territory_(territory), candidates_(candidates), doors_(doors), made_(made) {}

  SiteChoice run(const siting::SitingLimits& limits) {
    std::vector<Level> levels;
    for (const std::string& name : spec_.levels) levels.push_back(level_of(name));
    check_further(levels.back());
    siting::LevelsTask task{.task = made_.task, .levels = {}, .further = spec_.number, .for_further = {}};
    for (const Level& level : levels) task.levels.push_back(level.centres);
    task.for_further = levels.back().centres.sites;
    const siting::LevelsAnswer answer = siting::solve_levels(task, limits);
    for (std::size_t i = 0; i < levels.size(); ++i) add_centres(levels[i], answer.centres[i]);
    add_lowest(answer);
    return finished(answer.all);
  }

 private:
  [[nodiscard]] Level level_of(const std::string& name) const {
    Level level{.name = name, .areas = {}, .centres = {}};
    std::map<AreaId, QuarterId> number;
    for (const AreaId area : core::ids<AreaId>(territory_.areas.size())) {
      if (territory_.levels[territory_.areas.level[area].value()].name != name) continue;
      level.areas.push_back(area);
    }
    std::sort(level.areas.begin(), level.areas.end(),
              [&](AreaId a, AreaId b) { return territory_.areas.code[a] < territory_.areas.code[b]; });
    for (std::size_t i = 0; i < level.areas.size(); ++i) number[level.areas[i]] = QuarterId(i);
    const auto quarter = [&](AreaId area) {
      while (territory_.levels[territory_.areas.level[area].value()].name != name) area = territory_.areas.parent[area];
      return number.at(area);
    };
    bool any_level = false;
    for (const std::size_t option : made_.options) {
      const SiteOption& candidate = candidates_.all[option];
      level.centres.site_area.push_back(quarter(territory_.cells.parent[candidate.cell]));
      any_level = any_level || !candidate.level.empty();
    }
    for (const DoorId door : made_.doors) level.centres.demand_area.push_back(quarter(doors_.doors[door].area));
    level.centres.areas = level.areas.size();
    for (const AreaId area : level.areas)
      level.centres.names.push_back(fmt::format("{} {}", territory_.areas.code[area], territory_.areas.name[area]));
    if (any_level) level.centres.sites = sites_for(name);
    check_areas(level);
    return level;
  }

  [[nodiscard]] std::vector<SiteId> sites_for(const std::string& level) const {
    std::vector<SiteId> sites;
    for (std::size_t site = 0; site < made_.options.size(); ++site) {
      const std::string& own = candidates_.all[made_.options[site]].level;
      if (own.empty() || own == level) sites.emplace_back(site);
    }
    return sites;
  }

  /// Every area with demand needs a candidate that may be a centre of its level.
  void check_areas(const Level& level) const {
    std::vector<std::uint8_t> offered(level.areas.size(), 0);
    std::vector<std::uint8_t> asked(level.areas.size(), 0);
    const bool all = level.centres.sites.empty() && sites_for(level.name).size() == made_.options.size();
    for (std::size_t site = 0; site < made_.options.size(); ++site) {
      if (!all && std::find(level.centres.sites.begin(), level.centres.sites.end(), SiteId(site)) == level.centres.sites.end())
        continue;
      offered[level.centres.site_area[SiteId(site)].value()] = 1;
    }
    for (const DemandId demand : core::ids<DemandId>(made_.task.weights.size())) {
      asked[level.centres.demand_area[demand].value()] = 1;
    }
    for (std::size_t i = 0; i < level.areas.size(); ++i) {
      if (asked[i] == 0 || offered[i] != 0) continue;
      const std::string& code = territory_.areas.code[level.areas[i]];
      const std::string& label = territory_.areas.name[level.areas[i]];
      throw core::Error(
          core::ErrorCode::input,
          {.zh = fmt::format("{} {} 没有可作 {} 中心的候选点（siting.candidates.level）", code, label, level.name),
           .en = fmt::format("{} {} has no candidate that may be a centre of the level {} (siting.candidates.level)", code, label,
                             level.name)});
    }
  }

  /// There must be room for the further sites beside the centres of the lowest level.
  void check_further(const Level& lowest) const {
    const std::size_t rooms = sites_for(lowest.name).size();
    const std::size_t further = spec_.number.value_or(0);
    std::set<std::uint32_t> with_rooms;
    for (const SiteId site : sites_for(lowest.name)) with_rooms.insert(lowest.centres.site_area[site].value());
    const std::size_t centres = with_rooms.size();
    if (further == 0 || further + centres <= rooms) return;
    throw core::Error(
        core::ErrorCode::input,
        {.zh = fmt::format("{} 个 {} 中心之外还要 {} 个点（siting.number），但可选的候选点只有 {} 个", centres, lowest.name,
                           further, rooms),
         .en = fmt::format("{} further sites (siting.number) beside the {} centres of the level {} are asked for, but only {} "
                           "candidates can be chosen",
                           further, centres, lowest.name, rooms)});
  }

  [[nodiscard]] Objective objective(const SitingAnswer& answer, double served, core::Text what) const {
    return {.what = std::move(what),
            .unit = {.zh = "分钟", .en = "min"},
            .value = served > 0 ? answer.cost / served / 60000 : 0,
            .bound = served > 0 ? answer.bound / served / 60000 : 0};
  }

  void add_centres(const Level& level, const std::vector<SitingAnswer>& answers) {
    std::vector<double> served(level.areas.size(), 0);
    for (const DemandId demand : core::ids<DemandId>(made_.task.weights.size())) {
      served[level.centres.demand_area[demand].value()] += made_.task.weights[demand];
    }
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const std::string& code = territory_.areas.code[level.areas[i]];
      for (const SiteId site : answers[i].sites) {
        centre_of_[made_.options[site.value()]].push_back(fmt::format("{} {}", level.name, code));
      }
      if (answers[i].sites.empty()) continue;
      parts_.push_back({.level = level.name,
                        .area = code,
                        .objective = objective(answers[i], served[i],
                                               {.zh = "本辖区到其中心的平均时间", .en = "mean time of the area to its centre"}),
                        .stopped_by = answers[i].stopped_by,
                        .gap = answers[i].gap(),
                        .work = answers[i].work});
    }
  }

  /// All centres of the lowest level and the further ones together: its bound holds given the centres above.
  void add_lowest(const siting::LevelsAnswer& answer) {
    double served = 0;
    for (const double weight : made_.task.weights) served += weight;
    parts_.push_back({.level = "all",
                      .area = {},
                      .objective = objective(answer.all, served,
                                             {.zh = "到本辖区最近的中心的平均时间（给定上述各中心）",
                                              .en = "mean time to the nearest centre of the own area (given the centres above)"}),
                      .stopped_by = answer.all.stopped_by,
                      .gap = answer.all.gap(),
                      .work = answer.all.work});
    SitingAnswer free = answer.all;
    free.bound = answer.free_bound;
    parts_.push_back({.level = "free",
                      .area = {},
                      .objective = objective(
                          free, served, {.zh = "同样多的中心自由选择时的下界", .en = "bound of as many centres chosen freely"}),
                      .stopped_by = answer.all.stopped_by,
                      .gap = free.gap(),
                      .work = 0});
    std::set<SiteId> centres;
    for (const SitingAnswer& quarter : answer.centres.back()) centres.insert(quarter.sites.begin(), quarter.sites.end());
    for (const SiteId site : answer.all.sites) {
      const std::size_t option = made_.options[site.value()];
      centre_of_[option];
      if (!centres.contains(site)) further_.insert(option);
    }
  }

  SiteChoice finished(const SitingAnswer& lowest) {
    SiteChoice choice;
    std::map<std::size_t, std::uint32_t> index;
    for (auto& [option, areas] : centre_of_) {
      index[option] = static_cast<std::uint32_t>(choice.sites.size());
      choice.sites.push_back({.option = option, .posts = 1, .centre_of = std::move(areas), .further = further_.contains(option)});
    }
    choice.parts = std::move(parts_);
    choice.assigned = core::Column<DoorId, std::uint32_t>(doors_.doors.size(), SiteChoice::nobody);
    for (const DoorId door : core::ids<DoorId>(doors_.doors.size())) {
      if (made_.point_of[door] == SiteChoice::nobody) continue;
      const SiteId site = lowest.served_by[DemandId(made_.point_of[door])];
      if (site.valid()) choice.assigned[door] = index.at(made_.options[site.value()]);
    }
    return choice;
  }

  const SitingSpec& spec_;
  const territory::Territory& territory_;
  const CandidateList& candidates_;
  const DoorList& doors_;
  const SiteTask& made_;
  std::map<std::size_t, std::vector<std::string>> centre_of_;  ///< by index of the candidate
  std::set<std::size_t> further_;                              ///< candidates beyond the centres of the lowest level
  std::vector<SolvedPart> parts_;
};

}  // namespace

core::Text levels_note() {
  return {.zh = "各级自上而下决定，每级的答案和界以上级已定为前提：预算更多时上级可能换中心，下级反而可能更远。",
          .en =
              "Levels are decided from the top down, the answer and bound of each given those above it: with more money a centre "
              "above may change, and the level below fare worse."};
}

SiteChoice choose_nested(const Scenario& scenario, const territory::Territory& territory, const CandidateList& candidates,
                         const DoorList& doors, const SiteTask& made, const siting::SitingLimits& limits) {
  return NestedSearch(scenario, territory, candidates, doors, made).run(limits);
}

}  // namespace wangge::scenarios
