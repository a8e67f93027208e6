#include "scenarios/steps/demand_step.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "gis/assign/point_locator.h"
#include "gis/read/read_counts.h"
#include "gis/read/read_layers.h"
#include "gis/read/reference_choice.h"
#include "scenarios/steps/cell_finder.h"
#include "scenarios/steps/layer_specs.h"
#include "scenarios/steps/log_step.h"

#include <algorithm>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using territory::AreaId;
using territory::BuildingId;
using territory::CellId;
using Inside = core::Column<BuildingId, std::uint8_t>;

template <class Buildings>
BuildingId nearest(const territory::Territory& territory, core::Position place, const Buildings& buildings) {
  BuildingId best;
  double least = std::numeric_limits<double>::infinity();
  for (const BuildingId building : buildings) {
    const double away = core::distance(territory.buildings.position[building], place).value;
    if (away >= least) continue;
    least = away;
    best = building;
  }
  return best;
}

/// Names of groups and ledgers that some rate counts.
std::set<std::string> wanted(const Scenario& scenario) {
  std::set<std::string> names;
  const auto look = [&](const Rate& rate) {
    if (rate.per == Rate::Per::group || rate.per == Rate::Per::ledger) names.insert(rate.of);
  };
  for (const RequestSpec& request : scenario.requests) std::for_each(request.rates.begin(), request.rates.end(), look);
  for (const MatterOf& one : matters_of(scenario)) std::for_each(one.matter->rates.begin(), one.matter->rates.end(), look);
  for (const SurgeSpec& surge : scenario.surges) {
    if (surge.extra) look(*surge.extra);
  }
  for (const DutySpec& duty : scenario.duties) {
    if (!duty.group.empty()) names.insert(duty.group);
  }
  return names;
}

void count(DemandGround& ground, const std::string& name, const LedgerSpec& ledger, const Scenario& scenario,
           const gis::Layers& layers, const gis::TerritoryBuild& built, core::Threads threads, core::Progress& progress) {
  core::Findings told;
  const std::vector<gis::CountedPoint> points = gis::read_counts(count_spec(scenario, ledger), layers.reference, progress, told);
  std::vector<core::Position> places;
  for (const gis::CountedPoint& point : points) places.push_back(point.position);
  const std::vector<BuildingId> homes = BuildingFinder(built).find(places, threads);
  core::Column<BuildingId, double>& column = ground.counted[name];
  column.resize(built.territory.buildings.size(), 0);
  std::int64_t outside = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (homes[i].valid()) {
      column[homes[i]] += static_cast<double>(points[i].count);
    } else {
      outside += points[i].count;
    }
  }
  if (outside == 0) return;
  ground.findings.add({.rule = "demand.outside",
                       .severity = core::Severity::warning,
                       .message = {.zh = fmt::format("{}：有 {} 个不在任何单元内，不产生事项", name, outside),
                                   .en = fmt::format("{}: {} stand in no cell and make no requests", name, outside)},
                       .file = ledger.source.path,
                       .layer = ledger.source.layer,
                       .feature = {},
                       .value = fmt::format("{}", outside),
                       .place = std::nullopt});
}

/// Precondition: it has a source.
void count_group(DemandGround& ground, const GroupSpec& group, const Scenario& scenario, const gis::Layers& layers,
                 const gis::TerritoryBuild& built, core::Threads threads, core::Progress& progress) {
  count(ground, group.name, {group.name, *group.source, group.count_field, {}}, scenario, layers, built, threads, progress);
}

/// How many gates of a duty stand nowhere, and which are the first; placed at the first.
void tell_outside(DemandGround& ground, const DutySpec& duty, std::span<const gis::CountedPoint> gates,
                  std::span<const std::size_t> outside) {
  constexpr std::size_t most_named = 5;
  std::vector<std::string> first;
  for (const std::size_t i : outside.first(std::min(outside.size(), most_named))) first.push_back(gates[i].feature);
  const std::size_t more = outside.size() - first.size();
  ground.findings.add(
      {.rule = "duty.outside",
       .severity = core::Severity::warning,
       .message = {.zh =
                       fmt::format("{}：{} 个出入口中有 {} 个不在任何单元内，不设卡：{}{}", duty.name, gates.size(),
                                   outside.size(), fmt::join(first, "、"), more > 0 ? fmt::format(" 等，另有 {} 个", more) : ""),
                   .en = fmt::format("{}: of {} gates {} lie in no cell and have no checkpoint: {}{}", duty.name, gates.size(),
                                     outside.size(), fmt::join(first, ", "), more > 0 ? fmt::format(" and {} more", more) : "")},
       .file = duty.gates->path,
       .layer = duty.gates->layer,
       .feature = first.front(),
       .value = fmt::format("{}", outside.size()),
       .place = gates[outside.front()].position});
}

/// Every gate has a building: the nearest of its cell, or of all; those that lie in no cell are left out ("duty.outside").
std::vector<BuildingId> at_gates(DemandGround& ground, const DutySpec& duty, const Scenario& scenario, const gis::Layers& layers,
                                 const gis::TerritoryBuild& built, core::Threads threads, core::Progress& progress) {
  core::Findings told;
  const LedgerSpec ledger{.kind = duty.name, .source = *duty.gates, .count_field = {}, .kind_field = {}};
  const std::vector<gis::CountedPoint> gates = gis::read_counts(count_spec(scenario, ledger), layers.reference, progress, told);
  std::vector<core::Position> places;
  for (const gis::CountedPoint& gate : gates) places.push_back(gate.position);
  std::vector<BuildingId> found = BuildingFinder(built).find(places, threads);
  std::vector<std::size_t> outside;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!found[i].valid()) outside.push_back(i);
  }
  if (!outside.empty()) tell_outside(ground, duty, gates, outside);
  found.erase(std::remove(found.begin(), found.end(), BuildingId()), found.end());
  return found;
}

[[noreturn]] void refuse(const SurgeSpec& surge, const core::Text& problem) {
  throw core::Error(core::ErrorCode::usage, {.zh = surge.key + "：" + problem.zh, .en = surge.key + ": " + problem.en});
}

Inside inside_area(const SurgeSpec& surge, const territory::Territory& territory) {
  const auto& codes = territory.areas.code;
  const auto found = std::find(codes.begin(), codes.end(), surge.area);
  if (found == codes.end()) {
    const auto near = core::nearest(surge.area, codes.values());
    refuse(surge, {.zh = fmt::format("没有代码为“{}”的辖区{}", surge.area, near ? fmt::format("，是不是“{}”？", *near) : ""),
                   .en = fmt::format("no area has the code \"{}\"{}", surge.area,
                                     near ? fmt::format(", did you mean \"{}\"?", *near) : "")});
  }
  const AreaId area(static_cast<std::size_t>(found - codes.begin()));
  Inside inside(territory.buildings.size(), 0);
  for (const BuildingId building : core::ids<BuildingId>(inside.size())) {
    for (AreaId at = territory.cells.parent[territory.buildings.cell[building]]; at.valid(); at = territory.areas.parent[at]) {
      if (at == area) inside[building] = 1;
    }
  }
  return inside;
}

Inside inside_polygons(const Scenario& scenario, const SurgeSpec& surge, const gis::Layers& layers,
                       const territory::Territory& territory, core::Threads threads, core::Progress& progress,
                       core::Findings& findings) {
  gis::AreaSpec spec;
  spec.source = source_of(scenario, *surge.within);
  std::vector<gis::MultiPolygon> shapes;
  for (gis::AreaFeature& area : gis::read_areas(spec, layers.reference, progress, findings))
    shapes.push_back(std::move(area.shape));
  const gis::PointLocator locator(shapes);
  Inside inside;
  for (const gis::PolygonId home : locator.locate(territory.buildings.position.values(), threads))
    inside.push_back(home.valid() ? 1 : 0);
  return inside;
}

Inside inside_circle(const SurgeSpec& surge, const gis::Layers& layers, const territory::Territory& territory) {
  const core::Position centre = gis::project_degrees(*surge.centre, layers.reference);
  Inside inside;
  for (const core::Position place : territory.buildings.position)
    inside.push_back(core::distance(place, centre) <= surge.radius ? 1 : 0);
  return inside;
}

}  // namespace

std::vector<BuildingId> BuildingFinder::find(std::span<const core::Position> places, core::Threads threads) const {
  const territory::Territory& territory = built_.territory;
  std::vector<BuildingId> found;
  for (const CellId cell : CellFinder(built_).find(places, threads)) {
    const core::Position place = places[found.size()];
    if (!cell.valid()) {
      found.emplace_back();
      continue;
    }
    const auto& own = territory.buildings_of_cell[cell];
    found.push_back(own.empty() ? nearest(territory, place, core::ids<BuildingId>(territory.buildings.size()))
                                : nearest(territory, place, own));
  }
  return found;
}

DemandGround demand_ground(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built,
                           core::Threads threads, core::Progress& progress) {
  DemandGround ground;
  const std::set<std::string> names = wanted(scenario);
  for (const LedgerSpec& ledger : scenario.ledgers) {
    if (names.count(ledger.kind) > 0) count(ground, ledger.kind, ledger, scenario, layers, built, threads, progress);
  }
  for (const GroupSpec& group : scenario.groups) {
    if (group.source && names.count(group.name) > 0) count_group(ground, group, scenario, layers, built, threads, progress);
  }
  for (const DutySpec& duty : scenario.duties) {
    ground.gates.emplace_back();
    if (duty.gates) ground.gates.back() = at_gates(ground, duty, scenario, layers, built, threads, progress);
  }
  for (const SurgeSpec& surge : scenario.surges) {
    Inside inside;
    if (!surge.area.empty()) inside = inside_area(surge, built.territory);
    if (surge.centre) inside = inside_circle(surge, layers, built.territory);
    if (surge.within) inside = inside_polygons(scenario, surge, layers, built.territory, threads, progress, ground.findings);
    const bool placed = !surge.area.empty() || surge.centre || surge.within;
    if (placed && std::none_of(inside.begin(), inside.end(), [](std::uint8_t in) { return in != 0; })) {
      refuse(surge, {.zh = "其范围内没有建筑", .en = "there is no building in its place"});
    }
    ground.surge_places.push_back(std::move(inside));
  }
  if (scenario.log) {
    LogStep log = read_past_requests(scenario, layers, built, threads, progress);
    ground.past = std::make_shared<const simulation::Requests>(std::move(log.requests));
    ground.findings.append(log.findings);
  }
  return ground;
}

core::Findings demand_findings(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built,
                               core::Threads threads, core::Progress& progress) {
  DemandGround ground = demand_ground(scenario, layers, built, threads, progress);
  const std::set<std::string> names = wanted(scenario);
  for (const GroupSpec& group : scenario.groups) {
    if (group.source && names.count(group.name) == 0) count_group(ground, group, scenario, layers, built, threads, progress);
  }
  return ground.findings;
}

}  // namespace wangge::scenarios
