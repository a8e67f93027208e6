#pragma once

#include "scenarios/command/verb.h"

#include <memory>

namespace wangge::viewer {

/// `wangge serve RUN [--port N] [--studio DIR]`: the studio in a browser until Ctrl-C; prints the address to open.
[[nodiscard]] std::unique_ptr<scenarios::Verb> make_serve_verb();

}  // namespace wangge::viewer
