#include "engine/planning/repartition/new_areas.h"

#include "engine/core/error.h"
#include "engine/planning/grid_label.h"
#include "engine/planning/repartition/area_codes.h"
#include "engine/planning/repartition/new_territory.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

using territory::LevelId;
using territory::Territory;

AreaId area_at(const Territory& territory, CellId cell, LevelId level) {
  AreaId area = territory.cells.parent[cell];
  while (territory.areas.level[area] != level) area = territory.areas.parent[area];
  return area;
}

/// The atoms under one area above, which are divided apart from the others.
struct Realm {
  AreaId above;  ///< invalid: there is no level above
  std::vector<Atom> atoms;
  std::vector<AreaId> groups;  ///< old areas, by group number
  std::int64_t people = 0;
};

std::vector<Realm> realms_of(const Territory& territory, const std::vector<std::vector<CellId>>& atoms, LevelId level,
                             PeopleUnit unit) {
  std::map<AreaId, Realm> realms;
  for (const std::vector<CellId>& cells : atoms) {
    const AreaId old = area_at(territory, cells.front(), level);
    Realm& realm = realms[territory.areas.parent[old]];
    realm.above = territory.areas.parent[old];
    const auto known = std::find(realm.groups.begin(), realm.groups.end(), old);
    const auto group = static_cast<std::uint32_t>(known - realm.groups.begin());
    if (known == realm.groups.end()) realm.groups.push_back(old);
    realm.atoms.push_back({cells, group});
    std::sort(realm.atoms.back().cells.begin(), realm.atoms.back().cells.end());
    for (const CellId cell : cells)
      realm.people += unit == PeopleUnit::households ? territory.cells.households[cell] : territory.cells.residents[cell];
  }
  std::vector<Realm> all;
  for (auto& [above, realm] : realms) all.push_back(std::move(realm));
  return all;
}

std::vector<std::uint32_t> shares(const Territory& territory, const std::vector<Realm>& realms, std::uint32_t into) {
  if (into < realms.size()) {
    throw core::Error(
        core::ErrorCode::input,
        {.zh = fmt::format("重划为 {} 个辖区不可能：上级有 {} 个，每个至少一个", into, realms.size()),
         .en = fmt::format("{} areas cannot be drawn: there are {} areas above, and each needs one", into, realms.size())});
  }
  std::vector<std::int64_t> people;
  for (const Realm& realm : realms) people.push_back(realm.people);
  std::vector<std::uint32_t> counts = apportion(people, into);
  for (std::size_t i = 0; i < realms.size(); ++i) {
    if (counts[i] <= realms[i].atoms.size()) continue;
    const std::string above = realms[i].above.valid() ? territory.areas.code[realms[i].above] : std::string("-");
    throw core::Error(
        core::ErrorCode::input,
        {.zh = fmt::format("{} 之下只有 {} 块可用，不能划为 {} 个辖区；可改用更小的块（atoms = \"cells\"）", above,
                           realms[i].atoms.size(), counts[i]),
         .en = fmt::format("under {} there are only {} pieces for {} areas; smaller pieces may do (atoms = \"cells\")", above,
                           realms[i].atoms.size(), counts[i])});
  }
  return counts;
}

/// The old group that most households of a part come from.
std::uint32_t main_group(const std::vector<Atom>& atoms, const SearchGraph& graph, const Division& division, std::uint32_t part) {
  std::map<std::uint32_t, double> weight;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    if (division.part_of_node[i] == part) weight[atoms[i].group] += graph.nodes[i].households + 1e-6;
  }
  return std::max_element(weight.begin(), weight.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
}

core::Position centre_of(const Territory& territory, const std::vector<Atom>& atoms, const Division& division,
                         std::uint32_t part) {
  double total = 0;
  core::Position sum;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    if (division.part_of_node[i] != part) continue;
    for (const CellId cell : atoms[i].cells) {
      const double weight = 1e-6 * territory.cells.area[cell].value + static_cast<double>(territory.cells.households[cell]);
      total += weight;
      sum.x += weight * territory.cells.centroid[cell].x;
      sum.y += weight * territory.cells.centroid[cell].y;
    }
  }
  return total > 0 ? core::Position{sum.x / total, sum.y / total} : sum;
}

/// Adds the new areas of one realm: heirs in the order of the old areas, then new ones in the order of their numbers.
void add_areas(const Territory& territory, const Realm& realm, const SearchGraph& graph, const Division& division,
               std::uint32_t parts, const RepartitionRules& rules, AreaPlan& plan) {
  const std::vector<std::optional<OffRange>> off =
      off_range(graph, division, {.pieces = realm.atoms.size(), .parts = parts, .size = rules.size, .unit = rules.unit});
  std::vector<std::optional<std::uint32_t>> group_of_part(parts);
  for (std::uint32_t group = 0; group < realm.groups.size(); ++group) {
    if (division.heir_of_group[group]) group_of_part[*division.heir_of_group[group]] = group;
  }
  std::vector<std::uint32_t> fresh;
  std::vector<core::Position> centres;
  std::vector<std::size_t> row_of_part(parts, 0);
  for (std::uint32_t part = 0; part < parts; ++part) {
    if (!group_of_part[part]) {
      fresh.push_back(part);
      centres.push_back(centre_of(territory, realm.atoms, division, part));
      continue;
    }
    const AreaId old = realm.groups[*group_of_part[part]];
    row_of_part[part] = plan.areas.size();
    plan.areas.push_back(
        {territory.areas.code[old], territory.areas.name[old], realm.above, old, territory.areas.code[old], off[part]});
  }
  const std::vector<std::size_t> number = number_grids(centres);
  std::vector<std::uint32_t> by_number(fresh.size());
  for (std::size_t i = 0; i < fresh.size(); ++i) by_number[number[i] - 1] = fresh[i];
  std::map<AreaId, int> count;
  for (const std::uint32_t part : by_number) {
    const AreaId source = realm.groups[main_group(realm.atoms, graph, division, part)];
    row_of_part[part] = plan.areas.size();
    plan.areas.push_back({plan.codes.next(realm.groups), divided_name(territory.areas.name[source], ++count[source] + 1),
                          realm.above, std::nullopt, territory.areas.code[source], off[part]});
  }
  for (std::size_t i = 0; i < realm.atoms.size(); ++i) {
    for (const CellId cell : realm.atoms[i].cells)
      plan.row_of_cell[cell] = static_cast<std::uint32_t>(row_of_part[division.part_of_node[i]]);
  }
}

std::vector<AreaChange> changes_of(const Territory& before, const Territory& after, LevelId level,
                                   const std::vector<NewArea>& areas) {
  std::map<std::pair<std::string, std::string>, AreaChange> rows;
  for (const CellId cell : core::ids<CellId>(before.cells.size())) {
    const std::string& from = before.areas.code[area_at(before, cell, level)];
    const std::string& to = after.areas.code[area_at(after, cell, level)];
    AreaChange& row = rows[{from, to}];
    row.households += before.cells.households[cell];
    row.residents += before.cells.residents[cell];
  }
  std::vector<AreaChange> table;
  for (auto& [codes, row] : rows) {
    row.old_code = codes.first;
    row.new_code = codes.second;
    row.heir = std::any_of(areas.begin(), areas.end(), [&, &change = row](const NewArea& area) {
      return area.old && before.areas.code[*area.old] == change.old_code && after.areas.code[area.area] == change.new_code;
    });
    table.push_back(std::move(row));
  }
  return table;
}

}  // namespace

Repartition repartition(const Territory& territory, const std::vector<std::vector<CellId>>& atoms, const RepartitionRules& rules,
                        core::Seed seed) {
  const std::vector<Realm> realms = realms_of(territory, atoms, rules.level, rules.unit);
  const std::vector<std::uint32_t> counts = shares(territory, realms, rules.into);
  AreaPlan plan(territory);
  Repartition drawn;
  for (std::size_t i = 0; i < realms.size(); ++i) {
    const SearchGraph graph = atom_graph(territory, realms[i].atoms, rules.unit, rules.size);
    std::vector<std::uint32_t> group_of_node;
    for (const Atom& atom : realms[i].atoms) group_of_node.push_back(atom.group);
    const Division division = divide(graph, group_of_node,
                                     {.parts = counts[i],
                                      .size = rules.size,
                                      .effort = rules.effort,
                                      .attempts = rules.attempts,
                                      .smooth = rules.smooth,
                                      .stream = i},
                                     seed);
    add_areas(territory, realms[i], graph, division, counts[i], rules, plan);
    drawn.moved += division.moved;
    drawn.least_moved += division.least_moved;
    drawn.excess += division.excess;
  }
  NewTerritory made = new_territory(territory, rules.level, plan);
  drawn.territory = std::move(made.territory);
  for (std::size_t row = 0; row < plan.areas.size(); ++row)
    drawn.areas.push_back({made.area_of_row[row], plan.areas[row].old, plan.areas[row].source_code, plan.areas[row].off});
  drawn.changes = changes_of(territory, drawn.territory, rules.level, drawn.areas);
  const std::set<std::string> live(drawn.territory.areas.code.begin(), drawn.territory.areas.code.end());
  for (const std::string& code : territory.areas.code) {
    if (!live.contains(code)) drawn.ended.insert(code);
  }
  return drawn;
}

}  // namespace wangge::planning
