#include "scenarios/site/site_task.h"

#include "engine/core/error.h"
#include "engine/siting/location/site_choice.h"
#include "scenarios/site/demand_points.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using core::Error;
using core::ErrorCode;
using network::TravelTime;

[[noreturn]] void refuse(std::string zh, std::string en) {
  throw Error(ErrorCode::input, {.zh = std::move(zh), .en = std::move(en)});
}

/// One of the candidates whose level is unknown, of those that `counts` speaks of; empty where there is none.
template <class Counts>
core::Text level_example(const CandidateList& candidates, const Counts& counts) {
  for (const SiteOption& option : candidates.all) {
    if (option.bar != Bar::level_unknown || !counts(option)) continue;
    return {.zh = fmt::format("（如“{}”：其级别“{}”不在 siting.levels 之中）", option.name, option.level),
            .en = fmt::format(" (such as \"{}\": its level \"{}\" is none of siting.levels)", option.name, option.level)};
  }
  return {};
}

/// "2 lie outside the area, 1 ...": what became of the candidates that cannot be chosen.
core::Text barred_words(const CandidateList& candidates) {
  core::Text text;
  for (std::size_t i = 1; i < bar_count; ++i) {
    const Bar bar = static_cast<Bar>(i);
    const std::size_t count = candidates.count(bar);
    if (count == 0) continue;
    const core::Text why = words(bar);
    text.zh += fmt::format("{}{} 个{}", text.zh.empty() ? "" : "，", count, why.zh);
    text.en += fmt::format("{}{} because {}", text.en.empty() ? "" : ", ", count, why.en);
    if (bar != Bar::level_unknown) continue;
    const core::Text example = level_example(candidates, [](const SiteOption&) { return true; });
    text.zh += example.zh;
    text.en += example.en;
  }
  if (!text.en.empty()) text = {.zh = "；其余：" + text.zh, .en = "; the others cannot: " + text.en};
  return text;
}

/// "1 site is" or "3 sites are".
std::string counted(std::size_t count, const char* one, const char* more) {
  return fmt::format("{} {}", count, count == 1 ? one : more);
}

[[noreturn]] void refuse_placeless(std::size_t records) {
  const std::string none = records == 1 ? "the only record of siting.candidates.source has no place"
                                        : fmt::format("none of the {} records of siting.candidates.source has a place", records);
  refuse(
      fmt::format("siting.candidates.source 的 {} 条记录都没有坐标：需要点图层，或 CSV 中的 lon 与 lat（x 与 y、经度与纬度）列",
                  records),
      fmt::format("{}: it takes a layer of points, or columns lon and lat (x and y, longitude and latitude) of a CSV file",
                  none));
}

void check_number(const SitingSpec& spec, const CandidateList& candidates, const std::vector<std::size_t>& options) {
  if (candidates.all.empty() && candidates.without_place > 0) refuse_placeless(candidates.without_place);
  if (const std::optional<core::Text> few = too_few(spec, candidates)) {
    const core::Text others = barred_words(candidates);
    refuse(few->zh + others.zh, few->en + others.en);
  }
  if (spec.problem == SitingProblem::nested || !spec.number) return;
  const auto fixed = static_cast<std::size_t>(
      std::count_if(options.begin(), options.end(), [&](std::size_t option) { return candidates.all[option].fixed; }));
  if (fixed > *spec.number) {
    refuse(
        fmt::format("固定了 {} 个点{}，超过要选的 {} 个（siting.number 包括固定的点）", fixed,
                    spec.keep_today ? "（含现有驻点）" : "", *spec.number),
        fmt::format("{} fixed{}, more than the {} to choose (siting.number includes fixed ones)",
                    counted(fixed, "site is", "sites are"), spec.keep_today ? " (today's posts among them)" : "", *spec.number));
  }
}

void check_budget(const SitingSpec& spec, const CandidateList& candidates, const std::vector<std::size_t>& options) {
  if (!spec.budget) return;
  double fixed = 0;
  std::size_t cheapest = options.front();
  for (const std::size_t option : options) {
    if (candidates.all[option].fixed) fixed += candidates.all[option].cost;
    if (candidates.all[option].cost < candidates.all[cheapest].cost) cheapest = option;
  }
  if (!siting::affords(*spec.budget, fixed)) {
    refuse(fmt::format("固定的点共需 {:.12g}，超过预算 {:.12g}（siting.budget）", fixed, *spec.budget),
           fmt::format("the fixed sites cost {:.12g} together, more than the budget of {:.12g} (siting.budget)", fixed,
                       *spec.budget));
  }
  const SiteOption& least = candidates.all[cheapest];
  if (!siting::affords(*spec.budget, least.cost)) {
    refuse(fmt::format("预算 {:.12g}（siting.budget）一个点也不够：最便宜的“{}”需 {:.12g}", *spec.budget, least.name, least.cost),
           fmt::format("the budget of {:.12g} (siting.budget) pays for no site: the cheapest, \"{}\", costs {:.12g}",
                       *spec.budget, least.name, least.cost));
  }
}

territory::AreaId ancestor(const territory::Territory& territory, territory::AreaId area, const std::string& level) {
  while (area.valid() && territory.levels[territory.areas.level[area].value()].name != level) area = territory.areas.parent[area];
  return area;
}

/// Makes the task step by step.
class TaskMaking {
 public:
  TaskMaking(const Scenario& scenario, const territory::Territory& territory, const CandidateList& candidates,
             const DoorList& doors)
      : spec_(*scenario.siting),
        territory_(territory),
        candidates_(candidates),
        doors_(doors),
        demand_(doors.demand(spec_.demand)) {}

  SiteTask run(const Scenario& scenario, const network::Travel& travel, core::Threads threads, core::Progress& progress) {
    choose_options();
    count_demand();
    std::vector<network::AccessPoint> places;
    for (const std::size_t option : made_.options) places.push_back(candidates_.all[option].access);
    points_ = demand_points(scenario, travel, places, doors_, threads, progress);
    for (const std::vector<DoorId>& doors : points_.doors) stands_.push_back(doors.front());
    progress.check();
    if (!spec_.levels.empty()) list_areas();
    const std::vector<std::uint8_t> served = served_points();
    add_demand(served);
    if (kept_.empty()) refuse_nobody();
    add_sites();
    made_.task.most_sites = spec_.problem == SitingProblem::nested ? std::nullopt : spec_.number;
    made_.task.budget = spec_.budget;
    return std::move(made_);
  }

 private:
  void choose_options() {
    for (std::size_t i = 0; i < candidates_.all.size(); ++i) {
      if (candidates_.all[i].bar == Bar::none) made_.options.push_back(i);
    }
    check_number(spec_, candidates_, made_.options);
    check_budget(spec_, candidates_, made_.options);
  }

  void count_demand() {
    for (const DoorId door : core::ids<DoorId>(doors_.doors.size())) {
      made_.demand += demand_[door];
      if (demand_[door] <= 0 || doors_.doors[door].access.valid()) continue;
      made_.left_out.no_way += demand_[door];
      ++made_.left_out.doors_no_way;
    }
  }

  /// Nested: people go to a centre of their own area of the lowest of the levels.
  void list_areas() {
    for (const DoorId door : stands_)
      area_of_point_.push_back(ancestor(territory_, doors_.doors[door].area, spec_.levels.back()));
    std::set<territory::AreaId> offered;
    for (const std::size_t option : made_.options) {
      area_of_site_.push_back(ancestor(territory_, territory_.cells.parent[candidates_.all[option].cell], spec_.levels.back()));
      offered.insert(area_of_site_.back());
    }
    for (const territory::AreaId area : area_of_point_) {
      if (!offered.contains(area)) refuse_area(area);
    }
  }
  [[nodiscard]] bool may_serve(std::size_t site, std::size_t point) const {
    return area_of_site_.empty() || area_of_site_[site] == area_of_point_[point];
  }

  [[noreturn]] void refuse_area(territory::AreaId area) const {
    const std::string& code = territory_.areas.code[area];
    const std::string& label = territory_.areas.name[area];
    const std::int64_t households = territory_.areas.households[area];
    const core::Text example = level_example(candidates_, [&](const SiteOption& option) {
      return option.cell.valid() && ancestor(territory_, territory_.cells.parent[option.cell], spec_.levels.back()) == area;
    });
    refuse(fmt::format("{} {}（{} 户）内没有可选的候选点{}，无法设自己的中心；请在其中增加候选点，或改 siting.levels", code,
                       label, households, example.zh),
           fmt::format(
               "{} {} ({} households) holds no candidate that can be chosen{}, so it cannot have a centre of its own; add one "
               "there, or change siting.levels",
               code, label, households, example.en));
  }

  /// 1 where a point can be served; the others are counted. Throws where a full cover is asked for and cannot be.
  std::vector<std::uint8_t> served_points() {
    std::vector<TravelTime> least(stands_.size());
    for (std::size_t site = 0; site < made_.options.size(); ++site) {
      for (std::size_t i = 0; i < stands_.size(); ++i) {
        if (may_serve(site, i)) least[i] = std::min(least[i], time(site, i));
      }
    }
    std::vector<std::uint8_t> served(stands_.size(), 1);
    const bool full = spec_.problem == SitingProblem::set_cover;
    std::optional<std::size_t> worst;
    for (std::size_t i = 0; i < stands_.size(); ++i) {
      const bool way = least[i].reachable();
      if (way && !(full && least[i].value() > spec_.standard)) continue;
      served[i] = 0;
      leave_out(i, way);
      if (way && (!worst || least[*worst] < least[i])) worst = i;
    }
    if (worst && !spec_.leave_out) refuse_cover(stands_[*worst], least[*worst]);
    return served;
  }

  void leave_out(std::size_t point, bool beyond) {
    LeftOut& left = made_.left_out;
    for (const DoorId door : points_.doors[point]) (beyond ? left.beyond : left.no_way) += demand_[door];
    (beyond ? left.doors_beyond : left.doors_no_way) += points_.doors[point].size();
  }

  [[noreturn]] void refuse_cover(DoorId door, TravelTime way) const {
    const LeftOut& left = made_.left_out;
    const std::string name = doors_.name_of(territory_, door);
    const double minutes = core::in_minutes(way.value());
    const double standard = core::in_minutes(spec_.standard);
    const core::Text of = demand_words(doors_, spec_.demand);
    refuse(
        fmt::format("不可能全部覆盖：{} 处住处（{:g} {}）离每个候选点都超过 {:g} 分钟；最远的是 {}，离最近的候选点 {:.1f} 分钟。"
                    "请增加候选点，放宽 siting.standard，或写 siting.out_of_reach = \"leave out\"",
                    left.doors_beyond, left.beyond, of.zh, standard, name, minutes),
        fmt::format(
            "a full cover is impossible: {} homes ({:g} {}) are more than {:g} min from every candidate; the farthest, {}, "
            "is {:.1f} min from its nearest. Add candidates, widen siting.standard, or say siting.out_of_reach = "
            "\"leave out\"",
            left.doors_beyond, left.beyond, of.en, standard, name, minutes));
  }

  [[noreturn]] void refuse_nobody() const {
    const core::Text of = demand_words(doors_, spec_.demand);
    refuse(fmt::format("没有可服务的需求：共 {:g} {}，均无路可达", made_.demand, of.zh),
           fmt::format("there is no demand to serve: {:g} {} in all, none of whom can be reached", made_.demand, of.en));
  }

  void add_demand(const std::vector<std::uint8_t>& served) {
    made_.point_of = core::Column<DoorId, std::uint32_t>(doors_.doors.size(), SiteChoice::nobody);
    for (std::size_t i = 0; i < stands_.size(); ++i) {
      if (served[i] == 0) continue;
      double weight = 0;
      for (const DoorId door : points_.doors[i]) {
        made_.point_of[door] = static_cast<std::uint32_t>(kept_.size());
        weight += demand_[door];
      }
      kept_.push_back(i);
      made_.doors.push_back(stands_[i]);
      made_.task.weights.push_back(weight);
      made_.task.demand_names.push_back(doors_.name_of(territory_, stands_[i]));
      if (points_.spread.empty()) continue;
      const bool longest = spec_.problem == SitingProblem::centre;
      made_.spread = longest ? std::max(made_.spread, points_.spread[i]) : made_.spread + points_.spread[i];
    }
  }

  void add_sites() {
    std::vector<double> lengths;
    lengths.reserve(made_.options.size() * kept_.size());
    for (std::size_t site = 0; site < made_.options.size(); ++site) {
      for (const std::size_t i : kept_) {
        const TravelTime way = time(site, i);
        lengths.push_back(way.reachable() ? static_cast<double>(way.ms) : siting::no_way);
      }
      const SiteOption& option = candidates_.all[made_.options[site]];
      siting::Candidate candidate{.name = option.name, .cost = option.cost};
      candidate.fixed = option.fixed;
      if (spec_.has_capacities()) candidate.capacity = option.capacity;
      made_.task.sites.push_back(std::move(candidate));
    }
    made_.task.lengths = siting::LengthTable(made_.options.size(), kept_.size(), std::move(lengths));
  }

  [[nodiscard]] TravelTime time(std::size_t site, std::size_t point) const {
    return points_.times[site * stands_.size() + point];
  }

  const SitingSpec& spec_;
  const territory::Territory& territory_;
  const CandidateList& candidates_;
  const DoorList& doors_;
  const core::Column<DoorId, double>& demand_;
  SiteTask made_;
  DemandPoints points_;
  std::vector<DoorId> stands_;                    ///< of each point
  std::vector<territory::AreaId> area_of_point_;  ///< of the lowest of the levels; empty: not nested
  std::vector<territory::AreaId> area_of_site_;
  std::vector<std::size_t> kept_;  ///< points that can be served
};

}  // namespace

core::Text demand_words(const DoorList& doors, const std::string& demand) {
  if (demand == "requests") return {.zh = "件/年", .en = "requests a year"};
  if (demand == "households") return {.zh = "户", .en = "households"};
  if (demand == "residents") return {.zh = "居民", .en = "residents"};
  const auto found =
      std::find_if(doors.people.begin(), doors.people.end(), [&](const People& some) { return some.name == demand; });
  return found == doors.people.end() ? core::Text{demand, demand} : found->title;
}

std::optional<core::Text> too_few(const SitingSpec& spec, const CandidateList& candidates) {
  const std::size_t allowed = candidates.count(Bar::none);
  const std::size_t all = candidates.all.size();
  if (allowed == 0 && all == 1) return core::Text{.zh = "唯一的候选点不可选", .en = "the only candidate cannot be chosen"};
  if (allowed == 0) {
    return core::Text{.zh = fmt::format("{} 个候选点中没有一个可选", all),
                      .en = fmt::format("none of {} candidates can be chosen", all)};
  }
  if (spec.problem == SitingProblem::nested || spec.number.value_or(0) <= allowed * spec.posts_per_site) return std::nullopt;
  const std::string of = counted(all, "candidate", "candidates");
  if (spec.posts_per_site == 1) {
    return core::Text{.zh = fmt::format("要选 {} 个点（siting.number），{} 个候选点中只有 {} 个可选", *spec.number, all, allowed),
                      .en = fmt::format("{} asked for (siting.number), but only {} of {} can be chosen",
                                        counted(*spec.number, "site is", "sites are"), allowed, of)};
  }
  return core::Text{.zh = fmt::format("要设 {} 个岗位（siting.number），{} 个候选点中只有 {} 个可选，每点最多 {} 个岗位",
                                      *spec.number, all, allowed, spec.posts_per_site),
                    .en = fmt::format("{} asked for (siting.number), but only {} of {} can be chosen, each for {} posts",
                                      counted(*spec.number, "post is", "posts are"), allowed, of, spec.posts_per_site)};
}

SiteTask make_site_task(const Scenario& scenario, const territory::Territory& territory, const network::Travel& travel,
                        const CandidateList& candidates, const DoorList& doors, core::Threads threads, core::Progress& progress) {
  return TaskMaking(scenario, territory, candidates, doors).run(scenario, travel, threads, progress);
}

}  // namespace wangge::scenarios
