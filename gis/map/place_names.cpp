#include "gis/map/place_names.h"

#include "engine/planning/grid_label.h"

#include <algorithm>
#include <cstddef>

namespace wangge::gis::map {

PlaceNames::PlaceNames(const PlanFile& plan) {
  for (const PlanFile::Place& place : plan.places) {
    if (!place.name_zh.empty()) chinese_.try_emplace(place.name, place.name_zh);
  }
  for (const PlanFile::Level& level : plan.levels) area_.emplace(level.code, level.name);
}

core::Text PlaceNames::both(const std::string& name) const {
  const auto found = chinese_.find(name);
  return {.zh = found == chinese_.end() ? name : found->second, .en = name};
}

core::Text PlaceNames::area(const PlanFile::Level& level) const { return both(level.name.empty() ? level.code : level.name); }

core::Text PlaceNames::grid(const PlanFile::Grid& grid) const {
  const auto parent = area_.find(grid.parent);
  if (parent == area_.end() || parent->second.empty() || !grid.name.starts_with(parent->second + " ")) return both(grid.name);
  const std::string number = grid.name.substr(parent->second.size() + 1);
  const bool digits = !number.empty() && number.size() < 10 &&
                      std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  const core::Text name = both(parent->second);
  if (!digits || name.zh == name.en) return both(grid.name);
  return {.zh = planning::grid_name(name.zh, static_cast<std::size_t>(std::stoul(number))), .en = grid.name};
}

}  // namespace wangge::gis::map
