#pragma once

#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/siting/location/length_table.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::siting {

/// A place where a post may stand.
struct Candidate {
  std::string name{};
  double cost = 0;  ///< counts against the budget; in the caller's currency
  core::SquareMetres floor{0};
  std::optional<double> capacity{};  ///< demand it can serve; absent: any
  bool fixed = false;                ///< stands already or must be taken
  bool forbidden = false;
};

/// What every siting problem has in common: candidates, demand, lengths and what limits the choice.
struct SitingTask {
  LengthTable lengths;
  core::Column<SiteId, Candidate> sites;
  core::Column<DemandId, double> weights;                        ///< people, households or requests; at least 0
  core::Column<DemandId, std::string> demand_names{};            ///< for messages; may be empty
  std::optional<std::size_t> most_sites = std::nullopt;          ///< p, fixed sites included
  std::optional<double> budget = std::nullopt;                   ///< of the sum of the costs, fixed sites included
  std::optional<core::SquareMetres> least_floor = std::nullopt;  ///< candidates below it are forbidden
};

/// Whether the task lets a site be chosen: not forbidden, and large enough.
[[nodiscard]] bool allowed(const SitingTask& task, SiteId site);

/// Throws Error(input) that says which and why: a table of another size than the lists, a negative or infinite weight, cost or
/// capacity, a negative length, more sites asked for than are allowed (posts, where several
/// may stand at a site), more sites fixed than asked for, a site both fixed and
/// forbidden (or too small), a budget below the cost of the fixed sites. O(sites * demands).
void check_task(const SitingTask& task, std::size_t posts_per_site = 1);

/// Whether demand of weight 0 must be reached too.
enum class Weightless { skip, count };

/// Throws Error(input) naming the first demand point that no allowed site reaches within `radius`. O(sites * demands).
void check_reach(const SitingTask& task, double radius = no_way, Weightless weightless = Weightless::skip);

/// Its name, or "#" and its number (from 0).
[[nodiscard]] std::string name_of(const SitingTask& task, SiteId site);
[[nodiscard]] std::string name_of(const SitingTask& task, DemandId demand);

/// All weights and all lengths are whole numbers and their sums exact: a bound may be rounded up.
[[nodiscard]] bool whole_numbers(const SitingTask& task);

}  // namespace wangge::siting
