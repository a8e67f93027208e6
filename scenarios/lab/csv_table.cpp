#include "scenarios/lab/csv_table.h"

#include "engine/core/error.h"
#include "scenarios/run/checked_file.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace wangge::scenarios {
namespace {

[[noreturn]] void refuse(std::string zh, std::string en) {
  throw core::Error(core::ErrorCode::input, {.zh = std::move(zh), .en = std::move(en)});
}

char small(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return small(x) == small(y); });
}

/// Records of a text, one at a time.
class Reader {
 public:
  Reader(const std::filesystem::path& path, std::string_view text) : path_(path), text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  [[nodiscard]] bool done() const { return at_ >= text_.size(); }
  [[nodiscard]] std::size_t line() const { return line_; }

  std::vector<std::string> record() {
    std::vector<std::string> fields(1);
    bool quoted = false;
    const std::size_t first = line_;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '\n') ++line_;
      if (quoted) {
        if (c != '"')
          fields.back() += c;
        else if (at_ < text_.size() && text_[at_] == '"')
          fields.back() += text_[at_++];
        else
          quoted = false;
        continue;
      }
      if (c == '\n') return fields;
      if (c == '"')
        quoted = true;
      else if (c == ',')
        fields.emplace_back();
      else if (c != '\r')
        fields.back() += c;
    }
    if (quoted) {
      refuse(fmt::format("{} 第 {} 行：引号没有结束", path_.string(), first),
             fmt::format("{} line {}: a quote is left open", path_.string(), first));
    }
    ++line_;
    return fields;
  }

 private:
  std::filesystem::path path_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

CsvTable CsvTable::read(const std::filesystem::path& path) {
  const std::string text = read_file(path);
  Reader reader(path, text);
  CsvTable table;
  table.path_ = path;
  if (reader.done()) refuse(fmt::format("{} 是空文件", path.string()), fmt::format("{} is empty", path.string()));
  table.header_ = reader.record();
  while (!reader.done()) {
    Row row{.line = reader.line(), .fields = reader.record()};
    if (row.fields.size() == 1 && row.fields[0].empty()) continue;
    if (row.fields.size() != table.header_.size()) {
      refuse(
          fmt::format("{} 第 {} 行有 {} 个字段，表头有 {} 个", path.string(), row.line, row.fields.size(), table.header_.size()),
          fmt::format("{} line {} has {} fields, the header {}", path.string(), row.line, row.fields.size(),
                      table.header_.size()));
    }
    table.rows_.push_back(std::move(row));
  }
  return table;
}

double CsvTable::number(std::size_t row, std::size_t column) const {
  const std::string& text = at(row, column);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size() && std::isfinite(value)) return value;
  refuse(fmt::format("{} 第 {} 行 {} 列：“{}”不是数", path_.string(), line(row), header_[column], text),
         fmt::format("{} line {}, column {}: '{}' is not a number", path_.string(), line(row), header_[column], text));
}

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  for (std::size_t column = 0; column < header_.size(); ++column) {
    if (same_word(header_[column], name)) return column;
  }
  return std::nullopt;
}

std::optional<std::size_t> CsvTable::first_of(std::span<const std::string_view> names) const {
  for (const std::string_view name : names) {
    if (const std::optional<std::size_t> found = column(name)) return found;
  }
  return std::nullopt;
}

std::size_t CsvTable::required(std::string_view name) const {
  if (const std::optional<std::size_t> found = column(name)) return *found;
  const std::string there = fmt::format("{}", fmt::join(header_, ", "));
  refuse(fmt::format("{} 没有列 {}，只有：{}", path_.string(), name, there),
         fmt::format("{} has no column {}; there are: {}", path_.string(), name, there));
}

}  // namespace wangge::scenarios
