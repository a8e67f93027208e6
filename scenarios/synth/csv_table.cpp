#include "scenarios/synth/csv_table.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "scenarios/run/checked_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace wangge::scenarios {
namespace {

[[noreturn]] void refuse(const std::string& place, const core::Text& problem) {
  throw core::Error(core::ErrorCode::input, {.zh = place + ": " + problem.zh, .en = place + ": " + problem.en});
}

/// Splits a whole text into rows of cells; a quoted cell may hold commas, line ends and doubled quotes.
std::vector<CsvTable::Row> split(std::string_view text, const std::string& shown) {
  std::vector<CsvTable::Row> rows;
  CsvTable::Row row{1, {}};
  std::string cell;
  bool quoted = false;
  int line = 1;
  const auto end_row = [&] {
    row.cells.push_back(std::exchange(cell, {}));
    const bool blank = row.cells.size() == 1 && row.cells.front().empty();
    if (!blank) rows.push_back(std::move(row));
    row = {line, {}};
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') ++line;
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        cell += text[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      row.cells.push_back(std::exchange(cell, {}));
    } else if (c == '\n') {
      end_row();
    } else if (c != '\r') {
      cell += c;
    }
  }
  if (quoted) refuse(fmt::format("{}:{}", shown, row.line), {.zh = "引号没有结束", .en = "a quote does not end"});
  end_row();
  return rows;
}

template <class Number>
std::optional<Number> parsed(std::string_view text) {
  Number value{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

CsvTable::CsvTable(const std::filesystem::path& path, std::string shown) : shown_(std::move(shown)) {
  const std::string text = read_file(path);
  std::string_view content = text;
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (content.starts_with(mark)) content.remove_prefix(mark.size());
  rows_ = split(content, shown_);
  if (rows_.empty()) refuse(shown_, {.zh = "表是空的；第一行应为列名", .en = "is empty; expected a first line of column names"});
  names_ = rows_.front().cells;
  if (names_.size() == 1 && names_.front().find(';') != std::string::npos) {
    refuse(place(rows_.front()),
           {.zh = "列名之间是分号；须用逗号分隔各列", .en = "has semicolons; columns are separated by commas"});
  }
  rows_.erase(rows_.begin());
  for (const Row& row : rows_) {
    if (row.cells.size() == names_.size()) continue;
    const bool more = row.cells.size() > names_.size();
    refuse(place(row),
           {.zh = fmt::format("有 {} 格，而列名有 {} 个{}", row.cells.size(), names_.size(), more ? "：数字中不写千位逗号" : ""),
            .en = fmt::format("has {} cells, but there are {} column names{}", row.cells.size(), names_.size(),
                              more ? ": are there thousands commas in a number?" : "")});
  }
}

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names_.begin());
}

std::size_t CsvTable::needed(std::string_view name) const {
  if (const auto found = column(name)) return *found;
  const auto guess = core::nearest(std::string(name), names_);
  const std::string all = fmt::format("{}", fmt::join(names_, ", "));
  refuse(shown_ + ":1",
         {.zh = fmt::format("没有列“{}”；现有：{}{}", name, all, guess ? fmt::format("；是不是“{}”？", *guess) : ""),
          .en = fmt::format("has no column \"{}\"; it has: {}{}", name, all,
                            guess ? fmt::format("; did you mean \"{}\"?", *guess) : "")});
}

std::optional<std::int64_t> CsvTable::count(const Row& row, std::size_t column) const {
  const std::string& cell = row.cells[column];
  if (cell.empty()) return std::nullopt;
  const auto value = parsed<std::int64_t>(cell);
  if (value && *value >= 0 && *value <= 2'000'000'000) return value;
  refuse(place(row), {.zh = fmt::format("{} = “{}”不是 0 以上的整数{}", names_[column], cell,
                                        cell.find(',') != std::string::npos ? "：请去掉千位逗号" : ""),
                      .en = fmt::format("{} = \"{}\" is not a whole number from 0{}", names_[column], cell,
                                        cell.find(',') != std::string::npos ? ": leave the thousands commas out" : "")});
}

std::optional<double> CsvTable::number(const Row& row, std::size_t column) const {
  const std::string& cell = row.cells[column];
  if (cell.empty()) return std::nullopt;
  const auto value = parsed<double>(cell);
  if (value && std::isfinite(*value) && *value >= 0) return value;
  refuse(place(row), {.zh = fmt::format("{} = “{}”不是 0 以上的数", names_[column], cell),
                      .en = fmt::format("{} = \"{}\" is not a number from 0", names_[column], cell)});
}

std::string CsvTable::place(const Row& row) const { return fmt::format("{}:{}", shown_, row.line); }

}  // namespace wangge::scenarios
