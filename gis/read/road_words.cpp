#include "gis/read/road_words.h"

#include <algorithm>
#include <array>

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

bool is_local_word(std::string_view word) {
  return one_of(word, {"destination", "customers", "delivery", "residents", "permit", "private"});
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
