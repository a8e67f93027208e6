#pragma once

#include <span>
#include <string>
#include <string_view>

namespace wangge::gis {

/// The name most like `wanted`, by edit distance without regard to case; the first of equals; empty when there is no name.
/// O(names * length^2).   "did you mean '" + nearest_name("cod", fields) + "'?"
[[nodiscard]] std::string nearest_name(std::string_view wanted, std::span<const std::string> names);

/// "a, b, c and 4 more".
[[nodiscard]] std::string listed(std::span<const std::string> names, std::size_t most = 12);

}  // namespace wangge::gis
