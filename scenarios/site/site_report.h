#pragma once

#include "gis/write/plan_file.h"

#include <string>

namespace wangge::scenarios {

/// The page about chosen sites: one file, opens anywhere, both languages. `plan` has the chosen sites (and today's, kind "today")
/// as posts and minutes from them; `text` is site.json. Throws Error(input) where it is not JSON.
[[nodiscard]] std::string site_html(const gis::PlanFile& plan, const std::string& text, core::Language opening);

}  // namespace wangge::scenarios
