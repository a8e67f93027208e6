#include "scenarios/schema/list_items.h"

#include "engine/core/nearest.h"
#include "scenarios/schema/check_document.h"
#include "scenarios/schema/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

namespace wangge::scenarios {
namespace {

/// By which key items of a list are known, and the name.
std::optional<std::pair<std::string, std::string>> label_of(const Node& item) {
  for (const char* key : {"name", "kind", "level"}) {
    const Node* label = item.find(key);
    if (label != nullptr && label->type == Node::Type::text) return std::pair(std::string(key), label->text);
  }
  return std::nullopt;
}

/// The end of a sentence.
core::Text guessed(const std::optional<std::string>& guess) {
  if (!guess) return {};
  return {.zh = fmt::format("；是不是“{}”？", *guess), .en = fmt::format("; did you mean \"{}\"?", *guess)};
}

}  // namespace

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

std::size_t item_at(const Node& array, const std::string& name, const std::string& path, const Place& place) {
  std::size_t index = 0;
  const auto result = std::from_chars(name.data(), name.data() + name.size(), index);
  if (result.ec == std::errc() && result.ptr == name.data() + name.size() && index < array.children.size()) return index;
  std::vector<std::string> labels;
  for (const Node& item : array.children) {
    const auto label = label_of(item);
    labels.push_back(label ? label->second : std::string());
  }
  const auto found = std::find(labels.begin(), labels.end(), name);
  if (found != labels.end()) {
    if (std::find(found + 1, labels.end(), name) == labels.end()) return static_cast<std::size_t>(found - labels.begin());
    throw error_at(place, {.zh = fmt::format("{} 中有几个“{}”：请用位置（0 至 {}）指明", path, name, array.children.size() - 1),
                           .en = fmt::format("{} has several \"{}\": say which by its position, 0 to {}", path, name,
                                             array.children.size() - 1)});
  }
  const auto guess = core::nearest(name, labels);
  const std::string known = fmt::format("{}", fmt::join(labels, ", "));
  throw error_at(place, {.zh = fmt::format("{} 中没有“{}”{}（有：0 至 {}，即 {}）", path, name, guessed(guess).zh,
                                           array.children.size() - 1, known),
                         .en = fmt::format("{} has no \"{}\"{} (it has 0 to {}: {})", path, name, guessed(guess).en,
                                           array.children.size() - 1, known)});
}

void check_list_changes(const Node& changes, const std::string& key) {
  for (std::size_t i = 0; i < changes.names.size(); ++i) {
    const std::string& name = changes.names[i];
    const KeyTree* known = key_tree().member(name);
    if (known == nullptr) throw error_at(changes.children[i].key_place, unknown_key(key_tree(), {}, name));
    if (known->items) continue;
    throw error_at(
        changes.children[i].key_place,
        {.zh = fmt::format("{}.{}：[{}] 不是列表；直接写 [{}]，它逐键合并", key, name, name, name),
         .en = fmt::format("{}.{}: [{}] is no list; write [{}] itself, which is merged key by key", key, name, name, name)});
  }
  check_value(key_tree(), changes, key);
}

void change_lists(Node& inherited, const Node* add, const Node* change) {
  for (std::size_t i = 0; change != nullptr && i < change->names.size(); ++i) {
    const std::string& section = change->names[i];
    Node* list = inherited.find(section);
    for (const Node& item : change->children[i].children) {
      const auto label = label_of(item);
      if (!label) {
        throw error_at(item.place, {.zh = fmt::format("change.{}：请写明改哪一项：name、kind 或 level", section),
                                    .en = fmt::format("change.{}: say which item by its name, kind or level", section)});
      }
      if (list == nullptr || list->type != Node::Type::array || list->children.empty()) {
        throw error_at(item.place, {.zh = fmt::format("change.{}：没有继承到任何 [[{}]]", section, section),
                                    .en = fmt::format("change.{}: no [[{}]] is inherited", section, section)});
      }
      overlay(list->children[item_at(*list, label->second, section, item.place)], item);
    }
  }
  for (std::size_t i = 0; add != nullptr && i < add->names.size(); ++i) {
    Node* list = inherited.find(add->names[i]);
    if (list == nullptr) {
      inherited.names.push_back(add->names[i]);
      inherited.children.push_back(add->children[i]);
      continue;
    }
    list->children.insert(list->children.end(), add->children[i].children.begin(), add->children[i].children.end());
  }
}

void remove_named(Node& root, const Node& name) {
  Node* at = &root;
  std::string path;
  const std::vector<std::string> steps = split_key(name.text);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool last = i + 1 == steps.size();
    if (at->type == Node::Type::array && !at->children.empty() && at->children.front().type == Node::Type::table) {
      const std::size_t item = item_at(*at, steps[i], path, name.place);
      if (last) at->children.erase(at->children.begin() + static_cast<std::ptrdiff_t>(item));
      if (!last) at = &at->children[item];
    } else {
      const auto found = std::find(at->names.begin(), at->names.end(), steps[i]);
      if (found == at->names.end()) {
        const auto guess = core::nearest(steps[i], at->names);
        throw error_at(name.place,
                       {.zh = fmt::format("without: 没有继承到“{}”{}", name.text, guessed(guess).zh),
                        .en = fmt::format("without: nothing called \"{}\" is inherited{}", name.text, guessed(guess).en)});
      }
      const auto index = found - at->names.begin();
      if (last) {
        at->children.erase(at->children.begin() + index);
        at->names.erase(found);
      } else {
        at = &at->children[static_cast<std::size_t>(index)];
      }
    }
    path += (path.empty() ? "" : ".") + steps[i];
  }
}

}  // namespace wangge::scenarios
