#include "engine/territory/population.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace wangge::territory {
namespace {

struct AreaPopulation {
  std::int64_t households = 0;
  std::int64_t residents = 0;
};

[[noreturn]] void refuse(std::string zh, std::string en) {
  throw core::Error(core::ErrorCode::input, {.zh = std::move(zh), .en = std::move(en)});
}

/// Figures of a building are kept in 32 bits.
std::int32_t fitting(const Territory& territory, BuildingId building, std::int64_t share) {
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
  if (share >= 0 && share <= most) return static_cast<std::int32_t>(share);
  const std::string& id = territory.buildings.source_id[building];
  refuse(fmt::format("建筑 {} 分得 {} 户或人，应为 0 至 {}：请更正区域总数或居住参数", id, share, most),
         fmt::format("building {} would hold {} households or residents, from 0 to {} were expected: correct the totals of its "
                     "areas or the rules of dwelling",
                     id, share, most));
}

class Spreading {
 public:
  Spreading(Territory& territory, const PopulationInputs& inputs) : territory_(territory), inputs_(inputs) {}

  core::Findings run() {
    weigh_buildings();
    group();
    for (const AreaId area : core::ids<AreaId>(territory_.areas.size())) {
      if (!territory_.areas.parent[area].valid()) settle(area, own_totals(area));
    }
    tally_areas();
    report_modelled();
    return std::move(findings_);
  }

 private:
  void weigh_buildings();
  void group();
  [[nodiscard]] AreaPopulation own_totals(AreaId area) const;
  [[nodiscard]] AreaPopulation stated_totals(AreaId area) const;
  [[nodiscard]] bool is_given(AreaId area) const {
    return inputs_.totals[area].households.has_value() || inputs_.totals[area].residents.has_value();
  }
  [[nodiscard]] bool is_given_below(AreaId area) const;
  void settle(AreaId area, AreaPopulation totals);
  void settle_children(AreaId area, AreaPopulation totals);
  void fill_area(AreaId area, AreaPopulation totals);
  void fill_buildings(AreaId area, AreaPopulation totals);
  void fill_cells(AreaId area, AreaPopulation totals);
  void give_residents(const std::vector<BuildingId>& members, std::int64_t residents);
  void tally_areas();
  void report_modelled();
  void report_contradiction(AreaId area, std::int64_t above, std::int64_t below, const char* zh, const char* en);

  Territory& territory_;
  const PopulationInputs& inputs_;
  core::Findings findings_;
  std::size_t areas_without_total_ = 0;  ///< of the lowest level, whose households follow from floor area
  Column<BuildingId, double> weight_;
  Column<AreaId, double> weight_below_;
  Column<AreaId, std::vector<AreaId>> children_;
  Column<AreaId, std::vector<BuildingId>> buildings_of_area_;
};

void Spreading::weigh_buildings() {
  const Buildings& buildings = territory_.buildings;
  weight_.resize(buildings.size(), 0);
  weight_below_.resize(territory_.areas.size(), 0);
  for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
    const auto use = static_cast<std::size_t>(buildings.use[building]);
    const SquareMetres footprint = buildings.footprint[building];
    if (buildings.use[building] == BuildingUse::unknown && footprint < inputs_.rules.unknown_from) continue;
    weight_[building] = footprint.value * static_cast<double>(buildings.floors[building]) * inputs_.rules.dwelling_share[use];
  }
}

void Spreading::group() {
  children_.resize(territory_.areas.size());
  buildings_of_area_.resize(territory_.areas.size());
  for (const AreaId area : core::ids<AreaId>(territory_.areas.size())) {
    const AreaId parent = territory_.areas.parent[area];
    if (parent.valid()) children_[parent].push_back(area);
  }
  for (const BuildingId building : core::ids<BuildingId>(territory_.buildings.size())) {
    const AreaId home = territory_.cells.parent[territory_.buildings.cell[building]];
    buildings_of_area_[home].push_back(building);
    for (AreaId area = home; area.valid(); area = territory_.areas.parent[area]) weight_below_[area] += weight_[building];
  }
}

/// The totals an area states, the missing one made from the other; where it states none, from given buildings and floor area.
AreaPopulation Spreading::own_totals(AreaId area) const {
  const GivenTotals& given = inputs_.totals[area];
  const double size = inputs_.rules.residents_per_household;
  AreaPopulation totals;
  if (given.households || given.residents) {
    totals.residents =
        given.residents.value_or(given.households ? std::llround(static_cast<double>(*given.households) * size) : 0);
    totals.households = given.households.value_or(std::llround(static_cast<double>(totals.residents) / size));
    return totals;
  }
  double free_weight = 0;
  for (const BuildingId building : buildings_of_area_[area]) {
    const GivenPopulation& own = inputs_.given[building];
    if (!own.households && !own.residents) {
      free_weight += weight_[building];
      continue;
    }
    totals.households += own.households.value_or(std::llround(static_cast<double>(own.residents.value_or(0)) / size));
    totals.residents += own.residents.value_or(std::llround(static_cast<double>(own.households.value_or(0)) * size));
  }
  const auto modelled = std::llround(free_weight / inputs_.rules.floor_area_per_household_m2);
  totals.households += modelled;
  totals.residents += std::llround(static_cast<double>(modelled) * size);
  return totals;
}

/// The same, with an area above the lowest level that states nothing being the sum of what lies below it.
AreaPopulation Spreading::stated_totals(AreaId area) const {
  if (is_given(area) || children_[area].empty()) return own_totals(area);
  AreaPopulation sum;
  for (const AreaId child : children_[area]) {
    const AreaPopulation own = stated_totals(child);
    sum.households += own.households;
    sum.residents += own.residents;
  }
  return sum;
}

bool Spreading::is_given_below(AreaId area) const {
  return std::any_of(children_[area].begin(), children_[area].end(),
                     [&](AreaId child) { return is_given(child) || is_given_below(child); });
}

void Spreading::report_contradiction(AreaId area, std::int64_t above, std::int64_t below, const char* zh, const char* en) {
  findings_.add({.rule = "population.totals",
                 .severity = core::Severity::warning,
                 .message = {.zh = fmt::format("{}“{}”给定{} {}，其下级之和为 {}：以下级为准",
                                               territory_.levels[territory_.areas.level[area].value()].name,
                                               territory_.areas.name[area], zh, above, below),
                             .en = fmt::format("{} '{}' states {} {}, the areas below it sum to {}: the lower totals are used",
                                               territory_.levels[territory_.areas.level[area].value()].name,
                                               territory_.areas.name[area], above, en, below)},
                 .file = {},
                 .layer = territory_.levels[territory_.areas.level[area].value()].name,
                 .feature = territory_.areas.code[area],
                 .value = std::to_string(above),
                 .place = std::nullopt});
}

void Spreading::report_modelled() {
  if (areas_without_total_ == 0) return;
  const double size = inputs_.rules.floor_area_per_household_m2;
  const std::string& level = territory_.levels[territory_.lowest_level().value()].name;
  findings_.add({.rule = "population.modelled_without_total",
                 .severity = core::Severity::note,
                 .message = {.zh = fmt::format("{} 个辖区（{}）没有给定总数：户数按每户 {:g} m2 居住建筑面积估计",
                                               areas_without_total_, level, size),
                             .en = fmt::format("{} area(s) of level '{}' have no given total: their households are estimated at "
                                               "{:g} m2 of lived-in floor area each",
                                               areas_without_total_, level, size)},
                 .file = {},
                 .layer = level,
                 .feature = {},
                 .value = fmt::format("{:g}", size),
                 .place = std::nullopt});
}

void Spreading::settle(AreaId area, AreaPopulation totals) {
  if (territory_.areas.level[area] == territory_.lowest_level()) {
    const auto& members = buildings_of_area_[area];
    const bool modelled = !is_given(area) && std::any_of(members.begin(), members.end(), [&](BuildingId building) {
      return weight_[building] > 0 && !inputs_.given[building].households && !inputs_.given[building].residents;
    });
    areas_without_total_ += modelled ? 1 : 0;
    fill_area(area, totals);
  } else if (is_given(area)) {
    settle_children(area, totals);
  } else {
    for (const AreaId child : children_[area]) settle(child, own_totals(child));
  }
}

/// `area` has a total: children that state one keep it, the others share the rest by floor area to live in.
void Spreading::settle_children(AreaId area, AreaPopulation totals) {
  std::vector<AreaId> open;
  std::vector<double> weights;
  AreaPopulation stated;
  for (const AreaId child : children_[area]) {
    if (is_given(child) || is_given_below(child)) {
      const AreaPopulation own = stated_totals(child);
      stated.households += own.households;
      stated.residents += own.residents;
      settle(child, own);
    } else {
      open.push_back(child);
      weights.push_back(weight_below_[child]);
    }
  }
  if (open.empty()) {
    if (inputs_.totals[area].residents && stated.residents != totals.residents) {
      report_contradiction(area, totals.residents, stated.residents, "居民", "residents");
    }
    if (inputs_.totals[area].households && stated.households != totals.households) {
      report_contradiction(area, totals.households, stated.households, "户", "households");
    }
    return;
  }
  if (stated.residents > totals.residents || stated.households > totals.households) {
    refuse(
        fmt::format("区域 {}（{}）给定 {} 人、{} 户，少于其部分下级之和 {} 人、{} 户，其余 {} 个下级无从分配：请更正其中之一",
                    territory_.areas.code[area], territory_.areas.name[area], totals.residents, totals.households,
                    stated.residents, stated.households, open.size()),
        fmt::format("area {} ({}) states {} residents and {} households, fewer than the {} and {} of those of its children that "
                    "state theirs, and {} further children are left with nothing: correct one of the totals",
                    territory_.areas.code[area], territory_.areas.name[area], totals.residents, totals.households,
                    stated.residents, stated.households, open.size()));
  }
  const auto households = largest_remainder(totals.households - stated.households, weights);
  const auto residents = largest_remainder(totals.residents - stated.residents, weights);
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (territory_.areas.level[open[i]] == territory_.lowest_level()) {
      fill_area(open[i], {households[i], residents[i]});
    } else {
      settle_children(open[i], {households[i], residents[i]});
    }
  }
}

void Spreading::fill_area(AreaId area, AreaPopulation totals) {
  const auto lived_in = [&](BuildingId building) {
    return weight_[building] > 0 || inputs_.given[building].households || inputs_.given[building].residents;
  };
  const auto& members = buildings_of_area_[area];
  const bool has_homes = std::any_of(members.begin(), members.end(), lived_in);
  if (has_homes || totals.households + totals.residents == 0) {
    fill_buildings(area, totals);
  } else {
    fill_cells(area, totals);
  }
}

void Spreading::fill_buildings(AreaId area, AreaPopulation totals) {
  Buildings& buildings = territory_.buildings;
  const double size = inputs_.rules.residents_per_household;
  std::vector<BuildingId> open;
  std::vector<double> weights;
  AreaPopulation stated;
  for (const BuildingId building : buildings_of_area_[area]) {
    const GivenPopulation& own = inputs_.given[building];
    if (!own.households && !own.residents) {
      open.push_back(building);
      weights.push_back(weight_[building]);
      continue;
    }
    const auto households = own.households.value_or(std::llround(static_cast<double>(own.residents.value_or(0)) / size));
    const auto residents = own.residents.value_or(std::llround(static_cast<double>(own.households.value_or(0)) * size));
    buildings.households[building] = fitting(territory_, building, households);
    buildings.residents[building] = fitting(territory_, building, residents);
    buildings.population_source[building] = PopulationSource::given;
    stated.households += households;
    stated.residents += residents;
  }
  const bool can_take_more = std::any_of(weights.begin(), weights.end(), [](double weight) { return weight > 0; });
  const AreaPopulation rest{totals.households - stated.households, totals.residents - stated.residents};
  if (rest.households < 0 || rest.residents < 0 || (!can_take_more && rest.households + rest.residents > 0)) {
    refuse(fmt::format("区域 {}（{}）的总数为 {} 户、{} 人，而其楼栋给定之和为 {} 户、{} 人，二者矛盾：请更正其中之一",
                       territory_.areas.code[area], territory_.areas.name[area], totals.households, totals.residents,
                       stated.households, stated.residents),
           fmt::format("area {} ({}) has a total of {} households and {} residents, but its buildings state {} and {} in all: "
                       "they contradict each other, correct one of them",
                       territory_.areas.code[area], territory_.areas.name[area], totals.households, totals.residents,
                       stated.households, stated.residents));
  }
  if (open.empty()) return;
  const auto shares = largest_remainder(rest.households, weights);
  for (std::size_t i = 0; i < open.size(); ++i) buildings.households[open[i]] = fitting(territory_, open[i], shares[i]);
  give_residents(open, rest.residents);
}

void Spreading::give_residents(const std::vector<BuildingId>& members, std::int64_t residents) {
  Buildings& buildings = territory_.buildings;
  std::vector<double> weights;
  weights.reserve(members.size());
  double sum = 0;
  for (const BuildingId building : members) {
    weights.push_back(static_cast<double>(buildings.households[building]));
    sum += weights.back();
  }
  if (sum == 0) {
    for (std::size_t i = 0; i < members.size(); ++i) weights[i] = weight_[members[i]];
  }
  const auto shares = largest_remainder(residents, weights);
  for (std::size_t i = 0; i < members.size(); ++i) {
    buildings.residents[members[i]] = fitting(territory_, members[i], shares[i]);
    buildings.population_source[members[i]] = PopulationSource::modelled;
  }
}

/// Nobody's home is known: the cells themselves bear the population, by area.
void Spreading::fill_cells(AreaId area, AreaPopulation totals) {
  const auto& members = territory_.cells_of_area[area];
  if (members.empty()) {
    refuse(fmt::format("区域 {}（{}）给定 {} 人，但没有可容纳的土地", territory_.areas.code[area], territory_.areas.name[area],
                       totals.residents),
           fmt::format("area {} ({}) states {} residents but has no land to hold them", territory_.areas.code[area],
                       territory_.areas.name[area], totals.residents));
  }
  std::vector<double> weights;
  for (const CellId cell : members) weights.push_back(territory_.cells.area[cell].value);
  const auto households = largest_remainder(totals.households, weights);
  const auto residents = largest_remainder(totals.residents, weights);
  for (std::size_t i = 0; i < members.size(); ++i) {
    territory_.cells.households[members[i]] = households[i];
    territory_.cells.residents[members[i]] = residents[i];
    territory_.cells.derived[members[i]] = 1;
  }
}

void Spreading::tally_areas() {
  Cells& cells = territory_.cells;
  for (const BuildingId building : core::ids<BuildingId>(territory_.buildings.size())) {
    const CellId cell = territory_.buildings.cell[building];
    if (cells.derived[cell] != 0) continue;
    cells.households[cell] += territory_.buildings.households[building];
    cells.residents[cell] += territory_.buildings.residents[building];
  }
  for (const CellId cell : core::ids<CellId>(cells.size())) {
    for (AreaId area = cells.parent[cell]; area.valid(); area = territory_.areas.parent[area]) {
      territory_.areas.households[area] += cells.households[cell];
      territory_.areas.residents[area] += cells.residents[cell];
    }
  }
}

}  // namespace

std::vector<std::int64_t> largest_remainder(std::int64_t total, std::span<const double> weights) {
  assert(total >= 0);
  std::vector<std::int64_t> shares(weights.size(), 0);
  if (weights.empty()) return shares;
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (sum <= 0) {
    shares.front() = total;
    return shares;
  }
  std::vector<double> remainder(weights.size());
  std::int64_t given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double quota = static_cast<double>(total) * (weights[i] / sum);
    const double whole = std::floor(quota);
    shares[i] = static_cast<std::int64_t>(whole);
    remainder[i] = quota - whole;
    given += shares[i];
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return remainder[a] > remainder[b]; });
  for (std::size_t i = 0; given < total; i = (i + 1) % order.size()) {
    if (weights[order[i]] <= 0) continue;
    ++shares[order[i]];
    ++given;
  }
  // Rounding of quotas can hand out one too many only when a quota sat on a whole number: take it back from the last.
  for (std::size_t i = order.size(); given > total; i = i == 1 ? order.size() : i - 1) {
    if (shares[order[i - 1]] == 0) continue;
    --shares[order[i - 1]];
    --given;
  }
  return shares;
}

core::Findings spread_population(Territory& territory, const PopulationInputs& inputs) {
  assert(inputs.totals.size() == territory.areas.size() && inputs.given.size() == territory.buildings.size());
  return Spreading(territory, inputs).run();
}

}  // namespace wangge::territory
