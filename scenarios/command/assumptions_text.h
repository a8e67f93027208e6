#pragma once

#include "engine/core/text.h"

#include <string>
#include <string_view>

namespace wangge::scenarios {

/// assumptions.json for a terminal: the base, then a line an assumption with both values and their differences from the base;
/// a difference that is not told apart stands in brackets, and what has no figure or is not used beside a log says so.
[[nodiscard]] std::string assumptions_text(std::string_view assumptions, core::Language language);

}  // namespace wangge::scenarios
