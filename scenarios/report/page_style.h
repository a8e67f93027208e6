#pragma once

#include "engine/core/text.h"

#include <string>
#include <string_view>

namespace wangge::scenarios::report {

/// The whole look of the page, for screen and print.
[[nodiscard]] std::string_view page_style();
/// The document up to its title, to open in one of its two languages.
[[nodiscard]] std::string page_start(core::Language opening);
/// The stamps above the title and the switch of the language; opens the header of the page.
[[nodiscard]] std::string page_stamps(bool synthetic);
/// Switches the language: that of the opening at first (`#zh` or `#en` behind the address goes before it), then the reader's.
[[nodiscard]] std::string_view page_script();

}  // namespace wangge::scenarios::report
