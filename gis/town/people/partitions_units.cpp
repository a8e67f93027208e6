#include "gis/town/people/names.h"
#include "gis/town/people/parcel_map.h"
#include "gis/town/people/sector_partitions.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace wangge::town {
namespace {

constexpr double unit_m2 = 10000;
constexpr double too_small_m2 = 5000;
constexpr double too_large_m2 = 16000;

bool built_up(LandUse use) {
  return use != LandUse::farmland && use != LandUse::hills && use != LandUse::water && use != LandUse::railway;
}

/// Small parcels of one area joined to neighbours, smallest first, while the two together are not too large.
class Joining {
 public:
  Joining(const Town& town, const ParcelMap& map)
      : town_(town), map_(map), root_(map.parcels.size()), neighbours_(map.parcels.size()) {
    std::iota(root_.begin(), root_.end(), 0U);
    for (std::uint32_t i = 0; i < map.parcels.size(); ++i) area_.push_back(std::abs(map.parcels[i].area_m2));
    for (std::uint32_t k = 0; k < map.links.size(); ++k) {
      const ParcelMap::Link& link = map.links[k];
      if (map.area[link.a] != map.area[link.b] || is_wild(link.a) != is_wild(link.b)) continue;
      neighbours_[link.a].push_back(link.b);
      neighbours_[link.b].push_back(link.a);
    }
  }

  /// The unit of each parcel, named by one of its parcels.
  [[nodiscard]] std::vector<std::uint32_t> run() {
    std::vector<std::uint32_t> order(root_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return area_[a] < area_[b]; });
    for (const std::uint32_t parcel : order) join(root_of(parcel));
    for (std::uint32_t i = 0; i < root_.size(); ++i) root_[i] = root_of(i);
    return std::move(root_);
  }

 private:
  [[nodiscard]] bool is_wild(std::uint32_t parcel) const { return !built_up(town_.blocks[map_.parcels[parcel].block].use); }

  std::uint32_t root_of(std::uint32_t i) {
    while (root_[i] != i) i = root_[i] = root_[root_[i]];
    return i;
  }

  void join(std::uint32_t unit) {
    while (area_[unit] < too_small_m2) {
      std::uint32_t best = unit;
      for (const std::uint32_t other : neighbours_[unit]) {
        const std::uint32_t next = root_of(other);
        if (next != unit && area_[next] + area_[unit] <= too_large_m2 && (best == unit || area_[next] < area_[best])) best = next;
      }
      if (best == unit) return;
      root_[best] = unit;
      area_[unit] += area_[best];
      neighbours_[unit].insert(neighbours_[unit].end(), neighbours_[best].begin(), neighbours_[best].end());
    }
  }

  const Town& town_;
  const ParcelMap& map_;
  std::vector<std::uint32_t> root_;
  std::vector<double> area_;
  std::vector<std::vector<std::uint32_t>> neighbours_;
};

ParcelMap divided_land(const Town& town) {
  LandCutter cutter(town);
  std::vector<Parcel> parcels;
  for (const BlockId block : core::ids<BlockId>(town.blocks.size())) {
    Parcel whole = cutter.whole(block);
    const auto count = built_up(town.blocks[block].use) ? std::llround(std::abs(whole.area_m2) / unit_m2) : 1;
    for (Parcel& parcel : cutter.divide(std::move(whole), count, Measure::area)) parcels.push_back(std::move(parcel));
  }
  return parcel_map(town, cutter, std::move(parcels), BarrierStrengths());
}

}  // namespace

Partition unit_grids(const Town& town, const TownSpec&, core::Threads) {
  const ParcelMap map = divided_land(town);
  const std::vector<std::uint32_t> unit = Joining(town, map).run();
  const std::vector<ParcelStretch> parts = stretches(map);
  const std::vector<PartGraph> graphs = part_graphs(map, parts);
  Partition partition;
  partition.name = "unit_grids";
  std::vector<std::uint32_t> label(map.parcels.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const ParcelStretch& own = parts[i];
    std::vector<std::uint32_t> roots(unit.begin() + static_cast<std::ptrdiff_t>(own.first),
                                     unit.begin() + static_cast<std::ptrdiff_t>(own.last));
    std::sort(roots.begin(), roots.end());
    roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
    std::vector<std::uint32_t> local;
    for (std::size_t k = own.first; k < own.last; ++k) {
      local.push_back(static_cast<std::uint32_t>(std::lower_bound(roots.begin(), roots.end(), unit[k]) - roots.begin()));
    }
    const auto order = reading_order(middles_of(graphs[i], local, roots.size()));
    const auto first = static_cast<std::uint32_t>(partition.codes.size());
    for (std::size_t k = own.first; k < own.last; ++k) label[k] = first + order[local[k - own.first]];
    const std::size_t digits = std::max<std::size_t>(3, std::to_string(roots.size()).size());
    for (std::size_t k = 0; k < roots.size(); ++k) {
      partition.codes.push_back(fmt::format("{}{}{:0{}}", town.areas[own.area].code, unit_letter, k + 1, digits));
      partition.names.push_back(fmt::format("{}单元{}", town.areas[own.area].name, k + 1));
      partition.area.push_back(own.area);
    }
  }
  partition.shapes = grid_shapes(map, label, partition.codes.size());
  return partition;
}

}  // namespace wangge::town
