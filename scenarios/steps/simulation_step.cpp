#include "scenarios/steps/simulation_step.h"

#include "engine/simulation/loop/name_key.h"
#include "engine/siting/entry.h"
#include "gis/read/log_time.h"
#include "scenarios/steps/duty_step.h"
#include "scenarios/steps/post_duty_step.h"
#include "scenarios/steps/staff_step.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using simulation::BuildingId;
using simulation::GridId;
using simulation::ResponderId;
using simulation::SimulationInputs;

void add_grids(SimulationInputs& inputs, const territory::Territory& territory, const planning::Plan& plan,
               const std::vector<planning::GridId>& grids) {
  core::Column<planning::GridId, GridId> number(plan.id_bound());
  std::map<std::string, simulation::CommunityId> communities;
  for (const planning::GridId grid : grids) {
    number[grid] = inputs.grids.push_back(plan.code(grid));
    const std::string& code = territory.areas.code[plan.parent(grid)];
    const auto [found, added] = communities.try_emplace(code, simulation::CommunityId(inputs.communities.size()));
    if (added) inputs.communities.push_back(code);
    inputs.community_of_grid.push_back(found->second);
  }
  std::vector<std::pair<GridId, GridId>> pairs;
  for (const planning::GridId grid : grids) {
    const std::size_t first = pairs.size();
    for (const auto& neighbour : plan.neighbours(grid)) pairs.emplace_back(number[grid], number[neighbour.grid]);
    std::sort(pairs.begin() + static_cast<std::ptrdiff_t>(first), pairs.end());
  }
  inputs.neighbours = core::Csr<GridId, GridId>::build(grids.size(), pairs);
  inputs.grid_of_building.reserve(territory.buildings.size());
  for (const territory::CellId cell : territory.buildings.cell) inputs.grid_of_building.push_back(number[plan.grid_of(cell)]);
}

void add_entries(SimulationInputs& inputs, const Scenario& scenario, const territory::Territory& territory) {
  const siting::EntryRules rules{.at_gate = scenario.travel.at_gate, .stairs_per_floor = scenario.travel.stairs_per_floor};
  for (const float floors : territory.buildings.floors) {
    inputs.entry.push_back(siting::entry_time(rules, static_cast<double>(floors)));
  }
}

void add_departments(SimulationInputs& inputs, const Scenario& scenario) {
  for (const DepartmentSpec& spec : scenario.departments) {
    simulation::Department department{.name = spec.name, .reports = spec.reports.value_or(DurationLaw{})};
    if (!spec.hours.empty()) department.hours = simulation::WeeklyShifts::parse(spec.hours);
    inputs.departments.push_back(std::move(department));
  }
}

/// One office for each area of the level, by the codes of the grids in them; one for all where the level has no areas here.
void add_offices(SimulationInputs& inputs, const Scenario& scenario, const territory::Territory& territory,
                 const planning::Plan& plan, const std::vector<planning::GridId>& grids) {
  for (const OfficeSpec& spec : scenario.offices) {
    simulation::OfficeLevel level{.name = spec.level, .desks = spec.desks, .takes = spec.takes};
    if (!spec.hours.empty()) level.hours = simulation::WeeklyShifts::parse(spec.hours);
    const auto named = std::find_if(scenario.levels.begin(), scenario.levels.end(),
                                    [&](const LevelSpec& own) { return own.name == spec.level; });
    const territory::LevelId depth(static_cast<std::size_t>(named - scenario.levels.begin()));
    std::map<std::string, std::uint32_t> number;
    for (const planning::GridId grid : grids) {
      std::string code = spec.level == "grid" ? plan.code(grid) : spec.level;
      if (named != scenario.levels.end()) {
        territory::AreaId area = plan.parent(grid);
        while (territory.areas.level[area] != depth) area = territory.areas.parent[area];
        code = territory.areas.code[area];
      }
      const auto [found, added] = number.try_emplace(code, static_cast<std::uint32_t>(level.codes.size()));
      if (added) level.codes.push_back(code);
      level.of_grid.push_back(found->second);
    }
    inputs.offices.push_back(std::move(level));
  }
}

simulation::RequestKind kind_of(const Scenario& scenario, const RequestSpec& spec) {
  simulation::RequestKind kind{.name = spec.kind,
                               .per_year = {},
                               .hour_weight = spec.hour_weight,
                               .weekday_weight = spec.weekday_weight,
                               .handle = spec.handle,
                               .life = spec.life,
                               .weekend_hour_weight = spec.weekend_hour_weight,
                               .season_weight = spec.season_weight,
                               .holiday_weight = spec.holiday_weight,
                               .busy_days = spec.busy_days};
  kind.life.needs = skills_of(scenario, spec.needs);
  return kind;
}

/// What luck is keyed by of a kind of that name: that of its residents' requests and of a department's matters are apart.
std::uint32_t luck_of_kind(const std::string& name, bool of_residents) {
  constexpr std::uint32_t beyond_residents = 0x80000000U;
  return (of_residents ? 0 : beyond_residents) | static_cast<std::uint32_t>(simulation::name_key(name) >> 33U);
}

/// Those that residents order, then those of departments. Their luck goes by their names, wherever they stand in the file.
void add_kinds(SimulationInputs& inputs, const Scenario& scenario, const territory::Territory& territory,
               const DemandGround& ground) {
  for (const RequestSpec& spec : scenario.requests) {
    simulation::RequestKind kind = kind_of(scenario, spec);
    kind.luck = luck_of_kind(kind.name, true);
    kind.per_year = requests_of_buildings(spec.rates, spec.uses, territory.buildings, ground.counted);
    inputs.kinds.push_back(std::move(kind));
  }
  for (const MatterOf& one : matters_of(scenario)) {
    simulation::RequestKind kind = kind_of(scenario, *one.request);
    kind.name = matter_name(one);
    kind.handed_down_by = simulation::DepartmentId(static_cast<std::size_t>(one.department - scenario.departments.data()));
    kind.luck = luck_of_kind(kind.name, false);
    kind.per_year = requests_of_buildings(one.matter->rates, one.request->uses, territory.buildings, ground.counted);
    if (!one.matter->admitted) {
      kind.refused_per_year = kind.per_year;
      std::fill(kind.per_year.begin(), kind.per_year.end(), 0.0);
    }
    inputs.kinds.push_back(std::move(kind));
  }
}

std::chrono::sys_days day_of(const std::string& iso) {
  return std::chrono::sys_days(
      std::chrono::days(gis::parse_log_time(iso + " 00:00")->since_1970.value / simulation::day_length.value));
}

void add_calendar(SimulationInputs& inputs, const SimulationSpec& spec) {
  if (spec.start.empty()) return;
  inputs.calendar = simulation::Calendar{.first = day_of(spec.start), .holidays = {}};
  for (const std::string& holiday : spec.holidays) inputs.calendar->holidays.push_back(day_of(holiday));
}

void add_surges(SimulationInputs& inputs, const Scenario& scenario, const territory::Territory& territory,
                const DemandGround& ground) {
  for (std::size_t i = 0; i < scenario.surges.size(); ++i) {
    const SurgeSpec& spec = scenario.surges[i];
    simulation::Surge surge{.name = spec.name, .kinds = {}, .from = spec.from, .to = spec.to, .factor = spec.factor};
    for (std::size_t kind = 0; kind < scenario.requests.size(); ++kind) {
      if (std::find(spec.kinds.begin(), spec.kinds.end(), scenario.requests[kind].kind) != spec.kinds.end())
        surge.kinds.emplace_back(kind);
    }
    if (spec.extra) surge.extra_per_year = requests_of_buildings({*spec.extra}, {}, territory.buildings, ground.counted);
    if (i < ground.surge_places.size()) surge.inside = ground.surge_places[i];
    inputs.surges.push_back(std::move(surge));
  }
}

/// People of derived cells live in no known building, so no request can be placed there.
void report_people_without_building(core::Findings& findings, const territory::Territory& territory) {
  std::int64_t residents = 0;
  for (const territory::CellId cell : core::ids<territory::CellId>(territory.cells.size())) {
    if (territory.cells.derived[cell] != 0) residents += territory.cells.residents[cell];
  }
  if (residents == 0) return;
  findings.add({.rule = "simulation.no_building",
                .severity = core::Severity::warning,
                .message = {.zh = fmt::format("{} 名居民所在地块没有已知建筑：其诉求未模拟", residents),
                            .en = fmt::format("{} residents live where no building is known: their requests are not simulated",
                                              residents)},
                .file = {},
                .layer = {},
                .feature = {},
                .value = fmt::format("{}", residents),
                .place = {}});
}

}  // namespace

evaluation::Promise promise_of(const Scenario& scenario) {
  using evaluation::Response;
  const auto response = [](Target target) {
    return target == Target::accept ? Response::accept : target == Target::arrive ? Response::arrive : Response::resolve;
  };
  evaluation::Promise promise{.target = response(scenario.target), .within = scenario.target_time};
  const bool alike = std::none_of(scenario.requests.begin(), scenario.requests.end(),
                                  [](const RequestSpec& spec) { return spec.promised.has_value(); });
  if (alike) return promise;
  const auto add = [&](const RequestSpec& spec) {
    const RequestSpec::Promised own = spec.promised.value_or(RequestSpec::Promised{scenario.target, scenario.target_time});
    promise.kinds.push_back({response(own.target), own.within});
  };
  for (const RequestSpec& spec : scenario.requests) add(spec);
  for (const MatterOf& one : matters_of(scenario)) add(*one.request);
  return promise;
}

simulation::DayTravel day_travel(const Scenario& scenario, const TravelBuild& travel, core::Threads threads) {
  const network::Conditions now = conditions_at(scenario, travel, scenario.coverage.hour);
  simulation::DayTravel::Factors factors{};
  simulation::DayTravel::Closures closures;
  for (std::size_t m = 0; m < network::mode_count; ++m) {
    factors[m].fill(now.speed[m]);
    closures[m].fill(now.closed_to);
  }
  for (const ResponderSpec& spec : scenario.responders) {
    const auto m = static_cast<std::size_t>(spec.mode);
    if (const auto& by_hour = scenario.travel.speed_by_hour[m]) factors[m] = *by_hour;
    for (std::size_t hour = 0; hour < 24; ++hour) closures[m][hour] = travel.closed_in(static_cast<int>(hour));
  }
  return {travel.travel, now, factors, closures, threads};
}

SimulationInputs inputs_without_staff(const Scenario& scenario, const territory::Territory& territory, const planning::Plan& plan,
                                      const DemandGround& ground) {
  SimulationInputs inputs;
  inputs.horizon = scenario.simulation.horizon;
  inputs.policy = scenario.dispatch.policy;
  inputs.accept = scenario.dispatch.accept;
  inputs.dispatch = scenario.dispatch.rules;
  inputs.points = scenario.scoring.points;
  add_grids(inputs, territory, plan, grids_by_code(plan));
  add_entries(inputs, scenario, territory);
  add_departments(inputs, scenario);
  add_offices(inputs, scenario, territory, plan, grids_by_code(plan));
  add_kinds(inputs, scenario, territory, ground);
  add_calendar(inputs, scenario.simulation);
  add_surges(inputs, scenario, territory, ground);
  inputs.past = ground.past;
  return inputs;
}

SimulationStep simulation_step(const Scenario& scenario, const territory::Territory& territory, const planning::Plan& plan,
                               const siting::Posts& posts, const TravelBuild& travel, const DemandGround& ground,
                               core::Threads threads) {
  SimulationStep step;
  SimulationInputs& inputs = step.inputs;
  inputs = inputs_without_staff(scenario, territory, plan, ground);
  add_responder_kinds(inputs, scenario);
  add_duties(inputs, scenario, territory, ground.counted);
  Staff staff = add_staff(inputs, scenario, territory, plan, posts, travel, threads);
  step.findings.append(staff.findings);
  step.roads = std::make_shared<simulation::RoadTravel>(day_travel(scenario, travel, threads), inputs, staff.starts, threads);
  inputs.travel = step.roads;
  add_streets_and_places(inputs, scenario, territory, posts, staff.starts, travel, ground, threads);
  report_people_without_building(step.findings, territory);
  step.promise = promise_of(scenario);
  return step;
}

}  // namespace wangge::scenarios
