#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::planning {

/// Which new part inherits each old group, so that the sum of what is kept is greatest; each part inherits one group at most, and
/// a group has no heir where none keeps anything of it. `kept[old][part]` >= 0. Ties are broken in favour of low numbers.
/// Hungarian method (Kuhn 1955, Munkres 1957) with potentials. O(n^2 m), n the smaller number.
[[nodiscard]] std::vector<std::optional<std::uint32_t>> heirs(const std::vector<std::vector<std::int64_t>>& kept,
                                                              std::uint32_t parts);

}  // namespace wangge::planning
