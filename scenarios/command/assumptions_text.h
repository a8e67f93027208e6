#pragma once

#include "engine/core/text.h"

#include <string>
#include <string_view>

namespace wangge::scenarios {

/// assumptions.json for a terminal: the base, then a line an assumption with both values and their differences from the base;
/// a difference that is not told apart stands in brackets.
[[nodiscard]] std::string assumptions_text(std::string_view assumptions, core::Language language);

}  // namespace wangge::scenarios
