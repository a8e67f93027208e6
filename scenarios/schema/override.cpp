#include "scenarios/schema/override.h"

#include "scenarios/schema/check_document.h"
#include "scenarios/schema/keys.h"
#include "scenarios/schema/list_items.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {
namespace {

bool is_plain(Kind kind) {
  return kind != Kind::integer && kind != Kind::number && kind != Kind::flag && kind != Kind::texts && kind != Kind::shifts &&
         kind != Kind::range && kind != Kind::number_range && kind != Kind::amount && kind != Kind::count_range &&
         kind != Kind::change && kind != Kind::setting;
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

Node& member_of(Node& table, const std::string& name, const Place& place) {
  if (Node* known = table.find(name)) return *known;
  table.names.push_back(name);
  table.children.push_back(fresh_node(Node::Type::table, place));
  return table.children.back();
}

}  // namespace

void refuse_composition(const std::string& name, const Place& place) {
  for (const char* key : {"extends", "without", "add", "change", "variant"}) {
    if (name != key) continue;
    throw error_at(place,
                   {.zh = fmt::format("{} 只能写在场景文件的最上层：--set 和 variant.set 只设单个键，不组合文件；请另写一个 "
                                      "extends 本文件的场景",
                                      key),
                    .en = fmt::format("{} stands only at the top of a scenario file: --set and variant.set set single keys and "
                                      "compose no files; write a scenario that extends this one",
                                      key)});
  }
}

void apply_override(Node& root, const std::string& argument) { apply_override(root, argument, {"--set " + argument, 0, 0}); }

void apply_override(Node& root, const std::string& argument, const Place& place) {
  const std::size_t equals = argument.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw error_at(place, {.zh = "应写作 键=值，例如 --set simulation.horizon=\"7 d\"",
                           .en = "expected key=value, such as --set simulation.horizon=\"7 d\""});
  }
  const KeyTree* tree = &key_tree();
  Node* at = &root;
  std::string path;
  const std::vector<std::string> steps = split_key(std::string_view(argument).substr(0, equals));
  refuse_composition(steps.front(), place);
  for (const std::string& name : steps) {
    if (tree->items) {
      if (at->type != Node::Type::array || at->children.empty()) {
        throw error_at(place,
                       {.zh = fmt::format("文件中没有任何 [[{}]]", path), .en = fmt::format("the file has no [[{}]]", path)});
      }
      at = &at->children[item_at(*at, name, path, place)];
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
