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

std::vector<std::string> labels_of(const Node& array) {
  std::vector<std::string> labels;
  for (const Node& item : array.children) {
    const auto label = label_of(item);
    labels.push_back(label ? label->second : std::string());
  }
  return labels;
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
  const std::vector<std::string> labels = labels_of(array);
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

namespace {

/// The one item of this name; a name that is a number is no position here.
Node& named_item(Node& array, const std::string& name, const std::string& section, const Place& place) {
  const std::vector<std::string> labels = labels_of(array);
  const auto found = std::find(labels.begin(), labels.end(), name);
  if (found == labels.end()) {
    const auto guess = core::nearest(name, labels);
    throw error_at(place, {.zh = fmt::format("change.{0}：没有继承到名为“{1}”的 [[{0}]]{2}（有：{3}）", section, name,
                                             guessed(guess).zh, fmt::join(labels, "、")),
                           .en = fmt::format("change.{0}: no [[{0}]] called \"{1}\" is inherited{2} (there are: {3})", section,
                                             name, guessed(guess).en, fmt::join(labels, ", "))});
  }
  if (const auto second = std::find(found + 1, labels.end(), name); second != labels.end()) {
    throw error_at(place,
                   {.zh = fmt::format("change.{0}：继承到几个名为“{1}”的 [[{0}]]（位置 {2}、{3}）；用 without = "
                                      "[\"{0}.{2}\"] 去掉要改的一项，再以 [[add.{0}]] 写出",
                                      section, name, found - labels.begin(), second - labels.begin()),
                    .en = fmt::format("change.{0}: several [[{0}]] called \"{1}\" are inherited (at {2} and {3}); take the one "
                                      "away with without = [\"{0}.{2}\"] and write it with [[add.{0}]]",
                                      section, name, found - labels.begin(), second - labels.begin())});
  }
  return array.children[static_cast<std::size_t>(found - labels.begin())];
}

/// A kind says what a ledger counts and what a post is, and several may be of one; elsewhere it is the name.
bool several_of_a_kind(const std::string& section) { return section == "ledger" || section == "post"; }

void refuse_known(const Node& list, const Node& item, const std::string& section) {
  const auto label = label_of(item);
  if (!label || (label->first == "kind" && several_of_a_kind(section))) return;
  const std::vector<std::string> known = labels_of(list);
  if (std::find(known.begin(), known.end(), label->second) == known.end()) return;
  throw error_at(item.place,
                 {.zh = fmt::format("add.{0}：已有名为“{1}”的 [[{0}]]；改它请写 [[change.{0}]]", section, label->second),
                  .en = fmt::format("add.{0}: there is a [[{0}]] called \"{1}\" already; write [[change.{0}]] to change it",
                                    section, label->second)});
}

}  // namespace

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
      overlay(named_item(*list, label->second, section, item.place), item);
    }
  }
  for (std::size_t i = 0; add != nullptr && i < add->names.size(); ++i) {
    const std::string& section = add->names[i];
    Node* list = inherited.find(section);
    if (list == nullptr) {
      inherited.names.push_back(section);
      inherited.children.emplace_back(add->children[i]).children.clear();
      list = &inherited.children.back();
    }
    for (const Node& item : add->children[i].children) {
      refuse_known(*list, item, section);
      list->children.push_back(item);
    }
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
