#include "scenarios/steps/circle_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace wangge::scenarios {
namespace {

using network::AccessPoint;
using network::TravelTime;
using siting::ReachPlace;

std::string first_kind(const Scenario& scenario) {
  const ResponderSpec* responder = circle_responder(scenario);
  return responder == nullptr ? std::string() : responder->kind;
}

double area_of(const gis::Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) - (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
  return twice / 2;
}

/// Holes turn the other way.
core::SquareMetres area_of(const gis::MultiPolygon& shape) {
  double area = 0;
  for (const gis::Polygon& polygon : shape) {
    area += area_of(polygon.outer);
    for (const gis::Ring& hole : polygon.holes) area += area_of(hole);
  }
  return core::SquareMetres(area);
}

class Drawing {
 public:
  Drawing(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built, const TravelBuild& travel,
          const siting::Posts& posts, core::Threads threads)
      : scenario_(scenario),
        layers_(layers),
        built_(built),
        travel_(travel),
        posts_(posts),
        threads_(threads),
        rules_(coverage_rules(scenario)),
        land_made_(std::make_shared<gis::CircleLand>(circle_land(travel.travel, rules_.mode, rules_.entry, layers, built))),
        land_(*land_made_) {}

  CircleBuild run() {
    gis::Circles circles =
        gis::response_circles(travel_.travel, posts_, land_, circle_rules(scenario_, rules_, first_kind(scenario_)), threads_);
    build_.rows = std::move(circles.rows);
    build_.posts = std::move(circles.posts);
    build_.reach = std::move(circles.reach);
    compare_closed_roads();
    compare_posts();
    follow_the_day();
    build_.land = land_made_;
    return std::move(build_);
  }

 private:
  /// The land's places as another network reaches them: a door may have another road there.
  [[nodiscard]] std::vector<ReachPlace> places_on(const network::Travel& travel) const {
    std::vector<ReachPlace> places = siting::reach_places(travel, rules_.mode, built_.territory, rules_.entry);
    places.insert(places.end(), land_.places.begin() + static_cast<std::ptrdiff_t>(places.size()), land_.places.end());
    return places;
  }

  [[nodiscard]] std::vector<TravelTime> nearest(const network::Travel& travel, const siting::AskedKind& kind) const {
    std::vector<AccessPoint> from;
    for (const siting::Post& post : posts_) {
      if (siting::is_of(post.kind, kind)) from.push_back(travel.access(rules_.mode, post.position));
    }
    return siting::reach_of_posts(travel, rules_.mode, from, places_on(travel), {}, threads_).nearest;
  }

  void compare_closed_roads() {
    if (!travel_.open || build_.posts.empty()) return;
    add_change({.zh = fmt::format("封闭 {} 条道路（{:.1f} 公里）", scenario_.roads.closed.size() - travel_.closed.unknown.size(),
                                  travel_.closed.length.value / 1000),
                .en = fmt::format("{} closed roads ({:.1f} km)", scenario_.roads.closed.size() - travel_.closed.unknown.size(),
                                  travel_.closed.length.value / 1000)},
               "closed roads", nearest(*travel_.open, rules_.post_kind));
  }

  void compare_posts() {
    const std::string& old = scenario_.coverage.instead_of;
    if (old.empty() || build_.posts.empty()) return;
    const std::string now = !rules_.post_kind ? "nobody" : rules_.post_kind->empty() ? "all posts" : *rules_.post_kind;
    add_change({.zh = fmt::format("“{}”取代“{}”", now, old), .en = fmt::format("{} instead of {}", now, old)},
               fmt::format("{} instead of {}", now, old), nearest(travel_.travel, old));
  }

  void add_change(core::Text cause, std::string word, const std::vector<TravelTime>& before) {
    const siting::ReachChange change = siting::reach_change(land_.places, before, build_.reach.nearest, rules_.within);
    CircleChange told{std::move(cause), std::move(word), change.gained_tally, change.lost_tally, {}, {}};
    told.gained_land = add_row(told.word, "gained", change.gained, change.gained_tally);
    told.lost_land = add_row(told.word, "lost", change.lost, change.lost_tally);
    build_.changes.push_back(std::move(told));
  }

  core::SquareMetres add_row(const std::string& cause, const char* what, const std::vector<std::uint32_t>& places,
                             const siting::ReachTally& tally) {
    gis::MultiPolygon shape = gis::land_of_places(land_, places);
    const core::SquareMetres area = area_of(shape);
    if (!shape.empty()) {
      build_.change_rows.push_back({cause, what, core::in_minutes(rules_.within), std::string(network::name(rules_.mode)),
                                    tally.buildings, tally.households, tally.residents, std::move(shape)});
    }
    return area;
  }

  /// What of these conditions concerns the mode of the circles.
  [[nodiscard]] network::Conditions of_mode(network::Conditions conditions) const {
    const auto m = static_cast<std::size_t>(rules_.mode);
    for (std::size_t other = 0; other < network::mode_count; ++other) {
      if (other != m) conditions.speed[other] = 1;
    }
    const auto bit = static_cast<std::uint8_t>(1U << m);
    std::erase_if(conditions.closed_to, [&](const network::ClosedTo& road) { return (road.modes & bit) == 0; });
    for (network::ClosedTo& road : conditions.closed_to) road.modes = bit;
    return conditions;
  }

  /// The buildings and derived cells that some post reaches in time by another network.
  [[nodiscard]] siting::ReachTally within(const network::Travel& travel) const {
    const std::vector<ReachPlace> places = siting::reach_places(travel, rules_.mode, built_.territory, rules_.entry);
    std::vector<AccessPoint> from;
    for (const siting::Post& post : posts_) {
      if (siting::is_of(post.kind, rules_.post_kind)) from.push_back(travel.access(rules_.mode, post.position));
    }
    const auto times = siting::reach_of_posts(travel, rules_.mode, from, places, {}, threads_).nearest;
    return siting::tally(places, times, siting::time_bounds(places, rules_.within));
  }

  /// What an hour is like for the circles: hours that are alike are asked about once.
  struct HourKind {
    std::size_t rules = 0;  ///< of directions and turns
    network::Conditions conditions;
    friend bool operator==(const HourKind&, const HourKind&) = default;
  };
  [[nodiscard]] HourKind kind_of(std::optional<int> hour) const {
    return {travel_.hourly.like(gis::HourlyRoads::moment(hour), rules_.mode), of_mode(conditions_at(scenario_, travel_, hour))};
  }

  /// Each hour with its own speeds, closures, one-way roads and turns.
  void follow_the_day() {
    const HourKind now = kind_of(scenario_.coverage.hour);
    std::vector<HourKind> kinds;
    for (int hour = 0; hour < 24; ++hour) kinds.push_back(kind_of(hour));
    build_.hour_matters = std::any_of(kinds.begin(), kinds.end(), [&](const HourKind& kind) { return !(kind == now); });
    const bool told = build_.hour_matters || scenario_.travel.speed_by_hour[static_cast<std::size_t>(rules_.mode)];
    if (!told || build_.posts.empty()) return;
    std::vector<std::pair<HourKind, siting::ReachTally>> known;
    for (int hour = 0; hour < 24; ++hour) {
      const HourKind& kind = kinds[static_cast<std::size_t>(hour)];
      auto same = std::find_if(known.begin(), known.end(), [&](const auto& entry) { return entry.first == kind; });
      if (same == known.end()) {
        const siting::ReachTally tally =
            kind.rules == now.rules
                ? within(travel_.travel.under(kind.conditions, threads_))
                : within(travel_at(scenario_, layers_, built_.territory, travel_.hourly, hour, false, threads_));
        same = known.insert(known.end(), {kind, tally});
      }
      build_.by_hour.push_back({hour, same->second});
    }
  }

  const Scenario& scenario_;
  const gis::Layers& layers_;
  const gis::TerritoryBuild& built_;
  const TravelBuild& travel_;
  const siting::Posts& posts_;
  core::Threads threads_;
  siting::CoverageRules rules_;
  std::shared_ptr<const gis::CircleLand> land_made_;
  const gis::CircleLand& land_;
  CircleBuild build_;
};

}  // namespace

gis::CircleRules circle_rules(const Scenario& scenario, const siting::CoverageRules& rules, const std::string& responder) {
  gis::CircleRules circles;
  circles.mode = rules.mode;
  circles.rings = scenario.coverage.rings.empty() ? std::vector{rules.within} : scenario.coverage.rings;
  circles.of_post = scenario.coverage.rings_of_posts ? circles.rings : std::vector{rules.within};
  circles.post_kind = rules.post_kind;
  circles.responder = responder;
  return circles;
}

gis::CircleLand circle_land(const network::Travel& travel, network::Mode mode, const siting::EntryRules& entry,
                            const gis::Layers& layers, const gis::TerritoryBuild& built) {
  std::vector<const gis::MultiPolygon*> footprints;
  for (const std::uint32_t feature : built.feature_of_building) footprints.push_back(&layers.buildings[feature].footprint);
  return {travel, mode, built.territory, footprints, entry};
}

CircleBuild draw_circles(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built,
                         const TravelBuild& travel, const siting::Posts& posts, core::Threads threads) {
  return Drawing(scenario, layers, built, travel, posts, threads).run();
}

std::vector<gis::PlanFile::Circle> circle_rows(const Scenario& scenario, const gis::Layers& layers,
                                               const gis::TerritoryBuild& built, const network::Travel& travel,
                                               const siting::Posts& posts, core::Threads threads) {
  const siting::CoverageRules rules = coverage_rules(scenario);
  const gis::CircleLand land = circle_land(travel, rules.mode, rules.entry, layers, built);
  return gis::response_circles(travel, posts, land, circle_rules(scenario, rules, first_kind(scenario)), threads).rows;
}

}  // namespace wangge::scenarios
