#pragma once

#include "engine/core/error.h"
#include "engine/core/text.h"

#include <optional>
#include <string>
#include <string_view>

namespace wangge::scenarios {

/// How the user wants to be spoken to. Results go to standard output, everything else to standard error.
struct Console {
  core::Language language = core::Language::en;
  bool json = false;
  bool quiet = false;
  bool verbose = false;

  [[nodiscard]] const std::string& text(const core::Text& both) const { return core::in(both, language); }
  /// A result.
  void print(std::string_view text) const;
  /// A remark, unless quiet.
  void remark(std::string_view text) const;
  /// What the user must know of a result, quiet or not; on standard error.
  void alert(std::string_view text) const;
  /// What stopped the program; as JSON on standard output when json is asked for.
  void print_error(const core::Error& error) const;
};

/// The language that LC_ALL, LC_MESSAGES or LANG names, in this order; English when none names Chinese.
[[nodiscard]] core::Language language_of_environment();
/// "zh" or "en".
[[nodiscard]] std::optional<core::Language> language_named(std::string_view name);

}  // namespace wangge::scenarios
