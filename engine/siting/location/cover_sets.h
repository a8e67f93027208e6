#pragma once

#include "engine/siting/location/relaxation.h"
#include "engine/siting/location/siting_task.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::siting {

/// Which site reaches which demand point within a radius, seen from both sides. Lists rise. Sites that are not allowed reach
/// none.
class CoverSets {
 public:
  /// Within `radius`, the radius itself included. O(sites * demands).
  CoverSets(const SitingTask& task, double radius);
  /// From the sites of each demand point.
  CoverSets(std::size_t sites, const std::vector<std::vector<std::uint32_t>>& sites_of);

  [[nodiscard]] std::size_t sites() const { return site_start_.size() - 1; }
  [[nodiscard]] std::size_t demands() const { return demand_start_.size() - 1; }
  [[nodiscard]] std::span<const std::uint32_t> of_site(std::size_t site) const { return part(demands_of_, site_start_, site); }
  [[nodiscard]] std::span<const std::uint32_t> of_demand(std::size_t demand) const {
    return part(sites_of_, demand_start_, demand);
  }
  [[nodiscard]] std::size_t pairs() const { return sites_of_.size(); }

 private:
  [[nodiscard]] static std::span<const std::uint32_t> part(const std::vector<std::uint32_t>& all,
                                                           const std::vector<std::size_t>& start, std::size_t row) {
    return std::span(all).subspan(start[row], start[row + 1] - start[row]);
  }
  void turn(std::size_t sites);

  std::vector<std::size_t> demand_start_;
  std::vector<std::uint32_t> sites_of_;
  std::vector<std::size_t> site_start_;
  std::vector<std::uint32_t> demands_of_;
};

}  // namespace wangge::siting
