#include "gis/read/osm_turns.h"

#include "gis/read/opening_hours.h"
#include "gis/read/osm_tags.h"
#include "gis/read/turn_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace wangge::gis {
namespace {

/// What a tag says, and whom it binds.
struct Rule {
  std::string word;  ///< no_left_turn, only_straight_on…
  std::array<bool, network::mode_count> binds{};
};

/// A key, and the vehicles that it does not speak of.
using RuleKey = std::pair<const char*, std::string_view>;
std::array<RuleKey, 4> rule_keys(const osmium::TagList& tags) {
  return {{{"restriction", tag(tags, "except")},
           {"restriction:bicycle", "motor_vehicle"},
           {"restriction:motorcar", "bicycle"},
           {"restriction:motor_vehicle", "bicycle"}}};
}

TurnTimes times_of(const osmium::TagList& tags) {
  return {tag(tags, "hour_on"), tag(tags, "hour_off"), tag(tags, "day_on"), tag(tags, "day_off")};
}

std::string_view condition_of(const osmium::TagList& tags, const char* key) {
  return tag(tags, (std::string(key) + ":conditional").c_str());
}

std::vector<Rule> rules_of(const osmium::TagList& tags, const RoadMoment& moment) {
  std::vector<Rule> rules;
  const bool now = turn_holds(times_of(tags), moment) != TurnHolds::not_now;
  for (const auto& [key, except] : rule_keys(tags)) {
    const std::string_view word = tag(tags, key);
    const auto binds = bound_modes(word, except);
    if (binds && now) rules.push_back({std::string(word), *binds});
    const auto conditional = conditional_values(condition_of(tags, key), moment.day);
    if (!conditional) continue;
    for (const ConditionalValue& value : *conditional) {
      const auto bound = bound_modes(value.value, except);
      if (bound && holds(value.hours, moment)) rules.push_back({value.value, *bound});
    }
  }
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

std::vector<TurnRemark> remarks_of_turn(const osmium::Relation& relation, const RoadMoment& moment) {
  const osmium::TagList& tags = relation.tags();
  if (tag(tags, "type") != "restriction") return {};
  const std::optional<std::int64_t> via = members_of(relation).via_node;
  const TurnTimes times = times_of(tags);
  const TurnHolds held = turn_holds(times, moment);
  std::string short_spans;
  std::optional<TurnRemark> not_asked;
  const auto add_short = [&](const std::string& spans) {
    if (!spans.empty() && short_spans.find(spans) == std::string::npos) short_spans += (short_spans.empty() ? "" : ", ") + spans;
  };
  for (const auto& [key, except] : rule_keys(tags)) {
    if (bound_modes(tag(tags, key), except)) {
      if (held == TurnHolds::unread) return {TurnRemark{TurnRemark::unread_hours, times_text(times), via}};
      if (in_no_hour(times)) return {TurnRemark{TurnRemark::in_no_hour, times_text(times), via}};
      add_short(spans_in_no_hour(times));
      if (held != TurnHolds::always && !moment.hour) not_asked = TurnRemark{TurnRemark::no_hour_asked, times_text(times), via};
    }
    const std::string_view condition = condition_of(tags, key);
    if (condition.empty() || !(bound_modes("no_turn", except))) continue;
    const auto values = conditional_values(condition, moment.day);
    if (!values && (condition.find("no_") != std::string_view::npos || condition.find("only_") != std::string_view::npos))
      return {TurnRemark{TurnRemark::unread_condition, std::string(condition), via}};
    const bool binds = values && std::any_of(values->begin(), values->end(), [&modes = except](const ConditionalValue& value) {
                         return bound_modes(value.value, modes).has_value();
                       });
    if (binds && in_no_hour(condition)) return {TurnRemark{TurnRemark::in_no_hour, std::string(condition), via}};
    if (binds) add_short(spans_in_no_hour(condition));
    if (binds && !moment.hour) not_asked = TurnRemark{TurnRemark::no_hour_asked, std::string(condition), via};
  }
  std::vector<TurnRemark> remarks;
  if (!short_spans.empty()) remarks.push_back({TurnRemark::in_no_hour, short_spans, via});
  if (not_asked) remarks.push_back(std::move(*not_asked));
  return remarks;
}

bool turns_by_hour(const osmium::Relation& relation) {
  const osmium::TagList& tags = relation.tags();
  if (tag(tags, "type") != "restriction") return false;
  const TurnHolds held = turn_holds(times_of(tags), {});
  if (held == TurnHolds::now || held == TurnHolds::not_now) return true;
  const std::array<RuleKey, 4> keys = rule_keys(tags);
  return std::any_of(keys.begin(), keys.end(), [&](const RuleKey& key) { return !condition_of(tags, key.first).empty(); });
}

}  // namespace wangge::gis
