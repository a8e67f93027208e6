#include "scenarios/schema/bind.h"
#include "scenarios/schema/level_names.h"
#include "scenarios/schema/named_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

/// The steps of a request's life.
namespace wangge::scenarios {
namespace {

using simulation::Life;

std::optional<simulation::DurationLaw> optional_law(const Reader& table, const std::string& key) {
  if (!table.has(key)) return std::nullopt;
  return table.law(key);
}

Life::Help help_of(const Reader& request, bool skills_needed) {
  Life::Help help{.share = request.share("help.share"),
                  .takes = optional_law(request, "help.takes").value_or(simulation::DurationLaw{}),
                  .by_colleague = request.text("help.by") == "colleague"};
  if (!request.has("help.takes") && skills_needed) {
    throw request.error("help.takes", {.zh = "缺少此键：写了 needs 时必填，够得着的人都没有所需技能时由部门来办",
                                       .en = "is missing; goes with `needs`: where nobody within reach has the skill a "
                                             "department comes, and it says when"});
  }
  if (!skills_needed) static_cast<void>(share_of(request, "help", {"takes"}));
  if (request.has("help.by") && !request.has("help.share")) {
    throw request.error("help.by", {.zh = "没有写 help.share，这一步不会发生",
                                    .en = "goes with help.share, which is not there: the step would never happen"});
  }
  return help;
}

Life::Rating rating_of(const Reader& request) {
  Life::Rating rating{.share = share_of(request, "rating", {"stars"})};
  if (!request.has("rating.stars")) return rating;
  const std::vector<double> weights = request.numbers("rating.stars");
  std::copy(weights.begin(), weights.end(), rating.stars.begin());
  return rating;
}

Life::Reopening reopening_of(const Reader& request) {
  Life::Reopening reopen{.share = share_of(request, "reopen", {"after"})};
  if (const auto law = optional_law(request, "reopen.after")) reopen.after = *law;
  reopen.most = static_cast<std::uint8_t>(request.integer("reopen.most"));
  if (request.has("reopen.most") && !request.has("reopen.share")) {
    throw request.error("reopen.most", {.zh = "没有写 reopen.share，这一步不会发生",
                                        .en = "goes with reopen.share, which is not there: the step would never happen"});
  }
  return reopen;
}

Life::Deadlines deadlines_of(const Reader& request) {
  struct Step {
    const char* key;
    const char* zh;
  };
  Life::Deadlines deadlines;
  std::optional<core::Millis> before;
  std::string before_key;
  for (const Step& step :
       {Step{"deadlines.accept", "接单"}, Step{"deadlines.arrive", "到场"}, Step{"deadlines.resolve", "办结"}}) {
    if (!request.has(step.key)) continue;
    const core::Millis deadline = request.duration(step.key);
    if (deadline.value <= 0) {
      throw request.error(step.key, {.zh = fmt::format("{}时限必须大于零", step.zh), .en = "must be above zero"});
    }
    if (before && deadline < *before) {
      throw request.error(step.key,
                          {.zh = fmt::format("“{}”早于 {} 的 {:g} 分钟；时限应逐步不减", request.text(step.key), before_key,
                                             core::in_minutes(*before)),
                           .en = fmt::format("\"{}\" is before {}, {:g} min; a step has its deadline not before that of "
                                             "the step before",
                                             request.text(step.key), before_key, core::in_minutes(*before))});
    }
    before = deadline;
    before_key = step.key;
    (step.key == std::string("deadlines.accept")   ? deadlines.accept
     : step.key == std::string("deadlines.arrive") ? deadlines.arrive
                                                   : deadlines.resolve) = deadline;
  }
  return deadlines;
}

Life::Escalation::Level level_of(const Reader& item, const std::vector<Life::Escalation::Level>& before,
                                 const LevelNames& names) {
  Life::Escalation::Level level{.name = item.text("level")};
  const std::vector<std::string> known = names.all();
  if (std::find(known.begin(), known.end(), level.name) == known.end()) throw item.error("level", not_found(level.name, known));
  for (const Life::Escalation::Level& lower : before) {
    if (lower.name == level.name) {
      throw item.error("level", {.zh = fmt::format("“{}”在链中出现两次：事项会循环", level.name),
                                 .en = fmt::format("\"{}\" comes twice: matters would go round in a circle", level.name)});
    }
    if (names.below(level.name, lower.name)) {
      throw item.error("level", {.zh = fmt::format("“{}”低于前面的“{}”：事项会循环；应自下而上", level.name, lower.name),
                                 .en = fmt::format("\"{}\" is below \"{}\", which stands before it: matters would go round in a "
                                                   "circle; expected levels from below",
                                                   level.name, lower.name)});
    }
  }
  for (const char* key : {"takes", "settled"}) {
    if (item.has(key)) continue;
    throw item.error(key, {.zh = "缺少此键：有 level 时必填", .en = "is missing; needed with `level`"});
  }
  level.tries = static_cast<std::uint8_t>(item.integer("tries"));
  level.takes = item.law("takes");
  level.settled = item.share("settled");
  level.hand_back = item.share("hand_back");
  if (item.has("within")) {
    level.within = item.duration("within");
    if (level.within->value <= 0) throw item.error("within", {.zh = "必须大于零", .en = "must be above zero"});
  }
  return level;
}

Life::Escalation escalation_of(const Reader& request, const LevelNames& names) {
  Life::Escalation chain{.share = request.share("unsettled"), .levels = {}, .visit_after = {}};
  for (const Reader& item : request.items("escalate")) {
    if (chain.visit_after) {
      throw item.error(item.has("level") ? "level" : "visit_after",
                       {.zh = "在 visit_after 之后；回访应在链的末尾", .en = "stands behind visit_after, which ends the chain"});
    }
    if (item.has("level")) {
      if (item.has("visit_after")) {
        throw item.error("visit_after", {.zh = "应单独写成链的最后一项", .en = "must be the last entry of the chain, alone"});
      }
      chain.levels.push_back(level_of(item, chain.levels, names));
      if (chain.levels.size() > 8) throw item.error("level", {.zh = "是第 9 级；最多 8 级", .en = "is the ninth; at most 8"});
      continue;
    }
    if (!item.has("visit_after")) {
      throw item.error("level",
                       {.zh = "缺少此键；应为 level 或 visit_after", .en = "is missing; expected `level` or `visit_after`"});
    }
    chain.visit_after = item.duration("visit_after");
    if (chain.visit_after->value <= 0) throw item.error("visit_after", {.zh = "必须大于零", .en = "must be above zero"});
  }
  const bool given = !chain.levels.empty() || chain.visit_after;
  if (given && !request.has("unsettled") && request.share("whistle.share") <= 0) {
    throw request.error("escalate", {.zh = "没有写 unsettled，也没有大于零的 whistle.share，事项不会上报",
                                     .en = "goes with `unsettled`, which is not there, or a whistle.share above zero: nothing "
                                           "would ever climb"});
  }
  if (chain.levels.empty() && (given || chain.share > 0)) {
    throw request.error("escalate", {.zh = "没有任何一级；写了 unsettled 就要写升级链",
                                     .en = "has no level; what is `unsettled` needs a chain to climb"});
  }
  return chain;
}

}  // namespace

double share_of(const Reader& request, const std::string& table, const std::vector<std::string>& needed) {
  const std::string share = table + ".share";
  const double chance = request.share(share);
  for (const std::string& key : needed) {
    const std::string path = table + "." + key;
    if (chance > 0 && !request.has(path)) {
      throw request.error(path, {.zh = fmt::format("缺少此键：{} 大于零时必填", share),
                                 .en = fmt::format("is missing; where {} is above zero it must be said", share)});
    }
    if (request.has(path) && !request.has(share)) {
      throw request.error(path, {.zh = fmt::format("没有写 {}，这一步不会发生", share),
                                 .en = fmt::format("goes with {}, which is not there: the step would never happen", share)});
    }
  }
  return chance;
}

void bind_life(const Reader& request, const Scenario& scenario, RequestSpec& spec) {
  const std::vector<ResponderSpec>& responders = scenario.responders;
  spec.needs = request.texts("needs");
  std::vector<std::string> known;
  for (const ResponderSpec& responder : responders) known.insert(known.end(), responder.skills.begin(), responder.skills.end());
  for (const std::string& skill : spec.needs) {
    if (std::find(known.begin(), known.end(), skill) == known.end()) throw request.error("needs", not_found(skill, known));
  }
  Life& life = spec.life;
  life.priority = static_cast<int>(request.integer("urgency"));
  life.hear = optional_law(request, "hear");
  life.classify = optional_law(request, "classify");
  life.help = help_of(request, !spec.needs.empty());
  life.deliberate.share = share_of(request, "council", {"takes"});
  if (const auto law = optional_law(request, "council.takes")) life.deliberate.takes = *law;
  life.feed_back = optional_law(request, "feed_back");
  life.rate = rating_of(request);
  life.reopen = reopening_of(request);
  life.deadlines = deadlines_of(request);
  life.escalate = escalation_of(request, LevelNames(scenario.levels));
  for (Life::Escalation::Level& level : life.escalate.levels) {
    for (std::size_t i = 0; i < scenario.offices.size(); ++i) {
      if (scenario.offices[i].level == level.name) level.offices = static_cast<std::uint32_t>(i);
    }
  }
  life.whistle = bind_whistle(request, scenario.departments, life);
}

}  // namespace wangge::scenarios
