#include "engine/planning/codes/code_layout.h"
#include "scenarios/schema/bind.h"

#include <fmt/format.h>

#include <algorithm>

namespace wangge::scenarios {
namespace {

/// In the table of counts: all areas together.
constexpr const char* all_areas = "total";

/// A name in the table of counts is the lowest level, the code of one of its areas or `total`; codes are checked when areas are
/// known.
std::vector<PlanningSpec::Count> counts_of(const Reader& planning, const std::vector<LevelSpec>& levels) {
  std::vector<PlanningSpec::Count> counts;
  const Reader table = planning.table("count");
  for (const std::string& name : table.names()) {
    const bool level = std::any_of(levels.begin(), levels.end(), [&](const LevelSpec& known) { return known.name == name; });
    if (level && name != levels.back().name) {
      throw table.error(name, {.zh = fmt::format("网格属于最低层级“{}”，请按它写", levels.back().name),
                               .en = fmt::format("grids belong to the lowest level; write it for \"{}\"", levels.back().name)});
    }
    if (level && name == all_areas) {
      throw table.error(name, {.zh = "这里的 total 是全部网格的总数；请给名为 total 的层级换一个名字",
                               .en = "total is the number of all grids here; give the level of that name another one"});
    }
    const Node& value = table.value(name);
    if (value.type == Node::Type::integer) {
      counts.push_back({name, value.integer, value.integer, table.where(name)});
    } else {
      counts.push_back({name, value.children[0].integer, value.children[1].integer, table.where(name)});
    }
  }
  return counts;
}

std::optional<PlanningSpec::Change> change_of(const Reader& planning) {
  if (!planning.has("change_at_most")) return std::nullopt;
  const Node& value = planning.value("change_at_most");
  if (value.type == Node::Type::integer) return PlanningSpec::Change{value.integer, std::nullopt};
  return parse_change(value.text).value;
}

/// What the entry goes by, for messages.
const char* dedicated_by(const Reader& table) {
  for (const char* key : {"use", "kind", "buildings"}) {
    if (table.has(key)) return key;
  }
  return "compounds";
}

/// One entry names features, a use or kinds: one of them.
PlanningSpec::Dedicated dedicated_of(const Reader& table) {
  PlanningSpec::Dedicated made{.key = table.where(dedicated_by(table)),
                               .buildings = table.texts("buildings"),
                               .compounds = table.texts("compounds"),
                               .use = table.optional_text("use").value_or(""),
                               .kinds = table.texts("kind"),
                               .land_at_least = table.area("land_at_least"),
                               .floor_area_at_least = table.area("floor_area_at_least"),
                               .residents_at_least = table.integer("residents_at_least"),
                               .code = table.text("code"),
                               .name = table.text("name")};
  const bool named = !made.buildings.empty() || !made.compounds.empty();
  const bool sized = made.land_at_least.value > 0 || made.floor_area_at_least.value > 0 || made.residents_at_least > 0;
  const int ways = (named ? 1 : 0) + (made.use.empty() ? 0 : 1) + (made.kinds.empty() ? 0 : 1);
  if (ways != 1) {
    throw table.error(ways == 0 ? "buildings" : dedicated_by(table),
                      {.zh = "每个专属网格写 buildings 或 compounds，或只写 use，或只写 kind",
                       .en = "a dedicated grid names buildings or compounds, or else a use, or else kinds"});
  }
  if (named && sized) {
    throw table.error("use", {.zh = "land_at_least、floor_area_at_least 与 residents_at_least 只与 use 或 kind 同用",
                              .en = "land_at_least, floor_area_at_least and residents_at_least go with a use or a kind"});
  }
  if (!made.use.empty() && !sized) {
    throw table.error("use", {.zh = "请给出大小：land_at_least、floor_area_at_least 或 residents_at_least",
                              .en = "say how large: land_at_least, floor_area_at_least or residents_at_least"});
  }
  if (!named && !made.code.empty()) {
    throw table.error("code", {.zh = "一个 use 或 kind 可得多个网格，不能写 code",
                               .en = "a use or a kind may make several grids; it takes no code"});
  }
  return made;
}

std::string checked_layout(const Reader& planning) {
  std::string words = planning.text("code_layout");
  const auto layout = planning::code_layout(words);
  if (words.empty() || (layout && layout->grid_digits() <= 9)) return words;
  throw planning.error(
      "code_layout",
      {.zh = fmt::format("“{}”不是编码格式；应为各级位数，如 “6+3+3+3”，末段（网格）至多 9 位", words),
       .en = fmt::format("\"{}\" is no layout; expected the digits of each level, such as \"6+3+3+3\", at most 9 for the grid",
                         words)});
}

/// Points are counted in thousandths: what is less would not count.
constexpr double least_points = 0.001;

double weight_of(const Reader& planning, const std::string& key) {
  const double weight = planning.number(key);
  if (weight == 0 || weight >= least_points) return weight;
  throw planning.error(
      key, {.zh = fmt::format("{} 太小：分以千分之一计；应为 0（不计），或 {} 至 10000", weight, least_points),
            .en = fmt::format("{} is too small, since points are counted in thousandths; expected 0, where it does not count, or "
                              "{} to 10000",
                              weight, least_points)});
}

std::optional<PlanningSpec::Points> points_of(const Reader& planning, const PlanningSpec::Measure& measure) {
  if (!planning.has("points")) return std::nullopt;
  const std::vector<double> ends = planning.numbers("points");
  if (!measure.given()) {
    throw planning.error("points", {.zh = "须有 planning.measure，说明什么算几分，例如 measure = { households = 1, in_need = 3 }",
                                    .en = "needs planning.measure, which says what a point is, such as measure = { households = "
                                          "1, in_need = 3 }"});
  }
  for (const double& end : ends) {
    if ((end == 0 && &end == &ends.front()) || end >= least_points) continue;
    throw planning.error(
        "points",
        {.zh = fmt::format("{} 太小：分以千分之一计；下限应为 0 或至少 {}，上限至少 {}", end, least_points, least_points),
         .en = fmt::format("{} is too small, since points are counted in thousandths; expected a least of 0 or at least "
                           "{}, and a most of at least {}",
                           end, least_points, least_points)});
  }
  return PlanningSpec::Points{ends[0], ends[1]};
}

}  // namespace

PlanningSpec bind_planning(const Reader& root, const std::vector<LevelSpec>& levels) {
  const Reader planning = root.table("planning");
  const std::vector<double> households = planning.numbers("households");
  PlanningSpec spec;
  spec.households_min = static_cast<std::int64_t>(households[0]);
  spec.households_max = static_cast<std::int64_t>(households[1]);
  spec.size_source = planning.text("source");
  spec.weight_work = planning.number("aims.work");
  spec.weight_compact = planning.number("aims.compact");
  spec.weight_barriers = planning.number("aims.barriers");
  spec.weight_travel = planning.number("aims.travel");
  spec.weight_compounds = planning.number("aims.compounds");
  spec.weight_change = planning.number("aims.change");
  spec.weight_spread = planning.number("aims.spread");
  spec.effort = planning.integer("effort");
  spec.code_digits = std::to_string(planning.integer("code_digits"));
  spec.code_layout = checked_layout(planning);
  spec.plans = planning.integer("plans");
  spec.counts = counts_of(planning, levels);
  for (const Reader& table : planning.items("dedicated")) spec.dedicated.push_back(dedicated_of(table));
  spec.staff = {.enforced = planning.flag("staff.enforced"),
                .no_worker = planning.texts("staff.no_worker"),
                .no_leader = planning.texts("staff.no_leader")};
  spec.locked = planning.texts("locked");
  spec.locked_key = planning.where("locked");
  spec.locked_borders = planning.texts("locked_borders");
  if (planning.has("locked_lines.source")) {
    spec.locked_lines =
        LayerRef{.path = planning.text("locked_lines.source"),
                 .layer = planning.text("locked_lines.layer"),
                 .encoding = "",
                 .reference = "",
                 .named_by = planning.where("locked_lines.source"),
                 .layer_named_by = planning.has("locked_lines.layer") ? planning.where("locked_lines.layer") : std::string()};
  }
  spec.forbidden_borders = planning.texts("forbidden_borders");
  spec.keep_whole = planning.texts("keep_whole");
  spec.from_today = planning.text("seeds") == "today";
  spec.change_at_most = change_of(planning);
  spec.distinct = planning.share("distinct");
  spec.time_limit = planning.duration("time_limit");
  spec.measure = {.households = weight_of(planning, "measure.households"),
                  .requests = weight_of(planning, "measure.requests"),
                  .enterprises = weight_of(planning, "measure.enterprises"),
                  .in_need = weight_of(planning, "measure.in_need")};
  spec.points = points_of(planning, spec.measure);
  return spec;
}

std::optional<EnsembleSpec> bind_ensemble(const Reader& root) {
  if (!root.has("ensemble")) return std::nullopt;
  const Reader table = root.table("ensemble");
  return EnsembleSpec{.plans = table.integer("plans"),
                      .chains = table.integer("chains"),
                      .thin = table.integer("thin"),
                      .burn_in = table.integer("burn_in"),
                      .reversible = table.text("law") == "reversible"};
}

std::vector<LedgerSpec> bind_ledgers(const Reader& root) {
  std::vector<LedgerSpec> ledgers;
  for (const Reader& ledger : root.items("ledger")) {
    ledgers.push_back({.kind = ledger.text("kind"),
                       .source = {.path = ledger.text("source"),
                                  .layer = ledger.text("layer"),
                                  .encoding = "",
                                  .reference = bind_source_reference(ledger),
                                  .named_by = ledger.where("source"),
                                  .layer_named_by = ledger.has("layer") ? ledger.where("layer") : std::string()},
                       .count_field = ledger.text("count"),
                       .kind_field = ledger.text("kind_field"),
                       .name_field = ledger.text("name_field")});
  }
  return ledgers;
}

}  // namespace wangge::scenarios
