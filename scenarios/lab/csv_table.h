#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {

/// A file of comma-separated values with a header (RFC 4180: fields may be quoted), held as text.
class CsvTable {
 public:
  /// Throws Error(environment) where the file cannot be read, Error(input) where it has no header, a quote is left open, or a row
  /// has another number of fields than the header; the message names file and line.
  [[nodiscard]] static CsvTable read(const std::filesystem::path& path);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] const std::string& at(std::size_t row, std::size_t column) const { return rows_[row].fields[column]; }
  /// Throws Error(input) naming file, line, column and value where it is no number or not finite.
  [[nodiscard]] double number(std::size_t row, std::size_t column) const;
  /// In the file, counted from 1.
  [[nodiscard]] std::size_t line(std::size_t row) const { return rows_[row].line; }

  /// The column of this name; letters may be small or large.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
  /// The first of the names that there is.
  [[nodiscard]] std::optional<std::size_t> first_of(std::span<const std::string_view> names) const;
  /// The column of this name; throws Error(input) that lists the columns there are.
  [[nodiscard]] std::size_t required(std::string_view name) const;

 private:
  struct Row {
    std::size_t line = 0;
    std::vector<std::string> fields;
  };
  std::filesystem::path path_;
  std::vector<std::string> header_;
  std::vector<Row> rows_;
};

}  // namespace wangge::scenarios
