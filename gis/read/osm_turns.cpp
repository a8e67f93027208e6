#include "gis/read/osm_turns.h"

#include "gis/read/opening_hours.h"
#include "gis/read/osm_tags.h"
#include "gis/read/turn_words.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace wangge::gis {
namespace {

/// What a tag says, and whom it binds.
struct Rule {
  std::string word;  ///< no_left_turn, only_straight_on…
  std::array<bool, network::mode_count> binds{};
};

std::vector<Rule> rules_of(const osmium::TagList& tags, const RoadMoment& moment) {
  std::vector<Rule> rules;
  const bool now = turn_holds({tag(tags, "hour_on"), tag(tags, "hour_off"), tag(tags, "day_on"), tag(tags, "day_off")}, moment);
  const auto add = [&](const char* key, std::string_view except) {
    const std::string_view word = tag(tags, key);
    const auto binds = bound_modes(word, except);
    if (binds && now) rules.push_back({std::string(word), *binds});
    const auto conditional = conditional_values(tag(tags, (std::string(key) + ":conditional").c_str()), moment.day);
    if (!conditional) return;
    for (const ConditionalValue& value : *conditional) {
      const auto bound = bound_modes(value.value, except);
      if (bound && holds(value.hours, moment)) rules.push_back({value.value, *bound});
    }
  };
  add("restriction", tag(tags, "except"));
  add("restriction:bicycle", "motor_vehicle");
  add("restriction:motorcar", "bicycle");
  add("restriction:motor_vehicle", "bicycle");
  return rules;
}

struct Members {
  std::vector<std::string> from;
  std::vector<std::string> to;
  std::vector<std::string> via;
  std::optional<std::int64_t> via_node;
};

Members members_of(const osmium::Relation& relation) {
  Members members;
  for (const osmium::RelationMember& member : relation.members()) {
    const std::string_view role = member.role();
    if (member.type() == osmium::item_type::way) {
      auto* const list = role == "from" ? &members.from : role == "to" ? &members.to : role == "via" ? &members.via : nullptr;
      if (list != nullptr) list->push_back(fmt::format("way/{}", member.ref()));
    } else if (member.type() == osmium::item_type::node && role == "via") {
      members.via_node = member.ref();
    }
  }
  return members;
}

}  // namespace

std::vector<network::TurnRestriction> turns_of(const osmium::Relation& relation, const std::string& source_id,
                                               const RoadMoment& moment) {
  std::vector<network::TurnRestriction> turns;
  if (tag(relation.tags(), "type") != "restriction") return turns;
  const Members members = members_of(relation);
  if (members.via.empty() && !members.via_node) return turns;
  for (const Rule& rule : rules_of(relation.tags(), moment)) {
    for (const std::string& from : members.from) {
      for (const std::string& to : members.to) {
        network::TurnRestriction turn;
        turn.source_id = source_id;
        turn.from = from;
        turn.via = members.via;
        turn.to = to;
        if (members.via.empty()) turn.via_node = members.via_node;
        turn.only = rule.word.starts_with("only_");
        turn.binds = rule.binds;
        turns.push_back(std::move(turn));
      }
    }
  }
  return turns;
}

}  // namespace wangge::gis
