#pragma once

#include <filesystem>

namespace wangge::scenarios {

/// The folder of the scenarios that come with the program, found from where the program is: ../share/wangge/scenarios when
/// installed, else the source folder that the build tree lies in. Empty when neither is there.
[[nodiscard]] std::filesystem::path shipped_scenarios();

}  // namespace wangge::scenarios
