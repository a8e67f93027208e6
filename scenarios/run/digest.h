#pragma once

#include <string>
#include <string_view>

namespace wangge::scenarios {

/// SHA-256 as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_of(std::string_view text);

}  // namespace wangge::scenarios
