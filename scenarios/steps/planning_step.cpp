#include "scenarios/steps/planning_step.h"

#include "engine/core/error.h"
#include "engine/planning/codes/code_clash.h"
#include "engine/planning/codes/code_layout.h"
#include "engine/planning/make_plan.h"
#include "engine/planning/read_plan.h"
#include "engine/planning/road_minutes.h"
#include "engine/planning/sectors/merge_sectors.h"
#include "scenarios/redraw/sector_step.h"
#include "scenarios/steps/count_step.h"
#include "scenarios/steps/dedicated_step.h"
#include "scenarios/steps/ledger_step.h"
#include "scenarios/steps/post_ways_step.h"
#include "scenarios/steps/request_rates.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

namespace wangge::scenarios {
namespace {

using planning::GridId;
using planning::Plan;
using territory::Territory;

/// Workers of all kinds that the grid with that number has, from 0 by code, as the simulation has them.
std::uint32_t workers_at(const Scenario& scenario, std::size_t number) {
  std::uint32_t workers = 0;
  for (const ResponderSpec& responder : scenario.responders) {
    if (!responder.per_area) workers += static_cast<std::uint32_t>(responder.count_at(number));
  }
  return workers;
}

}  // namespace

planning::Staffing staffing(const Scenario& scenario) {
  planning::Staffing made;
  double mean = 0;
  for (const ResponderSpec& responder : scenario.responders) mean += responder.per_area ? 0 : responder.per_grid;
  constexpr double rounding = 1e-9;
  if (mean > 0) made.usual.workers = std::max(1U, static_cast<std::uint32_t>(std::floor(mean + rounding)));
  made.usual.leaders = made.usual.workers > 0 ? 1 : 0;
  const PlanningSpec::Staff& spec = scenario.planning.staff;
  made.no_worker.insert(spec.no_worker.begin(), spec.no_worker.end());
  made.no_leader.insert(spec.no_leader.begin(), spec.no_leader.end());
  return made;
}

void assign_staff(const Scenario& scenario, Plan& plan) {
  const planning::Staffing assigned = staffing(scenario);
  std::vector<std::pair<std::string, GridId>> by_code;
  for (const GridId grid : plan.grids()) by_code.emplace_back(plan.code(grid), grid);
  std::sort(by_code.begin(), by_code.end());
  for (std::size_t number = 0; number < by_code.size(); ++number) {
    const GridId grid = by_code[number].second;
    planning::GridLabel label = plan.label(grid);
    label.staff = assigned.of(label.code);
    if (label.staff.workers > 0) label.staff.workers = workers_at(scenario, number);
    (void)plan.apply(planning::LabelGrid{grid, std::move(label)});
  }
}

namespace {

/// Counts that the measure of work needs; throws where the scenario does not give them.
const core::Column<territory::CellId, double>* counted(double weight, const core::Column<territory::CellId, double>* column,
                                                       const char* kind) {
  if (!(weight > 0)) return nullptr;
  if (column != nullptr && !column->empty()) return column;
  throw core::Error(core::ErrorCode::usage,
                    {.zh = fmt::format("planning.measure.{}：没有 kind = \"{}\" 的 [[ledger]]", kind, kind),
                     .en = fmt::format("planning.measure.{}: there is no [[ledger]] with kind = \"{}\"", kind, kind)});
}

/// Requests of a year in each cell, each kind times a weight. Rates by people are summed before they meet the people.
template <class Weight>
core::Column<territory::CellId, double> weighted_requests(const Scenario& scenario, const Territory& territory,
                                                          const planning::LedgerOfCell* ledger, const Weight& weight) {
  double a_resident = 0;
  double a_household = 0;
  core::Column<territory::CellId, double> requests(territory.cells.size(), 0.0);
  for (const RequestSpec& request : scenario.requests) {
    if (by_people_alone(request)) {
      for (const Rate& rate : request.rates)
        (rate.per == Rate::Per::residents ? a_resident : a_household) += rate.per_1000_year / 1000 * weight(request);
      continue;
    }
    const core::Column<territory::CellId, double> own = requests_of_cells(request, territory, ledger);
    for (const territory::CellId cell : core::ids<territory::CellId>(own.size())) requests[cell] += weight(request) * own[cell];
  }
  for (const territory::CellId cell : core::ids<territory::CellId>(requests.size())) {
    requests[cell] += a_resident * static_cast<double>(territory.cells.residents[cell]) +
                      a_household * static_cast<double>(territory.cells.households[cell]);
  }
  return requests;
}

planning::WorkOfCell measured_work(const Scenario& scenario, const Territory& territory, const planning::LedgerOfCell* ledger) {
  const PlanningSpec::Measure& measure = scenario.planning.measure;
  const auto* enterprises = counted(measure.enterprises, ledger != nullptr ? &ledger->enterprises : nullptr, "enterprises");
  const auto* in_need = counted(measure.in_need, ledger != nullptr ? &ledger->in_need : nullptr, "in_need");
  const core::Column<territory::CellId, double> requests =
      weighted_requests(scenario, territory, ledger, [](const RequestSpec&) { return 1.0; });
  planning::WorkOfCell work;
  for (const territory::CellId cell : core::ids<territory::CellId>(territory.cells.size())) {
    const auto households = static_cast<double>(territory.cells.households[cell]);
    double sum = measure.households * households + measure.requests * requests[cell];
    if (enterprises != nullptr) sum += measure.enterprises * (*enterprises)[cell];
    if (in_need != nullptr) sum += measure.in_need * (*in_need)[cell];
    work.push_back(sum);
  }
  return work;
}

/// What a planner asks of proposals and the plan of a run does not know.
core::Findings unheeded_wishes(const Scenario& scenario) {
  const PlanningSpec& spec = scenario.planning;
  const std::vector<std::pair<const char*, bool>> keys{{"locked", !spec.locked.empty()},
                                                       {"locked_borders", !spec.locked_borders.empty()},
                                                       {"locked_lines", spec.locked_lines.has_value()},
                                                       {"forbidden_borders", !spec.forbidden_borders.empty()},
                                                       {"keep_whole", !spec.keep_whole.empty()},
                                                       {"seeds", spec.from_today},
                                                       {"change_at_most", spec.change_at_most.has_value()}};
  core::Findings findings;
  for (const auto& [key, given] : keys) {
    if (!given) continue;
    findings.add({.rule = "planning.not_in_run",
                  .severity = core::Severity::warning,
                  .message = {.zh = fmt::format("planning.{} 只由 wangge plan 遵守；本次运行自行划分网格，没有理会它。先用 "
                                                "wangge plan 划分，再用 wangge run --plan 运行所选方案",
                                                key),
                              .en = fmt::format("planning.{} is honoured by wangge plan alone; the grids that this run draws by "
                                                "itself do not heed it. Propose with wangge plan, then run with --plan",
                                                key)},
                  .feature = fmt::format("planning.{}", key)});
  }
  return findings;
}

/// What the measure of work needs of the ledgers; nothing where it needs none.
planning::LedgerOfCell ledger_of_measure(const Scenario& scenario, const gis::Layers& layers, const Territory& territory,
                                         const CellGround& ground, core::Progress& progress, core::Findings& findings) {
  if (!measure_needs_ledger(scenario) || scenario.ledgers.empty()) return {};
  return read_ledgers(scenario, layers, territory, ground.at, progress, findings);
}

}  // namespace

core::Findings code_findings(const Plan& plan) {
  core::Findings findings;
  const Territory& land = plan.territory();
  for (const territory::AreaId area : core::ids<territory::AreaId>(land.areas.size())) {
    const std::optional<planning::CodeClash> clash = planning::code_clash(plan, area);
    if (!clash) continue;
    const std::string& code = land.areas.code[area];
    findings.add({.rule = "planning.code_digits",
                  .severity = core::Severity::warning,
                  .message = {.zh = fmt::format("{}：编码 {} 是 {} 的开头，两个网格会混淆；须设 planning.code_digits = {}", code,
                                                clash->shorter, clash->longer, clash->digits),
                              .en = fmt::format("{}: the code {} is the beginning of {}, so that two grids may be confused; "
                                                "planning.code_digits = {} is needed",
                                                code, clash->shorter, clash->longer, clash->digits)},
                  .file = {},
                  .layer = "grids",
                  .feature = code,
                  .value = {},
                  .place = {}});
  }
  return findings;
}

bool measure_needs_ledger(const Scenario& scenario) {
  const bool by_ledger = std::any_of(scenario.requests.begin(), scenario.requests.end(), [](const RequestSpec& request) {
    return std::any_of(request.rates.begin(), request.rates.end(),
                       [](const Rate& rate) { return rate.per == Rate::Per::ledger; });
  });
  return by_ledger || scenario.planning.measure.enterprises > 0 || scenario.planning.measure.in_need > 0;
}

network::Mode first_mode(const Scenario& scenario) {
  return scenario.responders.empty() ? network::Mode::ebike : scenario.responders.front().mode;
}

planning::PlanningRules planning_rules(const Scenario& scenario) {
  const PlanningSpec& spec = scenario.planning;
  if (spec.households_min < 0 || spec.households_max < 1 || spec.households_min > spec.households_max) {
    throw core::Error(core::ErrorCode::usage,
                      {.zh = fmt::format("planning.households：范围 {}-{} 不成立，应为 0 <= 下限 <= 上限", spec.households_min,
                                         spec.households_max),
                       .en = fmt::format("planning.households: {}-{} is no range; expected 0 <= minimum <= maximum",
                                         spec.households_min, spec.households_max)});
  }
  if (spec.code_digits.size() != 1 || spec.code_digits[0] < '1' || spec.code_digits[0] > '9') {
    throw core::Error(core::ErrorCode::usage,
                      {.zh = fmt::format("planning.code_digits：“{}”应为 1 到 9", spec.code_digits),
                       .en = fmt::format("planning.code_digits: '{}' should be 1 to 9", spec.code_digits)});
  }
  planning::PlanningRules rules;
  rules.households = {spec.households_min, spec.households_max};
  rules.aims = {.work = spec.weight_work,
                .compact = spec.weight_compact,
                .barriers = spec.weight_barriers,
                .travel = spec.weight_travel,
                .compounds = spec.weight_compounds,
                .change = spec.weight_change,
                .spread = spec.weight_spread};
  rules.effort = spec.effort;
  rules.staff_enforced = spec.staff.enforced;
  rules.staffing = staffing(scenario);
  rules.code_digits = spec.code_digits[0] - '0';
  if (const auto layout = planning::code_layout(spec.code_layout)) {
    rules.code_digits = layout->grid_digits();
    rules.code_exact = true;
  }
  return rules;
}

planning::PlanningRules planning_rules(const Scenario& scenario, const planning::WorkOfCell& work) {
  planning::PlanningRules rules = planning_rules(scenario);
  if (const auto& points = scenario.planning.points) {
    rules.households = planning::range_of_points(points->least, points->most, work);
  }
  return rules;
}

void check_code_layout(const Scenario& scenario, const Territory& territory) {
  const auto layout = planning::code_layout(scenario.planning.code_layout);
  if (!layout) return;
  if (const auto problem = planning::layout_problem(*layout, territory)) {
    throw core::Error(core::ErrorCode::input,
                      {.zh = "planning.code_layout：" + problem->zh, .en = "planning.code_layout: " + problem->en});
  }
}

namespace {

/// Plans count work in whole millionths, and products with the number of grids.
void check_whole_work(const Scenario& scenario, const planning::WorkOfCell& work) {
  constexpr double largest = 1e11;
  double sum = 0;
  for (const double cell : work) sum += cell;
  if (sum <= largest) return;
  const bool measured = scenario.planning.measure.given();
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("{}：全部土地的工作量合计 {:g} {}；最大为 {:g}。请减小{}", measured ? "planning.measure" : "[[request]]",
                         sum, measured ? "分" : "小时/年", largest,
                         measured ? "各项分量，或检查 [[ledger]] 的数量" : "频率或办理时间"),
       .en = fmt::format(
           "{}: the work of the whole land comes to {:g} {}; the most is {:g}. {}", measured ? "planning.measure" : "[[request]]",
           sum, measured ? "points" : "hours a year", largest,
           measured ? "Use smaller weights, or look at the counts of the [[ledger]]" : "Use lower rates or times of handling")});
}

planning::WorkOfCell hours_of_requests(const Scenario& scenario, const Territory& territory,
                                       const planning::LedgerOfCell* ledger) {
  const auto hours = [](const RequestSpec& request) { return core::in_hours(request.handle.mean); };
  const bool any = std::any_of(scenario.requests.begin(), scenario.requests.end(),
                               [&](const RequestSpec& request) { return occurs(request) && hours(request) > 0; });
  if (!any) return {};
  planning::WorkOfCell work;
  for (const double sum : weighted_requests(scenario, territory, ledger, hours)) work.push_back(sum);
  return work;
}

}  // namespace

planning::WorkOfCell work_of_cells(const Scenario& scenario, const Territory& territory, const planning::LedgerOfCell* ledger) {
  planning::WorkOfCell work = scenario.planning.measure.given() ? measured_work(scenario, territory, ledger)
                                                                : hours_of_requests(scenario, territory, ledger);
  check_whole_work(scenario, work);
  return work;
}

namespace {

/// Grids none of which has a cell.
void refuse_elsewhere(const Scenario& scenario, const planning::GivenPlan& given) {
  if (given.grids.empty() || !scenario.grids.source) return;
  if (std::any_of(given.grid_of_cell.begin(), given.grid_of_cell.end(), [](const auto& grid) { return grid.valid(); })) return;
  const LayerRef& source = *scenario.grids.source;
  const std::string where = source.named_by.empty() ? std::string() : source.named_by + ": ";
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("{}“{}”的 {} 个网格没有一个在这片土地上：是否为别处的方案，或坐标系不对？", where, source.path,
                         given.grids.size()),
       .en = fmt::format("{}none of the {} grids of '{}' lies on this land: is it a plan of another place, or is its reference "
                         "system wrong?",
                         where, given.grids.size(), source.path)});
}

}  // namespace

PlanBuild read_given_plan(const Scenario& scenario, const gis::Layers& layers, const Territory& territory,
                          const CellGround& ground, core::Threads threads, core::Progress& progress, const EndedNames& ended) {
  check_code_layout(scenario, territory);
  core::Findings ledger_findings;
  const planning::LedgerOfCell ledger = ledger_of_measure(scenario, layers, territory, ground, progress, ledger_findings);
  gis::GridAssignment today = gis::assign_grids(layers.grids, territory, ground.shape, threads);
  refuse_elsewhere(scenario, today.plan);
  const std::optional<gis::PlanFile> recorded = recorded_grids(scenario);
  std::optional<PlanRecord> record;
  if (recorded) {
    today.plan = with_record(std::move(today.plan), *recorded);
    record = record_of(*recorded);
  }
  today.plan.voided.insert(ended.codes.begin(), ended.codes.end());
  today.plan.former_areas = ended.areas;
  const planning::WorkOfCell work = work_of_cells(scenario, territory, &ledger);
  planning::ReadPlan read = planning::read_plan(territory, today.plan, planning_rules(scenario, work), work);
  if (record && !read.findings.all().empty()) record->life = planning::changed(record->life);
  assign_staff(scenario, read.plan);
  today.findings.append(read.findings);
  today.findings.append(ledger_findings);
  return {std::move(read.plan), std::move(today.findings), true, today.disagreement, today.disagreement_households, {},
          std::move(record)};
}

PlanBuild build_plan(const Scenario& scenario, const gis::Layers& layers, const Territory& territory, const CellGround& ground,
                     const TravelBuild* travel, core::Threads threads, core::Progress& progress, const EndedNames& ended) {
  const auto dedicated_by = [&](const planning::PlanningRules& rules) {
    return dedicated_grids(scenario, layers, territory, ground, rules, nullptr, progress);
  };
  if (!layers.grids.empty()) {
    PlanBuild given = read_given_plan(scenario, layers, territory, ground, threads, progress, ended);
    given.findings.append(code_findings(given.plan));
    given.findings.append(unmet_counts(count_wishes(scenario, territory), given.plan, true));
    given.findings.append(dedicate_given(dedicated_by(given.plan.rules()), given.plan));
    return given;
  }
  check_code_layout(scenario, territory);
  core::Findings findings;
  const planning::LedgerOfCell ledger = ledger_of_measure(scenario, layers, territory, ground, progress, findings);
  planning::WorkOfCell work = work_of_cells(scenario, territory, &ledger);
  const planning::PlanningRules rules = planning_rules(scenario, work);
  planning::DedicatedChoice dedicated = dedicated_by(rules);
  planning::PlanningInputs inputs{.rules = rules, .work = std::move(work), .travel = {}, .dedicated = std::move(dedicated.grids)};
  inputs.counts = count_wishes(scenario, territory);
  findings.append(unheeded_wishes(scenario));
  findings.append(dedicated.findings);
  std::shared_ptr<const planning::PostWays> posts;
  if (travel != nullptr) {
    inputs.travel = planning::road_minutes(travel->travel, first_mode(scenario), territory);
    posts = post_ways(scenario, layers, *travel, territory, threads);
    inputs.posts = posts.get();
  }
  if (!scenario.sectors.empty()) {
    auto sectors = read_sectors(scenario, layers.reference, territory, ground.shape, threads, progress, findings);
    planning::MergedSectors merged = planning::merge_sectors(territory, sectors, inputs, scenario.seed, threads, progress);
    assign_staff(scenario, merged.plan);
    findings.append(code_findings(merged.plan));
    findings.append(unmet_counts(inputs.counts, merged.plan, false));
    return {std::move(merged.plan), std::move(findings), false, core::SquareMetres(0), 0, std::move(sectors), {},
            std::move(posts)};
  }
  Plan plan = planning::make_plan(territory, inputs, scenario.seed, threads, progress);
  assign_staff(scenario, plan);
  findings.append(code_findings(plan));
  findings.append(unmet_counts(inputs.counts, plan, false));
  return {std::move(plan), std::move(findings), false, core::SquareMetres(0), 0, {}, {}, std::move(posts)};
}

}  // namespace wangge::scenarios
