#include "scenarios/run/checked_file.h"

#include "engine/core/error.h"
#include "engine/core/system_words.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <system_error>

namespace wangge::scenarios {
namespace {

constexpr std::size_t buffer_size = 1 << 16;
constexpr int most_links = 40;  // as Linux follows at most

void sync_path(const std::filesystem::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) throw_system_error(path, errno);
  const int failed = ::fsync(descriptor) != 0 ? errno : 0;
  ::close(descriptor);
  // Some file systems cannot force a folder and say EINVAL.
  if (failed != 0 && failed != EINVAL) throw_system_error(path, failed);
}

/// What a chain of symbolic links stands for, there or not.
std::filesystem::path behind_links(std::filesystem::path path) {
  std::error_code none;
  for (int links = 0; std::filesystem::is_symlink(path, none); ++links) {
    if (links == most_links) throw_system_error(path, ELOOP);
    path = path.parent_path() / std::filesystem::read_symlink(path, none);
    if (none) throw_system_error(path, none.value());
  }
  return path;
}

}  // namespace

void throw_system_error(const std::filesystem::path& path, int error) {
  const core::Text why = core::system_cause(error);
  throw core::Error(core::ErrorCode::environment, {.zh = fmt::format("无法写入 {}：{}", path.string(), why.zh),
                                                   .en = fmt::format("cannot write {}: {}", path.string(), why.en)});
}

FileWriter::FileWriter(std::filesystem::path path) : path_(std::move(path)) {
  buffer_.reserve(buffer_size);
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor_ < 0) throw_system_error(path_, errno);
}

FileWriter::~FileWriter() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

void FileWriter::append(std::string_view text) {
  buffer_.append(text);
  if (buffer_.size() >= buffer_size) flush();
}

void FileWriter::flush() {
  std::string_view left = buffer_;
  while (!left.empty()) {
    const ssize_t written = ::write(descriptor_, left.data(), left.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(errno);
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

void FileWriter::finish() {
  flush();
  if (::fsync(descriptor_) != 0 && errno != EINVAL) fail(errno);
  const int descriptor = descriptor_;
  descriptor_ = -1;
  if (::close(descriptor) != 0) throw_system_error(path_, errno);
}

void FileWriter::fail(int error) { throw_system_error(path_, error); }

void write_file(const std::filesystem::path& path, std::string_view content) {
  FileWriter file(path);
  file.append(content);
  file.finish();
}

void replace_file(const std::filesystem::path& asked, std::string_view content) {
  struct stat state {};
  const bool there = ::stat(asked.c_str(), &state) == 0;
  if (there && !S_ISREG(state.st_mode)) return write_file(asked, content);
  const std::filesystem::path path = behind_links(asked);
  const std::filesystem::path fresh = path.parent_path() / ("." + path.filename().string() + ".partial");
  write_file(fresh, content);
  const bool kept = !there || ::chmod(fresh.c_str(), state.st_mode & 0777U) == 0;
  if (kept && std::rename(fresh.c_str(), path.c_str()) == 0) return;
  const int failed = errno;
  std::error_code ignored;
  std::filesystem::remove(fresh, ignored);
  throw_system_error(path, failed);
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.is_open() && !in.bad()) return text;
  throw core::Error(core::ErrorCode::environment,
                    {.zh = fmt::format("无法读取 {}", path.string()), .en = fmt::format("cannot read {}", path.string())});
}

void sync_folder(const std::filesystem::path& folder) { sync_path(folder, O_RDONLY | O_DIRECTORY); }

void sync_tree(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_directory()) {
      sync_folder(entry.path());
    } else if (entry.is_regular_file()) {
      sync_path(entry.path(), O_RDONLY);
    }
  }
  sync_folder(folder);
}

}  // namespace wangge::scenarios
