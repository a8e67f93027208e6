#include "engine/siting/location/siting_task.h"

#include "engine/core/error.h"
#include "engine/siting/location/site_choice.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace wangge::siting {
namespace {

[[noreturn]] void refuse(std::string zh, std::string en) {
  throw core::Error(core::ErrorCode::input, {.zh = std::move(zh), .en = std::move(en)});
}

void check_numbers(const SitingTask& task) {
  const auto bad = [](double value) { return !(value >= 0) || std::isinf(value); };
  for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
    const Candidate& candidate = task.sites[site];
    if (bad(candidate.cost) || (candidate.capacity && bad(*candidate.capacity)) || bad(candidate.floor.value)) {
      refuse(fmt::format("候选点 {}：费用、容量和面积应为不小于 0 的数", name_of(task, site)),
             fmt::format("site {}: cost, capacity and floor area must be numbers of at least 0", name_of(task, site)));
    }
  }
  for (const DemandId demand : core::ids<DemandId>(task.weights.size())) {
    if (!bad(task.weights[demand])) continue;
    refuse(fmt::format("需求点 {}：权重 {} 应为不小于 0 的数", name_of(task, demand), task.weights[demand]),
           fmt::format("demand point {}: the weight {} must be a number of at least 0", name_of(task, demand),
                       task.weights[demand]));
  }
  for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
    for (const DemandId demand : core::ids<DemandId>(task.weights.size())) {
      const double length = task.lengths(site, demand);
      if (length >= 0) continue;
      refuse(fmt::format("候选点 {} 到需求点 {} 的长度 {} 应不小于 0", name_of(task, site), name_of(task, demand), length),
             fmt::format("from site {} to demand point {}: the length {} must be at least 0", name_of(task, site),
                         name_of(task, demand), length));
    }
  }
}

void check_fixed(const SitingTask& task) {
  std::size_t fixed = 0;
  double spent = 0;
  for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
    if (!task.sites[site].fixed) continue;
    ++fixed;
    spent += task.sites[site].cost;
    if (allowed(task, site)) continue;
    refuse(fmt::format("候选点 {} 既被固定又不可用（禁用或面积不足）", name_of(task, site)),
           fmt::format("site {} is fixed and cannot be taken (forbidden, or its floor area is too small)", name_of(task, site)));
  }
  if (task.most_sites && fixed > *task.most_sites) {
    refuse(fmt::format("固定了 {} 个点，超过要选的 {} 个", fixed, *task.most_sites),
           fmt::format("{} sites are fixed, more than the {} to choose", fixed, *task.most_sites));
  }
  if (task.budget && !affords(*task.budget, spent)) {
    refuse(fmt::format("固定点的费用 {:.12g} 超过预算 {:.12g}", spent, *task.budget),
           fmt::format("the fixed sites cost {:.12g}, more than the budget of {:.12g}", spent, *task.budget));
  }
}

}  // namespace

bool allowed(const SitingTask& task, SiteId site) {
  const Candidate& candidate = task.sites[site];
  return !candidate.forbidden && !(task.least_floor && candidate.floor < *task.least_floor);
}

std::string name_of(const SitingTask& task, SiteId site) {
  const std::string& name = task.sites[site].name;
  return name.empty() ? fmt::format("#{}", site.value()) : name;
}

std::string name_of(const SitingTask& task, DemandId demand) {
  if (task.demand_names.empty() || task.demand_names[demand].empty()) return fmt::format("#{}", demand.value());
  return task.demand_names[demand];
}

void check_task(const SitingTask& task, std::size_t posts_per_site) {
  if (task.sites.empty() || task.weights.empty()) refuse("没有候选点或没有需求点", "there is no site, or no demand point");
  if (task.lengths.sites() != task.sites.size() || task.lengths.demands() != task.weights.size()) {
    refuse(fmt::format("距离表为 {} x {}，应为 {} x {}", task.lengths.sites(), task.lengths.demands(), task.sites.size(),
                       task.weights.size()),
           fmt::format("the table of lengths is {} x {}, expected {} x {}", task.lengths.sites(), task.lengths.demands(),
                       task.sites.size(), task.weights.size()));
  }
  check_numbers(task);
  check_fixed(task);
  std::size_t open = 0;
  for (const SiteId site : core::ids<SiteId>(task.sites.size())) open += allowed(task, site) ? 1 : 0;
  if (open == 0) refuse("没有可用的候选点", "no site is allowed");
  if (posts_per_site > 1 && task.most_sites && *task.most_sites > open * posts_per_site) {
    refuse(fmt::format("要设 {} 个岗位，可用的候选点只有 {} 个，每个最多 {} 个岗位", *task.most_sites, open, posts_per_site),
           fmt::format("{} posts are asked for, only {} sites are allowed, each for {} posts", *task.most_sites, open,
                       posts_per_site));
  }
  if (posts_per_site <= 1 && task.most_sites && *task.most_sites > open) {
    refuse(fmt::format("要选 {} 个点，可用的候选点只有 {} 个", *task.most_sites, open),
           fmt::format("{} sites are asked for, only {} are allowed", *task.most_sites, open));
  }
  if (task.most_sites && *task.most_sites == 0) refuse("应至少选 1 个点", "at least one site must be chosen");
}

void check_reach(const SitingTask& task, double radius, Weightless weightless) {
  std::vector<double> nearest(task.weights.size(), no_way);
  for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
    if (!allowed(task, site)) continue;
    const std::span<const double> row = task.lengths.from(site);
    for (std::size_t demand = 0; demand < row.size(); ++demand) nearest[demand] = std::min(nearest[demand], row[demand]);
  }
  for (const DemandId demand : core::ids<DemandId>(task.weights.size())) {
    const double length = nearest[demand.value()];
    if (length <= radius && length < no_way) continue;
    if (weightless == Weightless::skip && task.weights[demand] <= 0) continue;
    if (length == no_way) {
      refuse(fmt::format("需求点 {} 从任何可用的候选点都不可达", name_of(task, demand)),
             fmt::format("demand point {} is reached from no allowed site", name_of(task, demand)));
    }
    refuse(fmt::format("不可能全部覆盖：需求点 {} 离最近的候选点 {}，半径为 {}", name_of(task, demand), length, radius),
           fmt::format("a full cover is impossible: demand point {} is {} from its nearest site, the radius is {}",
                       name_of(task, demand), length, radius));
  }
}

bool whole_numbers(const SitingTask& task) {
  constexpr double most = 4503599627370496.0;  // 2^52
  const auto whole = [](double value) { return value == std::floor(value); };
  double weight = 0;
  double longest = 0;
  for (const double value : task.weights) {
    if (!whole(value)) return false;
    weight += value;
  }
  for (const double value : task.lengths.all()) {
    if (value == no_way) continue;
    if (!whole(value)) return false;
    longest = std::max(longest, value);
  }
  return weight * std::max(longest, 1.0) < most;
}

}  // namespace wangge::siting
