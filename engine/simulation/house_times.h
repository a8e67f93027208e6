#pragma once

#include "engine/core/csr.h"
#include "engine/network/travel.h"
#include "engine/simulation/day_travel.h"
#include "engine/simulation/ids.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wangge::simulation {

/// Times from building to building, as the road network has them. A grid and one that borders on it (or itself) get a table of
/// all their pairs once they have been asked about a few times, so that a long simulation looks most ways up; all others are
/// searched. Safe to use from several threads: tables are made when first wanted, and hold what a search would answer. Memory: 4
/// bytes a pair of buildings of such grids, mode and profile of the day, at most; only what is asked for.
///
///   const HouseTimes times(inputs.grid_of_building, inputs.neighbours);   times.time(day, mode, profile, from, to);
class HouseTimes {
 public:
  HouseTimes(const Column<BuildingId, GridId>& grid_of_building, const core::Csr<GridId, GridId>& neighbours);
  ~HouseTimes();
  HouseTimes(const HouseTimes&) = delete;
  HouseTimes& operator=(const HouseTimes&) = delete;

  /// `day` is always the same one.
  [[nodiscard]] std::optional<core::Millis> time(const DayTravel& day, network::Mode mode, std::size_t profile, BuildingId from,
                                                 BuildingId to) const;
  [[nodiscard]] std::span<const BuildingId> buildings(GridId grid) const { return buildings_[grid]; }

 private:
  using Table = std::vector<network::TravelTime>;  ///< row-major, by place in the grid
  /// Of a pair of grids, a mode and a profile.
  struct Block {
    std::atomic<const Table*> table{nullptr};
    std::atomic<std::uint32_t> asked{0};
  };
  using Blocks = std::vector<Block>;  ///< by pair of grids

  [[nodiscard]] Blocks& blocks(network::Mode mode, std::size_t profile) const;
  [[nodiscard]] const Table* table(Block& block, const network::Travel& travel, network::Mode mode, GridId from, GridId to) const;

  Column<BuildingId, GridId> grid_of_building_;
  Column<BuildingId, std::uint32_t> place_;  ///< in its grid
  core::Csr<GridId, BuildingId> buildings_;
  core::Csr<GridId, GridId> near_;  ///< grids with a common border, and itself, rising
  Column<GridId, std::uint32_t> first_pair_;
  std::size_t pairs_ = 0;
  /// By mode and profile, made when first wanted.
  mutable std::array<std::array<std::atomic<Blocks*>, 24>, network::mode_count> blocks_{};
};

}  // namespace wangge::simulation
