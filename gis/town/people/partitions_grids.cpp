#include "engine/core/distributions.h"
#include "engine/core/parallel.h"
#include "gis/town/people/names.h"
#include "gis/town/people/parcel_map.h"
#include "gis/town/people/sector_partitions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace wangge::town {
namespace {

struct GridSize {
  double least;
  double usual;
  double most;
};
constexpr GridSize urban_size{500, 750, 1000};
constexpr GridSize rural_size{30, 67, 150};

const GridSize& size_of(AreaKind kind) { return kind == AreaKind::urban ? urban_size : rural_size; }

/// How unlike uneven grids are, and how ragged their borders.
constexpr double uneven_cv = 0.75;
constexpr double ragged_cv = 0.8;

class Grids {
 public:
  Grids(const Town& town, const TownSpec& spec, bool even) : town_(town), spec_(spec), even_(even) {
    LandCutter cutter(town);
    std::vector<Parcel> parcels;
    for (const BlockId block : core::ids<BlockId>(town.blocks.size())) {
      for (Parcel& parcel : cut(cutter, block)) parcels.push_back(std::move(parcel));
    }
    map_ = parcel_map(town, cutter, std::move(parcels), BarrierStrengths());
  }

  [[nodiscard]] Partition drawn(core::Threads threads, const core::Progress& progress) {
    const std::vector<ParcelStretch> parts = stretches(map_);
    const std::vector<PartGraph> graphs = part_graphs(map_, parts);
    std::vector<std::vector<std::uint32_t>> number(parts.size());  // of each parcel, in reading order within the area
    std::vector<std::size_t> counts(parts.size());
    core::parallel_for(threads, parts.size(), [&](std::size_t i) {
      progress.check();
      const auto area = town_.areas[parts[i].area];
      counts[i] = std::min(graphs[i].size(), static_cast<std::size_t>(usual_grids(area.kind, area.totals.households)));
      number[i] = part(graphs[i], parts[i].area, counts[i]);
      const auto order = reading_order(middles_of(graphs[i], number[i], counts[i]));
      for (std::uint32_t& own : number[i]) own = order[own];
    });
    Partition partition;
    partition.name = even_ ? "grids_even" : "grids_uneven";
    std::vector<std::uint32_t> grid;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto first = static_cast<std::uint32_t>(partition.codes.size());
      for (const std::uint32_t own : number[i]) grid.push_back(first + own);
      for (std::size_t k = 0; k < counts[i]; ++k) name_grid(parts[i].area, k, partition);
    }
    partition.shapes = grid_shapes(map_, grid, partition.codes.size());
    return partition;
  }

 private:
  /// A block with more households than a grid may hold becomes pieces of at most the usual size.
  [[nodiscard]] std::vector<Parcel> cut(LandCutter& cutter, BlockId block) const {
    Parcel whole = cutter.whole(block);
    const AreaId area = town_.blocks[block].area;
    const GridSize& size = size_of(area.valid() ? town_.areas[area].kind : AreaKind::urban);
    if (whole.households <= 0.8 * size.most) return {std::move(whole)};
    const auto count = static_cast<std::int64_t>(std::ceil(whole.households / (even_ ? 0.55 * size.usual : size.usual)));
    return cutter.divide(std::move(whole), count, Measure::households);
  }

  [[nodiscard]] std::vector<std::uint32_t> part(PartGraph graph, AreaId area, std::size_t count) const {
    std::vector<double> targets(count, 1.0);
    if (even_) return balanced_parts(std::move(graph), targets, {.rounds = 20, .repair_sweeps = 30});
    core::Stream luck(spec_.seed, 0, "uneven grids", area.value());
    for (double& target : targets) target = core::Lognormal(1, uneven_cv).draw(luck);
    for (PartLink& link : graph.links) link.way *= core::Lognormal(1, ragged_cv).draw(luck);
    return balanced_parts(std::move(graph), targets, {.rounds = 4, .repair_sweeps = 0});
  }

  void name_grid(AreaId area, std::size_t k, Partition& partition) const {
    partition.codes.push_back(fmt::format("{}{}{:03}", town_.areas[area].code, even_ ? "" : uneven_letter, k + 1));
    partition.names.push_back(town_.areas[area].name + "第" + chinese_number(static_cast<int>(k + 1)) + "网格");
    partition.area.push_back(area);
  }

  const Town& town_;
  const TownSpec& spec_;
  bool even_;
  ParcelMap map_;
};

}  // namespace

std::int64_t usual_grids(AreaKind kind, std::int64_t households) {
  const GridSize& size = size_of(kind);
  const auto count = static_cast<double>(households);
  const auto least = static_cast<std::int64_t>(std::ceil(count / size.most));
  const auto most = static_cast<std::int64_t>(std::floor(count / size.least));
  const auto usual = static_cast<std::int64_t>(std::llround(count / size.usual));
  return std::max<std::int64_t>(1, least <= most ? std::clamp(usual, least, most) : least);
}

Partition even_grids(const Town& town, const TownSpec& spec, core::Threads threads, const core::Progress& progress) {
  return Grids(town, spec, true).drawn(threads, progress);
}

Partition uneven_grids(const Town& town, const TownSpec& spec, core::Threads threads, const core::Progress& progress) {
  return Grids(town, spec, false).drawn(threads, progress);
}

}  // namespace wangge::town
