#include "gis/read/osm_road_use.h"

#include "engine/network/road_graph.h"
#include "gis/read/opening_hours.h"
#include "gis/read/osm_tags.h"
#include "gis/read/turn_words.h"

#include <algorithm>
#include <array>
#include <vector>

namespace wangge::gis {
namespace {

using network::Direction;
using network::LineClass;
using network::Mode;

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// What is said of a mode on a road.
struct Use {
  bool open = false;
  bool local = false;     ///< only to reach what lies on it
  HourSet closed = 0;     ///< hours, and network::no_hour, when it is closed although open
  bool narrowed = false;  ///< closed to through traffic in some hours, which is not heeded
  std::size_t rank = 0;   ///< of the key that `closed` stands by, the particular first
};

/// What one word says of a mode; nothing where it says nothing. access=yes on a footway does not invite cars; foot, bicycle,
/// motorcar and the like do.
std::optional<Use> use_by(std::string_view word, Mode mode, bool usual, std::string_view key) {
  const auto said = permission(word, mode);
  if (!said) return std::nullopt;
  if (*said && key == "access" && !usual) return Use{};
  return Use{*said, *said && is_local_word(word), 0, false, 0};
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

/// Keys that speak of a mode, the particular before the general; "": none.
constexpr std::array<std::array<const char*, 4>, network::mode_count> mode_keys = {
    {{"foot", "", "", "access"}, {"bicycle", "vehicle", "", "access"}, {"motorcar", "motor_vehicle", "vehicle", "access"}}};

/// The first tag that says something about the mode wins: the particular before the general. A rule by the hour goes before the
/// tag of its own key and those that are more general.
Use use_of_road(const osmium::TagList& tags, Mode mode, bool usual, DayKind day) {
  std::optional<std::vector<ConditionalValue>> rules;
  std::size_t rank_of_rules = 0;
  const auto& keys = mode_keys[static_cast<std::size_t>(mode)];
  Use use{usual, false, 0, false, 0};
  for (std::size_t rank = 0; rank < keys.size(); ++rank) {
    const char* key = keys[rank];
    if (*key == '\0') continue;
    const std::string_view conditional = tag(tags, (std::string(key) + ":conditional").c_str());
    if (!rules && !conditional.empty()) {
      rules = conditional_values(conditional, day);
      rank_of_rules = rank;
    }
    if (const auto said = use_by(tag(tags, key), mode, usual, key)) {
      use = *said;
      break;
    }
  }
  if (!rules) return use;
  use = by_hour(use, *rules, mode, usual, keys[rank_of_rules]);
  use.rank = rank_of_rules;
  return use;
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

/// What tags such as vehicle:backward=no say of one direction.
struct Said {
  bool open = false;
  bool local = false;
  bool own = false;      ///< in the mode's own words (bicycle; motorcar, motor_vehicle): they go before the one-way rule
  std::size_t rank = 0;  ///< of its key, the particular first
};

/// The particular before the general; where a tag of both directions is the more particular, nothing. A rule by the hour goes
/// before the tag of its own key.
std::optional<Said> said_of(const osmium::TagList& tags, const char* direction, Mode mode, bool usual, const RoadMoment& moment,
                            bool& unread) {
  const auto& keys = mode_keys[static_cast<std::size_t>(mode)];
  for (std::size_t rank = 0; rank < keys.size(); ++rank) {
    const char* key = keys[rank];
    if (*key == '\0') continue;
    const std::string own = std::string(key) + direction;
    std::string_view word = tag(tags, own.c_str());
    std::optional<std::vector<ConditionalValue>> rules;
    if (const std::string_view text = tag(tags, (own + ":conditional").c_str()); !text.empty()) {
      rules = conditional_values(text, moment.day);
      unread = unread || !rules;
    }
    if (rules) {
      for (const ConditionalValue& rule : *rules) {
        if (holds(rule.hours, moment) && permission(rule.value, mode)) word = rule.value;
      }
    }
    if (const auto open = permission(word, mode)) {
      const std::string_view name(key);
      if (*open && name == "access" && !usual) return Said{};
      return Said{*open, *open && is_local_word(word), name != "access" && name != "vehicle", rank};
    }
    if (permission(tag(tags, key), mode)) return std::nullopt;
  }
  return std::nullopt;
}

/// Both directions of a mode, by the tags of each.
void set_directions(LineFeature& line, const osmium::TagList& tags, Mode mode, bool usual, const Use& use, Direction oneway,
                    const RoadMoment& moment, bool& unread) {
  const auto at = static_cast<std::size_t>(mode);
  line.access[at] = use.open ? oneway : Direction::closed;
  line.local[at] = use.local;
  line.closed_hours[at] = use.closed;
  const std::array<std::optional<Said>, 2> said = {said_of(tags, ":forward", mode, usual, moment, unread),
                                                   said_of(tags, ":backward", mode, usual, moment, unread)};
  if (!said[0] && !said[1]) return;
  unsigned open = 0;
  std::vector<bool> local;
  unsigned spared = 0;  ///< directions whose own tag goes before the rule by the hour
  for (unsigned side = 0; side < 2; ++side) {
    const bool along = (static_cast<unsigned>(oneway) >> side & 1U) != 0;
    const bool goes = said[side] ? said[side]->open && (along || said[side]->own) : use.open && along;
    if (!goes) continue;
    open |= 1U << side;
    local.push_back(said[side] ? said[side]->local : use.local);
    if (said[side] && said[side]->rank <= use.rank) spared |= 1U << side;
  }
  line.access[at] = static_cast<Direction>(open);
  if (!use.open || spared == open) line.closed_hours[at] = 0;
  // Hours close both directions or none.
  unread = unread || (spared != 0 && line.closed_hours[at] != 0);
  line.local[at] = !local.empty() && std::all_of(local.begin(), local.end(), [](bool one) { return one; });
  // Public one way and for those who go there the other way: open to all both ways.
  unread = unread || (!line.local[at] && std::any_of(local.begin(), local.end(), [](bool one) { return one; }));
}

constexpr std::array<const char*, 2> oneway_keys = {"oneway:conditional", "oneway:bicycle:conditional"};

/// Texts of all rules by the hour on a direction.
std::vector<std::string> direction_rules(const osmium::TagList& tags) {
  std::vector<std::string> keys(oneway_keys.begin(), oneway_keys.end());
  for (const char* key : {"foot", "bicycle", "motorcar", "motor_vehicle", "vehicle", "access"}) {
    for (const char* direction : {":forward:conditional", ":backward:conditional"}) keys.push_back(std::string(key) + direction);
  }
  std::vector<std::string> texts;
  for (const std::string& key : keys) {
    const std::string_view text = tag(tags, key.c_str());
    if (!text.empty()) texts.emplace_back(text);
  }
  return texts;
}

}  // namespace

void set_use(LineFeature& line, const osmium::TagList& tags, const RoadMeaning& meaning, const RoadMoment& moment) {
  bool unread = false;
  const std::array<Direction, network::mode_count> directions = {
      oneway_direction(tag(tags, "oneway:foot")), bicycle_direction(tags, moment, unread), car_direction(tags, moment, unread)};
  for (const Mode mode : {Mode::walk, Mode::ebike, Mode::car}) {
    const auto at = static_cast<std::size_t>(mode);
    const bool usual = meaning.access[at] != Direction::closed;
    const Use use = use_of_road(tags, mode, usual, moment.day);
    set_directions(line, tags, mode, usual, use, directions[at], moment, unread);
    line.conditional = line.conditional || use.narrowed;
  }
  line.conditional = line.conditional || unread;
}

void set_ferry_use(LineFeature& line, const osmium::TagList& tags, const RoadMoment& moment) {
  set_use(line, tags, {LineClass::footway, {Direction::both, Direction::both, Direction::closed}}, moment);
  const Direction way = oneway_direction(tag(tags, "oneway"));
  for (Direction& direction : line.access) {
    direction = static_cast<Direction>(static_cast<unsigned>(direction) & static_cast<unsigned>(way));
  }
}

namespace {

constexpr std::array<const char*, 6> access_keys = {"access:conditional",  "foot:conditional",          "bicycle:conditional",
                                                    "vehicle:conditional", "motor_vehicle:conditional", "motorcar:conditional"};

}  // namespace

bool has_unread_conditions(const osmium::TagList& tags) {
  return std::any_of(access_keys.begin(), access_keys.end(), [&](const char* key) {
    const std::string_view text = tag(tags, key);
    return !text.empty() && !conditional_values(text);
  });
}

bool directions_by_hour(const osmium::TagList& tags) { return !direction_rules(tags).empty(); }

std::string spans_never_applied(const osmium::TagList& tags) {
  std::vector<std::string> texts = direction_rules(tags);
  for (const char* key : access_keys) texts.emplace_back(tag(tags, key));
  std::string all;
  for (const std::string& text : texts) {
    if (text.empty() || !conditional_values(text)) continue;
    const std::string spans = spans_in_no_hour(std::string_view(text));
    if (spans.empty() || all.find(spans) != std::string::npos) continue;
    all += (all.empty() ? "" : ", ") + spans;
  }
  return all;
}

std::string directions_not_applied(const osmium::TagList& tags, const RoadMoment& moment) {
  std::string all;
  if (moment.hour) return all;
  for (const std::string& text : direction_rules(tags)) {
    // What holds the middle of no hour is applied at none that could be asked.
    if (!conditional_values(text, moment.day) || in_no_hour(text)) continue;
    all += (all.empty() ? "" : ", ") + text;
  }
  return all;
}

}  // namespace wangge::gis
