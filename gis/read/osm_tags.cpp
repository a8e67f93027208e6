#include "gis/read/osm_tags.h"

#include "engine/network/road_graph.h"
#include "gis/read/building_words.h"
#include "gis/read/count_text.h"
#include "gis/read/opening_hours.h"
#include "gis/read/road_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace wangge::gis {
namespace {

using network::Direction;
using network::LineClass;
using network::Mode;

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string text_of(const osmium::TagList& tags, const std::string& key) {
  return key.empty() ? std::string() : std::string(tag(tags, key.c_str()));
}

std::optional<std::int64_t> count_in(const osmium::TagList& tags, const std::string& key, const SourceSpec& source,
                                     const std::string& source_id) {
  if (key.empty()) return std::nullopt;
  return count_of(tag(tags, key.c_str()), {.file = source.path, .layer = {}, .feature = source_id, .field = key},
                  most_in_building);
}

/// A public register of anyone's making: an odd population is no reason to stop, it is as good as absent.
std::optional<std::int64_t> population_of(const osmium::TagList& tags, const std::string& key) {
  const std::string text = text_of(tags, key);
  std::int64_t count = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (failure != std::errc() || end != text.data() + text.size() || count < 0 || count > most_in_area) return std::nullopt;
  return count;
}

territory::BuildingUse use_of(const osmium::TagList& tags, const std::string& type, const BuildingLayerSpec& spec) {
  const auto listed = spec.use_of_type.find(type);
  if (listed != spec.use_of_type.end()) return territory::building_use(listed->second).value_or(territory::BuildingUse::unknown);
  const territory::BuildingUse use = use_of_building_word(type);
  if (use != territory::BuildingUse::unknown) return use;
  for (const char* key :
       {"amenity", "shop", "office", "tourism", "craft", "industrial", "man_made", "power", "leisure", "historic"}) {
    const auto other = use_of_other_tag(key, tag(tags, key));
    if (other) return *other;
  }
  return territory::BuildingUse::unknown;
}

/// What is said of a mode on a road.
struct Use {
  bool open = false;
  bool local = false;     ///< only to reach what lies on it
  HourSet closed = 0;     ///< hours, and network::no_hour, when it is closed although open
  bool narrowed = false;  ///< closed to through traffic in some hours, which is not heeded
};

/// What one word says of a mode; nothing where it says nothing. access=yes on a footway does not invite cars; foot, bicycle,
/// motorcar and the like do.
std::optional<Use> use_by(std::string_view word, Mode mode, bool usual, std::string_view key) {
  const auto said = permission(word, mode);
  if (!said) return std::nullopt;
  if (*said && key == "access" && !usual) return Use{};
  return Use{*said, *said && is_local_word(word), 0, false};
}

/// A rule by the hour beside what holds otherwise.
Use by_hour(const Use& otherwise, const std::vector<ConditionalValue>& values, Mode mode, bool usual, std::string_view key) {
  HourSet open = otherwise.open ? all_hours : 0;
  bool opens_locally = true;
  bool narrowed = false;
  for (const ConditionalValue& value : values) {
    const auto use = use_by(value.value, mode, usual, key);
    if (!use) continue;
    open = use->open ? open | value.hours : open & ~value.hours;
    if (use->open && !use->local) opens_locally = false;
    narrowed = narrowed || (use->local && value.hours != 0);
  }
  Use all;
  all.open = otherwise.open || open != 0;
  all.local = otherwise.open ? otherwise.local : opens_locally;
  all.narrowed = otherwise.open && !otherwise.local && narrowed;
  if (all.open) all.closed = (all_hours & ~open) | (otherwise.open ? 0 : network::no_hour);
  return all;
}

/// The first tag that says something about the mode wins: the particular before the general. A rule by the hour goes before the
/// tag of its own key and those that are more general.
Use use_of_road(const osmium::TagList& tags, Mode mode, bool usual, DayKind day) {
  constexpr std::array<std::array<const char*, 4>, network::mode_count> keys = {
      {{"foot", "", "", "access"}, {"bicycle", "vehicle", "", "access"}, {"motorcar", "motor_vehicle", "vehicle", "access"}}};
  std::optional<std::vector<ConditionalValue>> rules;
  const char* key_of_rules = "";
  Use use{usual, false, 0, false};
  for (const char* key : keys[static_cast<std::size_t>(mode)]) {
    if (*key == '\0') continue;
    const std::string_view conditional = tag(tags, (std::string(key) + ":conditional").c_str());
    if (!rules && !conditional.empty()) {
      rules = conditional_values(conditional, day);
      key_of_rules = key;
    }
    if (const auto said = use_by(tag(tags, key), mode, usual, key)) {
      use = *said;
      break;
    }
  }
  return rules ? by_hour(use, *rules, mode, usual, key_of_rules) : use;
}

/// The direction that a conditional tag gives at the moment; nothing where there is none, or no hour is asked. `unread`: it is
/// there and not understood.
std::optional<Direction> direction_now(const osmium::TagList& tags, const char* key, const RoadMoment& moment, bool& unread) {
  const std::string_view text = tag(tags, key);
  if (text.empty()) return std::nullopt;
  const auto values = conditional_values(text, moment.day);
  unread = unread || !values;
  std::optional<Direction> now;
  if (!values) return now;
  for (const ConditionalValue& value : *values) {
    if (holds(value.hours, moment)) now = oneway_direction(value.value);
  }
  return now;
}

Direction car_direction(const osmium::TagList& tags, const RoadMoment& moment, bool& unread) {
  if (const auto now = direction_now(tags, "oneway:conditional", moment, unread)) return *now;
  const std::string_view oneway = tag(tags, "oneway");
  if (!oneway.empty()) return oneway_direction(oneway);
  if (one_of(tag(tags, "junction"), {"roundabout", "circular"}) || tag(tags, "highway") == "motorway") return Direction::forward;
  return Direction::both;
}

/// The particular before the general, as with access.
Direction bicycle_direction(const osmium::TagList& tags, const RoadMoment& moment, bool& unread) {
  if (const auto now = direction_now(tags, "oneway:bicycle:conditional", moment, unread)) return *now;
  const std::string_view own = tag(tags, "oneway:bicycle");
  if (!own.empty()) return oneway_direction(own);
  for (const char* key : {"cycleway", "cycleway:left", "cycleway:right", "cycleway:both"}) {
    if (tag(tags, key).substr(0, 8) == "opposite") return Direction::both;
  }
  return car_direction(tags, moment, unread);
}

/// Sets who may use a line, in which direction, when, and whether to go through.
void set_use(LineFeature& line, const osmium::TagList& tags, const RoadMeaning& meaning, const RoadMoment& moment) {
  bool unread = false;
  const std::array<Direction, network::mode_count> directions = {
      oneway_direction(tag(tags, "oneway:foot")), bicycle_direction(tags, moment, unread), car_direction(tags, moment, unread)};
  for (const Mode mode : {Mode::walk, Mode::ebike, Mode::car}) {
    const auto at = static_cast<std::size_t>(mode);
    const Use use = use_of_road(tags, mode, meaning.access[at] != Direction::closed, moment.day);
    line.access[at] = use.open ? directions[at] : Direction::closed;
    line.local[at] = use.local;
    line.closed_hours[at] = use.closed;
    line.conditional = line.conditional || use.narrowed || unread;
  }
}

bool said_yes(std::string_view word) { return !word.empty() && word != "no"; }

std::optional<RoadMeaning> road_of(const osmium::TagList& tags, const LineSpec& spec) {
  const std::string type(tag(tags, "highway"));
  if (type.empty()) return std::nullopt;
  const auto listed = spec.class_of_type.find(type);
  std::optional<RoadMeaning> meaning = road_meaning(type);
  if (listed != spec.class_of_type.end()) {
    const auto named = network::line_class(listed->second);
    if (named) meaning = RoadMeaning{*named, meaning ? meaning->access : usual_access(*named)};
  }
  if (meaning && tag(tags, "motorroad") == "yes") meaning = RoadMeaning{LineClass::motorway, usual_access(LineClass::motorway)};
  return meaning;
}

/// On foot and with a bicycle unless the tags say otherwise, by car only where they say so; one way for everybody alike.
void set_ferry_use(LineFeature& line, const osmium::TagList& tags, const RoadMoment& moment) {
  set_use(line, tags, {LineClass::footway, {Direction::both, Direction::both, Direction::closed}}, moment);
  const Direction way = oneway_direction(tag(tags, "oneway"));
  for (Direction& direction : line.access) {
    if (direction != Direction::closed) direction = way;
  }
}

/// Rules for weights, seasons and the like on who may use a road: those that are not hours of days, and not heeded.
bool has_unread_conditions(const osmium::TagList& tags) {
  constexpr std::array<const char*, 6> keys = {"access:conditional",  "foot:conditional",          "bicycle:conditional",
                                               "vehicle:conditional", "motor_vehicle:conditional", "motorcar:conditional"};
  return std::any_of(keys.begin(), keys.end(), [&](const char* key) {
    const std::string_view text = tag(tags, key);
    return !text.empty() && !conditional_values(text);
  });
}

}  // namespace

std::string_view tag(const osmium::TagList& tags, const char* key) { return tags.get_value_by_key(key, ""); }

bool is_building(const osmium::TagList& tags) {
  const std::string_view word = tag(tags, "building");
  return !word.empty() && word != "no";
}

BuildingFeature building_of(const osmium::TagList& tags, const BuildingLayerSpec& spec, const std::string& source_id) {
  BuildingFeature building;
  building.source_id = source_id;
  building.type = tag(tags, spec.use_field.empty() ? "building" : spec.use_field.c_str());
  building.use = use_of(tags, building.type, spec);
  building.name = tag(tags, spec.name_field.empty() ? "name" : spec.name_field.c_str());
  building.compound = text_of(tags, spec.compound_field);
  building.floors = floors_of(tag(tags, spec.floors_field.empty() ? "building:levels" : spec.floors_field.c_str()));
  building.households = count_in(tags, spec.households_field, spec.source, source_id);
  building.residents = count_in(tags, spec.residents_field, spec.source, source_id);
  return building;
}

std::optional<LineFeature> line_of(const osmium::TagList& tags, const LineSpec& spec, const std::string& source_id) {
  LineFeature line;
  line.source_id = source_id;
  line.name = tag(tags, spec.name_field.empty() ? "name" : spec.name_field.c_str());
  line.tunnel = said_yes(tag(tags, "tunnel"));
  line.passage = tag(tags, "tunnel") == "building_passage";
  line.bridge = said_yes(tag(tags, "bridge"));
  line.conditional = has_unread_conditions(tags);
  if (const auto road = road_of(tags, spec)) {
    line.line_class = road->line_class;
    set_use(line, tags, *road, spec.moment);
    line.type = tag(tags, "highway");
    return line;
  }
  if (tag(tags, "route") == "ferry") {
    line.line_class = LineClass::footway;
    set_ferry_use(line, tags, spec.moment);
    line.type = "ferry";
    return line;
  }
  for (const char* key : {"railway", "waterway"}) {
    const std::string_view word = tag(tags, key);
    const auto line_class = std::string_view(key) == "railway" ? rail_class(word) : waterway_class(word);
    if (!line_class) continue;
    line.line_class = *line_class;
    line.access = usual_access(*line_class);
    line.type = word;
    return line;
  }
  return std::nullopt;
}

bool is_water(const osmium::TagList& tags) {
  return tag(tags, "natural") == "water" || one_of(tag(tags, "waterway"), {"riverbank", "dock"}) ||
         one_of(tag(tags, "landuse"), {"reservoir", "basin"});
}

std::optional<int> admin_level_of(const osmium::TagList& tags) {
  if (tag(tags, "boundary") != "administrative") return std::nullopt;
  const std::string_view text = tag(tags, "admin_level");
  int level = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), level);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return level;
}

AreaFeature area_of(const osmium::TagList& tags, const AreaSpec& spec, const std::string& source_id) {
  AreaFeature area;
  area.source_id = source_id;
  area.code = text_of(tags, spec.code_field);
  area.name = tag(tags, spec.label_field.empty() ? "name" : spec.label_field.c_str());
  area.parent_code = text_of(tags, spec.parent_field);
  area.residents = population_of(tags, spec.residents_field);
  area.households = count_in(tags, spec.households_field, spec.source, source_id);
  return area;
}

std::optional<PlaceFeature> place_of(const osmium::TagList& tags, const std::string& source_id) {
  PlaceFeature place;
  const std::string_view kind = tag(tags, "place");
  if (one_of(kind, {"country", "state", "region", "province", "district", "county", "municipality", "city", "borough", "town",
                    "suburb", "quarter", "neighbourhood", "village", "hamlet", "isolated_dwelling"})) {
    place.kind = kind;
  } else if (tag(tags, "amenity") == "townhall") {
    place.kind = "townhall";
  } else {
    return std::nullopt;
  }
  place.source_id = source_id;
  place.name = tag(tags, "name");
  place.name_zh = tag(tags, "name:zh");
  if (place.name_zh.empty()) place.name_zh = tag(tags, "name:zh-Hans");
  place.residents = population_of(tags, "population");
  return place;
}

}  // namespace wangge::gis
