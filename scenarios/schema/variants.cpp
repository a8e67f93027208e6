#include "scenarios/schema/variants.h"

#include "scenarios/schema/keys.h"
#include "scenarios/schema/list_items.h"
#include "scenarios/schema/override.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

namespace wangge::scenarios {

std::string assignment(const std::string& key, const Node& value) {
  Node table;
  table.names = {"v"};
  table.children = {value};
  std::string text = canonical_toml(table).substr(4);
  text.pop_back();
  return key + "=" + text;
}

const KeyTree* key_of_override(const std::string& key) {
  const KeyTree* tree = &key_tree();
  for (const std::string& name : split_key(key)) {
    tree = tree->items ? tree->items.get() : tree->member(name);
    if (tree == nullptr) return nullptr;
  }
  return tree;
}

namespace {

std::string text_in(const Node& table, const char* name) {
  const Node* node = table.find(name);
  return node != nullptr && node->type == Node::Type::text ? node->text : std::string();
}

std::string title_in(const Node& table, const char* language, const std::string& otherwise) {
  const Node* title = table.find("title");
  const std::string found = title != nullptr ? text_in(*title, language) : std::string();
  return found.empty() ? otherwise : found;
}

Node text_node(const std::string& text) {
  Node node;
  node.type = Node::Type::text;
  node.text = text;
  return node;
}

std::string folder_word(const std::string& name, const Place& place) {
  std::string word = name;
  std::replace(word.begin(), word.end(), ' ', '-');
  const auto fine = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), fine)) return word;
  throw error_at(place, {.zh = fmt::format("variant.name：“{}”只能含字母、数字、空格、“-”和“_”；其他写入 title", name),
                         .en = fmt::format("variant.name: \"{}\" may hold only letters, digits, blanks, - and _; anything else "
                                           "goes into its title",
                                           name)});
}

std::string quoted_where_needed(const std::string& name) {
  return name.find('.') == std::string::npos ? name : "\"" + name + "\"";
}

/// Calls `visit` with every dotted key of a table `set` and its value: `{ simulation.seed = 2 }` is a table within a table.
template <class AnyNode, class Visit>
void each_setting(const std::string& prefix, AnyNode& table, const Visit& visit) {
  for (std::size_t i = 0; i < table.names.size(); ++i) {
    // A name at the top may be dotted as a whole, as on the command line.
    const std::string key = prefix.empty() ? table.names[i] : prefix + "." + quoted_where_needed(table.names[i]);
    const KeyTree* tree = key_of_override(key);
    const bool inner = table.children[i].type == Node::Type::table && tree != nullptr && tree->key == nullptr;
    if (inner)
      each_setting(key, table.children[i], visit);
    else
      visit(key, tree, table.children[i]);
  }
}

Variant variant_of(const Node& item, const Node& root) {
  Variant made{.name = text_in(item, "name"), .scenario = {}, .overrides = {}, .places = {}};
  const Node* name = item.find("name");
  if (name == nullptr) throw error_at(item.place, {.zh = "variant：缺少 name", .en = "variant: its name is missing"});
  const Node* set = item.find("set");
  if (set == nullptr) throw error_at(item.place, {.zh = "variant：缺少 set", .en = "variant: its set is missing"});
  if (set->names.empty()) {
    throw error_at(set->key_place,
                   {.zh = fmt::format("variant“{}”：set 是空的，与场景没有不同", text_in(item, "name")),
                    .en = fmt::format("variant \"{}\": its set is empty, so that nothing differs from the scenario",
                                      text_in(item, "name"))});
  }
  const std::string base = text_in(root, "name");
  made.scenario = base + "-" + folder_word(made.name, name->place);
  const auto put = [&](std::string text, const Place& place) {
    made.overrides.push_back(std::move(text));
    made.places.push_back(place);
  };
  put(assignment("name", text_node(made.scenario)), name->place);
  put(assignment("title.zh", text_node(title_in(root, "zh", base) + "：" + title_in(item, "zh", made.name))), name->place);
  put(assignment("title.en", text_node(title_in(root, "en", base) + ": " + title_in(item, "en", made.name))), name->place);
  each_setting({}, *set, [&](const std::string& key, const KeyTree* /*tree*/, const Node& value) {
    refuse_composition(split_key(key).front(), value.key_place);
    put(assignment(key, value), value.key_place);
  });
  return made;
}

const Node* items_of(const Node& root) {
  const Node* found = root.find("variant");
  return found != nullptr && found->type == Node::Type::array ? found : nullptr;
}

}  // namespace

void move_variant_paths(Node& root, const std::string& prefix) {
  Node* variants = root.find("variant");
  if (variants == nullptr) return;
  for (Node& item : variants->children) {
    Node* set = item.find("set");
    if (set == nullptr) continue;
    each_setting({}, *set, [&](const std::string& /*key*/, const KeyTree* tree, Node& value) {
      if (tree == nullptr || tree->key == nullptr || tree->key->kind != Kind::file || value.type != Node::Type::text) return;
      const std::filesystem::path written(value.text);
      if (!written.empty() && written.is_relative())
        value.text = (std::filesystem::path(prefix) / written).lexically_normal().generic_string();
    });
  }
}

std::vector<Variant> variants_of(const Node& root) {
  std::vector<Variant> variants;
  const Node* items = items_of(root);
  if (items == nullptr) return variants;
  std::set<std::string> known;
  for (const Node& item : items->children) {
    variants.push_back(variant_of(item, root));
    if (known.insert(variants.back().scenario).second) continue;
    throw error_at(item.place, {.zh = fmt::format("variant：有两个“{}”", variants.back().name),
                                .en = fmt::format("variant: there are two \"{}\"", variants.back().name)});
  }
  for (std::size_t i = 0; i < variants.size(); ++i) {
    if (!known.contains(variants[i].scenario + "-compared")) continue;
    throw error_at(
        items->children[i].place,
        {.zh = fmt::format("variant“{0}”：另有名为“{0} compared”的变体，而前者的比较正写入那个文件夹；请改名", variants[i].name),
         .en = fmt::format("variant \"{0}\": there is one called \"{0} compared\" too, and the comparison of the first "
                           "goes into the folder of that name; rename one",
                           variants[i].name)});
  }
  return variants;
}

}  // namespace wangge::scenarios
