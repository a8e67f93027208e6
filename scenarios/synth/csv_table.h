#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {

/// A small table from a CSV file (RFC 4180, UTF-8 with or without a mark, any line ends): a line of names, then rows.
///
///   const CsvTable codes(path, "../data/codes/villages.csv");   codes.text(row, *codes.column("name"));
class CsvTable {
 public:
  struct Row {
    int line = 0;  ///< in the file, from 1
    std::vector<std::string> cells;
  };

  /// Throws Error(environment) when it cannot be read, Error(input) with the line where a row has another number of cells than
  /// the first, or a quote does not end. `shown` is its name in messages.
  CsvTable(const std::filesystem::path& path, std::string shown);

  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
  /// Throws Error(input) listing what is there.
  [[nodiscard]] std::size_t needed(std::string_view name) const;
  /// A whole number from 0; nothing for an empty cell. Throws Error(input) with file, line and column.
  [[nodiscard]] std::optional<std::int64_t> count(const Row& row, std::size_t column) const;
  [[nodiscard]] std::optional<double> number(const Row& row, std::size_t column) const;
  /// "areas.csv:12"
  [[nodiscard]] std::string place(const Row& row) const;

 private:
  std::string shown_;
  std::vector<std::string> names_;
  std::vector<Row> rows_;
};

}  // namespace wangge::scenarios
