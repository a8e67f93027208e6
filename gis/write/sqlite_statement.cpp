#include "gis/write/sqlite_statement.h"

#include <sqlite3.h>

#include <stdexcept>

namespace wangge::gis {
namespace {

[[noreturn]] void fail(sqlite3* database, int code) {
  throw std::runtime_error(database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code));
}

}  // namespace

void SqliteFile::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

SqliteFile::SqliteFile(const std::string& path) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
  handle_.reset(opened);
  if (code != SQLITE_OK) fail(opened, code);
}

void SqliteFile::execute(const std::string& sql) const {
  const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(handle_.get(), code);
}

void SqliteFile::close() {
  const int code = sqlite3_close(handle_.get());
  if (code != SQLITE_OK) fail(handle_.get(), code);
  static_cast<void>(handle_.release());
}

void SqliteStatement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

SqliteStatement::SqliteStatement(sqlite3& database, const std::string& sql) : database_(database) {
  sqlite3_stmt* prepared = nullptr;
  check(sqlite3_prepare_v2(&database, sql.c_str(), -1, &prepared, nullptr));
  statement_.reset(prepared);
}

void SqliteStatement::bind(int parameter, std::int64_t value) { check(sqlite3_bind_int64(statement_.get(), parameter, value)); }

void SqliteStatement::bind(int parameter, double value) { check(sqlite3_bind_double(statement_.get(), parameter, value)); }

void SqliteStatement::bind_text(int parameter, std::string_view text) {
  check(sqlite3_bind_text(statement_.get(), parameter, text.data(), static_cast<int>(text.size()), nullptr));
}

void SqliteStatement::bind_blob(int parameter, std::string_view bytes) {
  check(sqlite3_bind_blob64(statement_.get(), parameter, bytes.data(), bytes.size(), nullptr));
}

void SqliteStatement::bind_null(int parameter) { check(sqlite3_bind_null(statement_.get(), parameter)); }

void SqliteStatement::run() {
  const int code = sqlite3_step(statement_.get());
  if (code != SQLITE_DONE && code != SQLITE_ROW) fail(&database_, code);
  check(sqlite3_reset(statement_.get()));
}

bool SqliteStatement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code != SQLITE_DONE && code != SQLITE_ROW) fail(&database_, code);
  return code == SQLITE_ROW;
}

std::int64_t SqliteStatement::whole(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string SqliteStatement::text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_.get(), column);
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

void SqliteStatement::check(int code) const {
  if (code != SQLITE_OK) fail(&database_, code);
}

}  // namespace wangge::gis
