#pragma once

#include "scenarios/schema/document.h"

#include <string>

namespace wangge::scenarios {

/// Throws Error(usage) for keys that compose scenario files (`extends`, `without`, `add`, `change`, `variant`): nothing can be
/// laid over a scenario by them.
void refuse_composition(const std::string& name, const Place& place);

/// Lays one `key=value` of the command line on a document. The key is dotted; an item of an array of tables is named by
/// its position or by its name or kind: "level.0.source", "request.noise.rate", "request.\"noise at night\".rate". The
/// value is written as in the file; quotes may be left out where the key holds a text or a quantity.
/// Throws Error(usage) that shows the argument.
///
///   apply_override(root, "simulation.horizon=7 d");
void apply_override(Node& root, const std::string& argument);
/// The same for what stands in a file.
void apply_override(Node& root, const std::string& argument, const Place& place);

}  // namespace wangge::scenarios
