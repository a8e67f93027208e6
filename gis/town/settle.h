#pragma once

#include "engine/core/progress.h"
#include "gis/town/street_plan.h"
#include "gis/town/town_spec.h"

/// Who lives where: areas, dwellings, households, persons, establishments, posts, grids. Each function fills its part of a town
/// whose land and buildings are complete, and throws Error(interrupted) soon after `progress` is.
namespace wangge::town {

/// Grows the urban lowest-level areas over the blocks of their regions to their shares of the households, compact, along
/// main roads and rivers, and gives rural blocks their area: fills `Block::area`. Every area is one piece (touching along roads)
/// where its region is. Throws Error(input) where a region has more areas than blocks.
void grow_areas(Town& town, const TownSpec& spec, const std::vector<Region>& regions, core::Threads threads,
                const core::Progress& progress = core::SilentProgress());

/// Sets floors and dwellings within the bounds of each building's type so that each area has room for its households at
/// about the aimed occupancy. Throws Error(input) naming the area, its households and the most that its floor area allows.
void fit_dwellings(Town& town, const TownSpec& spec, core::Threads threads,
                   const core::Progress& progress = core::SilentProgress());

/// Households, persons with age and residence, persons in need, party members: joint margins of each area by iterative
/// proportional fitting, made whole so that every total holds exactly.
void settle_people(Town& town, const TownSpec& spec, core::Threads threads,
                   const core::Progress& progress = core::SilentProgress());

/// Enterprises, organisations and posts at buildings; totals of each area exactly, once organisations that nobody stated have
/// gone to the areas whose schools, hospitals, markets and offices need one (people/campuses.h).
void settle_work(Town& town, const TownSpec& spec, const core::Progress& progress = core::SilentProgress());

/// Draws the partitions that the specification asks for.
void draw_partitions(Town& town, const TownSpec& spec, core::Threads threads,
                     const core::Progress& progress = core::SilentProgress());

/// Sets the year in which each building came, for good (growth/growth_order.h): that of schools and other services after the
/// people they serve; where the specification has stages, that of every building, so that at each stage its share of the
/// dwellings stands. `Building::drawn` keeps the year before. Once is enough, twice does no harm. O(buildings log buildings +
/// services x blocks + former_blocks).
void date_buildings(Town& town, const TownSpec& spec, core::Threads threads,
                    const core::Progress& progress = core::SilentProgress());

/// The town as it stood at an earlier stage, one of the specification's: what was built by its year and pulled down after, the
/// old quarters of blocks renewed since (growth/former_blocks.h) among it, with fewer people, whose totals hold exactly. Streets
/// stay; ways inside blocks go with what they serve. A building has the same years and number at every stage, and those of
/// today's town where `date_buildings` set them. O(town).
[[nodiscard]] Town town_at(const Town& town, const TownSpec& spec, const Stage& stage, core::Threads threads,
                           const core::Progress& progress = core::SilentProgress());

}  // namespace wangge::town
