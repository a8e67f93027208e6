#pragma once

#include "engine/core/text.h"

#include <string_view>

namespace wangge::scenarios {

/// What the author of the data can do about a kind of finding; empty texts where nothing needs doing or none is known.
[[nodiscard]] core::Text repair_of(std::string_view rule);

}  // namespace wangge::scenarios
