#include "gis/town/growth/ever_built.h"
#include "gis/town/people/living.h"
#include "gis/town/people/stage_totals.h"
#include "gis/town/settle.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace wangge::town {
namespace {

/// What a block had and has, of today's buildings and of former ones.
struct BlockState {
  bool had = false;
  bool has = false;
  bool has_former = false;
};

Column<BlockId, BlockState> block_states(const Town& town, const Column<BuildingId, std::uint8_t>& stands) {
  Column<BlockId, BlockState> states(town.blocks.size());
  for (const BuildingId id : core::ids<BuildingId>(town.buildings.size())) {
    const Building& building = town.buildings[id];
    BlockState& state = states[building.block];
    state.had = true;
    if (stands[id] != 0) (building.removed ? state.has_former : state.has) = true;
  }
  return states;
}

/// A block that loses all of its own is a field; one that is not yet renewed is what it was.
void set_uses(EverBuilt& ever, const Column<BlockId, BlockState>& states) {
  for (const BlockId id : core::ids<BlockId>(states.size())) {
    if (states[id].had && !states[id].has) ever.town.blocks[id].use = LandUse::farmland;
  }
  for (const Renewal& renewal : ever.renewals) {
    if (states[renewal.block].has_former) ever.town.blocks[renewal.block].use = renewal.before;
  }
}

/// Ways inside blocks go with what they serve. Those of the plan, which blocks and turns name, come first and keep their numbers.
void keep_ways(EverBuilt& ever, const Column<BlockId, BlockState>& states) {
  Column<LineId, Line> lines;
  for (std::size_t at = 0; at < ever.town.lines.size(); ++at) {
    Line& line = ever.town.lines[LineId(at)];
    if (line.block.valid()) {
      const BlockState& state = states[line.block];
      if (state.had && !(at < ever.lines_of_today ? state.has : state.has_former)) continue;
    }
    lines.push_back(std::move(line));
  }
  ever.town.lines = std::move(lines);
}

void keep_compounds(Town& town) {
  std::vector<std::uint8_t> in_use(town.compounds.size(), 0);
  for (const Building& building : town.buildings) {
    if (building.compound.valid()) in_use[building.compound.value()] = 1;
  }
  Column<CompoundId, CompoundId> renumbered(town.compounds.size());
  Column<CompoundId, Compound> compounds;
  for (const CompoundId compound : core::ids<CompoundId>(town.compounds.size())) {
    if (in_use[compound.value()] == 0) continue;
    renumbered[compound] = compounds.push_back(std::move(town.compounds[compound]));
    town.compound_numbers.push_back(static_cast<std::uint32_t>(compound.value()));
  }
  for (Building& building : town.buildings) {
    if (building.compound.valid()) building.compound = renumbered[building.compound];
  }
  town.compounds = std::move(compounds);
}

void keep_standing(EverBuilt& ever, int year) {
  Column<BuildingId, std::uint8_t> stands(ever.town.buildings.size(), 0);
  for (const BuildingId id : core::ids<BuildingId>(stands.size())) stands[id] = stands_in(ever.town.buildings[id], year) ? 1 : 0;
  const Column<BlockId, BlockState> states = block_states(ever.town, stands);
  set_uses(ever, states);
  keep_ways(ever, states);
  Column<BuildingId, Building> buildings;
  for (const BuildingId id : core::ids<BuildingId>(ever.town.buildings.size())) {
    if (stands[id] == 0) continue;
    const std::size_t number = id.value() < ever.buildings_of_today ? id.value() : id.value() - ever.buildings_of_today;
    ever.town.building_numbers.push_back(static_cast<std::uint32_t>(number));
    buildings.push_back(std::move(ever.town.buildings[id]));
  }
  ever.town.buildings = std::move(buildings);
  keep_compounds(ever.town);
}

}  // namespace

Town town_at(const Town& town, const TownSpec& spec, const Stage& stage, core::Threads threads, const core::Progress& progress) {
  EverBuilt ever = ever_built(town, spec, threads, progress);
  keep_standing(ever, stage.year);
  Town earlier = std::move(ever.town);
  earlier.stage_year = stage.year;
  earlier.partitions.clear();
  TownSpec then = spec;
  then.year = stage.year;
  scale_totals(earlier, stage.share);
  settle_people(earlier, then, threads, progress);
  settle_work(earlier, then, progress);
  draw_partitions(earlier, then, threads, progress);
  return earlier;
}

}  // namespace wangge::town
