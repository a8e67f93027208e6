#include "gis/read/turn_words.h"

#include "gis/read/opening_hours.h"

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

bool turn_holds(const TurnTimes& times, const RoadMoment& moment) {
  const bool hours = !times.hour_on.empty() || !times.hour_off.empty();
  const bool days = !times.day_on.empty() || !times.day_off.empty();
  if (!hours && !days) return true;
  if (!moment.hour) return false;
  if (days && !days_between(times.day_on, times.day_off, moment.day).value_or(false)) return false;
  if (!hours) return true;
  const auto within = hours_between(times.hour_on, times.hour_off);
  return within && holds(*within, moment);
}

}  // namespace wangge::gis
