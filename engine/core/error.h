#pragma once

#include "engine/core/text.h"

#include <stdexcept>
#include <utility>

namespace wangge::core {

/// Why the program stops; the value is the exit code of the command.
enum class ErrorCode {
  input = 1,         ///< the input breaks a rule
  usage = 2,         ///< the command or the scenario file is written wrongly
  environment = 3,   ///< disk, permission, memory, a missing file or library
  interrupted = 130  ///< the user pressed Ctrl-C (the shell's convention: 128 + SIGINT)
};

/// Bad input or environment. The text names file, layer, feature, value and what was expected, as far as each is known.
/// Thrown anywhere, caught only at the top of the command and of a request in the server.
///
///   throw Error(ErrorCode::input, {.zh = "…", .en = "…"});
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, Text message) : std::runtime_error(message.en), code_(code), message_(std::move(message)) {}

  [[nodiscard]] ErrorCode code() const { return code_; }
  [[nodiscard]] const Text& message() const { return message_; }

 private:
  ErrorCode code_;
  Text message_;
};

}  // namespace wangge::core
