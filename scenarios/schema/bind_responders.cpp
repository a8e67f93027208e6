#include "engine/simulation/people/shifts.h"
#include "scenarios/schema/bind.h"
#include "scenarios/schema/named_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

/// Kinds of responders, the rules of dispatch, and what teams are rated by.
namespace wangge::scenarios {
namespace {

using simulation::WeeklyShifts;

/// From the smallest up: microgrid, grid, then the levels.
std::vector<std::string> scopes_of(const std::vector<LevelSpec>& levels) {
  std::vector<std::string> scopes = {"microgrid", "grid"};
  for (auto level = levels.rbegin(); level != levels.rend(); ++level) scopes.push_back(level->name);
  return scopes;
}

std::size_t rank(const std::vector<std::string>& scopes, const std::string& scope) {
  return static_cast<std::size_t>(std::find(scopes.begin(), scopes.end(), scope) - scopes.begin());
}

/// The one entry of `per`.
void bind_count(const Reader& responder, const std::vector<std::string>& scopes, bool microgrids, ResponderSpec& spec) {
  const std::vector<std::string> written = responder.table("per").names();
  if (written.size() > 1) {
    throw responder.error("per",
                          {.zh = fmt::format("写了 {} 项；只能写一项，不同种类请各写一张 [[responder]]", written.size()),
                           .en = fmt::format("has {} entries; expected one: write a [[responder]] for each", written.size())});
  }
  const std::string level = written.empty() ? "grid" : written.front();
  if (level == "grid") {
    spec.per_grid = responder.number("per.grid");
  } else {
    const std::string key = "per." + level;
    if (rank(scopes, level) == scopes.size()) throw responder.error(key, not_found(level, scopes));
    if (level == "microgrid" && !microgrids) {
      throw responder.error(key, {.zh = "没有 [microgrids]：网格下没有微网格",
                                  .en = "there is no section [microgrids]: grids have "
                                        "no microgrids"});
    }
    spec.per_grid = 0;
    spec.per_area = {level, responder.table("per").number(level)};
  }
  spec.scope = responder.optional_text("scope").value_or(level);
  if (rank(scopes, spec.scope) == scopes.size()) throw responder.error("scope", not_found(spec.scope, scopes));
  if (rank(scopes, spec.scope) < rank(scopes, level)) {
    throw responder.error(
        "scope", {.zh = fmt::format("“{}”小于 per 所说的“{}”：不知道是其中哪一个", spec.scope, level),
                  .en = fmt::format("\"{}\" is less than the \"{}\" of `per`: there is no saying which one", spec.scope, level)});
  }
}

void bind_post(const Reader& responder, const std::vector<PostSpec>& posts, ResponderSpec& spec) {
  spec.post = responder.text("post");
  std::vector<std::string> kinds;
  for (const PostSpec& post : posts) kinds.push_back(post.kind);
  if (std::find(kinds.begin(), kinds.end(), spec.post) != kinds.end()) return;
  if (spec.post != "home") throw responder.error("post", not_found(spec.post, kinds));
  if (spec.per_area && spec.per_area->level == "microgrid") return;
  throw responder.error("post",
                        {.zh = "“home”只用于 per.microgrid 的人员", .en = "\"home\" is for those of per.microgrid alone"});
}

bool meet(const WeeklyShifts::Window& a, const WeeklyShifts::Window& b) {
  const auto overlap = [&](core::Millis shift) { return a.start < b.end + shift && b.start + shift < a.end; };
  return overlap(core::Millis(0)) || overlap(simulation::week_length) || overlap(core::Millis(0) - simulation::week_length);
}

/// Each line of the breaks must begin within some shift.
void check_breaks(const Reader& responder, const ResponderSpec& spec) {
  const WeeklyShifts shifts = WeeklyShifts::parse(spec.shifts);
  for (const std::string& line : spec.breaks) {
    const WeeklyShifts pause = WeeklyShifts::parse(std::vector<std::string>{line});
    const bool falls = std::any_of(pause.windows().begin(), pause.windows().end(), [&](const WeeklyShifts::Window& one) {
      return std::any_of(shifts.windows().begin(), shifts.windows().end(),
                         [&](const WeeklyShifts::Window& shift) { return meet(one, shift); });
    });
    if (falls) continue;
    throw responder.error("breaks", {.zh = fmt::format("“{}”不在任何班次之内", line),
                                     .en = fmt::format("\"{}\" falls into none of the shifts", line)});
  }
  const bool always = !shifts.windows().empty() && !shifts.next_end(core::Millis(0));
  if (spec.present < 1 && always) {
    throw responder.error("present", {.zh = "班次从不结束，无法按日缺勤",
                                      .en = "shifts that never end have no days to be absent "
                                            "from"});
  }
}

void bind_idle(const Reader& responder, ResponderSpec& spec) {
  const bool patrols = responder.text("while_free") == "patrol";
  const bool near = !spec.per_area || spec.per_area->level == "microgrid";
  if (patrols && !near) {
    throw responder.error(
        "while_free", {.zh = "只有按网格或微网格配备的人员才能巡查", .en = "only those of a grid or a microgrid walk patrols"});
  }
  if (!patrols && responder.has("stay")) {
    throw responder.error("stay", {.zh = "没有写 while_free = \"patrol\"，不会用到",
                                   .en = "goes with while_free = \"patrol\", which is not there"});
  }
  if (!patrols) return;
  spec.patrol_stay = responder.duration("stay");
  if (spec.patrol_stay->value <= 0) throw responder.error("stay", {.zh = "必须大于零", .en = "must be above zero"});
}

}  // namespace

std::vector<ResponderSpec> bind_responders(const Reader& root, const Scenario& scenario) {
  const std::vector<std::string> scopes = scopes_of(scenario.levels);
  std::set<std::string> tags;
  std::vector<ResponderSpec> responders;
  for (const Reader& responder : root.items("responder")) {
    ResponderSpec spec;
    spec.kind = responder.text("kind");
    spec.title = {.zh = responder.optional_text("title.zh").value_or(spec.kind),
                  .en = responder.optional_text("title.en").value_or(spec.kind)};
    bind_count(responder, scopes, scenario.microgrids.has_value(), spec);
    bind_post(responder, scenario.posts, spec);
    spec.mode = *network::mode(responder.text("mode"));
    spec.shifts = responder.texts("shift");
    spec.breaks = responder.texts("breaks");
    spec.present = responder.share("present");
    check_breaks(responder, spec);
    spec.skills = responder.texts("skills");
    tags.insert(spec.skills.begin(), spec.skills.end());
    if (tags.size() > 64) {
      throw responder.error("skills",
                            {.zh = fmt::format("到此共有 {} 种技能；最多 64 种", tags.size()),
                             .en = fmt::format("makes {} different skills; at most 64 can be told apart", tags.size())});
    }
    if (responder.has("decline")) spec.decline = responder.share("decline");
    bind_idle(responder, spec);
    spec.volunteer = responder.has("volunteer") ? responder.flag("volunteer") : spec.post == "home";
    responders.push_back(std::move(spec));
  }
  return responders;
}

ScoringSpec bind_scoring(const Reader& root, const std::vector<LevelSpec>& levels) {
  const Reader scoring = root.table("scoring");
  ScoringSpec spec{.by = levels.empty() ? "grid" : levels.back().name,
                   .points = {.resolved = scoring.number("resolved"),
                              .star = scoring.number("star"),
                              .late = scoring.number("late"),
                              .asked = !scoring.names().empty()}};
  const auto least = scoring.optional_integer("least_team");
  spec.points.least_team = static_cast<std::size_t>(least.value_or(5));
  if (!scoring.has("by")) return spec;
  spec.by = scoring.text("by");
  std::vector<std::string> known = {"grid", "responder"};
  for (const LevelSpec& level : levels) known.push_back(level.name);
  if (std::find(known.begin(), known.end(), spec.by) == known.end()) throw scoring.error("by", not_found(spec.by, known));
  if (spec.by != "responder") return spec;
  if (least.value_or(1) > 1) {
    throw scoring.error("least_team",
                        {.zh = fmt::format("{}：按 responder（个人）合计时每组只有一人，全都不会列出", *least),
                         .en = fmt::format("{}: by responder every team is one person, so that none would be told", *least)});
  }
  spec.points.least_team = 1;
  return spec;
}

namespace {

/// Where everybody declines everything, every request would be asked round and round to the end.
void check_somebody_accepts(const Reader& root, const std::vector<ResponderSpec>& responders, double usual) {
  const Reader* who = nullptr;
  bool anybody = false;
  const std::vector<Reader> items = root.items("responder");
  for (std::size_t i = 0; i < responders.size(); ++i) {
    if (responders[i].count() == 0) continue;
    anybody = true;
    if (responders[i].decline.value_or(usual) < 1) return;
    if (responders[i].decline) who = &items[i];
  }
  if (!anybody) return;
  const core::Text problem{.zh = "所有人员都以 100 % 拒单：没有事项会被接单；至少一类人员应低于 100 %",
                           .en =
                               "all responders decline 100 % of their orders, so that nobody would ever accept; expected less "
                               "than 100 % for one kind at least"};
  throw who != nullptr ? who->error("decline", problem) : root.table("dispatch").error("decline", problem);
}

}  // namespace

DispatchSpec bind_dispatch(const Reader& root, const std::vector<ResponderSpec>& responders) {
  const Reader dispatch = root.table("dispatch");
  DispatchSpec spec{.policy = dispatch.text("policy"), .accept = dispatch.law("accept"), .source = bind_origin(dispatch)};
  const auto above_zero = [&](const char* key) {
    const core::Millis time = dispatch.duration(key);
    if (time.value <= 0) throw dispatch.error(key, {.zh = "必须大于零", .en = "must be above zero"});
    return time;
  };
  spec.rules.decline = dispatch.share("decline");
  check_somebody_accepts(root, responders, spec.rules.decline);
  if (dispatch.has("answer_within")) spec.rules.accept_timeout = above_zero("answer_within");
  spec.rules.ask_again = above_zero("ask_again");
  spec.rules.match_skills = dispatch.flag("match_skills");
  spec.rules.restart_interrupted = dispatch.text("interrupted") == "begins anew";
  spec.rules.batch = above_zero("batch");
  return spec;
}

}  // namespace wangge::scenarios
