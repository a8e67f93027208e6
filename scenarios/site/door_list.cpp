#include "scenarios/site/door_list.h"

#include "engine/siting/entry.h"
#include "gis/read/read_counts.h"
#include "scenarios/steps/layer_specs.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using territory::BuildingId;
using territory::CellId;

/// Adds doors with their households and residents.
class Listing {
 public:
  Listing(const Scenario& scenario, const territory::Territory& territory, const network::Travel& travel, DemandGround ground)
      : scenario_(scenario), territory_(territory), travel_(travel) {
    for (const RequestSpec& request : scenario.requests)
      by_building_.push_back(requests_of_buildings(request.rates, request.uses, territory.buildings, ground.counted));
    list_.requests_of_kind.resize(scenario.requests.size(), 0);
    list_.requests_by_kind.resize(scenario.requests.size());
    list_.findings.append(ground.findings);
    list_.ground = std::move(ground);
    list_.people.push_back({"households", {.zh = "户", .en = "Households"}, {}, {}});
    list_.people.push_back({"residents", {.zh = "居民", .en = "Residents"}, {}, {}});
  }

  DoorList run() {
    const siting::EntryRules entry{scenario_.travel.at_gate, scenario_.travel.stairs_per_floor};
    const network::Mode mode = scenario_.siting->mode;
    const territory::Buildings& buildings = territory_.buildings;
    for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
      const bool asks =
          std::any_of(by_building_.begin(), by_building_.end(), [&](const auto& some) { return some[building] > 0; });
      if (buildings.households[building] <= 0 && buildings.residents[building] <= 0 && !asks) continue;
      const CellId cell = buildings.cell[building];
      add({.building = building,
           .cell = cell,
           .area = territory_.cells.parent[cell],
           .position = buildings.position[building],
           .access = travel_.access(mode, building),
           .entry = siting::entry_time(entry, static_cast<double>(buildings.floors[building]))},
          buildings.households[building], buildings.residents[building]);
    }
    const territory::Cells& cells = territory_.cells;
    for (const CellId cell : core::ids<CellId>(cells.size())) {
      if (cells.derived[cell] == 0 || (cells.households[cell] <= 0 && cells.residents[cell] <= 0)) continue;
      add({.building = {},
           .cell = cell,
           .area = cells.parent[cell],
           .position = cells.centroid[cell],
           .access = travel_.access(mode, cells.centroid[cell]),
           .entry = siting::entry_time(entry, 0)},
          cells.households[cell], cells.residents[cell]);
    }
    return std::move(list_);
  }

 private:
  void add(const Door& door, std::int64_t households, std::int64_t residents) {
    list_.doors.push_back(door);
    list_.people[0].count.push_back(static_cast<double>(households));
    list_.people[1].count.push_back(static_cast<double>(residents));
    double requests = 0;
    for (std::size_t i = 0; i < scenario_.requests.size(); ++i) {
      const double own = door.building.valid() ? by_building_[i][door.building]
                                               : requests_of_people(scenario_.requests[i], static_cast<double>(residents),
                                                                    static_cast<double>(households));
      list_.requests_of_kind[i] += own;
      list_.requests_by_kind[i].push_back(own);
      requests += own;
    }
    list_.requests.push_back(requests);
  }

  const Scenario& scenario_;
  const territory::Territory& territory_;
  const network::Travel& travel_;
  std::vector<core::Column<BuildingId, double>> by_building_;  ///< by the scenario's requests
  DoorList list_;
};

/// The door that a member of a group who stands in a cell lives behind.
class NearestDoor {
 public:
  NearestDoor(const DoorList& list, std::size_t cells) : list_(list), of_cell_(cells) {
    for (const DoorId door : core::ids<DoorId>(list.doors.size())) of_cell_[list.doors[door].cell].push_back(door);
  }

  /// Precondition: there is a door.
  [[nodiscard]] DoorId to(core::Position place, CellId cell) const {
    if (!of_cell_[cell].empty()) return nearest(place, of_cell_[cell]);
    return nearest(place, core::ids<DoorId>(list_.doors.size()));
  }

 private:
  template <class Doors>
  [[nodiscard]] DoorId nearest(core::Position place, const Doors& doors) const {
    DoorId best;
    double least = std::numeric_limits<double>::infinity();
    for (const DoorId door : doors) {
      const double away = core::distance(list_.doors[door].position, place).value;
      if (away < least) {
        least = away;
        best = door;
      }
    }
    return best;
  }

  const DoorList& list_;
  core::Column<CellId, std::vector<DoorId>> of_cell_;
};

core::Finding members_outside(const std::string& name, const LayerRef& source, std::int64_t outside) {
  return {.rule = "group.outside",
          .severity = core::Severity::warning,
          .message = {.zh = fmt::format("{}：有 {} 人不在任何辖区内，未计入", name, outside),
                      .en = fmt::format("{}: {} stand outside the area and are not counted", name, outside)},
          .file = source.path,
          .layer = source.layer,
          .feature = {},
          .value = fmt::format("{}", outside),
          .place = std::nullopt};
}

}  // namespace

std::string DoorList::name_of(const territory::Territory& territory, DoorId door) const {
  const Door& one = doors[door];
  return one.building.valid() ? territory.buildings.source_id[one.building] : fmt::format("cell {}", one.cell.value());
}

const core::Column<DoorId, double>& DoorList::demand(const std::string& name) const {
  if (name == "requests") return requests;
  const auto found = std::find_if(people.begin(), people.end(), [&](const People& some) { return some.name == name; });
  return found == people.end() ? people.front().count : found->count;
}

DoorList list_doors(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built,
                    const CellFinder& cells, const network::Travel& travel, core::Threads threads, core::Progress& progress) {
  DoorList list = Listing(scenario, built.territory, travel, demand_ground(scenario, layers, built, threads, progress)).run();
  const NearestDoor nearest(list, built.territory.cells.size());
  std::vector<People> groups;
  const auto count = [&](const std::string& name, const core::Text& title, const LayerRef& source, const gis::CountSpec& spec) {
    const std::string layer = source.layer.empty() ? source.path : fmt::format("{}:{}", source.path, source.layer);
    People group{name, title, {.zh = "按图层 " + layer, .en = "from the layer " + layer}, {}};
    group.count.resize(list.doors.size(), 0);
    const std::vector<gis::CountedPoint> points = gis::read_counts(spec, layers.reference, progress, list.findings);
    std::vector<core::Position> places;
    for (const gis::CountedPoint& point : points) places.push_back(point.position);
    const std::vector<CellId> homes = cells.find(places, threads);
    std::int64_t outside = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (homes[i].valid() && !list.doors.empty()) {
        group.count[nearest.to(places[i], homes[i])] += static_cast<double>(points[i].count);
      } else {
        outside += points[i].count;
      }
    }
    if (outside > 0) list.findings.add(members_outside(name, source, outside));
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const People& other) { return other.name == name; });
    if (same == groups.end()) {
      groups.push_back(std::move(group));
    } else {
      for (const DoorId door : core::ids<DoorId>(list.doors.size())) same->count[door] += group.count[door];
    }
  };
  for (const LedgerSpec& ledger : scenario.ledgers) {
    if (ledger.kind == "in_need")
      count("in_need", {.zh = "困难群众", .en = "Persons in need"}, ledger.source, count_spec(scenario, ledger));
  }
  for (const GroupSpec& spec : scenario.groups) {
    if (spec.source) {
      const LedgerSpec ledger{spec.name, *spec.source, spec.count_field, {}};
      count(spec.name, spec.title, *spec.source, count_spec(scenario, ledger));
      continue;
    }
    People group{
        spec.name,
        spec.title,
        {.zh = fmt::format("按居民的 {:g} %，各处相同：与全体居民的比例不会不同", *spec.share * 100),
         .en = fmt::format("{:g} % of the residents everywhere: their share cannot differ from that of all", *spec.share * 100)},
        {}};
    for (const double residents : list.people[1].count) group.count.push_back(residents * *spec.share);
    groups.push_back(std::move(group));
  }
  for (People& group : groups) list.people.push_back(std::move(group));
  return list;
}

}  // namespace wangge::scenarios
