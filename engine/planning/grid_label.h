#pragma once

#include "engine/core/units.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::planning {

/// The parent's code followed by the number with leading zeros; longer where the number has more digits.
///
///   grid_code("440203001001", 7, 3) == "440203001001007"
[[nodiscard]] std::string grid_code(std::string_view parent, std::size_t number, int digits);

/// Whether the code has exactly so many signs after its first `from`, all of them digits.
[[nodiscard]] bool has_digits(std::string_view code, std::size_t from, int digits);

/// Whether a name is written in Chinese characters, at least in part.
[[nodiscard]] bool is_chinese(std::string_view name);

/// "花城社区第7网格"  where the parent's name is written in Chinese characters, "Vaduz 7" otherwise.
[[nodiscard]] std::string grid_name(std::string_view parent, std::size_t number);

/// The number, from 1, of each grid of one parent by its centre: ceil(sqrt(n)) columns of equal width from west to east, in
/// each from north to south (the order of GB/T 30428.1: west to east, then north to south), to a centimetre; ties from west to
/// east, then by position in the input. O(n log n).
[[nodiscard]] std::vector<std::size_t> number_grids(std::span<const core::Position> centres);

/// How codes of grids go on beside a model: "101W" and 2 digits after "101W02"; the parent's code and `digits` after a code of
/// other make.
struct CodeSeries {
  std::string prefix;
  int digits = 3;
};
/// `model_parent`: the code of the parent of the model's grid.
[[nodiscard]] CodeSeries code_series(std::string_view parent, std::string_view model, std::string_view model_parent, int digits);

/// The digits at the end of a code as a number; 0 where it ends in none.
[[nodiscard]] std::size_t trailing_number(std::string_view code);

/// The name of a grid with that number, worded as the model is: "石清社区第四网格" beside "石清社区第二网格", "Mill Road 4"
/// beside "Mill Road 2"; as `grid_name` where the model has no number. The parent's name takes the place of the model's parent's.
[[nodiscard]] std::string grid_name_like(std::string_view parent, std::size_t number, std::string_view model,
                                         std::string_view model_parent);

}  // namespace wangge::planning
