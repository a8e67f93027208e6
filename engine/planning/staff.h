#pragma once

#include <cstdint>
#include <set>
#include <string>

namespace wangge::planning {

/// People assigned to a grid; counts only, never names.
struct Staff {
  std::uint32_t workers = 0;
  std::uint32_t leaders = 0;

  friend bool operator==(const Staff&, const Staff&) = default;
};

/// Who is assigned where (rule 7): as many to each grid, but for grids that have nobody.
struct Staffing {
  Staff usual;
  std::set<std::string> no_worker{};  ///< codes of grids without a worker
  std::set<std::string> no_leader{};  ///< codes of grids without a leader

  [[nodiscard]] Staff of(const std::string& code) const {
    return {no_worker.contains(code) ? 0U : usual.workers, no_leader.contains(code) ? 0U : usual.leaders};
  }
};

}  // namespace wangge::planning
