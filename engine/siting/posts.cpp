#include "engine/siting/posts.h"

#include "engine/core/parallel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <utility>

namespace wangge::siting {
namespace {

constexpr std::uint64_t no_cost = std::numeric_limits<std::uint64_t>::max();

struct Choice {
  BuildingId building;
  std::uint64_t cost = no_cost;

  void offer(BuildingId other, std::uint64_t other_cost) {
    if (other_cost < cost || (other_cost == cost && other < building)) *this = {other, other_cost};
  }
};

/// The demand of one zone and the buildings that could serve it.
struct MedianProblem {
  std::vector<AccessPoint> targets;
  std::vector<std::uint64_t> weights;
  std::vector<BuildingId> candidates;

  MedianProblem(const network::Travel& travel, const territory::Buildings& buildings, const Zone& zone, Mode mode) {
    const auto reachable = [&](BuildingId building) { return travel.access(mode, building).valid(); };
    const bool inhabited = std::any_of(zone.buildings.begin(), zone.buildings.end(), [&](BuildingId building) {
      return buildings.households[building] > 0 && reachable(building);
    });
    for (const BuildingId building : zone.buildings) {
      if (!reachable(building)) continue;
      const auto weight = inhabited ? static_cast<std::uint64_t>(std::max(0, buildings.households[building])) : 1U;
      if (weight > 0) {
        targets.push_back(travel.access(mode, building));
        weights.push_back(weight);
      }
      if (buildings.use[building] != territory::BuildingUse::minor) candidates.push_back(building);
    }
    if (!candidates.empty()) return;
    std::copy_if(zone.buildings.begin(), zone.buildings.end(), std::back_inserter(candidates), reachable);
  }
};

/// Tries some candidates: one table from them to all of the demand.
Choice best_of(const network::Travel& travel, Mode mode, const MedianProblem& problem, std::span<const BuildingId> candidates) {
  std::vector<AccessPoint> from;
  from.reserve(candidates.size());
  for (const BuildingId building : candidates) from.push_back(travel.access(mode, building));
  const auto table = travel.table(mode, from, problem.targets, core::Threads(1));
  Choice best;
  for (std::size_t row = 0; row < candidates.size(); ++row) {
    std::uint64_t cost = 0;
    for (std::size_t i = 0; i < problem.targets.size(); ++i) {
      cost += problem.weights[i] * table[row * problem.targets.size() + i].ms;
    }
    best.offer(candidates[row], cost);
  }
  return best;
}

std::vector<BuildingId> evenly(const std::vector<BuildingId>& all, std::size_t count) {
  std::vector<BuildingId> some;
  for (std::size_t i = 0; i < count; ++i) some.push_back(all[i * all.size() / count]);
  return some;
}

std::vector<BuildingId> around(const territory::Buildings& buildings, std::vector<BuildingId> all, BuildingId centre,
                               std::size_t count) {
  const auto nearer = [&](BuildingId a, BuildingId b) {
    const auto to_a = core::distance(buildings.position[a], buildings.position[centre]);
    const auto to_b = core::distance(buildings.position[b], buildings.position[centre]);
    return std::pair(to_a, a) < std::pair(to_b, b);
  };
  count = std::min(count, all.size());
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count), all.end(), nearer);
  all.resize(count);
  return all;
}

struct Median {
  BuildingId building;  ///< invalid: nothing in the zone can be reached
  Placement placement = Placement::median;
};

Median median(const network::Travel& travel, const territory::Buildings& buildings, const Zone& zone, Mode mode,
              const MedianRules& rules) {
  const MedianProblem problem(travel, buildings, zone, mode);
  if (problem.candidates.empty()) return {};
  if (problem.candidates.size() <= rules.exact_up_to) {
    return {best_of(travel, mode, problem, problem.candidates).building, Placement::median};
  }
  const std::size_t sample = std::clamp<std::size_t>(rules.sample, 1, problem.candidates.size());
  Choice best = best_of(travel, mode, problem, evenly(problem.candidates, sample));
  const Choice near = best_of(travel, mode, problem, around(buildings, problem.candidates, best.building, sample));
  best.offer(near.building, near.cost);
  return {best.building, Placement::sampled};
}

core::Finding unreachable_post(const std::string& code, const std::string& name, core::Text why) {
  core::Finding finding;
  finding.rule = "post.unreachable";
  finding.message = std::move(why);
  finding.feature = code;
  finding.value = name;
  return finding;
}

Post make_post(const network::Travel& travel, const PostKind& kind, Position position) {
  Post post;
  post.kind = kind.kind;
  post.level = kind.level;
  post.position = position;
  for (std::size_t m = 0; m < network::mode_count; ++m) post.access[m] = travel.access(static_cast<Mode>(m), position);
  return post;
}

BuildingId nearest_building(const territory::Buildings& buildings, Position place) {
  BuildingId best;
  for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
    if (!best.valid() || core::distance(buildings.position[building], place) < core::distance(buildings.position[best], place)) {
      best = building;
    }
  }
  return best;
}

}  // namespace

std::vector<PostId> set_out_on(const network::Travel& now, Mode mode, const std::string& kind, Posts& posts) {
  std::vector<PostId> cut_off;
  for (const PostId id : core::ids<PostId>(posts.size())) {
    Post& post = posts[id];
    if (post.kind != kind) continue;
    const bool had = post.by(mode).valid();
    for (std::size_t m = 0; m < network::mode_count; ++m) post.access[m] = now.access(static_cast<Mode>(m), post.position);
    if (had && !post.by(mode).valid()) cut_off.push_back(id);
  }
  return cut_off;
}

PlacedPosts place_at_points(const network::Travel& travel, const territory::Buildings& buildings,
                            const Column<ZoneId, Zone>& zones, const PostKind& kind, std::span<const PostPoint> points) {
  Column<BuildingId, ZoneId> zone_of(buildings.size());
  for (const ZoneId zone : core::ids<ZoneId>(zones.size())) {
    for (const BuildingId building : zones[zone].buildings) zone_of[building] = zone;
  }
  PlacedPosts placed;
  for (const PostPoint& point : points) {
    Post post = make_post(travel, kind, point.position);
    post.name = point.name;
    post.zone = point.zone;
    if (!post.zone.valid()) {
      const BuildingId nearest = nearest_building(buildings, point.position);
      if (nearest.valid()) post.zone = zone_of[nearest];
    }
    if (post.zone.valid()) post.parent = zones[post.zone].code;
    placed.posts.push_back(std::move(post));
  }
  return placed;
}

PlacedPosts place_at_medians(const network::Travel& travel, const territory::Buildings& buildings,
                             const Column<ZoneId, Zone>& zones, const PostKind& kind, const MedianRules& rules,
                             core::Threads threads) {
  Column<ZoneId, Median> medians(zones.size());
  core::parallel_for(threads, zones.size(),
                     [&](std::size_t i) { medians[ZoneId(i)] = median(travel, buildings, zones[ZoneId(i)], kind.mode, rules); });
  PlacedPosts placed;
  for (const ZoneId zone : core::ids<ZoneId>(zones.size())) {
    const BuildingId home = medians[zone].building;
    if (!home.valid()) {
      placed.findings.add(unreachable_post(
          zones[zone].code, zones[zone].name,
          {.zh = fmt::format("{} 内没有道路可达的建筑，未设站点", zones[zone].code),
           .en = fmt::format("no building of {} can be reached by road, so it gets no post of its own", zones[zone].code)}));
      continue;
    }
    Post post = make_post(travel, kind, buildings.position[home]);
    post.name = zones[zone].name;
    post.parent = zones[zone].code;
    post.zone = zone;
    post.home = home;
    post.placement = medians[zone].placement;
    placed.posts.push_back(std::move(post));
  }
  return placed;
}

}  // namespace wangge::siting
