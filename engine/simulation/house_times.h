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

/// Times from building to building, as the road network has them. A grid gets a table of the ways from its buildings to all those
/// at most two borders away once searches for them have cost about what the table does, so that a long simulation looks nearly
/// all ways up; all others are searched. Safe to use from several threads: tables are made when first wanted, and hold what a
/// search would answer. Memory: 4 bytes a pair of such buildings, mode and profile of the day; only what is asked for, and at
/// most 512 MiB in all.
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
  /// Of a grid, a mode and a profile.
  struct Block {
    std::atomic<const network::TravelTime*> table{nullptr};  ///< a row a building of the grid
    std::atomic<std::uint32_t> asked{0};
  };
  using Blocks = std::vector<Block>;  ///< by grid
  struct Place {
    GridId grid;
    std::uint32_t number = 0;  ///< in its grid
  };

  [[nodiscard]] Blocks& blocks(network::Mode mode, std::size_t profile) const;
  /// Null: not yet worth its cost, or no memory is left for it.
  [[nodiscard]] const network::TravelTime* make_table(Block& block, const network::Travel& travel, network::Mode mode,
                                                      GridId from) const;

  Column<BuildingId, Place> places_;
  core::Csr<GridId, BuildingId> buildings_;
  core::Csr<GridId, GridId> near_;            ///< grids at most two borders away, rising
  core::Csr<GridId, std::uint32_t> columns_;  ///< of a table, where those of each near grid begin
  Column<GridId, std::uint32_t> width_;       ///< of a table
  mutable std::atomic<std::int64_t> room_;    ///< for further pairs of buildings
  /// By mode and profile, made when first wanted.
  mutable std::array<std::array<std::atomic<Blocks*>, 24>, network::mode_count> blocks_{};
};

}  // namespace wangge::simulation
