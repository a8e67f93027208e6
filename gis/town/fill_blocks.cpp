#include "gis/town/fill_blocks.h"

#include "engine/core/parallel.h"
#include "engine/core/random.h"
#include "gis/town/join_fills.h"
#include "gis/town/plots/hamlets.h"
#include "gis/town/plots/lone_houses.h"
#include "gis/town/plots/town_centres.h"
#include "gis/town/reached_homes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wangge::town {
namespace {

/// Blocks to be filled for an estimate: enough for some percent, few enough to cost a few seconds.
constexpr double sampled_blocks = 2500;
constexpr std::size_t fabric_count = 6;

double land_of(const StreetPlan& plan, const Block& block) {
  double twice = 0;
  for (std::size_t i = 0; i < block.ring.size(); ++i) {
    const Position a = plan.vertices[block.ring[i]];
    const Position b = plan.vertices[block.ring[i + 1 < block.ring.size() ? i + 1 : 0]];
    twice += a.x * b.y - b.x * a.y;
  }
  return std::abs(twice) / 2;
}

/// Blocks of one use and fabric.
struct Kind {
  double land = 0;
  double sampled_land = 0;
  double buildings = 0;
};

std::size_t kind_of(const Block& block) {
  return static_cast<std::size_t>(block.use) * fabric_count + static_cast<std::size_t>(block.fabric);
}

}  // namespace

BlockFiller::BlockFiller(const StreetPlan& plan, const TownSpec& spec)
    : plan_(plan),
      spec_(spec),
      households_(aimed_households(plan, spec)),
      closeness_(closeness_of_blocks(plan, spec)),
      roads_(plan.vertices, plan.lines),
      halls_(plot::blocks_with_halls(plan)),
      market_(plot::market_streets(plan)) {}

BlockFill BlockFiller::fill(BlockId block) const {
  BlockGround ground = block_ground(plan_, block, households_[block.value()], closeness_[block.value()], spec_.year);
  ground.village_hall = halls_[block.value()] != 0;
  const std::vector<LineId>& lines = plan_.blocks[block].line_of_edge;
  if (std::any_of(lines.begin(), lines.end(), [this](LineId line) { return market_[line.value()] != 0; })) {
    for (const LineId line : lines) ground.market.push_back(market_[line.value()]);
  }
  return fill_clear_of(ground, spec_, roads_);
}

BlockFill fill_clear_of(const BlockGround& ground, const TownSpec& spec, const RoadPieces& roads) {
  BlockFill fill = fill_block(ground, spec);
  if (has_bare_sides(ground)) {
    join_ways_to_roads(fill, ground);
    drop_walled_off_homes(fill, ground);
  }
  // A road of another block may end in a corner of this one, wider than the block's own edges there.
  std::erase_if(fill.buildings,
                [&](const Building& building) { return roads.first_within(building.footprint, 0, ground.id).has_value(); });
  plot::release_lone_houses(fill);
  return fill;
}

double estimated_buildings(const StreetPlan& plan, const TownSpec& spec, core::Threads threads, core::Progress& progress) {
  const double share = sampled_blocks / std::max(1.0, static_cast<double>(plan.blocks.size()));
  std::vector<BlockId> sample;
  for (const BlockId block : core::ids<BlockId>(plan.blocks.size())) {
    if (core::Stream(spec.seed, 0, "sampled blocks", block.value()).uniform() < share) sample.push_back(block);
  }
  const BlockFiller filler(plan, spec);
  std::vector<std::size_t> counts(sample.size(), 0);
  core::parallel_for(threads, sample.size(), [&](std::size_t at) {
    if (at % 64 == 0) progress.check();
    counts[at] = filler.fill(sample[at]).buildings.size();
  });
  std::array<Kind, land_use_count * fabric_count> kinds{};
  for (const Block& block : plan.blocks) kinds[kind_of(block)].land += land_of(plan, block);
  for (std::size_t at = 0; at < sample.size(); ++at) {
    Kind& kind = kinds[kind_of(plan.blocks[sample[at]])];
    kind.sampled_land += land_of(plan, plan.blocks[sample[at]]);
    kind.buildings += static_cast<double>(counts[at]);
  }
  double all = 0;
  for (const Kind& kind : kinds) all += kind.sampled_land > 0 ? kind.buildings / kind.sampled_land * kind.land : 0;
  return all;
}

}  // namespace wangge::town
