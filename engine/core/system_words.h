#pragma once

#include "engine/core/text.h"

#include <string>
#include <string_view>

/// What the system and libraries say, fit for a message in both languages.
namespace wangge::core {

/// The cause that an `errno` names: "没有权限" and "permission denied". A rare one is told in the system's words.
///
///   const Text why = system_cause(errno);
[[nodiscard]] Text system_cause(int error);

/// Foreign words behind a Chinese sentence: "（系统信息：no such table）"; nothing where there are none.
[[nodiscard]] std::string system_words(std::string_view words);

}  // namespace wangge::core
