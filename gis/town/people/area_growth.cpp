#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "gis/town/people/balanced_parts.h"
#include "gis/town/people/block_graph.h"
#include "gis/town/people/living.h"
#include "gis/town/settle.h"
#include "gis/town/too_little_land.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace wangge::town {
namespace {

/// In shares of a mean lowest area.
constexpr double largest_block = 1.3;
constexpr int most_attempts = 7;
/// Of the dwellings that could be made, against the households.
constexpr double room_to_spare = 1.02;
constexpr double room_to_share_out = 1.15;  ///< above the lowest level: blocks are whole

[[noreturn]] void refuse_few_blocks(const TownSpec& spec, const Area& area, std::size_t areas, std::size_t blocks) {
  throw TooLittleLand(
      spec,
      {.zh = fmt::format("“{}”（{}）要分成 {} 个最低一级区域，但只有 {} 个可住的街区，街区不拆分：请减少区域或扩大用地",
                         area.name, area.code, areas, blocks),
       .en = fmt::format("'{}' ({}) is to hold {} areas of the lowest level, more areas than blocks: it has {} that one can live "
                         "on, and none is parted: ask for fewer areas or more land",
                         area.name, area.code, areas, blocks)});
}

[[noreturn]] void refuse_landless(const Area& area) {
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("“{}”（{}）没有分到任何街区：它的上级没有建成区，请给它用地或去掉它", area.name, area.code),
       .en = fmt::format("'{}' ({}) is left without any block: no region was laid out for it or for what it lies "
                         "in; give it land or leave it out",
                         area.name, area.code)});
}

/// An area and the land to be shared by the areas below it.
struct Estate {
  AreaId area;
  std::vector<BlockId> blocks;
};

class AreaGrowth {
 public:
  AreaGrowth(Town& town, const TownSpec& spec, const std::vector<Region>& regions)
      : town_(town),
        spec_(spec),
        borders_(block_borders(town)),
        capacity_(town.blocks.size(), 0.0),
        room_(town.blocks.size(), 0.0),
        has_land_(town.areas.size(), 0),
        children_(town.areas.size()),
        share_(town.areas.size(), 0.0),
        largest_below_(town.areas.size(), 0.0),
        lowest_below_(town.areas.size(), 0),
        lived_in_below_(town.areas.size(), 0) {
    for (const Region& region : regions) has_land_[region.area] = 1;
    for (const Building& building : town.buildings) {
      capacity_[building.block] += building.dwellings;
      room_[building.block] += static_cast<double>(most_dwellings(building));
    }
    for (std::size_t i = town.areas.size(); i-- > 0;) {
      const AreaId area(i);
      if (is_lowest(area)) {
        share_[area] = static_cast<double>(town.areas[area].totals.households);
        largest_below_[area] = share_[area];
        lowest_below_[area] = 1;
        lived_in_below_[area] = share_[area] > 0 ? 1 : 0;
      }
      const AreaId parent = town.areas[area].parent;
      if (!parent.valid() || has_land_[area] != 0 || lowest_below_[area] == 0) continue;
      share_[parent] += share_[area];
      largest_below_[parent] = std::max(largest_below_[parent], largest_below_[area]);
      lowest_below_[parent] += lowest_below_[area];
      lived_in_below_[parent] += lived_in_below_[area];
    }
    for (const AreaId area : core::ids<AreaId>(town.areas.size())) {
      const AreaId parent = town.areas[area].parent;
      if (parent.valid() && has_land_[area] == 0 && lowest_below_[area] > 0) children_[parent].push_back(area);
    }
  }

  void run(const std::vector<Region>& regions, core::Threads threads, const core::Progress& progress) {
    std::vector<Estate> open = estates(regions);
    while (!open.empty()) {
      std::vector<std::vector<Estate>> parted(open.size());
      core::parallel_for(threads, open.size(), [&](std::size_t i) { parted[i] = divide(open[i], progress); });
      open.clear();
      for (auto& some : parted) std::move(some.begin(), some.end(), std::back_inserter(open));
    }
    Column<AreaId, std::uint8_t> held(town_.areas.size(), 0);
    for (const Block& block : town_.blocks) {
      if (block.area.valid()) held[block.area] = 1;
    }
    for (const AreaId area : core::ids<AreaId>(town_.areas.size())) {
      if (is_lowest(area) && held[area] == 0) refuse_landless(town_.areas[area]);
    }
  }

 private:
  [[nodiscard]] bool is_lowest(AreaId area) const { return town_.areas[area].level + 1U == town_.level_names.size(); }

  /// Blocks of all regions of one area together: a river may part a town into several regions.
  [[nodiscard]] std::vector<Estate> estates(const std::vector<Region>& regions) const {
    Column<AreaId, std::vector<BlockId>> blocks(town_.areas.size());
    for (const BlockId block : core::ids<BlockId>(town_.blocks.size())) {
      blocks[regions[town_.blocks[block].region].area].push_back(block);
    }
    std::vector<Estate> open;
    for (const AreaId area : core::ids<AreaId>(blocks.size())) {
      if (!blocks[area].empty()) open.push_back({area, std::move(blocks[area])});
    }
    return open;
  }

  /// Gives the blocks to the lowest level, or shares them among the children by households.
  std::vector<Estate> divide(const Estate& estate, const core::Progress& progress) {
    if (is_lowest(estate.area)) {
      for (const BlockId block : estate.blocks) town_.blocks[block].area = estate.area;
      return {};
    }
    const auto& children = children_[estate.area];
    if (children.empty()) refuse_landless(town_.areas[estate.area]);
    const auto homes = static_cast<std::size_t>(
        std::count_if(estate.blocks.begin(), estate.blocks.end(), [this](BlockId block) { return room_[block] > 0; }));
    if (lived_in_below_[estate.area] > homes)
      refuse_few_blocks(spec_, town_.areas[estate.area], lived_in_below_[estate.area], homes);
    if (lowest_below_[estate.area] > estate.blocks.size()) {
      refuse_few_blocks(spec_, town_.areas[estate.area], lowest_below_[estate.area], estate.blocks.size());
    }
    PartGraph graph = part_graph(town_, borders_, estate.blocks, BarrierStrengths());
    double all = 0;
    for (const BlockId block : estate.blocks) all += capacity_[block];
    // A block is never parted, so it counts for one lowest area at most, whatever stands on it.
    const double most = largest_block * all / static_cast<double>(lowest_below_[estate.area]);
    for (std::size_t i = 0; i < estate.blocks.size(); ++i) {
      graph.weight[i] = std::min(capacity_[estate.blocks[i]], most);
      graph.room.push_back(std::min(room_[estate.blocks[i]], room_to_spare * largest_below_[estate.area]));
    }
    std::vector<double> targets;
    PartRules rules{.attempts = most_attempts};
    rules.progress = &progress;
    for (const AreaId child : children) {
      targets.push_back(share_[child]);
      rules.least.push_back((is_lowest(child) ? room_to_spare : room_to_share_out) * share_[child]);
    }
    const std::vector<std::uint32_t> part = balanced_parts(std::move(graph), targets, rules);
    std::vector<Estate> shared;
    for (const AreaId child : children) shared.push_back({child, {}});
    for (std::size_t i = 0; i < part.size(); ++i) shared[part[i]].blocks.push_back(estate.blocks[i]);
    return shared;
  }

  Town& town_;
  const TownSpec& spec_;
  BlockBorders borders_;
  Column<BlockId, double> capacity_;       ///< dwellings as built
  Column<BlockId, double> room_;           ///< the most that could be
  Column<AreaId, std::uint8_t> has_land_;  ///< a region is its own
  Column<AreaId, std::vector<AreaId>> children_;
  Column<AreaId, double> share_;
  Column<AreaId, double> largest_below_;  ///< households of the largest lowest area
  Column<AreaId, std::size_t> lowest_below_;
  Column<AreaId, std::size_t> lived_in_below_;  ///< of these, with households
};

}  // namespace

void grow_areas(Town& town, const TownSpec& spec, const std::vector<Region>& regions, core::Threads threads,
                const core::Progress& progress) {
  if (town.areas.empty()) town.areas = spec.areas;
  if (town.level_names.empty()) town.level_names = spec.level_names;
  AreaGrowth(town, spec, regions).run(regions, threads, progress);
}

}  // namespace wangge::town
