#pragma once

#include "engine/core/text.h"

#include <string_view>

namespace wangge::scenarios {

/// What people are told a stage or a part of it is called; a name that is not known stays as it is.
[[nodiscard]] core::Text stage_title(std::string_view stage);

}  // namespace wangge::scenarios
