#include "scenarios/steps/plan_record.h"

#include "engine/core/error.h"
#include "scenarios/steps/layer_specs.h"

#include <charconv>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using gis::PlanFile;

[[noreturn]] void reject(std::string zh, std::string en) {
  throw core::Error(core::ErrorCode::input, {.zh = std::move(zh), .en = std::move(en)});
}

planning::PlanLife life_of(const PlanFile& file) {
  planning::PlanLife life;
  if (file.grids.empty()) return life;
  const PlanFile::Grid& first = file.grids.front();
  const char* end = first.version.data() + first.version.size();
  if (!first.version.empty() && std::from_chars(first.version.data(), end, life.version).ptr != end) {
    reject(fmt::format("方案的版本“{}”不是整数", first.version),
           fmt::format("the plan's version '{}' is no whole number", first.version));
  }
  if (first.status.empty()) return life;
  const auto status = planning::recorded_status(first.status, first.effective_from);
  if (!status) {
    reject(fmt::format("方案的状态“{}”不可用（可用：draft, consulted, approved）", first.status),
           fmt::format("the plan's status '{}' is not known (one of: draft, consulted, approved)", first.status));
  }
  life.status = *status;
  life.effective_from = first.effective_from;
  return life;
}

}  // namespace

std::optional<PlanFile> recorded_grids(const Scenario& scenario) {
  const auto& source = scenario.grids.source;
  if (!source || (!source->layer.empty() && source->layer != "grids")) return std::nullopt;
  return gis::read_plan_record(located_file(scenario, source->path));
}

PlanRecord record_of(const PlanFile& file) { return {life_of(file), file.code_history, file.voided_codes}; }

planning::GivenPlan with_record(planning::GivenPlan given, const PlanFile& file) {
  std::set<std::string> dedicated;
  for (const PlanFile::Grid& grid : file.grids) {
    if (grid.kind == planning::name(planning::GridKind::dedicated)) dedicated.insert(grid.code);
  }
  for (planning::GivenGrid& grid : given.grids) {
    if (dedicated.contains(grid.code)) grid.kind = planning::GridKind::dedicated;
  }
  for (const PlanFile::VoidedCode& row : file.voided_codes) given.voided.insert(row.code);
  return given;
}

std::string status_text(const planning::PlanLife& life) {
  return std::string(
      planning::name(life.status == planning::PlanStatus::in_force ? planning::PlanStatus::approved : life.status));
}

PlanRecord next_record(const PlanRecord& record, const planning::PlanLife& life, const std::vector<planning::CodeChange>& changes,
                       const std::set<std::string>& voided) {
  const std::string version = std::to_string(life.version);
  PlanRecord next{life, record.code_history, record.voided};
  for (const planning::CodeChange& row : changes) {
    if (row.relation == planning::CodeRelation::kept) continue;
    next.code_history.push_back({.old_code = row.old_code,
                                 .new_code = row.new_code,
                                 .relation = std::string(planning::name(row.relation)),
                                 .cells = row.cells,
                                 .households = row.households,
                                 .residents = row.residents,
                                 .voided = row.voided,
                                 .version = version,
                                 .valid_from = {}});
  }
  for (PlanFile::CodeRow& row : next.code_history) {
    if (row.valid_from.empty()) row.valid_from = life.effective_from;
  }
  std::set<std::string> known;
  for (const PlanFile::VoidedCode& row : record.voided) known.insert(row.code);
  for (const std::string& code : voided) {
    if (!known.contains(code)) next.voided.push_back({.code = code, .version = version});
  }
  return next;
}

}  // namespace wangge::scenarios
