#include "engine/territory/territory.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace wangge::territory {
namespace {

constexpr std::array<std::string_view, barrier_class_count> barrier_names = {"none",  "lane",    "street", "arterial",
                                                                             "river", "railway", "wall"};
constexpr std::array<std::string_view, building_use_count> use_names = {"residential", "mixed",        "commercial", "industrial",
                                                                        "civic",       "agricultural", "minor",      "unknown"};
constexpr std::array<std::string_view, 3> source_names = {"given", "register", "modelled"};

[[maybe_unused]] bool adjacency_is_symmetric(const Cells& cells) {
  for (const CellId cell : core::ids<CellId>(cells.size())) {
    for (const Neighbour& neighbour : cells.neighbours[cell]) {
      const auto back = cells.neighbours[neighbour.cell];
      const auto found = std::find_if(back.begin(), back.end(), [&](const Neighbour& other) { return other.cell == cell; });
      if (found == back.end() || found->border != neighbour.border || found->barrier != neighbour.barrier) return false;
    }
  }
  return true;
}

[[maybe_unused]] bool cell_tallies_are_sums(const Territory& territory) {
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    if (territory.cells.derived[cell] != 0) continue;
    std::int64_t households = 0;
    std::int64_t residents = 0;
    for (const BuildingId building : territory.buildings_of_cell[cell]) {
      if (territory.buildings.cell[building] != cell) return false;
      households += territory.buildings.households[building];
      residents += territory.buildings.residents[building];
    }
    if (households != territory.cells.households[cell] || residents != territory.cells.residents[cell]) return false;
  }
  return true;
}

[[maybe_unused]] bool area_tallies_are_sums(const Territory& territory) {
  Column<AreaId, std::int64_t> households(territory.areas.size(), 0);
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    AreaId area = territory.cells.parent[cell];
    if (territory.areas.level[area] != territory.lowest_level()) return false;
    for (; area.valid(); area = territory.areas.parent[area]) households[area] += territory.cells.households[cell];
  }
  return households == territory.areas.households;
}

}  // namespace

std::string_view name(BarrierClass barrier) { return barrier_names[static_cast<std::size_t>(barrier)]; }
std::string_view name(BuildingUse use) { return use_names[static_cast<std::size_t>(use)]; }
std::string_view name(PopulationSource source) { return source_names[static_cast<std::size_t>(source)]; }

std::optional<BuildingUse> building_use(std::string_view name) {
  const auto found = std::find(use_names.begin(), use_names.end(), name);
  if (found == use_names.end()) return std::nullopt;
  return static_cast<BuildingUse>(found - use_names.begin());
}

void Territory::check_invariants() const {
  assert(cells.neighbours.size() == cells.size());
  assert(buildings_of_cell.size() == cells.size());
  assert(cells_of_area.size() == areas.size());
  assert(adjacency_is_symmetric(cells));
  assert(cell_tallies_are_sums(*this));
  assert(area_tallies_are_sums(*this));
}

}  // namespace wangge::territory
