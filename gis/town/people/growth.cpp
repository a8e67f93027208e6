#include "gis/town/people/household_sizes.h"
#include "gis/town/people/living.h"
#include "gis/town/people/stage_totals.h"
#include "gis/town/settle.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace wangge::town {
namespace {

/// Dwellings that a stage keeps for each household, at least: so that nobody is without one.
constexpr double least_slack = 1.02;

/// Which buildings of today's town stand at an earlier date.
class EarlierTown {
 public:
  EarlierTown(const Town& town, const TownSpec& spec, const Stage& stage)
      : town_(town), stage_(stage), occupied_(std::clamp(spec.occupied, 0.05, 1.0)), stands_(town.buildings.size(), 0) {
    std::int64_t households = 0;
    for (const Area& area : town.areas) households += area.level == 0 ? area.totals.households : 0;
    households_ = std::llround(static_cast<double>(households) * std::clamp(stage.share, 0.0, 1.0));
    for (const BuildingId building : core::ids<BuildingId>(town.buildings.size())) {
      stands_[building] = stands_in(town.buildings[building], stage.year) ? 1 : 0;
      dwellings_ += stands_[building] != 0 ? town.buildings[building].dwellings : 0;
    }
  }

  /// Years first; then whole groups of buildings are taken from the edge, or brought back from the middle, until the dwellings
  /// fit.
  [[nodiscard]] Column<BuildingId, std::uint8_t> run() {
    const std::vector<Group> groups = from_the_middle();
    const auto aim = static_cast<double>(households_) / occupied_;
    for (const Group& group : groups) {
      if (static_cast<double>(dwellings_) >= least_slack * static_cast<double>(households_)) break;
      set(group, 1);
    }
    for (std::size_t i = groups.size(); i-- > 0;) {
      if (static_cast<double>(dwellings_ - dwellings_of(groups[i])) < aim) continue;
      set(groups[i], 0);
    }
    return std::move(stands_);
  }

 private:
  /// What is built and pulled down at once: a compound, or the buildings of a block that are in none.
  struct Group {
    double away = 0;
    std::vector<BuildingId> buildings;
  };

  [[nodiscard]] std::vector<Group> from_the_middle() const {
    std::vector<Group> groups(town_.compounds.size() + town_.blocks.size());
    core::Position middle;
    double mass = 0;
    for (const BuildingId building : core::ids<BuildingId>(town_.buildings.size())) {
      const Building& own = town_.buildings[building];
      if (own.dwellings == 0 || (own.removed != 0 && own.removed <= stage_.year)) continue;
      const std::size_t group = own.compound.valid() ? own.compound.value() : town_.compounds.size() + own.block.value();
      groups[group].buildings.push_back(building);
      middle.x += own.dwellings * own.footprint.front().x;
      middle.y += own.dwellings * own.footprint.front().y;
      mass += own.dwellings;
    }
    std::erase_if(groups, [](const Group& group) { return group.buildings.empty(); });
    for (Group& group : groups) {
      const Building& first = town_.buildings[group.buildings.front()];
      group.away = core::distance(first.footprint.front(), {middle.x / mass, middle.y / mass}).value;
      // A year counts as much as a hundred metres further out.
      group.away += 100.0 * std::max(0, first.built - stage_.year + 15);
    }
    std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.away < b.away; });
    return groups;
  }

  [[nodiscard]] std::int64_t dwellings_of(const Group& group) const {
    std::int64_t sum = 0;
    for (const BuildingId building : group.buildings) sum += stands_[building] != 0 ? town_.buildings[building].dwellings : 0;
    return sum;
  }

  void set(const Group& group, std::uint8_t stands) {
    for (const BuildingId building : group.buildings) {
      if (stands_[building] == stands) continue;
      stands_[building] = stands;
      dwellings_ +=
          stands != 0 ? town_.buildings[building].dwellings : -static_cast<std::int64_t>(town_.buildings[building].dwellings);
    }
  }

  const Town& town_;
  const Stage& stage_;
  double occupied_;
  Column<BuildingId, std::uint8_t> stands_;
  std::int64_t households_ = 0;
  std::int64_t dwellings_ = 0;
};

/// Keeps the buildings that stand, and the compounds that have any; a block that loses all of its own is a field.
void keep_standing(Town& town, const Column<BuildingId, std::uint8_t>& stands) {
  std::vector<std::uint8_t> had(town.blocks.size(), 0);
  std::vector<std::uint8_t> has(town.blocks.size(), 0);
  std::vector<std::uint8_t> lived_in(town.compounds.size(), 0);
  Column<BuildingId, Building> buildings;
  for (const BuildingId building : core::ids<BuildingId>(town.buildings.size())) {
    const Building& own = town.buildings[building];
    had[own.block.value()] = 1;
    if (stands[building] == 0) continue;
    has[own.block.value()] = 1;
    if (own.compound.valid()) lived_in[own.compound.value()] = 1;
    buildings.push_back(own);
    buildings[BuildingId(buildings.size() - 1)].removed = 0;
  }
  Column<CompoundId, CompoundId> renumbered(town.compounds.size());
  Column<CompoundId, Compound> compounds;
  for (const CompoundId compound : core::ids<CompoundId>(town.compounds.size())) {
    if (lived_in[compound.value()] != 0) renumbered[compound] = compounds.push_back(std::move(town.compounds[compound]));
  }
  for (Building& building : buildings) {
    if (building.compound.valid()) building.compound = renumbered[building.compound];
  }
  for (std::size_t block = 0; block < had.size(); ++block) {
    if (had[block] != 0 && has[block] == 0) town.blocks[BlockId(block)].use = LandUse::farmland;
  }
  town.buildings = std::move(buildings);
  town.compounds = std::move(compounds);
}

}  // namespace

Town town_at(const Town& town, const TownSpec& spec, const Stage& stage, core::Threads threads, const core::Progress& progress) {
  Town earlier = town;
  earlier.partitions.clear();
  keep_standing(earlier, EarlierTown(town, spec, stage).run());
  TownSpec then = spec;
  then.year = stage.year;
  for (Building& building : earlier.buildings)
    building.built = std::min<std::int16_t>(building.built, static_cast<std::int16_t>(stage.year));
  scale_totals(earlier, stage.share);
  settle_people(earlier, then, threads, progress);
  settle_work(earlier, then, progress);
  draw_partitions(earlier, then, threads, progress);
  return earlier;
}

}  // namespace wangge::town
