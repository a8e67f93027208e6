#include "scenarios/schema/override.h"

#include "engine/core/nearest.h"
#include "scenarios/schema/check_document.h"
#include "scenarios/schema/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

namespace wangge::scenarios {
namespace {

/// Dotted names; one with a dot in it stands in double quotes.
std::vector<std::string> split_key(std::string_view key) {
  std::vector<std::string> names(1);
  bool quoted = false;
  for (const char c : key) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == '.' && !quoted) {
      names.emplace_back();
    } else {
      names.back() += c;
    }
  }
  return names;
}

bool is_plain(Kind kind) {
  return kind != Kind::integer && kind != Kind::number && kind != Kind::flag && kind != Kind::texts && kind != Kind::shifts &&
         kind != Kind::range && kind != Kind::number_range && kind != Kind::amount && kind != Kind::count_range &&
         kind != Kind::change;
}

Node fresh_node(Node::Type type, const Place& place, const std::string& text = {}) {
  Node node;
  node.type = type;
  node.place = place;
  node.key_place = place;
  node.text = text;
  return node;
}

/// The value as a document would hold it.
Node value_of(const KeyTree& tree, const std::string& text, const Place& place) {
  const bool written_as_toml =
      !text.empty() && (text.front() == '[' || text.front() == '{' || text.front() == '"' || text.front() == '\'');
  if (!written_as_toml && tree.key != nullptr && is_plain(tree.key->kind)) {
    return fresh_node(tree.key->kind == Kind::date ? Node::Type::date : Node::Type::text, place, text);
  }
  try {
    return parse_value(text, place);
  } catch (const core::Error&) {
    if (written_as_toml) throw;
    return fresh_node(Node::Type::text, place, text);
  }
}

std::string label_of(const Node& item) {
  for (const char* key : {"name", "kind"}) {
    const Node* label = item.find(key);
    if (label != nullptr && label->type == Node::Type::text) return label->text;
  }
  return {};
}

/// The item of an array of tables that a name or a position means.
Node& item_of(Node& array, const std::string& name, const std::string& path, const Place& place) {
  std::size_t index = 0;
  const auto result = std::from_chars(name.data(), name.data() + name.size(), index);
  if (result.ec == std::errc() && result.ptr == name.data() + name.size() && index < array.children.size())
    return array.children[index];
  std::vector<std::string> labels;
  for (Node& item : array.children) {
    labels.push_back(label_of(item));
    if (labels.back() == name) return item;
  }
  const auto guess = core::nearest(name, labels);
  const std::string known = fmt::format("{}", fmt::join(labels, ", "));
  throw error_at(
      place, {.zh = fmt::format("{} 中没有“{}”{}（有：0 至 {}，即 {}）", path, name,
                                guess ? fmt::format("，是不是“{}”？", *guess) : "", array.children.size() - 1, known),
              .en = fmt::format("{} has no \"{}\"{} (it has 0 to {}: {})", path, name,
                                guess ? fmt::format(", did you mean \"{}\"?", *guess) : "", array.children.size() - 1, known)});
}

Node& member_of(Node& table, const std::string& name, const Place& place) {
  if (Node* known = table.find(name)) return *known;
  table.names.push_back(name);
  table.children.push_back(fresh_node(Node::Type::table, place));
  return table.children.back();
}

}  // namespace

void apply_override(Node& root, const std::string& argument) {
  const Place place{"--set " + argument, 0, 0};
  const std::size_t equals = argument.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw error_at(place, {.zh = "应写作 键=值，例如 --set simulation.horizon=\"7 d\"",
                           .en = "expected key=value, such as --set simulation.horizon=\"7 d\""});
  }
  const KeyTree* tree = &key_tree();
  Node* at = &root;
  std::string path;
  for (const std::string& name : split_key(std::string_view(argument).substr(0, equals))) {
    if (tree->items) {
      if (at->type != Node::Type::array || at->children.empty()) {
        throw error_at(place,
                       {.zh = fmt::format("文件中没有任何 [[{}]]", path), .en = fmt::format("the file has no [[{}]]", path)});
      }
      at = &item_of(*at, name, path, place);
      tree = tree->items.get();
    } else {
      const KeyTree* inner = tree->member(name);
      if (inner == nullptr) throw error_at(place, unknown_key(*tree, path, name));
      // A scalar such as travel.walk gives way to a table.
      if (at->type != Node::Type::table) *at = fresh_node(Node::Type::table, place);
      at = &member_of(*at, name, place);
      tree = inner;
    }
    path += (path.empty() ? "" : ".") + name;
  }
  const Node value = value_of(*tree, argument.substr(equals + 1), place);
  check_value(*tree, value, path);
  *at = value;
}

}  // namespace wangge::scenarios
