#pragma once

#include "engine/core/text.h"

#include <string>

namespace wangge::scenarios {

/// Where figures come from, as one text says it, in both languages: the word "assumed", alone, before a colon or a comma, or
/// where nothing is said, is told in both; all else stands as it is written. Nothing is left out.
[[nodiscard]] core::Text origin_words(const std::string& written);

}  // namespace wangge::scenarios
