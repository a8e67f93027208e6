#pragma once

#include <string>

namespace wangge::scenarios {

/// "0.1.0"
[[nodiscard]] std::string version();
/// "GCC 12.2.0"
[[nodiscard]] std::string compiler();

}  // namespace wangge::scenarios
