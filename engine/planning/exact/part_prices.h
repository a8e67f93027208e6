#pragma once

#include "engine/planning/exact/part_tables.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wangge::planning {

/// Prices of the steps' nodes, in ticks of the tables, that make the bound of the relaxation high: subgradient ascent (Held,
/// Wolfe, Crowder 1974) with the directions of some passes blended, from prices of nothing. A pass fills the tables once; none
/// begins after the deadline. The tables hold the best prices afterwards.
///
///   tables = with_prices(std::move(tables), 4, 60);
[[nodiscard]] PartTables with_prices(PartTables tables, std::uint32_t parts, int passes,
                                     const std::optional<std::chrono::steady_clock::time_point>& deadline = std::nullopt);

/// What tables may use.
struct TableLimits {
  std::uint64_t bytes = std::uint64_t{1} << 30;  ///< of memory
  std::uint64_t filled = 8'000'000'000;          ///< bytes filled while prices settle, about a second
  /// Of the clock: prices settle no further after it.
  std::optional<std::chrono::steady_clock::time_point> deadline = std::nullopt;
};

/// Tables filled with good prices, as fine as the limits allow: prices are settled on coarse tables and then put into fine
/// ones. Nothing where even the coarsest need more memory, or the frontier is wider than most_table_width.
///
///   auto tables = priced_tables(steps, range, 40, {});
[[nodiscard]] std::optional<PartTables> priced_tables(std::span<const FrontierStep> steps, const PartRange& range,
                                                      std::int64_t cost_hint, const TableLimits& limits);

}  // namespace wangge::planning
