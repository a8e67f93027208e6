#pragma once

#include "engine/core/text.h"
#include "scenarios/command/verb.h"

#include <memory>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// `wangge --help`: every verb in a line.
[[nodiscard]] std::string overview(const std::vector<std::unique_ptr<Verb>>& verbs, core::Language language);
/// `wangge lab --help`: the verbs of the laboratory.
[[nodiscard]] std::string lab_overview(const std::vector<std::unique_ptr<Verb>>& verbs, core::Language language);
/// `wangge VERB --help`: usage, options, example, exit codes.
[[nodiscard]] std::string verb_help(const VerbText& text, const CLI::App& app, core::Language language);

}  // namespace wangge::scenarios
