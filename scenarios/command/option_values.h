#pragma once

#include "engine/core/text.h"
#include "engine/core/units.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

/// What the texts of the command line mean. All throw Error(usage) that names the option.
namespace wangge::scenarios {

/// Declares --out for a folder: `what` it is and its default, and that an earlier one goes with all that lies in it.
void add_folder_option(CLI::App& app, std::string& out, const core::Text& what, core::Language language);

/// An empty text: as many as the machine has.
[[nodiscard]] core::Threads threads_of(const std::string& text);
[[nodiscard]] std::int64_t whole_number(std::string_view option, const std::string& text, std::int64_t least, std::int64_t most);
[[nodiscard]] double positive_number(std::string_view option, const std::string& text);
/// One of the words; the message names the nearest.
[[nodiscard]] std::string word_of(std::string_view option, const std::string& text, std::span<const std::string> words);

}  // namespace wangge::scenarios
