#include "engine/siting/coverage.h"

#include "engine/core/parallel.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

namespace wangge::siting {
namespace {

std::optional<double> share(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

/// Travel from the serving post to the door of each building, without gate and stairs.
struct Service {
  Column<BuildingId, PostId> post;
  Column<BuildingId, TravelTime> travel;

  explicit Service(std::size_t buildings) : post(buildings), travel(buildings) {}
  /// Posts are offered in rising order, so that the lower wins a tie.
  void offer(BuildingId building, PostId from, TravelTime time) {
    if (time < travel[building]) {
      travel[building] = time;
      post[building] = from;
    }
  }
};

std::vector<AccessPoint> doors(const network::Travel& travel, Mode mode, std::span<const BuildingId> buildings) {
  std::vector<AccessPoint> points;
  points.reserve(buildings.size());
  for (const BuildingId building : buildings) points.push_back(travel.access(mode, building));
  return points;
}

std::vector<PostId> serving(const Posts& posts, const std::string& kind) {
  std::vector<PostId> chosen;
  for (const PostId post : core::ids<PostId>(posts.size())) {
    if (kind.empty() || posts[post].kind == kind) chosen.push_back(post);
  }
  return chosen;
}

void serve_own_zones(const network::Travel& travel, const Column<ZoneId, Zone>& zones, const Posts& posts,
                     const std::vector<PostId>& chosen, Mode mode, core::Threads threads, Service& service) {
  std::vector<std::vector<TravelTime>> rows(chosen.size());
  core::parallel_for(threads, chosen.size(), [&](std::size_t i) {
    const Post& post = posts[chosen[i]];
    if (!post.zone.valid()) return;
    const auto to = doors(travel, mode, zones[post.zone].buildings);
    rows[i] = travel.table(mode, std::span(&post.by(mode), 1), to, core::Threads(1));
  });
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    for (std::size_t i = 0; i < rows[k].size(); ++i) {
      service.offer(zones[posts[chosen[k]].zone].buildings[i], chosen[k], rows[k][i]);
    }
  }
}

/// The nearest of all posts for whoever is still without one, a few posts at a time to bound the memory.
void serve_the_rest(const network::Travel& travel, const Posts& posts, const std::vector<PostId>& chosen, Mode mode,
                    core::Threads threads, Service& service) {
  std::vector<BuildingId> rest;
  for (const BuildingId building : core::ids<BuildingId>(service.post.size())) {
    if (!service.post[building].valid() && travel.access(mode, building).valid()) rest.push_back(building);
  }
  if (rest.empty()) return;
  const auto to = doors(travel, mode, rest);
  constexpr std::size_t batch = 16;
  for (std::size_t first = 0; first < chosen.size(); first += batch) {
    const std::size_t count = std::min(batch, chosen.size() - first);
    std::vector<AccessPoint> from;
    for (std::size_t i = 0; i < count; ++i) from.push_back(posts[chosen[first + i]].by(mode));
    const auto table = travel.table(mode, from, to, threads);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t k = 0; k < rest.size(); ++k) service.offer(rest[k], chosen[first + i], table[i * rest.size() + k]);
    }
  }
}

/// A tally with the exact sums behind its mean.
struct Sums {
  CoverageTally tally;
  std::int64_t reached_households = 0;
  std::int64_t household_ms = 0;
  std::int64_t largest_ms = 0;

  void add(std::int64_t households, std::int64_t residents, TravelTime time, core::Millis within) {
    const bool reached_in_time = time.reachable() && time.value() <= within;
    tally.households += households;
    tally.residents += residents;
    tally.buildings += 1;
    if (reached_in_time) {
      tally.households_within += households;
      tally.residents_within += residents;
      tally.buildings_within += 1;
    }
    if (!time.reachable()) {
      tally.households_unreachable += households;
    } else if (households > 0) {
      reached_households += households;
      household_ms += households * time.value().value;
      largest_ms = std::max(largest_ms, time.value().value);
    }
  }
  [[nodiscard]] CoverageTally result() const {
    CoverageTally finished = tally;
    if (reached_households > 0) {
      finished.minutes_mean = static_cast<double>(household_ms) / static_cast<double>(reached_households) / 60000.0;
      finished.minutes_max = core::in_minutes(core::Millis(largest_ms));
    }
    return finished;
  }
};

template <class IdType>
Column<IdType, CoverageTally> results(const Column<IdType, Sums>& sums) {
  Column<IdType, CoverageTally> tallies;
  for (const Sums& sum : sums) tallies.push_back(sum.result());
  return tallies;
}

void tally(const territory::Territory& territory, const Column<ZoneId, Zone>& zones, core::Millis within, Coverage& coverage) {
  const territory::Buildings& buildings = territory.buildings;
  Sums total;
  Column<ZoneId, Sums> by_zone(zones.size());
  Column<AreaId, Sums> by_area(territory.areas.size());
  const auto add_to = [&](Sums& sums, BuildingId building) {
    sums.add(buildings.households[building], buildings.residents[building], coverage.time[building], within);
  };
  for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
    add_to(total, building);
    AreaId area = territory.cells.parent[buildings.cell[building]];
    for (; area.valid(); area = territory.areas.parent[area]) add_to(by_area[area], building);
  }
  for (const ZoneId zone : core::ids<ZoneId>(zones.size())) {
    for (const BuildingId building : zones[zone].buildings) add_to(by_zone[zone], building);
  }
  coverage.total = total.result();
  coverage.by_zone = results(by_zone);
  coverage.by_area = results(by_area);
}

std::vector<BlindSpot> blind_spots(const territory::Buildings& buildings, const Column<BuildingId, TravelTime>& times,
                                   core::Millis within, std::size_t most) {
  std::vector<BlindSpot> spots;
  for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
    const TravelTime time = times[building];
    if (buildings.households[building] <= 0 || (time.reachable() && time.value() <= within)) continue;
    spots.push_back({building, buildings.households[building], time});
  }
  std::sort(spots.begin(), spots.end(), [](const BlindSpot& a, const BlindSpot& b) {
    return std::tie(b.households, b.time, a.building) < std::tie(a.households, a.time, b.building);
  });
  if (spots.size() > most) spots.resize(most);
  return spots;
}

}  // namespace

std::optional<double> CoverageTally::households_share() const { return share(households_within, households); }
std::optional<double> CoverageTally::residents_share() const { return share(residents_within, residents); }

Coverage static_coverage(const network::Travel& travel, const territory::Territory& territory, const Column<ZoneId, Zone>& zones,
                         const Posts& posts, const CoverageRules& rules, core::Threads threads) {
  Service service(territory.buildings.size());
  const std::vector<PostId> chosen = serving(posts, rules.post_kind);
  serve_own_zones(travel, zones, posts, chosen, rules.mode, threads, service);
  serve_the_rest(travel, posts, chosen, rules.mode, threads, service);

  Coverage coverage;
  coverage.time.resize(territory.buildings.size());
  for (const BuildingId building : core::ids<BuildingId>(territory.buildings.size())) {
    if (!service.travel[building].reachable()) continue;
    const double floors = static_cast<double>(territory.buildings.floors[building]);
    const core::Millis door_to_door = service.travel[building].value() + entry_time(rules.entry, floors);
    coverage.time[building].ms = static_cast<std::uint32_t>(door_to_door.value);
  }
  coverage.post = std::move(service.post);
  tally(territory, zones, rules.within, coverage);
  coverage.blind_spots = blind_spots(territory.buildings, coverage.time, rules.within, rules.blind_spots);
  return coverage;
}

}  // namespace wangge::siting
