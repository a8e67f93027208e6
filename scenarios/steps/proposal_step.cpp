#include "scenarios/steps/proposal_step.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "engine/planning/locks/forced_sizes.h"
#include "engine/planning/road_minutes.h"
#include "scenarios/steps/count_step.h"
#include "scenarios/steps/dedicated_step.h"
#include "scenarios/steps/ledger_step.h"
#include "scenarios/steps/lock_step.h"
#include "scenarios/steps/planning_step.h"
#include "scenarios/steps/post_ways_step.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using planning::PlanWishes;
using territory::AreaId;
using territory::Territory;

void need_today(const Scenario& scenario) {
  const PlanningSpec& spec = scenario.planning;
  const char* key = spec.change_at_most ? "planning.change_at_most" : spec.from_today ? "planning.seeds = \"today\"" : nullptr;
  if (key == nullptr || scenario.grids.source) return;
  throw core::Error(core::ErrorCode::usage, {.zh = fmt::format("{} 需要现状网格：请写 [grids] source", key),
                                             .en = fmt::format("{} needs today's grids: give [grids] source", key)});
}

/// A locked grid that is not there.
void check_locks(const Scenario& scenario, const planning::Plan* today) {
  const PlanningSpec& spec = scenario.planning;
  std::vector<std::string> known;
  if (today != nullptr) {
    for (const planning::GridId grid : today->grids()) known.push_back(today->code(grid));
  }
  for (const std::string& code : spec.locked) {
    if (std::find(known.begin(), known.end(), code) != known.end()) continue;
    const auto guess = core::nearest(code, known);
    throw core::Error(core::ErrorCode::usage,
                      {.zh = known.empty() ? fmt::format("{}：无法锁定网格 {}：没有现状网格（[grids]）", spec.locked_key, code)
                                           : fmt::format("{}：现状网格中没有 {}{}", spec.locked_key, code,
                                                         guess ? fmt::format("，是不是 {}？", *guess) : ""),
                       .en = known.empty() ? fmt::format("{}: grid {} cannot be locked: there are no grids of today ([grids])",
                                                         spec.locked_key, code)
                                           : fmt::format("{}: there is no grid {} today{}", spec.locked_key, code,
                                                         guess ? fmt::format("; did you mean {}?", *guess) : "")});
  }
}

/// Land and water without a household that locked borders cut off.
core::Findings rejoined_findings(const Territory& territory, const planning::ProposeInputs& inputs) {
  const auto pieces = planning::rejoined_pieces(territory, inputs.rules, inputs.wishes, inputs.today);
  core::Findings findings;
  if (pieces.empty()) return findings;
  std::size_t cells = 0;
  for (const planning::EmptyPiece& piece : pieces) cells += piece.cells.size();
  const bool one = pieces.size() == 1;
  findings.add({.rule = "planning.locked_borders_empty",
                .severity = core::Severity::note,
                .message = {.zh = fmt::format("不可跨越的界线从四面隔开 {} 块无人居住的土地或水面（{} "
                                              "个单元）：各并入共边最长的相邻网格，但不由此跨到对面",
                                              pieces.size(), cells),
                            .en = fmt::format("locked borders cut off {} of land or water where nobody lives ({}): {} the "
                                              "neighbouring grid with the longest border, which does not reach over to the "
                                              "other side",
                                              one ? std::string("a piece") : fmt::format("{} pieces", pieces.size()),
                                              cells == 1 ? std::string("1 cell") : fmt::format("{} cells", cells),
                                              one ? "it joins" : "each joins")},
                .feature = "planning.locked_borders",
                .place = territory.cells.centroid[pieces.front().cells.front()]});
  return findings;
}

void add_finding(core::Findings& findings, std::string rule, core::Severity severity, std::string key, core::Text message) {
  findings.add({.rule = std::move(rule), .severity = severity, .message = std::move(message), .feature = std::move(key)});
}

/// Weights that say nothing.
core::Findings weightless(const Scenario& scenario) {
  const PlanningSpec& spec = scenario.planning;
  core::Findings findings;
  if (!(spec.weight_work + spec.weight_compact + spec.weight_barriers + spec.weight_travel + spec.weight_compounds +
            spec.weight_change + spec.weight_spread >
        0)) {
    add_finding(findings, "planning.no_aims", core::Severity::warning, "planning.aims",
                {.zh = "planning.aims 的权重全为 0：没有任何目标可据以划分和排序，各方案得分都是 0",
                 .en = "all weights of planning.aims are 0: nothing tells a good plan from a bad one, and every score is 0"});
  }
  return findings;
}

}  // namespace

PlanWishes plan_wishes(const Scenario& scenario, const Territory& territory) {
  need_today(scenario);
  const PlanningSpec& spec = scenario.planning;
  PlanWishes wishes;
  wishes.plans = static_cast<std::size_t>(spec.plans);
  planning::CountWishes counts = count_wishes(scenario, territory);
  wishes.counts = std::move(counts.of_area);
  wishes.total = std::move(counts.total);
  wishes.locked = spec.locked;
  wishes.uncrossed = barrier_choice(spec.locked_borders);
  wishes.unbordered = barrier_choice(spec.forbidden_borders);
  wishes.whole_compounds = !spec.keep_whole.empty();
  wishes.from_today = spec.from_today;
  if (spec.change_at_most) {
    wishes.change_at_most = spec.change_at_most->share;
    wishes.change_households = spec.change_at_most->households;
  }
  wishes.distinct = spec.distinct;
  return wishes;
}

std::unique_ptr<const ProposalGround> proposal_ground(const Scenario& scenario, const gis::Layers& layers,
                                                      const gis::TerritoryBuild& built, const TravelBuild& travel,
                                                      const RedrawnLevel* redrawn, core::Threads threads,
                                                      core::Progress& progress) {
  const Territory& territory = built.territory;
  const CellGround cells = cell_ground(built.coverage);
  auto ground = std::make_unique<ProposalGround>();
  ground->ledger = read_ledgers(scenario, layers, territory, cells.at, progress, ground->findings);
  ground->posts = post_ways(scenario, layers, travel, territory, threads);
  planning::WorkOfCell work = work_of_cells(scenario, territory, &ground->ledger);
  planning::PlanningRules rules = planning_rules(scenario, work);
  ground->inputs = {.rules = std::move(rules),
                    .work = std::move(work),
                    .travel = planning::road_minutes(travel.travel, first_mode(scenario), territory),
                    .ledger = &ground->ledger,
                    .today = nullptr,
                    .wishes = plan_wishes(scenario, territory),
                    .posts = ground->posts.get()};
  if (!layers.grids.empty()) {
    PlanBuild today = read_given_plan(scenario, layers, territory, cells, threads, progress,
                                      redrawn != nullptr ? redrawn->ended() : EndedNames{});
    ground->findings.append(today.findings);
    ground->today.emplace(std::move(today.plan));
    ground->record = std::move(today.record);
    ground->inputs.today = &*ground->today;
  }
  check_locks(scenario, ground->inputs.today);
  planning::DedicatedChoice dedicated =
      dedicated_grids(scenario, layers, territory, cells, ground->inputs.rules, ground->inputs.today, progress);
  ground->inputs.wishes.dedicated = std::move(dedicated.grids);
  ground->findings.append(dedicated.findings);
  ground->inputs.wishes.parted = parted_by_lines(scenario, layers, territory, progress, ground->findings);
  planning::ProposeInputs& inputs = ground->inputs;
  inputs.rules.forced = planning::forced_sizes(territory, inputs.rules, inputs.wishes, inputs.today);
  if (ground->today) ground->today->force(inputs.rules.forced);
  ground->findings.append(rejoined_findings(territory, ground->inputs));
  ground->findings.append(weightless(scenario));
  return ground;
}

core::Findings undrawn_in_plan(const Scenario& scenario) {
  core::Findings findings;
  if (scenario.microgrids) {
    add_finding(findings, "microgrids.not_in_plan", core::Severity::note, "microgrids",
                {.zh = "[microgrids] 的微网格由 wangge run 划：选定方案后用 wangge run --plan；wangge plan 不划",
                 .en = "the microgrids of [microgrids] are drawn by wangge run: choose a plan, then wangge run --plan; wangge "
                       "plan draws none"});
  }
  if (!scenario.sectors.empty()) {
    add_finding(findings, "sector.not_in_plan", core::Severity::note, "sector",
                {.zh = "[[sector]] 的合并由 wangge run 完成；wangge plan 不看各部门的界线",
                 .en = "the sectors of [[sector]] are merged by wangge run; wangge plan does not heed their borders"});
  }
  return findings;
}

PlanRecord proposed_record(const ProposalGround& ground, const RedrawnLevel* redrawn, const planning::Plan& plan) {
  if (!ground.today) return {};
  const planning::CodedCells before =
      redrawn != nullptr && redrawn->today ? *redrawn->today : planning::coded_cells(*ground.today);
  const auto changes = planning::code_changes(before, plan);
  const bool same = std::all_of(changes.begin(), changes.end(), [](const planning::CodeChange& change) {
    return change.relation == planning::CodeRelation::kept;
  });
  const PlanRecord record = ground.record.value_or(PlanRecord{});
  // A plain layer has no version that the plan could follow: it is the first.
  const planning::PlanLife life = same || !ground.record ? record.life : planning::changed(record.life);
  return next_record(record, life, changes, planning::voided_codes(before, plan));
}

ProposalBuild propose(const Scenario& scenario, const Territory& territory, const ProposalGround& ground, core::Threads threads,
                      core::Progress& progress) {
  planning::ProposeInputs inputs = ground.inputs;
  const double limit = static_cast<double>(scenario.planning.time_limit.value) / 1000;
  if (limit > 0) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(scenario.planning.time_limit.value);
    inputs.wishes.stop = [end] { return std::chrono::steady_clock::now() >= end; };
  }
  return {planning::propose_plans(territory, inputs, scenario.seed, threads, progress), limit};
}

std::optional<planning::PlanEnsemble> draw_ensemble(const Scenario& scenario, const Territory& territory,
                                                    const ProposalGround& ground, const planning::Proposal& proposal,
                                                    core::Threads threads, core::Progress& progress) {
  if (!scenario.ensemble) return std::nullopt;
  const EnsembleSpec& spec = *scenario.ensemble;
  const planning::EnsembleWishes wishes{.plans = static_cast<std::uint32_t>(spec.plans),
                                        .chains = static_cast<std::uint32_t>(spec.chains),
                                        .thin = static_cast<std::uint32_t>(spec.thin),
                                        .burn_in = static_cast<std::uint32_t>(spec.burn_in),
                                        .reversible = spec.reversible};
  return planning::draw_ensemble(territory, ground.inputs, proposal, wishes, scenario.seed, threads, progress);
}

}  // namespace wangge::scenarios
