#pragma once

#include "gis/write/plan_file.h"
#include "scenarios/run/disclosure.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Who may see what of a run. A run folder is internal; everything else is cut down to these rules.
namespace wangge::scenarios {

enum class Audience { internal, partner, public_ };
[[nodiscard]] std::optional<Audience> audience_named(std::string_view name);
[[nodiscard]] std::string_view name(Audience audience);

/// What of a plan an audience may know. For partner and public: no buildings, no cells, small counts hidden.
struct Clearance {
  Audience audience = Audience::internal;
  std::vector<std::string> layers;        ///< of plan.gpkg, in their order
  std::set<std::string> hidden;           ///< codes of areas and grids whose counts are hidden
  std::set<std::string> unexplained;      ///< grids whose reasons are not told: hidden, or the count of their parent is
  std::vector<CountedArea> areas;         ///< all that bear counts
  bool total_hidden = false;              ///< the counts of the whole territory are hidden
  bool grid_hidden = false;               ///< some grid is
  std::set<std::string> modelled;         ///< codes whose counts are modelled
  std::vector<PublishedCount> published;  ///< the counts that stay visible, with the buildings behind them
};

/// O(buildings + areas^2).
[[nodiscard]] Clearance clearance_for(Audience audience, const gis::PlanFile& plan);

/// The plan as the audience may see it: for maps. Hidden counts are marked, not zero.
[[nodiscard]] gis::PlanFile cleared_plan(const Clearance& clearance, gis::PlanFile plan);

/// metrics.json as the audience may see it: no building, no finding, no folder of the author's, no hidden count, no share that
/// times a published count is one (hidden_shares), nor a sentence or a spread that tells one.
[[nodiscard]] nlohmann::json cleared_metrics(const Clearance& clearance, nlohmann::json metrics);

}  // namespace wangge::scenarios
