#include "engine/evaluation/plan_matching.h"

#include "engine/core/heaviest_matching.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace wangge::evaluation {
namespace {

/// FNV-1a of the two codes, the lesser first, folded to 30 bits so that sums stay small.
std::int64_t hash_of(std::string_view a, std::string_view b) {
  if (b < a) std::swap(a, b);
  std::uint64_t hash = 14695981039346656037ULL;
  const auto add = [&](std::string_view word) {
    for (const char letter : word) hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
    hash = (hash ^ 0xFFU) * 1099511628211ULL;
  };
  add(a);
  add(b);
  hash ^= hash >> 32U;
  return static_cast<std::int64_t>(hash & 0x3FFFFFFFU) + 1;
}

core::PairWeight weight_of(const ComparedPlans& plans, const Transfer& transfer) {
  const std::string& old_code = plans.before[transfer.from].code;
  const std::string& new_code = plans.after[transfer.to].code;
  const auto square_decimetres = static_cast<std::int64_t>(transfer.held.area.value * 100 + 0.5);
  return {{transfer.held.households, old_code == new_code ? 1 : 0, square_decimetres, hash_of(old_code, new_code)}};
}

bool empty(const Holdings& held) { return held.households == 0 && !(held.area.value > 0); }

void match_grids(const ComparedPlans& plans, PlanMatching& matching) {
  matching.new_of.resize(plans.before.size());
  matching.old_of.resize(plans.after.size());
  std::vector<core::WeightedPair> pairs;
  for (const Transfer& transfer : plans.transfers) {
    if (!transfer.from.valid() || !transfer.to.valid() || empty(transfer.held)) continue;
    pairs.push_back({transfer.from.value(), transfer.to.value(), weight_of(plans, transfer)});
  }
  const auto columns = core::heaviest_matching(plans.before.size(), plans.after.size(), pairs);
  for (std::size_t row = 0; row < columns.size(); ++row) {
    if (!columns[row]) continue;
    matching.new_of[OldGridId(row)] = NewGridId(*columns[row]);
    matching.old_of[NewGridId(*columns[row])] = OldGridId(row);
  }
}

double share(const Holdings& part, const Holdings& whole) {
  if (whole.households > 0) return static_cast<double>(part.households) / static_cast<double>(whole.households);
  return whole.area.value > 0 ? part.area.value / whole.area.value : 0;
}

CodeStep step_of(const ComparedPlans& plans, const Transfer& transfer, Fate fate) {
  CodeStep step{.before = transfer.from, .after = transfer.to, .fate = fate, .common = transfer.held};
  step.share_of_old = share(transfer.held, plans.before[transfer.from].held);
  step.share_of_new = share(transfer.held, plans.after[transfer.to].held);
  return step;
}

/// The transfers of each grid, seen from both plans.
struct Ledger {
  std::vector<std::vector<const Transfer*>> of_old;
  std::vector<std::vector<const Transfer*>> of_new;

  explicit Ledger(const ComparedPlans& plans) : of_old(plans.before.size()), of_new(plans.after.size()) {
    for (const Transfer& transfer : plans.transfers) {
      if (!transfer.from.valid() || !transfer.to.valid()) continue;
      of_old[transfer.from.value()].push_back(&transfer);
      of_new[transfer.to.value()].push_back(&transfer);
    }
  }
};

/// Less in common is chance, not a grid that goes on.
constexpr double least_share = 0.25;

/// The pair of an old grid that goes on under its old or a new code.
std::optional<CodeStep> lasting(const ComparedPlans& plans, const PlanMatching& matching, const Ledger& ledger, OldGridId old) {
  const NewGridId fresh = matching.new_of[old];
  for (const Transfer* transfer : ledger.of_old[old.value()]) {
    if (transfer->to != fresh) continue;
    const bool same = plans.before[old].code == plans.after[fresh].code;
    const CodeStep step = step_of(plans, *transfer, same ? Fate::kept : Fate::renamed);
    if (std::max(step.share_of_old, step.share_of_new) >= least_share) return step;
  }
  return std::nullopt;
}

/// Where more than half of a grid went to or came from.
std::optional<CodeStep> main_part(const ComparedPlans& plans, const std::vector<const Transfer*>& transfers, bool of_old) {
  for (const Transfer* transfer : transfers) {
    const CodeStep step = step_of(plans, *transfer, of_old ? Fate::merged : Fate::split);
    if ((of_old ? step.share_of_old : step.share_of_new) > 0.5) return step;
  }
  return std::nullopt;
}

template <class IdType>
std::vector<IdType> ids_by_code(const core::Column<IdType, ComparedGrid>& grids) {
  std::vector<IdType> ids;
  for (const IdType id : core::ids<IdType>(grids.size())) ids.push_back(id);
  std::stable_sort(ids.begin(), ids.end(), [&](IdType a, IdType b) { return grids[a].code < grids[b].code; });
  return ids;
}

void tell_history(const ComparedPlans& plans, PlanMatching& matching) {
  const Ledger ledger(plans);
  std::set<std::string> codes;
  for (const ComparedGrid& grid : plans.after) codes.insert(grid.code);
  std::vector<char> goes_on(plans.after.size(), 0);
  for (const OldGridId old : ids_by_code(plans.before)) {
    std::optional<CodeStep> step = lasting(plans, matching, ledger, old);
    if (step) goes_on[step->after.value()] = 1;
    if (!step) step = main_part(plans, ledger.of_old[old.value()], true);
    if (!step) step = CodeStep{.before = old, .after = {}, .fate = Fate::dissolved, .common = {}};
    const bool present = codes.contains(plans.before[old].code);
    step->voided = !present;
    step->reused = present && step->fate != Fate::kept;
    matching.history.push_back(*step);
  }
  for (const NewGridId fresh : ids_by_code(plans.after)) {
    if (goes_on[fresh.value()] != 0) continue;
    const std::optional<CodeStep> step = main_part(plans, ledger.of_new[fresh.value()], false);
    matching.history.push_back(step ? *step : CodeStep{.before = {}, .after = fresh, .fate = Fate::created, .common = {}});
  }
}

void add_up(const ComparedPlans& plans, PlanMatching& matching) {
  std::map<std::string, ParentChange> parents;
  for (const ComparedGrid& grid : plans.before) {
    ParentChange& parent = parents[grid.parent];
    ++parent.grids_before;
    parent.before += grid.held;
  }
  for (const ComparedGrid& grid : plans.after) {
    ParentChange& parent = parents[grid.parent];
    ++parent.grids_after;
    parent.after += grid.held;
  }
  for (const Transfer& transfer : plans.transfers) {
    if (!transfer.from.valid() || !transfer.to.valid()) {
      (transfer.from.valid() ? matching.only_before : matching.only_after) += transfer.held;
      continue;
    }
    matching.common += transfer.held;
    if (!matching.moved(transfer)) continue;
    const std::string& old_parent = plans.before[transfer.from].parent;
    const std::string& new_parent = plans.after[transfer.to].parent;
    matching.changed += transfer.held;
    if (old_parent != new_parent) matching.changed_parent += transfer.held;
    parents[old_parent].out += transfer.held;
    parents[new_parent].in += transfer.held;
  }
  for (auto& [code, parent] : parents) {
    parent.code = code;
    matching.parents.push_back(parent);
  }
}

}  // namespace

Holdings& Holdings::operator+=(const Holdings& other) {
  cells += other.cells;
  households += other.households;
  residents += other.residents;
  buildings += other.buildings;
  area += other.area;
  return *this;
}

const char* name(Fate fate) {
  static constexpr std::array<const char*, 6> names = {"kept", "renamed", "merged", "dissolved", "split", "new"};
  return names[static_cast<std::size_t>(fate)];
}

PlanMatching match_plans(const ComparedPlans& plans) {
  PlanMatching matching;
  match_grids(plans, matching);
  tell_history(plans, matching);
  add_up(plans, matching);
  return matching;
}

}  // namespace wangge::evaluation
