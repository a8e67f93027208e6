#include "scenarios/site/pairing_step.h"

#include "engine/core/error.h"
#include "gis/read/read_point_rows.h"
#include "scenarios/schema/quantities.h"
#include "scenarios/steps/layer_specs.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

/// The words of a list, however it is written: "mediation, law", "调解、法律", "调解；法律".
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  while (!text.empty()) {
    std::size_t mark = 0;
    for (const std::string_view one : {",", "，", "、", "；", ";", "|"}) {
      if (text.starts_with(one)) mark = one.size();
    }
    if (mark > 0) {
      words.emplace_back();
    } else {
      words.back().push_back(text.front());
    }
    text.remove_prefix(std::max<std::size_t>(mark, 1));
  }
  for (std::string& word : words) {
    while (!word.empty() && word.front() == ' ') word.erase(word.begin());
    while (!word.empty() && word.back() == ' ') word.pop_back();
  }
  std::erase(words, std::string());
  return words;
}

/// Skills that grids ask for, as bits; others help nobody.
std::uint64_t skills_in(const std::vector<std::string>& words, const std::vector<std::string>& wanted) {
  std::uint64_t bits = 0;
  for (const std::string& word : words) {
    const auto found = std::find(wanted.begin(), wanted.end(), word);
    if (found != wanted.end()) bits |= std::uint64_t{1} << (found - wanted.begin());
  }
  return bits;
}

struct Organisations {
  std::vector<siting::Organisation> all;
  std::vector<network::AccessPoint> access;
};

core::Finding left_out(const char* rule, const std::string& name, std::optional<core::Position> place, core::Text message) {
  return {.rule = rule,
          .severity = core::Severity::warning,
          .message = std::move(message),
          .file = {},
          .layer = {},
          .feature = name,
          .value = {},
          .place = place};
}

std::int64_t grids_of(const PairingSpec& spec, const gis::PointRow& row) {
  const std::string& text = row.values[1];
  if (text.empty()) return spec.grids_each;
  const std::optional<double> number = parse_number(text);
  if (number && *number >= 0 && *number <= 1e6 && *number == std::floor(*number)) return static_cast<std::int64_t>(*number);
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("文件“{}”：{} 的字段 {} 为“{}”，应为不小于 0 的整数", spec.source.path, row.id, spec.grids_field, text),
       .en = fmt::format("'{}': field {} of {} is \"{}\", expected a whole number of at least 0", spec.source.path,
                         spec.grids_field, row.id, text)});
}

Organisations read_organisations(const Scenario& scenario, const gis::Layers& layers, const network::Travel& travel,
                                 PairingResult& result, core::Progress& progress) {
  const PairingSpec& spec = *scenario.pairing;
  Organisations found;
  const gis::PointRowSpec rows{.source = source_of(scenario, spec.source),
                               .label_field = spec.label_field,
                               .fields = {spec.skills_field, spec.grids_field}};
  for (const gis::PointRow& row : gis::read_point_rows(rows, layers.reference, progress, result.findings)) {
    const std::string name = row.label.empty() ? row.id : row.label;
    ++result.organisations;
    const auto access = row.position ? travel.access(spec.mode, *row.position) : network::AccessPoint{};
    if (!row.position) {
      result.findings.add(left_out("pairing.no_place", name, std::nullopt,
                                   {.zh = fmt::format("组织“{}”没有坐标，未结对", name),
                                    .en = fmt::format("organisation \"{}\" has no place and is not paired", name)}));
    } else if (!access.valid()) {
      result.findings.add(left_out("pairing.unreachable", name, row.position,
                                   {.zh = fmt::format("组织“{}”附近没有可用道路，未结对", name),
                                    .en = fmt::format("no usable road near organisation \"{}\"; it is not paired", name)}));
    }
    if (!access.valid()) {
      ++result.without_road;
      continue;
    }
    const std::vector<std::string> offered = words_of(row.values[0]);
    const std::uint64_t skills = skills_in(offered, spec.skills);
    if (skills == 0 && !offered.empty() && !spec.skills.empty()) {
      result.findings.add(left_out("pairing.no_skill", name, row.position,
                                   {.zh = fmt::format("组织“{}”的技能“{}”都不是网格所需（pairing.skills）", name, row.values[0]),
                                    .en = fmt::format("organisation \"{}\" offers \"{}\", none of which grids ask for "
                                                      "(pairing.skills)",
                                                      name, row.values[0])}));
    }
    found.all.push_back({.name = name, .skills = skills, .grids = grids_of(spec, row)});
    found.access.push_back(access);
  }
  return found;
}

/// The door of each grid that is nearest to the middle of its households.
std::map<std::string, DoorId> middles(const planning::Plan& plan, const DoorList& doors) {
  struct Sum {
    double weight = 0, x = 0, y = 0;
  };
  std::map<std::string, Sum> sums;
  const auto code = [&](DoorId door) -> const std::string& { return plan.code(plan.grid_of(doors.doors[door].cell)); };
  for (const DoorId door : core::ids<DoorId>(doors.doors.size())) {
    const double weight = std::max(doors.people[0].count[door], 1.0);
    Sum& sum = sums[code(door)];
    sum.weight += weight;
    sum.x += weight * doors.doors[door].position.x;
    sum.y += weight * doors.doors[door].position.y;
  }
  std::map<std::string, DoorId> nearest;
  for (const DoorId door : core::ids<DoorId>(doors.doors.size())) {
    if (!doors.doors[door].access.valid()) continue;
    const Sum& sum = sums[code(door)];
    const core::Position middle{sum.x / sum.weight, sum.y / sum.weight};
    DoorId& best = nearest[code(door)];
    const auto away = [&](DoorId one) { return core::distance(doors.doors[one].position, middle); };
    if (!best.valid() || away(door) < away(best)) best = door;
  }
  return nearest;
}

}  // namespace

PairingResult pair_with_grids(const Scenario& scenario, const gis::Layers& layers, const planning::Plan& plan,
                              const network::Travel& travel, const DoorList& doors, core::Threads threads,
                              core::Progress& progress) {
  const PairingSpec& spec = *scenario.pairing;
  PairingResult result;
  const Organisations organisations = read_organisations(scenario, layers, travel, result, progress);
  std::vector<siting::GridWish> wishes;
  std::vector<network::AccessPoint> places;
  const std::uint64_t skills = spec.skills.empty() ? 0 : ~std::uint64_t{0} >> (64 - spec.skills.size());
  for (const auto& [code, door] : middles(plan, doors)) {
    wishes.push_back({.code = code, .skills = skills, .organisations = spec.organisations});
    const core::Position place = doors.doors[door].position;
    places.push_back(travel.access(spec.mode, place));
    result.grids.push_back(
        {.code = code, .name = plan.name(plan.grid_of(doors.doors[door].cell)), .organisations = {}, .minutes = {}});
  }
  std::vector<double> lengths;
  for (const network::TravelTime way : travel.table(spec.mode, organisations.access, places, threads)) {
    lengths.push_back(way.reachable() ? static_cast<double>(way.ms) : siting::no_way);
  }
  const siting::LengthTable table(organisations.all.size(), wishes.size(), std::move(lengths));
  const siting::Pairing pairing = siting::pair_organisations(organisations.all, wishes, table);
  for (const siting::Shipment& pair : pairing.pairs) {
    PairedGrid& grid = result.grids[pair.sink];
    grid.organisations.push_back(organisations.all[pair.source].name);
    grid.minutes.push_back(table(siting::SiteId(pair.source), siting::DemandId(pair.sink)) / 60000);
  }
  for (std::size_t i = 0; i < result.grids.size(); ++i) {
    result.grids[i].unmet = pairing.unmet[i];
    result.unmet += pairing.unmet[i];
  }
  result.paired = pairing.pairs.size();
  result.minutes = pairing.length / 60000;
  result.bound = pairing.bound / 60000;
  return result;
}

}  // namespace wangge::scenarios
