#include "scenarios/edits/edit_table.h"

#include "engine/core/nearest.h"
#include "scenarios/schema/quantities.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace wangge::scenarios {
namespace {

const core::Text a_text = {.zh = "文字", .en = "a text"};
const core::Text some_texts = {.zh = "若干文字，如 [\"a\", \"b\"]", .en = "texts such as [\"a\", \"b\"]"};
const core::Text some_places = {.zh = "若干坐标，如 [[x, y], [x, y]]", .en = "places such as [[x, y], [x, y]]"};
const core::Text some_cells = {.zh = "若干单元编号，如 [3, 17]", .en = "numbers of cells such as [3, 17]"};

core::Text instead(const core::Text& expected, const Node& found) {
  const core::Text type = type_name(found.type);
  return {.zh = fmt::format("这是{}；应为{}", type.zh, expected.zh),
          .en = fmt::format("is {}; expected {}", type.en, expected.en)};
}

bool is_number(const Node& node) {
  return (node.type == Node::Type::integer || node.type == Node::Type::number) && std::isfinite(node.number);
}

}  // namespace

EditTable::EditTable(const Node& node, std::string shown, PlaneOf plane)
    : node_(&node), shown_(std::move(shown)), plane_(std::move(plane)) {
  if (node.type != Node::Type::table) throw error(instead({.zh = "一个表", .en = "a table"}, node));
}

const Node* EditTable::find(std::string_view key) const {
  read_.emplace(key);
  return node_->find(key);
}

const Node& EditTable::required(std::string_view key, const core::Text& expected) const {
  const Node* found = find(key);
  if (found == nullptr) {
    const core::Text meant = unread_words(key);
    throw error({.zh = fmt::format("缺少 {}；应为{}{}", key, expected.zh, meant.zh),
                 .en = fmt::format("{} is missing; expected {}{}", key, expected.en, meant.en)});
  }
  return *found;
}

/// A table of an array has no place of its own: its first key's.
Place EditTable::place() const { return node_->children.empty() ? node_->place : node_->children.front().key_place; }

core::Text EditTable::unread_words(std::string_view key) const {
  std::vector<std::string> unread;
  for (const std::string& name : node_->names) {
    if (!read_.contains(name)) unread.push_back(name);
  }
  const auto guess = core::nearest(std::string(key), unread);
  if (!guess) return {};
  return {.zh = fmt::format("；这里有“{}”，是不是指它？", *guess),
          .en = fmt::format("; is \"{}\", which stands here, meant?", *guess)};
}

core::Error EditTable::error(const core::Text& problem) const {
  const std::string at = shown_.empty() ? std::string() : shown_ + ": ";
  return error_at(place(), {.zh = at + problem.zh, .en = at + problem.en});
}

core::Error EditTable::error(std::string_view key, const core::Text& problem) const {
  const Node* found = node_->find(key);
  const std::string at = fmt::format("{}{}{}: ", shown_, shown_.empty() ? "" : ".", key);
  return error_at(found != nullptr ? found->place : place(), {.zh = at + problem.zh, .en = at + problem.en});
}

std::string EditTable::text(std::string_view key) const {
  const Node& found = required(key, a_text);
  if (found.type != Node::Type::text) throw error(key, instead(a_text, found));
  return found.text;
}

std::string EditTable::text_or(std::string_view key) const { return find(key) == nullptr ? std::string() : text(key); }

bool EditTable::flag(std::string_view key) const {
  const Node* found = find(key);
  if (found == nullptr) return false;
  if (found->type != Node::Type::flag) throw error(key, instead({.zh = "true 或 false", .en = "true or false"}, *found));
  return found->flag;
}

std::size_t EditTable::count(std::string_view key) const {
  const Node* found = find(key);
  if (found == nullptr) return 1;
  const core::Text expected = {.zh = "1 或更大的整数", .en = "a whole number of 1 or more"};
  if (found->type != Node::Type::integer) throw error(key, instead(expected, *found));
  if (found->integer < 1) {
    throw error(key, {.zh = fmt::format("{} 不可用；应为{}", found->integer, expected.zh),
                      .en = fmt::format("{} is not allowed; expected {}", found->integer, expected.en)});
  }
  return static_cast<std::size_t>(found->integer);
}

std::vector<std::string> EditTable::texts(std::string_view key) const {
  const Node* found = find(key);
  if (found == nullptr) return {};
  if (found->type != Node::Type::array) throw error(key, instead(some_texts, *found));
  std::vector<std::string> all;
  for (const Node& item : found->children) {
    if (item.type != Node::Type::text) throw error(key, instead(some_texts, item));
    all.push_back(item.text);
  }
  return all;
}

std::vector<std::string> EditTable::required_texts(std::string_view key) const {
  (void)required(key, some_texts);
  return texts(key);
}

std::vector<planning::CellId> EditTable::cells(std::string_view key) const {
  const Node* found = find(key);
  if (found == nullptr) return {};
  if (found->type != Node::Type::array) throw error(key, instead(some_cells, *found));
  std::vector<planning::CellId> all;
  for (const Node& item : found->children) {
    if (item.type != Node::Type::integer || item.integer < 0 || item.integer > 0xFFFFFFFE)
      throw error(key, instead(some_cells, item));
    all.emplace_back(static_cast<std::size_t>(item.integer));
  }
  return all;
}

planning::Path EditTable::path(std::string_view key) const {
  const Node* found = find(key);
  if (found == nullptr) return {};
  if (found->type != Node::Type::array) throw error(key, instead(some_places, *found));
  planning::Path line;
  for (const Node& item : found->children) {
    if (item.type != Node::Type::array || item.children.size() != 2 || !is_number(item.children[0]) ||
        !is_number(item.children[1]))
      throw error(key, instead(some_places, item));
    line.push_back({item.children[0].number, item.children[1].number});
  }
  return plane_ ? plane_(std::move(line)) : line;
}

planning::Path EditTable::required_path(std::string_view key) const {
  (void)required(key, some_places);
  return path(key);
}

std::optional<core::Metres> EditTable::length(std::string_view key) const {
  if (find(key) == nullptr) return std::nullopt;
  const Parsed<core::Metres> parsed = parse_length(text(key));
  if (!parsed.value) throw error(key, parsed.problem);
  return parsed.value;
}

std::optional<territory::BarrierClass> EditTable::barrier(std::string_view key) const {
  if (find(key) == nullptr) return std::nullopt;
  const std::string word = text(key);
  std::vector<std::string> known;
  for (std::size_t i = 1; i < territory::barrier_class_count; ++i) {
    const auto barrier = static_cast<territory::BarrierClass>(i);
    if (territory::name(barrier) == word) return barrier;
    known.emplace_back(territory::name(barrier));
  }
  throw error(key, {.zh = fmt::format("“{}”不可用（可用：{}）", word, fmt::join(known, ", ")),
                    .en = fmt::format("\"{}\" is not allowed (one of: {})", word, fmt::join(known, ", "))});
}

EditTable EditTable::inner(std::string_view key) const {
  const core::Text expected = {.zh = "一个表，如 { buildings = [\"way/1\"] }",
                               .en = "a table such as { buildings = [\"way/1\"] }"};
  return {required(key, expected), fmt::format("{}.{}", shown_, key), plane_};
}

void EditTable::refuse_unread() const {
  for (std::size_t i = 0; i < node_->names.size(); ++i) {
    const std::string& key = node_->names[i];
    if (read_.contains(key)) continue;
    const std::vector<std::string> known(read_.begin(), read_.end());
    const auto guess = core::nearest(key, known);
    throw error_at(node_->children[i].key_place, {.zh = fmt::format("{}: 这里没有“{}”这个键{}", shown_, key,
                                                                    guess ? fmt::format("；是不是“{}”？", *guess) : ""),
                                                  .en = fmt::format("{}: there is no key \"{}\" here{}", shown_, key,
                                                                    guess ? fmt::format("; did you mean \"{}\"?", *guess) : "")});
  }
}

}  // namespace wangge::scenarios
