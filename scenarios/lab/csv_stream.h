#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {

/// A CSV file (RFC 4180, with names in the first line) read row by row, for tables too long to hold as cells. Holds the text
/// alone; cells are views that live until the next row.
///
///   CsvStream rows(path);   while (rows.next()) use(rows.cell(2));
class CsvStream {
 public:
  /// Throws Error(environment) when it cannot be read, Error(input) where it has no first line or is not in UTF-8, naming
  /// the line.
  explicit CsvStream(const std::filesystem::path& path);

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// Goes to the next row; false at the end. Throws Error(input) naming the line where a row has another number of cells than
  /// there are names, or a quote does not end.
  bool next();
  [[nodiscard]] std::string_view cell(std::size_t column) const { return cells_[column]; }
  /// A number of at least 0; throws Error(input) naming file, line, column and value.
  [[nodiscard]] double number(std::size_t column) const;
  /// "km.csv:12"
  [[nodiscard]] std::string place() const;
  /// Back to before the first row.
  void rewind();

 private:
  bool read_row();
  [[nodiscard]] std::string_view read_cell();

  std::filesystem::path path_;
  std::string text_;
  std::vector<std::string> names_;
  std::vector<std::string_view> cells_;
  std::deque<std::string> unquoted_;  ///< cells with quotes inside
  std::size_t at_ = 0;
  std::size_t line_ = 1;      ///< of at_
  std::size_t row_line_ = 1;  ///< of the present row
  std::size_t after_names_ = 0;
  std::size_t line_after_names_ = 1;
};

}  // namespace wangge::scenarios
