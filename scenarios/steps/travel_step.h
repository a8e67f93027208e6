#pragma once

#include "engine/core/findings.h"
#include "engine/core/id.h"
#include "engine/core/progress.h"
#include "engine/network/travel.h"
#include "engine/planning/plan.h"
#include "engine/siting/coverage.h"
#include "engine/siting/posts.h"
#include "engine/territory/territory.h"
#include "gis/layers.h"
#include "gis/read/hourly_roads.h"
#include "scenarios/scenario.h"

#include <array>
#include <optional>
#include <vector>

/// Step 4 and what follows from it: travel, posts and the static circle.
namespace wangge::scenarios {

[[nodiscard]] network::Speeds speeds(const TravelSpec& spec);

struct TravelBuild {
  network::Travel travel;  ///< under the conditions of the scenario: its closed roads, the speeds of its hour
  core::Findings findings;
  std::optional<network::Travel> open{};  ///< with no road closed, where the scenario closes any
  /// At no hour and with no road closed, where `travel` is not.
  std::optional<network::Travel> usual{};
  network::NamedRoads closed{};
  /// The roads closed to somebody by hour of an ordinary weekday, and last where no hour is asked; empty: none ever is.
  std::vector<std::vector<network::ClosedTo>> closed_by_hour{};
  gis::HourlyRoads hourly{};  ///< directions and turns that go by the hour

  /// What posts and candidates are placed by: a closed road or a slow hour moves none of them.
  [[nodiscard]] const network::Travel& by_which_posts_stand() const { return usual ? *usual : travel; }

  [[nodiscard]] std::vector<network::ClosedTo> closed_in(std::optional<int> hour) const {
    return closed_by_hour.empty() ? std::vector<network::ClosedTo>()
                                  : closed_by_hour[static_cast<std::size_t>(hour.value_or(24))];
  }
};

/// What a mode's speed is at an hour in comparison with [travel]; without an hour the same.
[[nodiscard]] std::array<double, network::mode_count> speed_factors(const Scenario& scenario, std::optional<int> hour);

/// The scenario's closed roads, and the speeds and closures of an hour of an ordinary weekday.
[[nodiscard]] network::Conditions conditions_at(const Scenario& scenario, const TravelBuild& travel, std::optional<int> hour);

/// Step 2 of the rules by the hour.
[[nodiscard]] gis::HourlyRoads hourly_roads(const Scenario& scenario, const gis::Layers& layers, core::Threads threads,
                                            core::Progress& progress);

/// Road graph, access points and what is wrong with them: "road.closed_unknown" for an id to close that no road has, beside
/// those of network::travel_findings.
[[nodiscard]] TravelBuild build_travel(const Scenario& scenario, const gis::Layers& layers, const territory::Territory& territory,
                                       core::Threads threads, gis::HourlyRoads hourly = {});

/// The network of another hour, with its own directions, turns, closures and speeds, built anew; without the roads that the
/// scenario closes where `all_open`.
[[nodiscard]] network::Travel travel_at(const Scenario& scenario, const gis::Layers& layers,
                                        const territory::Territory& territory, const gis::HourlyRoads& hourly,
                                        std::optional<int> hour, bool all_open, core::Threads threads);

/// All that a post can serve: the plan's grids in the order of `plan.grids()`, then the areas of all levels in theirs.
struct ServiceZones {
  core::Column<siting::ZoneId, siting::Zone> zones;
  core::Column<planning::GridId, siting::ZoneId> of_grid;  ///< invalid for ids that are not live
  core::Column<territory::AreaId, siting::ZoneId> of_area;
};
[[nodiscard]] ServiceZones service_zones(const planning::Plan& plan);

/// The mode of the responders who start from posts of a kind; by e-bike where none do.
[[nodiscard]] network::Mode mode_of_post(const Scenario& scenario, const std::string& kind);

/// The posts of all [[post]] tables, one table after the other, placed by the usual network and with the roads of `travel`. Posts
/// at given points are the places whose kind is the table's. Names are unique. "post.cut_off": a post at a median that closed
/// roads, or those of the hour, part from the network. Throws Error(usage) for a level that does not exist.
[[nodiscard]] siting::PlacedPosts place_posts(const Scenario& scenario, const gis::Layers& layers, const TravelBuild& travel,
                                              const territory::Territory& territory, const ServiceZones& zones,
                                              core::Threads threads);

/// "post.cut_off".
[[nodiscard]] core::Finding cut_off_post(const std::string& name, core::Position place);

/// Whose the static circle is: the first responder who sets out from a post, where the very first does so from home; null:
/// nobody's.
[[nodiscard]] const ResponderSpec* circle_responder(const Scenario& scenario);

/// "coverage.from_home": posts or circles of every kind are asked for, and nobody sets out from a post.
[[nodiscard]] core::Findings circle_findings(const Scenario& scenario);

/// For whom, how and how far the static circle is drawn: that responder's mode and posts, the scenario's target.
[[nodiscard]] siting::CoverageRules coverage_rules(const Scenario& scenario);
/// The same for one kind of responder, from its own kind of posts alone.
[[nodiscard]] siting::CoverageRules coverage_rules(const Scenario& scenario, const ResponderSpec& responder);

/// The static circle from the posts of the first responder's kind, in its mode. `by_zone` follows `zones`.
[[nodiscard]] siting::Coverage cover(const Scenario& scenario, const network::Travel& travel,
                                     const territory::Territory& territory, const ServiceZones& zones, const siting::Posts& posts,
                                     core::Threads threads);

}  // namespace wangge::scenarios
