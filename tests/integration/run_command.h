#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace wangge::test {

/// What a command said and how it ended.
struct Answer {
  int code = -1;  ///< exit code; 128 + signal where it was killed
  std::string out;
  std::string err;
};

struct CommandRules {
  std::string folder;                      ///< to work in; empty: here
  std::string language = "C.UTF-8";        ///< LC_ALL
  std::optional<std::uint64_t> file_size;  ///< limit on any file it writes
  std::function<void(pid_t)> meanwhile;    ///< called while it runs
};

/// Runs the built `wangge` with these arguments and waits for its end.
[[nodiscard]] Answer wangge(const std::vector<std::string>& arguments, const CommandRules& rules = {});

/// Any other program.
[[nodiscard]] Answer run_command(const std::vector<std::string>& words, const CommandRules& rules = {});

}  // namespace wangge::test
