#include "scenarios/steps/proposal_step.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "engine/planning/locks/forced_sizes.h"
#include "engine/planning/road_minutes.h"
#include "scenarios/steps/dedicated_step.h"
#include "scenarios/steps/ledger_step.h"
#include "scenarios/steps/lock_step.h"
#include "scenarios/steps/planning_step.h"

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

[[noreturn]] void no_such_area(const std::string& code, const std::vector<std::string>& known) {
  const auto guess = core::nearest(code, known);
  throw core::Error(core::ErrorCode::usage,
                    {.zh = fmt::format("planning.count：没有编码为“{}”的最低层级辖区{}", code,
                                       guess ? fmt::format("，是不是“{}”？", *guess) : ""),
                     .en = fmt::format("planning.count: no area of the lowest level has the code \"{}\"{}", code,
                                       guess ? fmt::format("; did you mean \"{}\"?", *guess) : "")});
}

void set_counts(const Scenario& scenario, const Territory& territory, PlanWishes& wishes) {
  if (scenario.planning.counts.empty()) return;
  wishes.counts.resize(territory.areas.size());
  std::vector<std::string> known;
  std::vector<AreaId> lowest;
  for (const AreaId area : core::ids<AreaId>(territory.areas.size())) {
    if (territory.cells_of_area[area].empty()) continue;
    lowest.push_back(area);
    known.push_back(territory.areas.code[area]);
  }
  const std::string& level = territory.levels.back().name;
  for (const bool single : {false, true}) {
    for (const PlanningSpec::Count& count : scenario.planning.counts) {
      if ((count.of != level) != single) continue;
      bool found = false;
      for (const AreaId area : lowest) {
        if (single && territory.areas.code[area] != count.of) continue;
        wishes.counts[area] = planning::CountRange{count.least, count.most};
        found = true;
      }
      if (!found && single) no_such_area(count.of, known);
    }
  }
}

std::optional<double> change_share(const Scenario& scenario, const Territory& territory) {
  const auto& change = scenario.planning.change_at_most;
  if (!change) return std::nullopt;
  if (change->share) return change->share;
  std::int64_t households = 0;
  for (const std::int64_t count : territory.cells.households) households += count;
  return households > 0 ? static_cast<double>(*change->households) / static_cast<double>(households) : 0.0;
}

void need_today(const Scenario& scenario) {
  const PlanningSpec& spec = scenario.planning;
  const char* key = spec.change_at_most ? "planning.change_at_most" : spec.from_today ? "planning.seeds = \"today\"" : nullptr;
  if (key == nullptr || scenario.grids.source) return;
  throw core::Error(core::ErrorCode::usage, {.zh = fmt::format("{} 需要现状网格：请写 [grids] source", key),
                                             .en = fmt::format("{} needs today's grids: give [grids] source", key)});
}

}  // namespace

PlanWishes plan_wishes(const Scenario& scenario, const Territory& territory) {
  need_today(scenario);
  const PlanningSpec& spec = scenario.planning;
  PlanWishes wishes;
  wishes.plans = static_cast<std::size_t>(spec.plans);
  set_counts(scenario, territory, wishes);
  wishes.locked = spec.locked;
  wishes.uncrossed = barrier_choice(spec.locked_borders);
  wishes.unbordered = barrier_choice(spec.forbidden_borders);
  wishes.whole_compounds = !spec.keep_whole.empty();
  wishes.from_today = spec.from_today;
  wishes.change_at_most = change_share(scenario, territory);
  wishes.distinct = spec.distinct;
  return wishes;
}

std::unique_ptr<const ProposalGround> proposal_ground(const Scenario& scenario, const gis::Layers& layers,
                                                      const gis::TerritoryBuild& built, const network::Travel& travel,
                                                      const RedrawnLevel* redrawn, core::Threads threads,
                                                      core::Progress& progress) {
  const Territory& territory = built.territory;
  const auto shape = [&](territory::CellId cell) { return built.coverage.polygon(cell); };
  auto ground = std::make_unique<ProposalGround>();
  ground->ledger = read_ledgers(scenario, layers, territory, shape, threads, progress, ground->findings);
  ground->inputs = {.rules = planning_rules(scenario),
                    .work = work_of_cells(scenario, territory, &ground->ledger),
                    .travel = planning::road_minutes(travel, first_mode(scenario), territory),
                    .ledger = &ground->ledger,
                    .today = nullptr,
                    .wishes = plan_wishes(scenario, territory)};
  planning::DedicatedChoice dedicated =
      dedicated_grids(scenario, layers, territory, shape, ground->inputs.rules, threads, progress);
  ground->inputs.wishes.dedicated = std::move(dedicated.grids);
  ground->findings.append(dedicated.findings);
  ground->inputs.wishes.parted = parted_by_lines(scenario, layers, territory, progress, ground->findings);
  if (!layers.grids.empty()) {
    PlanBuild today = read_given_plan(scenario, layers, territory, shape, threads, progress,
                                      redrawn != nullptr ? redrawn->ended_codes() : std::set<std::string>{});
    ground->findings.append(today.findings);
    ground->today.emplace(std::move(today.plan));
    ground->record = std::move(today.record);
    ground->inputs.today = &*ground->today;
  }
  planning::ProposeInputs& inputs = ground->inputs;
  inputs.rules.forced = planning::forced_sizes(territory, inputs.rules, inputs.wishes, inputs.today);
  if (ground->today) ground->today->force(inputs.rules.forced);
  return ground;
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
