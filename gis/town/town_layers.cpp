#include "gis/town/town_layers.h"

#include "gis/town/people/block_outlines.h"

#include <map>

#include <fmt/format.h>

namespace wangge::town {
namespace {

/// A name of its own for every compound: readers group buildings by it.
std::vector<std::string> names_of_compounds(const Town& town) {
  std::map<std::string, std::size_t> seen;
  std::vector<std::string> names;
  names.reserve(town.compounds.size());
  for (const Compound& compound : town.compounds) {
    const std::string stem = compound.name.empty() ? std::string("小区") : compound.name;
    const std::size_t times = ++seen[stem];
    names.push_back(times == 1 && !compound.name.empty() ? stem : fmt::format("{}-{}", stem, times));
  }
  return names;
}

}  // namespace

TownIndex::TownIndex(const Town& made)
    : town(made),
      outlines(area_outlines(made)),
      compound_names(names_of_compounds(made)),
      area_of_building(made.buildings.size()) {
  for (const BuildingId building : core::ids<BuildingId>(town.buildings.size())) {
    const BlockId block = town.buildings[building].block;
    if (block.valid()) area_of_building[building] = town.blocks[block].area;
  }
}

const std::string& TownIndex::code_of(AreaId area) const {
  static const std::string none;
  return area.valid() ? town.areas[area].code : none;
}

std::string row_id(char kind, std::size_t number) { return fmt::format("{}{}", kind, number + 1); }

std::string building_id(const Town& town, BuildingId building) {
  if (town.building_numbers.empty()) return row_id('b', building.value());
  return row_id(town.buildings[building].removed ? 'f' : 'b', town.building_numbers[building]);
}

std::string compound_id(const Town& town, CompoundId compound) {
  return row_id('c', town.compound_numbers.empty() ? compound.value() : town.compound_numbers[compound]);
}

std::string synthetic_note(const std::string& what) {
  return what + " (synthetic, made by Wangge; no real place) 由 Wangge 生成的合成数据，并非真实地点";
}

}  // namespace wangge::town
