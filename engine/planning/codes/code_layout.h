#pragma once

#include "engine/core/text.h"
#include "engine/territory/territory.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::planning {

/// How many digits each nested level of a code has, from the top down; the last are those of the grid. "12+3" (the statistical
/// code of a community and 3 digits), "6+3+3+2" and "6+3+3+3" (county, street, community, grid: GB/T 30428.1), "6+6+3+3+2" (20
/// digits: CJ/T 349-2010, which puts 6 digits of the kind of object in front).
struct CodeLayout {
  std::vector<int> digits;  ///< two at least, each 1 to 18

  [[nodiscard]] int grid_digits() const { return digits.back(); }
  /// Digits of a whole code.
  [[nodiscard]] int length() const;
  friend bool operator==(const CodeLayout&, const CodeLayout&) = default;
};

/// Nothing where the text is no layout: whole numbers with + between them, two at least.
[[nodiscard]] std::optional<CodeLayout> code_layout(std::string_view text);
/// "6+3+3+3".
[[nodiscard]] std::string text_of(const CodeLayout& layout);

/// Why the codes of the areas do not fit the layout, with the area, or nothing. Levels are held against it from the lowest up:
/// the code of a lowest area has the digits of all parts but the last, that of the level above one part less, and so on as far as
/// there are both parts and levels; codes are digits alone. O(areas).
[[nodiscard]] std::optional<core::Text> layout_problem(const CodeLayout& layout, const territory::Territory& territory);

}  // namespace wangge::planning
