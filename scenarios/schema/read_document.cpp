#include "scenarios/schema/document.h"

#include "engine/core/system_words.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

namespace wangge::scenarios {
namespace {

/// Turns the library's tree into ours. With a fixed place (command line) the library's own regions are ignored.
class Converter {
 public:
  Converter(std::string file, const Place* fixed) : file_(std::move(file)), fixed_(fixed) {}

  Node convert(const toml::node& source) const {
    Node node;
    node.place = place(source.source());
    node.key_place = node.place;
    if (const auto* table = source.as_table()) {
      node.type = Node::Type::table;
      for (const auto& [key, child] : *table) {
        node.names.emplace_back(key.str());
        node.children.push_back(convert(child));
        node.children.back().key_place = place(key.source());
      }
    } else if (const auto* array = source.as_array()) {
      node.type = Node::Type::array;
      for (const auto& child : *array) node.children.push_back(convert(child));
    } else {
      scalar(source, node);
    }
    return node;
  }

 private:
  Place place(const toml::source_region& region) const {
    if (fixed_ != nullptr) return *fixed_;
    return {file_, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
  }

  void scalar(const toml::node& source, Node& node) const {
    if (const auto* text = source.as_string()) {
      node.type = Node::Type::text;
      node.text = text->get();
    } else if (const auto* integer = source.as_integer()) {
      node.type = Node::Type::integer;
      node.integer = integer->get();
      node.number = static_cast<double>(node.integer);
    } else if (const auto* number = source.as_floating_point()) {
      node.type = Node::Type::number;
      node.number = number->get();
    } else if (const auto* flag = source.as_boolean()) {
      node.type = Node::Type::flag;
      node.flag = flag->get();
    } else {
      node.type = Node::Type::date;
      if (const auto* date = source.as_date()) {
        const toml::date day = date->get();
        node.text = fmt::format("{:04}-{:02}-{:02}", day.year, static_cast<int>(day.month), static_cast<int>(day.day));
      }
    }
  }

  std::string file_;
  const Place* fixed_;
};

std::string read_whole(const std::filesystem::path& path, const std::string& shown, const core::Text& noun) {
  std::error_code code;
  const auto failed = [&](const core::Text& why) {
    return core::Error(core::ErrorCode::environment, {.zh = fmt::format("{}: 无法读取{}：{}", shown, noun.zh, why.zh),
                                                      .en = fmt::format("{}: cannot read the {}: {}", shown, noun.en, why.en)});
  };
  if (!std::filesystem::exists(path, code)) throw failed({.zh = "文件不存在", .en = "no such file"});
  if (std::filesystem::is_directory(path, code)) throw failed({.zh = "这是一个文件夹", .en = "it is a folder"});
  std::ifstream in(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in) throw failed(core::system_cause(errno));
  return text;
}

core::Text not_toml(std::string_view description, const core::Text& noun) {
  if (description.find("utf-8") != std::string_view::npos) {
    return {.zh = fmt::format("不是{}（TOML）：文件不是 UTF-8 编码：请另存为 UTF-8", noun.zh),
            .en = fmt::format("not a {} (TOML): it is not in UTF-8: save it as UTF-8", noun.en)};
  }
  return {.zh = fmt::format("不是{}（TOML）：TOML 语法错误{}", noun.zh, core::system_words(description)),
          .en = fmt::format("not a {} (TOML): {}", noun.en, description)};
}

Node parsed(std::string_view text, const std::string& shown, const Place* fixed, const core::Text& noun) {
  try {
    const toml::table table = toml::parse(text, shown);
    return Converter(shown, fixed).convert(table);
  } catch (const toml::parse_error& error) {
    const auto& begin = error.source().begin;
    const Place place = fixed != nullptr ? *fixed : Place{shown, static_cast<int>(begin.line), static_cast<int>(begin.column)};
    throw error_at(place, not_toml(error.description(), noun));
  }
}

}  // namespace

Node read_document(const std::filesystem::path& path, const std::string& shown, const core::Text& noun) {
  const std::string text = read_whole(path, shown, noun);
  if (text.find('\0') != std::string::npos) {
    throw error_at({shown, 1, 1}, {.zh = fmt::format("不是{}（TOML）：内容是二进制", noun.zh),
                                   .en = fmt::format("not a {} (TOML): the content is binary", noun.en)});
  }
  return parsed(text, shown, nullptr, noun);
}

Node parse_document(std::string_view text, const std::string& shown, const core::Text& noun) {
  return parsed(text, shown, nullptr, noun);
}

Node parse_value(std::string_view text, const Place& place) {
  const Node table = parsed(fmt::format("value = {}\n", text), place.file, &place, scenario_file_noun);
  if (table.children.size() != 1) throw error_at(place, not_toml("more than one value", scenario_file_noun));
  return table.children.front();
}

}  // namespace wangge::scenarios
