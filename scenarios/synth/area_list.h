#pragma once

#include "gis/town/town_spec.h"
#include "scenarios/scenario.h"

#include <string>
#include <vector>

namespace wangge::scenarios {

/// The areas of a town that is to be made, with every total filled in.
struct AreaList {
  std::vector<std::string> level_names;
  core::Column<town::AreaId, town::Area> areas;  ///< parents before children, by level
};

/// Areas as `[synth]` states them: names and codes from tables, or made; totals as given for the whole (counts, or shares of
/// the residents) and for single areas, the rest completed so that every level sums exactly.
/// Throws Error(input) with the place of the key or the line of the table for a county or code that no table has, and where
/// totals contradict each other; Error(environment) where a table cannot be read.
/// Precondition: scenario.synth.
[[nodiscard]] AreaList area_list(const Scenario& scenario);

/// "百胜社区居委会" -> "百胜社区", "六苜村委会" -> "六苜村", "城东居民委员会" -> "城东社区".
[[nodiscard]] std::string plain_area_name(const std::string& official);
/// By the end of the name, else by the last three digits of the code (from 200 on: villages).
[[nodiscard]] town::AreaKind area_kind(const std::string& official, const std::string& code);

}  // namespace wangge::scenarios
