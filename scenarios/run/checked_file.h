#pragma once

#include <filesystem>
#include <string>
#include <string_view>

/// The one way in which files of a run are written: every error is noticed, the content is on the disk when it returns.
namespace wangge::scenarios {

/// A file that is written piece by piece, buffered. `finish` must be called; a writer that is dropped before removes
/// its file.
///
///   FileWriter csv(folder / "requests.csv");   csv.append(line);   csv.finish();
class FileWriter {
 public:
  /// Creates the file (mode 0600); throws Error(environment) naming it.
  explicit FileWriter(std::filesystem::path path);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  void append(std::string_view text);
  /// Writes what is left, forces it to the disk and closes. Throws Error(environment), for one when the disk is full.
  void finish();

 private:
  void flush();
  [[noreturn]] void fail(int error);

  std::filesystem::path path_;
  std::string buffer_;
  int descriptor_ = -1;
};

/// The whole file at once.
void write_file(const std::filesystem::path& path, std::string_view content);

/// The same, made beside its place (`.NAME.partial`) and put there whole, in the mode of what was there; follows symbolic links.
void replace_file(const std::filesystem::path& path, std::string_view content);

/// Throws Error(environment) when it cannot be read.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Forces every file and folder below, written by whomever, to the disk. Throws Error(environment).
void sync_tree(const std::filesystem::path& folder);

/// Forces one folder's entries to the disk. Throws Error(environment).
void sync_folder(const std::filesystem::path& folder);

/// "disk full", "permission denied"… for an errno, in both languages, as Error(environment) about a path.
[[noreturn]] void throw_system_error(const std::filesystem::path& path, int error);

}  // namespace wangge::scenarios
