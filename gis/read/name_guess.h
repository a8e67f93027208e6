#pragma once

#include "engine/core/text.h"

#include <span>
#include <string>
#include <string_view>

namespace wangge::gis {

/// The end of a refusal: "; did you mean 'code'?" where a name is near enough (core::nearest), else nothing.
///
///   message.en + guess("cod", fields).en
[[nodiscard]] core::Text guess(std::string_view wanted, std::span<const std::string> names);

/// "a, b, c and 4 more".
[[nodiscard]] std::string listed(std::span<const std::string> names, std::size_t most = 12);

}  // namespace wangge::gis
