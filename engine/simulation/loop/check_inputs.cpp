#include "engine/simulation/loop/check_inputs.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <set>
#include <string>
#include <tuple>

#include <fmt/format.h>

namespace wangge::simulation {
namespace {

[[noreturn]] void refuse(const std::string& zh, const std::string& en) {
  throw core::Error(core::ErrorCode::input, {.zh = zh, .en = en});
}

void check_chance(const std::string& of_zh, const std::string& of_en, double chance) {
  if (chance >= 0 && chance <= 1) return;
  refuse(fmt::format("{}：概率 {} 应在 0 到 1 之间", of_zh, chance),
         fmt::format("{}: chance {}: expected 0 to 1", of_en, chance));
}

void check_deadlines(const RequestKind& kind) {
  const Life::Deadlines& deadlines = kind.life.deadlines;
  core::Millis before(0);
  for (const auto& [deadline, zh, en] :
       {std::tuple{deadlines.accept, "接单", "accept"}, std::tuple{deadlines.arrive, "到场", "arrive"},
        std::tuple{deadlines.resolve, "办结", "resolve"}}) {
    if (!deadline) continue;
    if (deadline->value <= 0 || *deadline < before) {
      refuse(
          fmt::format("事项“{}”：{}时限 {:g} 分钟应为正数，且不早于前一步的时限", kind.name, zh, core::in_minutes(*deadline)),
          fmt::format("request \"{}\": deadline to {} of {:g} min: expected a positive time, not before the deadline of the step "
                      "before",
                      kind.name, en, core::in_minutes(*deadline)));
    }
    before = *deadline;
  }
}

/// A level that comes twice would send a matter round in a circle.
void check_chain(const RequestKind& kind) {
  const Life::Escalation& chain = kind.life.escalate;
  const std::string zh = fmt::format("事项“{}”的升级链", kind.name);
  const std::string en = fmt::format("request \"{}\", escalation", kind.name);
  check_chance(zh, en, chain.share);
  if (chain.levels.size() > 8 || ((chain.share > 0 || kind.life.whistle.share > 0) && chain.levels.empty()))
    refuse(fmt::format("{}：有 {} 级，应为 1 至 8 级", zh, chain.levels.size()),
           fmt::format("{}: {} levels: expected 1 to 8", en, chain.levels.size()));
  std::set<std::string> names;
  for (const Life::Escalation::Level& level : chain.levels) {
    if (!names.insert(level.name).second)
      refuse(fmt::format("{}：“{}”出现两次，会循环", zh, level.name),
             fmt::format("{}: level \"{}\" comes twice: a circle", en, level.name));
    check_chance(zh, en, level.settled);
    check_chance(zh, en, level.hand_back);
    if (level.tries == 0 || (level.within && level.within->value <= 0))
      refuse(fmt::format("{}：“{}”的次数和时限应为正数", zh, level.name),
             fmt::format("{}: tries and deadline of \"{}\": expected positive figures", en, level.name));
  }
}

void check_offices(const SimulationInputs& inputs) {
  for (const OfficeLevel& level : inputs.offices) {
    assert(level.of_grid.size() == inputs.grids.size());
    if (level.desks == 0)
      refuse(fmt::format("“{}”级的机构：席位数应为正数", level.name),
             fmt::format("offices of level \"{}\": expected one desk or more", level.name));
    if (level.hours && level.hours->windows().empty())
      refuse(fmt::format("“{}”级的机构：从不开放", level.name),
             fmt::format("offices of level \"{}\": they never open", level.name));
  }
  for (const RequestKind& kind : inputs.kinds) {
    const auto& levels = kind.life.escalate.levels;
    assert(std::all_of(levels.begin(), levels.end(),
                       [&](const auto& level) { return !level.offices || *level.offices < inputs.offices.size(); }));
    static_cast<void>(levels);
  }
}

void check_whistle(const RequestKind& kind, std::size_t departments) {
  const Life::Whistle& whistle = kind.life.whistle;
  const std::string zh = fmt::format("事项“{}”的吹哨", kind.name);
  const std::string en = fmt::format("request \"{}\", whistle", kind.name);
  check_chance(zh, en, whistle.share);
  if (whistle.share <= 0) return;
  std::set<std::uint64_t> called;
  for (const DepartmentId id : whistle.departments) {
    if (!id.valid() || id.value() >= departments || !called.insert(id.value()).second)
      refuse(zh + "：有不认识的或重复的部门", en + ": a department that is unknown, or comes twice");
  }
  if (whistle.departments.empty() || whistle.departments.size() > 8)
    refuse(fmt::format("{}：有 {} 个部门，应为 1 至 8 个", zh, whistle.departments.size()),
           fmt::format("{}: {} departments: expected 1 to 8", en, whistle.departments.size()));
  if (whistle.within.value <= 0 || whistle.grace.value < 0 || whistle.takes.mean.value < 0)
    refuse(zh + "：时限应为正数，宽限和用时不应为负",
           en + ": expected a positive deadline, and a grace and a time of work of 0 or more");
  if (whistle.after && *whistle.after >= kind.life.escalate.levels.size())
    refuse(zh + "：没有它所跟随的层级", en + ": there is no such level to follow");
}

void check_kind(const RequestKind& kind) {
  const Life& life = kind.life;
  const std::string zh = fmt::format("事项“{}”", kind.name);
  const std::string en = fmt::format("request \"{}\"", kind.name);
  for (const double chance : {life.help.share, life.deliberate.share, life.rate.share, life.reopen.share})
    check_chance(zh, en, chance);
  const auto& stars = life.rate.stars;
  const bool negative = std::any_of(stars.begin(), stars.end(), [](double weight) { return !(weight >= 0); });
  if (negative || (life.rate.share > 0 && std::accumulate(stars.begin(), stars.end(), 0.0) <= 0)) {
    refuse(zh + "：一至五星的权重应为非负数，且不全为 0",
           en + ": the weights of one to five stars: expected 0 or more, not all 0");
  }
  check_deadlines(kind);
  check_chain(kind);
}

void check_people(const SimulationInputs& inputs) {
  const Responders& responders = inputs.responders;
  for (const ResponderKind& kind : inputs.responder_kinds) {
    const std::string zh = fmt::format("人员“{}”", kind.name);
    const std::string en = fmt::format("responder \"{}\"", kind.name);
    check_chance(zh, en, kind.present);
    check_chance(zh, en, kind.decline.value_or(0));
    if (kind.patrols && kind.stay.value <= 0) {
      refuse(zh + "：巡查在每处停留的时间应为正数", en + ": the stay at each building of a patrol: expected a positive time");
    }
  }
  if (responders.kind.empty()) return;
  for (const ResponderId id : core::ids<ResponderId>(responders.size())) {
    const ResponderKind& kind = inputs.responder_kinds[responders.kind[id]];
    const WeeklyShifts& shifts = inputs.shifts[responders.shifts[id]];
    if (kind.present < 1 && !shifts.windows().empty() && !shifts.next_end(core::Millis(0))) {
      refuse(fmt::format("人员“{}”：班次从不结束，无法按日缺勤", kind.name),
             fmt::format("responder \"{}\": shifts that never end have no days to be absent from", kind.name));
    }
  }
}

void check_rules(const DispatchRules& rules) {
  check_chance("派单被拒", "declined orders", rules.decline);
  if (rules.ask_again.value <= 0 || rules.batch.value <= 0 || rules.accept_timeout.value_or(core::Millis(1)).value <= 0) {
    refuse("派单的等待时间（再次询问、集中派单、接单超时）应为正数",
           "pauses of dispatch (until asked again, between assignments, until passed over): expected positive times");
  }
}

void check_duties(const SimulationInputs& inputs) {
  std::set<std::string> names;
  for (const Duty& duty : inputs.duties) {
    const std::string zh = fmt::format("任务“{}”", duty.name);
    const std::string en = fmt::format("duty \"{}\"", duty.name);
    if (!names.insert(duty.name).second) refuse(zh + "出现两次", en + " comes twice");
    for (const double chance : duty.absent) check_chance(zh + "：无人在家", en + ": nobody in", chance);
    if (duty.takes.mean.value < 0 || duty.knock.value < 0)
      refuse(zh + "：走访和敲门的时间不应为负", en + ": the times of a visit and at a door: expected 0 or more");
    const bool months = duty.when.needs_calendar() || duty.again.needs_calendar() || duty.each.needs_calendar();
    if (months && !inputs.calendar) refuse(zh + "按月循环，但没有日历", en + " comes by the month, but there is no calendar");
    if (!inputs.responder_kinds.empty() && (!duty.by.valid() || duty.by.value() >= inputs.responder_kinds.size()))
      refuse(zh + "：没有这种人员", en + ": there is no such kind of responder");
  }
}

}  // namespace

SimulationInputs checked(SimulationInputs inputs) {
  if (inputs.horizon.value <= 0) {
    refuse(fmt::format("模拟时长 {} 毫秒：应为正数", inputs.horizon.value),
           fmt::format("simulated horizon of {} ms: expected a positive time", inputs.horizon.value));
  }
  if (inputs.neighbours.size() == 0) inputs.neighbours = core::Csr<GridId, GridId>::build(inputs.grids.size(), {});
  assert(inputs.neighbours.size() == inputs.grids.size());
  assert(inputs.entry.size() == inputs.grid_of_building.size());
  assert(inputs.responders.shifts.size() == inputs.responders.size());
  assert(inputs.responders.size() == 0 || inputs.travel != nullptr);
  for (const RequestKind& kind : inputs.kinds) {
    assert(!kind.handed_down_by || kind.handed_down_by->value() < inputs.departments.size());
    assert(kind.refused_per_year.empty() || kind.handed_down_by);
    check_kind(kind);
    check_whistle(kind, inputs.departments.size());
  }
  check_offices(inputs);
  check_people(inputs);
  check_rules(inputs.dispatch);
  check_duties(inputs);
  return inputs;
}

}  // namespace wangge::simulation
