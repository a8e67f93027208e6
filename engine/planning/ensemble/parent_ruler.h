#pragma once

#include "engine/planning/aims/plan_aims.h"
#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace wangge::planning {

/// Measures the aims of one parent's grids again and again, for thousands of partitions: the same sums as measure_aims, without a
/// Plan. Rows of travel minutes are kept once asked for, since grids have the same middles often. May be used by several threads.
///
///   const ParentRuler ruler(territory, area, work, ground);
///   AimSums sums = ruler.measure(grid_of_cell, 4, {0, 0, 0, 1});
class ParentRuler {
 public:
  /// Refers to territory and ground, which must live longer. `work`: empty means the households.
  ParentRuler(const territory::Territory& territory, AreaId area, const WorkOfCell& work, const AimGround& ground);
  ~ParentRuler();
  ParentRuler(ParentRuler&&) noexcept;
  ParentRuler& operator=(ParentRuler&&) = delete;

  /// The cells of the parent, rising: the order of `grid_of_cell`.
  [[nodiscard]] const std::vector<CellId>& cells() const { return *cells_; }

  /// `grid_of_cell`: numbers below `dedicated.size()`, each used; `dedicated`: 1 for grids whose work is not compared.
  /// O(cells + borders + grids^3 where there is a plan of today), and a travel search where a middle is new.
  [[nodiscard]] AimSums measure(std::span<const std::uint32_t> grid_of_cell, std::span<const std::uint8_t> dedicated) const;

 private:
  class Ways;
  struct Border {
    std::uint32_t other = 0;  ///< position in cells()
    double metres = 0;
    double along = 0;  ///< the metres where they run along a road, river or railway
  };

  void add_work(std::span<const std::uint32_t> grid_of_cell, std::span<const std::uint8_t> dedicated, AimSums& sums) const;
  void add_shape(std::span<const std::uint32_t> grid_of_cell, std::size_t grids, AimSums& sums) const;
  void add_compounds(std::span<const std::uint32_t> grid_of_cell, AimSums& sums) const;
  void add_travel(std::span<const std::uint32_t> grid_of_cell, std::size_t grids, AimSums& sums) const;
  void add_change(std::span<const std::uint32_t> grid_of_cell, std::size_t grids, AimSums& sums) const;
  void add_spread(std::span<const std::uint32_t> grid_of_cell, std::size_t grids, AimSums& sums) const;

  const territory::Territory* territory_;
  const AimGround* ground_;
  const std::vector<CellId>* cells_;
  std::int64_t households_ = 0;
  std::vector<double> work_;
  std::vector<std::vector<Border>> borders_;
  std::vector<double> outer_;                          ///< outline shared with no other cell of the parent
  std::vector<std::vector<std::uint32_t>> compounds_;  ///< cells of each of the parent's compounds
  std::vector<std::uint32_t> today_;                   ///< number of today's grid of each cell; empty: none
  std::size_t today_grids_ = 0;
  std::unique_ptr<Ways> ways_;
};

}  // namespace wangge::planning
