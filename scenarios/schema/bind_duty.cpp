#include "engine/core/error.h"
#include "engine/simulation/people/shifts.h"
#include "scenarios/schema/bind.h"
#include "scenarios/schema/named_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

/// Scheduled work beside requests.
namespace wangge::scenarios {
namespace {

using Duty = DutySpec;

void check_start(const Reader& duty, const char* key, bool needs_calendar, const Scenario& scenario) {
  if (!needs_calendar || !scenario.simulation.start.empty()) return;
  throw duty.error(key, {.zh = "需要 simulation.start：没有日期就不知道是哪个月",
                         .en = "needs simulation.start: without a date there is no month"});
}

/// Whoever is wanted must be on shift at some time of the windows.
void check_shifts(const Reader& duty, const char* key, const std::vector<std::string>& lines, const ResponderSpec& responder) {
  const simulation::WeeklyShifts shifts = simulation::WeeklyShifts::parse(responder.shifts);
  const bool always = !shifts.windows().empty() && !shifts.next_end(core::Millis(0));
  if (always) return;
  for (const std::string& line : lines) {
    // Of months any weekday in question comes in the first four weeks of some month; a calendar that begins on a Monday serves.
    const simulation::Calendar calendar{.first = std::chrono::sys_days(std::chrono::days(18'267)), .holidays = {}};
    const auto windows = simulation::Recurrence::parse(std::vector<std::string>{line})
                             .windows(core::Millis(0), simulation::day_length * 400, calendar);
    const bool met = std::any_of(windows.begin(), windows.end(), [&](const simulation::TimeWindow& window) {
      if (shifts.on(window.start)) return true;
      const auto start = shifts.next_start(window.start);
      return start && *start < window.end;
    });
    if (met) continue;
    throw duty.error(key, {.zh = fmt::format("“{}”期间“{}”从不当班", line, responder.kind),
                           .en = fmt::format("\"{}\": no \"{}\" is on shift then", line, responder.kind)});
  }
}

std::vector<std::string> times_of(const Reader& duty, const char* key, const DutySpec& spec, const Scenario& scenario) {
  const std::vector<std::string> lines = duty.texts(key);
  simulation::Recurrence times;
  try {
    times = simulation::Recurrence::parse(lines);
  } catch (const core::Error& error) {
    throw duty.error(key, error.message());
  }
  check_start(duty, key, times.needs_calendar(), scenario);
  check_shifts(duty, key, lines, scenario.responders[spec.by]);
  return lines;
}

std::size_t responder_of(const Reader& duty, const Scenario& scenario) {
  std::vector<std::string> kinds;
  for (const ResponderSpec& responder : scenario.responders) kinds.push_back(responder.kind);
  if (kinds.empty())
    throw duty.error("kind", {.zh = "没有 [[responder]]：没有人来做", .en = "there is no [[responder]] to do it"});
  const std::string by = duty.optional_text("by").value_or(kinds.front());
  const auto found = std::find(kinds.begin(), kinds.end(), by);
  if (found == kinds.end()) throw duty.error("by", not_found(by, kinds));
  if (std::find(found + 1, kinds.end(), by) != kinds.end()) {
    throw duty.error(duty.has("by") ? "by" : "kind",
                     {.zh = fmt::format("有不止一个 [[responder]] 叫“{}”，一项任务只由一种人承担：请给各段起不同的 kind", by),
                      .en = fmt::format("more than one [[responder]] is called \"{}\", and a duty is for one: give each a kind "
                                        "of its own",
                                        by)});
  }
  return static_cast<std::size_t>(found - kinds.begin());
}

void bind_households(const Reader& duty, const Reader& profiles, const Scenario& scenario, DutySpec& spec) {
  if (spec.kind == Duty::Kind::sweep) {
    if (duty.has("each")) {
      throw duty.error("each",
                       {.zh = "敲门行动总是每户一次", .en = "does not go with a sweep, which calls once on every household"});
    }
    spec.each = simulation::Cycle::once();
  } else {
    try {
      spec.each = simulation::Cycle::parse(duty.text("each"));
    } catch (const core::Error& error) {
      throw duty.error("each", error.message());
    }
    check_start(duty, "each", spec.each.needs_calendar(), scenario);
  }
  if (!duty.has("takes"))
    throw duty.error("takes", {.zh = "缺少此键：走访和敲门必填", .en = "is missing; needed by visits and sweeps"});
  spec.takes = duty.law("takes");
  spec.knock = duty.duration("knock");
  const double absent = duty.share("absent");
  const auto weights = profile_weights<24>(duty, "absent_hours", profiles.table("hours"), "all day");
  const double greatest = *std::max_element(weights.begin(), weights.end());
  for (std::size_t hour = 0; hour < 24; ++hour) spec.absent[hour] = absent * weights[hour] / greatest;
  spec.again = times_of(duty, "again", spec, scenario);
  if (absent > 0 && spec.again.empty() && spec.kind == Duty::Kind::sweep) {
    throw duty.error("again", {.zh = "缺少此键：敲门行动要再敲不在家的住户",
                               .en = "is missing: a sweep calls again on households that were not in"});
  }
  if (const auto calls = duty.optional_integer("calls")) spec.calls = static_cast<std::uint8_t>(*calls);
  if (const auto most = duty.optional_integer("most")) spec.most = static_cast<std::uint32_t>(*most);
  if (duty.has("use")) {
    for (const std::string& use : duty.texts("use")) spec.uses.push_back(*territory::building_use(use));
  }
  spec.group = duty.optional_text("group").value_or("");
  if (spec.group.empty()) return;
  std::vector<std::string> groups;
  for (const GroupSpec& group : scenario.groups) groups.push_back(group.name);
  if (std::find(groups.begin(), groups.end(), spec.group) == groups.end())
    throw duty.error("group", not_found(spec.group, groups));
}

/// Turns are told apart by their windows: hours without a pause would make one turn of all days.
void check_turns(const Reader& duty, const DutySpec& spec) {
  if (spec.kind != Duty::Kind::visits || spec.each.only_once()) return;
  const auto times = simulation::Recurrence::parse(spec.when);
  if (times.needs_calendar()) return;
  const auto windows = times.windows(core::Millis(0), simulation::day_length * 15, std::nullopt);
  const bool endless = std::any_of(windows.begin(), windows.end(), [](const simulation::TimeWindow& window) {
    return window.end - window.start > simulation::day_length;
  });
  if (endless) {
    throw duty.error("when",
                     {.zh = "各天的时段首尾相接，轮次无从区分；应在下一段开始前结束，如 00:00-23:59",
                      .en = "the hours of following days run into one another, so that turns cannot be told apart; expected "
                            "an end before the next begin, such as 00:00-23:59"});
  }
}

/// Who was absent is called on again when a window of `again` begins: hours without a pause never begin anew.
void check_again(const Reader& duty, const DutySpec& spec) {
  const auto times = simulation::Recurrence::parse(spec.again);
  if (times.never() || times.needs_calendar()) return;
  const core::Millis fortnight = simulation::day_length * 14;
  const auto windows = times.windows(core::Millis(0), fortnight, std::nullopt);
  if (windows.size() == 1 && windows.front().start.value == 0 && windows.front().end >= fortnight) {
    throw duty.error("again", {.zh = "时段之间没有停顿，不会再有开始的时刻，没人会被再次走访；应写作有间隔的时段，如 19:00-21:00",
                               .en = "has no pause between its hours, so that they never begin anew and nobody would be called "
                                     "on again; expected hours with a pause, such as 19:00-21:00"});
  }
}

Duty::Kind kind_of(const std::string& kind) {
  return kind == "household visit"    ? Duty::Kind::visits
         : kind == "door-knock sweep" ? Duty::Kind::sweep
         : kind == "patrol"           ? Duty::Kind::patrol
         : kind == "checkpoint"       ? Duty::Kind::checkpoint
                                      : Duty::Kind::consult;
}

/// A key that the kind does not heed is refused.
void check_keys(const Reader& duty, Duty::Kind kind, const std::string& name) {
  const bool visits = kind == Duty::Kind::visits || kind == Duty::Kind::sweep;
  const auto refuse = [&](const char* key, bool heeded) {
    if (heeded || !duty.has(key)) return;
    throw duty.error(key, {.zh = fmt::format("不用于“{}”", name), .en = fmt::format("does not go with \"{}\"", name)});
  };
  for (const char* key : {"each", "takes", "use", "group", "absent", "absent_hours", "knock", "again", "calls", "most"})
    refuse(key, visits);
  refuse("passes", kind == Duty::Kind::patrol);
  for (const char* key : {"at", "gates", "layer", "reference", "staff"}) refuse(key, kind == Duty::Kind::checkpoint);
  refuse("responders", visits || kind == Duty::Kind::patrol);
}

void bind_places(const Reader& duty, const Scenario& scenario, DutySpec& spec) {
  spec.staff = static_cast<std::uint32_t>(duty.integer("staff"));
  if (duty.has("at") == duty.has("gates")) {
    throw duty.error(duty.has("at") ? "at" : "gates", {.zh = "at 与 gates 须写其一", .en = "expected one of `at` and `gates`"});
  }
  if (duty.has("gates")) {
    spec.gates = LayerRef{.path = duty.text("gates"),
                          .layer = duty.text("layer"),
                          .encoding = "",
                          .reference = bind_source_reference(duty),
                          .named_by = duty.where("gates")};
    return;
  }
  spec.at = duty.text("at");
  std::vector<std::string> kinds;
  for (const PostSpec& post : scenario.posts) kinds.push_back(post.kind);
  if (std::find(kinds.begin(), kinds.end(), spec.at) == kinds.end()) throw duty.error("at", not_found(spec.at, kinds));
}

}  // namespace

std::vector<DutySpec> bind_duties(const Reader& root, const Scenario& scenario) {
  const Reader profiles = root.table("profiles");
  std::vector<DutySpec> duties;
  for (const Reader& duty : root.items("duty")) {
    DutySpec spec;
    const std::string kind = duty.text("kind");
    spec.kind = kind_of(kind);
    spec.name = duty.optional_text("name").value_or(kind);
    const bool known = std::any_of(duties.begin(), duties.end(), [&](const DutySpec& other) { return other.name == spec.name; });
    if (known) {
      throw duty.error(duty.has("name") ? "name" : "kind",
                       {.zh = fmt::format("任务“{}”出现两次，请写不同的 name", spec.name),
                        .en = fmt::format("there are two duties \"{}\": give each a name", spec.name)});
    }
    spec.title = {.zh = duty.optional_text("title.zh").value_or(spec.name),
                  .en = duty.optional_text("title.en").value_or(spec.name)};
    spec.by = responder_of(duty, scenario);
    if (const auto responders = duty.optional_integer("responders")) spec.responders = static_cast<std::uint32_t>(*responders);
    spec.when = times_of(duty, "when", spec, scenario);
    if (spec.when.empty()) throw duty.error("when", {.zh = "不能为空", .en = "must not be empty"});
    if (duty.has("start")) spec.from = moment_of(duty, "start", scenario.simulation);
    if (spec.from >= scenario.simulation.horizon) {
      throw duty.error("start", {.zh = fmt::format("“{}”在模拟结束之后", duty.text("start")),
                                 .en = fmt::format("\"{}\" is after the end of the simulation", duty.text("start"))});
    }
    if (spec.from.value < 0) {
      throw duty.error("start", {.zh = fmt::format("“{}”早于 simulation.start", duty.text("start")),
                                 .en = fmt::format("\"{}\" is before simulation.start", duty.text("start"))});
    }
    const bool place = spec.kind == Duty::Kind::checkpoint || spec.kind == Duty::Kind::consult;
    spec.yields_to = static_cast<int>(duty.optional_integer("interrupted_by").value_or(place ? 101 : 0));
    spec.source = bind_origin(duty);
    check_keys(duty, spec.kind, kind);
    if (spec.kind == Duty::Kind::visits || spec.kind == Duty::Kind::sweep) bind_households(duty, profiles, scenario, spec);
    check_turns(duty, spec);
    check_again(duty, spec);
    if (spec.kind == Duty::Kind::patrol) spec.passes = static_cast<std::uint32_t>(duty.integer("passes"));
    if (spec.kind == Duty::Kind::checkpoint) bind_places(duty, scenario, spec);
    duties.push_back(std::move(spec));
  }
  return duties;
}

}  // namespace wangge::scenarios
