#include "gis/town/make_town.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "gis/town/aimed_plan.h"
#include "gis/town/border_ways.h"
#include "gis/town/fill_blocks.h"
#include "gis/town/join_fills.h"
#include "gis/town/people/area_room.h"
#include "gis/town/people/village_homes.h"
#include "gis/town/place_names.h"
#include "gis/town/settle.h"
#include "gis/town/streets/outline.h"

#include <array>
#include <exception>
#include <utility>

#include <fmt/format.h>

namespace wangge::town {
namespace {

std::vector<BlockFill> fill_blocks(const StreetPlan& plan, const TownSpec& spec, core::Threads threads,
                                   core::Progress& progress) {
  const BlockFiller filler(plan, spec);
  std::vector<BlockFill> fills(plan.blocks.size());
  progress.begin("buildings", fills.size());
  core::parallel_for(threads, fills.size(), [&](std::size_t at) {
    if (at % 64 == 0) progress.check();
    fills[at] = filler.fill(BlockId(at));
    progress.advance(1);
  });
  clear_border_ways(plan, fills, threads);
  progress.end();
  return fills;
}

/// Where no house of a school, hospital, market or office found room, the ground is open to all.
void open_bare_campuses(StreetPlan& plan, const std::vector<BlockFill>& fills) {
  for (const BlockId block : core::ids<BlockId>(plan.blocks.size())) {
    LandUse& use = plan.blocks[block].use;
    const bool campus = use == LandUse::school || use == LandUse::hospital || use == LandUse::market || use == LandUse::civic;
    if (campus && fills[block.value()].buildings.empty()) use = LandUse::park;
  }
}

/// Before any work: more than memory and 32-bit columns are for.
void refuse_too_many(const TownSpec& spec) {
  constexpr std::int64_t most = 20'000'000;
  Totals all;
  for (const Area& area : spec.areas) {
    if (area.level == 0) all += area.totals;
  }
  const auto check = [most](std::int64_t count, const core::Text& what) {
    if (count <= most) return;
    throw core::Error(core::ErrorCode::input,
                      {.zh = fmt::format("{} {}：最多 {}，请减少", what.zh, count, most),
                       .en = fmt::format("{} {} are too many: at most {} can be made; give fewer", count, what.en, most)});
  };
  check(all.households, {.zh = "户数", .en = "households"});
  check(all.enterprises, {.zh = "企业数", .en = "enterprises"});
  check(all.organisations, {.zh = "组织数", .en = "organisations"});
}

/// How much more land than usual a town gets that does not hold its areas on the first.
constexpr std::array<double, 6> land_factors{1, 1.25, 1.6, 2, 2.6, 3.4};

/// Nobody said how much land, or how many buildings, there shall be.
bool land_is_its_own(const TownSpec& spec) { return spec.outline.empty() && spec.area_km2 == 0 && !spec.buildings; }

TownSpec widened(const TownSpec& spec, double factor) {
  TownSpec wide = spec;
  if (factor == 1) return wide;
  const double area = streets::area_wanted(spec);
  if (spec.form == Form::city) {
    // The built-up land of a city follows from a number of buildings and their density.
    constexpr std::int64_t any = 1000;
    wide.buildings = any;
    wide.buildings_per_hectare = static_cast<double>(any) / (factor * streets::built_area(spec, area) / 1e4);
  } else {
    wide.area_km2 = factor * area / 1e6;
  }
  return wide;
}

/// Land, streets, buildings and areas.
struct Settlement {
  Town town;
  bool roomy = true;  ///< every area can house its households
};

/// With `or_refuse` areas are grown even where they will not fit: what fails then says why.
Settlement settlement(const TownSpec& spec, StreetPlan plan, bool or_refuse, core::Threads threads, core::Progress& progress) {
  std::vector<BlockFill> fills = fill_blocks(plan, spec, threads, progress);
  open_bare_campuses(plan, fills);
  const std::vector<Region> regions = plan.regions;
  std::vector<Hamlet> hamlets = std::move(plan.hamlets);
  Settlement made{join_fills(std::move(plan), std::move(fills), spec), false};
  made.town.hamlets = std::move(hamlets);
  progress.check();
  if (!or_refuse && !blocks_suffice(made.town, regions)) return made;
  grow_areas(made.town, spec, regions, threads, progress);
  made.town.hamlets = settled_villages(made.town);
  made.roomy = homes_suffice(made.town);
  return made;
}

/// The first of more and more land on which every area finds room; the last one as it is, to be refused by what fails there.
/// Where all are refused, what was said of the first tells most.
Town town_on_own_land(const TownSpec& spec, core::Threads threads, core::Progress& progress) {
  std::exception_ptr refusal;
  for (const double factor : land_factors) {
    const bool last = factor == land_factors.back();
    try {
      StreetPlan plan = allotted_plan(widened(spec, factor), threads, progress);
      progress.check();
      Settlement made = settlement(spec, std::move(plan), last, threads, progress);
      made.town.land_factor = factor;
      if (made.roomy || last) return std::move(made.town);
    } catch (const core::Error& error) {
      if (error.code() != core::ErrorCode::input) throw;
      if (!refusal) refusal = std::current_exception();
      if (last) std::rethrow_exception(refusal);
    }
  }
  return {};
}

Town settled_town(const TownSpec& spec, core::Threads threads, core::Progress& progress) {
  if (land_is_its_own(spec)) return town_on_own_land(spec, threads, progress);
  StreetPlan plan = aimed_plan(spec, threads, progress);
  progress.check();
  return std::move(settlement(spec, std::move(plan), true, threads, progress).town);
}

}  // namespace

Town make_town(const TownSpec& spec, core::Threads threads, core::Progress& progress) {
  refuse_too_many(spec);
  Town town = settled_town(spec, threads, progress);
  progress.check();
  progress.begin("people", 5);
  fit_dwellings(town, spec, threads, progress);
  date_buildings(town, spec, threads, progress);
  progress.advance(1);
  settle_people(town, spec, threads, progress);
  progress.advance(1);
  progress.check();
  settle_work(town, spec, progress);
  progress.advance(1);
  name_compounds(town, spec);
  name_hamlets(town, spec);
  progress.advance(1);
  draw_partitions(town, spec, threads, progress);
  progress.advance(1);
  progress.end();
  return town;
}

}  // namespace wangge::town
