#pragma once

#include "scenarios/command/verb.h"

#include <memory>

namespace wangge::scenarios {

[[nodiscard]] std::unique_ptr<Verb> make_match_verb();

}  // namespace wangge::scenarios
