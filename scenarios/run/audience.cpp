#include "scenarios/run/audience.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace wangge::scenarios {
namespace {

constexpr std::array<std::string_view, 3> names = {"internal", "partner", "public"};

std::vector<std::string> layers_for(Audience audience) {
  switch (audience) {
    case Audience::internal:
      return {"levels", "grids",  "cells", "buildings", "unassigned", "posts", "circles", "circle_changes", "effective_circles",
              "roads",  "waters", "places"};
    case Audience::partner:
      return {"levels", "grids", "posts", "circles", "roads", "waters", "places"};
    case Audience::public_:
      break;
  }
  return {"levels", "grids", "circles", "roads", "waters", "places"};
}

std::vector<CountedArea> counted_areas(const gis::PlanFile& plan) {
  std::vector<CountedArea> areas;
  for (const auto& level : plan.levels) areas.push_back({level.code, level.parent, level.residents, level.households});
  for (const auto& grid : plan.grids) areas.push_back({grid.code, grid.parent, grid.residents, grid.households});
  return areas;
}

/// Each code with the buildings below it, and whether anything below it bears a modelled population.
struct Members {
  std::map<std::string, std::vector<std::string>> buildings;
  std::set<std::string> modelled;
};

Members members_of(const gis::PlanFile& plan, const std::vector<CountedArea>& areas) {
  std::map<std::string, std::string> parent;
  for (const CountedArea& area : areas) parent[area.code] = area.parent;
  const auto upwards = [&](std::string code, const auto& visit) {
    for (std::size_t steps = 0; !code.empty() && steps <= areas.size(); code = parent[code], ++steps) visit(code);
  };
  Members members;
  for (const auto& building : plan.buildings) {
    upwards(building.grid, [&](const std::string& code) {
      members.buildings[code].push_back(building.building);
      if (building.population_source == "modelled") members.modelled.insert(code);
    });
  }
  // The people of a derived cell stand in no building.
  for (const auto& cell : plan.cells) {
    if (!cell.derived || (cell.residents == 0 && cell.households == 0)) continue;
    upwards(cell.grid.empty() ? cell.parent : cell.grid, [&](const std::string& code) { members.modelled.insert(code); });
  }
  for (auto& [code, buildings] : members.buildings) std::sort(buildings.begin(), buildings.end());
  return members;
}

}  // namespace

std::optional<Audience> audience_named(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Audience>(found - names.begin());
}

std::string_view name(Audience audience) { return names[static_cast<std::size_t>(audience)]; }

Clearance clearance_for(Audience audience, const gis::PlanFile& plan) {
  const std::vector<CountedArea> areas = counted_areas(plan);
  Members members = members_of(plan, areas);
  Clearance clearance;
  clearance.audience = audience;
  clearance.layers = layers_for(audience);
  clearance.modelled = std::move(members.modelled);
  if (audience == Audience::internal) return clearance;
  Hidden hidden = hidden_counts(areas);
  clearance.hidden = std::move(hidden.codes);
  clearance.total_hidden = hidden.total;
  clearance.areas = areas;
  for (const auto& grid : plan.grids) {
    const bool is_hidden = clearance.hidden.count(grid.code) > 0;
    clearance.grid_hidden = clearance.grid_hidden || is_hidden;
    if (is_hidden || clearance.hidden.count(grid.parent) > 0) clearance.unexplained.insert(grid.code);
  }
  for (const CountedArea& area : areas) {
    if (clearance.hidden.count(area.code) == 0)
      clearance.published.push_back({area.code, area.residents, area.households, members.buildings[area.code]});
  }
  return clearance;
}

gis::PlanFile cleared_plan(const Clearance& clearance, gis::PlanFile plan) {
  if (clearance.audience == Audience::internal) return plan;
  plan.buildings.clear();
  plan.cells.clear();
  plan.unassigned.clear();
  plan.aims.clear();
  plan.circle_changes.clear();
  plan.effective_circles.clear();
  if (clearance.audience == Audience::public_) {
    plan.posts.clear();
    std::erase_if(plan.circles, [](const auto& circle) { return circle.post != "all"; });
  }
  for (auto& grid : plan.grids) {
    grid.counts_hidden = clearance.hidden.count(grid.code) > 0;
    if (clearance.unexplained.count(grid.code) == 0) continue;
    grid.reason.clear();
    grid.reason_zh.clear();
  }
  return plan;
}

}  // namespace wangge::scenarios
