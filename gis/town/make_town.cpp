#include "gis/town/make_town.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "gis/town/aimed_plan.h"
#include "gis/town/fill_blocks.h"
#include "gis/town/join_fills.h"
#include "gis/town/place_names.h"
#include "gis/town/plots/hamlets.h"
#include "gis/town/settle.h"

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
  progress.end();
  return fills;
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

}  // namespace

Town make_town(const TownSpec& spec, core::Threads threads, core::Progress& progress) {
  refuse_too_many(spec);
  StreetPlan plan = aimed_plan(spec, threads, progress);
  progress.check();
  std::vector<BlockFill> fills = fill_blocks(plan, spec, threads, progress);
  const std::vector<Region> regions = plan.regions;
  std::vector<Hamlet> hamlets = plot::hamlets_of(plan);
  Town town = join_fills(std::move(plan), std::move(fills), spec);
  town.hamlets = std::move(hamlets);
  progress.check();
  progress.begin("people", 6);
  grow_areas(town, spec, regions, threads);
  progress.advance(1);
  progress.check();
  fit_dwellings(town, spec, threads);
  progress.advance(1);
  settle_people(town, spec, threads);
  progress.advance(1);
  progress.check();
  settle_work(town, spec);
  progress.advance(1);
  name_compounds(town, spec);
  name_hamlets(town, spec);
  progress.advance(1);
  draw_partitions(town, spec, threads);
  progress.advance(1);
  progress.end();
  return town;
}

}  // namespace wangge::town
