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

/// Where people are reached: the door of each building by rising id, then the middle of each derived cell.
using PlaceId = core::Id<struct PlaceTag>;

struct Places {
  std::size_t buildings = 0;
  std::vector<CellId> cells;  ///< the derived ones, rising
  Column<PlaceId, AccessPoint> door;
  Column<ZoneId, std::vector<PlaceId>> of_zone;

  [[nodiscard]] PlaceId of(BuildingId building) const { return PlaceId(building.value()); }
  [[nodiscard]] PlaceId of(CellId cell) const {
    const auto at = std::lower_bound(cells.begin(), cells.end(), cell);
    return PlaceId(buildings + static_cast<std::size_t>(at - cells.begin()));
  }
};

Places places_of(const network::Travel& travel, Mode mode, const territory::Territory& territory,
                 const Column<ZoneId, Zone>& zones) {
  Places places;
  places.buildings = territory.buildings.size();
  for (const BuildingId building : core::ids<BuildingId>(places.buildings)) places.door.push_back(travel.access(mode, building));
  for (const CellId cell : core::ids<CellId>(territory.cells.derived.size())) {
    if (territory.cells.derived[cell] == 0) continue;
    places.cells.push_back(cell);
    places.door.push_back(travel.access(mode, territory.cells.centroid[cell]));
  }
  for (const Zone& zone : zones) {
    std::vector<PlaceId>& own = places.of_zone[places.of_zone.push_back({})];
    for (const BuildingId building : zone.buildings) own.push_back(places.of(building));
    for (const CellId cell : zone.derived_cells) own.push_back(places.of(cell));
  }
  return places;
}

/// Travel from the serving post to each place, without gate and stairs.
struct Service {
  Column<PlaceId, PostId> post;
  Column<PlaceId, TravelTime> travel;

  explicit Service(std::size_t places) : post(places), travel(places) {}
  /// Posts are offered in rising order, so that the lower wins a tie.
  void offer(PlaceId place, PostId from, TravelTime time) {
    if (time < travel[place]) {
      travel[place] = time;
      post[place] = from;
    }
  }
};

std::vector<AccessPoint> doors(const Places& places, std::span<const PlaceId> chosen) {
  std::vector<AccessPoint> points;
  points.reserve(chosen.size());
  for (const PlaceId place : chosen) points.push_back(places.door[place]);
  return points;
}

std::vector<PostId> serving(const Posts& posts, const AskedKind& kind) {
  std::vector<PostId> chosen;
  for (const PostId post : core::ids<PostId>(posts.size())) {
    if (is_of(posts[post].kind, kind)) chosen.push_back(post);
  }
  return chosen;
}

void serve_own_zones(const network::Travel& travel, const Places& places, const Posts& posts, const std::vector<PostId>& chosen,
                     Mode mode, core::Threads threads, Service& service) {
  std::vector<std::vector<TravelTime>> rows(chosen.size());
  core::parallel_for(threads, chosen.size(), [&](std::size_t i) {
    const Post& post = posts[chosen[i]];
    if (!post.zone.valid()) return;
    const auto to = doors(places, places.of_zone[post.zone]);
    rows[i] = travel.table(mode, std::span(&post.by(mode), 1), to, core::Threads(1));
  });
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    for (std::size_t i = 0; i < rows[k].size(); ++i) {
      service.offer(places.of_zone[posts[chosen[k]].zone][i], chosen[k], rows[k][i]);
    }
  }
}

/// The nearest of all posts for whoever is still without one, a few posts at a time to bound the memory.
void serve_the_rest(const network::Travel& travel, const Places& places, const Posts& posts, const std::vector<PostId>& chosen,
                    Mode mode, core::Threads threads, Service& service) {
  std::vector<PlaceId> rest;
  for (const PlaceId place : core::ids<PlaceId>(places.door.size())) {
    if (!service.post[place].valid() && places.door[place].valid()) rest.push_back(place);
  }
  if (rest.empty()) return;
  const auto to = doors(places, rest);
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

  void add_building(std::int64_t households, std::int64_t residents, TravelTime time, core::Millis within) {
    add(households, residents, time, within);
    tally.buildings += 1;
    if (time.reachable() && time.value() <= within) tally.buildings_within += 1;
  }
  void add(std::int64_t households, std::int64_t residents, TravelTime time, core::Millis within) {
    const bool reached_in_time = time.reachable() && time.value() <= within;
    tally.households += households;
    tally.residents += residents;
    if (reached_in_time) {
      tally.households_within += households;
      tally.residents_within += residents;
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

/// Counts everybody: the people of buildings and those of derived cells.
class Tallying {
 public:
  Tallying(const territory::Territory& territory, std::size_t zones, core::Millis within)
      : territory_(territory), within_(within), by_zone_(zones), by_area_(territory.areas.size()) {}

  void count(const Column<BuildingId, TravelTime>& times) {
    const territory::Buildings& buildings = territory_.buildings;
    for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
      add(total_, building, times[building]);
      AreaId area = territory_.cells.parent[buildings.cell[building]];
      for (; area.valid(); area = territory_.areas.parent[area]) add(by_area_[area], building, times[building]);
    }
  }
  void count(CellId cell, TravelTime time) {
    add(total_, cell, time);
    AreaId area = territory_.cells.parent[cell];
    for (; area.valid(); area = territory_.areas.parent[area]) add(by_area_[area], cell, time);
  }
  template <class PlaceType>
  void count_in(ZoneId zone, PlaceType place, TravelTime time) {
    add(by_zone_[zone], place, time);
  }
  void write_to(Coverage& coverage) const {
    coverage.total = total_.result();
    coverage.by_zone = results(by_zone_);
    coverage.by_area = results(by_area_);
  }

 private:
  void add(Sums& sums, BuildingId building, TravelTime time) const {
    sums.add_building(territory_.buildings.households[building], territory_.buildings.residents[building], time, within_);
  }
  void add(Sums& sums, CellId cell, TravelTime time) const {
    sums.add(territory_.cells.households[cell], territory_.cells.residents[cell], time, within_);
  }

  const territory::Territory& territory_;
  core::Millis within_;
  Sums total_;
  Column<ZoneId, Sums> by_zone_;
  Column<AreaId, Sums> by_area_;
};

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
  const Places places = places_of(travel, rules.mode, territory, zones);
  Service service(places.door.size());
  const std::vector<PostId> chosen = serving(posts, rules.post_kind);
  serve_own_zones(travel, places, posts, chosen, rules.mode, threads, service);
  serve_the_rest(travel, places, posts, chosen, rules.mode, threads, service);

  Coverage coverage;
  const auto door_to_door = [&](PlaceId place, double floors) {
    if (!service.travel[place].reachable()) return TravelTime{};
    const core::Millis time = service.travel[place].value() + entry_time(rules.entry, floors);
    return time.value < TravelTime::none ? TravelTime{static_cast<std::uint32_t>(time.value)} : TravelTime{};
  };
  for (const BuildingId building : core::ids<BuildingId>(territory.buildings.size())) {
    coverage.time.push_back(door_to_door(places.of(building), static_cast<double>(territory.buildings.floors[building])));
    coverage.post.push_back(service.post[places.of(building)]);
  }
  Tallying tallying(territory, zones.size(), rules.within);
  tallying.count(coverage.time);
  for (const CellId cell : places.cells) tallying.count(cell, door_to_door(places.of(cell), 0));
  for (const ZoneId zone : core::ids<ZoneId>(zones.size())) {
    for (const BuildingId building : zones[zone].buildings) tallying.count_in(zone, building, coverage.time[building]);
    for (const CellId cell : zones[zone].derived_cells) tallying.count_in(zone, cell, door_to_door(places.of(cell), 0));
  }
  tallying.write_to(coverage);
  coverage.blind_spots = blind_spots(territory.buildings, coverage.time, rules.within, rules.blind_spots);
  return coverage;
}

}  // namespace wangge::siting
