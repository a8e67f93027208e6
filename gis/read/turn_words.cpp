#include "gis/read/turn_words.h"

#include "gis/read/opening_hours.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

using network::Mode;

bool lists(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t end = list.find(';');
    std::string_view entry = list.substr(0, end);
    while (entry.starts_with(' ')) entry.remove_prefix(1);
    while (entry.ends_with(' ')) entry.remove_suffix(1);
    if (entry == word) return true;
    if (end == std::string_view::npos) break;
    list.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

std::optional<std::array<bool, network::mode_count>> bound_modes(std::string_view word, std::string_view except) {
  if (!word.starts_with("no_") && !word.starts_with("only_")) return std::nullopt;
  const bool all_free = lists(except, "vehicle");
  std::array<bool, network::mode_count> binds{};
  binds[static_cast<std::size_t>(Mode::ebike)] = !all_free && !lists(except, "bicycle");
  binds[static_cast<std::size_t>(Mode::car)] = !all_free && !lists(except, "motorcar") && !lists(except, "motor_vehicle");
  if (binds == std::array<bool, network::mode_count>{}) return std::nullopt;
  return binds;
}

TurnHolds turn_holds(const TurnTimes& times, const RoadMoment& moment) {
  const bool hours = !times.hour_on.empty() || !times.hour_off.empty();
  const bool days = !times.day_on.empty() || !times.day_off.empty();
  if (!hours && !days) return TurnHolds::always;
  const auto on_days = days ? days_between(times.day_on, times.day_off, moment.day) : std::optional(true);
  const auto in_hours = hours ? hours_between(times.hour_on, times.hour_off) : std::optional(all_hours);
  if (!on_days || !in_hours) return TurnHolds::unread;
  return *on_days && holds(*in_hours, moment) ? TurnHolds::now : TurnHolds::not_now;
}

bool in_no_hour(const TurnTimes& times) {
  if (times.hour_on.empty() && times.hour_off.empty()) return false;
  return hours_between(times.hour_on, times.hour_off) == HourSet{0};
}

bool in_no_hour(std::string_view condition) {
  const std::array kinds{DayKind::workday, DayKind::saturday, DayKind::sunday, DayKind::holiday};
  return std::all_of(kinds.begin(), kinds.end(), [&](DayKind day) {
    const auto values = conditional_values(condition, day);
    return values && std::all_of(values->begin(), values->end(), [](const ConditionalValue& value) { return value.hours == 0; });
  });
}

std::string spans_in_no_hour(const TurnTimes& times) {
  std::string found;
  std::string_view on = times.hour_on;
  std::string_view off = times.hour_off;
  const auto next = [](std::string_view& list) {
    const std::size_t end = std::min(list.find(';'), list.size());
    std::string_view first = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    while (first.starts_with(' ')) first.remove_prefix(1);
    while (first.ends_with(' ')) first.remove_suffix(1);
    return first;
  };
  while (!on.empty() && !off.empty()) {
    const std::string_view from = next(on);
    const std::string_view to = next(off);
    if (hours_between(from, to) != HourSet{0}) continue;
    found += fmt::format("{}{}-{}", found.empty() ? "" : ", ", from, to);
  }
  return found;
}

std::string times_text(const TurnTimes& times) {
  std::string text;
  const auto add = [&](const char* key, std::string_view value) {
    if (value.empty()) return;
    text += (text.empty() ? "" : " ") + std::string(key) + "=" + std::string(value);
  };
  add("hour_on", times.hour_on);
  add("hour_off", times.hour_off);
  add("day_on", times.day_on);
  add("day_off", times.day_off);
  return text;
}

core::Finding turn_finding(const TurnRemark& remark, const std::string& source_id) {
  core::Finding found{
      .rule = "road.turn_conditional", .severity = core::Severity::note, .feature = source_id, .value = remark.text};
  switch (remark.kind) {
    case TurnRemark::unread_hours:
      found.rule = "road.turn_hours";
      found.severity = core::Severity::warning;
      found.message = {
          .zh = fmt::format(
              "转向限制 {} 的时段“{}”无法理解（应如 hour_on=07:00、hour_off=09:00、day_on=Mo、day_off=Fr）；按全天有效",
              source_id, remark.text),
          .en =
              fmt::format("the hours '{}' of the turn restriction {} are not understood (such as hour_on=07:00, hour_off=09:00, "
                          "day_on=Mo, day_off=Fr was expected); it holds at all hours",
                          remark.text, source_id)};
      break;
    case TurnRemark::in_no_hour:
      found.rule = "road.turn_hours";
      found.severity = core::Severity::warning;
      found.message = {
          .zh = fmt::format("转向限制 {} 的时段“{}”不含任何一个钟点的正中（如 08:30），这些时段从不生效", source_id, remark.text),
          .en = fmt::format("the hours '{}' of the turn restriction {} hold the middle of no hour (such as 08:30), so they are "
                            "never applied",
                            remark.text, source_id)};
      break;
    case TurnRemark::unread_condition:
      found.message = {.zh = fmt::format("转向限制 {} 的条件“{}”不是钟点，未采用", source_id, remark.text),
                       .en = fmt::format("the condition '{}' of the turn restriction {} is no hours of a day; it is not applied",
                                         remark.text, source_id)};
      break;
    case TurnRemark::no_hour_asked:
      found.message = {
          .zh = fmt::format("转向限制 {} 只在某些钟点有效（{}）；没有写 coverage.hour，未采用", source_id, remark.text),
          .en = fmt::format(
              "the turn restriction {} holds in some hours alone ({}); coverage.hour is left out, so it is not applied",
              source_id, remark.text)};
      break;
  }
  return found;
}

}  // namespace wangge::gis
