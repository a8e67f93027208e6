#pragma once

#include "engine/siting/accessibility.h"
#include "scenarios/site/door_list.h"
#include "scenarios/site/site_search.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// How a set of posts serves people: today's, and the chosen ones.
namespace wangge::scenarios {

/// A place that serves.
struct ServingPost {
  std::string name;
  core::Position position;
  network::AccessPoint access;
  std::optional<core::SquareMetres> floor;  ///< absent: unknown
};

/// What one group of people has of it.
struct GroupTally {
  double all = 0;
  double within = 0;   ///< the standard
  double beyond = 0;   ///< farther, but there is a way
  double no_way = 0;   ///< no road, or no way from any post
  double minutes = 0;  ///< sum over those with a way

  [[nodiscard]] std::optional<double> share() const;
  [[nodiscard]] std::optional<double> mean_minutes() const;
};

/// Floating catchment areas, as the scenario's siting.accessibility has them.
struct AccessScores {
  bool by_floor = false;            ///< square metres a 1,000 residents; otherwise posts a 10,000 residents
  std::vector<double> mean;         ///< over the residents (or the group), beside DoorList::people
  std::vector<double> none;         ///< people whom no post reaches in time, beside DoorList::people
  core::Column<DoorId, double> of;  ///< of each door
};

/// What a post has.
struct PostLoad {
  double households = 0;
  double residents = 0;
  double demand = 0;
  double within = 0;   ///< of the demand
  double minutes = 0;  ///< sum of demand times minutes
};

struct BlindDoor {
  DoorId door;
  network::TravelTime time;  ///< unreachable: no way
};

struct PostService {
  std::vector<ServingPost> posts;
  core::Column<DoorId, std::uint32_t> post;        ///< that serves the door; SiteChoice::nobody: none
  core::Column<DoorId, network::TravelTime> time;  ///< gate and stairs included
  std::vector<GroupTally> people;                  ///< beside DoorList::people
  GroupTally demand;                               ///< of what the scenario's siting.demand names
  std::vector<PostLoad> loads;                     ///< beside `posts`
  std::vector<BlindDoor> blind;                    ///< all doors with households outside the standard, most households first
  AccessScores scores;
};

/// Every door counts once in every tally: within, beyond or without a way. A door is served by the post it is assigned to, by the
/// nearest where it is assigned to none; ties go to the first. O(posts * doors).
[[nodiscard]] PostService serve(const Scenario& scenario, const network::Travel& travel, const DoorList& doors,
                                std::vector<ServingPost> posts, const core::Column<DoorId, std::uint32_t>* assigned,
                                core::Threads threads);

}  // namespace wangge::scenarios
