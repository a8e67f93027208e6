#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

/// SQLite behind handles. Internal to gis/write. All throw std::runtime_error with SQLite's own words.
namespace wangge::gis {

/// One open database file.
class SqliteFile {
 public:
  /// The file must exist.
  explicit SqliteFile(const std::string& path);
  [[nodiscard]] sqlite3& handle() const { return *handle_; }
  /// One or more statements without parameters.
  void execute(const std::string& sql) const;
  /// Closes and says whether that went well; what is not committed is lost.
  void close();

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A prepared statement that is run many times. Parameters are counted from 1, columns from 0.
class SqliteStatement {
 public:
  SqliteStatement(sqlite3& database, const std::string& sql);

  void bind(int parameter, std::int64_t value);
  void bind(int parameter, double value);
  /// The text must live until `run` or `step` has returned.
  void bind_text(int parameter, std::string_view text);
  void bind_blob(int parameter, std::string_view bytes);
  void bind_null(int parameter);

  /// Executes to the end and makes ready for the next time; parameters keep their values.
  void run();
  /// True while there is a row.
  bool step();
  [[nodiscard]] std::int64_t whole(int column) const;
  [[nodiscard]] std::string text(int column) const;

 private:
  void check(int code) const;

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  sqlite3& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace wangge::gis
