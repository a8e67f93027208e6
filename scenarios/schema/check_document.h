#pragma once

#include "scenarios/schema/document.h"
#include "scenarios/schema/keys.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// What is wrong with a value of this key; nothing when it is right.
[[nodiscard]] std::optional<core::Text> problem_of(const KeySpec& key, const Node& value);

/// Walks a document beside the key table. Throws one Error(usage) that lists every unknown key (with the nearest known
/// one), wrong type and unreadable value, each with line and column, in the order of the file.
void check_document(const Node& root);

/// The same for one value at a path, as on the command line.
void check_value(const KeyTree& tree, const Node& value, const std::string& path);

/// Turns the file paths of a document (written relative to its own folder) into paths relative to another folder:
/// `prefix` is the way from there to here.
void move_paths(Node& root, const std::string& prefix);

/// Puts another path in the place of every file path of a document.
void mend_paths(Node& root, const std::function<std::string(const std::string&)>& mended);

/// Every file path that a document names, as written, in the order of the document.
[[nodiscard]] std::vector<std::string> named_files(const Node& root);

/// "“hosueholds” is not a key; did you mean …" for a name that a table does not have.
[[nodiscard]] core::Text unknown_key(const KeyTree& tree, const std::string& path, const std::string& name);

}  // namespace wangge::scenarios
