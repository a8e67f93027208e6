#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {

/// Columns a terminal gives to a text: two for a Chinese character or full-width sign, one for others.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// Rows of cells in aligned columns, two blanks between them; the first column to the left, the others to the right unless
/// named in `left`.
[[nodiscard]] std::string text_table(const std::vector<std::vector<std::string>>& rows,
                                     const std::vector<std::size_t>& left = {});

}  // namespace wangge::scenarios
