#pragma once

#include <string_view>

namespace wangge::scenarios::report {

/// The whole look of the page, for screen and print.
[[nodiscard]] std::string_view page_style();
/// Chooses the language: the browser's at first, then the reader's.
[[nodiscard]] std::string_view page_script();

}  // namespace wangge::scenarios::report
