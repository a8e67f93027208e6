#include "scenarios/run/audience.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <utility>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 3> names = {"internal", "partner", "public"};

std::vector<std::string> layers_for(Audience audience) {
  switch (audience) {
    case Audience::internal:
      return {"levels", "grids", "cells", "buildings", "unassigned", "posts", "circles", "roads", "waters", "places"};
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

/// Each code with the buildings below it, and whether any of them bears a modelled population.
struct Members {
  std::map<std::string, std::vector<std::string>> buildings;
  std::set<std::string> modelled;
};

Members members_of(const gis::PlanFile& plan, const std::vector<CountedArea>& areas) {
  std::map<std::string, std::string> parent;
  for (const CountedArea& area : areas) parent[area.code] = area.parent;
  Members members;
  for (const auto& building : plan.buildings) {
    std::size_t steps = 0;
    for (std::string code = building.grid; !code.empty() && steps <= areas.size(); code = parent[code], ++steps) {
      members.buildings[code].push_back(building.building);
      if (building.population_source == "modelled") members.modelled.insert(code);
    }
  }
  for (auto& [code, buildings] : members.buildings) std::sort(buildings.begin(), buildings.end());
  return members;
}

bool is_hidden(const Clearance& clearance, const json& entry, const char* key) {
  return entry.contains(key) && entry[key].is_string() && clearance.hidden.count(entry[key].get<std::string>()) > 0;
}

/// Reduces the entries of hidden codes to their code.
void clear_entries(const Clearance& clearance, json& holder, const char* list, const char* key) {
  if (!holder.contains(list)) return;
  for (json& entry : holder[list]) {
    if (is_hidden(clearance, entry, key)) entry = json{{key, entry[key]}, {"hidden", true}};
  }
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
  clearance.hidden = hidden_counts(areas);
  for (const CountedArea& area : areas) {
    if (clearance.hidden.count(area.code) == 0)
      clearance.published.push_back({area.code, area.residents, members.buildings[area.code]});
  }
  return clearance;
}

gis::PlanFile cleared_plan(const Clearance& clearance, gis::PlanFile plan) {
  if (clearance.audience == Audience::internal) return plan;
  plan.buildings.clear();
  plan.cells.clear();
  plan.unassigned.clear();
  if (clearance.audience == Audience::public_) {
    plan.posts.clear();
    std::erase_if(plan.circles, [](const auto& circle) { return circle.post != "all"; });
  }
  for (auto& grid : plan.grids) grid.counts_hidden = clearance.hidden.count(grid.code) > 0;
  return plan;
}

json cleared_metrics(const Clearance& clearance, json metrics) {
  if (clearance.audience == Audience::internal) return metrics;
  metrics.erase("findings");
  if (metrics.contains("inputs")) {
    for (json& input : metrics["inputs"]) input["path"] = std::filesystem::path(input.value("path", "")).filename().string();
  }
  if (metrics.contains("coverage")) {
    json& coverage = metrics["coverage"];
    coverage.erase("blind_spots");
    clear_entries(clearance, coverage, "by_grid", "code");
    clear_entries(clearance, coverage, "by_area", "code");
  }
  if (metrics.contains("simulation")) clear_entries(clearance, metrics["simulation"], "by_grid", "code");
  if (metrics.contains("plan")) {
    json& plan = metrics["plan"];
    clear_entries(clearance, plan, "violations", "grid");
    if (!clearance.hidden.empty() && plan.contains("households")) plan["households"].erase("min");
  }
  metrics["hidden_counts"] = clearance.hidden.size();
  metrics["audience"] = name(clearance.audience);
  return metrics;
}

}  // namespace wangge::scenarios
