#pragma once

#include "engine/core/units.h"
#include "engine/siting/location/effort.h"
#include "engine/siting/location/siting_task.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace wangge::scenarios {

enum class SiteObjective { median, centre, max_cover, set_cover, expected_cover };

/// "p-median", "p-centre", "mclp", "lscp" or "mexclp".
[[nodiscard]] std::string_view name(SiteObjective objective);

/// What `wangge lab site` is asked.
struct SiteQuestion {
  siting::SitingTask task;
  SiteObjective objective = SiteObjective::median;
  double radius = 0;         ///< of the coverings
  double busy = 0;           ///< of expected covering
  std::size_t per_site = 1;  ///< of expected covering
  bool numbered = false;     ///< names of sites are whole numbers and are answered as such
  siting::SitingLimits limits;
  std::optional<std::filesystem::path> out;  ///< gets the site of each demand point, one a line; an empty line: none
};

/// `wangge lab site`: where to stand so as to serve best. Answers as JSON: cost (of the objective: the sum of weight times
/// length, the farthest length, the weight covered, the number of sites), bound (no choice is better), gap, sites, share (of the
/// demand that is covered, with a radius), stopped_by (proof: optimal; work, seconds), work, seconds. All but `seconds` depend on
/// the question alone, unless the clock ends the work. Throws Error as the solvers do.
[[nodiscard]] std::string lab_site(const SiteQuestion& question);

}  // namespace wangge::scenarios
