#pragma once

#include "engine/core/text.h"
#include "gis/write/plan_file.h"

#include <string>

namespace wangge::gis::map {

/// The words for a level and for a kind of post: translated where they are known ones, else as the source has them.
[[nodiscard]] core::Text level_words(const std::string& level);  ///< English with its article: "a district"
[[nodiscard]] core::Text level_title(const std::string& level);  ///< English without it
/// What the line around a grid and the number in it mean; the number may hold within its area only.
[[nodiscard]] core::Text grid_border_words(const PlanFile& plan);

[[nodiscard]] core::Text mode_words(const std::string& mode);
/// A kind of responder.
[[nodiscard]] core::Text responder_words(const std::string& kind);
[[nodiscard]] core::Text post_words(const std::string& kind, bool drawn = true);

}  // namespace wangge::gis::map
