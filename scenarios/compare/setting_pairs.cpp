#include "scenarios/compare/setting_pairs.h"

#include "scenarios/schema/document.h"

#include <algorithm>
#include <map>
#include <utility>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using Settings = std::map<std::string, std::string>;

std::string value_text(const Node& value) {
  Node table;
  table.names = {"v"};
  table.children = {value};
  const std::string line = canonical_toml(table);
  const std::size_t from = line.find("= ") + 2;
  return line.substr(from, line.find_last_not_of('\n') + 1 - from);
}

bool holds_tables(const Node& list) {
  return !list.children.empty() &&
         std::all_of(list.children.begin(), list.children.end(), [](const Node& item) { return item.type == Node::Type::table; });
}

/// What tells an item of a list of tables from the others.
std::string item_name(const Node& item, std::size_t at) {
  for (const char* key : {"name", "kind"}) {
    const Node* name = item.find(key);
    if (name != nullptr && name->type == Node::Type::text) return name->text;
  }
  return std::to_string(at + 1);
}

void collect(const Node& node, const std::string& path, Settings& settings) {
  if (node.type == Node::Type::table) {
    for (std::size_t i = 0; i < node.names.size(); ++i)
      collect(node.children[i], path.empty() ? node.names[i] : path + "." + node.names[i], settings);
    return;
  }
  if (node.type != Node::Type::array || !holds_tables(node)) {
    settings[path] = value_text(node);
    return;
  }
  std::map<std::string, int> seen;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    std::string name = item_name(node.children[i], i);
    if (const int before = seen[name]++; before > 0) name += " " + std::to_string(before + 1);
    collect(node.children[i], path + "[" + name + "]", settings);
  }
}

Settings settings_of(const json& manifest) {
  Settings settings;
  const json::json_pointer at("/scenario/toml");
  if (manifest.is_object() && manifest.contains(at) && manifest[at].is_string())
    collect(parse_document(manifest[at].get<std::string>(), "manifest.json"), "", settings);
  return settings;
}

/// Names of runs and places of files differ without any meaning of their own.
bool tells_nothing(const std::string& key) {
  const std::string last = key.substr(key.find_last_of('.') + 1);
  return last == "source" || key.ends_with(".source.zh") || key.ends_with(".source.en") || key == "name" ||
         key.starts_with("title");
}

}  // namespace

std::vector<SettingPair> setting_pairs(const json& before, const json& after) {
  const Settings old_settings = settings_of(before);
  const Settings new_settings = settings_of(after);
  std::vector<SettingPair> pairs;
  if (old_settings.empty() || new_settings.empty()) return pairs;
  std::map<std::string, std::pair<std::string, std::string>> all;
  for (const auto& [key, value] : old_settings) all[key].first = value;
  for (const auto& [key, value] : new_settings) all[key].second = value;
  for (auto& [key, values] : all) {
    if (values.first != values.second && !tells_nothing(key)) pairs.push_back({key, values.first, values.second});
  }
  return pairs;
}

}  // namespace wangge::scenarios
