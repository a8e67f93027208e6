#pragma once

#include "scenarios/command/verb.h"

#include <memory>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// The command `wangge`: finds the verb, parses its options, runs it, turns errors into messages and exit codes.
/// `args` are those of main without the program's name; `further` are verbs of the rooms above (serve).
/// Exit codes: 0 done, 1 the input breaks a rule, 2 wrong usage, 3 environment fault, 130 stopped by Ctrl-C.
///
///   return run_command_line({argv + 1, argv + argc}, std::move(verbs));
[[nodiscard]] int run_command_line(std::vector<std::string> args, std::vector<std::unique_ptr<Verb>> further);

/// All verbs of this room, in the order of the help.
[[nodiscard]] std::vector<std::unique_ptr<Verb>> verbs();

}  // namespace wangge::scenarios
