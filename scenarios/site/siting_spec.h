#pragma once

#include "engine/core/units.h"
#include "engine/network/road_class.h"
#include "scenarios/layer_ref.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The section [siting] of a scenario: where posts are to stand.
namespace wangge::scenarios {

enum class SitingProblem : std::uint8_t { median, centre, max_cover, set_cover, expected_cover, capacitated, nested };
inline constexpr std::array all_siting_problems = {
    SitingProblem::median,         SitingProblem::centre,      SitingProblem::max_cover, SitingProblem::set_cover,
    SitingProblem::expected_cover, SitingProblem::capacitated, SitingProblem::nested};
/// As scenarios write it: "p-median", "maximal-cover"...
[[nodiscard]] std::string_view name(SitingProblem problem);

/// How a room for a post is got.
enum class Room : std::uint8_t { unknown, idle, rebuilt, new_built, shared };
inline constexpr std::array all_rooms = {Room::unknown, Room::idle, Room::rebuilt, Room::new_built, Room::shared};
/// "idle", "rebuilt", "new", "shared"; empty for an unknown one.
[[nodiscard]] std::string_view name(Room room);

/// Where posts may stand: a layer, or places that are made.
struct CandidateSpec {
  std::optional<LayerRef> source;
  std::string generate;  ///< "buildings", "road nodes", "compounds", "gates"; empty: as the source gives them
  core::Metres spacing{300};
  std::string label_field;
  std::string floor_area_field;
  std::string cost_field;
  std::string capacity_field;
  std::string level_field;
  std::string room_field;
  std::map<std::string, Room> room_of_word;  ///< the source's words, beside the English ones
  std::string choice_field;
  std::vector<std::string> fixed_words;
  std::vector<std::string> forbidden_words;
  double cost_each = 0;  ///< where nothing is given
  std::optional<core::SquareMetres> floor_area_each;
  std::optional<double> capacity_each;
};

/// Floating catchment areas: how much people have of the posts they reach.
struct AccessibilitySpec {
  enum class Method : std::uint8_t { two_step, enhanced, three_step };
  Method method = Method::two_step;
  bool gaussian = false;                ///< a smooth fall to the end of the catchment, in place of zones
  std::vector<core::Millis> catchment;  ///< ends of the zones, rising; the last is that of the catchment
  std::vector<double> weights;          ///< of the zones
};
inline constexpr std::array all_accessibility_methods = {AccessibilitySpec::Method::two_step, AccessibilitySpec::Method::enhanced,
                                                         AccessibilitySpec::Method::three_step};
/// "two-step", "enhanced", "three-step".
[[nodiscard]] std::string_view name(AccessibilitySpec::Method method);

struct SitingSpec {
  std::string where;  ///< file and line, for messages
  SitingProblem problem = SitingProblem::median;
  std::optional<std::size_t> number;
  core::Millis standard{0};
  network::Mode mode = network::Mode::ebike;
  bool to_site = false;  ///< people go to the site; otherwise somebody goes from the site to them
  std::string demand;    ///< households, residents, requests, or a group
  core::Metres merge{0};
  double busy = 0;
  std::size_t posts_per_site = 1;
  std::optional<double> budget;
  std::optional<core::SquareMetres> floor_area;
  std::vector<std::string> fixed;
  std::vector<std::string> forbidden;
  bool keep_today = false;
  bool leave_out = false;  ///< what no candidate reaches within the standard is left out of a full cover
  std::string kind;        ///< of the posts to site, and of today's that they are compared with
  std::vector<std::string> levels;
  std::size_t blind_spots = 20;
  std::uint64_t effort = 500;  ///< million looks
  core::Millis time_limit{0};
  double staff_share = 0.9;
  core::Millis staff_within{0};
  int staff_replications = 0;  ///< of the check by simulation; 0: none
  bool staff_peak = false;     ///< workers for the busiest hour of duty, not for its mean
  AccessibilitySpec accessibility;
  CandidateSpec candidates;

  /// Whether a site serves no more than its capacity.
  [[nodiscard]] bool has_capacities() const {
    return problem == SitingProblem::capacitated ||
           (problem == SitingProblem::nested && (!candidates.capacity_field.empty() || candidates.capacity_each));
  }
};

/// The section [pairing]: which organisation serves which grid.
struct PairingSpec {
  LayerRef source;
  std::string label_field;
  std::string skills_field;  ///< words, separated by commas
  std::string grids_field;   ///< with how many grids it can be paired; empty: `grids_each`
  std::int64_t grids_each = 1;
  std::int64_t organisations = 1;   ///< that a grid asks for
  std::vector<std::string> skills;  ///< any one of which will do; empty: any organisation
  network::Mode mode = network::Mode::walk;
};

}  // namespace wangge::scenarios
