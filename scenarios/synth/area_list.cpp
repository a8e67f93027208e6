#include "scenarios/synth/area_list.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "gis/town/people/names.h"
#include "gis/town/people/totals.h"
#include "scenarios/steps/layer_specs.h"
#include "scenarios/synth/csv_table.h"
#include "scenarios/synth/total_origins.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace wangge::scenarios {
namespace {

using town::Area;
using town::AreaId;
using town::AreaKind;

[[noreturn]] void refuse(const std::string& place, const core::Text& problem) {
  throw core::Error(core::ErrorCode::input, {.zh = place + ": " + problem.zh, .en = place + ": " + problem.en});
}

/// Reads a table that a key names; where that fails, the words begin with the key and its place.
CsvTable table_at(const Scenario& scenario, const std::string& key, const std::string& written) {
  try {
    return CsvTable(located_file(scenario, written), written);
  } catch (const core::Error& error) {
    if (error.code() != core::ErrorCode::environment) throw;
    throw core::Error(error.code(), behind_place(*scenario.synth, key, error.message()));
  }
}

/// A parent is what most of its children are.
void set_kinds_above(AreaList& list) {
  core::Column<AreaId, int> urban(list.areas.size(), 0);
  for (std::size_t i = list.areas.size(); i-- > 0;) {
    Area& area = list.areas[AreaId(i)];
    if (area.level + 1u < list.level_names.size()) area.kind = urban[AreaId(i)] >= 0 ? AreaKind::urban : AreaKind::rural;
    if (area.parent.valid()) urban[area.parent] += area.kind == AreaKind::urban ? 1 : -1;
  }
}

/// Codes and names of one county from the tables.
class NamedAreas {
 public:
  explicit NamedAreas(const Scenario& scenario) : scenario_(scenario), names_(*scenario.synth->names) {}

  AreaList list() {
    AreaList list;
    for (const SynthLevel& level : scenario_.synth->levels) list.level_names.push_back(level.name);
    const std::map<std::string, std::string> town_names = names_of_towns();
    const CsvTable table = table_at(scenario_, "synth.names.source", names_.source);
    const std::size_t code = table.needed("code");
    const std::size_t name = table.needed("name");
    const std::size_t street = table.needed("streetCode");
    const std::size_t county = table.needed("areaCode");
    const AreaId top = list.areas.push_back({0, names_.county, names_.label.empty() ? names_.county : names_.label, {}, {}, {}});
    std::vector<const CsvTable::Row*> rows;
    std::map<std::string, AreaId> towns;
    std::set<std::string> counties;
    for (const CsvTable::Row& row : table.rows()) {
      counties.insert(row.cells[county]);
      if (row.cells[county] != names_.county) continue;
      rows.push_back(&row);
      towns.emplace(row.cells[street], AreaId());
    }
    if (rows.empty()) unknown_county(counties);
    for (auto& [town_code, id] : towns) {
      const auto known = town_names.find(town_code);
      id = list.areas.push_back({1, town_code, known != town_names.end() ? known->second : town_code, top, {}, {}});
    }
    for (const CsvTable::Row* row : rows) {
      const std::string& official = row->cells[name];
      list.areas.push_back({2,
                            row->cells[code],
                            plain_area_name(official),
                            towns.at(row->cells[street]),
                            area_kind(official, row->cells[code]),
                            {}});
    }
    set_kinds_above(list);
    return list;
  }

 private:
  [[nodiscard]] std::map<std::string, std::string> names_of_towns() const {
    std::map<std::string, std::string> names;
    if (names_.towns.empty()) return names;
    const CsvTable table = table_at(scenario_, "synth.names.towns", names_.towns);
    const std::size_t code = table.needed("code");
    const std::size_t name = table.needed("name");
    for (const CsvTable::Row& row : table.rows()) names.emplace(row.cells[code], row.cells[name]);
    return names;
  }

  [[noreturn]] void unknown_county(const std::set<std::string>& counties) const {
    const std::string all = fmt::format("{}", fmt::join(counties, ", "));
    refuse(place_of(*scenario_.synth, "synth.names.county"),
           {.zh = fmt::format("synth.names.county: {} 中没有县区 {}；有：{}", names_.source, names_.county, all),
            .en = fmt::format("synth.names.county: {} has no county {}; it has: {}", names_.source, names_.county, all)});
  }

  const Scenario& scenario_;
  const SynthNames& names_;
};

town::NameKind name_kind(std::size_t below_it, AreaKind kind, town::Form form) {
  if (below_it == 0) return kind == AreaKind::urban ? town::NameKind::community : town::NameKind::village;
  return form == town::Form::county ? town::NameKind::town : town::NameKind::street_town;
}

/// Levels by number, spread evenly over the areas above; villages last.
AreaList made_areas(const SynthSpec& spec, core::Seed seed) {
  AreaList list;
  town::FreshNames names;
  for (const SynthLevel& level : spec.levels) {
    for (const std::string& label : level.labels) names.take(label);
  }
  std::vector<AreaId> above;
  for (std::size_t at = 0; at < spec.levels.size(); ++at) {
    const SynthLevel& level = spec.levels[at];
    list.level_names.push_back(level.name);
    std::vector<AreaId> here;
    core::Column<AreaId, int> children(list.areas.size(), 0);
    const auto count = static_cast<std::size_t>(level.count);
    for (std::size_t i = 0; i < count; ++i) {
      Area area;
      area.level = static_cast<std::uint8_t>(at);
      area.kind = static_cast<std::int64_t>(i) < level.count - level.rural ? AreaKind::urban : AreaKind::rural;
      area.code = spec.code;
      if (at > 0) {
        area.parent = above[i * above.size() / count];
        area.code = fmt::format("{}{:03}", list.areas[area.parent].code, ++children[area.parent]);
      }
      core::Stream luck(seed, 0, "area names", list.areas.size());
      const bool labelled = i < level.labels.size();
      area.name = labelled ? level.labels[i] : names.fresh(name_kind(spec.levels.size() - 1 - at, area.kind, spec.form), luck);
      here.push_back(list.areas.push_back(std::move(area)));
    }
    above = std::move(here);
  }
  set_kinds_above(list);
  return list;
}

void set(std::optional<std::int64_t>& given, double& share, bool& asked, const Amount& amount) {
  if (amount.count) given = amount.count;
  if (amount.share) share = *amount.share;
  asked = amount.share.has_value();
}

/// The first of several parts that is not given takes what the others leave.
template <std::size_t size>
void set_parts(std::array<std::optional<std::int64_t>, size>& given, std::array<double, size>& shares,
               std::array<bool, size>& asked, const std::array<Amount, size>& amounts, const SynthSpec& spec,
               const std::string& key) {
  double sum = 0;
  double others = 0;
  bool any_count = false;
  std::size_t rest = size;
  for (std::size_t i = 0; i < size; ++i) {
    set(given[i], shares[i], asked[i], amounts[i]);
    if (amounts[i].share) sum += *amounts[i].share;
    any_count = any_count || amounts[i].count;
    if (!amounts[i].share && !amounts[i].count && rest == size) {
      rest = i;
    } else {
      others += shares[i];
    }
  }
  constexpr double tolerance = 1e-9;
  if (sum > 1 + tolerance) {
    refuse(place_of(spec, key),
           {.zh = fmt::format("{}: 各项之和为 {:.4g} %，超过 100 %：请减小其中一项", key, 100 * sum),
            .en = fmt::format("{}: the parts sum to {:.4g} %, more than 100 %: lower one of them", key, 100 * sum)});
  }
  if (rest == size && !any_count && sum < 1 - tolerance) {
    refuse(place_of(spec, key),
           {.zh = fmt::format("{}: 各项之和为 {:.4g} %，不足 100 %：请增大其中一项，或留一项不写", key, 100 * sum),
            .en = fmt::format("{}: the parts sum to {:.4g} %, less than 100 %: raise one of them or leave one out", key,
                              100 * sum)});
  }
  if (rest < size) shares[rest] = std::max(0.0, 1 - others);
}

/// What the section says of the whole.
town::TotalsRules rules_and_top(const SynthSpec& spec, town::GivenTotals& top) {
  town::TotalsRules rules;
  rules.persons_per_household = spec.persons_per_household;
  rules.rural_share = spec.rural_share;
  top.households = spec.households;
  top.residents = spec.residents;
  set_parts(top.ages, rules.ages, rules.asked.ages, spec.ages, spec, "synth.ages");
  set_parts(top.residences, rules.residences, rules.asked.residences, spec.residences, spec, "synth.residences");
  set(top.in_need, rules.in_need, rules.asked.in_need, spec.in_need);
  set(top.party_members, rules.party_members, rules.asked.party_members, spec.party_members);
  set(top.enterprises, rules.enterprises, rules.asked.enterprises, spec.enterprises);
  set(top.organisations, rules.organisations, rules.asked.organisations, spec.organisations);
  return rules;
}

/// Columns of the table of areas and where they go.
class AreaTable {
 public:
  AreaTable(const Scenario& scenario, const AreaList& list)
      : table_(table_at(scenario, "synth.areas", scenario.synth->areas)), shown_(scenario.synth->areas), list_(list) {}

  void read(core::Column<AreaId, town::GivenTotals>& given) const {
    refuse_unknown_columns();
    std::map<std::string, AreaId> by_code;
    for (const AreaId area : core::ids<AreaId>(list_.areas.size())) by_code.emplace(list_.areas[area].code, area);
    const std::size_t code = table_.needed("code");
    std::map<AreaId, int> line_of;
    for (const CsvTable::Row& row : table_.rows()) {
      const auto found = by_code.find(row.cells[code]);
      if (found == by_code.end()) unknown_code(row, row.cells[code]);
      const auto [first, fresh] = line_of.emplace(found->second, row.line);
      if (!fresh) refuse_twice(row, row.cells[code], first->second);
      refuse_other_name(row, list_.areas[found->second]);
      town::GivenTotals& own = given[found->second];
      const town::GivenTotals before = own;
      read_row(row, own);
      refuse_contradiction(row, "households", before.households, own.households);
      refuse_contradiction(row, "residents", before.residents, own.residents);
    }
  }

  /// The row of an area: "areas.csv:3".
  [[nodiscard]] std::optional<std::string> row_of(const std::string& area) const {
    const std::size_t code = table_.needed("code");
    for (const CsvTable::Row& row : table_.rows()) {
      if (row.cells[code] == area) return table_.place(row);
    }
    return std::nullopt;
  }

  [[nodiscard]] const std::string& shown() const { return shown_; }

 private:
  static constexpr std::array<const char*, town::age_count> ages{"age_child", "age_adult", "age_old", "age_very_old"};
  static constexpr std::array<const char*, town::residence_count> residences{"residence_resident", "residence_floating",
                                                                             "residence_rental"};
  static constexpr std::array<const char*, 16> known{"code",
                                                     "name",
                                                     "households",
                                                     "residents",
                                                     "age_child",
                                                     "age_adult",
                                                     "age_old",
                                                     "age_very_old",
                                                     "residence_resident",
                                                     "residence_floating",
                                                     "residence_rental",
                                                     "in_need",
                                                     "party_members",
                                                     "enterprises",
                                                     "organisations",
                                                     "share"};

  void refuse_unknown_columns() const {
    const std::vector<std::string> words(known.begin(), known.end());
    for (const std::string& name : table_.names()) {
      if (std::find(words.begin(), words.end(), name) != words.end()) continue;
      const auto guess = core::nearest(name, words);
      const std::string all = fmt::format("{}", fmt::join(words, ", "));
      refuse(list_place(),
             {.zh = fmt::format("不认识列“{}”{}；可用：{}", name, guess ? fmt::format("；是不是“{}”？", *guess) : "", all),
              .en = fmt::format("there is no column \"{}\"{}; known: {}", name,
                                guess ? fmt::format("; did you mean \"{}\"?", *guess) : "", all)});
    }
  }

  [[nodiscard]] std::string list_place() const { return table_.place({1, {}}); }

  [[noreturn]] void unknown_code(const CsvTable::Row& row, const std::string& code) const {
    std::vector<std::string> codes;
    for (const Area& area : list_.areas) codes.push_back(area.code);
    const auto guess = core::nearest(code, codes);
    refuse(
        table_.place(row),
        {.zh = fmt::format("没有编码为“{}”的辖区{}", code, guess ? fmt::format("；是不是“{}”？", *guess) : ""),
         .en = fmt::format("no area has the code \"{}\"{}", code, guess ? fmt::format("; did you mean \"{}\"?", *guess) : "")});
  }

  [[noreturn]] void refuse_twice(const CsvTable::Row& row, const std::string& code, int first) const {
    refuse(table_.place(row),
           {.zh = fmt::format("编码“{}”已在第 {} 行出现：请删去其中一行", code, first),
            .en = fmt::format("the code \"{}\" stands in line {} already: leave one of the rows out", code, first)});
  }

  void refuse_other_name(const CsvTable::Row& row, const Area& area) const {
    const auto column = table_.column("name");
    if (!column || row.cells[*column].empty() || row.cells[*column] == area.name) return;
    refuse(table_.place(row), {.zh = fmt::format("name = “{}”，而编码为 {} 的辖区名为“{}”：请更正，或留空", row.cells[*column],
                                                 area.code, area.name),
                               .en = fmt::format("name = \"{}\", but the area with the code {} is called \"{}\": correct it or "
                                                 "leave the cell empty",
                                                 row.cells[*column], area.code, area.name)});
  }

  /// What the section says of the whole town, against the row of the whole town.
  void refuse_contradiction(const CsvTable::Row& row, const char* name, const std::optional<std::int64_t>& section,
                            const std::optional<std::int64_t>& cell) const {
    if (!section || !cell || *section == *cell) return;
    refuse(table_.place(row),
           {.zh = fmt::format("{} = {}，而 synth.{} = {}：请更正其中之一", name, *cell, name, *section),
            .en = fmt::format("{} = {}, but synth.{} = {}: correct one of them", name, *cell, name, *section)});
  }

  void count(const CsvTable::Row& row, const char* name, std::optional<std::int64_t>& into) const {
    if (const auto column = table_.column(name)) into = table_.count(row, *column);
  }

  void read_row(const CsvTable::Row& row, town::GivenTotals& totals) const {
    count(row, "households", totals.households);
    count(row, "residents", totals.residents);
    for (std::size_t i = 0; i < ages.size(); ++i) count(row, ages[i], totals.ages[i]);
    for (std::size_t i = 0; i < residences.size(); ++i) count(row, residences[i], totals.residences[i]);
    count(row, "in_need", totals.in_need);
    count(row, "party_members", totals.party_members);
    count(row, "enterprises", totals.enterprises);
    count(row, "organisations", totals.organisations);
    if (const auto column = table_.column("share")) totals.share = table_.number(row, *column);
  }

  CsvTable table_;
  std::string shown_;
  const AreaList& list_;
};

}  // namespace

AreaList area_list(const Scenario& scenario) {
  const SynthSpec& spec = *scenario.synth;
  AreaList list = spec.names ? NamedAreas(scenario).list() : made_areas(spec, scenario.seed);
  core::Column<AreaId, town::GivenTotals> given(list.areas.size());
  town::GivenTotals whole;
  const town::TotalsRules rules = rules_and_top(spec, whole);
  given[AreaId(0)] = whole;
  std::optional<AreaTable> table;
  if (!spec.areas.empty()) table.emplace(scenario, list).read(given);
  try {
    town::complete_totals(list.areas, given, rules, scenario.seed);
  } catch (const core::Error& error) {
    std::optional<AreaTableWords> words;
    const auto* const clash = dynamic_cast<const town::TotalsClash*>(&error);
    const town::TotalsClash::Subject* const subject = clash != nullptr ? &clash->subject() : nullptr;
    if (table) words = AreaTableWords{table->shown(), subject != nullptr ? table->row_of(subject->code) : std::nullopt};
    const std::vector<std::string> origins = total_origins(subject, spec, list.areas[AreaId(0)].code, words);
    core::Text problem{.zh = "synth: " + error.message().zh, .en = "synth: " + error.message().en};
    if (origins.size() > 1) {
      const std::string others = fmt::format("{}", fmt::join(origins.begin() + 1, origins.end(), ", "));
      problem.zh += fmt::format("（另见 {}）", others);
      problem.en += fmt::format(" (see also {})", others);
    }
    refuse(origins.front(), problem);
  }
  return list;
}

}  // namespace wangge::scenarios
