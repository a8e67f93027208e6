#include "engine/core/parallel.h"
#include "gis/town/people/block_graph.h"
#include "gis/town/people/block_outlines.h"
#include "gis/town/people/names.h"
#include "gis/town/people/parcel_map.h"
#include "gis/town/people/sector_partitions.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace wangge::town {
namespace {

constexpr double residents_a_beat = 6000;
constexpr double residents_a_station = 10000;

/// Beats end at main roads: a street hardly parts them.
constexpr BarrierStrengths beat_strengths{
    .bare = 0.6, .lane = 0.5, .street = 0.7, .tertiary = 2, .secondary = 6, .primary = 14, .rail = 15, .river = 15};
/// A fire engine minds rivers and railways, but no road.
constexpr BarrierStrengths zone_strengths{
    .bare = 1.3, .lane = 1.2, .street = 1, .tertiary = 1, .secondary = 0.9, .primary = 0.9, .rail = 2, .river = 2};

Column<BlockId, double> residents_of_blocks(const Town& town) {
  Column<BlockId, double> residents(town.blocks.size(), 0.0);
  for (const Building& building : town.buildings) residents[building.block] += building.residents;
  return residents;
}

/// Blocks of each area of one level.
std::vector<std::pair<AreaId, std::vector<BlockId>>> blocks_at(const Town& town, std::size_t level) {
  Column<AreaId, std::vector<BlockId>> blocks(town.areas.size());
  for (const BlockId block : core::ids<BlockId>(town.blocks.size())) {
    AreaId area = town.blocks[block].area;
    while (area.valid() && town.areas[area].level > level) area = town.areas[area].parent;
    if (area.valid()) blocks[area].push_back(block);
  }
  std::vector<std::pair<AreaId, std::vector<BlockId>>> found;
  for (const AreaId area : core::ids<AreaId>(blocks.size())) {
    if (!blocks[area].empty()) found.emplace_back(area, std::move(blocks[area]));
  }
  return found;
}

std::size_t count_for(double residents, double each, std::size_t blocks) {
  return std::clamp<std::size_t>(static_cast<std::size_t>(std::llround(residents / each)), 1, blocks);
}

/// The blocks of one area with their part.
struct Parted {
  std::vector<std::uint32_t> part;
  std::size_t count = 0;
};

struct Sector {
  const char* letter;
  const char* kind;
};

/// Puts the parts of all areas together to one partition, numbered in reading order within each.
Partition assembled(const Town& town, const std::vector<std::pair<AreaId, std::vector<BlockId>>>& areas,
                    const std::vector<Parted>& parted, const std::vector<PartGraph>& graphs, const Sector& sector) {
  Partition partition;
  std::vector<std::uint32_t> label(town.blocks.size(), unlabelled);
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const auto first = static_cast<std::uint32_t>(partition.codes.size());
    const auto order = reading_order(middles_of(graphs[i], parted[i].part, parted[i].count));
    for (std::size_t k = 0; k < areas[i].second.size(); ++k) label[areas[i].second[k].value()] = first + order[parted[i].part[k]];
    const Area& area = town.areas[areas[i].first];
    for (std::size_t k = 0; k < parted[i].count; ++k) {
      partition.codes.push_back(fmt::format("{}{}{:03}", area.code, sector.letter, k + 1));
      partition.names.push_back(area.name + "第" + chinese_number(static_cast<int>(k + 1)) + sector.kind);
      partition.area.push_back(areas[i].first);
    }
  }
  partition.shapes = dissolve_blocks(town, label, partition.codes.size());
  return partition;
}

std::vector<PartGraph> graphs_of(const Town& town, const std::vector<std::pair<AreaId, std::vector<BlockId>>>& areas,
                                 const BarrierStrengths& strengths) {
  const BlockBorders borders = block_borders(town);
  const Column<BlockId, double> residents = residents_of_blocks(town);
  std::vector<PartGraph> graphs;
  for (const auto& [area, blocks] : areas) {
    graphs.push_back(part_graph(town, borders, blocks, strengths));
    for (std::size_t i = 0; i < blocks.size(); ++i) graphs.back().weight[i] = residents[blocks[i]];
  }
  return graphs;
}

}  // namespace

Partition police_beats(const Town& town, const TownSpec&, core::Threads threads) {
  const std::size_t levels = town.level_names.size();
  const auto areas = blocks_at(town, levels < 2 ? 0 : levels - 2);
  const std::vector<PartGraph> graphs = graphs_of(town, areas, beat_strengths);
  std::vector<Parted> parted(areas.size());
  core::parallel_for(threads, areas.size(), [&](std::size_t i) {
    parted[i].count =
        count_for(static_cast<double>(town.areas[areas[i].first].totals.residents), residents_a_beat, graphs[i].size());
    parted[i].part = balanced_parts(graphs[i], std::vector<double>(parted[i].count, 1.0), {.rounds = 14, .repair_sweeps = 3});
  });
  Partition partition = assembled(town, areas, parted, graphs, {beat_letter, "警务区"});
  partition.name = "police_beats";
  return partition;
}

Partition emergency_zones(const Town& town, const TownSpec&) {
  const auto areas = blocks_at(town, 0);
  const std::vector<PartGraph> graphs = graphs_of(town, areas, zone_strengths);
  std::vector<Parted> parted(areas.size());
  for (std::size_t i = 0; i < areas.size(); ++i) {
    parted[i].count =
        count_for(static_cast<double>(town.areas[areas[i].first].totals.residents), residents_a_station, graphs[i].size());
    const auto stations = spread_seeds(graphs[i], std::vector<double>(parted[i].count, 1.0));
    parted[i].part = nearest_parts(graphs[i], stations);
  }
  Partition partition = assembled(town, areas, parted, graphs, {zone_letter, "应急区"});
  partition.name = "emergency_zones";
  return partition;
}

}  // namespace wangge::town
