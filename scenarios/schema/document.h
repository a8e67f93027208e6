#pragma once

#include "engine/core/error.h"
#include "engine/core/text.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// A TOML file as a plain tree in which every value knows where it was written. The loader checks, merges and reads
/// this tree; the TOML library stays behind read_document.
namespace wangge::scenarios {

/// Where something was written. Line 0: on the command line, `file` then holds the argument; an empty file: nowhere.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
};

/// "town.toml:12:9" or "--set seed=x".
[[nodiscard]] std::string text_of(const Place& place);

struct Node {
  enum class Type { table, array, text, integer, number, flag, date };
  Type type = Type::table;
  Place place;                     ///< of the value
  Place key_place;                 ///< of its key; equal to `place` in an array
  std::vector<std::string> names;  ///< of a table's children, in the order of `children`; empty for an array
  std::vector<Node> children;
  std::string text;  ///< of a text or a date
  std::int64_t integer = 0;
  double number = 0;  ///< also set for an integer
  bool flag = false;

  [[nodiscard]] const Node* find(std::string_view name) const;
  [[nodiscard]] Node* find(std::string_view name);
};

/// "a text", "an integer", "a table"… of a value found where another was expected.
[[nodiscard]] core::Text type_name(Node::Type type);

/// Error(usage) whose text begins with the place.
[[nodiscard]] core::Error error_at(const Place& place, const core::Text& problem);

/// What a file is called in messages.
inline const core::Text scenario_file_noun{.zh = "场景文件", .en = "scenario file"};

/// Reads and parses a file; `shown` is its name in messages, `noun` what it is. Throws Error(environment) when it cannot be read
/// and Error(usage) with line and column when it is not TOML.
[[nodiscard]] Node read_document(const std::filesystem::path& path, const std::string& shown,
                                 const core::Text& noun = scenario_file_noun);

/// Parses a whole TOML text; places name `shown`. Throws as read_document does.
[[nodiscard]] Node parse_document(std::string_view text, const std::string& shown, const core::Text& noun = scenario_file_noun);

/// Parses the right-hand side of `key = VALUE`; every place is `place`. Throws Error(usage).
[[nodiscard]] Node parse_value(std::string_view text, const Place& place);

/// Lays one table over another: tables merge key by key, anything else (also an array) replaces what was there.
void overlay(Node& base, const Node& above);

/// The tree as TOML again, keys sorted, one line a value: equal trees give equal bytes.
[[nodiscard]] std::string canonical_toml(const Node& root);

/// The same for people to read: plain values first, then each table under its [name], each item of an array of tables under its
/// [[name]], in the order of the tree.
[[nodiscard]] std::string sectioned_toml(const Node& root);

}  // namespace wangge::scenarios
