#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/siting/posts.h"
#include "gis/build/build_territory.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"
#include "scenarios/site/door_list.h"
#include "scenarios/steps/cell_finder.h"
#include "scenarios/steps/travel_step.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Where posts may stand.
namespace wangge::scenarios {

/// Why a candidate cannot be chosen.
enum class Bar : std::uint8_t { none, outside, no_road, duplicate, too_small, forbidden, level_unknown };
inline constexpr std::size_t bar_count = 7;
/// "outside", "no road"...; empty for none.
[[nodiscard]] std::string_view name(Bar bar);
[[nodiscard]] core::Text words(Bar bar);

/// A place where a post may stand, with what is known of its room.
struct SiteOption {
  std::string name;  ///< unique among those that are not barred
  core::Position position;
  network::AccessPoint access{};  ///< of the question's mode
  territory::CellId cell{};       ///< invalid: outside
  std::string street{};           ///< of the road it stands at; empty: unnamed
  std::optional<core::SquareMetres> floor{};
  double cost = 0;
  std::optional<double> capacity{};
  Room room = Room::unknown;
  std::string level{};  ///< whose centre it may be; empty: any
  bool today = false;   ///< one of today's posts
  bool fixed = false;
  Bar bar = Bar::none;
};

struct CandidateList {
  std::vector<SiteOption> all;
  core::Findings findings;  ///< "site.outside", "site.unreachable", "site.duplicate", "site.no_place" are errors of the input;
                            ///< "site.cut_off" (closed roads part it from the network),
                            ///< "site.level_unknown" (of none of siting.levels), "site.together" (two at one place),
                            ///< "site.unnamed_choice" and "site.unnamed_room" are not. In an audit also "site.bad_number",
                            ///< "site.fixed_barred", "site.unknown_name", errors that end a search

  std::size_t without_place = 0;  ///< records of the layer that are in none of these, for want of coordinates

  [[nodiscard]] std::size_t count(Bar bar) const;
};

/// What candidates are found in.
struct CandidateGround {
  const Scenario& scenario;
  const gis::Layers& layers;
  const gis::TerritoryBuild& built;
  const CellFinder& cells;
  const TravelBuild& travel;   ///< made candidates stand where they stand while no road is closed
  const siting::Posts& today;  ///< of the kind that is sited
  bool audit = false;          ///< what would end a search is a finding
};

/// The candidates of the section [siting], today's posts among them where they are kept. Throws Error(input) for a number that is
/// none and for a fixed site that cannot be taken, with the reason; Error(usage) for a fixed or forbidden name that nobody has;
/// in an audit neither.
[[nodiscard]] CandidateList list_candidates(const CandidateGround& ground, core::Threads threads, core::Progress& progress);

/// Candidates that the scenario has made: at buildings, road junctions, compounds; not closer to one another than its spacing.
/// Name and place alone. O(places). Precondition: siting.candidates.generate names one of these.
[[nodiscard]] std::vector<SiteOption> generated_candidates(const CandidateGround& ground);

/// Those of `options` that keep their distance from all before them. O(options).
[[nodiscard]] std::vector<SiteOption> spaced(std::vector<SiteOption> options, core::Metres spacing);

}  // namespace wangge::scenarios
