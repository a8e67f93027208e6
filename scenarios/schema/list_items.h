#pragma once

#include "scenarios/schema/document.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Places in a scenario's tree by their dotted names, and what a file changes in the lists of the file that it extends.
namespace wangge::scenarios {

/// Dotted names; one with a dot in it stands in double quotes.
[[nodiscard]] std::vector<std::string> split_key(std::string_view key);

/// The item of an array of tables that a name, a kind or a position (from 0) means. Throws error_at(place) where there is none,
/// or two of that name. Precondition: the array has items.
[[nodiscard]] std::size_t item_at(const Node& array, const std::string& name, const std::string& path, const Place& place);

/// Lays `[add]` and `[change]` of a file over what it inherits: items of `add` go behind the inherited ones of their list; an
/// item of `change` is laid, key by key, over the one of its name (or kind). Either may be null. Throws error_at.
void change_lists(Node& inherited, const Node* add, const Node* change);

/// Whether a node of `[add]` or `[change]` names lists of tables only. Throws error_at with the key's place.
void check_list_changes(const Node& changes, const std::string& key);

/// Takes out what a dotted name means: a section, an item of a list, a key. Throws error_at(name.place) where there is no such.
void remove_named(Node& root, const Node& name);

}  // namespace wangge::scenarios
