#include "gis/town/plots/lone_houses.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace wangge::town::plot {

namespace {

constexpr int fewest_houses = 2;
constexpr int fewest_dwellings = 23;  // about twenty households at the usual occupancy

/// By compound: 1 where it is an estate.
std::vector<std::uint8_t> estates_of(const BlockFill& fill) {
  std::vector<int> houses(fill.compounds.size(), 0);
  std::vector<int> dwellings(fill.compounds.size(), 0);
  for (const Building& building : fill.buildings) {
    if (!building.compound.valid() || building.dwellings == 0) continue;
    ++houses[building.compound.value()];
    dwellings[building.compound.value()] += building.dwellings;
  }
  std::vector<std::uint8_t> estates(fill.compounds.size(), 0);
  for (std::size_t i = 0; i < estates.size(); ++i) {
    estates[i] = houses[i] >= fewest_houses && dwellings[i] >= fewest_dwellings ? 1 : 0;
  }
  return estates;
}

}  // namespace

void release_lone_houses(BlockFill& fill) {
  const std::vector<std::uint8_t> estates = estates_of(fill);
  std::vector<CompoundId> renumbered(fill.compounds.size());
  std::vector<Compound> kept;
  for (std::size_t i = 0; i < estates.size(); ++i) {
    if (estates[i] == 0) continue;
    renumbered[i] = CompoundId(kept.size());
    kept.push_back(std::move(fill.compounds[i]));
  }
  fill.compounds = std::move(kept);
  std::erase_if(fill.buildings, [&estates](const Building& building) {
    return building.compound.valid() && estates[building.compound.value()] == 0 && building.use == territory::BuildingUse::minor;
  });
  for (Building& building : fill.buildings) {
    if (building.compound.valid()) building.compound = renumbered[building.compound.value()];
  }
}

}  // namespace wangge::town::plot
