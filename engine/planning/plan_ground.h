#pragma once

#include "engine/planning/lands.h"
#include "engine/planning/plan.h"

#include <cmath>
#include <cstdint>
#include <set>
#include <string>

namespace wangge::planning {

inline constexpr std::int64_t million = 1'000'000;
/// Sums of millionths are exact and forget the order of their terms. Good to 9e12 units.
[[nodiscard]] inline std::int64_t millionths(double value) { return std::llround(value * 1e6); }
[[nodiscard]] inline double whole(std::int64_t count) { return static_cast<double>(count) / 1e6; }

struct Plan::Ground {
  Ground(const territory::Territory& territory, const PlanningRules& rules, const WorkOfCell& given_work);

  Lands lands;
  core::Column<CellId, std::int64_t> area;       ///< millionths of a square metre
  core::Column<CellId, std::int64_t> perimeter;  ///< millionths of a metre
  core::Column<CellId, std::int64_t> work;       ///< millionths
  std::set<std::string> area_codes;
};

}  // namespace wangge::planning
