#include "scenarios/schema/bind.h"

#include "engine/core/nearest.h"
#include "scenarios/schema/quantities.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace wangge::scenarios {
namespace {

LayerRef layer_at(const Reader& table) {
  return {.path = table.text("source"),
          .layer = table.text("layer"),
          .encoding = table.text("encoding"),
          .reference = bind_source_reference(table),
          .named_by = table.where("source")};
}

SitingProblem problem_of(const Reader& table) {
  const std::string word = table.text("problem");
  for (const SitingProblem problem : all_siting_problems) {
    if (name(problem) == word) return problem;
  }
  return SitingProblem::median;
}

void read_rooms(const Reader& table, CandidateSpec& spec) {
  spec.room_field = table.text("room.field");
  for (const Room room : all_rooms) {
    if (room == Room::unknown) continue;
    const std::string word(name(room));
    spec.room_of_word[word] = room;
    for (const std::string& other : table.texts("room." + word)) {
      const auto [at, fresh] = spec.room_of_word.emplace(other, room);
      if (fresh || at->second == room) continue;
      throw table.error("room." + word, {.zh = fmt::format("“{}”已表示 {}", other, name(at->second)),
                                         .en = fmt::format("\"{}\" means {} already", other, name(at->second))});
    }
  }
}

CandidateSpec bind_candidates(const Reader& siting) {
  const Reader table = siting.table("candidates");
  CandidateSpec spec;
  if (table.has("source")) spec.source = layer_at(table);
  spec.generate = table.optional_text("generate").value_or(spec.source ? "" : "buildings");
  if (spec.generate == "gates" && !spec.source) {
    throw table.error("generate",
                      {.zh = "“gates” 需要用 source 给出大门图层", .en = "\"gates\" needs the layer of gates as source"});
  }
  if (!spec.generate.empty() && spec.generate != "gates" && spec.source) {
    throw table.error("generate",
                      {.zh = "与 source 只写其一（gates 除外）", .en = "and source exclude each other (but for gates)"});
  }
  const std::array<const char*, 6> fields{"floor_area", "cost", "capacity", "level", "room.field", "choice.field"};
  for (const char* field : fields) {
    if (spec.source || !table.has(field)) continue;
    throw table.error(field,
                      {.zh = "这是来源中的字段，但没有 source", .en = "names a field of a source, but there is no source"});
  }
  if (table.has("spacing") && spec.generate.empty()) {
    throw table.error("spacing", {.zh = "只用于 generate 的候选点；来源中的候选点全部照用",
                                  .en = "is for candidates that are made (generate); those of a source are all taken"});
  }
  spec.spacing = table.length("spacing");
  spec.label_field = table.text("label");
  spec.floor_area_field = table.text("floor_area");
  spec.cost_field = table.text("cost");
  spec.capacity_field = table.text("capacity");
  spec.level_field = table.text("level");
  read_rooms(table, spec);
  spec.choice_field = table.text("choice.field");
  spec.fixed_words = table.texts("choice.fixed");
  spec.forbidden_words = table.texts("choice.forbidden");
  const Reader each = siting.table("each");
  spec.cost_each = each.number("cost");
  if (each.has("floor_area")) spec.floor_area_each = each.area("floor_area");
  if (each.has("capacity")) spec.capacity_each = each.number("capacity");
  return spec;
}

/// Keys that only some problems read must not stand beside others: they would be heeded by nobody.
void refuse_unread(const Reader& table, SitingProblem problem) {
  struct Rule {
    const char* key;
    std::vector<SitingProblem> readers;
  };
  using P = SitingProblem;
  const std::array<Rule, 9> rules{
      {{"busy", {P::expected_cover}},
       {"posts_per_site", {P::expected_cover}},
       {"levels", {P::nested}},
       {"out_of_reach", {P::set_cover}},
       {"budget", {P::median, P::centre, P::max_cover, P::set_cover, P::expected_cover, P::capacitated, P::nested}},
       {"merge", {P::median, P::centre, P::max_cover, P::set_cover, P::expected_cover}},
       {"candidates.level", {P::nested}},
       {"each.capacity", {P::capacitated, P::nested}},
       {"candidates.capacity", {P::capacitated, P::nested}}}};
  for (const Rule& rule : rules) {
    if (!table.has(rule.key) || std::find(rule.readers.begin(), rule.readers.end(), problem) != rule.readers.end()) continue;
    throw table.error(rule.key,
                      {.zh = fmt::format("{} 不读此键", name(problem)), .en = fmt::format("is not read by {}", name(problem))});
  }
}

void check_number(const Reader& table, const SitingSpec& spec) {
  if (spec.problem == SitingProblem::nested || spec.problem == SitingProblem::set_cover) return;
  if (!spec.number && !spec.budget) {
    throw table.error("number", {.zh = fmt::format("缺少；{} 需要 number 或 budget", name(spec.problem)),
                                 .en = fmt::format("is missing; {} needs number or budget", name(spec.problem))});
  }
  if (spec.number && *spec.number == 0) {
    throw table.error("number", {.zh = "应至少为 1", .en = "must be at least 1"});
  }
}

std::vector<std::string> bind_centre_levels(const Reader& table, const std::vector<LevelSpec>& levels) {
  std::vector<std::string> known;
  for (const LevelSpec& level : levels) known.push_back(level.name);
  std::vector<std::string> chosen = table.texts("levels");
  if (chosen.empty() && !known.empty()) {
    chosen = {known.front()};
    if (known.size() > 1) chosen.push_back(known.back());
  }
  std::size_t next = 0;
  for (const std::string& level : chosen) {
    const auto at = std::find(known.begin(), known.end(), level);
    if (at == known.end()) {
      const auto guess = core::nearest(level, known);
      throw table.error(
          "levels",
          {.zh = fmt::format("没有名为“{}”的 [[level]]{}", level, guess ? "；是不是“" + *guess + "”？" : ""),
           .en = fmt::format("there is no [[level]] named \"{}\"{}", level, guess ? "; did you mean \"" + *guess + "\"?" : "")});
    }
    const auto index = static_cast<std::size_t>(at - known.begin());
    if (index < next) {
      throw table.error("levels", {.zh = "应自上而下排列，各写一次", .en = "must stand from the top down, each once"});
    }
    next = index + 1;
  }
  return chosen;
}

void check_demand(const Reader& table, const SitingSpec& spec, const Scenario& scenario) {
  std::vector<std::string> known = {"households", "residents", "requests"};
  for (const GroupSpec& group : scenario.groups) known.push_back(group.name);
  for (const LedgerSpec& ledger : scenario.ledgers) {
    if (ledger.kind == "in_need") known.emplace_back("in_need");
  }
  if (std::find(known.begin(), known.end(), spec.demand) == known.end()) {
    throw table.error("demand",
                      {.zh = fmt::format("没有“{}”；可用：{}", spec.demand, fmt::join(known, ", ")),
                       .en = fmt::format("there is no \"{}\"; expected one of: {}", spec.demand, fmt::join(known, ", "))});
  }
  if (spec.demand == "requests" && scenario.requests.empty()) {
    throw table.error("demand",
                      {.zh = "“requests” 需要至少一个 [[request]]", .en = "\"requests\" needs at least one [[request]]"});
  }
}

using Method = AccessibilitySpec::Method;

/// The ends of the zones; those of the standard where none are given.
std::vector<core::Millis> bind_catchment(const Reader& table, const AccessibilitySpec& spec, core::Millis standard) {
  const bool zones = spec.method != Method::two_step && !spec.gaussian;
  std::vector<core::Millis> ends;
  for (const std::string& text : table.texts("catchment")) {
    const Parsed<core::Millis> end = parse_duration(text);
    if (!end.value) throw table.error("catchment", end.problem);
    if (end.value->value <= 0 || (!ends.empty() && *end.value <= ends.back()))
      throw table.error("catchment", {.zh = fmt::format("“{}”：各带的时限应大于零且递增", text),
                                      .en = fmt::format("\"{}\": the ends of zones must be above zero and rise", text)});
    ends.push_back(*end.value);
  }
  if (!zones && ends.size() > 1) {
    const std::string what(spec.method == Method::two_step ? name(spec.method) : "gaussian");
    throw table.error("catchment", {.zh = fmt::format("{} 只有一个范围，却写了 {} 个时限", what, ends.size()),
                                    .en = fmt::format("holds {} limits, but {} has one catchment", ends.size(), what)});
  }
  if (!ends.empty()) return ends;
  if (!zones) return {standard};
  return {core::Millis(standard.value / 3), core::Millis(standard.value * 2 / 3), standard};
}

std::vector<double> bind_weights(const Reader& table, const AccessibilitySpec& spec) {
  if (spec.method == Method::two_step || spec.gaussian) {
    if (!table.texts("weights").empty())
      throw table.error("weights", {.zh = "只有分带的 enhanced 或 three-step 才读此键",
                                    .en = "is read by the zones of enhanced and three-step alone"});
    return {1};
  }
  std::vector<double> weights;
  for (const std::string& text : table.texts("weights")) {
    const Parsed<double> weight = parse_share(text);
    if (!weight.value) throw table.error("weights", weight.problem);
    if (*weight.value <= 0 || (!weights.empty() && *weight.value > weights.back()))
      throw table.error("weights", {.zh = fmt::format("“{}”：权重应大于零且不增", text),
                                    .en = fmt::format("\"{}\": weights must be above zero and not rise", text)});
    weights.push_back(*weight.value);
  }
  const std::size_t zones = spec.catchment.size();
  if (weights.empty() && zones == 1) return {1};
  if (weights.empty() && zones == 3) return {1, 0.68, 0.22};
  if (weights.size() != zones)
    throw table.error("weights", {.zh = fmt::format("有 {} 个权重，而 catchment 有 {} 带", weights.size(), zones),
                                  .en = fmt::format("holds {} weights, but catchment has {} zones", weights.size(), zones)});
  return weights;
}

AccessibilitySpec bind_accessibility(const Reader& siting, core::Millis standard) {
  const Reader table = siting.table("accessibility");
  AccessibilitySpec spec;
  const std::string word = table.text("method");
  for (const Method method : all_accessibility_methods) {
    if (name(method) == word) spec.method = method;
  }
  spec.gaussian = table.text("decay") == "gaussian";
  if (spec.method == Method::two_step && table.has("decay"))
    throw table.error("decay", {.zh = "two-step 不读此键；近者多计请用 enhanced 或 three-step",
                                .en = "is not read by two-step; enhanced and three-step let what is near count more"});
  spec.catchment = bind_catchment(table, spec, standard);
  spec.weights = bind_weights(table, spec);
  return spec;
}

}  // namespace

std::optional<SitingSpec> bind_siting(const Reader& root, const Scenario& scenario) {
  if (!root.has("siting")) return std::nullopt;
  const Reader table = root.table("siting");
  SitingSpec spec;
  spec.where = table.where("problem");
  spec.problem = problem_of(table);
  refuse_unread(table, spec.problem);
  if (const auto number = table.optional_integer("number")) spec.number = static_cast<std::size_t>(*number);
  if (table.has("budget")) spec.budget = table.number("budget");
  check_number(table, spec);
  spec.standard = table.has("standard") ? table.duration("standard") : scenario.target_time;
  if (spec.standard.value <= 0) throw table.error("standard", {.zh = "必须大于零", .en = "must be above zero"});
  spec.mode = scenario.responders.empty() ? network::Mode::ebike : scenario.responders.front().mode;
  if (const auto mode = table.optional_text("mode")) spec.mode = *network::mode(*mode);
  spec.to_site = table.text("direction") == "to site";
  spec.demand = table.text("demand");
  check_demand(table, spec, scenario);
  spec.merge = table.length("merge");
  if (spec.problem == SitingProblem::expected_cover) {
    if (!table.has("busy")) {
      throw table.error("busy",
                        {.zh = "缺少；maximal-expected-cover 需要岗位忙碌的时间比例，例如 \"30 %\"",
                         .en = "is missing; maximal-expected-cover needs the share of time in which a post is busy, such as "
                               "\"30 %\""});
    }
    spec.busy = table.share("busy");
    if (spec.busy >= 1) throw table.error("busy", {.zh = "应小于 100 %", .en = "must be below 100 %"});
  }
  spec.posts_per_site = static_cast<std::size_t>(table.integer("posts_per_site"));
  if (table.has("floor_area")) spec.floor_area = table.area("floor_area");
  spec.fixed = table.texts("fixed");
  spec.forbidden = table.texts("forbidden");
  spec.keep_today = table.flag("keep_today");
  spec.leave_out = table.text("out_of_reach") == "leave out";
  spec.kind = table.text("kind");
  if (spec.problem == SitingProblem::nested) spec.levels = bind_centre_levels(table, scenario.levels);
  spec.blind_spots = static_cast<std::size_t>(table.integer("blind_spots"));
  spec.effort = static_cast<std::uint64_t>(table.integer("effort"));
  spec.time_limit = table.duration("time_limit");
  spec.staff_share = table.share("staff.share");
  if (!(spec.staff_share > 0 && spec.staff_share < 1)) {
    throw table.error("staff.share", {.zh = "应大于 0 且小于 100 %", .en = "must be above 0 and below 100 %"});
  }
  spec.staff_within = table.has("staff.within") ? table.duration("staff.within") : scenario.target_time;
  spec.staff_peak = table.text("staff.hours") == "peak";
  spec.staff_replications = static_cast<int>(table.integer("staff.replications"));
  spec.accessibility = bind_accessibility(table, spec.standard);
  spec.candidates = bind_candidates(table);
  if (spec.problem == SitingProblem::capacitated && spec.candidates.capacity_field.empty() && !spec.candidates.capacity_each) {
    throw table.error("each.capacity", {.zh = "缺少；capacitated 需要 candidates.capacity 字段或 each.capacity",
                                        .en = "is missing; capacitated needs the field candidates.capacity, or each.capacity"});
  }
  return spec;
}

std::vector<GroupSpec> bind_groups(const Reader& root) {
  std::vector<GroupSpec> groups;
  std::set<std::string> taken = {"households", "residents", "requests", "in_need"};
  for (const Reader& table : root.table("population").items("group")) {
    GroupSpec spec;
    spec.name = table.text("name");
    if (!taken.insert(spec.name).second) {
      throw table.error("name",
                        {.zh = fmt::format("“{}”已被使用", spec.name), .en = fmt::format("\"{}\" is taken already", spec.name)});
    }
    spec.title = {.zh = table.optional_text("title.zh").value_or(spec.name),
                  .en = table.optional_text("title.en").value_or(spec.name)};
    if (table.has("share") == table.has("source")) {
      throw table.error("share", {.zh = "与 source 须写且只写其一", .en = "or source: exactly one of the two is expected"});
    }
    if (table.has("share")) {
      spec.share = table.share("share");
    } else {
      spec.source = layer_at(table);
    }
    spec.count_field = table.text("count");
    groups.push_back(std::move(spec));
  }
  return groups;
}

std::optional<PairingSpec> bind_pairing(const Reader& root) {
  if (!root.has("pairing")) return std::nullopt;
  const Reader table = root.table("pairing");
  PairingSpec spec;
  spec.source = layer_at(table);
  spec.label_field = table.text("label");
  spec.skills_field = table.text("skills_field");
  spec.grids_field = table.text("grids_field");
  spec.grids_each = table.integer("grids");
  spec.organisations = table.integer("organisations");
  spec.skills = table.texts("skills");
  if (!spec.skills.empty() && spec.skills_field.empty()) {
    throw table.error("skills", {.zh = "需要 skills_field，否则不知道各组织有何技能",
                                 .en = "needs skills_field: nothing says what the organisations can do"});
  }
  if (spec.skills.size() > 64) throw table.error("skills", {.zh = "最多 64 项", .en = "holds more than 64 skills"});
  spec.mode = *network::mode(table.text("mode"));
  return spec;
}

}  // namespace wangge::scenarios
