#include "scenarios/schema/reader.h"

#include <fmt/format.h>

#include <cassert>
#include <map>

namespace wangge::scenarios {
namespace {

std::map<std::string, Node, std::less<>> parse_defaults() {
  std::map<std::string, Node, std::less<>> parsed;
  for (const KeySpec& key : keys()) {
    if (!key.fallback.empty()) parsed.emplace(key.path, parse_value(key.fallback, {key.path, 0, 0}));
  }
  return parsed;
}

const Node* default_of(std::string_view path) {
  static const std::map<std::string, Node, std::less<>> defaults = parse_defaults();
  const auto found = defaults.find(path);
  return found == defaults.end() ? nullptr : &found->second;
}

std::string joined(const std::string& table, std::string_view key) {
  return table.empty() ? std::string(key) : fmt::format("{}.{}", table, key);
}

}  // namespace

Reader::Reader(const Node* node, std::string pattern, std::string shown, const Place& fallback_place)
    : node_(node),
      pattern_(std::move(pattern)),
      shown_(std::move(shown)),
      place_(node != nullptr ? node->place : fallback_place) {}

const Node* Reader::written(std::string_view key) const {
  const Node* at = node_;
  while (at != nullptr) {
    const std::size_t dot = key.find('.');
    at = at->type == Node::Type::table ? at->find(key.substr(0, dot)) : nullptr;
    if (dot == std::string_view::npos) return at;
    key.remove_prefix(dot + 1);
  }
  return nullptr;
}

std::string Reader::pattern_of(std::string_view key) const { return joined(pattern_, key); }

Place Reader::place(std::string_view key) const {
  const Node* node = written(key);
  return node != nullptr ? node->place : place_;
}

std::string Reader::where(std::string_view key) const {
  const std::string file = text_of(place(key));
  return (file.empty() ? "" : file + ": ") + joined(shown_, key);
}

core::Error Reader::error(std::string_view key, const core::Text& problem) const {
  const std::string path = joined(shown_, key);
  return error_at(place(key), {.zh = path + ": " + problem.zh, .en = path + ": " + problem.en});
}

const Node& Reader::value(std::string_view key) const {
  if (const Node* node = written(key)) return *node;
  const std::string path = pattern_of(key);
  if (const Node* node = default_of(path)) return *node;
  const KeySpec* spec = find_key(path);
  assert(spec != nullptr && spec->required);
  const core::Text wanted = expectation(*spec);
  throw error(key, {.zh = fmt::format("缺少此键；应为{}", wanted.zh), .en = fmt::format("is missing; expected {}", wanted.en)});
}

std::optional<std::string> Reader::optional_text(std::string_view key) const {
  const Node* node = written(key);
  if (node == nullptr) return std::nullopt;
  return node->text;
}

std::optional<std::int64_t> Reader::optional_integer(std::string_view key) const {
  const Node* node = written(key);
  if (node == nullptr) return std::nullopt;
  return node->integer;
}

std::optional<Amount> Reader::optional_amount(std::string_view key) const {
  const Node* node = written(key);
  if (node == nullptr) node = default_of(pattern_of(key));
  if (node == nullptr) return std::nullopt;
  if (node->type == Node::Type::integer) return Amount{node->integer, std::nullopt};
  return Amount{std::nullopt, *parse_share(node->text).value};
}

std::vector<std::string> Reader::texts(std::string_view key) const {
  std::vector<std::string> all;
  for (const Node& item : value(key).children) all.push_back(item.text);
  return all;
}

std::vector<Rate> Reader::rates(std::string_view key) const {
  const Node& node = value(key);
  if (node.type == Node::Type::text) return {*parse_rate(node.text).value};
  std::vector<Rate> all;
  for (const Node& item : node.children) all.push_back(*parse_rate(item.text).value);
  return all;
}

std::vector<double> Reader::numbers(std::string_view key) const {
  std::vector<double> all;
  for (const Node& item : value(key).children) all.push_back(item.number);
  return all;
}

Reader Reader::table(std::string_view key) const { return {written(key), pattern_of(key), joined(shown_, key), place_}; }

std::vector<Reader> Reader::items(std::string_view key) const {
  std::vector<Reader> all;
  const Node* array = written(key);
  if (array == nullptr) return all;
  for (std::size_t i = 0; i < array->children.size(); ++i) {
    all.emplace_back(&array->children[i], pattern_of(key) + "[]", fmt::format("{}[{}]", joined(shown_, key), i), array->place);
  }
  return all;
}

std::vector<std::string> Reader::names() const { return node_ != nullptr ? node_->names : std::vector<std::string>(); }

}  // namespace wangge::scenarios
