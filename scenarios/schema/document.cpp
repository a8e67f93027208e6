#include "scenarios/schema/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace wangge::scenarios {
namespace {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

bool is_bare(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

std::vector<std::size_t> sorted_children(const Node& table) {
  std::vector<std::size_t> order(table.names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return table.names[a] < table.names[b]; });
  return order;
}

/// The shortest digits that read back as the same number, with a point so that TOML keeps it a float.
std::string number_text(double number) {
  const std::string digits = fmt::format("{}", number);
  return digits.find_first_of(".en") == std::string::npos ? digits + ".0" : digits;
}

std::string inline_value(const Node& node) {
  switch (node.type) {
    case Node::Type::text:
      return in_quotes(node.text);
    case Node::Type::date:
      return node.text;
    case Node::Type::integer:
      return fmt::format("{}", node.integer);
    case Node::Type::number:
      return number_text(node.number);
    case Node::Type::flag:
      return node.flag ? "true" : "false";
    case Node::Type::array: {
      std::string out = "[";
      for (const Node& item : node.children) out += (out.size() > 1 ? ", " : "") + inline_value(item);
      return out + "]";
    }
    case Node::Type::table:
      break;
  }
  std::string out = "{";
  for (const std::size_t i : sorted_children(node)) {
    const std::string key = is_bare(node.names[i]) ? node.names[i] : in_quotes(node.names[i]);
    out += fmt::format("{}{} = {}", out.size() > 1 ? ", " : " ", key, inline_value(node.children[i]));
  }
  return out + (out.size() > 1 ? " }" : "}");
}

}  // namespace

std::string text_of(const Place& place) {
  if (place.line == 0) return place.file;
  return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

const Node* Node::find(std::string_view name) const {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? nullptr : &children[static_cast<std::size_t>(found - names.begin())];
}

Node* Node::find(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? nullptr : &children[static_cast<std::size_t>(found - names.begin())];
}

core::Text type_name(Node::Type type) {
  switch (type) {
    case Node::Type::table:
      return {.zh = "一个表", .en = "a table"};
    case Node::Type::array:
      return {.zh = "一个数组", .en = "an array"};
    case Node::Type::text:
      return {.zh = "一段文字", .en = "a text"};
    case Node::Type::integer:
      return {.zh = "一个整数", .en = "an integer"};
    case Node::Type::number:
      return {.zh = "一个小数", .en = "a number"};
    case Node::Type::flag:
      return {.zh = "true 或 false", .en = "true or false"};
    case Node::Type::date:
      break;
  }
  return {.zh = "一个日期", .en = "a date"};
}

core::Error error_at(const Place& place, const core::Text& problem) {
  const std::string where = text_of(place);
  if (where.empty()) return {core::ErrorCode::usage, problem};
  return {core::ErrorCode::usage, {.zh = where + ": " + problem.zh, .en = where + ": " + problem.en}};
}

void overlay(Node& base, const Node& above) {
  if (base.type != Node::Type::table || above.type != Node::Type::table) {
    base = above;
    return;
  }
  for (std::size_t i = 0; i < above.names.size(); ++i) {
    if (Node* known = base.find(above.names[i])) {
      overlay(*known, above.children[i]);
    } else {
      base.names.push_back(above.names[i]);
      base.children.push_back(above.children[i]);
    }
  }
}

std::string canonical_toml(const Node& root) {
  std::string out;
  for (const std::size_t i : sorted_children(root)) {
    const std::string key = is_bare(root.names[i]) ? root.names[i] : in_quotes(root.names[i]);
    out += fmt::format("{} = {}\n", key, inline_value(root.children[i]));
  }
  return out;
}

namespace {

std::string key_text(const std::string& name) { return is_bare(name) ? name : in_quotes(name); }

bool is_array_of_tables(const Node& node) {
  return node.type == Node::Type::array && !node.children.empty() &&
         std::all_of(node.children.begin(), node.children.end(), [](const Node& item) { return item.type == Node::Type::table; });
}

std::string lines_of(const Node& table) {
  std::string out;
  for (std::size_t i = 0; i < table.names.size(); ++i)
    out += fmt::format("{} = {}\n", key_text(table.names[i]), inline_value(table.children[i]));
  return out;
}

}  // namespace

std::string sectioned_toml(const Node& root) {
  std::string plain;
  std::string sections;
  for (std::size_t i = 0; i < root.names.size(); ++i) {
    const Node& node = root.children[i];
    const std::string key = key_text(root.names[i]);
    if (node.type == Node::Type::table) {
      sections += fmt::format("\n[{}]\n{}", key, lines_of(node));
    } else if (is_array_of_tables(node)) {
      for (const Node& item : node.children) sections += fmt::format("\n[[{}]]\n{}", key, lines_of(item));
    } else {
      plain += fmt::format("{} = {}\n", key, inline_value(node));
    }
  }
  return plain + sections;
}

}  // namespace wangge::scenarios
