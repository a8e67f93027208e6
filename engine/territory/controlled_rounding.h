#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Rounds a fitted table to whole numbers so that every margin holds exactly.
namespace wangge::territory {

/// Whole cells with exactly these row and column totals. Where `cells` has the margins to within rounding, every cell is the
/// floor or the ceiling of its value (zero-restricted controlled rounding; it always exists: Bacharach 1966, Causey, Cox and
/// Ernst 1985); a table that misses them is first mended by the smallest shifts along its rows. Zero cells stay zero.
/// Alternating cycles of fractional cells are cancelled row by row, so that the forest of open cells never grows beyond the
/// columns: O(cells x the smaller dimension).
/// Preconditions: cells >= 0, row-major, rows.size() x columns.size(); totals >= 0 and below 2^40; both sum to the same.
/// Throws Error(input) where the zeros leave no such table.
///
///   round_table(std::vector{0.5, 0.5, 0.5, 0.5}, std::vector<std::int64_t>{1, 1}, std::vector<std::int64_t>{1, 1})
[[nodiscard]] std::vector<std::int64_t> round_table(std::span<const double> cells, std::span<const std::int64_t> rows,
                                                    std::span<const std::int64_t> columns);

/// The same for a table of three axes with one margin each: first the sums over the last axis are rounded, then those pairs
/// against the last axis after fitting to them. Cells may move by more than one. Zero cells stay zero. Throws Error(input) where
/// the zeros leave no such table. O(cells x axes) beside the fitting.
[[nodiscard]] std::vector<std::int64_t> round_table(std::span<const double> cells,
                                                    const std::array<std::vector<std::int64_t>, 3>& margins);

}  // namespace wangge::territory
