#include "gis/read/road_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

namespace wangge::gis {
namespace {

using network::Access;
using network::Direction;
using network::LineClass;
using network::Mode;

constexpr Direction open = Direction::both;
constexpr Direction shut = Direction::closed;
constexpr Access everyone{open, open, open};
constexpr Access on_foot{open, shut, shut};
constexpr Access no_cars{open, open, shut};
constexpr Access cars_only{shut, shut, open};
constexpr Access nobody{shut, shut, shut};

struct Word {
  std::string_view word;
  RoadMeaning meaning;
};

/// Walk, e-bike and car by the usual law of the road; a path is open to bicycles, a footway is not.
constexpr std::array<Word, 25> road_words = {{
    {"motorway", {LineClass::motorway, cars_only}},
    {"motorway_link", {LineClass::motorway, cars_only}},
    {"trunk", {LineClass::primary, everyone}},
    {"trunk_link", {LineClass::primary, everyone}},
    {"primary", {LineClass::primary, everyone}},
    {"primary_link", {LineClass::primary, everyone}},
    {"secondary", {LineClass::secondary, everyone}},
    {"secondary_link", {LineClass::secondary, everyone}},
    {"tertiary", {LineClass::tertiary, everyone}},
    {"tertiary_link", {LineClass::tertiary, everyone}},
    {"unclassified", {LineClass::residential, everyone}},
    {"residential", {LineClass::residential, everyone}},
    {"living_street", {LineClass::residential, everyone}},
    {"road", {LineClass::residential, everyone}},
    {"pedestrian", {LineClass::residential, on_foot}},
    {"service", {LineClass::service, everyone}},
    {"services", {LineClass::service, everyone}},
    {"track", {LineClass::track, everyone}},
    {"busway", {LineClass::service, nobody}},
    {"cycleway", {LineClass::cycleway, no_cars}},
    {"path", {LineClass::footway, no_cars}},
    {"footway", {LineClass::footway, on_foot}},
    {"bridleway", {LineClass::footway, on_foot}},
    {"corridor", {LineClass::footway, on_foot}},
    {"steps", {LineClass::steps, on_foot}},
}};

struct ClassOfWord {
  std::string_view word;
  LineClass line_class;
};

constexpr std::array<ClassOfWord, 7> rail_words = {{{"rail", LineClass::rail},
                                                    {"light_rail", LineClass::rail},
                                                    {"narrow_gauge", LineClass::rail},
                                                    {"subway", LineClass::rail},
                                                    {"monorail", LineClass::rail},
                                                    {"funicular", LineClass::rail},
                                                    {"preserved", LineClass::rail}}};

constexpr std::array<ClassOfWord, 6> water_words = {{{"river", LineClass::river},
                                                     {"canal", LineClass::canal},
                                                     {"stream", LineClass::stream},
                                                     {"ditch", LineClass::stream},
                                                     {"drain", LineClass::stream},
                                                     {"tidal_channel", LineClass::river}}};

template <std::size_t size>
std::optional<LineClass> class_in(const std::array<ClassOfWord, size>& words, std::string_view word) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const ClassOfWord& entry) { return entry.word == word; });
  if (found == words.end()) return std::nullopt;
  return found->line_class;
}

/// A whole number at the front, taken off; nothing where there is none.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || number < 0 || number > 100000) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

/// Minutes alone, or two or three numbers between colons: the first is of hours.
std::optional<std::int64_t> clock_seconds(std::string_view text) {
  std::vector<std::int64_t> parts;
  for (bool more = true; more;) {
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    parts.push_back(*number);
    more = text.starts_with(':');
    if (more) text.remove_prefix(1);
  }
  if (!text.empty() || parts.size() > 3) return std::nullopt;
  if (parts.size() == 1) return parts[0] * 60;
  return parts[0] * 3600 + parts[1] * 60 + (parts.size() == 3 ? parts[2] : 0);
}

/// What follows PT of ISO 8601.
std::optional<std::int64_t> period_seconds(std::string_view text) {
  std::int64_t sum = 0;
  while (!text.empty()) {
    const auto number = take_number(text);
    if (!number || text.empty()) return std::nullopt;
    const char unit = text.front();
    if (unit != 'H' && unit != 'M' && unit != 'S') return std::nullopt;
    sum += *number * (unit == 'H' ? 3600 : unit == 'M' ? 60 : 1);
    text.remove_prefix(1);
  }
  return sum;
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::optional<RoadMeaning> road_meaning(std::string_view highway) {
  const auto found = std::find_if(road_words.begin(), road_words.end(), [&](const Word& entry) { return entry.word == highway; });
  if (found == road_words.end()) return std::nullopt;
  return found->meaning;
}

std::optional<LineClass> rail_class(std::string_view railway) { return class_in(rail_words, railway); }

std::optional<LineClass> waterway_class(std::string_view waterway) { return class_in(water_words, waterway); }

Access usual_access(LineClass line_class) {
  switch (line_class) {
    case LineClass::footway:
    case LineClass::steps:
      return on_foot;
    case LineClass::cycleway:
      return no_cars;
    case LineClass::motorway:
      return cars_only;
    case LineClass::track:
    case LineClass::service:
    case LineClass::residential:
    case LineClass::tertiary:
    case LineClass::secondary:
    case LineClass::primary:
      return everyone;
    case LineClass::rail:
    case LineClass::stream:
    case LineClass::river:
    case LineClass::canal:
      return nobody;
  }
  return nobody;
}

Direction oneway_direction(std::string_view word) {
  if (one_of(word, {"yes", "true", "1", "F", "FT", "是"})) return Direction::forward;
  if (one_of(word, {"-1", "reverse", "T", "TF"})) return Direction::backward;
  return Direction::both;
}

std::optional<core::Millis> stated_duration(std::string_view text) {
  const auto seconds = text.starts_with("PT") ? period_seconds(text.substr(2)) : clock_seconds(text);
  if (!seconds || *seconds <= 0 || *seconds > 24 * 3600) return std::nullopt;
  return core::Millis(*seconds * 1000);
}

std::optional<bool> permission(std::string_view word, Mode mode) {
  if (one_of(word, {"yes", "permissive", "designated", "official", "destination", "customers", "delivery", "residents", "permit",
                    "discouraged", "public"})) {
    return true;
  }
  // A worker calls on the households behind a private way, but does not ride or drive through it.
  if (word == "private") return mode == Mode::walk;
  if (one_of(word, {"no", "use_sidepath", "dismount", "agricultural", "forestry", "agricultural;forestry",
                    "forestry;agricultural", "emergency", "bus", "psv", "military", "restricted"})) {
    return false;
  }
  return std::nullopt;
}

}  // namespace wangge::gis
