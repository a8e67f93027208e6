#pragma once

#include "engine/core/text.h"

#include <string>

namespace wangge::gis::map {

/// The words for a level and for a kind of post: translated where they are known ones, else as the source has them.
[[nodiscard]] core::Text level_words(const std::string& level);  ///< English with its article: "a district"
[[nodiscard]] core::Text level_title(const std::string& level);  ///< English without it
[[nodiscard]] core::Text post_words(const std::string& kind);

}  // namespace wangge::gis::map
