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

/// Times from building to building, as the road network has them. A grid gets a table of the ways from its buildings to its own
/// and those of the grids that border on it, and a second one to those two borders away, once searches for them have cost about
/// what the table does, so that a long simulation looks nearly all ways up; all others are searched. (Two borders away over a
/// grid that borders on more than 64 others counts as far, so that a grid around all others costs no more than they do.) Safe to
/// use from several threads: tables are made when first wanted, and hold what a search would answer. Memory: 4 bytes a pair of
/// such buildings, mode and profile of the day; only what is asked for, at most `most_pairs` in all, and second tables only in
/// what the first ones leave. O(1) for a pair in a table.
///
///   const HouseTimes times(inputs.grid_of_building, inputs.neighbours);   times.time(day, mode, profile, from, to);
class HouseTimes {
 public:
  struct Limits {
    std::size_t pairs_a_search = 12000;                 ///< whose making costs as much as a search; at least 1
    std::int64_t most_pairs = std::int64_t{48} << 20U;  ///< in all tables: 192 MiB
  };
  HouseTimes(const Column<BuildingId, GridId>& grid_of_building, const core::Csr<GridId, GridId>& neighbours, Limits limits);
  HouseTimes(const Column<BuildingId, GridId>& grid_of_building, const core::Csr<GridId, GridId>& neighbours)
      : HouseTimes(grid_of_building, neighbours, Limits()) {}
  ~HouseTimes();
  HouseTimes(const HouseTimes&) = delete;
  HouseTimes& operator=(const HouseTimes&) = delete;

  /// `day` is always the same one.
  [[nodiscard]] std::optional<core::Millis> time(const DayTravel& day, network::Mode mode, std::size_t profile, BuildingId from,
                                                 BuildingId to) const;
  [[nodiscard]] std::span<const BuildingId> buildings(GridId grid) const { return buildings_[grid]; }
  /// In the tables made so far.
  [[nodiscard]] std::int64_t pairs() const { return most_pairs_ - room_.load(std::memory_order_relaxed); }

 private:
  struct Place {
    GridId grid;
    std::uint32_t number = 0;  ///< in its grid
  };
  /// A grid that ways of another lead to.
  struct Near {
    GridId grid;
    std::uint32_t columns_before = 0;  ///< in the same table
    std::uint32_t width = 0;           ///< its buildings
  };
  /// The tables of a grid.
  struct Extent {
    std::uint32_t first_far = 0;           ///< of its near grids, the first in the second table
    std::array<std::uint32_t, 2> width{};  ///< columns of either table
  };
  struct Table {
    std::atomic<const network::TravelTime*> times{nullptr};  ///< near grid by near grid, in each a row a building of the grid
    std::atomic<std::uint32_t> asked{0};
  };
  using Tables = std::vector<std::array<Table, 2>>;  ///< by grid

  [[nodiscard]] std::optional<std::size_t> near_at(GridId from, GridId to) const;
  [[nodiscard]] std::size_t size(GridId from, std::size_t which) const {
    return std::size_t{extents_[from].width[which]} * buildings_[from].size();
  }
  [[nodiscard]] Tables& tables(network::Mode mode, std::size_t profile) const;
  /// Null: not yet worth its cost, being made by another thread, or no memory is left for it.
  [[nodiscard]] const network::TravelTime* ask_for(Table& table, const network::Travel& travel, network::Mode mode, GridId from,
                                                   std::size_t which) const;
  [[nodiscard]] bool take_room(std::int64_t pairs, std::size_t which) const;
  [[nodiscard]] const network::TravelTime* make(const network::Travel& travel, network::Mode mode, GridId from,
                                                std::size_t which) const;

  Column<BuildingId, Place> places_;
  core::Csr<GridId, BuildingId> buildings_;
  core::Csr<GridId, Near> near_;  ///< the grid itself, rising those that border on it, rising those two borders away
  Column<GridId, Extent> extents_;
  std::size_t pairs_a_search_;
  std::int64_t most_pairs_;
  std::int64_t first_tables_ = 0;              ///< pairs in all of a mode and profile
  mutable std::atomic<std::int64_t> room_;     ///< for further pairs of buildings
  mutable std::atomic<std::int64_t> kept_{0};  ///< of it, for first tables to come
  /// By mode and profile, made when first wanted.
  mutable std::array<std::array<std::atomic<Tables*>, 24>, network::mode_count> tables_{};
};

}  // namespace wangge::simulation
